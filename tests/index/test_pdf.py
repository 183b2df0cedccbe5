"""PDF files, from clean ones to what can't be read."""

from __future__ import annotations

import io
import logging
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from printed import article, as_bytes, scan, set_lines

from index.article import Article
from index.readers import Unreadable, read_paths

if TYPE_CHECKING:
    from pathlib import Path

    from fpdf import FPDF

HEADLINE = "Harbour of Exampleton opens again after the long storm"
PARAGRAPHS = [
    f"The harbour master of Exampleton said on day {number} that the basin had been cleared of "
    f"sand, and that {number * 7 + 11} boats were waiting outside for the tide. Nobody had "
    "expected so many at once, and the council hired two more pilots from the town next door. "
    f"The work had cost {number + 3} million crowns, which the council called fair."
    for number in range(1, 41)
]


def read(path: Path, pages: FPDF | bytes) -> list[Article | Unreadable]:
    path.write_bytes(pages if isinstance(pages, bytes) else as_bytes(pages))
    return list(read_paths([path]))


def read_one(path: Path, pages: FPDF | bytes) -> Article:
    (found,) = read(path, pages)
    assert isinstance(found, Article), found
    return found


def reason(path: Path, pages: FPDF | bytes) -> str:
    (found,) = read(path, pages)
    assert isinstance(found, Unreadable)
    return found.reason


