from __future__ import annotations

from dataclasses import replace

import gradio as gr
import pytest
from made_answers import answer

from assistant.page import steps
from assistant.page.conversation import Exchange, Exchanges, Said

_ASKED = (Exchange("Before?", answer()), Exchange("Who signed?", answer()))


@pytest.mark.parametrize("left", ["Who signed?", " Who signed?\n"])
def test_a_question_that_was_answered_does_not_stay_in_the_text_box(left: str) -> None:
    assert steps.asked(left, _ASKED) == ""


@pytest.mark.parametrize("typed", ["", None, "Who signed? And when?", "Before?"])
def test_what_was_typed_meanwhile_stays_in_the_text_box(typed: str | None) -> None:
    assert steps.asked(typed, _ASKED) == gr.skip()
    assert steps.asked(typed, ()) == gr.skip()


def test_suggestions_are_shown_in_the_conversation_that_they_were_made_for() -> None:
    liked = (*_ASKED[:1], replace(_ASKED[1], thumb="up"))
    assert steps.suggested((_ASKED, "Ask next"), _ASKED) == "Ask next"
    assert steps.suggested((_ASKED, "Ask next"), liked) == "Ask next"
    assert steps.suggested(((), "For example"), ()) == "For example"


@pytest.mark.parametrize(
    "then", [(), _ASKED[:1], (*_ASKED[:1], Exchange("Who signed?", Said("Stopped.")))]
)
def test_suggestions_for_a_conversation_that_went_on_are_not_shown(then: Exchanges) -> None:
    assert steps.suggested((then, "For example"), _ASKED) == gr.skip()
    assert steps.suggested((_ASKED, "Ask next"), then) == gr.skip()


def test_a_conversation_begun_before_the_page_was_opened_whole_stays() -> None:
    kept = {"conversation": [], "question": "Who signed?"}
    assert steps.opened(kept, _ASKED) == (gr.skip(), gr.skip(), gr.skip(), "", ())
    assert steps.opened(kept, ())[3] == "Who signed?"
