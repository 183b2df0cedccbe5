"""Buttons inside HTML: what they say of themselves in `data-*` reaches the page's events."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import gradio as gr

PRESSED = """
element.addEventListener("click", (event) => {
  const button = event.target.closest?.("button[data-do]");
  if (button && button.getAttribute("aria-disabled") !== "true") {
    trigger("click", {...button.dataset});
  }
});
"""
"""For a `gr.HTML`: have its `click` be that of a button inside."""


def pressed(event: gr.EventData) -> dict[str, str]:
    """The `data-*` of the button that was pressed, of which a program may say anything."""
    told = event._data  # by attribute, a name that is missing raises
    if not isinstance(told, dict):
        return {}
    return {key: value for key, value in told.items() if isinstance(value, str)}
