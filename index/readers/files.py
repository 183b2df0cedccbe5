"""Files opened, unzipped and read with a limit, so that no file fills the memory."""

from __future__ import annotations

from typing import BinaryIO

from index.errors import UnreadableArticle
from index.readers.encoding import decode

LARGEST = 64 * 1024 * 1024
"""Bytes of a file that is read as a whole."""
TOO_LARGE = f"larger than {LARGEST // 2**20} MB: split it, or save it as JSON Lines"
EMPTY = "no text: the file is empty"
# Files that lie beside articles and are none, whatever their suffix.
_NO_ARTICLES = frozenset({"readme", "license", "licence", "notice"})


def is_passed_over(name: str) -> bool:
    """Whether a file of that name is none to read in a folder: hidden, or about the others."""
    return name.startswith(".") or name.lower().split(".")[0] in _NO_ARTICLES


def read_bytes(stream: BinaryIO) -> bytes:
    """The whole of a file. Raises UnreadableArticle where it is larger than `LARGEST`."""
    data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise UnreadableArticle(TOO_LARGE)
    return data


def read_text(stream: BinaryIO) -> str:
    """The whole of a text file, decoded; UnreadableArticle where it is empty or no text."""
    text = decode(read_bytes(stream))
    if not text.strip():
        raise UnreadableArticle(EMPTY)
    return text
