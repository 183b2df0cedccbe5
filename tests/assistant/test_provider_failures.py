"""What a reader gets when the provider of a chat model fails: what to do, and quotes all the same.

The whole way: settings, `init_chat_model`, a provider's client and a server on loopback, over the
sample articles.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest
from openai_server import (
    Respond,
    breaks_off,
    closed_port,
    ends_early,
    fails_in_stream,
    hangs,
    refuses,
    says,
    serving,
    takes_in,
    writes,
)

from assistant import Answer, Settings, Status, TextDelta, answer, stream
from index import open_index

if TYPE_CHECKING:
    from collections.abc import Iterator

    from langchain_core.language_models import BaseChatModel

pytest.importorskip("langchain_openai")

QUESTION = "How many participating states does the OSCE have?"
FIRST_TEXT = "The OSCE has 57 participating states [1]. It also has"
KEYS = ("OPENAI_API_KEY", "ANTHROPIC_API_KEY", "OPENAI_BASE_URL", "HTTP_PROXY", "http_proxy")

Ask: TypeAlias = Callable[..., Answer]
Configured: TypeAlias = Callable[..., Settings]


@pytest.fixture(autouse=True)
def _no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in KEYS:
        monkeypatch.delenv(name, raising=False)


def asked(settings: Settings, model: Any = None) -> Answer:
    return answer(QUESTION, model=model, settings=settings)


def streamed(settings: Settings, model: Any = None) -> Answer:
    """The last event, once the others have been found in order."""
    events = list(stream(QUESTION, model=model, settings=settings))
    reply = events[-1]
    assert isinstance(reply, Answer)
    assert [type(event) for event in events[:2]] == [Status, Status]
    assert not any(isinstance(event, Answer) for event in events[:-1])
    shown = "".join(event.text for event in events if isinstance(event, TextDelta))
    assert shown.strip().endswith(reply.text)
    return reply


@pytest.fixture(params=[asked, streamed])
def ask(request: pytest.FixtureRequest) -> Ask:
    """`answer`, and `stream` to its end."""
    way: Ask = request.param
    return way


@pytest.fixture
def configured(sample_index: Settings) -> Configured:
    """Settings of a chat model at an address, over the sample articles."""

    def configure(url: str, **values: Any) -> Settings:
        chosen = {"model": "openai:m", "base_url": url, "retries": 0, "timeout": 10} | values
        return sample_index.model_copy(update=chosen)

    return configure


def unstreamed(settings: Settings) -> BaseChatModel:
    """The same model as a LangChain object that asks for whole answers."""
    from langchain.chat_models import init_chat_model

    model: BaseChatModel = init_chat_model(
        settings.model,
        base_url=settings.base_url,
        api_key="none",
        timeout=settings.timeout,
        max_retries=0,
        disable_streaming=True,
    )
    return model


def assert_made_of_quotes(reply: Answer, settings: Settings) -> None:
    """The answer is what it is without a chat model, each quote an exact span."""
    without = answer(QUESTION, model="", settings=settings)
    assert reply.answered
    assert reply.model == ""
    assert (reply.text, reply.citations) == (without.text, without.citations)
    assert "57 participating states" in reply.text
    index = open_index(settings)
    for citation in reply.citations:
        article = index.article(citation.article_id)
        assert article is not None
        assert article.body[citation.start : citation.end] == citation.quote


FAILURES: dict[str, tuple[Respond, str]] = {
    "401": (refuses(401), "refused the key. Check OPENAI_API_KEY and NEWS_API_KEY."),
    "429": (
        refuses(429),
        "has reached its rate limit, or its credit is used up. Ask again in a minute, or choose "
        "another with NEWS_MODEL.",
    ),
    "500": (refuses(500, "overloaded"), "overloaded). Ask again later."),
    "error in the stream": (
        fails_in_stream("out of memory", FIRST_TEXT),
        "failed at its provider (out of memory). Ask again later.",
    ),
    "hangs": (hangs(), "did not answer within 0.5 seconds. Ask again, or raise NEWS_TIMEOUT."),
    "hangs in the middle": (
        hangs(FIRST_TEXT),
        "did not answer within 0.5 seconds. Ask again, or raise NEWS_TIMEOUT.",
    ),
    "cut in the middle": (
        breaks_off(FIRST_TEXT),
        "or broke off. Check that its server runs, the network, and NEWS_BASE_URL.",
    ),
    "ended in the middle": (
        ends_early(FIRST_TEXT),
        "or broke off. Check that its server runs, the network, and NEWS_BASE_URL.",
    ),
    "takes in nothing": (
        takes_in(0, says("Never.")),
        "takes in less than it was given. Lower NEWS_CONTEXT_TOKENS or NEWS_PASSAGES.",
    ),
}


@pytest.mark.parametrize("failure", FAILURES)
def test_a_failure_is_explained_and_quotes_come_instead(
    failure: str, ask: Ask, configured: Configured
) -> None:
    respond, message = FAILURES[failure]
    timeout = 0.5 if "hangs" in failure else 10
    with serving(respond) as server:
        settings = configured(server.url, timeout=timeout)
        reply = ask(settings)

    assert reply.notice.startswith('The chat model "openai:m" ')
    assert message in reply.notice
    assert reply.notice.endswith(" This answer is made of quotes.")
    assert_made_of_quotes(reply, settings)


@pytest.mark.parametrize("failure", ["401", "429", "500", "hangs", "cut in the middle"])
def test_a_model_that_does_not_stream_fails_alike(
    failure: str, ask: Ask, configured: Configured
) -> None:
    respond, message = FAILURES[failure]
    with serving(respond) as server:
        settings = configured(server.url, timeout=0.5)
        reply = ask(settings, unstreamed(settings))

    what, _, advice = message.partition(". ")
    assert [body.get("stream", False) for body in server.bodies] == [False]
    assert what in reply.notice
    assert advice.split()[0] in reply.notice
    assert_made_of_quotes(reply, settings)


def test_nobody_listening_is_explained_and_quotes_come_instead(
    ask: Ask, configured: Configured
) -> None:
    settings = configured(closed_port())
    reply = ask(settings)

    assert f"could not be reached at {settings.base_url}" in reply.notice
    assert "Check that its server runs" in reply.notice
    assert_made_of_quotes(reply, settings)


@pytest.mark.parametrize("chunk", [4, 1000])
def test_an_answer_that_comes_is_shown(chunk: int, ask: Ask, configured: Configured) -> None:
    text = "The OSCE has 57 participating states [1]."
    chunks = [text[start : start + chunk] for start in range(0, len(text), chunk)]
    with serving(says(*chunks)) as server:
        reply = ask(configured(server.url))

    assert (reply.text, reply.model, reply.notice) == (text, "openai:m", "")
    assert "57 participating states" in reply.citations[0].quote


def test_an_answer_that_is_not_streamed_is_shown(ask: Ask, configured: Configured) -> None:
    text = "The OSCE has 57 participating states [1]."
    with serving(says(text)) as server:
        settings = configured(server.url)
        reply = ask(settings, unstreamed(settings))

    assert (reply.text, reply.notice) == (text, "")
    assert [body.get("stream", False) for body in server.bodies] == [False]


OVERFLOWS = {
    "openai": (
        "This model's maximum context length is 128 tokens. However, your messages resulted in "
        "900 tokens. Please reduce the length of the messages.",
        "context_length_exceeded",
    ),
    "code alone": ("Bad request", "context_length_exceeded"),
    "vllm": (
        "This model's maximum context length is 2048 tokens. However, you requested 2600 tokens.",
        None,
    ),
    "llama.cpp": (
        "the request exceeds the available context size, try increasing it",
        "exceed_context_size_error",
    ),
    "lm studio": (
        "Trying to keep the first 4500 tokens when context the overflows. However, the model is "
        "loaded with context length of only 4096 tokens, which is not enough.",
        None,
    ),
}


@pytest.mark.parametrize("server_kind", OVERFLOWS)
def test_passages_that_do_not_fit_are_left_out_whole_from_the_end(
    server_kind: str, ask: Ask, configured: Configured
) -> None:
    message, code = OVERFLOWS[server_kind]
    text = "The OSCE has 57 participating states [1]."
    with serving(takes_in(3, says(text), message, code)) as server:
        settings = configured(server.url)
        reply = ask(settings)

    assert (reply.text, reply.notice) == (text, "")
    sent = server.passages()
    assert sent[0] > sent[-1] > 0
    assert sent == sorted(sent, reverse=True)
    blocks = [_passages(body) for body in server.bodies]
    for fewer in blocks[1:]:
        assert fewer == blocks[0][: len(fewer)]
    index = open_index(settings)
    for hit, block in zip(reply.passages, blocks[0], strict=True):
        article = index.article(hit.article_id)
        assert article is not None
        assert hit.text == article.body[hit.start : hit.end]
        assert block.endswith(f">\n{hit.text}\n")


def _passages(body: dict[str, Any]) -> list[str]:
    content: str = body["messages"][-1]["content"]
    return content.partition("<passages>\n")[2].split("</passage>")[:-1]


def test_what_was_written_of_an_answer_that_broke_off_is_not_kept(
    configured: Configured,
) -> None:
    with serving(breaks_off("It has 9,999 members [1]. And", " so on")) as server:
        events = list(stream(QUESTION, settings=configured(server.url)))

    reply = events[-1]
    assert isinstance(reply, Answer)
    assert "9,999" not in reply.text
    assert "broke off" in reply.notice


def test_a_reader_who_leaves_ends_the_request(configured: Configured) -> None:
    def on_and_on(body: dict[str, Any]) -> Iterator[str]:
        while True:
            yield "The OSCE has 57 participating states [1]. "

    with serving(writes(on_and_on)) as server:
        events = stream(QUESTION, settings=configured(server.url))
        assert isinstance(events, Generator)
        next(event for event in events if isinstance(event, TextDelta))
        events.close()
        assert server.left.wait(10)


@pytest.mark.parametrize(
    ("model", "message"),
    [
        ("openai:m", "has no key. Set OPENAI_API_KEY or NEWS_API_KEY."),
        ("nobody:m", "names no provider that is known. Set NEWS_MODEL to"),
    ],
)
def test_what_is_not_set_is_said(
    model: str, message: str, ask: Ask, configured: Configured
) -> None:
    settings = configured("", model=model)
    reply = ask(settings)

    assert f'The chat model "{model}" {message}' in reply.notice
    assert_made_of_quotes(reply, settings)


@pytest.mark.parametrize("provider", ["openai", "anthropic", "ollama"])
def test_a_missing_extra_is_named(
    provider: str, ask: Ask, configured: Configured, monkeypatch: pytest.MonkeyPatch
) -> None:
    from langchain.chat_models import base

    base._get_chat_model_creator.cache_clear()
    monkeypatch.setitem(sys.modules, f"langchain_{provider}", None)
    monkeypatch.setitem(sys.modules, "langchain_community", None)
    settings = configured("", model=f"{provider}:m")
    reply = ask(settings)

    assert f'pip install "news-assistant[{provider}]"' in reply.notice
    assert_made_of_quotes(reply, settings)
