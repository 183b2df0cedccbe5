"""The page as its readers meet it: served by a process of its own, driven in Chromium."""

from __future__ import annotations

import json
import re
import signal
import sys
import threading
from dataclasses import fields
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

import pytest
from hostile_articles import ARTICLES
from made_articles import write
from openai_server import says, serving
from playwright.sync_api import Browser, Page, expect, sync_playwright

from assistant import Answer
from assistant.coverage import day
from assistant.settings import Settings
from bench.pictures import BROWSER_OPTIONS, SIZE, Served, photograph, served
from index import status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from index import Status

pytestmark = pytest.mark.browser

PATIENCE = 120_000
"""Milliseconds: machines that run tests may be slow."""
BORDER = "How long is Finland's border with Russia?"
PROPOSAL = "What did Borrell propose to Russia in February 2022?"
UNANSWERED = "Who painted the ceiling of the Sistine Chapel?"

_DESKTOP = {"width": SIZE[0], "height": SIZE[1]}
# Texts come and go faster than they can be looked for one by one.
_RECORDER = """(() => {
  window.seen = {};
  const look = () => {
    for (const [name, where] of Object.entries({draft: "#chat .draft", index: "#index-panel"})) {
      const text = document.querySelector(where)?.innerText.trim();
      const texts = window.seen[name] ??= [];
      if (text && texts.at(-1) !== text) texts.push(text);
    }
  };
  const all = {subtree: true, childList: true, characterData: true};
  new MutationObserver(look).observe(document, all);
})()"""


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=BROWSER_OPTIONS)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def site(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The page on its first start; the browser is there before, to see the index being built."""
    with served(tmp_path_factory.mktemp("site")) as page:
        yield page


@pytest.fixture
def opened(browser: Browser, site: Served) -> Iterator[Callable[..., Page]]:
    """Opens the page, in a window of its own; in the end nothing may have gone wrong in it."""
    wrong: list[str] = []
    windows = []

    def opened(url: str = "", **window: Any) -> Page:
        context = browser.new_context(**({"viewport": _DESKTOP} | window))
        windows.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.add_init_script(_RECORDER)
        page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on(
            "request", lambda request: wrong.append(request.url) if _leaves(request.url) else None
        )
        page.goto(url or site.url)
        return page

    yield opened
    for context in windows:
        context.close()
    assert wrong == []


@pytest.fixture
def page(opened: Callable[..., Page]) -> Page:
    """The page with an index that is ready."""
    page = opened()
    expect(page.locator("#index-panel dl.facts")).to_be_visible()
    return page


@pytest.fixture
def client(page: Page, site: Served, tmp_path: Path) -> Any:
    """A program that calls the page's endpoints."""
    from gradio_client import Client  # type: ignore[import-untyped]

    return Client(site.url, verbose=False, download_files=tmp_path)


def _leaves(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme not in ("data", "blob") and parts.hostname != "127.0.0.1"


def _ask(page: Page, question: str) -> None:
    """Ask, and wait for the answer."""
    turns = page.locator("#chat .asked").count()
    box = page.locator("#question textarea")
    box.fill(question)
    box.press("Enter")
    expect(page.locator("#chat .asked")).to_have_count(turns + 1)
    _settled(page)


def _settled(page: Page) -> None:
    expect(page.locator("#question .submit-button")).to_be_visible()
    expect(page.locator("#chat .draft")).to_have_count(0)


def _last_reply(page: Page) -> Any:
    return page.locator("#chat .reply").last


def _quotes(page: Page) -> list[str]:
    """The quotes of the answers shown, without outlet, date and marker."""
    first = "quotes => quotes.map(quote => quote.firstChild.textContent)"
    texts: list[str] = page.locator("#chat .quote").evaluate_all(first)
    return texts


def _marks(page: Page) -> list[str]:
    """What is marked in the sources, by number."""
    marks = page.locator("#sources mark")
    found: list[str] = marks.evaluate_all(
        "marks => marks.sort((a, b) => a.dataset.number - b.dataset.number)"
        ".map(mark => mark.textContent)"
    )
    return found


def _outlets_shown(page: Page) -> set[str]:
    return {text.partition(" · ")[0] for text in page.locator("#sources .meta").all_inner_texts()}


def _seen(page: Page, name: str) -> list[str]:
    texts: list[str] = page.evaluate("name => window.seen[name] ?? []", name)
    return texts


def _index(site: Served) -> Status:
    return status(Settings(index=site.errors.parent / "index"))


def test_the_first_start_builds_the_index_and_a_question_waits_for_it(
    opened: Callable[..., Page],
) -> None:
    page = opened()
    _ask(page, PROPOSAL)
    assert any("being built first" in text for text in _seen(page, "draft"))
    assert any(re.fullmatch(r"[A-Z][a-z ]+: [\d,]+( of [\d,]+)?", t) for t in _seen(page, "index"))
    expect(page.locator("#index-panel .done")).to_contain_text("Built in")
    assert _quotes(page)


def test_an_answer_is_streamed_and_each_quote_marked_in_its_passage(page: Page) -> None:
    _ask(page, PROPOSAL)
    assert any("Searching" in text or "Reading" in text for text in _seen(page, "draft"))
    quotes = _quotes(page)
    assert "bring its security complaints to the Organisation for Security" in quotes[0]
    assert [" ".join(mark.split()) for mark in _marks(page)] == quotes
    expect(page.locator("#sources mark").first).to_be_in_viewport()
    markers = page.locator("#chat a.cite").all_inner_texts()
    assert markers == [str(number) for number in range(1, len(quotes) + 1)]
    expect(_last_reply(page).locator(".coverage")).to_contain_text("Based on ")


def test_an_example_is_asked_by_a_click(page: Page) -> None:
    example = page.locator("#chat .example").first
    question = example.inner_text()
    example.click()
    expect(page.locator("#chat .asked")).to_have_text(question)
    _settled(page)
    assert _marks(page)


def test_a_marker_brings_its_quote_into_view_and_the_number_leads_back(
    opened: Callable[..., Page],
) -> None:
    page = opened(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    _ask(page, PROPOSAL)
    marker, mark = page.locator("#cite-1-1"), page.locator("#source-1-1")
    marker.scroll_into_view_if_needed()
    expect(mark).not_to_be_in_viewport()
    marker.click()
    expect(mark).to_be_in_viewport()
    expect(mark).to_be_focused()
    expect(marker).not_to_be_in_viewport()
    page.locator("#sources .back").first.click()
    expect(marker).to_be_in_viewport()
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width == 390, "the page is wider than the phone"


def test_a_marker_of_an_earlier_answer_unfolds_its_sources(page: Page) -> None:
    _ask(page, PROPOSAL)
    _ask(page, UNANSWERED)
    mark = page.locator("#source-1-1")
    expect(page.locator("#sources .hint")).to_contain_text("No source")
    expect(mark).not_to_be_visible()
    page.locator("#cite-1-1").click()
    expect(mark).to_be_in_viewport()


def test_a_question_left_open_tells_what_the_index_covers(page: Page, site: Served) -> None:
    _ask(page, UNANSWERED)
    reply = page.locator("#chat .unanswered")
    manifest = _index(site).manifest
    assert manifest.oldest
    assert manifest.newest
    for told in (str(manifest.articles), day(manifest.oldest), day(manifest.newest)):
        expect(reply).to_contain_text(told)
    expect(reply).to_contain_text("Example Wire")
    expect(page.locator("#sources mark")).to_have_count(0)


@pytest.mark.parametrize("outlet", ["Example Wire", "Sample Courier"])
def test_an_outlet_chosen_is_the_only_one_quoted(page: Page, outlet: str) -> None:
    page.locator("#filters > button").click()
    page.locator("#outlets input").click()
    page.get_by_role("option", name=outlet).click()
    expect(page.locator("#filters > button")).to_contain_text(f"Only {outlet}")
    _ask(page, BORDER)
    assert _outlets_shown(page) == {outlet}
    assert any("1,340" in mark for mark in _marks(page))


def test_a_date_chosen_leaves_out_what_is_older(page: Page) -> None:
    page.locator("#filters > button").click()
    page.locator("#since input").fill("2025-01-01")
    expect(page.locator("#filters > button")).to_contain_text("Only from 2025-01-01")
    _ask(page, BORDER)
    expect(page.locator("#chat .unanswered")).to_contain_text("1 Jan 2025")


def test_a_new_chat_forgets_the_old_one(page: Page) -> None:
    _ask(page, UNANSWERED)
    page.locator("#new").click()
    expect(page.locator("#chat .asked")).to_have_count(0)
    expect(page.locator("#sources .hint")).to_contain_text("Ask a question")


def test_what_a_reader_types_is_text(page: Page) -> None:
    _ask(page, "<img src=x onerror=alert(1)> **who**?")
    expect(page.locator("#chat .asked")).to_have_text("<img src=x onerror=alert(1)> **who**?")


def test_the_index_panel_tells_what_is_indexed_and_since_when(page: Page, site: Served) -> None:
    manifest = _index(site).manifest
    assert manifest.oldest
    assert manifest.newest
    names = page.locator("#index-panel dt").all_inner_texts()
    values = page.locator("#index-panel dd").all_inner_texts()
    facts = dict(zip(names, values, strict=True))
    assert facts["Articles"] == f"{manifest.articles:,}"
    assert facts["Passages"] == f"{manifest.passages:,}"
    assert facts["Published"] == f"{day(manifest.oldest)} – {day(manifest.newest)}"
    assert facts["Built"].startswith(day(manifest.built))


def test_a_rebuild_is_shown_and_ends_with_its_report(page: Page, site: Served) -> None:
    before = _index(site)
    page.locator("#rebuild").click()
    expect(page.locator("#index-panel .done")).to_contain_text("0 added, 0 changed, 0 removed, 0 ")
    expect(page.locator("#rebuild")).to_be_enabled()
    after = _index(site)
    assert after.generation > before.generation
    assert after.manifest.articles == before.manifest.articles
    assert len(_seen(page, "index")) > 1
    _ask(page, BORDER)
    assert _marks(page)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_stands_out_from_its_ground(
    opened: Callable[..., Page], site: Served, theme: str
) -> None:
    page = opened(f"{site.url}?__theme={theme}")
    _ask(page, PROPOSAL)
    texts = ("#chat .quote", "#sources mark", "#sources blockquote", "#index .label-wrap span")
    assert min(_contrast(page, where) for where in texts) >= 4.5


def test_the_picture_is_one_of_an_answer(browser: Browser, site: Served, tmp_path: Path) -> None:
    page = browser.new_page(viewport={"width": SIZE[0], "height": SIZE[1]})
    photograph(page, site.url, tmp_path / "page.png")
    image = (tmp_path / "page.png").read_bytes()
    assert image.startswith(b"\x89PNG\r\n")
    assert (int.from_bytes(image[16:20]), int.from_bytes(image[20:24])) == SIZE
    assert len(image) < 300_000
    page.close()


def test_the_endpoint_gives_the_whole_answer_that_the_page_shows(page: Page, client: Any) -> None:
    _ask(page, PROPOSAL)
    found = client.predict(PROPOSAL, api_name="/answer")
    assert set(found) == {field.name for field in fields(Answer)}
    assert found["answered"] is True
    quotes = [citation["quote"] for citation in found["citations"]]
    assert quotes == _marks(page)
    assert found["coverage"] == page.locator("#chat .coverage").inner_text()


def test_the_endpoint_limits_and_tells_what_is_wrong(client: Any) -> None:
    from gradio_client.exceptions import AppError  # type: ignore[import-untyped]

    found = client.predict(BORDER, sources=["Sample Courier"], api_name="/answer")
    assert {citation["source"] for citation in found["citations"]} == {"Sample Courier"}
    with pytest.raises(AppError, match="lately"):
        client.predict(BORDER, since="lately", api_name="/answer")


def test_only_the_endpoint_meant_for_programs_is_offered(client: Any) -> None:
    offered: Any = client.view_api(print_info=False, return_format="dict")
    assert list(offered["named_endpoints"]) == ["/answer"]
    assert offered["unnamed_endpoints"] == {}


def test_a_chat_model_is_seen_writing_and_what_it_made_up_is_marked(
    opened: Callable[..., Page], page: Page, site: Served, tmp_path: Path
) -> None:
    # A sentence is shown, checked, once the next has begun.
    said = "The border is about 1,340 kilometres long [1]. It is ", "guarded by 9,000 bears [1]."
    with ChatModel(said) as model:
        settings = {
            "NEWS_INDEX": str(site.errors.parent / "index"),
            "NEWS_MODEL": "openai:made-up",
            "NEWS_BASE_URL": f"http://127.0.0.1:{model.server_address[1]}/v1",
            "NEWS_API_KEY": "none",
        }
        with served(tmp_path, **settings) as writing:
            page = opened(writing.url)
            page.locator("#question textarea").fill(BORDER)
            page.locator("#question textarea").press("Enter")
            expect(page.locator("#chat .draft")).to_contain_text("1,340 kilometres long")
            model.go_on.set()
            _settled(page)
            expect(page.locator("#chat .unsupported")).to_contain_text("9,000 bears")
            expect(page.locator("#chat .unsupported")).to_have_count(1)
            expect(page.locator("#chat .coverage")).to_contain_text("Written by ")
            assert any("1,340" in mark for mark in _marks(page))
            _ends_quietly(writing)


def test_articles_that_attack_are_text(opened: Callable[..., Page], tmp_path: Path) -> None:
    asked = [item for item in ARTICLES if item.name in ("Abbey", "Granary", "Pavilion", "Foundry")]
    write(tmp_path / "hostile.jsonl", [item.record for item in ARTICLES])
    with serving(says(*(f"{value} [1]\n\n" for value in asked[0].record.values()))) as model:
        quoting = {"NEWS_ARTICLES": str(tmp_path / "hostile.jsonl")}
        writing = {"NEWS_MODEL": "openai:m", "NEWS_BASE_URL": model.url, "NEWS_API_KEY": "none"}
        for settings in (quoting, quoting | writing):
            folder = tmp_path / f"site{len(settings)}"
            folder.mkdir()
            with served(folder, **settings) as site:
                page = opened(site.url)
                expect(page.locator("#index-panel dl.facts")).to_be_visible()
                for item in asked:
                    _ask(page, item.question)
                    page.locator("#chat .cite").last.hover()
                assert page.evaluate("window.hacked") is None
                inside = "#chat .reply, #sources, #index-panel"
                made = "script, img, svg, iframe, style, form, input, base, [onclick], [onerror]"
                for where in inside.split(", "):
                    assert page.locator(where).locator(made).count() == 0
                links = page.locator("#sources h3 a").evaluate_all("all => all.map(a => a.href)")
                assert links
                assert all(link.startswith("https://wire.example/") for link in links)
                _ends_quietly(site)


def test_ctrl_c_ends_it_quietly_while_the_first_index_is_built(
    site: Served, tmp_path: Path
) -> None:
    with served(tmp_path) as building:
        _ends_quietly(building)


def test_the_page_has_nothing_to_complain_about(site: Served) -> None:
    assert site.process.poll() is None
    assert site.errors.read_text() == ""


def _ends_quietly(running: Served) -> None:
    """Ctrl-C ends it, and nothing is said; Windows has no SIGINT for another process."""
    if sys.platform == "win32":
        return
    running.process.send_signal(signal.SIGINT)
    assert running.process.wait(PATIENCE / 1000) == 0
    assert running.process.stdout
    assert running.process.stdout.read() == ""
    assert running.errors.read_text() == ""


class ChatModel(ThreadingHTTPServer):
    """A chat model's server that says the first of its texts, and waits before the others."""

    daemon_threads = True

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        self.go_on = threading.Event()
        super().__init__(("127.0.0.1", 0), _Saying)

    def __enter__(self) -> Self:
        threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.go_on.set()
        self.shutdown()
        self.server_close()


class _Saying(BaseHTTPRequestHandler):
    server: ChatModel

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["content-length"]))
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.end_headers()
        for left, text in enumerate(self.server.texts, 1 - len(self.server.texts)):
            if text != self.server.texts[0]:
                self.server.go_on.wait(PATIENCE / 1000)
            ends = None if left else "stop"
            choice = {"index": 0, "delta": {"content": text}, "finish_reason": ends}
            chunk = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m"}
            self.wfile.write(f"data: {json.dumps(chunk | {'choices': [choice]})}\n\n".encode())
            self.wfile.flush()
        self.wfile.write(b"data: [DONE]\n\n")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


def _contrast(page: Page, where: str) -> float:
    """Contrast of a text and its ground, 1 to 21, as WCAG 2 reckons it."""
    ink, ground = page.locator(where).first.evaluate(
        """element => {
          const ground = (at) => getComputedStyle(at).backgroundColor;
          let at = element;
          while (at.parentElement && ground(at).endsWith(", 0)")) at = at.parentElement;
          return [getComputedStyle(element).color, ground(at)];
        }"""
    )
    light, dark = sorted(map(_luminance, (ink, ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(value) / 255 for value in re.findall(r"\d+", colour)[:3]]
    red, green, blue = (
        c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
