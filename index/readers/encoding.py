"""Bytes to text, whatever wrote them, and text without what no article contains."""

from __future__ import annotations

import codecs
import re

from index.errors import UnreadableArticle

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark is the beginning of this one
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 65_536  # bytes looked at to judge what a file is
_CONTROL = bytes(code for code in range(32) if code not in b"\t\n\v\f\r\x1b") + b"\x7f"
_CONTROL_SHARE = 0.02  # text has none or a stray one; compressed data and images have about 0.1
_LATIN_SHARE = 0.25  # of bytes beyond ASCII; other scripts are far above it
_CENTRAL_EUROPEAN = frozenset({"bs", "cs", "hr", "hu", "pl", "ro", "sk", "sl", "sq"})

_LEGACY = re.compile(
    r"(?:windows|cp|iso-?8859|latin|koi8|gb|big5|shift|euc|tis)[\w.:-]{1,20}", re.IGNORECASE
)
# Japanese and Korean as mail has them: their bytes are all ASCII, so they look like UTF-8.
_ESCAPED = re.compile(r"iso-2022-(?:jp(?:-[123]|-2004|-ext)?|kr)", re.IGNORECASE)
# What pages that declare the first are really in, as browsers take it.
_SUPERSETS = {
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
}

_LINE_ENDS = re.compile("\r\n?|[\x0b\x85\u2028]")
_PARAGRAPH_ENDS = re.compile("[\x0c\u2029]")
# Control characters, unpaired surrogates, and marks that show nothing and break a search.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u202a-\u202e\u2060-\u2064"
    "\u2066-\u2069\ud800-\udfff\ufeff\U000e0000-\U000e007f]"
)


def marked_encoding(head: bytes) -> str | None:
    """The encoding that a byte order mark at the beginning names, if there is one."""
    return next((name for mark, name in _MARKS if head.startswith(mark)), None)


def is_wide(head: bytes) -> bool:
    """Whether a file that begins so is UTF-16 or UTF-32, where a line end is not one byte."""
    marked = marked_encoding(head)
    return marked != "utf-8-sig" if marked else _unmarked_utf16(head[:_SAMPLE]) is not None


def decode(data: bytes, declared: str | None = None) -> str:
    """Decode a file or a line of one.

    Tried in order: a byte order mark, UTF-8, UTF-16 without a mark, `declared` (what the file says
    of itself), and a guess from the bytes. Raises UnreadableArticle where they are no text.
    """
    marked = marked_encoding(data)
    if marked:
        return data.decode(marked, errors="replace")
    wide = _unmarked_utf16(data[:_SAMPLE])
    if wide:
        return data.decode(wide, errors="replace")
    if _is_binary(data[:_SAMPLE]):
        raise UnreadableArticle("not text but binary data: save the article as text first")
    escaped = declared if declared and _ESCAPED.fullmatch(declared) else None
    for name in (escaped, "utf-8", _legacy(declared or "")):
        try:
            if name:
                return data.decode(name)
        except UnicodeDecodeError:
            continue
    return data.decode(_guess(data), errors="replace")


def clean(text: str) -> str:
    """Unify line ends and drop characters that show nothing.

    NUL, surrogates and soft hyphens; direction overrides, which show text in another order than it
    is quoted in; tag characters, which spell what no reader sees and a chat model reads.
    """
    text = _LINE_ENDS.sub("\n", text)
    text = _PARAGRAPH_ENDS.sub("\n\n", text)
    return _INVISIBLE.sub("", text)


def _legacy(declared: str) -> str | None:
    """The codec of a declared encoding, of those that pages have and that decode only text."""
    if not _LEGACY.fullmatch(declared):
        return None
    try:
        name = codecs.lookup(declared).name
    except LookupError:
        return None
    return _SUPERSETS.get(name, name)


def _is_binary(sample: bytes) -> bool:
    kept = sample.translate(None, delete=_CONTROL)
    return len(sample) - len(kept) > _CONTROL_SHARE * len(sample)


def _unmarked_utf16(sample: bytes) -> str | None:
    """In UTF-16 nearly every other byte of Western text is zero."""
    if len(sample) < 4 or not sample.count(0):
        return None
    half = len(sample) // 2
    for name, zeros, others in (("utf-16-le", 1, 0), ("utf-16-be", 0, 1)):
        if sample[zeros::2].count(0) > 0.7 * half and sample[others::2].count(0) < 0.05 * half:
            return name
    return None


def _guess(data: bytes) -> str:
    """The likeliest encoding of text that is not Unicode."""
    sample = data[:_SAMPLE]
    beyond_ascii = sum(byte > 127 for byte in sample)
    if beyond_ascii > _LATIN_SHARE * len(sample):
        from charset_normalizer import from_bytes

        best = from_bytes(sample).best()
        return best.encoding if best else "cp1252"
    # From so few bytes the two Windows code pages cannot be told apart; from the language they can.
    from index.readers.language import detect

    text = sample.decode("cp1252", errors="replace")
    return "cp1250" if detect(text) in _CENTRAL_EUROPEAN else "cp1252"
