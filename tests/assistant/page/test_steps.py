from __future__ import annotations

import gradio as gr
import pytest
from made_answers import answer

from assistant.page import steps
from assistant.page.conversation import Exchange

_ASKED = (Exchange("Before?", answer()), Exchange("Who signed?", answer()))


@pytest.mark.parametrize("left", ["Who signed?", " Who signed?\n"])
def test_a_question_that_was_answered_does_not_stay_in_the_text_box(left: str) -> None:
    assert steps.asked(left, _ASKED) == ""


@pytest.mark.parametrize("typed", ["", None, "Who signed? And when?", "Before?"])
def test_what_was_typed_meanwhile_stays_in_the_text_box(typed: str | None) -> None:
    assert steps.asked(typed, _ASKED) == gr.skip()
    assert steps.asked(typed, ()) == gr.skip()
