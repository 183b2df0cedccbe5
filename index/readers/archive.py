"""ZIP archives: what lies in them, without unpacking anything to the disk.

Format: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
"""

from __future__ import annotations

import io
import zipfile
import zlib
from contextlib import suppress
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING, BinaryIO, cast

from index.errors import UnreadableArticle
from index.readers.encoding import clean
from index.readers.files import is_passed_over, read_bytes
from index.readers.members import LARGEST_MEMBER, Member
from index.readers.result import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zipfile import ZipFile, ZipInfo

# The others are rare, and LZMA lets the file say how much memory it takes to decompress.
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2})
_ENCRYPTED = 0x1  # bits of a member's flags (APPNOTE 4.4.4)
_UTF8 = 0x800
_RESOURCES = "__MACOSX"  # what macOS adds to the archives it makes


def members(stream: BinaryIO, origin: str) -> Iterator[Member | Unreadable]:
    """Yield the files of an archive, in its order; hidden ones are passed over.

    Nothing is written to disk, so a member's name can lead nowhere. Raises UnreadableArticle where
    the file is no archive.
    """
    if not isinstance(stream, io.BufferedReader) or not _is_file(stream):
        # An archive is read from its end, and what is compressed can't be read from there.
        stream = io.BytesIO(read_bytes(stream))
    try:
        with zipfile.ZipFile(stream) as archive:
            for info in archive.infolist():
                name = _name(info)
                if not info.is_dir() and not _is_passed_over(name):
                    yield from _member(archive, info, name, f"{origin}, {name}")
    except zipfile.BadZipFile as error:
        raise UnreadableArticle(
            f"damaged, or no ZIP archive ({error}): fetch it or pack it again"
        ) from error
    except (ValueError, NotImplementedError, OverflowError) as error:  # a directory of nonsense
        raise UnreadableArticle(f"damaged ({error}): fetch it or pack it again") from error


def _member(
    archive: ZipFile, info: ZipInfo, name: str, origin: str
) -> Iterator[Member | Unreadable]:
    if info.flag_bits & _ENCRYPTED:
        yield Unreadable(origin, "encrypted: unpack it with its password, and name the files")
    elif info.compress_type not in _METHODS:
        yield Unreadable(origin, "compressed in a way that is not read: unpack it another way")
    elif info.file_size > LARGEST_MEMBER:
        yield Unreadable(origin, f"larger than {LARGEST_MEMBER // 2**20} MB: unpack and split it")
    else:
        try:
            opened = archive.open(info)
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            yield Unreadable(origin, f"damaged ({error}): fetch or pack the archive again")
            return
        with opened:
            yield Member(name=name, origin=origin, stream=cast("BinaryIO", _Checked(opened)))


class _Checked(io.RawIOBase):
    """A member's stream, on which damage shows while it is read."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            data = self._stream.read(len(buffer))
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
            raise UnreadableArticle(
                f"damaged in the archive ({error}): fetch or pack it again"
            ) from error
        buffer[: len(data)] = data
        return len(data)


def _is_file(stream: io.BufferedReader) -> bool:
    return isinstance(stream.raw, io.FileIO)


def _name(info: ZipInfo) -> str:
    """A member's name as one line of text; a name that is no UTF-8 is read as the format says."""
    name = info.filename
    if not info.flag_bits & _UTF8:
        # Many programs write UTF-8 without saying so.
        with suppress(UnicodeError):
            name = name.encode("cp437").decode()
    return " ".join(clean(name).replace("\\", "/").split())


def _is_passed_over(name: str) -> bool:
    """Whether a file in a folder of that name would be passed over; ".." is not hidden."""
    path = PurePosixPath(name)
    *folders, file = [part for part in path.parts if part not in ("/", ".", "..")] or [""]
    hidden = any(part.startswith(".") or part == _RESOURCES for part in folders)
    return hidden or is_passed_over(file)
