from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from html_shape import assert_text_only, shape
from made_answers import Parsed
from payloads import PAYLOADS

from assistant.markup import web_address
from assistant.page.reading_view import reading_html
from index.article import Article
from index.versions import FormerVersion

_ARTICLE = Article(
    title="Bridge opens",
    body="First paragraph,\nof two lines.\n\nSecond paragraph.",
    source="Example Wire",
    authors=("A. Writer", "B. Writer"),
    published=datetime(2023, 3, 1, tzinfo=UTC),
    modified=datetime(2023, 3, 4, tzinfo=UTC),
    url="https://example.org/bridge",
    other_urls=("https://example.org/bridge-2",),
    origin="a.jsonl, record 2",
)
_FORMER = FormerVersion(
    article=replace(_ARTICLE, title="Bridge to open", body="It will open."),
    replaced=datetime(2023, 3, 2, tzinfo=UTC),
)


def test_the_whole_article_is_shown_with_what_is_known_of_it() -> None:
    found = Parsed(reading_html(_ARTICLE))
    assert found.inside["h3"] == ["Bridge opens"]
    assert "Example Wire · A. Writer, B. Writer · 1 Mar 2023 · modified 4 Mar 2023" in found.text
    paragraphs = [text for text in found.inside["p"] if text.endswith(".")]
    assert paragraphs == ["First paragraph,\nof two lines.", "Second paragraph."]
    assert [link["href"] for link in found.named("a")] == [
        "https://example.org/bridge",
        "https://example.org/bridge-2",
    ]
    assert {link["rel"] for link in found.named("a")} == {"noopener noreferrer"}


def test_former_versions_are_folded_below_it_with_the_day_of_their_end() -> None:
    found = Parsed(reading_html(_ARTICLE, [_FORMER]))
    assert found.inside["summary"] == ["1 former version", "Until 2 Mar 2023: Bridge to open"]
    assert "It will open." in found.text
    assert "2 former versions" in reading_html(_ARTICLE, [_FORMER, _FORMER])


def test_only_who_may_change_the_index_sees_where_it_is_from_and_may_remove_it() -> None:
    assert "a.jsonl" not in reading_html(_ARTICLE)
    assert "remove" not in reading_html(_ARTICLE)
    found = Parsed(reading_html(_ARTICLE, may_change=True))
    assert "Read from a.jsonl, record 2" in found.text
    assert "A rebuild that reads a.jsonl, record 2 again brings it back." in found.text
    asked, *_ = (button for button in found.named("button") if button["data-do"] == "remove")
    assert asked["data-article"] == _ARTICLE.id


@pytest.mark.parametrize("hostile", PAYLOADS)
def test_everything_of_an_article_is_text(hostile: str) -> None:
    for field in ("title", "body", "source", "origin"):
        assert_text_only(
            lambda text, field=field: reading_html(  # type: ignore[misc]
                replace(_ARTICLE, **{field: text}), [_FORMER], may_change=True
            ),
            hostile,
        )
    assert_text_only(lambda text: reading_html(replace(_ARTICLE, authors=(text,))), hostile)

    def former(text: str) -> str:
        article = replace(_ARTICLE, title=text, body=text, source=text, authors=(text,))
        return reading_html(_ARTICLE, [replace(_FORMER, article=article)])

    assert_text_only(former, hostile)


@pytest.mark.parametrize("hostile", PAYLOADS)
def test_an_address_is_a_link_only_where_it_is_on_the_web(hostile: str) -> None:
    html = reading_html(replace(_ARTICLE, url=hostile, other_urls=()))
    plain = "https://x.example" if web_address(hostile) else "plain"
    assert shape(html) == shape(reading_html(replace(_ARTICLE, url=plain, other_urls=())))
    assert all(link["href"].startswith("https://") for link in Parsed(html).named("a"))


@pytest.mark.parametrize(
    "address",
    ["javascript:x", " javascript:x", "java\nscript:x", "data:text/html,x", "//x", "http://[x"],
)
def test_other_schemes_are_no_link(address: str) -> None:
    assert not web_address(address)
