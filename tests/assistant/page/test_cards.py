from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_answers import BODY, DAY, HOSTILE, QUOTE, Parsed, answer, assert_harmless, citation, hit
from payloads import PAYLOADS

from assistant.page.article_text import digest
from assistant.page.cards import citation_text, sources_html
from assistant.types import Understood

if TYPE_CHECKING:
    from assistant.types import Citation


def _cards(**changes: object) -> Parsed:
    return Parsed(sources_html([(1, answer(**changes))]))


def test_a_card_shows_the_source_and_marks_the_quote_in_its_passage() -> None:
    found = _cards()
    assert len(found.classed("card")) == 1
    (mark,) = found.named("mark")
    assert mark == {"id": "source-1-1", "data-number": "1", "tabindex": "-1"}
    assert found.inside["mark"] == [QUOTE]
    assert found.inside["blockquote"] == [BODY]
    assert found.inside["h3"] == ["EU answers Moscow"]
    assert "Example Wire · A. Writer · 9 Feb 2022" in found.text
    assert found.classed("back")[0]["href"] == "#cite-1-1"


def _second(quote: str, **changes: object) -> Citation:
    start = BODY.index(quote)
    return citation(number=2, quote=quote, start=start, end=start + len(quote), **changes)


def test_quotes_of_one_passage_are_marked_in_it_together_wherever_they_stand() -> None:
    before = _second("The letter went out on Wednesday.")
    found = _cards(citations=(citation(), before))
    assert len(found.classed("card")) == 1
    assert [link["href"] for link in found.classed("back")] == ["#cite-1-1", "#cite-1-2"]
    assert found.inside["blockquote"] == [BODY]
    assert found.inside["mark"] == [before.quote, QUOTE]
    assert [mark["id"] for mark in found.named("mark")] == ["source-1-2", "source-1-1"]


@pytest.mark.parametrize(
    "other",
    [
        _second("talks at the OSCE"),
        _second("The letter went out on Wednesday.", passage_id="p2"),
        _second("The letter went out on Wednesday.", article_id="a2"),
    ],
    ids=["overlapping", "of another passage", "of another article"],
)
def test_quotes_that_cannot_be_marked_together_have_cards_of_their_own(other: Citation) -> None:
    found = _cards(citations=(citation(), other), passages=(hit(), hit(passage_id="p2")))
    assert len(found.classed("card")) == 2
    assert found.inside["mark"] == [QUOTE, other.quote]


def test_a_passage_from_within_an_article_opens_with_an_ellipsis() -> None:
    shifted = citation(start=BODY.index(QUOTE) + 500, end=BODY.index(QUOTE) + 500 + len(QUOTE))
    found = _cards(citations=(shifted,), passages=(hit(start=500, end=500 + len(BODY)),))
    assert found.inside["blockquote"] == [f"… {BODY}"]
    assert found.inside["mark"] == [QUOTE]


@pytest.mark.parametrize(
    "passages",
    [
        (),
        (hit(passage_id="another"),),
        (hit(start=200, end=200 + len(BODY)),),
        (hit(start=1, end=1 + len(BODY)),),
        (hit(article_id="another"),),
    ],
    ids=["none", "another", "behind the quote", "off by one", "of another article"],
)
def test_the_quote_stands_alone_when_it_is_not_in_the_passage(passages: tuple[object, ...]) -> None:
    assert _cards(passages=passages).inside["blockquote"] == [QUOTE]


@pytest.mark.parametrize("url", ["https://example.com/a?b=c&d=e", "HTTP://example.com"])
def test_the_title_links_to_the_original_on_the_web(url: str) -> None:
    (link,) = [a for a in _cards(citations=(citation(url=url),)).named("a") if "class" not in a]
    assert link == {"href": url, "target": "_blank", "rel": "noopener noreferrer"}


@pytest.mark.parametrize(
    "url", ["", "javascript:alert(1)", "data:text/html,x", "//example.com", "file:///a", "http://["]
)
def test_the_title_is_no_link_without_an_address_on_the_web(url: str) -> None:
    found = _cards(citations=(citation(url=url),))
    assert [link["class"] for link in found.named("a")] == ["back"]
    assert found.inside["h3"] == ["EU answers Moscow"]


def test_copies_of_the_story_are_named() -> None:
    assert (
        "Also published by Sample Courier, Mock Daily"
        in _cards(citations=(citation(also=("Sample Courier", "Mock Daily")),)).text
    )


def test_a_correction_is_said_with_its_day_where_it_is_known() -> None:
    corrected = {"revised": "corrected", "revised_on": datetime(2023, 8, 24, tzinfo=UTC)}
    dated, _ = _cards(citations=(citation(**corrected),)).inside["p"]
    undated, _ = _cards(citations=(citation(revised="updated"),)).inside["p"]

    assert dated == "Example Wire · A. Writer · 9 Feb 2022 · today · corrected on 24 Aug 2023"
    assert undated == "Example Wire · A. Writer · 9 Feb 2022 · today · updated"


