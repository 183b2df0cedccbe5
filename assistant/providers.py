"""Chat models by name, through `init_chat_model`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from assistant.failures import RejectedTemperature, explained

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from langchain_core.language_models import BaseChatModel

    from assistant.settings import Settings

_ENDS = ("finish_reason", "status")
"""One of these comes at the end of an answer in the OpenAI protocols; the client doesn't ask."""


def chat_model(settings: Settings, model: str, *, set_temperature: bool = True) -> BaseChatModel:
    """Return the chat model that `model` names, as `init_chat_model` reads it ("provider:name").

    Raises `ModelUnavailable` when the provider is not known, not installed or has no key.
    """
    with explained(model, settings):
        from langchain.chat_models import init_chat_model

        options = _options(settings, model.partition(":")[0])
        if set_temperature:
            options["temperature"] = settings.temperature
        chat: BaseChatModel = init_chat_model(model, **options)
        return chat


def model_name(model: str | BaseChatModel) -> str:
    """Return what to call a chat model."""
    return model if isinstance(model, str) else model.get_name()


def stream_text(
    model: str | BaseChatModel, messages: Sequence[tuple[str, str]], settings: Settings
) -> Iterator[str]:
    """Yield what the chat model writes to (role, text) messages, as it comes.

    Closing the iterator closes the connection. Raises `ModelUnavailable`; its subclass
    `ContextOverflow` when the messages are too long.
    """
    name = model_name(model)
    chat = chat_model(settings, model) if isinstance(model, str) else model
    try:
        yield from _stream(chat, messages, settings, name)
    except RejectedTemperature:
        # Reasoning models refuse one; which do changes too often for a list.
        if not isinstance(model, str):
            raise
        chat = chat_model(settings, model, set_temperature=False)
        yield from _stream(chat, messages, settings, name)


def _stream(
    chat: BaseChatModel, messages: Sequence[tuple[str, str]], settings: Settings, name: str
) -> Iterator[str]:
    with explained(name, settings):
        metadata: dict[str, Any] = {}
        for chunk in chat.stream(list(messages)):
            metadata |= chunk.response_metadata
            if text := str(chunk.text):
                yield text
        if metadata.get("model_provider") == "openai" and metadata.keys().isdisjoint(_ENDS):
            raise ConnectionError("the answer ended before it was finished")


def _options(settings: Settings, provider: str) -> dict[str, Any]:
    options: dict[str, Any] = {"base_url": settings.base_url} if settings.base_url else {}
    if provider == "ollama":
        # Without num_ctx, what is longer than its default is cut silently, from the start.
        return options | {
            "num_predict": settings.max_tokens,
            "num_ctx": settings.context_tokens,
            "client_kwargs": {"timeout": settings.timeout},
        }
    key = settings.api_key.get_secret_value()
    if provider == "openai" and settings.base_url and not os.environ.get("OPENAI_API_KEY"):
        # The client insists on a key; local servers ignore it.
        key = key or "none"
    if key:
        options["api_key"] = key
    return options | {
        "max_tokens": settings.max_tokens,
        "timeout": settings.timeout,
        "max_retries": settings.retries,
    }
