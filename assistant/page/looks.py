"""How the page looks: theme, style and script; nothing is fetched from elsewhere."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import gradio as gr


def looks() -> dict[str, Any]:
    """Theme, style and script, as arguments of `launch`."""
    theme = gr.themes.Base(
        primary_hue="red",
        neutral_hue="stone",
        radius_size="sm",
        font=["system-ui", "-apple-system", "Segoe UI", "Roboto", "Liberation Sans", "sans-serif"],
        font_mono=["ui-monospace", "SFMono-Regular", "Consolas", "monospace"],
    )
    return {"theme": theme, "css": _all("css"), "head": f"<script>{_all('js')}</script>"}


def _all(kind: str) -> str:
    """The texts of the files of a kind, `page` first, which the others build on."""
    found = [path for path in files("assistant.page").iterdir() if path.name.endswith(f".{kind}")]
    found.sort(key=lambda path: (path.name != f"page.{kind}", path.name))
    return "\n".join(path.read_text(encoding="utf-8") for path in found)
