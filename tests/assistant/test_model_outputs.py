"""The verifier against what chat models write: see `model_outputs` for what wrong means."""

from __future__ import annotations

from functools import cache
from pathlib import Path, PurePosixPath

import pytest
from model_outputs import OUTPUTS, RIGHT, WRONG, Output

from assistant.citations import UNRELATED, Cited, cite
from assistant.markers import MarkerParser
from assistant.types import PassageHit
from assistant.verification import EmbeddingSupport
from index.article import Article
from index.embedding import load_embeddings
from index.passages import split_passages
from index.readers import read_paths
from index.sentences import split_sentences

ARTICLES = Path(__file__).parents[2] / "articles"
MOST_PASSAGES = 8
MOST_UNFLAGGED = 0
"""Wrong sentences that are not flagged."""
MOST_FLAGGED = 2
"""Correct sentences that are flagged."""


@cache
def articles() -> dict[str, Article]:
    """Return the sample articles by title, and by file name where the file holds only one."""
    read = [reading for reading in read_paths([ARTICLES]) if isinstance(reading, Article)]
    named = {PurePosixPath(article.origin).name: article for article in read}
    return named | {article.title: article for article in read}


def passages(output: Output) -> tuple[PassageHit, ...]:
    hits = [
        PassageHit(
            passage_id=passage.id,
            article_id=passage.article_id,
            text=passage.text,
            start=passage.start,
            end=passage.end,
            title=article.title,
            source=article.source,
            authors=article.authors,
            published=article.published,
            url=article.url,
            score=1.0,
        )
        for article in (articles()[name] for name in output.article)
        for passage in split_passages(article)
    ]
    return tuple(hits[:MOST_PASSAGES])


@cache
def cited(output: Output) -> Cited:
    """Return the output checked, as an answer's is by default."""
    hits = passages(output)
    parser = MarkerParser(range(1, len(hits) + 1))
    pieces = [*parser.feed(output.text), *parser.close()]
    return cite(pieces, hits, support=EmbeddingSupport(load_embeddings()))


def judged(*, right: bool) -> list[tuple[Output, int]]:
    """Return the sentences that are right, or those that are wrong, by output and number."""
    return [
        (output, at)
        for output in OUTPUTS
        for at, is_right in enumerate(output.sentences)
        if is_right == right
    ]


def missed(*, right: bool) -> list[str]:
    """Return the right sentences that are flagged, or the wrong ones that are not."""
    return [
        f"{', '.join(output.article)}: {sentence.text} ({sentence.reason or 'not flagged'})"
        for output, at in judged(right=right)
        if (sentence := cited(output).sentences[at]).supported != right
    ]


def test_there_are_sixty_of_many_articles() -> None:
    assert len(OUTPUTS) == len(set(OUTPUTS)) == 60
    assert len({name for output in OUTPUTS for name in output.article}) >= 15
    assert not any(all(output.sentences) for output in WRONG)
    assert all(all(output.sentences) for output in RIGHT)


@pytest.mark.parametrize("output", OUTPUTS, ids=lambda output: output.text[:40])
def test_each_sentence_is_judged(output: Output) -> None:
    assert len(cited(output).sentences) == len(output.sentences)


def test_wrong_sentences_are_flagged() -> None:
    unflagged = missed(right=False)

    assert len(unflagged) <= MOST_UNFLAGGED, "\n".join(
        [f"{len(unflagged)} of {len(judged(right=False))} wrong sentences:", *unflagged]
    )


def test_right_sentences_are_not_flagged() -> None:
    flagged = missed(right=True)

    assert len(flagged) <= MOST_FLAGGED, "\n".join(
        [f"{len(flagged)} of {len(judged(right=True))} right sentences:", *flagged]
    )


@pytest.mark.parametrize(
    "output",
    [output for output in WRONG if output.what == "invented quote"],
    ids=lambda output: output.text[:40],
)
def test_invented_quotes_lose_their_marks(output: Output) -> None:
    sentences = zip(cited(output).sentences, output.sentences, strict=True)
    wrong = [sentence.text for sentence, is_right in sentences if not is_right]

    assert wrong
    assert not any(mark in text for text in wrong for mark in '“”"')
    assert all(text.rstrip(".") in cited(output).text for text in wrong)


def test_a_passage_of_another_article_says_nothing_of_the_kind() -> None:
    support = EmbeddingSupport(load_embeddings())
    scores = []
    for output, at in judged(right=True):
        other = next(item for item in OUTPUTS if not set(item.article) & set(output.article))
        text = passages(other)[0].text
        evidence = [text[slice(*span)] for span in split_sentences(text, "en")]
        scores.append(support(cited(output).sentences[at].text, evidence))

    assert sum(score < UNRELATED for score in scores) >= 0.95 * len(scores)
