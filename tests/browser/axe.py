"""The page under axe-core, which a package brings along."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from playwright.sync_api import Page

_GRAVE = ("serious", "critical")
_OPTIONS = {"resultTypes": ["violations"]}
_SHOWN = 240


def violations(page: Page) -> list[str]:
    """The serious and critical violations of the page as it is now.

    Each as "rule: what is to be done, at SELECTOR: why: HTML", one an element.
    """
    _finish_animations(page)
    found: dict[str, Any] = Axe().run(page, options=_OPTIONS).response
    return [
        f"{rule['id']}: {rule['help']}, at {' '.join(map(str, node['target']))}: "
        f"{_why(node)}: {_line(node['html'])}"
        for rule in found["violations"]
        for node in rule["nodes"]
        if node["impact"] in _GRAVE
    ]


def _finish_animations(page: Page) -> None:
    # Half faded in, a text has another contrast than a reader ever meets.
    page.evaluate(
        "Promise.all(document.getAnimations()"
        ".filter(one => one.effect.getComputedTiming().endTime !== Infinity)"
        ".map(one => one.finished.catch(() => null)))"
    )


def _why(node: dict[str, Any]) -> str:
    checks = (check for kind in ("any", "all", "none") for check in node[kind])
    return _line("; ".join(check["message"] for check in checks))


def _line(text: str) -> str:
    return " ".join(text.split())[:_SHOWN]