def test_the_age_is_that_at_the_time_of_the_question() -> None:
    asked = Understood(question="", standalone="", as_of=DAY.replace(year=2025))
    assert "9 Feb 2022 · 3 years ago" in _cards(understood=asked).text
    earlier = Understood(question="", standalone="", as_of=DAY.replace(year=2021))
    assert _cards(understood=earlier).inside["p"][0].endswith("9 Feb 2022")


def test_a_card_tells_which_span_of_the_article_it_shows() -> None:
    shifted = citation(start=BODY.index(QUOTE) + 500, end=BODY.index(QUOTE) + 500 + len(QUOTE))
    (more,) = _cards(citations=(shifted,), passages=(hit(start=500, end=500 + len(BODY)),)).classed(
        "more"
    )
    span = {name: more[f"data-{name}"] for name in ("article", "start", "end", "digest")}
    assert span == {
        "article": "a1",
        "start": "500",
        "end": str(500 + len(BODY)),
        "digest": digest(BODY),
    }
    (alone,) = _cards(passages=()).classed("more")
    assert (alone["data-start"], alone["data-digest"]) == (str(BODY.index(QUOTE)), digest(QUOTE))


def test_a_copied_quote_says_where_it_stands() -> None:
    revised = citation(revised="corrected", revised_on=datetime(2022, 2, 10, tzinfo=UTC))
    assert citation_text(revised) == (
        f"“{QUOTE}” — A. Writer, “EU answers Moscow”, Example Wire, 9 Feb 2022, corrected on "
        "10 Feb 2022, https://example.com/eu"
    )
    bare = citation(title="", source="", authors=(), published=None, url="javascript:alert(1)")
    assert citation_text(bare) == f"“{QUOTE}”"


def test_the_quotes_of_a_card_are_copied_together() -> None:
    before = _second("The letter went out on Wednesday.")
    (copy,) = _cards(citations=(citation(), before)).classed("copy")
    assert copy["data-copy"] == f"{citation_text(citation())}\n\n{citation_text(before)}"


def test_what_is_not_known_is_left_out_or_said() -> None:
    found = _cards(citations=(citation(title="", source="", authors=(), published=None, url=""),))
    assert found.inside["h3"] == ["Untitled"]
    assert found.inside["p"][0] == "undated"


def test_the_newest_answer_stands_open_and_earlier_ones_folded_with_ids_of_their_own() -> None:
    html = sources_html([(1, answer(question="First?")), (3, answer(question="Second?"))])
    found = Parsed(html)
    assert [mark["id"] for mark in found.named("mark")] == ["source-3-1", "source-1-1"]
    assert len(found.named("details")) == 1
    assert found.inside["summary"] == ["Earlier: First?"]
    assert html.index("source-3-1") < html.index("<details")


def test_an_unanswered_question_says_that_it_has_no_source_and_keeps_earlier_ones() -> None:
    declined = answer(answered=False, citations=(), sentences=())
    found = Parsed(sources_html([(1, answer()), (2, declined)]))
    assert found.text.startswith("No source")
    assert [mark["id"] for mark in found.named("mark")] == ["source-1-1"]


def test_before_the_first_question_the_panel_says_what_it_is_for() -> None:
    assert "Ask a question" in sources_html([])


@pytest.mark.parametrize("hostile", [*HOSTILE, *PAYLOADS])
def test_hostile_text_is_text_wherever_it_stands_in_a_card(hostile: str) -> None:
    made = answer(
        question=hostile,
        citations=(
            citation(
                quote=hostile,
                start=0,
                end=len(hostile),
                title=hostile,
                source=hostile,
                authors=(hostile,),
                url=hostile,
                also=(hostile,),
            ),
        ),
        passages=(hit(text=f"{hostile}{hostile}"),),
    )
    html = sources_html([(1, made), (2, made)])
    assert_harmless(html)
    assert Parsed(html).inside["mark"] == [hostile, hostile]


@given(
    before=st.text(max_size=30), quote=st.text(min_size=1, max_size=30), after=st.text(max_size=30)
)
def test_what_is_marked_is_the_quote_exactly(before: str, quote: str, after: str) -> None:
    text = f"{before}{quote}{after}"
    start = 40 + len(before)
    html = sources_html(
        [
            (
                1,
                answer(
                    citations=(citation(quote=quote, start=start, end=start + len(quote)),),
                    passages=(hit(text=text, start=40, end=40 + len(text)),),
                ),
            )
        ]
    )
    assert_harmless(html)
    found = Parsed(html)
    # A browser, and this parser, read a null as U+FFFD and a carriage return as a line feed.
    if not set("\r\0") & set(text):
        assert found.inside["mark"] == [quote]
        assert found.inside["blockquote"] == [f"… {text}"]
