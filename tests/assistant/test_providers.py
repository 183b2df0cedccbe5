"""Providers as they are, against a server on loopback."""

from __future__ import annotations

from typing import Any

import pytest
from openai_server import Exchange, breaks_off, closed_port, hangs, refuses, says, serving

from assistant.failures import ContextOverflow
from assistant.providers import chat_model, model_name, stream_text
from assistant.settings import Settings
from assistant.testing import ScriptedChatModel
from index.errors import ModelUnavailable

ASK = [("system", "Be brief."), ("user", "What did it offer?")]


@pytest.fixture(autouse=True)
def _no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (
        "OPENAI_API_KEY",
        "ANTHROPIC_API_KEY",
        "OPENAI_BASE_URL",
        "HTTP_PROXY",
        "http_proxy",
    ):
        monkeypatch.delenv(name, raising=False)


def settings(url: str, **values: Any) -> Settings:
    return Settings(base_url=url, retries=0, **({"timeout": 5} | values))


def streamed(url: str, **values: Any) -> list[str]:
    pytest.importorskip("langchain_openai")
    return list(stream_text("openai:m", ASK, settings(url, **values)))


def test_a_local_server_needs_no_key_and_gets_the_settings() -> None:
    with serving(says("It offered ", "talks [1].")) as server:
        assert streamed(server.url, max_tokens=77, temperature=0.3) == ["It offered ", "talks [1]."]

    (body,) = server.bodies
    assert body["messages"] == [{"role": role, "content": text} for role, text in ASK]
    assert body["stream"] is True
    assert (body["model"], body["temperature"]) == ("m", 0.3)
    assert 77 in (body.get("max_tokens"), body.get("max_completion_tokens"))


def test_a_key_that_is_set_is_sent() -> None:
    with serving(says("Talks.")) as server:
        streamed(server.url, api_key="secret-key")

    assert server.keys == ["Bearer secret-key"]


@pytest.mark.parametrize(
    ("status", "message"),
    [
        (401, "refused the key. Check OPENAI_API_KEY"),
        (403, "may not be used with this key"),
        (404, "is not known at http://127.0.0.1"),
        (429, "rate limit"),
        (400, "refused the request"),
        (500, "failed at its provider"),
        (503, "failed at its provider"),
    ],
)
def test_a_server_that_refuses_is_explained(status: int, message: str) -> None:
    with serving(refuses(status)) as server, pytest.raises(ModelUnavailable, match=message):
        streamed(server.url)


def test_retries_are_as_set() -> None:
    pytest.importorskip("langchain_openai")
    with serving(refuses(500)) as server, pytest.raises(ModelUnavailable):
        list(stream_text("openai:m", ASK, Settings(base_url=server.url, retries=1)))

    assert len(server.bodies) == 2


def test_a_prompt_that_is_too_long_is_told_apart() -> None:
    message = "This model's maximum context length is 2048 tokens."
    with serving(refuses(400, message)) as server, pytest.raises(ContextOverflow):
        streamed(server.url)


def test_a_model_that_takes_no_temperature_is_asked_without() -> None:
    def respond(exchange: Exchange) -> None:
        refused = "temperature" in exchange.body
        (refuses(400, "Unsupported value: 'temperature'") if refused else says("Talks."))(exchange)

    with serving(respond) as server:
        assert streamed(server.url) == ["Talks."]

    assert ["temperature" in body for body in server.bodies] == [True, False]


def test_a_stream_cut_in_the_middle_is_explained_after_what_came() -> None:
    pytest.importorskip("langchain_openai")
    with serving(breaks_off("It offered ")) as server:
        texts = stream_text("openai:m", ASK, settings(server.url))
        assert next(texts) == "It offered "
        with pytest.raises(ModelUnavailable, match="broke off"):
            next(texts)


def test_a_slow_server_is_explained() -> None:
    message = r"within 0\.2 seconds.*NEWS_TIMEOUT"
    with serving(hangs()) as server, pytest.raises(ModelUnavailable, match=message):
        streamed(server.url, timeout=0.2)


def test_nobody_listening_is_explained() -> None:
    url = closed_port()

    with pytest.raises(ModelUnavailable, match=f"could not be reached at {url}"):
        streamed(url)


def test_a_page_instead_of_an_answer_is_explained() -> None:
    page = b"<html>Welcome</html>"
    with (
        serving(lambda exchange: exchange.reply(200, page, "text/html")) as server,
        pytest.raises(ModelUnavailable, match="Check NEWS_MODEL and NEWS_BASE_URL"),
    ):
        streamed(server.url)


def test_a_missing_key_names_its_variable() -> None:
    pytest.importorskip("langchain_openai")
    with pytest.raises(ModelUnavailable, match=r"has no key\. Set OPENAI_API_KEY"):
        chat_model(Settings(), "openai:m")


@pytest.mark.parametrize("model", ["nobody:m", "m"])
def test_an_unknown_provider_is_explained(model: str) -> None:
    with pytest.raises(ModelUnavailable, match=f'"{model}" names no provider that is known'):
        chat_model(Settings(), model)


@pytest.mark.parametrize(
    ("module", "model", "package"),
    [
        ("langchain_openai", "openai:m", '"news-assistant[openai]"'),
        ("langchain_anthropic", "anthropic:m", '"news-assistant[anthropic]"'),
        ("langchain_ollama", "ollama:m", '"news-assistant[ollama]"'),
        ("langchain_groq", "groq:m", "langchain-groq"),
    ],
)
def test_a_missing_package_says_what_to_install(
    module: str, model: str, package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from langchain.chat_models import base

    creators = base._get_chat_model_creator
    creators.cache_clear()
    monkeypatch.setitem(__import__("sys").modules, module, None)
    monkeypatch.setitem(__import__("sys").modules, "langchain_community", None)

    with pytest.raises(ModelUnavailable) as raised:
        chat_model(Settings(), model)

    assert str(raised.value).endswith(f"pip install {package}")


def test_a_model_has_a_name() -> None:
    assert model_name("openai:m") == "openai:m"
    assert model_name(ScriptedChatModel(replies=[])) == "ScriptedChatModel"
