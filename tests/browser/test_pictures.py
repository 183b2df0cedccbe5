from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

import pytest

from bench.pictures import main
from index.errors import NewsError

if TYPE_CHECKING:
    from pathlib import Path


def test_without_a_browser_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(NewsError, match=r"apt-get install chromium.*--chromium PATH"):
        main([])


def test_without_playwright_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "playwright.sync_api", None)
    with pytest.raises(NewsError, match="pip install --group dev"):
        main(["--chromium", "any"])


def test_a_browser_that_is_none_is_named(tmp_path: Path) -> None:
    with pytest.raises(NewsError, match=r"none can't be used .*--chromium PATH"):
        main(["--chromium", str(tmp_path / "none"), "--to", str(tmp_path / "page.png")])
