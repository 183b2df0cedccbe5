from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_answers import BODY, DAY, HOSTILE, QUOTE, Parsed, answer, assert_harmless, citation, hit
from payloads import PAYLOADS

from assistant.inert import inert
from assistant.page.reply import draft_html, message_html, question_html, reply_html
from assistant.types import Period, Sentence, Understood

_TEXT = st.text(max_size=60)
_WRITTEN = "The EU proposed **talks** [1]. Fifty ships came [2]. Nobody knows more."


def _written(text: str = _WRITTEN, *sentences: Sentence) -> str:
    second = citation(number=2, quote="talks at the OSCE", start=BODY.index("talks"), end=73)
    return reply_html(
        answer(
            text=text,
            sentences=sentences,
            citations=(citation(), second),
            model="provider:name",
        ),
        4,
    )


def test_a_quote_is_shown_with_outlet_date_and_a_marker_that_leads_to_its_card() -> None:
    html = reply_html(answer(), 3)
    found = Parsed(html)
    assert QUOTE in found.text
    assert "Example Wire, 9 Feb 2022" in found.text
    (marker,) = found.classed("cite")
    assert marker["href"] == "#source-3-1"
    assert marker["id"] == "cite-3-1"
    assert marker["aria-label"] == "Source 1"
    assert "Based on 1 article, newest 9 Feb 2022" in found.text


@pytest.mark.parametrize("payload", PAYLOADS)
def test_an_attack_that_a_model_repeats_is_marked_as_a_whole(payload: str) -> None:
    sentence = Sentence(text=payload, citations=(), supported=False, reason="it is none")
    html = _written(f"The EU proposed talks [1].\n\n{inert(payload)}", sentence)
    assert_harmless(html)
    found = Parsed(html)
    assert "\\<" not in found.text or "\\<" in payload
    assert "Not supported: it is none" in found.text


def test_an_answer_that_the_articles_do_not_hold_is_its_text_and_no_marker() -> None:
    text = "The articles don't answer this. 3 articles indexed, from <b>Wire</b> [1]."
    html = reply_html(answer(answered=False, text=text, sentences=(), citations=(), coverage=""), 1)
    found = Parsed(html)
    assert found.text == text
    assert not found.named("a")
    assert found.classed("unanswered")


def test_a_notice_stands_before_the_answer() -> None:
    html = reply_html(answer(notice="The chat model was out of reach."), 1)
    assert html.index("out of reach") < html.index(QUOTE)


def test_written_markdown_is_shown_and_markers_become_links() -> None:
    found = Parsed(
        _written("The EU **proposed** *talks* [1].\n\n- one [2]\n- two [1][2] and `[x]`")
    )
    assert found.inside["strong"] == ["proposed"]
    assert found.inside["em"] == ["talks"]
    assert len(found.inside["li"]) == 2
    assert [marker["href"] for marker in found.classed("cite")] == [
        "#source-4-1",
        "#source-4-2",
        "#source-4-1",
        "#source-4-2",
    ]
    assert "Written by provider:name" in found.text


def test_an_id_is_given_to_the_first_marker_of_a_number_only() -> None:
    found = Parsed(_written("One [1]. Two [1]. Three [2]."))
    ids = [marker.get("id") for marker in found.classed("cite")]
    assert ids == ["cite-4-1", None, "cite-4-2"]


def test_a_number_that_no_citation_has_stays_text() -> None:
    found = Parsed(_written("It was so [7]."))
    assert "It was so [7]." in found.text
    assert not found.classed("cite")


def test_an_unsupported_sentence_is_marked_in_the_text_with_its_reason() -> None:
    found = Parsed(
        _written(
            _WRITTEN,
            Sentence(text="The EU proposed **talks**.", citations=(1,)),
            Sentence(
                text="Fifty ships came.", citations=(2,), supported=False, reason="no 50 [1] <b>"
            ),
            Sentence(text="Nobody knows more.", citations=(), supported=False, reason="uncited"),
        )
    )
    marked = [text for text in found.inside["span"] if "ships" in text or "Nobody" in text]
    assert [text.replace("2", "") for text in marked] == [
        "Fifty ships came.",
        "Nobody knows more.",
    ]
    assert "Not supported: no 50 [1] <b>" in found.text
    assert "Not supported: uncited" in found.text
    assert len(found.classed("unsupported")) == 2
    assert "\ue000" not in found.text
    assert "\ue001" not in found.text


def test_of_two_like_sentences_the_unsupported_one_is_marked() -> None:
    text = "It rained [1]. It rained."
    first = Sentence(text="It rained.", citations=(1,))
    html = _written(text, first, replace(first, citations=(), supported=False, reason="uncited"))
    assert html.count("unsupported") == 1
    assert html.index("cite-4-1") < html.index("unsupported")


def test_a_sentence_inside_emphasis_that_goes_on_keeps_the_html_well_formed() -> None:
    html = _written(
        "**It rained. It snowed** [1].",
        Sentence(text="**It rained.", citations=(), supported=False, reason="uncited"),
        Sentence(text="It snowed**.", citations=(1,)),
    )
    found = Parsed(html)
    assert "Not supported: uncited" in found.text
    assert found.inside["strong"]


