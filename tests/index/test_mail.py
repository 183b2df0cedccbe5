"""Mails: newsletters, forwarded articles, attachments, and what can't be read."""

from __future__ import annotations

import base64
import io
from datetime import UTC, datetime
from email.message import EmailMessage
from typing import TYPE_CHECKING

import docx
import pytest
from printed import article as printed_article
from printed import as_bytes

from index.article import Article
from index.readers import Unreadable, read_paths

if TYPE_CHECKING:
    from pathlib import Path

TITLE = "Railway of Exampleton runs to the coast again"
PARAGRAPHS = [
    "The railway of Exampleton runs to the coast again, six years after a landslide buried the "
    "track, the operator said on Wednesday.",
    "The first train carried 212 people, and café owners at the other end had baked since four in "
    "the morning. Mayor Ines Muster called it “a day we had stopped waiting for”.",
    "Tickets cost 4 crowns until the end of the month, and the operator wants to see how many "
    "people come before it decides on a second train.",
]
TEXT = "\n\n".join(PARAGRAPHS)
PAGE = (
    "<html><head><title>x</title></head><body><div>View in browser</div>"
    f"<h1>{TITLE}</h1>{''.join(f'<p>{text}</p>' for text in PARAGRAPHS)}"
    "<div><a href='https://example.org/u'>Unsubscribe</a></div></body></html>"
)


def mail(
    subject: str = TITLE, sender: str = "Example Gazette <news@gazette.example>"
) -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = subject
    message["From"] = sender
    message["To"] = "reader@example.org"
    message["Date"] = "Wed, 09 Feb 2022 22:49:00 +0100"
    return message


def read(path: Path, message: EmailMessage | bytes) -> list[Article | Unreadable]:
    path.write_bytes(message if isinstance(message, bytes) else message.as_bytes())
    return list(read_paths([path]))


def read_one(path: Path, message: EmailMessage | bytes) -> Article:
    (found,) = read(path, message)
    assert isinstance(found, Article), found
    return found


def reason(path: Path, message: EmailMessage | bytes) -> str:
    (found,) = read(path, message)
    assert isinstance(found, Unreadable)
    return found.reason


@pytest.fixture
def eml(tmp_path: Path) -> Path:
    return tmp_path / "letter.eml"


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64", "8bit"])
def test_a_text(eml: Path, encoding: str) -> None:
    message = mail()
    message.set_content(
        f"{TITLE}\n\n{TEXT}\n\n-- \nExample Gazette, 1 Example Street", cte=encoding
    )
    found = read_one(eml, message)
    assert found.title == TITLE
    assert found.source == "Example Gazette"
    assert found.published == datetime(2022, 2, 9, 21, 49, tzinfo=UTC)
    assert found.language == "en"
    assert found.origin == eml.as_posix()
    assert found.body == TEXT


