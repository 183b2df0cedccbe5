"""Offline fakes for tests, yours too: nothing is loaded, nothing is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from pydantic import Field, PrivateAttr

if TYPE_CHECKING:
    from collections.abc import Iterator

    from langchain_core.callbacks import CallbackManagerForLLMRun


class ScriptedChatModel(BaseChatModel):
    """A chat model that says what it was told to, in order, and keeps what it was sent.

    >>> model = ScriptedChatModel(replies=["He proposed talks [1]."])
    >>> model.invoke("What did he propose?").text
    'He proposed talks [1].'
    """

    replies: list[str | Exception]
    """One a call; an exception is raised instead. A call beyond the last is an `IndexError`."""
    chunk: int = Field(3, ge=1)
    """Characters a chunk when it streams."""
    fails_after: int | None = Field(None, ge=0)
    """Characters of each reply after which `failure` is raised; None for never."""
    failure: Exception = Field(default_factory=lambda: ConnectionError("the connection was cut"))

    _prompts: list[list[BaseMessage]] = PrivateAttr(default_factory=list)

    @property
    def prompts(self) -> list[list[BaseMessage]]:
        """The messages of each call so far."""
        return self._prompts

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        chunks = self._stream(messages, stop, run_manager, **kwargs)
        text = "".join(str(chunk.text) for chunk in chunks)
        return ChatResult(generations=[ChatGeneration(message=AIMessage(text))])

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,  # noqa: ARG002
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,  # noqa: ARG002
    ) -> Iterator[ChatGenerationChunk]:
        reply = self.replies[len(self._prompts)]
        self._prompts.append(messages)
        if isinstance(reply, Exception):
            raise reply
        said = reply if self.fails_after is None else reply[: self.fails_after]
        for start in range(0, len(said), self.chunk):
            text = said[start : start + self.chunk]
            chunk = ChatGenerationChunk(message=AIMessageChunk(content=text))
            if run_manager:
                run_manager.on_llm_new_token(text, chunk=chunk)
            yield chunk
        if self.fails_after is not None:
            raise self.failure
        yield ChatGenerationChunk(message=AIMessageChunk(content="", chunk_position="last"))
