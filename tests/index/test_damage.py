"""Damaged files, full disks, folders that can't be written: told, and the last good one answers."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from made_articles import record, write

from index import Filter, IndexSettings, open_index, rebuild, status, update, verify
from index.errors import IncompatibleIndex, UnreadableIndex, UnwritableIndex
from index.seal import seal

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

# More than Chroma keeps in its database before it writes vectors to files.
_MANY = 1_050


def _short(number: int) -> dict[str, str]:
    return record(number, f"The harbour of Exampleton {number} opened again on a Tuesday.")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of two generations, the newer one with files of every kind."""
    folder = tmp_path_factory.mktemp("built")
    settings = IndexSettings(index=folder / "index")
    rebuild(write(folder / "few.jsonl", [_short(0), _short(1)]), settings=settings)
    update(write(folder / "many.jsonl", [_short(n) for n in range(_MANY)]), settings=settings)
    return folder / "index"


@pytest.fixture
def index(built: Path, tmp_path: Path) -> IndexSettings:
    return IndexSettings(index=shutil.copytree(built, tmp_path / "index"))


def _file(index: Path, pattern: str) -> Path:
    return next(path for path in sorted((index / "generations/000002").glob(pattern)))


def _harm(path: Path, how: str) -> None:
    data = bytearray(path.read_bytes())
    if how == "gone":
        path.unlink()
    elif how == "cut":
        path.write_bytes(data[: len(data) // 2])
    else:
        middle, width = len(data) // 2, max(1, min(2_000, len(data) // 4))
        for at in range(middle - width, middle + width):
            data[at] = (data[at] * 7 + 131) % 256
        path.write_bytes(data)


@pytest.mark.parametrize("how", ["cut", "garbled", "gone"])
@pytest.mark.parametrize(
    "pattern",
    [
        "manifest.json",
        "seal.json",
        "lexical/meta.json",
        "lexical/*.idx",
        "lexical/*.store",
        "chroma/*/header.bin",
        "chroma/*/data_level0.bin",
        "chroma/*/index_metadata.pickle",
    ],
)
def test_a_damaged_file_is_told_and_the_generation_before_answers(
    index: IndexSettings, pattern: str, how: str
) -> None:
    saved = _file(index.index, "chroma/*/index_metadata.pickle").parent
    folder = pattern.replace("chroma/*", f"chroma/{saved.name}")
    _harm(_file(index.index, folder), how)
    opened = open_index(index)
    assert opened.generation == "000001"
    assert opened.lexical.search("Exampleton", limit=5, within=Filter())
    for command in ("verify --repair", "rollback", "rebuild"):
        assert f"news-assistant index {command}" in str(opened.problem)
    assert "file" in verify(index).by_kind()


@pytest.mark.parametrize("how", ["cut", "gone"])
def test_a_damaged_database_is_told_and_the_generation_before_answers(
    index: IndexSettings, how: str
) -> None:
    _harm(_file(index.index, "chroma/chroma.sqlite3"), how)
    assert open_index(index).generation == "000001"
    assert "file" in verify(index).by_kind()


def test_pages_of_the_database_garbled_are_found(index: IndexSettings) -> None:
    database = _file(index.index, "chroma/chroma.sqlite3")
    data = database.read_bytes()
    told = b"The harbour of Exampleton 700 opened again"
    assert told in data
    database.write_bytes(data.replace(told, told.swapcase()))
    assert "file" in verify(index).by_kind()


@pytest.mark.parametrize("text", ["", "000009\n", "nonsense\n", "\xff"])
def test_a_damaged_pointer_is_told_and_the_newest_generation_answers(
    index: IndexSettings, text: str
) -> None:
    (index.index / "CURRENT").write_text(text, encoding="latin-1")
    opened = open_index(index)
    assert opened.generation == "000002"
    assert "verify --repair" in str(opened.problem)
    with pytest.raises(UnreadableIndex, match="verify --repair"):
        status(index)
    assert verify(index).by_kind().keys() == {"pointer"}
    (index.index / "CURRENT").unlink()
    assert status(index).generation == "000002"


def test_what_is_left_of_damaged_vectors_is_repaired(index: IndexSettings) -> None:
    _harm(_file(index.index, "chroma/*/index_metadata.pickle").with_name("header.bin"), "cut")
    _harm(_file(index.index, "lexical/*.store"), "cut")
    report = verify(index, repair=True).repaired
    assert report is not None
    assert (report.generation, report.articles, report.removed) == ("000003", _MANY, 0)
    # What the generation before knows is not embedded again.
    assert 0 < report.embedded <= 2 * (_MANY - 2)
    assert verify(index).problems == ()
    assert status(index).before == "000001"


def test_what_cannot_be_read_at_all_is_built_anew(index: IndexSettings, tmp_path: Path) -> None:
    for path in index.index.glob("generations/*/chroma/chroma.sqlite3"):
        _harm(path, "cut")
    with pytest.raises(UnreadableIndex, match="news-assistant index"):
        open_index(index)
    with pytest.raises(UnreadableIndex, match="news-assistant index rebuild"):
        verify(index, repair=True)
    with pytest.raises(UnreadableIndex, match="news-assistant index rebuild"):
        update(write(tmp_path / "x.jsonl", [_short(1)]), settings=index)
    report = rebuild(write(tmp_path / "x.jsonl", [_short(1)]), settings=index)
    assert report.generation == "000003"
    assert open_index(index).problem is None


def test_who_has_a_generation_open_goes_on_with_it(index: IndexSettings) -> None:
    opened = open_index(index)
    for path in index.index.glob("generations/*/manifest.json"):
        _harm(path, "garbled")
    (index.index / "CURRENT").write_text("000001\n")
    assert open_index(index) is opened
    assert "verify --repair" in str(opened.problem)


def test_another_schema_is_told(index: IndexSettings) -> None:
    for path in index.index.glob("generations/*/manifest.json"):
        path.write_text(path.read_text().replace('"schema": ', '"schema": 9'))
        seal(path.parent, lambda: None)
    with pytest.raises(IncompatibleIndex, match=r"schema 9.*news-assistant index rebuild"):
        open_index(index)


def test_a_damage_met_while_reading_makes_the_one_before_answer(
    index: IndexSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    from assistant import answer
    from assistant.settings import Settings
    from index.store import NewsIndex

    settings = Settings(index=index.index)
    assert answer("When did Exampleton 1 open again?", settings=settings).generation == "000002"
    read = NewsIndex.passages

    def passages(self: NewsIndex, ids: list[str]) -> object:
        if self.generation == "000002":
            self.vectors.collections[0].damage = UnreadableIndex("A page is garbled.")
            raise UnreadableIndex("A page is garbled.")
        return read(self, ids)

    monkeypatch.setattr(NewsIndex, "passages", passages)
    assert answer("When did Exampleton 1 open again?", settings=settings).generation == "000001"


def test_a_full_disk_leaves_the_index_as_it_was(
    built: Path, small_disk: Callable[[int], Path], tmp_path: Path
) -> None:
    size = sum(path.stat().st_size for path in built.rglob("*") if path.is_file())
    disk = small_disk(size + size // 4)
    settings = IndexSettings(index=shutil.copytree(built, disk / "index"))
    more = write(tmp_path / "more.jsonl", [_short(5_000)])
    for work in (update, rebuild):
        with pytest.raises(UnwritableIndex, match=r"as it was.*space"):
            work(more if work is update else tmp_path / "many.jsonl", settings=settings)
        assert open_index(settings).generation == "000002"
        assert verify(settings).problems == ()
        if work is update:
            write(tmp_path / "many.jsonl", [_short(n) for n in range(_MANY, 2 * _MANY)])


_LIMITED = """
import resource, sys
from index import IndexSettings, update
from index.errors import UnwritableIndex
from index.readers import read_paths
list(read_paths([sys.argv[1]]))  # libraries write caches when they are first used
resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))
try:
    update(sys.argv[1], settings=IndexSettings(index=sys.argv[2]))
except UnwritableIndex as error:
    print("told", error)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows limits no file's size")
@pytest.mark.parametrize("share", [0.01, 0.3, 1.0])
def test_a_file_that_may_not_grow_leaves_the_index_as_it_was(
    index: IndexSettings, tmp_path: Path, share: float
) -> None:
    database = _file(index.index, "chroma/chroma.sqlite3")
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("VACUUM")  # so that there is no room in it
    size = database.stat().st_size
    code = _LIMITED.format(limit=int(size * share))
    more = write(tmp_path / "more.jsonl", [_short(6_000 + n) for n in range(200)])
    packages = os.pathsep.join(path for path in sys.path if path)
    done = subprocess.run(
        [sys.executable, "-c", code, str(more), str(index.index)],
        env=os.environ | {"PYTHONPATH": packages},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.stdout.startswith("told"), done.stderr
    assert verify(index).problems == ()
    assert status(index).generation == "000002"


def test_a_folder_that_cannot_be_written_answers_and_says_so_to_writers(
    built: Path, read_only: Callable[[Path], Path], tmp_path: Path
) -> None:
    settings = IndexSettings(index=read_only(built))
    opened = open_index(settings)
    assert opened.problem is None
    vector = opened.embeddings.encode_question("harbour")
    assert len(opened.vectors.search(vector, limit=3, within=Filter())) == 3
    assert opened.lexical.search("Exampleton", limit=3, within=Filter())
    assert verify(settings).problems == ()
    with pytest.raises(UnwritableIndex, match=r"as it was.*permissions"):
        update(write(tmp_path / "more.jsonl", [_short(5_000)]), settings=settings)


def test_nothing_depends_on_the_clock(
    index: IndexSettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.time", lambda: 0.0)
    os.utime(index.index / "generations/000002", (0, 0))
    more = write(tmp_path / "more.jsonl", [_short(5_000)])
    assert update(more, settings=index).generation == "000003"
    assert open_index(index).generation == "000003"