def raw_pdf(objects: list[bytes]) -> bytes:
    """A file of just these objects, numbered from 1, the first of them the catalogue."""
    data, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(b"%010d 00000 n \n" % len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"xref\n0 %d\n0000000000 65535 f \n%b" % (len(objects) + 1, b"".join(places))
    trailer = b"trailer<</Root 1 0 R/Size %d>>\n" % (len(objects) + 1)
    return data + table + trailer + b"startxref\n%d\n%%%%EOF" % len(data)


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    return tmp_path / "story.pdf"


def test_a_page(pdf: Path) -> None:
    head = ["By Ada Example and Ben Sample", "9 February 2022"]
    found = read_one(pdf, article(PARAGRAPHS[:4], headline=HEADLINE, head=head))
    assert found.title == HEADLINE
    assert found.authors == ("Ada Example", "Ben Sample")
    assert found.published == datetime(2022, 2, 9, tzinfo=UTC)
    assert found.language == "en"
    assert found.origin == pdf.as_posix()
    assert found.body == "\n\n".join(PARAGRAPHS[:4])


@pytest.mark.parametrize("width", [0, 55])
def test_headers_footers_and_page_numbers_are_no_text(pdf: Path, width: float) -> None:
    pages = article(
        PARAGRAPHS,
        headline=HEADLINE,
        header="Example Gazette - Wednesday, 9 February 2022",
        footer="Page {page} of 9",
        width=width,
    )
    assert pages.page_no() >= 3
    found = read_one(pdf, pages)
    assert found.title == HEADLINE
    # Also where a page ends in the midst of a paragraph.
    assert found.body == "\n\n".join(PARAGRAPHS)


def test_a_headline_repeated_at_the_top_of_each_page_is_kept_once(pdf: Path) -> None:
    pages = article(PARAGRAPHS, headline=HEADLINE, header=HEADLINE, footer="- {page} -")
    found = read_one(pdf, pages)
    assert found.title == HEADLINE
    assert HEADLINE not in found.body
    assert found.body.split("\n\n") == PARAGRAPHS


def test_what_repeats_in_the_midst_of_pages_stays(pdf: Path) -> None:
    chorus = [PARAGRAPHS[0]] * 40
    found = read_one(pdf, article(chorus, headline=HEADLINE, footer="{page}"))
    assert found.body.split("\n\n") == chorus


def set_indented(pages: FPDF, text: str, *, begins: bool = True) -> None:
    """Set a paragraph, or what is left of it, without a distance to the one before."""
    left, words = pages.l_margin, text.split()
    while words:
        pages.set_x(left + (5 if begins else 0))
        line = ""
        while words and pages.get_string_width(f"{line} {words[0]}") < 120:
            line = f"{line} {words.pop(0)}".strip()
        pages.cell(text=line)
        pages.ln(5.5)
        begins = False


def test_paragraphs_that_are_only_indented(pdf: Path) -> None:
    pages = article([], headline=HEADLINE)
    for text in PARAGRAPHS[:6]:
        set_indented(pages, text)
    assert read_one(pdf, pages).body.split("\n\n") == PARAGRAPHS[:6]


@pytest.mark.parametrize("goes_on", [True, False])
def test_a_page_that_ends_with_a_sentence_among_indented_paragraphs(
    pdf: Path, *, goes_on: bool
) -> None:
    pages = article([], headline=HEADLINE)
    *whole, last = PARAGRAPHS[:6]
    for text in whole:
        set_indented(pages, text)
    sentence, rest = last.split(". ", 1)
    set_indented(pages, f"{sentence}.")
    pages.add_page()
    set_indented(pages, rest, begins=not goes_on)
    expected = [*whole, last] if goes_on else [*whole, f"{sentence}.", rest]
    assert read_one(pdf, pages).body.split("\n\n") == expected


def test_a_large_first_letter_belongs_to_its_word(pdf: Path) -> None:
    pages = article([], headline=HEADLINE)
    pages.set_font(size=30)
    pages.cell(w=9, text="T")
    pages.set_font(size=11)
    pages.ln(3)
    pages.multi_cell(0, 5.5, f"he harbour opens. {PARAGRAPHS[0]}", align="L")
    assert read_one(pdf, pages).body == f"The harbour opens. {PARAGRAPHS[0]}"


def test_columns_are_read_one_after_the_other(pdf: Path) -> None:
    pages = article([], headline=HEADLINE)
    top = pages.get_y()
    with pages.text_columns(ncols=2, gutter=8, text_align="L") as columns:
        for text in PARAGRAPHS[:12]:
            with columns.paragraph(bottom_margin=2.5) as paragraph:
                paragraph.write(text)
    assert pages.get_y() > top
    assert read_one(pdf, pages).body.split("\n\n") == PARAGRAPHS[:12]


def test_words_divided_at_line_ends_are_put_together(pdf: Path) -> None:
    lines = [
        "Council approves the plan for the bridge",
        "",
        "The council of Exampleton has approved the infra-",
        "structure plan after a well-known engineer and the Anglo-",
        "Saxon society had asked for changes, said Jean-",
        "Pierre Muster of the pre- and post-war homes, a well-",
        "known critic of the plan. Its long-term cost is not cer-",
        "tain, and a second vote on the railway, with an infra-",
        "structure report and a report on COVID-",
        "19, will be held once the engineer has answered.",
    ]
    found = read_one(pdf, set_lines(lines))
    assert found.title == lines[0]
    assert found.body == (
        "The council of Exampleton has approved the infrastructure plan after a well-known "
        "engineer and the Anglo-Saxon society had asked for changes, said Jean-Pierre Muster of "
        "the pre- and post-war homes, a well-known critic of the plan. Its long-term cost is not "
        "certain, and a second vote on the railway, with an infrastructure report and a report on "
        "COVID-19, will be held once the engineer has answered."
    )


@pytest.mark.parametrize(
    ("given", "title"),
    [
        ("Microsoft Word - Document1", HEADLINE),
        ("story_final_v3.docx", HEADLINE),
        ("Untitled", HEADLINE),
        (f"{HEADLINE} - Example Gazette", HEADLINE),
        ("Exampleton: boats may leave the harbour again", None),
    ],
)
def test_titles_of_programs_are_none(pdf: Path, given: str, title: str | None) -> None:
    pages = article(PARAGRAPHS[:3], headline=HEADLINE, metadata={"title": given})
    found = read_one(pdf, pages)
    assert found.title == (title or given)
    assert found.source == ("Example Gazette" if "Gazette" in given else "")


def test_authors_and_date_of_the_file_fill_what_the_text_lacks(pdf: Path) -> None:
    made = datetime(2023, 5, 4, 10, 30, tzinfo=UTC)
    metadata = {"author": "Cleo Placeholder", "creator": "Writer", "producer": "Writer"}
    pages = article(PARAGRAPHS[:3], headline=HEADLINE, metadata=metadata)
    pages.set_creation_date(made)
    found = read_one(pdf, pages)
    assert found.authors == ("Cleo Placeholder",)
    assert found.published == made
    # A browser's file was made when the page was printed, and that says nothing.
    pages = article(PARAGRAPHS[:3], headline=HEADLINE, metadata={"producer": "Skia/PDF m120"})
    pages.set_creation_date(made)
    pages.set_author("user1")
    found = read_one(pdf, pages)
    assert found.authors == ()
    assert found.published is None


def test_a_page_printed_by_a_browser_has_its_address(pdf: Path) -> None:
    pages = article(
        PARAGRAPHS[:3],
        headline=HEADLINE,
        header=f"2/9/22, 9:49 PM   {HEADLINE}",
        footer="https://example.org/harbour-opens   {page}/1",
    )
    found = read_one(pdf, pages)
    assert found.url == "https://example.org/harbour-opens"
    assert found.body == "\n\n".join(PARAGRAPHS[:3])


def test_letters_joined_in_print_are_single_letters() -> None:
    from index.readers.pdf import _LIGATURES

    assert "oﬃcials ﬁnd ﬂoods eﬀect".translate(_LIGATURES) == "officials find floods effect"


def test_encrypted(pdf: Path) -> None:
    pages = article(PARAGRAPHS[:2], headline=HEADLINE)
    pages.set_encryption(owner_password="owner", user_password="secret")
    assert reason(pdf, pages).startswith("encrypted: open it with its password")


@pytest.mark.parametrize("method", ["RC4", "AES_128", "AES_256"])
def test_a_file_that_only_forbids_printing_is_read(pdf: Path, method: str) -> None:
    from fpdf.enums import AccessPermission, EncryptionMethod

    pages = article(PARAGRAPHS[:2], headline=HEADLINE)
    pages.set_encryption(
        owner_password="owner",
        encryption_method=EncryptionMethod[method],
        permissions=AccessPermission.none(),
    )
    assert read_one(pdf, pages).body == "\n\n".join(PARAGRAPHS[:2])


def test_scanned_and_empty_pages(pdf: Path) -> None:
    assert reason(pdf, scan()).startswith("only scanned pages, without text: run text recognition")
    assert reason(pdf, article([])).startswith("no text in it")


def test_damaged(pdf: Path, caplog: pytest.LogCaptureFixture) -> None:
    whole = as_bytes(article(PARAGRAPHS, headline=HEADLINE))
    with caplog.at_level(logging.DEBUG):
        assert reason(pdf, b"%PDF-1.7\n" + b"\x93" * 500).startswith("damaged, or no PDF")
        assert reason(pdf, b"").startswith("damaged, or no PDF")
        for cut in (0.1, 0.5, 0.9, 0.99):
            for item in read(pdf, whole[: int(cut * len(whole))]):
                assert isinstance(item, Article) or item.reason
    assert not [record for record in caplog.records if record.name.startswith("pypdf")]


def test_a_damaged_page_is_reported_and_the_others_are_read(pdf: Path) -> None:
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import ArrayObject, NameObject, NumberObject

    writer = PdfWriter(PdfReader(io.BytesIO(as_bytes(article(PARAGRAPHS, headline=HEADLINE)))))
    writer.pages[1][NameObject("/Resources")] = ArrayObject([NumberObject(1)])
    changed = io.BytesIO()
    writer.write(changed)
    first, *others = read(pdf, changed.getvalue())
    assert isinstance(first, Article)
    assert first.title == HEADLINE
    assert PARAGRAPHS[0] in first.body
    (other,) = others
    assert isinstance(other, Unreadable)
    assert other.origin == f"{pdf.as_posix()}, page 2"


def test_a_stream_that_decompresses_to_gigabytes_is_stopped(pdf: Path) -> None:
    import zlib

    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(10**7)) for _ in range(30)) + packer.flush()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</Font<<>>>>>>",
        b"<</Filter/FlateDecode/Length %d>>stream\n%b\nendstream" % (len(packed), packed),
    ]
    assert reason(pdf, raw_pdf(objects)).startswith("damaged")


def test_a_page_that_is_there_a_thousand_times_is_stopped(
    pdf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import zlib

    from index.readers import pdf as reader

    monkeypatch.setattr(reader, "LARGEST_CONTENT", 100_000)
    packed = zlib.compress(b"BT ET\n" * 2000)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%b]/Count 1000>>" % (b"3 0 R " * 1000),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</Font<<>>>>>>",
        b"<</Filter/FlateDecode/Length %d>>stream\n%b\nendstream" % (len(packed), packed),
    ]
    assert reason(pdf, raw_pdf(objects)).startswith("too much is drawn on its pages")
