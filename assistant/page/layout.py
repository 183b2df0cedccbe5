"""Where the parts of the page stand, and how they are connected."""

from __future__ import annotations

from typing import TYPE_CHECKING

import gradio as gr

from assistant.page.chat import Chat
from assistant.page.filters import Filters
from assistant.page.index_panel import IndexPanel
from assistant.page.programs import Programs
from assistant.page.sources import sources_panel

if TYPE_CHECKING:
    from assistant.settings import Settings
    from index.background import BackgroundWork

_HISTORY = """<details><summary>Conversations</summary><div>
<ul aria-label="Conversations kept in this browser"></ul>
<p>This conversation:
<button type="button" class="act-save-md turn-0">Save as Markdown</button>
<button type="button" class="act-save-html turn-0">Save as HTML</button></p>
</div></details>"""


def page_of(settings: Settings, build: BackgroundWork) -> gr.Blocks:
    """The page, to be launched with `assistant.page.serving.serving(settings)`."""
    page = gr.Blocks(title="News Assistant", analytics_enabled=False, fill_width=True)
    with page:
        with gr.Row(elem_id="masthead"):
            gr.HTML(
                "<h1>News Assistant</h1><p>Answers from your articles, each with its source</p>"
            )
            gr.HTML(_HISTORY, elem_id="history")
            fresh = gr.Button("New chat", size="sm", scale=0, min_width=110, elem_id="new")
        with gr.Row(elem_id="desk"):
            with gr.Column(scale=3, min_width=320, elem_id="talk"):
                chat = Chat(settings, build)
                filters = Filters()
            with gr.Column(scale=2, min_width=320, elem_id="evidence"):
                gr.HTML("<h2>Sources</h2>", elem_id="sources-title")
                sources = sources_panel(settings)
                panel = IndexPanel(settings, build)
        panel.lay_out_archive()
        chat.connect(page, filters, fresh=fresh, sources=sources, index_frame=panel.frame)
        filters.connect()
        panel.connect(page, filters)
        Programs(settings, build)
    # Endpoints that wait in the queue are not to be called around it.
    page.queue(max_size=settings.queue_length, api_open=False)
    return page
