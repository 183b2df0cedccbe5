"""The page in all its states as pictures, and the one that README shows.

The page is served from a fresh index of the sample articles, whatever `.env` and `NEWS_*` say.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import NewsError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from playwright.sync_api import Browser, Page

BROWSER_OPTIONS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
SIZE = (1280, 800)
"""Width and height of the picture, in pixels."""

_ROOT = Path(__file__).resolve().parent.parent
_PICTURE = _ROOT / "bench" / "pictures" / "page.png"
_QUESTION = "What did Borrell propose to Russia in February 2022?"
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_ADDRESS = re.compile(r"(?<=The page is at )http://[\d.]+:\d+/")
_START_SECONDS = 120
_STOP_SECONDS = 30


def main(argv: Sequence[str]) -> int:
    """Take the picture of README, or those of all states; their paths on standard output."""
    parser = argparse.ArgumentParser(prog="python -m bench pictures", description=__doc__)
    parser.add_argument("--to", type=Path, default=_PICTURE, help=f"default {_PICTURE}")
    parser.add_argument("--all", type=Path, metavar="FOLDER", help="all states, into a folder")
    parser.add_argument("--chromium", help="path of the browser; default: one on the search path")
    arguments = parser.parse_args(argv)
    browser = arguments.chromium or chromium()
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError:
        raise NewsError("Pictures need Playwright. Run: pip install --group dev") from None
    arguments.to.parent.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        try:
            window = playwright.chromium.launch(executable_path=browser, args=BROWSER_OPTIONS)
        except Error as error:
            reason = error.message.partition("\n")[0]
            raise NewsError(
                f"{browser} can't be used ({reason}). Name another browser: --chromium PATH"
            ) from error
        width, height = SIZE
        with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as page:
            if arguments.all:
                print("\n".join(map(str, photograph_all(window, page.url, arguments.all))))
            else:
                tab = window.new_page(viewport={"width": width, "height": height})
                photograph(tab, page.url, arguments.to)
                print(arguments.to)
        window.close()
    return 0


def photograph(page: Page, url: str, to: Path) -> None:
    """Ask on a page just opened, and take a picture of answer and sources."""
    _open(page, url)
    _ask(page, _QUESTION)
    page.locator("#sources mark").first.wait_for()
    page.screenshot(path=to, animations="disabled")


def photograph_all(browser: Browser, url: str, to: Path) -> list[Path]:
    """Pictures of the states of the page: on a desktop and a phone, light and dark."""
    to.mkdir(parents=True, exist_ok=True)
    taken = []
    for device, window in _DEVICES.items():
        for theme in ("light", "dark"):
            for state, reach in _STATES.items():
                page = browser.new_page(**window)
                _open(page, f"{url}?__theme={theme}")
                reach(page)
                path = to / f"{state}-{device}-{theme}.png"
                page.screenshot(path=path, animations="disabled")
                page.close()
                taken.append(path)
    return taken


def _open(page: Page, url: str) -> None:
    page.set_default_timeout(_START_SECONDS * 1000)
    page.goto(url)
    page.locator("#index-panel dl.facts").wait_for(state="attached")
    page.locator("#next button").first.wait_for()


def _ask(page: Page, asked: str) -> None:
    question = page.locator("#question textarea")
    question.fill(asked)
    question.press("Enter")
    page.locator("#chat .actions:not(.of-question)").last.wait_for()
    page.locator("#next nav, #next p").wait_for(state="attached")
    question.blur()


def _empty(_: Page) -> None:
    """The page as it opens."""


def _answered(page: Page) -> None:
    _ask(page, _QUESTION)


def _unanswered(page: Page) -> None:
    _ask(page, "Who painted the ceiling of the Sistine Chapel?")


def _timeline(page: Page) -> None:
    _ask(page, "Timeline of the Fed's interest rates")


def _hovered(page: Page) -> None:
    _ask(page, _QUESTION)
    page.locator("#chat a.cite").first.hover()
    page.wait_for_timeout(_MOMENT)


def _limited(page: Page) -> None:
    page.locator("#filters > button").click()
    page.locator("#order").wait_for()
    page.wait_for_timeout(_MOMENT)


def _kept(page: Page) -> None:
    _ask(page, _QUESTION)
    page.locator("#history summary").click()
    page.locator("#history .act-open").first.wait_for()


def _thumbed(page: Page) -> None:
    _ask(page, _QUESTION)
    page.locator(".act-thumb-down").first.click()
    page.locator("#chat .why").wait_for()


def _indexed(page: Page) -> None:
    _ask(page, _QUESTION)
    page.locator("#index > button").click()
    page.locator("#index-panel dl.facts").wait_for()
    page.wait_for_timeout(_MOMENT)


_MOMENT = 400  # milliseconds that things take to unfold
_STATES: dict[str, Callable[[Page], None]] = {
    "empty": _empty,
    "answered": _answered,
    "unanswered": _unanswered,
    "timeline": _timeline,
    "hovered": _hovered,
    "limited": _limited,
    "kept": _kept,
    "thumbed": _thumbed,
    "indexed": _indexed,
}
_DEVICES: dict[str, dict[str, Any]] = {
    "desktop": {"viewport": {"width": SIZE[0], "height": SIZE[1]}},
    "phone": {
        "viewport": {"width": 390, "height": 844},
        "is_mobile": True,
        "has_touch": True,
        "device_scale_factor": 2,
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """The page, served by a process of its own."""

    url: str
    process: subprocess.Popen[str]
    errors: Path
    """Where its standard error goes."""


@contextmanager
def served(folder: Path, **settings: str) -> Iterator[Served]:
    """Serve the page; its first start builds the index of the sample articles in the folder.

    Args:
        folder: an empty one, also the working directory.
        settings: further ones, e.g. `NEWS_MODEL`.

    Raises:
        NewsError: it did not start.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith("NEWS_")}
    # Port 0: the first that is free.
    ours = {"NEWS_ARTICLES": str(_ROOT / "articles"), "NEWS_INDEX": "index", "NEWS_PORT": "0"}
    errors = folder / "stderr.txt"
    with (
        errors.open("w", encoding="utf-8") as stderr,
        subprocess.Popen(
            [sys.executable, str(_ROOT / "app.py")],
            cwd=folder,
            env=kept | ours | settings,
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
        ) as process,
    ):
        try:
            url = _address(process)
            if url is None:
                raise NewsError(
                    f"The page did not start: {errors.read_text(encoding='utf-8')}"
                    "Run python app.py to see more."
                )
            yield Served(url=url, process=process, errors=errors)
        finally:
            process.terminate()
            _wait(process)


def _address(process: subprocess.Popen[str]) -> str | None:
    """The address that the page says it is served at; None when it ends, or is too slow."""
    assert process.stdout is not None
    too_slow = threading.Timer(_START_SECONDS, process.kill)
    too_slow.start()
    try:
        for line in process.stdout:
            if found := _ADDRESS.search(line):
                return found[0]
    finally:
        too_slow.cancel()
    return None


def _wait(process: subprocess.Popen[str]) -> None:
    try:
        process.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()


def chromium() -> str:
    """The path of a browser.

    Raises:
        NewsError: none is on the search path.
    """
    for name in _BROWSERS:
        if found := shutil.which(name):
            return found
    raise NewsError(
        "No Chromium or Chrome is on the search path. Install one (Debian, Ubuntu: apt-get install "
        "chromium), or name it: --chromium PATH"
    )
