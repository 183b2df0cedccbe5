"""Rebuild, update, remove, with the real model and the real stores."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from made_articles import record, write

from index import Filter, open_index, rebuild, remove, status, update
from index.errors import IncompatibleIndex, IndexBusy, NothingToIndex
from index.settings import IndexSettings

if TYPE_CHECKING:
    from pathlib import Path

    from index import Progress


@pytest.fixture
def settings(tmp_path: Path) -> IndexSettings:
    return IndexSettings(index=tmp_path / "index")


@pytest.fixture
def ten(tmp_path: Path) -> Path:
    return write(tmp_path / "ten.jsonl", [record(number) for number in range(10)])


def test_a_second_rebuild_of_the_same_embeds_nothing(settings: IndexSettings, ten: Path) -> None:
    first = rebuild(ten, settings=settings)
    assert (first.articles, first.added, first.changed, first.removed) == (10, 10, 0, 0)
    assert first.embedded == first.passages + first.articles
    again = rebuild(ten, settings=settings)
    assert (again.added, again.changed, again.removed, again.embedded) == (0, 0, 0, 0)
    assert (again.articles, again.passages) == (first.articles, first.passages)
    assert again.generation > first.generation


def test_a_rebuild_holds_just_what_it_read(
    settings: IndexSettings, ten: Path, tmp_path: Path
) -> None:
    rebuild(ten, settings=settings)
    other = write(tmp_path / "other.jsonl", [record(1, "All is new. " * 30), record(11)])
    report = rebuild(other, settings=settings)
    assert (report.articles, report.added, report.changed, report.removed) == (2, 1, 1, 9)


def test_an_update_adds_and_replaces_and_leaves_the_rest(
    settings: IndexSettings, ten: Path, tmp_path: Path
) -> None:
    rebuild(ten, settings=settings)
    more = write(tmp_path / "more.jsonl", [record(1, "All is new. " * 30), record(2), record(11)])
    report = update(more, settings=settings)
    assert (report.articles, report.added, report.changed, report.removed) == (11, 1, 1, 0)
    changed = next(
        entry for entry in open_index(settings).vectors.entries() if entry.url.endswith("/1")
    )
    article = open_index(settings).article(changed.id)
    assert article is not None
    assert article.body.startswith("All is new.")
    same = update(more, settings=settings)
    assert (same.added, same.changed, same.embedded) == (0, 0, 0)
    assert same.generation == report.generation


def test_what_is_removed_is_found_no_more(settings: IndexSettings, ten: Path) -> None:
    rebuild(ten, settings=settings)
    report = remove(["https://example.org/3", "no such id"], settings=settings)
    assert (report.articles, report.removed) == (9, 1)
    opened = open_index(settings)
    assert opened.vectors.count_passages() == opened.lexical.count() == report.passages
    assert "https://example.org/3" not in {entry.url for entry in opened.vectors.entries()}


def test_nothing_readable_leaves_the_index_as_it_was(
    settings: IndexSettings, ten: Path, tmp_path: Path
) -> None:
    rebuild(ten, settings=settings)
    before = status(settings).manifest
    (tmp_path / "empty.txt").write_text("")
    with pytest.raises(NothingToIndex, match=r"empty\.txt"):
        rebuild(tmp_path / "empty.txt", settings=settings)
    assert status(settings).manifest == before


def test_what_cannot_be_read_is_reported_and_stops_nothing(
    settings: IndexSettings, ten: Path, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text("{")
    report = rebuild([bad, ten], settings=settings)
    assert report.articles == 10
    assert [item.origin for item in report.unreadable] == [bad.as_posix()]


def test_another_model_needs_a_rebuild(settings: IndexSettings, ten: Path) -> None:
    rebuild(ten, settings=settings)
    other = settings.model_copy(update={"embedding": "another/model"})
    with pytest.raises(IncompatibleIndex, match="news-assistant index rebuild"):
        open_index(other)


def test_ctrl_c_leaves_the_index_as_it_was_and_no_litter(
    settings: IndexSettings, ten: Path, tmp_path: Path
) -> None:
    rebuild(ten, settings=settings)
    opened = open_index(settings)

    def stop(progress: Progress) -> None:
        if progress.stage == "Embedding passages":
            raise KeyboardInterrupt

    more = write(tmp_path / "more.jsonl", [record(number) for number in range(20)])
    with pytest.raises(KeyboardInterrupt):
        rebuild(more, settings=settings, progress=stop)
    assert open_index(settings) is opened
    assert [path.name for path in (settings.index / "generations").iterdir()] == ["000001"]


def test_one_writer_at_a_time(settings: IndexSettings, ten: Path) -> None:
    from index import generation

    rebuild(ten, settings=settings)
    code = f"from index import rebuild; rebuild({str(ten)!r})"
    with generation.writing(settings.index):
        done = subprocess.run(
            [sys.executable, "-c", code],
            env=_environment(settings),
            capture_output=True,
            text=True,
            timeout=120,
        )
    assert IndexBusy.__name__ in done.stderr


def test_a_kill_half_way_leaves_the_index_answering(
    settings: IndexSettings, ten: Path, tmp_path: Path
) -> None:
    rebuild(ten, settings=settings)
    vector = open_index(settings).embeddings.encode_question("harbour of Exampleton 0")
    before = open_index(settings).vectors.search(vector, limit=3, within=Filter())
    many = write(tmp_path / "many.jsonl", [record(number) for number in range(300)])
    code = (
        "from index import rebuild\n"
        "def told(progress):\n"
        "    print(progress.stage, progress.done, flush=True)\n"
        f"rebuild({str(many)!r}, progress=told)"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", code],
        env=_environment(settings),
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    with child.stdout:
        next(line for line in child.stdout if line.startswith("Embedding passages"))
        child.send_signal(signal.SIGKILL)
        assert child.wait(60) == -signal.SIGKILL
    assert any(path.suffix for path in (settings.index / "generations").iterdir())
    after = open_index(settings).vectors.search(vector, limit=3, within=Filter())
    assert after == before
    assert status(settings).manifest.articles == 10
    assert rebuild(ten, settings=settings).embedded == 0
    assert not any(path.suffix for path in (settings.index / "generations").iterdir())


def _environment(settings: IndexSettings) -> dict[str, str]:
    packages = os.pathsep.join(path for path in sys.path if path)
    return os.environ | {"PYTHONPATH": packages, "NEWS_INDEX": str(settings.index)}
