"""The sources panel: cards, and more of an article where a reader asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.page.article_text import around
from assistant.page.cards import sources_html

if TYPE_CHECKING:
    from assistant.settings import Settings

# The script of the page (`cards.js`) asks through it for what `around` tells.
_ON_LOAD = "window.articles = server;"


def sources_panel(settings: Settings) -> gr.HTML:
    """The panel, before the first question; to be made inside the page's blocks."""

    def article_around(sent: dict[str, Any]) -> dict[str, Any]:
        return around(sent, settings)

    return gr.HTML(
        sources_html(()),
        elem_id="sources",
        js_on_load=_ON_LOAD,
        server_functions=[article_around],
    )