def test_an_unsupported_sentence_that_is_not_found_is_told_below() -> None:
    found = Parsed(
        _written("All else.", Sentence(text="Gone.", citations=(), supported=False, reason="lost"))
    )
    assert found.text.index("All else.") < found.text.index("Gone.")
    assert "Not supported: lost" in found.text


@pytest.mark.parametrize(
    ("period", "shown"),
    [
        ((datetime(2022, 2, 1, tzinfo=UTC), datetime(2022, 3, 1, tzinfo=UTC), True),
         "Published 1 Feb 2022 – 28 Feb 2022"),
        ((datetime(2022, 2, 9, tzinfo=UTC), datetime(2022, 2, 10, tzinfo=UTC), True),
         "Published 9 Feb 2022"),
        ((datetime(2022, 2, 9, tzinfo=UTC), None, True), "Published since 9 Feb 2022"),
        ((None, datetime(2022, 2, 9, tzinfo=UTC), True), "Published until 8 Feb 2022"),
        ((datetime(2022, 2, 1, tzinfo=UTC), datetime(2022, 3, 1, tzinfo=UTC), False),
         "Published around 1 Feb 2022 – 28 Feb 2022"),
    ],
)  # fmt: skip
def test_the_period_understood_is_a_chip_with_its_last_day_included(
    period: tuple[datetime | None, datetime | None, bool], shown: str
) -> None:
    start, end, explicit = period
    understood = Understood(
        question="q",
        standalone="q",
        as_of=DAY,
        period=Period(start=start, end=end, explicit=explicit, text="then"),
    )
    assert Parsed(reply_html(answer(understood=understood), 1)).inside["li"] == [shown]


def test_outlets_and_a_follow_up_understood_are_chips() -> None:
    understood = Understood(
        question="and then?",
        standalone="What did Borrell propose then?",
        as_of=DAY,
        outlets=("Example Wire", "Sample Courier"),
        outlets_explicit=True,
    )
    assert Parsed(reply_html(answer(understood=understood), 1)).inside["li"] == [
        "Asked as: What did Borrell propose then?",
        "Example Wire, Sample Courier only",
    ]


def test_what_was_understood_of_the_last_question_can_be_left_out() -> None:
    understood = Understood(
        question="and then?",
        standalone="What did Borrell propose then?",
        as_of=DAY,
        outlets=("Example Wire",),
    )
    html = reply_html(answer(understood=understood), 3, is_last=True)
    found = [button["class"] for button in Parsed(html).classed("turn-3")]
    assert found == ["act-without what-history turn-3", "act-without what-outlets turn-3"]


def test_nothing_understood_beside_the_question_makes_no_chips() -> None:
    assert not Parsed(reply_html(answer(), 1)).classed("chips")


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_is_text_wherever_it_stands_in_a_reply(hostile: str) -> None:
    understood = Understood(
        question=hostile, standalone=f"{hostile}?", as_of=DAY, outlets=(hostile,)
    )
    made = answer(
        question=hostile,
        text=f"{hostile} [1]",
        sentences=(Sentence(text=hostile, citations=(1,), supported=False, reason=hostile),),
        citations=(citation(quote=hostile, source=hostile, title=hostile),),
        passages=(hit(text=hostile),),
        coverage=hostile,
        notice=hostile,
        understood=understood,
    )
    written = replace(made, model=hostile)
    declined = replace(made, answered=False)
    for html in (
        reply_html(made, 1),
        reply_html(written, 1),
        reply_html(declined, 1),
        draft_html(hostile, hostile, written=True),
        draft_html(hostile, hostile, written=False),
        question_html(hostile),
        message_html(hostile, alert=True),
    ):
        assert_harmless(html)
        assert "\n" not in html
    assert " ".join(hostile.split()) in Parsed(reply_html(made, 1)).text


@given(text=_TEXT, reason=_TEXT, source=_TEXT, notice=_TEXT)
def test_any_text_makes_one_harmless_block_without_a_line_break(
    text: str, reason: str, source: str, notice: str
) -> None:
    sentence = Sentence(text=text, citations=(1,), supported=False, reason=reason)
    made = answer(
        text=f"{text} [1]. {reason} [2]",
        sentences=(sentence,),
        citations=(citation(quote=text, source=source),),
        notice=notice,
    )
    for model in ("", "provider:name"):
        html = reply_html(replace(made, model=model), 1)
        assert_harmless(html)
        assert "\n" not in html
        assert html.startswith("<div ")


def test_a_draft_shows_its_markers_without_links_and_what_is_done() -> None:
    found = Parsed(draft_html("So it is [1] and **so", "Reading 8 passages", written=True))
    assert "Reading 8 passages…" in found.text
    assert found.classed("cite") == [{"class": "cite"}]
    assert not found.named("a")


def test_a_plain_draft_is_not_read_as_markdown() -> None:
    assert Parsed(draft_html("a **b** c", "", written=False)).text == "a **b** c"


def test_an_alert_says_so_to_screen_readers() -> None:
    assert Parsed(message_html("Gone.", alert=True)).tags[0][1]["role"] == "alert"
    assert "role" not in Parsed(message_html("Stopped.")).tags[0][1]


def test_lines_of_a_question_are_kept() -> None:
    assert question_html("one\n\ntwo").count("<br>") == 2
