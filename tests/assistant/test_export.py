"""Answers passed on: whole, with their sources, and with nothing in them that acts."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from typing import TYPE_CHECKING, Any

import made_answers
import pytest
from hostile_articles import ARTICLES
from made_answers import HOSTILE, Parsed, answer, citation
from markdown_it import MarkdownIt

from assistant import answer as ask
from assistant.export import answer_html, answer_markdown, conversation_html, conversation_markdown
from assistant.terminal import cleaned
from assistant.types import Answer, Sentence

if TYPE_CHECKING:
    from assistant.settings import Settings

HTML_TAGS = set("h1 h2 h3 p blockquote bdi sup a span ol ul li br strong em code footer".split())
ATTRIBUTES = set("class dir href id rel value".split())
MARKDOWN_TAGS = set("h1 h2 h3 p ol ul li blockquote a strong em code".split())

PAYLOADS = [pytest.param(hostile.record, id=hostile.name) for hostile in ARTICLES] + [
    pytest.param({"body": text, "title": text, "source": text}, id=text) for text in HOSTILE
]


def plain(text: str) -> str:
    """Text as it is shown: on one line, without what drives a terminal."""
    return " ".join(cleaned(text).split())


def rendered(markdown: str) -> str:
    """Markdown as HTML, by the whole of CommonMark with raw HTML, tables and strikethrough."""
    return str(MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(markdown))


def hostile_answer(record: dict[str, str], **changes: Any) -> Answer:
    body = record["body"]
    cited = citation(
        quote=body,
        start=0,
        end=len(body),
        title=record.get("title", ""),
        source=record.get("source", ""),
        authors=(record.get("authors", ""),),
        url=record.get("url", ""),
        also=(record.get("source", ""),),
    )
    made = answer(
        question=body,
        text=f"{body} [1]",
        sentences=(
            Sentence(text=body, citations=(1,)),
            Sentence(text=body, citations=(), supported=False, reason=body),
        ),
        citations=(cited,),
        notice=body,
        coverage=body,
        generation=body,
    )
    return replace(made, **changes)


def assert_only_ours(html: str, tags: set[str], attributes: set[str]) -> Parsed:
    # The head is written by us, but for its title.
    head, _, body = html.partition("<body>")
    found = Parsed(body.partition("</body>")[0] if body else head)
    for tag, named in found.tags:
        assert tag in tags, tag
        assert set(named) <= attributes, named
        assert named.get("href", "#source-").startswith(("#source-", "http://", "https://")), named
    return found


def test_there_are_enough_payloads() -> None:
    assert len(PAYLOADS) >= 25


@pytest.mark.parametrize("record", PAYLOADS)
def test_payloads_are_text_in_html(record: dict[str, str]) -> None:
    html = answer_html(hostile_answer(record))
    found = assert_only_ours(html, HTML_TAGS, ATTRIBUTES)
    for shown in ("body", "title", "source", "authors"):
        assert plain(record.get(shown, "")) in " ".join(found.text.split())
    assert html.count("<style>") == html.count("<title>") == 1
    links = [item["href"] for item in found.named("a") if not item["href"].startswith("#")]
    assert len(links) == str(record.get("url", "")).startswith("https://")


@pytest.mark.parametrize("record", PAYLOADS)
def test_payloads_are_text_in_markdown(record: dict[str, str]) -> None:
    found = assert_only_ours(
        rendered(answer_markdown(hostile_answer(record))), MARKDOWN_TAGS, {"href"}
    )
    for shown in ("body", "title", "source", "authors"):
        assert plain(record.get(shown, "")) in " ".join(found.text.split())
    assert len(found.named("a")) == str(record.get("url", "")).startswith("https://")
    assert len(found.inside["blockquote"]) == 1
    assert "em" in found.inside  # the last line: nothing before it was left open
    assert "code" not in found.inside


@pytest.mark.parametrize("record", PAYLOADS)
def test_payloads_are_text_where_nothing_is_answered(record: dict[str, str]) -> None:
    exchanges = [(record["body"], record["body"])]
    found = assert_only_ours(conversation_html(exchanges), HTML_TAGS, ATTRIBUTES)
    assert found.text.count(plain(record["body"])) == 2
    found = assert_only_ours(rendered(conversation_markdown(exchanges)), MARKDOWN_TAGS, set())
    assert found.text.count(plain(record["body"])) == 2


@pytest.mark.parametrize("record", PAYLOADS)
def test_what_a_model_repeats_does_nothing(record: dict[str, str]) -> None:
    from assistant.inert import inert

    text = inert(record["body"])
    made = hostile_answer(record, model="made:model", text=f"{text} [1]")
    assert_only_ours(answer_html(made), HTML_TAGS, ATTRIBUTES)
    # The model's own Markdown may form tables and rules; links and HTML it may not.
    html = rendered(answer_markdown(made))
    allowed = MARKDOWN_TAGS | set("hr br table thead tbody tr th td pre s".split())
    assert_only_ours(html, allowed, {"href"})
    assert "<em>" in html.rpartition("<p>")[2]


def test_html_allows_nothing_and_fetches_nothing() -> None:
    html = answer_html(answer())
    assert "default-src 'none'" in html
    assert '<meta name="referrer" content="no-referrer">' in html
    assert "script" not in html
    assert "src=" not in html.replace("default-src", "")


def test_a_real_answer_has_its_quotes_and_sources(sample_index: Settings) -> None:
    made = ask("How long is Finland's border with Russia?", settings=sample_index)
    assert made.citations
    documents = answer_html(made), rendered(answer_markdown(made))
    for html in documents:
        text = " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())
        assert made.question in text
        for cited in made.citations:
            # Once in the answer, once among the sources.
            assert text.count(plain(cited.quote)) == 2
            assert cited.title in text
            assert cited.source in text
            assert cited.url in unescape(html)
        assert made.coverage in text
        assert made.generation in text


def test_numbers_lead_to_their_sources() -> None:
    conversation = [("First?", answer()), ("Second?", answer())]
    found = Parsed(conversation_html(conversation).partition("<body>")[2].partition("</body>")[0])
    targets = {item["id"] for item in found.named("li")}
    assert targets == {"source-1-1", "source-2-1"}
    inner = [item["href"] for item in found.named("a") if item["href"].startswith("#")]
    assert inner == ["#source-1-1", "#source-2-1"]


def test_numbers_in_markdown_are_those_of_the_text() -> None:
    citations = tuple(citation(number=number) for number in range(1, 13))
    made = answer(
        citations=citations,
        sentences=(Sentence(text=made_answers.QUOTE, citations=tuple(range(1, 13))),),
    )
    markdown = answer_markdown(made)
    assert "[1][2][3][4][5][6][7][8][9][10][11][12]" in markdown
    html = rendered(markdown)
    assert html.count("<ol>") == 1
    assert html.count("<li>") == html.count("<blockquote>") == 12


def test_what_was_not_supported_is_said() -> None:
    doubtful = Sentence(text="He won.", citations=(), supported=False, reason="no passage says so")
    made = answer(sentences=(Sentence(text=made_answers.QUOTE, citations=(1,)), doubtful))
    for document in (answer_html(made), rendered(answer_markdown(made))):
        text = re.sub(r"<[^>]+>", "", document)
        assert "Not supported by the articles: He won. (no passage says so)" in text
    silent = replace(made, flags_unsupported=False)
    assert "Not supported" not in answer_html(silent) + answer_markdown(silent)


def test_an_unanswered_question_has_no_sources() -> None:
    made = answer(
        answered=False, text="The articles don't answer this.", citations=(), sentences=()
    )
    for document in (answer_html(made), answer_markdown(made)):
        assert "don't answer this" in unescape(document)
        assert "Sources" not in document


def test_revisions_and_copies_are_named() -> None:
    cited = citation(revised="corrected", revised_on=made_answers.DAY, also=("Daily Sample",))
    made = answer(citations=(cited,))
    for document in (answer_html(made), answer_markdown(made)):
        assert "corrected on 9 Feb 2022" in document
        assert "Also published by Daily Sample" in document


def test_an_open_fence_of_a_model_takes_nothing_in() -> None:
    made = answer(model="made:model", text="It is so [1].\n\n```python\nprint()")
    html = rendered(answer_markdown(made))
    assert "<pre>" not in html
    assert "<ol>" in html
