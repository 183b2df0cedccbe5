"""What the reader is taught with: questions, each with windows of text and where they answer."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from assistant.windows import Window, whole_window
from bench.data import NoData

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator, Sequence
    from pathlib import Path

Spans: TypeAlias = "tuple[tuple[int, int], ...]"
"""Stretches of a text, from and to, in characters."""
SEED = 7
"""Of everything random in training, and so of what is held out of it."""
_HELD_OUT = 0.05
_FOREIGN_ONLY = 0.08
_ANSWER_GONE = 0.16
_FOREIGN_BESIDE = 0.40


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question of a paragraph, and the spans in it that answer."""

    text: str
    answers: Spans


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph, all its sentences judged, with its questions and the title of its article."""

    title: str
    window: Window
    questions: tuple[Asked, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A question with all that is read for it."""

    question: str
    windows: tuple[Window, ...]
    answers: tuple[Spans, ...]
    """For each window the spans that answer; all empty where nothing answers."""


def read_squad(path: Path) -> list[list[Paragraph]]:
    """The articles of a file in SQuAD's format, each a list of paragraphs.

    Raises:
        NoData: the file is missing, or of another format.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))["data"]
        return [
            [_paragraph(article["title"], item) for item in article["paragraphs"]]
            for article in data
        ]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NoData(
            f"{path} cannot be read as questions in SQuAD's format ({error!r}). Get it anew."
        ) from error


def _paragraph(title: str, item: dict[str, Any]) -> Paragraph:
    return Paragraph(
        title=title.replace("_", " "),
        window=whole_window("", item["context"]),
        questions=tuple(
            Asked(
                text=asked["question"],
                answers=tuple(
                    dict.fromkeys(
                        (answer["answer_start"], answer["answer_start"] + len(answer["text"]))
                        for answer in asked["answers"]
                    )
                ),
            )
            for asked in item["qas"]
        ),
    )


def held_out(
    articles: Sequence[list[Paragraph]], rng: random.Random
) -> tuple[list[list[Paragraph]], list[list[Paragraph]]]:
    """A twentieth of the articles, not to be learned from, and the others; both in random order."""
    shuffled = list(articles)
    rng.shuffle(shuffled)
    held = max(1, int(_HELD_OUT * len(shuffled)))
    return shuffled[:held], shuffled[held:] or shuffled


def wiki_groups(articles: Sequence[Sequence[Paragraph]], rng: random.Random) -> Iterator[Group]:
    """A group for each question.

    Beside the paragraph that answers some have another of the article; some have only another, or
    only the sentences that don't answer: there nothing does.
    """
    everything = [paragraph for article in articles for paragraph in article]
    for article in articles:
        for place, paragraph in enumerate(article):
            others = [other for at, other in enumerate(article) if at != place] or everything
            for asked in paragraph.questions:
                yield _wiki_group(asked, paragraph.window, rng.choice(others).window, rng.random())


def _wiki_group(asked: Asked, own: Window, other: Window, chance: float) -> Group:
    if chance < _FOREIGN_ONLY:
        return Group(question=asked.text, windows=(other,), answers=((),))
    less = without(own, asked.answers) if chance < _ANSWER_GONE else None
    if less is not None:
        return Group(question=asked.text, windows=(less,), answers=((),))
    if chance < _FOREIGN_BESIDE:
        return Group(question=asked.text, windows=(own, other), answers=(asked.answers, ()))
    return Group(question=asked.text, windows=(own,), answers=(asked.answers,))


def without(window: Window, answers: Spans) -> Window | None:
    """A window without the sentences that answer; None where nothing is left."""
    right = right_sentences(window, answers)
    kept = [
        window.text[start:end]
        for place, (start, end) in enumerate(window.sentences)
        if place not in right
    ]
    return whole_window(window.title, " ".join(kept)) if kept else None


def right_sentences(window: Window, answers: Spans) -> set[int]:
    """The places of the sentences in which an answer begins."""
    return {
        place
        for place, (start, end) in enumerate(window.sentences)
        if any(start <= first < end for first, _ in answers)
    }
