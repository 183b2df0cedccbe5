"""Pages that a browser prints to PDF, as most readers save them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import sync_playwright

from index.article import Article
from index.readers import read_paths

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.browser

HEADLINE = "Harbour of Exampleton opens again after the long storm"
COLUMNS = (
    "h1 {font-size: 24pt} p {font: 11pt serif; margin: 0; text-indent: 1.2em} "
    "main {columns: 3; text-align: justify; hyphens: auto}"
)


def test_a_newspaper_page_in_justified_columns(
    chromium: str, repository: Path, tmp_path: Path
) -> None:
    (sample,) = read_paths([repository / "articles" / "2025-04-29-iberian-blackout.txt"])
    (other,) = read_paths([repository / "articles" / "2024-03-27-baltimore-bridge.txt"])
    assert isinstance(sample, Article)
    assert isinstance(other, Article)
    paragraphs = [*sample.body.split("\n\n"), *other.body.split("\n\n")]
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    printed = tmp_path / "printed.pdf"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        page.set_content(
            f"<html lang='en'><title>{HEADLINE} - Example Gazette</title><style>{COLUMNS}</style>"
            f"<div>Local news</div><h1>{HEADLINE}</h1><div>By Ada Example</div>"
            f"<div>9 February 2022</div><main>{text}</main></html>"
        )
        page.pdf(
            path=printed,
            format="A5",
            display_header_footer=True,
            margin={"top": "20mm", "bottom": "20mm"},
        )
        browser.close()
    (found,) = read_paths([printed])
    assert isinstance(found, Article)
    assert found.title == HEADLINE
    assert found.source == "Example Gazette"
    assert found.authors == ("Ada Example",)
    assert found.published is not None
    assert found.published.date().isoformat() == "2022-02-09"
    assert found.body.split("\n\n") == paragraphs
