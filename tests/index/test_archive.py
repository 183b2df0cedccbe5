"""ZIP archives: of every format, in any shape, and made to harm."""

from __future__ import annotations

import gzip
import io
import json
import struct
import zipfile
from typing import TYPE_CHECKING

import pytest
from printed import article as printed_article
from printed import as_bytes

from index.article import Article
from index.readers import Unreadable, members, read_paths

if TYPE_CHECKING:
    from pathlib import Path

TITLE = "Orchard of Exampleton bears fruit again"
TEXT = f"""{TITLE}

Published: 9 Feb 2022

The orchard of Exampleton bore fruit again on Wednesday, four years after the frost, they said.
"""


def packed(files: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", method) as file:
        for name, content in files.items():
            file.writestr(name, content)
    return archive.getvalue()


def read(path: Path, content: bytes) -> tuple[list[Article], list[Unreadable]]:
    path.write_bytes(content)
    found = list(read_paths([path]))
    return (
        [item for item in found if isinstance(item, Article)],
        [item for item in found if isinstance(item, Unreadable)],
    )


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "news.zip"


def test_every_format_in_folders(file: Path, repository: Path) -> None:
    record = {"title": TITLE, "body": "The orchard bore fruit again, the council wrote."}
    page = (repository / "articles" / "2022-12-18-world-cup-final.html").read_bytes()
    paragraph = "The orchard bore fruit again, the council of Exampleton said on Wednesday."
    files: dict[str, bytes | str] = {
        "plain.txt": TEXT,
        "a/page.HTML": page,
        "a/b/list.jsonl": json.dumps(record) + "\n" + json.dumps(record | {"body": "Two trees."}),
        "a/b/list.json.gz": gzip.compress(json.dumps(record).encode()),
        "print.pdf": as_bytes(printed_article([paragraph], headline=TITLE)),
        "letter.eml": f"Subject: {TITLE}\nFrom: Example Gazette <a@example.org>\n\n{paragraph}\n",
        "inner.zip": packed({"deep/inner.txt": TEXT}),
        "README.md": "passed over",
        ".hidden/x.txt": "passed over",
        "__MACOSX/a/._page.html": "passed over",
        "empty/": "",
    }
    articles, unreadable = read(file, packed(files))
    assert unreadable == []
    where = file.as_posix()
    assert [item.origin for item in articles] == [
        f"{where}, plain.txt",
        f"{where}, a/page.HTML",
        f"{where}, a/b/list.jsonl, record 1",
        f"{where}, a/b/list.jsonl, record 2",
        f"{where}, a/b/list.json.gz",
        f"{where}, print.pdf",
        f"{where}, letter.eml",
        f"{where}, inner.zip, deep/inner.txt",
    ]
    assert {item.title for item in articles if "page" not in item.origin} == {TITLE}


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_BZIP2])
def test_other_compressions(file: Path, method: int) -> None:
    articles, unreadable = read(file, packed({"a.txt": TEXT}, method))
    assert [item.title for item in articles] == [TITLE]
    assert unreadable == []


def test_one_that_may_take_any_memory_is_reported(file: Path) -> None:
    articles, unreadable = read(file, packed({"a.txt": TEXT}, zipfile.ZIP_LZMA))
    assert articles == []
    assert unreadable[0].reason.startswith("compressed in a way that is not read: unpack it")


def test_names_lead_nowhere(file: Path, tmp_path: Path) -> None:
    names = ["../../evil.txt", "/etc/evil.txt", "C:\\evil.txt", "..\\evil.txt", "a/../../evil.txt"]
    before = sorted(tmp_path.parent.rglob("*evil*"))
    articles, unreadable = read(file, packed(dict.fromkeys(names, TEXT)))
    assert len(articles) == len(names)
    assert unreadable == []
    assert all(item.origin.startswith(f"{file.as_posix()}, ") for item in articles)
    assert sorted(tmp_path.parent.rglob("*evil*")) == before


def test_names_in_any_encoding(file: Path) -> None:
    content = packed({"Zxxrich.txt": TEXT, "Příklad.txt": TEXT, "line\nbreak\u202e.txt": TEXT})
    # As old programs write it: in the code page of the machine, or as UTF-8 without saying so.
    for raw in (b"Z\x81\x81rich.txt", b"Z\xc3\xbcrich.txt", b"Z\xff\xferich.txt"):
        articles, unreadable = read(file, content.replace(b"Zxxrich.txt", raw))
        assert len(articles) == 3
        assert unreadable == []
        names = [item.origin.split(", ")[1] for item in articles]
        assert names[0] in ("Züürich.txt", "Zürich.txt") or raw.startswith(b"Z\xff")
        assert names[1:] == ["Příklad.txt", "line break.txt"]


