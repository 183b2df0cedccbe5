"""The chat page: a Gradio adapter over `assistant` and `index`, with no logic of its own.

Run `python app.py`, or take the page into a program of your own: `from app import build_page`. Its
parts stand in `assistant/page/`.
"""

from __future__ import annotations

import io
import os
import sys
import threading
from typing import TYPE_CHECKING, Any

# Gradio reads it while it is imported.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

from typer import Exit

from assistant import Settings
from assistant.page.layout import page_of
from assistant.page.serving import serving, warning
from assistant.reader import load_reader
from assistant.terminal import complain, configured, told
from index import open_index
from index.background import BackgroundWork
from index.errors import NewsError, NoIndex

if TYPE_CHECKING:
    import gradio as gr

_HEAD_START = 1.0
"""Seconds in which a browser that waits for the page gets and paints it."""


def build_page(settings: Settings | None = None) -> gr.Blocks:
    """The page, to be launched with `assistant.page.serving.serving(settings)`."""
    settings = settings or Settings()
    return page_of(settings, BackgroundWork(settings))


def main() -> None:
    """Serve the page until Ctrl-C."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        # Gradio tells of its MCP server with letters that a console's encoding may lack.
        sys.stdout.reconfigure(errors="replace")
    try:
        settings = configured()
        with told():
            served = serving(settings)
    except Exit as left:
        raise SystemExit(left.exit_code) from None
    if said := warning(settings):
        complain(said, style="yellow")
    build = BackgroundWork(settings)
    page = page_of(settings, build)
    try:
        url = _launch(page, settings, served)
        # Only now: models that load beside it would keep the page from being served, and painted.
        prepared = threading.Timer(_HEAD_START, _prepare, args=(settings, build))
        prepared.daemon = True
        prepared.start()
        print(f"The page is at {url} (Ctrl-C ends it)", flush=True)  # noqa: T201
        threading.Event().wait()
    except KeyboardInterrupt:
        build.stop()
        page.close(verbose=False)
        sys.stdout.flush()
        # A thread that still searches would abort the process when Python takes the stores apart.
        os._exit(0)


def _prepare(settings: Settings, build: BackgroundWork) -> None:
    """Load what the first answer needs; without an index, build it."""
    try:
        open_index(settings).embeddings.encode_question("ready?")
        load_reader(settings.reader)
    except NoIndex:
        build.start()
    except NewsError:
        # The index panel and whoever asks are told; nobody is there yet.
        return


def _launch(page: gr.Blocks, settings: Settings, served: dict[str, Any]) -> str:
    """Serve the page in the background; its address."""
    try:
        _, url, _ = page.launch(prevent_thread_lock=True, **served)
    except OSError:
        raise SystemExit(
            f"Port {settings.port} of {settings.host} can't be used; another program may have it. "
            "Set NEWS_PORT to another port."
        ) from None
    return url


if __name__ == "__main__":
    main()
