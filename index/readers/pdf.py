"""PDF: the text of printed pages (ISO 32000)."""

from __future__ import annotations

import io
import logging
import math
import re
import struct
import unicodedata
import zlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any, BinaryIO

from index.dates import parse_date
from index.errors import UnreadableArticle
from index.readers.documents import Metadata, document_article
from index.readers.files import read_bytes
from index.readers.pdf_lines import Line, read_lines
from index.readers.result import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from pypdf import PageObject, PdfReader

    from index.readers.result import Reading

LARGEST_CONTENT = 32 * 1024 * 1024
"""Bytes of what draws the pages of a document, decompressed."""
_MOST_PAGES = 2000
_LETTERS = 30  # fewer in a whole file are a stamp on a scan, and no article
_GARBLED = 0.2  # of the characters
_UNMAPPED = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f]|/g\\d+|\\(cid:\\d+\\)")
# Programs that print pages: the date in the file is that of printing, not of publication.
_PRINTERS = re.compile(r"skia|chrom|mozilla|firefox|safari|quartz|webkit|wkhtml|print to pdf", re.I)
# ISO 32000-1, 7.9.4: a date; what is left out at its end is the first of the kind.
_DATE = re.compile(
    r"(?:D:)?(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)"
    r"(?:(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)?(?P<zone>[+-]\d\d(?:'?\d\d)?)?)?"
)
_LIGATURES = str.maketrans(
    {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
)
_FAR = 1e6  # points; beyond lies nothing on a page
_OCR = "run text recognition (OCR) over it first, with OCRmyPDF for example"
_ENCRYPTED = "encrypted: open it with its password, and print it to a PDF without one"
_DAMAGED = "damaged, or no PDF: fetch it again, or open it and print it to a new PDF"


def read(stream: BinaryIO, origin: str) -> Iterator[Reading]:
    """Read a document; a page that is damaged is reported, and the rest goes on.

    Raises UnreadableArticle where it is damaged, encrypted, or has no text.
    """
    from pypdf import PdfReader
    from pypdf.errors import FileNotDecryptedError, PyPdfError

    # It warns of each flaw that it mends, on standard error where nothing else is set.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    damage = (
        PyPdfError,
        # pypdf's parser meets damage as these, wherever a value is not what it must be.
        LookupError,
        ValueError,
        TypeError,
        AttributeError,
        ArithmeticError,
        AssertionError,
        NotImplementedError,
        RecursionError,
        EOFError,
        struct.error,
        zlib.error,
    )
    data = read_bytes(stream)
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableArticle(_ENCRYPTED)
        count = len(reader.pages)
    except FileNotDecryptedError as error:
        raise UnreadableArticle(_ENCRYPTED) from error
    except damage as error:
        raise UnreadableArticle(_DAMAGED) from error
    try:
        metadata = _metadata(reader)
    except damage:
        metadata = Metadata()
    if count > _MOST_PAGES:
        raise UnreadableArticle(f"more than {_MOST_PAGES:,} pages: split it")
    pages: list[list[Line]] = []
    unreadable: list[Unreadable] = []
    size, has_pictures = 0, False
    for number in range(count):
        try:
            page = reader.pages[number]
            # Small files can hold large pages, and can hold one of them many times.
            size += _content_size(page)
            if size > LARGEST_CONTENT:
                raise UnreadableArticle("too much is drawn on its pages: split it")
            pages.append(_lines(page))
            has_pictures = has_pictures or _has_pictures(page)
        except damage:
            unreadable.append(Unreadable(f"{origin}, page {number + 1}", _DAMAGED))
    if unreadable and len(unreadable) == count:
        raise UnreadableArticle(_DAMAGED)
    _check("".join(line.text for page in pages for line in page), has_pictures=has_pictures)
    printed = read_lines(pages)
    metadata = replace(metadata, url=printed.url)
    yield document_article(printed.paragraphs, origin, metadata, headline=printed.headline)
    yield from unreadable


def _metadata(reader: PdfReader) -> Metadata:
    """What the file says of itself, where it says what it means."""
    found: Mapping[str, object] = reader.metadata or {}
    title, author, *programs = (
        value if isinstance(value := found.get(key), str) else ""
        for key in ("/Title", "/Author", "/Creator", "/Producer")
    )
    is_printed = _PRINTERS.search(" ".join(programs))
    return Metadata(
        title=title,
        author=author,
        created=None if is_printed else _date(str(found.get("/CreationDate", ""))),
    )


def _date(text: str) -> datetime | None:
    found = _DATE.match(text)
    if not found:
        return None
    year, month, day, hour, minute, second, zone = found.groups(default="")
    zone = f"{zone[:3]}:{zone[-2:] if len(zone) > 3 else '00'}" if zone else "Z"
    return parse_date(
        f"{year}-{month}-{day}T{hour or '00'}:{minute or '00'}:{second or '00'}{zone}"
    )


def _content_size(page: PageObject) -> int:
    """The bytes of the operators that draw a page."""
    contents = page.get_contents()
    return len(contents.get_data()) if contents is not None else 0


def _lines(page: PageObject) -> list[Line]:
    """The lines of a page, in the order in which it holds them."""
    lines: list[Line] = []
    pieces: list[tuple[str, float, float, float]] = []

    def end_line() -> None:
        text = " ".join("".join(piece[0] for piece in pieces).translate(_LIGATURES).split())
        if text:
            _, x, y, _ = pieces[0]
            size = max(pieces, key=lambda piece: len(piece[0]))[3]
            lines.append(Line(text, x, y, size))
        pieces.clear()

    def visit(text: str, cm: list[float], tm: list[float], _font: Any, size: float) -> None:
        for part in re.split(r"(\n)", text):
            if part == "\n":
                end_line()
            elif part.strip() or (part and pieces):
                pieces.append((part, *_place(cm, tm), size * _scale(cm, tm)))

    page.extract_text(visitor_text=visit)
    end_line()
    return lines


def _place(cm: list[float], tm: list[float]) -> tuple[float, float]:
    """Where text begins, in points: its matrix, then that of the page (ISO 32000-1, 9.4.4)."""
    return (
        _finite(tm[4] * cm[0] + tm[5] * cm[2] + cm[4]),
        _finite(tm[4] * cm[1] + tm[5] * cm[3] + cm[5]),
    )


def _scale(cm: list[float], tm: list[float]) -> float:
    area = (tm[0] * tm[3] - tm[1] * tm[2]) * (cm[0] * cm[3] - cm[1] * cm[2])
    return _finite(math.sqrt(abs(area)))


def _finite(value: float) -> float:
    return value if abs(value) < _FAR else 0.0


def _has_pictures(page: PageObject) -> bool:
    resources = page.get("/Resources")
    objects = resources.get_object().get("/XObject") if resources is not None else None
    pictures = objects.get_object().values() if objects is not None else ()
    return any(item.get_object().get("/Subtype") == "/Image" for item in pictures)


def _check(text: str, *, has_pictures: bool) -> None:
    """Raise UnreadableArticle where the text is none that a person could read."""
    if sum(map(str.isalpha, text)) < _LETTERS:
        what = "only scanned pages, without text" if has_pictures else "no text in it"
        raise UnreadableArticle(f"{what}: {_OCR}" if has_pictures else f"{what}: check the file")
    garbled = sum(len(found) for found in _UNMAPPED.findall(text))
    if garbled > _GARBLED * len(text):
        raise UnreadableArticle(f"its letters stand for no characters: {_OCR}")
