"""Failures of chat models as `ModelUnavailable`, which says what to do.

What a provider raises: its LangChain package the errors of `langchain_core.exceptions`
(`ModelError`), or else its client library errors of its own or of its HTTP library. Those are
listed by name and looked up among the modules imported so far, since what was never imported
raised nothing. What can't be set up or read is a `ValueError`. Anything else is a defect, and is
left to be seen.
"""

from __future__ import annotations

import os
import re
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from index.errors import ModelUnavailable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.settings import Settings

EXTRAS = ("openai", "anthropic", "ollama")
"""Providers that have an extra of this package."""

_KEYS = {"openai": "OPENAI_API_KEY", "anthropic": "ANTHROPIC_API_KEY"}
_CLIENT_ERRORS = (
    ("openai", "OpenAIError"),
    ("anthropic", "AnthropicError"),
    ("ollama", "RequestError"),
    ("ollama", "ResponseError"),
    ("httpx", "HTTPError"),
    ("httpx", "InvalidURL"),
    ("httpx2", "HTTPError"),
    ("httpx2", "InvalidURL"),
    ("requests", "RequestException"),
)
_KIND_BY_CLASS = {
    "ContextOverflowError": "overflow",
    "ModelAuthenticationError": "key",
    "ModelPermissionDeniedError": "forbidden",
    "ModelNotFoundError": "unknown",
    "ModelRateLimitError": "limit",
    "ModelTimeoutError": "timeout",
    "ModelConnectionError": "connection",
    "ModelAPIError": "server",
    "ModelInvalidRequestError": "request",
}
_KIND_BY_STATUS = {401: "key", 403: "forbidden", 404: "unknown", 408: "timeout", 429: "limit"}
_OVERFLOW = re.compile(
    r"context[ _](?:length|window|size)|maximum context|prompt is too long|too many tokens"
    r"|reduce the length",
    re.IGNORECASE,
)
_TEMPERATURE = re.compile(r"\btemperature\b", re.IGNORECASE)
_NO_KEY = re.compile(
    r"missing credentials|could not resolve authentication|authentication failed|api_key",
    re.IGNORECASE,
)
_VARIABLE = re.compile(r"\b[A-Z][A-Z0-9_]*_API_KEY\b")
_PACKAGE = re.compile(r"pip install ([\w-]+)")
_LONGEST_DETAIL = 200

_MESSAGES = {
    "no key": "has no key. Set {variable} or NEWS_API_KEY.",
    "key": "refused the key. Check {variable} and NEWS_API_KEY.",
    "forbidden": "may not be used with this key ({detail}). Choose another with NEWS_MODEL.",
    "unknown": "is not known{where} ({detail}). Check NEWS_MODEL and NEWS_BASE_URL.",
    "provider": "names no provider that is known. Set NEWS_MODEL to "
    '"provider:name", for example "ollama:llama3.2".',
    "limit": "has reached its rate limit, or its credit is used up. Ask again in a minute, or "
    "choose another with NEWS_MODEL.",
    "timeout": "did not answer within {timeout:g} seconds. Ask again, or raise NEWS_TIMEOUT.",
    "connection": "could not be reached{where}, or broke off. Check that its server runs, the "
    "network, and NEWS_BASE_URL.",
    "server": "failed at its provider ({detail}). Ask again later.",
    "overflow": "takes in less than it was given. Lower NEWS_CONTEXT_TOKENS or NEWS_PASSAGES.",
    "temperature": "refused its temperature ({detail}). Check NEWS_TEMPERATURE.",
    "request": "refused the request ({detail}). Check NEWS_MODEL and NEWS_MAX_TOKENS.",
    "reply": "cannot be set up or understood ({detail}). Check NEWS_MODEL and NEWS_BASE_URL.",
}


class ContextOverflow(ModelUnavailable):
    """The model takes in less than it was given; fewer passages may fit."""


class RejectedTemperature(ModelUnavailable):
    """The model does not let its temperature be set."""


@contextmanager
def explained(model: str, settings: Settings) -> Iterator[None]:
    """Turn a chat model's failure into `ModelUnavailable`, whose text says what to do."""
    try:
        yield
    except ImportError as error:
        raise ModelUnavailable(_missing_package(model, error)) from error
    except TypeError as error:
        # What the anthropic package raises when there is no key.
        if not _NO_KEY.search(str(error)):
            raise
        raise ModelUnavailable(_message("key", model, settings, error)) from error
    except _raised_by_providers() as error:
        kind = _kind(error)
        failure = {"overflow": ContextOverflow, "temperature": RejectedTemperature}.get(
            kind, ModelUnavailable
        )
        raise failure(_message(kind, model, settings, error)) from error


def _raised_by_providers() -> tuple[type[Exception], ...]:
    from langchain_core.exceptions import ModelError

    found: list[type[Exception]] = [ModelError, ValueError, ConnectionError, TimeoutError]
    for module, name in _CLIENT_ERRORS:
        error = getattr(sys.modules.get(module), name, None)
        if isinstance(error, type) and issubclass(error, Exception):
            found.append(error)
    return tuple(found)


def _kind(error: Exception) -> str:
    # Servers disagree on which of these says that the context overflows.
    detail = " ".join(str(part) for part in (error, *map(error.__dict__.get, ("code", "type"))))
    kind = _kind_of_type(error)
    if kind in ("request", "server") and _OVERFLOW.search(detail):
        return "overflow"
    if kind in ("request", "reply") and _TEMPERATURE.search(detail):
        return "temperature"
    if kind in ("reply", "server") and _NO_KEY.search(detail):
        return "key"
    if kind == "reply" and "model provider" in detail:
        return "provider"
    return kind


def _kind_of_type(error: Exception) -> str:
    names = [base.__name__ for base in type(error).__mro__]
    for name, kind in _KIND_BY_CLASS.items():
        if name in names:
            return kind
    status = getattr(error, "status_code", None)
    if isinstance(status, int):
        return _KIND_BY_STATUS.get(status, "server" if status >= 500 else "request")
    if any("Timeout" in name for name in names):
        return "timeout"
    if isinstance(error, ConnectionError) or type(error).__module__.startswith("httpx"):
        return "connection"
    return "reply" if isinstance(error, ValueError) else "server"


def _missing_package(model: str, error: ImportError) -> str:
    found = _PACKAGE.search(str(error))
    if found is None:
        return f'The chat model "{model}" cannot be loaded ({error}). Install what is missing.'
    extra = found[1].removeprefix("langchain-")
    package = f'"news-assistant[{extra}]"' if extra in EXTRAS else found[1]
    return f'The chat model "{model}" needs a package that is not there: pip install {package}'


def _message(kind: str, model: str, settings: Settings, error: Exception) -> str:
    provider = model.partition(":")[0]
    named = _VARIABLE.search(str(error))
    variable = named[0] if named else _KEYS.get(provider, "the variable of its key")
    keyed = settings.api_key.get_secret_value() or os.environ.get(variable) or settings.base_url
    # Without a key some clients look for other credentials over the network first.
    if not keyed and (kind == "key" or (kind == "connection" and provider in _KEYS)):
        kind = "no key"
    text = _MESSAGES[kind].format(
        variable=variable,
        detail=" ".join(str(error).split())[:_LONGEST_DETAIL] or type(error).__name__,
        where=f" at {settings.base_url}" if settings.base_url else "",
        timeout=settings.timeout,
    )
    return f'The chat model "{model}" {text}'
