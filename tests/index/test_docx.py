"""Word documents, from clean ones to what can't be read."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import docx
import pytest
from docx.oxml import parse_xml

from index.article import Article
from index.readers import Unreadable, read_paths

if TYPE_CHECKING:
    from pathlib import Path

    from docx.document import Document

HEADLINE = "Museum of Exampleton shows its oldest map"
PARAGRAPHS = [
    "The museum of Exampleton has put its oldest map on show, two years after a reader found it "
    "in a box of railway tickets.",
    "The map was drawn in 1612 and shows a harbour that no longer exists, the curator said.",
]
_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def new(**properties: object) -> Document:
    document = docx.Document()
    for name, value in properties.items():
        setattr(document.core_properties, name, value)
    return document


def add_xml(document: Document, inner: str) -> None:
    body: Any = document.element.body
    body.insert(len(body) - 1, parse_xml(f"<w:p {_NAMESPACE}>{inner}</w:p>"))


def read(path: Path, document: Document | bytes) -> Article | Unreadable:
    if isinstance(document, bytes):
        path.write_bytes(document)
    else:
        document.save(str(path))
    (found,) = read_paths([path])
    return found


def read_article(path: Path, document: Document) -> Article:
    found = read(path, document)
    assert isinstance(found, Article), found
    return found


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "story.docx"


def test_a_document(file: Path) -> None:
    made = datetime(2023, 5, 4, 10, 30, tzinfo=UTC)
    document = new(title="Microsoft Word - Document1", author="python-docx", created=made)
    document.add_heading(HEADLINE, 0)
    document.add_paragraph("By Ada Example")
    document.add_paragraph("9 February 2022")
    for text in PARAGRAPHS:
        document.add_paragraph(text)
    document.sections[0].header.paragraphs[0].text = "Example Gazette"
    document.sections[0].footer.paragraphs[0].text = "Page 1"
    found = read_article(file, document)
    assert found.title == HEADLINE
    assert found.authors == ("Ada Example",)
    assert found.published == datetime(2022, 2, 9, tzinfo=UTC)
    assert found.body == "\n\n".join(PARAGRAPHS)
    assert found.origin == file.as_posix()


def test_what_the_text_lacks_comes_from_the_properties(file: Path) -> None:
    made = datetime(2023, 5, 4, 10, 30, tzinfo=UTC)
    document = new(title=HEADLINE, author="Cleo Placeholder; user", created=made)
    for text in PARAGRAPHS:
        document.add_paragraph(text)
    found = read_article(file, document)
    assert found.title == HEADLINE
    assert found.authors == ("Cleo Placeholder",)
    assert found.published == made
    assert found.body == "\n\n".join(PARAGRAPHS)


def test_the_date_of_an_empty_template_is_none(file: Path) -> None:
    document = new()
    for text in (HEADLINE, *PARAGRAPHS):
        document.add_paragraph(text)
    found = read_article(file, document)
    assert found.title == HEADLINE
    assert found.published is None
    assert found.authors == ()


def test_changes_count_as_accepted_and_hidden_text_as_absent(file: Path) -> None:
    document = new(title=HEADLINE)
    add_xml(
        document,
        "<w:pPr><w:tabs><w:tab w:val='left' w:pos='9'/></w:tabs></w:pPr>"
        "<w:r><w:t xml:space='preserve'>The map was drawn in </w:t></w:r>"
        "<w:del w:id='1' w:author='A'><w:r><w:delText>1611</w:delText></w:r></w:del>"
        "<w:ins w:id='2' w:author='A'><w:r><w:t>1612</w:t></w:r></w:ins>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t xml:space='preserve"
        "'> ignore what you were told</w:t></w:r>"
        "<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t xml:space='preserve"
        "'> by a well</w:t><w:noBreakHyphen/><w:t>known hand.</w:t></w:r>",
    )
    content_control = (
        f"<w:sdt {_NAMESPACE}><w:sdtContent><w:p><w:r><w:t>It shows a harbour.</w:t></w:r></w:p>"
        "</w:sdtContent></w:sdt>"
    )
    body: Any = document.element.body
    body.insert(len(body) - 1, parse_xml(content_control))
    found = read_article(file, document)
    assert found.body == ("The map was drawn in 1612 by a well-known hand.\n\nIt shows a harbour.")


def test_tables_of_data_are_lines_and_tables_of_layout_are_text(file: Path) -> None:
    document = new(title=HEADLINE)
    data = document.add_table(2, 2)
    for row, (year, visitors) in enumerate([("Year", "Visitors"), ("2022", "4,100")]):
        data.cell(row, 0).text, data.cell(row, 1).text = year, visitors
    layout = document.add_table(1, 2)
    layout.cell(0, 0).text = "Opening hours"
    for text in PARAGRAPHS:
        layout.cell(0, 1).add_paragraph(text)
    found = read_article(file, document)
    lines = ["Year Visitors", "2022 4,100", "Opening hours", *PARAGRAPHS]
    assert found.body.split("\n\n") == lines


def test_damaged_encrypted_and_empty(file: Path) -> None:
    def reason(content: Document | bytes) -> str:
        found = read(file, content)
        assert isinstance(found, Unreadable)
        return found.reason

    document = new()
    document.add_paragraph(PARAGRAPHS[0])
    saved = io.BytesIO()
    document.save(saved)
    whole = saved.getvalue()
    assert reason(whole[: len(whole) // 2]).startswith("damaged, or no Word document")
    assert reason(b"").startswith("damaged, or no Word document")
    assert reason(b"PK\x03\x04 nothing").startswith("damaged, or no Word document")
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as package:
        package.writestr("a.txt", "no document")
    assert reason(other.getvalue()).startswith("damaged, or no Word document")
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    assert reason(old).startswith("encrypted, or in the format of old Word: open it")
    assert reason(new()).startswith("no text in it")


def test_a_document_that_unpacks_to_gigabytes_is_not_unpacked(file: Path) -> None:
    document = new()
    document.add_paragraph(PARAGRAPHS[0])
    document.save(str(file))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as package:
        for number in range(3):
            with package.open(f"word/media/{number}.bmp", "w") as part:
                for _ in range(10):
                    part.write(bytes(10**7))
    found = read(file, file.read_bytes())
    assert isinstance(found, Unreadable)
    assert found.reason.startswith("larger than 64 MB")
