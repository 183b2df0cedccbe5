"""How soon the page can be seen after `python app.py`, on an index that is there.

The seconds until a browser has painted something, until a question can be typed, and until the
first answer to a question that was typed at once stands there with its quotes.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from bench.pictures import BROWSER_OPTIONS, chromium, served
from index.errors import NewsError

if TYPE_CHECKING:
    from collections.abc import Sequence

_QUESTION = "How long is Finland's border with Russia?"
_PATIENCE = 120_000  # milliseconds
_PAINTED = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime / 1000"


def main(argv: Sequence[str]) -> int:
    """Start the page twice, the first time to build its index; seconds, on standard output."""
    parser = argparse.ArgumentParser(prog="python -m bench startup", description=__doc__)
    parser.add_argument("--chromium", help="path of the browser; default: one on the search path")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    arguments = parser.parse_args(argv)
    results = measure(arguments.chromium or chromium())
    if arguments.json:
        print(json.dumps(results, indent=2))
    else:
        print("\n".join(f"{name:<12} {value:>6.2f}" for name, value in results.items()))
    return 0


def measure(browser: str) -> dict[str, float]:
    """Seconds from the start of the process."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        raise NewsError("A browser needs Playwright. Run: pip install --group dev") from None
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        window = playwright.chromium.launch(executable_path=browser, args=BROWSER_OPTIONS)
        page = window.new_page()
        page.set_default_timeout(_PATIENCE)
        with served(Path(folder)) as building:
            page.goto(building.url)
            page.locator("#index-panel dl.facts").wait_for()
            page.goto("about:blank")
        started = time.perf_counter()
        with served(Path(folder)) as site:
            asked_for = time.perf_counter() - started
            page.goto(site.url)
            box = page.locator("#question textarea")
            box.wait_for()
            typed = time.perf_counter() - started
            box.fill(_QUESTION)
            box.press("Enter")
            page.locator("#chat a.cite").first.wait_for()
            answered = time.perf_counter() - started
            painted = asked_for + float(page.evaluate(_PAINTED))
            page.goto("about:blank")
        window.close()
    return {"painted_s": painted, "typed_s": typed, "answered_s": answered}
