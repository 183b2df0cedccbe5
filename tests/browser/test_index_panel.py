"""The index on the page, as whoever looks after it meets it: looked through, added to, mended."""

from __future__ import annotations

import json
import re
import threading
import time
import zipfile
from html import escape
from typing import TYPE_CHECKING, Any

import pytest
from browser.driving import BORDER, PATIENCE, ask, quotes_shown, seen
from made_articles import record, write
from news_site import NewsSite, article_page, rss, rss_item
from payloads import PAYLOADS
from playwright.sync_api import Browser, Page, expect

from assistant.page.article_table import ROWS
from assistant.settings import Settings
from bench.pictures import Served, served
from index import open_index, status
from index.catalogue import catalogue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from http.server import BaseHTTPRequestHandler
    from pathlib import Path

pytestmark = pytest.mark.browser

# 200 % of a desktop, the narrowest phones, and what is between.
_WIDTHS = (1280, 640, 390, 320)


@pytest.fixture(scope="module")
def site(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The page, which may fetch from this machine."""
    fetching = {"NEWS_ALLOW_PRIVATE_HOSTS": "true", "NEWS_FETCH_DELAY": "0"}
    with served(tmp_path_factory.mktemp("site"), **fetching) as page:
        yield page
        assert page.errors.read_text() == ""


@pytest.fixture(scope="module")
def web() -> Iterator[NewsSite]:
    with NewsSite(time.monotonic) as site:
        yield site


@pytest.fixture
def page(opened: Callable[..., Page]) -> Page:
    return _ready(opened())


class Held:
    """A page that is not sent before it may be."""

    def __init__(self, number: int) -> None:
        self.asked, self.go_on = threading.Event(), threading.Event()
        self._html = article_page(number).encode()

    def write(self, handler: BaseHTTPRequestHandler) -> None:
        self.asked.set()
        self.go_on.wait(PATIENCE / 1000)
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html; charset=utf-8")
        handler.send_header("Content-Length", str(len(self._html)))
        handler.end_headers()
        handler.wfile.write(self._html)


def _ready(page: Page) -> Page:
    expect(page.locator("#index-panel dl.facts")).to_be_visible()
    expect(page.locator("#articles table")).to_be_visible()
    expect(page.locator("#rebuild")).to_be_enabled()
    return page


def _settings(site: Served) -> Settings:
    return Settings(index=site.errors.parent / "index")


def _done(site: Served, begin: Callable[[], None], page: Page, outcome: str) -> None:
    """Begin work in a page, and wait for its end."""
    before = status(_settings(site)).generation
    begin()
    for _ in range(PATIENCE // 100):
        if status(_settings(site)).generation != before:
            break
        page.wait_for_timeout(100)
    expect(page.locator("#work .done")).to_contain_text(outcome)
    expect(page.locator("#rebuild")).to_be_enabled()
    # The list is the last to follow, and would take the place of what is looked for meanwhile.
    now = status(_settings(site)).generation
    expect(page.locator(f'#articles [data-generation="{now}"]')).to_be_attached()


def _add_files(site: Served, page: Page, files: list[Path], outcome: str) -> None:
    page.locator("#files input[type=file]").set_input_files(files)
    expect(page.locator("#files .file-preview tr")).to_have_count(len(files))
    _done(site, page.locator("#add-files").click, page, outcome)


def _search(page: Page, words: str) -> None:
    page.locator("#search input").fill(words)


def _titles(page: Page) -> list[str]:
    return page.locator("#articles .what button").all_inner_texts()


def _read(page: Page, title: str) -> None:
    page.locator("#articles .what button", has_text=title).first.click()
    expect(page.locator("#reading h3")).to_have_text(title)


def test_what_is_indexed_is_told_listed_and_plotted(page: Page, site: Served) -> None:
    manifest = status(_settings(site)).manifest
    names = page.locator("#index-panel dt").all_inner_texts()
    values = page.locator("#index-panel dd").all_inner_texts()
    facts = dict(zip(names, values, strict=True))
    assert facts["Articles"] == str(manifest.articles)
    assert facts["Outlets"] == str(len(manifest.outlets))
    assert re.fullmatch(r"0\d+, before it (none|0\d+)", facts["Generation"])
    assert facts["Size"].endswith(" MB")
    expect(page.locator("#articles .pager")).to_contain_text(f"1–{ROWS} of {manifest.articles}")
    plotted = [int(text) for text in page.locator("#coverage .count").all_inner_texts()]
    undated = sum(item.published is None for item in catalogue(_settings(site)).articles)
    assert sum(plotted) == manifest.articles - undated
    page.locator("#coverage summary").click()
    cells = [int(text) for text in page.locator("#coverage td").all_inner_texts()]
    assert sum(cells) == sum(plotted)


def test_the_list_is_searched_limited_and_turned_page_by_page(page: Page, site: Served) -> None:
    listed = catalogue(_settings(site)).articles
    page.get_by_role("button", name="Older").click()
    expect(page.locator("#articles .pager")).to_contain_text(f"{ROWS + 1}–")
    second = [item.title for item in listed[ROWS : 2 * ROWS]]
    expect(page.locator("#articles .what button")).to_have_text(second)
    page.get_by_label("Search titles, outlets and days").press_sequentially("finland nato")
    expect(page.locator("#articles .what")).not_to_have_count(ROWS)
    # What was found for the first letters may be shown before.
    others = page.locator("#articles .what").filter(has_not_text="NATO")
    expect(others).to_have_count(0)
    assert _titles(page)
    page.get_by_label("Search titles, outlets and days").fill("")
    expect(page.locator("#articles .what")).to_have_count(ROWS)
    page.locator("#outlet input").click()
    page.get_by_role("option", name="Sample Courier").click()
    others = page.locator("#articles .who").filter(has_not_text="Sample Courier")
    expect(others).to_have_count(0)
    assert _titles(page) == [item.title for item in listed if item.source == "Sample Courier"]
    _search(page, "no such words")
    expect(page.locator("#articles .hint")).to_have_text("No article with “no such words”.")


def test_an_article_is_read_in_full_by_keyboard_and_closed(page: Page, site: Served) -> None:
    first = catalogue(_settings(site)).articles[0]
    article = open_index(_settings(site)).article(first.id)
    assert article
    page.locator("#articles .what button").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#reading h3")).to_be_focused()
    expect(page.locator("#reading h3")).to_have_text(article.title)
    assert page.locator("#reading .text > p").all_inner_texts() == article.body.split("\n\n")
    expect(page.locator("#reading .meta")).to_contain_text(article.source)
    expect(page.locator("#reading .from a")).to_have_attribute("href", article.url)
    expect(page.locator("#articles [aria-current]")).to_have_text(article.title)
    page.locator("#reading [data-do=close]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#reading .hint")).to_be_visible()
    expect(page.locator("#articles [aria-current]")).to_be_focused()


def test_files_of_several_formats_are_added_and_what_cannot_be_read_is_told(
    page: Page, site: Served, tmp_path: Path
) -> None:
    text = record(0)["body"]
    (tmp_path / "plain.txt").write_text(f"Plain of Exampleton\n\n{text.replace('harbour', 'dam')}")
    front = (
        '---\ntitle: "Marked down in Exampleton"\nsource: "Note Post"\ndate: 2023-05-06\n---\n\n'
    )
    (tmp_path / "marked.md").write_text(front + text.replace("harbour", "mill"))
    (tmp_path / "web.html").write_text(article_page(31))
    (tmp_path / "one.json").write_text(json.dumps([record(32)]))
    write(tmp_path / "many.jsonl", [record(33), record(34)])
    with zipfile.ZipFile(tmp_path / "packed.zip", "w") as packed:
        packed.writestr("inside.json", json.dumps(record(35)))
    (tmp_path / "empty.txt").write_text("")
    files = sorted(tmp_path.iterdir())
    _add_files(site, page, files, "7 added")
    told = page.locator("#work details")
    expect(told.locator("summary")).to_have_text("Not readable: 1")
    told.locator("summary").click()
    expect(told.locator("li")).to_contain_text("empty.txt no text: the file is empty")
    expect(page.locator("#files .file-preview")).to_have_count(0)
    _search(page, "exampleton")
    expect(page.locator("#articles .what")).to_have_count(7)
    # Those files are gone; a rebuild reads the copies.
    for path in files:
        path.unlink()
    _done(site, page.locator("#rebuild").click, page, "Built in")
    expect(page.locator("#articles .what")).to_have_count(7)


def test_a_text_that_changed_is_shown_with_what_it_was(
    page: Page, site: Served, tmp_path: Path
) -> None:
    was = record(50)
    _add_files(site, page, [write(tmp_path / "first.jsonl", [was])], "1 added")
    now = was | {"body": was["body"] + " The mayor has since said that it was more."}
    _add_files(site, page, [write(tmp_path / "second.jsonl", [now])], "1 changed")
    _search(page, was["title"])
    expect(page.locator("#articles .revised")).to_have_text("2 versions")
    _read(page, was["title"])
    expect(page.locator("#reading .text").first).to_contain_text("it was more.")
    page.get_by_text("1 former version").click()
    page.locator("#reading .versions details summary").click()
    expect(page.locator("#reading .versions .text")).to_be_visible()
    expect(page.locator("#reading .versions .text")).not_to_contain_text("it was more.")
    # However long it is, its end can be reached.
    page.get_by_text("Remove this article").click()
    expect(page.locator("#reading [data-do=remove]")).to_be_in_viewport()


def test_removing_asks_first_and_the_way_back_brings_it_again(
    page: Page, site: Served, tmp_path: Path
) -> None:
    title = record(60)["title"]
    _add_files(site, page, [write(tmp_path / "a.jsonl", [record(60)])], "1 added")
    _search(page, title)
    _read(page, title)
    expect(page.locator("#reading [data-do=remove]")).not_to_be_visible()
    page.get_by_text("Remove this article").click()
    _done(site, page.locator("#reading [data-do=remove]").click, page, "1 removed")
    expect(page.locator("#articles .hint")).to_contain_text("No article")
    expect(page.locator("#reading .hint")).to_be_visible()
    page.get_by_text("Go back to the generation before").click()
    _done(site, page.locator("#index-panel [data-do=roll-back]").click, page, "Going back: done")
    expect(page.locator("#articles .what button")).to_have_text([title])
    expect(page.locator("#index-panel [data-do=roll-back]")).to_have_count(0)


def test_pages_and_feeds_are_added_by_address(page: Page, site: Served, web: NewsSite) -> None:
    one = web.add_article("/one", 71)
    items = [rss_item(web.add_article(f"/item-{n}", n)) for n in (72, 73, 74)]
    feed = web.add("/feed", rss(items), headers={"Content-Type": "application/rss+xml"})
    page.get_by_label("Addresses, one a line").fill(f"{one}\n{web.root}/missing\n")
    _done(site, page.locator("#add-addresses").click, page, "1 added")
    expect(page.locator("#work summary")).to_have_text("Not readable: 1")
    expect(page.get_by_label("Addresses, one a line")).to_have_value("")
    page.get_by_label("Addresses, one a line").fill(feed)
    page.get_by_label("Feeds").check()
    page.get_by_label("Of each, the newest").fill("2")
    _done(site, page.locator("#add-addresses").click, page, "2 added")
    assert f"feed:{feed} limit=2" in status(_settings(site)).manifest.paths


def test_what_is_missing_or_cannot_be_fetched_is_said(page: Page, site: Served) -> None:
    before = status(_settings(site))
    page.locator("#add-files").click()
    expect(page.locator(".toast-body").last).to_contain_text("Choose files first")
    page.locator("#add-addresses").click()
    expect(page.locator(".toast-body").last).to_contain_text("Write an address first")
    page.get_by_label("Addresses, one a line").fill("file:///etc/passwd")
    page.locator("#add-addresses").click()
    expect(page.locator("#work .problem")).to_contain_text("No article could be read")
    expect(page.locator("#index-panel .problem")).to_be_visible()
    assert status(_settings(site)) == before


def test_cancelled_work_leaves_the_index_as_it_was_and_other_work_may_follow(
    page: Page, site: Served, web: NewsSite
) -> None:
    held = Held(81)
    web.add("/held", write=held.write)
    before, kept = status(_settings(site)), _uploads(site)
    addresses = f"{web.add_article('/quick', 80)}\n{web.root}/held"
    page.get_by_label("Addresses, one a line").fill(addresses)
    page.locator("#add-addresses").click()
    assert held.asked.wait(PATIENCE / 1000)
    expect(page.locator("#work .working")).to_have_text("Fetching pages: 1 of 2")
    expect(page.locator("#index .label-wrap")).to_contain_text("Index: adding")
    for name in ("#add-files", "#add-addresses"):
        expect(page.locator(name)).to_be_disabled()
    page.locator("#cancel").click()
    expect(page.locator("#work .working")).to_contain_text("Cancelling")
    held.go_on.set()
    expect(page.locator("#work .done")).to_have_text("Cancelled. The index is as it was.")
    assert status(_settings(site)) == before
    assert _uploads(site) == kept
    page.get_by_label("Addresses, one a line").fill(addresses)
    _done(site, page.locator("#add-addresses").click, page, "2 added")


def test_another_tab_asks_during_a_rebuild_and_both_see_it_end(
    opened: Callable[..., Page], page: Page, site: Served, web: NewsSite
) -> None:
    address = web.add_article("/later-held", 90)
    page.get_by_label("Addresses, one a line").fill(address)
    _done(site, page.locator("#add-addresses").click, page, "1 added")
    held = Held(90)
    web.add("/later-held", write=held.write)
    before = status(_settings(site)).generation
    page.locator("#rebuild").click()
    assert held.asked.wait(PATIENCE / 1000)
    other = opened()
    expect(other.locator("#index .label-wrap")).to_contain_text("Index: rebuilding")
    expect(other.locator("#articles table")).to_be_visible()
    ask(other, BORDER)
    assert any("1,340" in quote for quote in quotes_shown(other))
    other.locator("#articles .what button").first.click()
    expect(other.locator("#reading h3")).to_be_visible()
    assert status(_settings(site)).generation == before
    held.go_on.set()
    for tab in (page, other):
        expect(tab.locator("#work .done")).to_contain_text("Built in")
        expect(tab.locator("#rebuild")).to_be_enabled()
    assert status(_settings(site)).generation > before
    assert any("Fetching pages" in text for text in seen(other, "index"))
    ask(other, BORDER)
    assert len(quotes_shown(other)) >= 2


def test_whoever_comes_back_to_the_index_sees_what_others_did(
    opened: Callable[..., Page], page: Page, site: Served, tmp_path: Path
) -> None:
    other = _ready(opened())
    _add_files(site, page, [write(tmp_path / "a.jsonl", [record(95)])], "1 added")
    articles = status(_settings(site)).manifest.articles
    other.wait_for_timeout(4100)  # it looks no more often
    other.locator("#index .label-wrap").hover()
    expect(other.locator("#index .label-wrap")).to_contain_text(f"Index: {articles} articles")
    expect(other.locator("#articles .pager")).to_contain_text(f"of {articles}")


def test_articles_that_attack_are_text(page: Page, site: Served, tmp_path: Path) -> None:
    def attacking(number: int, hostile: str) -> dict[str, Any]:
        # A reader takes out the markup of a record; what is escaped in it is text.
        others = "\n\n".join(map(escape, PAYLOADS))
        return record(number) | {
            "title": hostile,
            "source": hostile,
            "authors": [hostile],
            "body": f"{record(number)['body']}\n\n{hostile}\n\n{others}",
            "url": f"javascript:window.hacked={number}"
            if number % 2
            else f"https://x.example/{number}",
        }

    hostile = [attacking(number, payload) for number, payload in enumerate(PAYLOADS, 1000)]
    _add_files(site, page, [write(tmp_path / "hostile.jsonl", hostile)], " added")
    listed = catalogue(_settings(site)).articles
    titles = {item.title for item in listed} & set(PAYLOADS)
    assert len(titles) >= 25
    made = "script, img, iframe, object, embed, style, form, base, link, .made, #made, [onerror]"
    shown: set[str] = set()
    for first in range(1, len(listed) + 1, ROWS):
        if first > 1:
            page.get_by_role("button", name="Older").click()
        expect(page.locator("#articles .pager")).to_contain_text(f"{first}–")
        shown |= set(_titles(page))
    assert shown >= {" ".join(title.split()) for title in titles}
    _search(page, "window.hacked")
    expect(page.locator("#articles .what").first).to_contain_text("window.hacked")
    for item in catalogue(_settings(site)).find("window.hacked")[:6]:
        article = open_index(_settings(site)).article(item.id)
        assert article
        page.locator(f"#articles [data-article='{item.id}']").click()
        expect(page.locator("#reading h3")).to_have_text(item.title)
        paragraphs = article.body.split("\n\n")
        expect(page.locator("#reading .text > p")).to_have_text(paragraphs)
        assert set(paragraphs) >= titles
    places = "#articles, #reading, #coverage, #index-panel, #work, #outlet".split(", ")
    for place in places:
        assert page.locator(place).locator(made).count() == 0
    links = page.locator("#reading a").evaluate_all("all => all.map(a => a.href)")
    assert all(link.startswith("https://x.example/") for link in links)
    page.locator("#outlet input").click()
    expect(page.get_by_role("option").nth(5)).to_be_visible()
    assert page.evaluate("window.hacked") is None


@pytest.mark.parametrize("width", _WIDTHS)
def test_nothing_is_cut_off_at_any_width(opened: Callable[..., Page], width: int) -> None:
    page = _ready(opened(viewport={"width": width, "height": 800}))
    _read(page, _titles(page)[0])
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for place in ("#articles", "#reading", "#coverage", "#adding"):
        box = page.locator(place).bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width


def _uploads(site: Served) -> list[str]:
    folder = _settings(site).index / "uploads"
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
