from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pytest

from index import Progress, background, status
from index.background import BackgroundRebuild
from index.errors import NoIndex, NothingToIndex, UnreadableIndex
from index.settings import IndexSettings
from index.sources import remembered

if TYPE_CHECKING:
    from pathlib import Path

    from index.build import Report


def _article(folder: Path, name: str = "a.txt") -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(
        f"Storm reaches the coast {name}\n\nPublished: 09:49 PM, 9 Feb, 2022\n\nA storm reached "
        "the coast on Wednesday, and hundreds of people left their homes before nightfall.\n"
    )
    return path


def _wait(build: BackgroundRebuild) -> None:
    for thread in threading.enumerate():
        if thread.name == "rebuild":
            thread.join(60)
    assert not build.running


def test_the_first_build_reads_the_articles_and_the_next_what_the_last_read(
    tmp_path: Path,
) -> None:
    _article(tmp_path / "articles")
    settings = IndexSettings(index=tmp_path / "index", articles=tmp_path / "articles")
    build = BackgroundRebuild(settings)
    assert build.is_first
    build.start()
    _wait(build)
    assert build.error is None
    assert build.report is not None
    assert build.report.articles == 1
    assert build.progress is not None
    assert not build.is_first
    _article(tmp_path / "articles", "b.txt")
    elsewhere = settings.model_copy(update={"articles": tmp_path / "elsewhere"})
    again = BackgroundRebuild(elsewhere)
    again.start()
    _wait(again)
    assert status(settings).manifest.articles == 2


def test_what_is_missing_is_told_and_the_index_left_as_it_was(tmp_path: Path) -> None:
    one, other = _article(tmp_path / "one"), _article(tmp_path / "other", "b.txt")
    settings = IndexSettings(index=tmp_path / "index")
    background.rebuild([one, other], settings=settings)
    other.unlink()
    with pytest.raises(NothingToIndex, match=r"b\.txt.*news-assistant index rebuild"):
        remembered(settings)
    build = BackgroundRebuild(settings)
    build.start()
    _wait(build)
    assert isinstance(build.error, NothingToIndex)
    assert build.report is None
    assert status(settings).manifest.articles == 2


def test_what_an_unreadable_index_was_made_from_is_not_guessed(tmp_path: Path) -> None:
    (tmp_path / "CURRENT").write_text("000003\n")
    settings = IndexSettings(index=tmp_path)
    with pytest.raises(UnreadableIndex):
        remembered(settings)
    assert not BackgroundRebuild(settings).is_first


def test_one_build_at_a_time_and_it_can_be_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started, go_on = threading.Event(), threading.Event()
    calls = []

    def rebuild(paths: Any, *, settings: Any, progress: Any) -> Report:
        calls.append(paths)
        started.set()
        go_on.wait(10)
        progress(Progress("Reading articles", 1, None))
        pytest.fail("a build that is stopped goes on")

    monkeypatch.setattr(background, "rebuild", rebuild)
    settings = IndexSettings(index=tmp_path / "index", articles=tmp_path)
    build = BackgroundRebuild(settings)
    build.start()
    assert started.wait(10)
    build.start()
    assert build.running
    assert len(calls) == 1
    threading.Timer(0.1, go_on.set).start()
    build.stop()
    assert not build.running
    assert build.report is None
    with pytest.raises(NoIndex):
        status(settings)