@pytest.mark.parametrize(
    ("charset", "title", "body"),
    [
        ("iso-8859-1", "Café öffnet", "Das Café in Musterstadt öffnet nach zwei Jahren wieder."),
        (
            "windows-1250",
            "Škola otevírá",
            "Škola v Příkladu otevírá po dvou letech, řekl starosta.",
        ),
        ("koi8-r", "Мост открыт", "Мост через реку снова открыт после двух лет ремонта."),
        ("shift_jis", "橋が再開", "例市の橋は二年間の修理を経て水曜日に再開した。市長が述べた。"),
        ("iso-2022-jp", "橋が再開", "例市の橋は二年間の修理を経て水曜日に再開した。市長が述べた。"),
        ("gb2312", "桥重新开放", "例城的桥梁在维修两年后于星期三重新开放，市长说。"),
        ("utf-16", "Most otwarty", "Most w Przykładowie został ponownie otwarty po dwóch latach."),
    ],
)
def test_charsets(eml: Path, charset: str, title: str, body: str) -> None:
    from email.header import Header

    head = Header(title, "utf-8" if charset == "utf-16" else charset).encode()
    raw = (
        f"Subject: {head}\r\nFrom: =?utf-8?q?B=C3=BCro?= <a@example.org>\r\n"
        f"Content-Type: text/plain; charset={charset}\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    ).encode() + base64.encodebytes(body.encode(charset))
    found = read_one(eml, raw)
    assert (found.title, found.source, found.body) == (title, "Büro", body)


def test_headers_with_raw_bytes(eml: Path) -> None:
    raw = f"Subject: Café opens\nFrom: Büro <a@example.org>\n\n{TEXT}\n".encode()
    found = read_one(eml, raw)
    assert (found.title, found.source, found.body) == ("Café opens", "Büro", TEXT)
    assert found.published is None


def test_the_page_is_taken_before_the_text(eml: Path) -> None:
    message = mail()
    message.set_content(f"View in browser: https://example.org/v\n\n{TEXT}\n\nUnsubscribe here")
    message.add_alternative(PAGE, subtype="html")
    found = read_one(eml, message)
    assert found.title == TITLE
    assert found.body == TEXT
    assert found.source == "Example Gazette"


def test_a_page_in_which_no_article_is_found_gives_way_to_the_text(eml: Path) -> None:
    message = mail()
    message.set_content(TEXT)
    message.add_alternative("<html><body><img src='cid:1'></body></html>", subtype="html")
    assert read_one(eml, message).body == TEXT


def test_a_page_alone_whose_text_stands_in_tables(eml: Path) -> None:
    rows = "".join(
        f"<tr><td><table><tr><td>{text}</td></tr></table></td></tr>" for text in PARAGRAPHS
    )
    message = mail()
    message.set_content(f"<html><body><table>{rows}</table></body></html>", subtype="html")
    found = read_one(eml, message)
    assert found.title == TITLE
    assert found.body == TEXT


def test_flowed_text(eml: Path) -> None:
    flowed = "\n\n".join(text.replace(", ", ", \n") for text in PARAGRAPHS)
    message = mail()
    message.set_content(flowed)
    message.set_param("format", "flowed")
    assert read_one(eml, message).body == TEXT


@pytest.mark.parametrize(
    ("sender", "source", "authors"),
    [
        ("Ada Example from Example Gazette <a@example.org>", "Example Gazette", ("Ada Example",)),
        ("news@gazette.example", "gazette.example", ()),
        ('"Gazette, The Example" <a@example.org>', "Gazette, The Example", ()),
    ],
)
def test_senders(eml: Path, sender: str, source: str, authors: tuple[str, ...]) -> None:
    message = mail(sender=sender)
    message.set_content(TEXT)
    found = read_one(eml, message)
    assert (found.source, found.authors) == (source, authors)


@pytest.mark.parametrize(
    "mark",
    [
        "---------- Forwarded message ---------\nFrom: Example Gazette <news@gazette.example>\n"
        "Date: Wed, 9 Feb 2022 at 21:49\n",
        "Begin forwarded message:\n\n> From: Example Gazette <news@gazette.example>\n"
        "> Date: 9 February 2022 at 21:49:00 GMT\n",
        "________________________________\nFrom: Example Gazette <news@gazette.example>\n"
        "Sent: 09 February 2022 21:49\n",
        "-----Original Message-----\nFrom: Example Gazette <news@gazette.example>\n"
        "Sent: Wednesday, February 9, 2022 9:49 PM\n",
    ],
)
def test_what_was_forwarded_is_the_article(eml: Path, mark: str) -> None:
    quoted = "> " if "> " in mark else ""
    inner = "\n".join(f"{quoted}{line}" for line in TEXT.split("\n"))
    message = mail(subject=f"Fwd: FW: {TITLE}", sender="Pat Reader <pat@example.org>")
    message.replace_header("Date", "Fri, 11 Feb 2022 08:00:00 +0000")
    message.set_content(
        f"Have you seen this?\nPat\n\n{mark}{quoted}To: Pat Reader <pat@example.org>\n"
        f"{quoted}Subject: {TITLE}\n{quoted}\n{inner}\n"
    )
    found = read_one(eml, message)
    assert found.title == TITLE
    assert found.source == "Example Gazette"
    assert found.published == datetime(2022, 2, 9, 21, 49, tzinfo=UTC)
    assert found.body == TEXT


@pytest.mark.parametrize(
    "mark",
    [
        "<div>---------- Forwarded message ---------<br>From: <b>Example Gazette</b> "
        "&lt;news@gazette.example&gt;<br>Date: Wed, 9 Feb 2022 at 21:49<br>Subject: {title}<br>"
        "To: Pat &lt;pat@example.org&gt;<br></div>",
        "<hr><p><b>From:</b> Example Gazette &lt;news@gazette.example&gt;</p><p><b>Sent:</b> "
        "Wednesday, 9 February 2022 21:49</p><p><b>To:</b> Pat</p><p><b>Subject:</b> {title}</p>",
    ],
)
def test_what_was_forwarded_as_a_page(eml: Path, mark: str) -> None:
    texts = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    message = mail(subject=f"FW: {TITLE}", sender="Pat Reader <pat@example.org>")
    message.set_content(
        f"<html><body><p>Look!</p>{mark.format(title=TITLE)}{texts}</body></html>", subtype="html"
    )
    found = read_one(eml, message)
    assert (found.title, found.source, found.body) == (TITLE, "Example Gazette", TEXT)
    assert found.published == datetime(2022, 2, 9, 21, 49, tzinfo=UTC)


def test_an_answer_is_not_what_it_answers(eml: Path) -> None:
    message = mail(subject=f"Re: {TITLE}")
    message.set_content(
        f"{TEXT}\n\n-----Original Message-----\nFrom: Pat\nSubject: x\n\nWhen does it run?"
    )
    assert read_one(eml, message).body.startswith(PARAGRAPHS[0])


def test_a_forwarded_mail_that_is_attached(eml: Path) -> None:
    inner = mail()
    inner.set_content(PAGE, subtype="html")
    message = mail(subject="Look at this", sender="Pat Reader <pat@example.org>")
    message.set_content("For the archive.")
    message.add_attachment(inner)
    found = read_one(eml, message)
    assert (found.title, found.source, found.body) == (TITLE, "Example Gazette", TEXT)
    assert found.origin == f"{eml.as_posix()}, attachment 1"


def test_attachments_are_read_and_a_cover_note_is_not(eml: Path) -> None:
    document = docx.Document()
    for text in (TITLE, *PARAGRAPHS):
        document.add_paragraph(text)
    saved = io.BytesIO()
    document.save(saved)
    files = {
        "story.txt": ("text", "plain", f"{TITLE}\n\n{TEXT}".encode()),
        "página.html": ("text", "html", PAGE.encode()),
        "print.pdf": (
            "application",
            "pdf",
            as_bytes(printed_article(PARAGRAPHS[:1], headline=TITLE)),
        ),
        "story.docx": ("application", "octet-stream", saved.getvalue()),
        "photo.png": ("image", "png", b"\x89PNG"),
        "signature.p7s": ("application", "pkcs7-signature", b"\x30"),
        "table.xls": ("application", "vnd.ms-excel", b"\xd0\xcf"),
    }
    message = mail(subject="Four stories")
    message.set_content("Please find the stories attached.")
    for name, (kind, subtype, content) in files.items():
        message.add_attachment(content, maintype=kind, subtype=subtype, filename=name)
    found = read(eml, message)
    articles = [item for item in found if isinstance(item, Article)]
    assert [item.origin for item in articles] == [
        f"{eml.as_posix()}, {name}"
        for name in ("story.txt", "página.html", "print.pdf", "story.docx")
    ]
    assert {item.title for item in articles} == {TITLE}
    (other,) = (item for item in found if isinstance(item, Unreadable))
    assert other.origin == f"{eml.as_posix()}, table.xls"
    assert other.reason.startswith("not a format that can be read")


def test_an_article_with_an_attachment_is_read_too(eml: Path) -> None:
    message = mail()
    message.set_content(TEXT)
    message.add_attachment(f"Another\n\n{PARAGRAPHS[0]}".encode(), maintype="text", subtype="plain")
    first, second = read(eml, message)
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.title, second.title) == (TITLE, "Another")


