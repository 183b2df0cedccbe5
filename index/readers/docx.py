"""Word documents (.docx, ECMA-376)."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, BinaryIO

from index.dates import parse_date
from index.errors import UnreadableArticle
from index.readers.documents import Metadata, document_article
from index.readers.files import LARGEST, TOO_LARGE, read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.document import Document
    from docx.opc.coreprops import CoreProperties

    from index.readers.result import Reading

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # what .doc begins with, and an encrypted .docx
_LARGEST_UNPACKED = 4 * LARGEST  # pictures included
# Text that was deleted with changes tracked, copies for older programs, and boxes beside the text.
_SKIPPED = frozenset({f"{_W}pPr", f"{_W}del", f"{_W}moveFrom", f"{_W}txbxContent", _FALLBACK})
_PARAGRAPH, _ROW = f"{_W}p", f"{_W}tr"
_CHARACTERS = {f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_TITLE_STYLES = frozenset({"title", "headline"})
_TEMPLATE_MADE = datetime(2013, 12, 23, 23, 15, tzinfo=UTC)  # in what python-docx makes


def read(stream: BinaryIO, origin: str) -> Iterator[Reading]:
    """Read a document. Raises UnreadableArticle where it is damaged, encrypted or empty."""
    import docx
    from docx.opc.exceptions import OpcError
    from lxml import etree

    data = read_bytes(stream)
    if data.startswith(_OLE):
        raise UnreadableArticle(
            "encrypted, or in the format of old Word: open it, and save it as .docx, no password"
        )
    try:
        _check_size(data)
        document = docx.Document(io.BytesIO(data))
        paragraphs = [(text, style) for text, style in _paragraphs(document) if text]
        metadata = _metadata(document.core_properties)
    except (
        zipfile.BadZipFile,
        OpcError,
        etree.LxmlError,
        LookupError,  # python-docx's, where a part that must be there is not
        ValueError,
        AttributeError,
        NotImplementedError,
        EOFError,
    ) as error:
        raise UnreadableArticle(
            "damaged, or no Word document: open it, and save it again as .docx"
        ) from error
    headline = next((text for text, style in paragraphs if style in _TITLE_STYLES), "")
    texts = [text for text, _ in paragraphs]
    if not texts:
        raise UnreadableArticle("no text in it: if it holds pictures of text, save that as .txt")
    yield document_article(texts, origin, metadata, headline=headline)


def _check_size(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        if sum(part.file_size for part in package.infolist()) > _LARGEST_UNPACKED:
            raise UnreadableArticle(TOO_LARGE)


def _metadata(properties: CoreProperties) -> Metadata:
    created = properties.created
    return Metadata(
        title=properties.title,
        author=properties.author,
        created=None if created in (None, _TEMPLATE_MADE) else parse_date(created),
    )


def _paragraphs(document: Document) -> Iterator[tuple[str, str]]:
    """The text and the style's name of each paragraph that holds something, and of each table row.

    Walked here and not by python-docx, which leaves out what was inserted with changes tracked and
    what stands in content controls.
    """
    styles = {style.style_id: (style.name or "").lower() for style in document.styles}
    for element in _blocks(document.element.body):
        if element.tag == _ROW:
            yield " ".join(filter(None, (_text(cell) for cell in _blocks(element)))), ""
        else:
            named = element.find(f"{_W}pPr/{_W}pStyle")
            style = styles.get(named.get(f"{_W}val"), "") if named is not None else ""
            yield _text(element), style


def _blocks(parent: Any) -> Iterator[Any]:
    """The paragraphs in an element, and the rows of tables that hold data and no layout."""
    for child in parent:
        if child.tag == _PARAGRAPH or (child.tag == _ROW and _is_data(child)):
            yield child
        elif child.tag not in _SKIPPED:
            yield from _blocks(child)


def _is_data(row: Any) -> bool:
    """Whether each cell of a row holds one paragraph at most; in a layout they hold the text."""
    cells = [list(_blocks(cell)) for cell in row.iterchildren(f"{_W}tc")]
    return len(cells) > 1 and all(len(cell) <= 1 for cell in cells)


def _text(paragraph: Any) -> str:
    return "".join(_pieces(paragraph)).strip()


def _pieces(parent: Any) -> Iterator[str]:
    for child in parent:
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in _CHARACTERS:
            yield _CHARACTERS[child.tag]
        elif child.tag not in _SKIPPED and not _is_hidden(child):
            yield from _pieces(child)


def _is_hidden(run: Any) -> bool:
    """Whether a run is formatted as hidden: no reader sees it, so nothing may quote it."""
    hidden = run.find(f"{_W}rPr/{_W}vanish") if run.tag == f"{_W}r" else None
    return hidden is not None and hidden.get(f"{_W}val", "1") not in ("0", "false", "off")
