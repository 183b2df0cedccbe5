"""Adding articles on the page: files that are handed over, and addresses."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.page.events import PRIVATE
from index.readers import readable_suffixes
from index.sources import Feed, Page, Sitemap

if TYPE_CHECKING:
    from index.sources import WebSource

MOST_FILES = 500
"""Files that are taken at once."""
_MOST_ADDRESSES = 200
_PAGE, _FEED, _SITEMAP = "Pages", "Feeds", "Sitemaps"


class Adding:
    """The controls, to be made inside a frame that only those see who may change the index."""

    def __init__(self) -> None:
        with gr.Row(elem_id="ways"):
            with gr.Column(min_width=300):
                self.files = gr.File(
                    label="Files",
                    file_count="multiple",
                    file_types=readable_suffixes(),
                    height=172,
                    elem_id="files",
                )
                self.add_files = gr.Button("Add files", size="sm", elem_id="add-files")
            with gr.Column(min_width=300):
                self.addresses = gr.Textbox(
                    label="Addresses, one a line",
                    placeholder="https://example.org/a-story",
                    lines=3,
                    max_lines=6,
                    max_length=20_000,
                    elem_id="addresses",
                )
                with gr.Row(elem_id="kind-row"):
                    self.kind = gr.Radio(
                        [_PAGE, _FEED, _SITEMAP],
                        value=_PAGE,
                        label="They are",
                        scale=2,
                        min_width=220,
                        elem_id="kind",
                    )
                    self.most = gr.Number(
                        label="Of each, the newest",
                        value=50,
                        precision=0,
                        minimum=1,
                        maximum=10_000,
                        scale=1,
                        min_width=140,
                        visible=False,
                        elem_id="most",
                    )
                self.add_addresses = gr.Button("Add addresses", size="sm", elem_id="add-addresses")

    def connect(self) -> None:
        """Ask how many only of what names many."""
        self.kind.change(_counted, self.kind, self.most, concurrency_limit=None, **PRIVATE)


def _counted(kind: str) -> Any:
    return gr.Number(visible=kind != _PAGE)


def files_of(given: list[str] | None) -> list[Path]:
    """The files handed over.

    Raises:
        ValueError: there are none, or too many; its text says what to do.
    """
    paths = [Path(path) for path in given or ()]
    if not paths:
        raise ValueError("Choose files first, or drop them on the field.")
    if len(paths) > MOST_FILES:
        raise ValueError(f"At most {MOST_FILES} files at once: put more of them into a .zip.")
    return paths


def sources_of(addresses: str, kind: str, most: float | None) -> list[WebSource]:
    """What is named by lines of addresses; whether they can be read, reading tells.

    Raises:
        ValueError: there are none, or too many; its text says what to do.
    """
    named = list(dict.fromkeys(line.strip() for line in addresses.splitlines() if line.strip()))
    if not named:
        raise ValueError("Write an address first, such as https://example.org/a-story.")
    if len(named) > _MOST_ADDRESSES:
        raise ValueError(
            f"At most {_MOST_ADDRESSES} addresses at once: add more of them one after the other, "
            "or from a file with: news-assistant index add --list FILE"
        )
    limit = max(1, int(most)) if most else None
    if kind == _FEED:
        return [Feed(address, limit=limit) for address in named]
    if kind == _SITEMAP:
        return [Sitemap(address, limit=limit) for address in named]
    return [Page(address) for address in named]
