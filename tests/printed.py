"""PDF files for tests, printed as word processors, browsers and scanners print them."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from fpdf import FPDF

if TYPE_CHECKING:
    from collections.abc import Sequence


class _Pages(FPDF):
    def __init__(self, header: str, footer: str) -> None:
        super().__init__(format="A4")
        self._texts = (header, footer)
        self.set_auto_page_break(auto=True, margin=25)

    def header(self) -> None:
        if self._texts[0]:
            self.set_font("helvetica", size=8)
            self.cell(0, 10, self._texts[0], new_x="LMARGIN", new_y="NEXT")

    def footer(self) -> None:
        if self._texts[1]:
            self.set_y(-15)
            self.set_font("helvetica", size=8)
            self.cell(0, 8, self._texts[1].format(page=self.page_no()), align="C")


def article(
    paragraphs: Sequence[str],
    *,
    headline: str = "",
    head: Sequence[str] = (),
    header: str = "",
    footer: str = "",
    width: float = 0,
    gap: float = 3,
    metadata: dict[str, str] | None = None,
) -> FPDF:
    """An article in A4; `width` of its lines and `gap` between paragraphs in millimetres.

    Empty `header` and `footer` for none; "{page}" in the footer is the page's number.
    """
    pages = _Pages(header, footer)
    for name, value in (metadata or {}).items():
        getattr(pages, f"set_{name}")(value)
    pages.add_page()
    if headline:
        pages.set_font("helvetica", "B", 20)
        pages.multi_cell(0, 9, headline, new_x="LMARGIN", new_y="NEXT", align="L")
    pages.set_font("times", size=11)
    for line in head:
        pages.multi_cell(0, 5.5, line, new_x="LMARGIN", new_y="NEXT")
    pages.ln(5)
    for text in paragraphs:
        pages.multi_cell(width, 5.5, text, new_x="LMARGIN", new_y="NEXT", align="L")
        pages.ln(gap)
    return pages


def set_lines(lines: Sequence[str], *, size: float = 11) -> FPDF:
    """Lines just as they are, as a program that divides words sets them."""
    pages = FPDF()
    pages.add_page()
    pages.set_font("times", size=size)
    for line in lines:
        pages.cell(0, 5.5, line, new_x="LMARGIN", new_y="NEXT")
    return pages


def scan() -> FPDF:
    """Pages that are pictures."""
    from PIL import Image

    picture = io.BytesIO()
    Image.new("L", (200, 300), 200).save(picture, "PNG")
    pages = FPDF()
    for _ in range(2):
        pages.add_page()
        pages.image(picture, w=150)
    return pages


def as_bytes(pages: FPDF) -> bytes:
    """The file."""
    return bytes(pages.output())
