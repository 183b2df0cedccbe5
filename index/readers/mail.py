"""Mail: a newsletter, an article that someone forwarded, and what is attached.

Format: RFC 5322 and MIME (RFC 2045 to 2049), as the standard library reads them.
"""

from __future__ import annotations

import codecs
import email
import io
import re
from dataclasses import dataclass, field, replace
from email.errors import HeaderParseError
from email.header import Header, decode_header
from email.utils import parseaddr
from pathlib import PurePath
from typing import TYPE_CHECKING, BinaryIO, cast

from index.article import Article
from index.dates import parse_date
from index.errors import UnreadableArticle
from index.readers import html
from index.readers.encoding import clean, decode
from index.readers.files import read_bytes
from index.readers.mail_text import forwarded, unwrap, without_signature
from index.readers.markup import html_to_text
from index.readers.members import Member
from index.readers.names import author_names
from index.readers.text import page_article, repeats

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import Message

    from index.readers.result import Reading

_COVER_NOTE = 40  # words of a mail that is no article itself, only the way to what is attached
_HTML_SHARE = (
    0.5  # of the words in the mail's own text: with less, the page reader found too little
)
_SUFFIXES = {
    "text/html": ".html",
    "text/plain": ".txt",
    "application/pdf": ".pdf",
    "message/rfc822": ".eml",
}
# Attached to many mails, and never an article.
_NO_ARTICLES = re.compile(
    r"(?:image|audio|video|font)/.*|text/(?:calendar|(?:x-)?vcard|x-amp-html|rfc822-headers)"
    r"|application/(?:ics|(?:x-)?pkcs7-\w+|pgp-\w+)|message/(?:delivery-status|disposition-.*)"
)
_REPLY = re.compile(r"(?:(?:re|aw|sv|fwd?|wg|tr|rv|i)\s*(?:\[\d+\])?\s*:\s*)+", re.IGNORECASE)
_ANSWER = re.compile(r"(?:re|aw|sv)\s*(?:\[\d+\])?\s*:", re.IGNORECASE)
# "Ada Example from Example Gazette": who wrote it, and the outlet.
_WRITER = re.compile(r"(?P<author>[A-Z]\S+(?: [A-Z]\S*){1,3}),? (?:from|at|via) (?P<source>\S.*)")
_PGP = "-----BEGIN PGP MESSAGE-----"
_ENCRYPTED = re.compile(r"multipart/encrypted|application/(?:x-)?pkcs7-mime")


def members(stream: BinaryIO, origin: str) -> Iterator[Member | Reading]:
    """Yield the article that a mail is, and the files attached to it.

    The subject is the title, the sender the outlet; where the text was forwarded, those of the mail
    that was forwarded. Raises UnreadableArticle where there is neither a text nor a file to read.
    """
    try:
        message = email.message_from_bytes(read_bytes(stream))
    except RecursionError as error:
        raise UnreadableArticle(
            "damaged: too many parts in parts; save its text as .txt"
        ) from error
    if not message.keys():
        raise UnreadableArticle("no mail: save it again from the mail program, as .eml")
    parts = _Parts()
    parts.gather(message)
    if parts.encrypted:
        raise UnreadableArticle("an encrypted mail: decrypt it, and save its text as .txt")
    if not parts.attached and not parts.plain.strip() and not parts.html:
        raise UnreadableArticle("an empty mail: there is no text in it, and nothing attached")
    try:
        article = _article(message, parts, origin)
    except UnreadableArticle:
        if not parts.attached:
            raise
    else:
        if not parts.attached or len(article.body.split()) >= _COVER_NOTE:
            yield article
    for number, part in enumerate(parts.attached, 1):
        yield _attached(part, number, origin)


@dataclass(slots=True)
class _Parts:
    """What a mail is made of."""

    plain: str = ""
    html: str = ""
    """Of several pages the longest; mail programs put what was below a picture into another."""
    attached: list[Message] = field(default_factory=list)
    encrypted: bool = False

    def gather(self, message: Message) -> None:
        """Sort the parts of a message; a message attached to it is one part."""
        kind = message.get_content_type()
        payload = message.get_payload()
        if _ENCRYPTED.fullmatch(kind):
            self.encrypted |= "signed" not in str(message.get_param("smime-type", ""))
        elif message.get_content_maintype() == "multipart" and isinstance(payload, list):
            for part in payload:
                self.gather(cast("Message", part))
        elif _NO_ARTICLES.fullmatch(kind):
            pass
        elif kind == "message/rfc822" or _is_file(message):
            self.attached.append(message)
        elif kind == "text/html":
            self.html = max(self.html, _decoded(message), key=len)
        elif message.get_content_maintype() in ("text", "multipart"):
            self._add_plain(message)

    def _add_plain(self, message: Message) -> None:
        content = clean(_decoded(message))
        self.encrypted |= content.lstrip().startswith(_PGP)
        if message.get_param("format", "") == "flowed":
            content = unwrap(content, delete_space=message.get_param("delsp", "") == "yes")
        self.plain += f"{without_signature(content)}\n\n"


