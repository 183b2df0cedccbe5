"""The answer written by a chat model from numbered passages; `citations` checks what it writes."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable, Iterator
from typing import TYPE_CHECKING

from assistant.coverage import day, revision
from assistant.failures import ContextOverflow
from assistant.inert import readable
from assistant.providers import chat_model, model_name, stream_text
from index.errors import ModelUnavailable
from prompts import load

if TYPE_CHECKING:
    from collections.abc import Sequence

    from langchain_core.language_models import BaseChatModel

    from assistant.settings import Settings
    from assistant.types import PassageHit, Turn, Understood

__all__ = ["NOT_IN_ARTICLES", "Draft", "chat_model", "make_standalone", "model_name", "write"]

NOT_IN_ARTICLES = "NOT_IN_ARTICLES"
"""What a model is told to write when the passages don't answer."""

_BYTES_PER_TOKEN = 4
_LONGEST_ATTRIBUTE = 200
_TURNS = 4
_LONGEST_TURN = 600
_THINKS, _THOUGHT = "<think>", "</think>"
# Controls, direction overrides, and the tag characters that spell text which no reader sees.
_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]"
)
_BRACKETED_NUMBER = re.compile(r"[\[【](?=[^\[\]【】]{0,60}\d)([^\[\]【】]{1,60})[\]】]")
# Chat templates have tokens of this form, [INST] for one, which a server may read anywhere.
_BRACKETED_WORD = re.compile(r"\[(/?[A-Z][A-Z_]{2,30})\]")
_DECORATION = "*_#>-\"'“”`. \n\t"
_LABEL = re.compile(r"^\W*(?:[a-z]+ )?question\W*:\s*", re.IGNORECASE)


def write(
    question: Understood,
    hits: Sequence[PassageHit],
    *,
    model: str | BaseChatModel,
    settings: Settings,
) -> Draft:
    """Let a chat model answer a question from passages, best first.

    `model` is a name for `init_chat_model` or a LangChain chat model. Passages that don't fit into
    `settings.context_tokens`, or into what the model turns out to take in, are left out whole,
    from the end.
    """
    return Draft(question, hits, model, settings)