def test_an_address_of_its_own(eml: Path) -> None:
    message = mail()
    message["Archived-At"] = "<https://example.org/letters/7>"
    message.set_content(TEXT)
    assert read_one(eml, message).url == "https://example.org/letters/7"


def test_what_is_no_article(eml: Path) -> None:
    empty = mail()
    empty.set_content("\n")
    assert reason(eml, empty).startswith("an empty mail: there is no text in it")
    assert reason(eml, b"no mail at all").startswith("no mail: save it again")
    assert reason(eml, b"").startswith("no mail: save it again")
    pgp = mail()
    pgp.set_content("-----BEGIN PGP MESSAGE-----\n\nabc=\n-----END PGP MESSAGE-----\n")
    assert reason(eml, pgp).startswith("an encrypted mail: decrypt it")
    smime = mail()
    smime.set_content(b"\x30", maintype="application", subtype="pkcs7-mime")
    assert reason(eml, smime).startswith("an encrypted mail: decrypt it")


def test_damaged_mails_do_no_harm(eml: Path) -> None:
    nested = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3000)
    )
    for raw in (
        b"Subject: a\nContent-Type: multipart/mixed\n\nno boundary",
        b"Subject: =?utf-8?b?w?=\nContent-Type: text/plain; charset=nonsense\n\n\xff\xfe\x00",
        b"Subject: a\nContent-Type: message/rfc822\n\n",
        b"Subject: a\nContent-Transfer-Encoding: base64\n\n!!!",
        b"Subject: a\n" + nested,
    ):
        for item in read(eml, raw):
            assert isinstance(item, Article) or item.reason