def _is_file(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or bool(part.get_filename())


def _article(message: Message, parts: _Parts, origin: str) -> Article:
    plain = parts.plain if parts.plain.strip() else html_to_text(parts.html)
    subject = _unfolded(_header(message, "Subject"))
    title = _subject(subject)
    sender, date = _header(message, "From"), _header(message, "Date")
    inner = None if _ANSWER.match(subject) else forwarded(plain)
    if inner is not None:
        title = _subject(inner.subject) or title
        sender, date = inner.sender or sender, inner.date
        article = _of_text(title, inner.text, origin)
    else:
        article = _of_page(title, parts, plain, origin)
    source, author = _sender(sender)
    archived = _header(message, "Archived-At").strip("<> ")  # RFC 5064
    return replace(
        article,
        source=source or article.source,
        authors=article.authors or author_names(author),
        published=parse_date(date) or article.published,
        url=archived if archived.startswith(("http://", "https://")) else article.url,
    )


def _of_page(title: str, parts: _Parts, plain: str, origin: str) -> Article:
    """The article of a mail's page, or of its text where the page reader finds much less."""
    page = _of_html(title, parts.html, origin) if parts.html else None
    try:
        article = _of_text(title, plain, origin)
    except UnreadableArticle:
        if page is None:
            raise
        return page
    if page is None or _words(page) < _HTML_SHARE * _words(article):
        return article
    return page


def _of_html(title: str, markup: str, origin: str) -> Article | None:
    page = io.BytesIO(codecs.BOM_UTF8 + markup.encode(errors="replace"))
    try:
        article = next(found for found in html.read(page, origin) if isinstance(found, Article))
    except (UnreadableArticle, StopIteration):
        return None
    title = title or article.title
    paragraphs = article.body.split("\n\n")
    body = "\n\n".join(paragraph for paragraph in paragraphs if not repeats(paragraph, title))
    return replace(article, title=title, body=body) if body else None


def _of_text(title: str, content: str, origin: str) -> Article:
    return page_article(f"{title}\n\n{content}", origin)


def _words(article: Article) -> int:
    return len(article.body.split())


def _attached(part: Message, number: int, origin: str) -> Member:
    kind = part.get_content_type()
    name = _unfolded(part.get_filename() or "").replace("\\", "/").rpartition("/")[2]
    payload = part.get_payload()
    if isinstance(payload, list):  # a message, which is parsed already
        content = cast("Message", payload[0]).as_bytes() if payload else b""
        kind = "message/rfc822"
    else:
        content = _bytes(part)
    name = name or f"attachment {number}"
    where = f"{origin}, {name}"
    if kind in _SUFFIXES and not PurePath(name).suffix:
        name = f"{name}{_SUFFIXES[kind]}"
    return Member(name=name, origin=where, stream=io.BytesIO(content))


def _decoded(part: Message) -> str:
    try:
        return decode(_bytes(part), part.get_content_charset())
    except UnreadableArticle:
        return ""


def _bytes(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _header(message: Message, name: str) -> str:
    """A header as one line, its encoded words as they are; empty where there is none."""
    value: object = message.get(name, "")
    if isinstance(value, Header):  # bytes that are no ASCII, which nothing declares
        value = _header_text(b"".join(chunk for chunk, _ in decode_header(value)), None)
    return " ".join(str(value).split())


def _unfolded(value: str) -> str:
    """A header's text, its encoded words (RFC 2047) decoded."""
    try:
        chunks = decode_header(value)
    except HeaderParseError:
        chunks = [(value, None)]
    words = [
        chunk if isinstance(chunk, str) else _header_text(chunk, charset)
        for chunk, charset in chunks
    ]
    return " ".join(clean("".join(words)).split())


def _header_text(chunk: bytes, charset: str | None) -> str:
    try:
        return decode(chunk, charset)
    except UnreadableArticle:
        return ""


def _subject(text: str) -> str:
    """A subject without what mail programs put before it ("Fwd:")."""
    return _REPLY.sub("", text, count=1) if _REPLY.match(text) else text


def _sender(value: str) -> tuple[str, str]:
    """The outlet and the author that a mail's sender names."""
    name, address = parseaddr(value)
    name = _unfolded(name).strip(" \"'") or address.rpartition("@")[2]
    writer = _WRITER.fullmatch(name)
    return (writer["source"], writer["author"]) if writer else (name, "")
