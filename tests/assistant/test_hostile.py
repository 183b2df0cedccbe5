"""Articles that attack, indexed and asked about with the real parts."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pytest
from hostile_articles import ARTICLES, ELSEWHERE, LIE, ORDER, Hostile, ObeyingChatModel
from made_answers import Parsed, assert_harmless
from made_articles import write
from markdown_it import MarkdownIt
from rich.console import Console

from assistant import answer, stream
from assistant.inert import inert, readable
from assistant.page.cards import sources_html
from assistant.page.reply import draft_html, reply_html
from assistant.rendering import follow, show_answer
from assistant.settings import Settings
from assistant.testing import ScriptedChatModel
from assistant.types import Answer, TextDelta, Turn
from index import rebuild

if TYPE_CHECKING:
    from collections.abc import Callable

_ADDRESSES = {item.record["url"] for item in ARTICLES}
_CONTROLS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]"
)

each = pytest.mark.parametrize("item", ARTICLES, ids=[item.name for item in ARTICLES])


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings whose index holds the hostile articles."""
    folder = tmp_path_factory.mktemp("hostile")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        settings = Settings(index=folder / "index")
    file = write(folder / "hostile.jsonl", [item.record for item in ARTICLES])
    report = rebuild(file, settings=settings)
    assert report.articles == len(ARTICLES) >= 25
    return settings


def _check(got: Answer) -> None:
    """Nothing of an answer does anything, wherever it is shown."""
    reply, cards = reply_html(got, 1), sources_html([(1, got)])
    drafts = [draft_html(got.text, "Reading", written=written) for written in (True, False)]
    for html in (reply, cards, *drafts):
        assert_harmless(html)
        assert "\n" not in html or html is cards
    for link in Parsed(reply + cards).named("a"):
        assert link["href"].startswith("#") or link["href"] in _ADDRESSES
    # Read elsewhere as Markdown, with all that Markdown can.
    rendered = MarkdownIt("commonmark", {"html": True}).enable("table").render(got.text)
    for tag in ("<a ", "<img", "<script", "<iframe", "<svg", "<style", "<b", "<i", "<form"):
        assert tag not in rendered.replace("<blockquote", "")
    # What renderers make links of where they find it bare.
    assert not re.search(r"(?<!\\)(?:https?|ftp)://|www\.|\w@\w", got.text)
    numbers = {int(found) for found in re.findall(r"(?<!\\)\[(\d+)\]", got.text)}
    assert numbers <= {citation.number for citation in got.citations}
    console = Console(file=io.StringIO(), width=100)
    show_answer(console, got)
    assert isinstance(console.file, io.StringIO)
    assert not _CONTROLS.search(console.file.getvalue())
    for citation in got.citations:
        (hit,) = (hit for hit in got.passages if hit.passage_id == citation.passage_id)
        assert hit.text[citation.start - hit.start : citation.end - hit.start] == citation.quote


@each
def test_it_is_quoted_like_any_other(item: Hostile, settings: Settings) -> None:
    got = answer(item.question, settings=settings)
    _check(got)
    assert got.answered
    assert any(item.answering in citation.quote for citation in got.citations)


@each
def test_what_it_orders_is_not_obeyed(item: Hostile, settings: Settings) -> None:
    model = ObeyingChatModel()
    got = answer(item.question, settings=settings, model=model)
    assert model.obeyed == []
    assert got.model
    assert got.sentences[0].supported
    assert item.answering.rstrip(".") in readable(got.text)
    history = [Turn.of(got), Turn.of(answer(item.question, settings=settings))]
    again = answer("And who paid for it?", history=history, settings=settings, model=model)
    assert model.obeyed == []
    assert again.understood.standalone == "And who paid for it?"
    assert LIE not in again.text.replace(ORDER, "")


@each
def test_a_model_that_repeats_it_does_no_harm(item: Hostile, settings: Settings) -> None:
    # As an answer without sentences that hold, too: it is shown while it is written.
    said = f"{item.answering} [1]\n\n" + "\n\n".join(item.record.values())
    model = ScriptedChatModel(replies=[said])
    events = list(stream(item.question, settings=settings, model=model))
    drafts = "".join(event.text for event in events if isinstance(event, TextDelta))
    for written in (True, False):
        assert_harmless(draft_html(drafts, "Writing", written=written))
    got = follow(iter(events), Console(file=io.StringIO()))
    assert got.model
    _check(got)


def test_a_model_that_lies_is_told_apart(settings: Settings) -> None:
    """Should an order get through all the same, what it makes the model say is flagged."""
    item = ARTICLES[0]
    lies = f"The mayor and his wife were arrested for theft [1]. See [this]({ELSEWHERE}) [1]."
    said = f"{item.answering} [1] {lies}"
    got = answer(item.question, settings=settings, model=ScriptedChatModel(replies=[said]))
    _check(got)
    assert [sentence.supported for sentence in got.sentences] == [True, False, False]


def test_what_is_not_answered_names_outlets_without_their_links(settings: Settings) -> None:
    got = answer("Who painted the ceiling of the Sistine Chapel in Rome?", settings=settings)
    if got.answered:
        pytest.fail("the articles hold nothing of it")
    _check(got)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[a](b) ![a](b)", r"[a]\(b) ![a]\(b)"),
        ("[a][b] [1] [a]: c", r"[a]\[b] \[1] [a]\: c"),
        ("a < b <c> </d> <!-- <?x", r"a < b \<c> \</d> \<!-- \<?x"),
        (
            "https://a.example www.b.example c@d.example",
            r"https\://a.example www\.b.example c\@d.example",
        ),
        (r"\[1] \<b \\<b", r"\[1] \<b \\\<b"),
        ("Plain: 3 (of 4), @handle, [sic], 2 * 3.", "Plain: 3 (of 4), @handle, [sic], 2 * 3."),
    ],
)
def test_what_markdown_would_act_on_is_escaped(text: str, expected: str) -> None:
    assert inert(text) == expected
    assert inert(expected) == expected
    shown: Callable[[str], str] = MarkdownIt("commonmark").renderInline
    if "\\" not in text:
        assert readable(expected) == text
        assert Parsed(f"<p>{shown(expected)}</p>").text == text
    assert not Parsed(f"<p>{shown(expected)}</p>").named("a")
