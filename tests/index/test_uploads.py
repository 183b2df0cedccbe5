from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index import read_paths
from index.article import Article
from index.settings import IndexSettings
from index.uploads import discard, keep
from index.writer import Progress, silent

if TYPE_CHECKING:
    from pathlib import Path

_TEXT = "Storm reaches the coast\n\nA storm reached the coast on Wednesday, and many left home.\n"


def _files(folder: Path, *names: str) -> list[Path]:
    made = []
    for number, name in enumerate(names):
        path = folder / str(number) / name
        path.parent.mkdir(parents=True)
        path.write_text(f"{_TEXT}{number}")
        made.append(path)
    return made


def test_each_hand_over_has_a_folder_of_its_own(tmp_path: Path) -> None:
    settings = IndexSettings(index=tmp_path / "index")
    told: list[Progress] = []
    first = keep(_files(tmp_path / "x", "a.txt", "b.txt"), settings=settings, progress=told.append)
    second = keep(_files(tmp_path / "y", "a.txt"), settings=settings, progress=silent)
    assert first == (tmp_path / "index" / "uploads" / "000001").resolve()
    assert second.name == "000002"
    assert sorted(path.name for path in first.iterdir()) == ["a.txt", "b.txt"]
    assert told[-1] == Progress("Keeping files", 2, 2)
    discard(first)
    assert not first.exists()


def test_files_of_one_name_do_not_take_each_others_place(tmp_path: Path) -> None:
    files = _files(tmp_path / "x", "a.jsonl.gz", "A.jsonl.gz", "a.jsonl.gz")
    folder = keep(files, settings=IndexSettings(index=tmp_path / "i"), progress=silent)
    names = sorted(path.name for path in folder.iterdir())
    assert names == ["A (2).jsonl.gz", "a (3).jsonl.gz", "a.jsonl.gz"]


@pytest.mark.parametrize(
    "name", ["README.txt", "license.v2.txt", ".hidden.txt", "con.txt", "..txt", f"{'x' * 250}.txt"]
)
def test_whatever_a_file_is_called_it_is_read(tmp_path: Path, name: str) -> None:
    files = _files(tmp_path / "x", name)
    folder = keep(files, settings=IndexSettings(index=tmp_path / "i"), progress=silent)
    (kept,) = folder.iterdir()
    assert kept.suffix == ".txt"
    assert len(kept.name) <= 60
    (reading,) = read_paths([folder])
    assert isinstance(reading, Article)


def test_nothing_is_kept_of_what_is_cancelled(tmp_path: Path) -> None:
    def cancel(progress: Progress) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        keep(
            _files(tmp_path / "x", "a.txt", "b.txt"),
            settings=IndexSettings(index=tmp_path / "i"),
            progress=cancel,
        )
    assert list((tmp_path / "i" / "uploads").iterdir()) == []