class Draft(Iterator[str]):
    """What a chat model writes, as it comes; the first `next` calls the model.

    Iterating raises `ModelUnavailable` whenever the model fails: what it wrote until then may be
    half a sentence. `close` stops the model.
    """

    def __init__(
        self,
        question: Understood,
        hits: Sequence[PassageHit],
        model: str | BaseChatModel,
        settings: Settings,
    ) -> None:
        self.shown: tuple[PassageHit, ...] = tuple(hits)
        """The passages that the model was given, [1] first; certain from the first text on."""
        self.refused = False
        """Whether it says that the passages don't answer; it then wrote no text."""
        self._wrote = False
        self._texts = self._write(question, model, settings)

    def __next__(self) -> str:
        return next(self._texts)

    def close(self) -> None:
        """Stop the model."""
        self._texts.close()

    def _write(
        self, question: Understood, model: str | BaseChatModel, settings: Settings
    ) -> Generator[str, None, None]:
        if not self.shown:
            self.refused = True
            return
        self.shown = fitting(question, self.shown, settings)
        while True:
            texts = stream_text(model, answer_messages(question, self.shown), settings)
            try:
                yield from self._without_refusal(without_thoughts(texts))
                break
            except ContextOverflow:
                if self._wrote or len(self.shown) == 1:
                    raise
                self.shown = self.shown[: len(self.shown) // 2]
        if not self._wrote and not self.refused:
            raise ModelUnavailable(
                f'The chat model "{model_name(model)}" wrote nothing. Raise NEWS_MAX_TOKENS '
                f"({settings.max_tokens}), which one that thinks first may have used up."
            )

    def _without_refusal(self, texts: Iterable[str]) -> Iterator[str]:
        held = ""
        for text in texts:
            held += text
            opening = held.lstrip(_DECORATION)
            if not self._wrote:
                if opening.startswith(NOT_IN_ARTICLES):
                    self.refused = True
                    return
                if NOT_IN_ARTICLES.startswith(opening):
                    continue
                held = held.lstrip()
            # Some write it below an answer too.
            held = held.replace(NOT_IN_ARTICLES, "")
            kept = _longest_end(held, NOT_IN_ARTICLES)
            ready, held = held[: len(held) - kept], held[len(held) - kept :]
            if ready:
                self._wrote = True
                yield ready
        if held.strip():
            self._wrote = True
            yield held


def make_standalone(
    question: str, history: Sequence[Turn], *, model: str | BaseChatModel, settings: Settings
) -> str:
    """Let a chat model fill in what a follow-up leaves to the conversation.

    Returns the question unchanged without a conversation, and when what the model wrote cannot be
    it. Raises `ModelUnavailable`.
    """
    if not history:
        return question
    turns = [
        f"User: {_turn(turn.question)}\nAssistant: {_turn(readable(turn.answer))}"
        for turn in history[-_TURNS:]
    ]
    messages = load("standalone").messages(conversation="\n".join(turns), question=question)
    written = "".join(without_thoughts(stream_text(model, messages, settings))).strip()
    line = _LABEL.sub("", written.splitlines()[0] if written else "").strip().strip('"“”*` ')
    return line if 0 < len(line) <= 2 * len(question) + _LONGEST_TURN else question


def answer_messages(question: Understood, hits: Sequence[PassageHit]) -> list[tuple[str, str]]:
    """Return the (role, text) messages that ask for an answer from passages."""
    return load("answer").messages(
        as_of=day(question.as_of),
        passages="\n".join(passage_block(number, hit) for number, hit in enumerate(hits, 1)),
        question=question.standalone,
        refusal=NOT_IN_ARTICLES,
    )


def fitting(
    question: Understood, hits: Sequence[PassageHit], settings: Settings
) -> tuple[PassageHit, ...]:
    """Return the first passages that fit into `settings.context_tokens` beside the answer.

    A token is taken for four bytes, as it is in English; raises `ModelUnavailable` when not even
    one passage fits.
    """
    room = (settings.context_tokens - settings.max_tokens) * _BYTES_PER_TOKEN
    room -= sum(len(text.encode()) for _, text in answer_messages(question, ()))
    for number, hit in enumerate(hits, 1):
        room -= len(passage_block(number, hit).encode()) + 1
        if room < 0:
            if number == 1:
                raise ModelUnavailable(
                    f"No passage fits into NEWS_CONTEXT_TOKENS ({settings.context_tokens}) beside "
                    f"an answer of NEWS_MAX_TOKENS ({settings.max_tokens}). Raise the first."
                )
            return tuple(hits[: number - 1])
    return tuple(hits)


def passage_block(number: int, hit: PassageHit) -> str:
    """Return a passage as delimited data, which nothing in it can close or number anew."""
    attributes = {
        "outlet": hit.source,
        "date": day(hit.published) if hit.published else "",
        "revised": revision(hit.revised, hit.revised_on),
        "author": ", ".join(hit.authors),
        "title": hit.title,
    }
    written = "".join(
        f' {name}="{_attribute(value)}"' for name, value in attributes.items() if value
    )
    return f'<passage number="{number}"{written}>\n{_data(hit.text)}\n</passage>'


def without_thoughts(texts: Iterable[str]) -> Iterator[str]:
    """Leave out the <think>...</think> that local reasoning models open with."""
    held = ""
    state = "unknown"
    for text in texts:
        if state == "answers":
            yield text
            continue
        held += text
        if state == "unknown":
            opening = held.lstrip()
            if _THINKS.startswith(opening[: len(_THINKS)]):
                state = "thinks" if opening.startswith(_THINKS) else "unknown"
            else:
                state = "answers"
                yield held
        if state == "thinks" and _THOUGHT in held:
            state = "answers"
            if rest := held.partition(_THOUGHT)[2]:
                yield rest
    if state == "unknown" and held:
        yield held


def _longest_end(text: str, word: str) -> int:
    """Return how many characters at the end of the text are the beginning of the word."""
    longest = min(len(text), len(word) - 1)
    return next((n for n in range(longest, 0, -1) if text.endswith(word[:n])), 0)


def _data(text: str) -> str:
    """Return text in which nothing reads as a delimiter or a citation marker.

    Full-width brackets are no markers, and are equal to plain ones where quotes are compared.
    """
    plain = _CONTROL.sub(" ", text).replace("<", "&lt;").replace(">", "&gt;")
    return _BRACKETED_WORD.sub("［\\1］", _BRACKETED_NUMBER.sub("［\\1］", plain))


def _turn(text: str) -> str:
    # On one line, for at the beginning of another it could speak for the other.
    return " ".join(_data(text[:_LONGEST_TURN]).split())


def _attribute(text: str) -> str:
    return " ".join(_data(text[:_LONGEST_ATTRIBUTE]).replace('"', "&quot;").split())
