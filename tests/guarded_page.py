"""Serves the page; the questions about access that are named as arguments are answered with no.

Prints first, as JSON, the events of the index: for each function its number and its inputs' ids.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import app
from assistant.page import archive, index_panel

if TYPE_CHECKING:
    from gradio import Blocks

_page_of = app.page_of


def _told(*parts: Any) -> Blocks:
    page = _page_of(*parts)
    owners = (index_panel.IndexPanel, archive.Archive)
    events = {
        event.fn.__name__: [number, [block.elem_id for block in event.inputs]]
        for number, event in page.fns.items()
        if event.fn and isinstance(getattr(event.fn, "__self__", None), owners)
    }
    print(json.dumps(events), flush=True)  # noqa: T201
    return page


if __name__ == "__main__":
    for name in sys.argv[1:]:
        for module in (archive, index_panel):
            setattr(module, name, lambda settings, request: False)
    app.page_of = _told
    app.main()
