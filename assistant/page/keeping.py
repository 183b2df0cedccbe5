"""Conversations as the browser keeps them: JSON-able, and checked when they come back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast, get_args

from assistant.page.conversation import Exchange, Said, Thumb
from assistant.request import Ignored
from assistant.types import Answer

if TYPE_CHECKING:
    from assistant.page.conversation import Exchanges

_MOST = 50
"""Exchanges of a conversation that are kept, the last ones."""


def packed(exchanges: Exchanges) -> list[dict[str, Any]]:
    """A conversation for the browser to keep; of the passages only those that are cited."""
    return [
        {
            "question": exchange.question,
            "ignore": list(exchange.ignore),
            "thumb": exchange.thumb,
            **_packed_reply(exchange.reply),
        }
        for exchange in exchanges[-_MOST:]
    ]


def unpacked(kept: Any) -> Exchanges:
    """The conversation that was packed.

    Raises:
        ValueError: it is none, or one of another version of the page.
    """
    if not isinstance(kept, list) or len(kept) > _MOST:
        raise ValueError("a conversation is a list of exchanges")
    return tuple(_exchange(item) for item in kept)


def _packed_reply(reply: Answer | Said) -> dict[str, Any]:
    if isinstance(reply, Said):
        return {"said": reply.text, "alert": reply.alert}
    cited = {citation.passage_id for citation in reply.citations}
    passages = tuple(hit for hit in reply.passages if hit.passage_id in cited)
    return {"answer": replace(reply, passages=passages).to_dict()}


def _exchange(item: Any) -> Exchange:
    try:
        question, ignore, thumb = str(item["question"]), tuple(item["ignore"]), item["thumb"]
        reply = (
            Answer.from_dict(item["answer"])
            if "answer" in item
            else Said(str(item["said"]), alert=bool(item["alert"]))
        )
    except (KeyError, TypeError) as error:
        raise ValueError(f"an exchange lacks {error}") from error
    if thumb not in get_args(Thumb) or any(name not in get_args(Ignored) for name in ignore):
        raise ValueError("an exchange has an unknown thumb or limit")
    return Exchange(question, reply, cast("tuple[Ignored, ...]", ignore), cast("Thumb", thumb))
