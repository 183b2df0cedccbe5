from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from made_answers import answer, hit

from assistant.page.conversation import Exchange, Said
from assistant.page.keeping import packed, unpacked

_ANSWERED = Exchange("Who?", answer(), ("dates",), "down")
_FAILED = Exchange("And?", Said("Out of reach.", alert=True))


def test_a_conversation_comes_back_from_its_json() -> None:
    exchanges = (_ANSWERED, _FAILED)
    assert unpacked(json.loads(json.dumps(packed(exchanges)))) == exchanges


def test_only_the_passages_cited_are_kept() -> None:
    reply = answer()
    more = replace(reply, passages=(*reply.passages, hit(passage_id="p9")))
    (found,) = unpacked(packed((Exchange("Who?", more),)))
    assert found.reply == reply


@pytest.mark.parametrize(
    "kept",
    [
        None,
        {},
        "text",
        [1],
        [{}],
        [{"question": "a", "ignore": [], "thumb": ""}],
        [{"question": "a", "ignore": ["all"], "thumb": "", "said": "x", "alert": False}],
        [{"question": "a", "ignore": [], "thumb": "sideways", "said": "x", "alert": False}],
        [{"question": "a", "ignore": [[]], "thumb": "", "said": "x", "alert": False}],
        [{"question": "a", "ignore": [], "thumb": [], "said": "x", "alert": False}],
        [{"question": "a", "ignore": [], "thumb": "", "answer": {"text": "x"}}],
        packed((_FAILED,) * 50) + packed((_FAILED,)),
    ],
)
def test_what_is_no_conversation_is_refused(kept: Any) -> None:
    with pytest.raises(ValueError, match=r"."):
        unpacked(kept)