def test_a_bomb_is_not_unpacked(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # 64 MB for a reader of the whole; the total is set low here, to make the test quick.
    monkeypatch.setattr(members, "LARGEST_TOTAL", 100 * 2**20)
    monkeypatch.setattr(members, "_RATIO", 0)
    zeros = bytes(60 * 2**20)
    files = {f"{number}.jsonl": zeros for number in range(20)}
    articles, unreadable = read(file, packed({"a.txt": TEXT, **files}))
    assert [item.title for item in articles] == [TITLE]
    assert 1 <= len(unreadable) <= 6  # and not 20: it stops there
    assert unreadable[-1].origin == file.as_posix()
    assert unreadable[-1].reason.startswith("too much in it when decompressed: unpack it")


def test_a_bomb_in_a_bomb_in_a_bomb_counts_once(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(members, "LARGEST_TOTAL", 50 * 2**20)
    monkeypatch.setattr(members, "_RATIO", 0)
    inner = packed({f"{number}.jsonl": bytes(20 * 2**20) for number in range(5)})
    middle = packed({f"{number}.zip": inner for number in range(5)})
    articles, unreadable = read(file, packed({f"{number}.zip": middle for number in range(5)}))
    assert articles == []
    assert unreadable[-1].origin == file.as_posix()
    assert len(unreadable) < 10


def test_a_member_that_claims_to_be_huge(file: Path) -> None:
    content = bytearray(packed({"a.txt": TEXT, "b.txt": TEXT}))
    directory = content.index(b"PK\x01\x02")
    content[directory + 24 : directory + 28] = struct.pack("<I", 2**31)
    articles, unreadable = read(file, bytes(content))
    assert [item.origin for item in articles] == [f"{file.as_posix()}, b.txt"]
    assert unreadable[0].reason.startswith("larger than 1024 MB: unpack and split it")


def test_a_gzip_bomb_in_an_archive(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(members, "LARGEST_MEMBER", 30 * 2**20)
    articles, unreadable = read(file, packed({"a.jsonl.gz": gzip.compress(bytes(90 * 2**20))}))
    assert articles == []
    assert any(item.reason.startswith("too large when decompressed") for item in unreadable)


def test_too_many_members(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(members, "MOST", 3)
    monkeypatch.setattr(members, "_SMALLEST", 10**9)
    articles, unreadable = read(file, packed({f"{n}.txt": TEXT for n in range(9)}))
    assert len(articles) == 3
    assert [item.origin for item in unreadable] == [file.as_posix()]
    assert unreadable[0].reason.startswith("too many files in it: unpack it")


def test_archives_in_archives_end_somewhere(file: Path) -> None:
    content: bytes | str = TEXT
    name = "a.txt"
    for _ in range(7):
        content, name = packed({name: content}), "a.zip"
    assert isinstance(content, bytes)
    articles, unreadable = read(file, content)
    assert articles == []
    (only,) = unreadable
    assert only.reason.startswith("too many files in files: unpack it")


def test_encrypted_members_are_reported_and_the_others_are_read(file: Path) -> None:
    content = bytearray(packed({"secret.txt": TEXT, "open.txt": TEXT}))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + flags] |= 1
    articles, unreadable = read(file, bytes(content))
    assert [item.origin for item in articles] == [f"{file.as_posix()}, open.txt"]
    (only,) = unreadable
    assert only.origin == f"{file.as_posix()}, secret.txt"
    assert only.reason == "encrypted: unpack it with its password, and name the files"


def test_damage_is_reported_where_it_is(file: Path) -> None:
    files = {"a.txt": TEXT * 9, "b.txt": TEXT, "c.tar": "no format"}
    content = bytearray(packed(files, zipfile.ZIP_STORED))
    content[60] ^= 0xFF  # in the text of the first
    articles, unreadable = read(file, bytes(content))
    assert [item.origin for item in articles] == [f"{file.as_posix()}, b.txt"]
    first, second = unreadable
    assert first.reason.startswith("damaged in the archive")
    assert second.reason.startswith("not a format that can be read")
    for broken in (b"", b"PK\x03\x04 and no more", bytes(content[:200])):
        articles, unreadable = read(file, broken)
        assert articles == []
        assert unreadable[0].reason.startswith("damaged, or no ZIP archive")


def test_an_empty_archive(file: Path) -> None:
    assert read(file, packed({}))[1][0].reason.startswith("no articles in it")
