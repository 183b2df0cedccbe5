"""The whole way, with the real model and the real stores, over the sample articles."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sample_questions import FOREIGN_QUESTIONS, SAMPLE_QUESTIONS, SampleQuestion

from assistant import Answer, Settings, Status, TextDelta, aanswer, answer, stream
from index import open_index
from index.errors import InvalidQuestion, NoIndex

if TYPE_CHECKING:
    from pathlib import Path

_WORDS = (
    "who what when where why how many Borrell Fed interest rate Webb telescope OSCE bridge Artemis "
    "moon heat record Britain pope strike pension votes Germany cup final grain quake Turkey"
).split()


def _exact(reply: Answer, config: Settings) -> bool:
    index = open_index(config)
    for citation in reply.citations:
        article = index.article(citation.article_id)
        assert article is not None
        if article.body[citation.start : citation.end] != citation.quote:
            return False
    return True


def _right(reply: Answer, asked: SampleQuestion) -> bool:
    return any(
        asked.answer in citation.quote
        and (citation.url in asked.url if asked.url else citation.title == asked.title)
        for citation in reply.citations
    )


@pytest.fixture(scope="module")
def replies(sample_index: Settings) -> list[tuple[SampleQuestion, Answer]]:
    return [(asked, answer(asked.question, settings=sample_index)) for asked in SAMPLE_QUESTIONS]


def test_the_right_sentence_is_quoted(replies: list[tuple[SampleQuestion, Answer]]) -> None:
    missed = [asked.question for asked, reply in replies if not _right(reply, asked)]
    assert len(missed) <= 0.3 * len(replies), missed


def test_what_the_articles_do_not_answer_is_not_answered(sample_index: Settings) -> None:
    answered = [
        question
        for question in FOREIGN_QUESTIONS
        if answer(question, settings=sample_index).answered
    ]
    assert len(answered) <= 0.15 * len(FOREIGN_QUESTIONS), answered


def test_not_answered_says_what_is_covered(sample_index: Settings) -> None:
    reply = answer("who won the Eurovision Song Contest in 1974?", settings=sample_index)
    assert not reply.answered
    assert reply.citations == reply.sentences == ()
    assert f"{open_index(sample_index).manifest.articles} articles indexed" in reply.text
    assert "Example Wire" in reply.text


def test_every_citation_is_an_exact_span(
    replies: list[tuple[SampleQuestion, Answer]], sample_index: Settings
) -> None:
    assert all(_exact(reply, sample_index) for _, reply in replies)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(_WORDS), min_size=1, max_size=9).map(" ".join))
def test_every_citation_of_any_question_is_an_exact_span(
    sample_index: Settings, question: str
) -> None:
    assert _exact(answer(question, settings=sample_index), sample_index)


def test_an_answer_carries_what_a_reader_checks(
    replies: list[tuple[SampleQuestion, Answer]],
) -> None:
    reply = next(reply for asked, reply in replies if "members does the OSCE" in asked.question)
    assert reply.answered
    assert reply.citations[0].source == "Specimen Press Agency"
    assert (
        f"{' '.join(reply.citations[0].quote.split())} — Specimen Press Agency, 9 Feb 2022 [1]"
        in (reply.text)
    )
    assert reply.coverage.startswith("Based on ")
    assert reply.understood.kind == "number"
    assert {"understand", "retrieve", "quote"} <= reply.timings.keys()
    assert [citation.number for citation in reply.citations] == list(
        range(1, len(reply.citations) + 1)
    )


def test_to_dict_is_json_with_the_documented_keys(
    replies: list[tuple[SampleQuestion, Answer]],
) -> None:
    plain = json.loads(json.dumps(replies[0][1].to_dict()))
    assert {
        "text",
        "answered",
        "sentences",
        "citations",
        "passages",
        "coverage",
        "understood",
        "timings",
    } <= plain.keys()
    assert {
        "number",
        "quote",
        "start",
        "end",
        "title",
        "source",
        "authors",
        "published",
        "url",
    } <= plain["citations"][0].keys()


def test_filters_hold(sample_index: Settings) -> None:
    reply = answer(
        "what happened?",
        sources="example wire",
        since="2023-01-01",
        until="2023-12-31",
        settings=sample_index,
    )
    assert reply.passages
    for hit in reply.passages:
        assert hit.source == "Example Wire"
        assert hit.published is not None
        assert hit.published.year == 2023


def test_no_more_than_two_passages_of_an_article_and_one_copy_of_a_story(
    sample_index: Settings,
) -> None:
    reply = answer("When did Finland join NATO?", settings=sample_index)
    articles = [hit.article_id for hit in reply.passages]
    assert max(articles.count(key) for key in articles) <= 2
    copies = [hit for hit in reply.passages if "Finland" in hit.title]
    assert len({hit.source for hit in copies}) == 1
    assert copies[0].also
    assert copies[0].source not in copies[0].also


def test_streaming_ends_in_the_same_answer(sample_index: Settings) -> None:
    question = "How many members does the OSCE have?"
    events = list(stream(question, settings=sample_index))
    last = events[-1]
    assert isinstance(last, Answer)
    assert isinstance(events[0], Status)
    streamed = "".join(event.text for event in events if isinstance(event, TextDelta))
    assert streamed == last.text == answer(question, settings=sample_index).text


def test_asynchronously_the_same(sample_index: Settings) -> None:
    question = "How many members does the OSCE have?"
    reply = asyncio.run(aanswer(question, settings=sample_index))
    assert reply.citations == answer(question, settings=sample_index).citations


@pytest.mark.parametrize("question", ["", "  \n"])
def test_an_empty_question_is_refused(sample_index: Settings, question: str) -> None:
    with pytest.raises(InvalidQuestion):
        answer(question, settings=sample_index)


def test_without_an_index_the_message_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(NoIndex, match="news-assistant index rebuild"):
        answer("who?", settings=Settings(index=tmp_path / "none"))
