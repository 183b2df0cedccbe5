from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import pytest

from index import Progress, background, status
from index.background import BackgroundWork
from index.catalogue import catalogue
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


def _wait(build: BackgroundWork) -> None:
    build.wait()
    assert not build.running


def test_the_first_build_reads_the_articles_and_the_next_what_the_last_read(
    tmp_path: Path,
) -> None:
    _article(tmp_path / "articles")
    settings = IndexSettings(index=tmp_path / "index", articles=tmp_path / "articles")
    build = BackgroundWork(settings)
    assert build.is_first
    build.wait()  # for nothing, which takes no time
    build.start()
    _wait(build)
    assert build.error is None
    assert build.report is not None
    assert build.report.articles == 1
    assert build.progress is not None
    assert not build.is_first
    _article(tmp_path / "articles", "b.txt")
    elsewhere = settings.model_copy(update={"articles": tmp_path / "elsewhere"})
    again = BackgroundWork(elsewhere)
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
    build = BackgroundWork(settings)
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
    assert not BackgroundWork(settings).is_first


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
    build = BackgroundWork(settings)
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


def test_files_are_added_kept_and_read_again_by_a_rebuild(tmp_path: Path) -> None:
    settings = IndexSettings(index=tmp_path / "index")
    background.rebuild(_article(tmp_path / "articles"), settings=settings)
    given = _article(tmp_path / "given", "b.txt")
    work = BackgroundWork(settings)
    assert work.add_files([given])
    _wait(work)
    assert work.report is not None
    assert work.report.added == 1
    given.unlink()
    assert work.start()
    _wait(work)
    assert work.error is None
    assert status(settings).manifest.articles == 2


def test_nothing_is_kept_of_files_that_give_no_article(tmp_path: Path) -> None:
    settings = IndexSettings(index=tmp_path / "index")
    background.rebuild(_article(tmp_path / "articles"), settings=settings)
    before = status(settings)
    (tmp_path / "empty.txt").write_text("")
    work = BackgroundWork(settings)
    work.add_files([tmp_path / "empty.txt"])
    _wait(work)
    assert isinstance(work.error, NothingToIndex)
    assert "empty.txt" in str(work.error)
    assert status(settings) == before
    assert list((tmp_path / "index" / "uploads").iterdir()) == []


def test_without_an_index_what_is_added_is_the_first(tmp_path: Path) -> None:
    work = BackgroundWork(IndexSettings(index=tmp_path / "index", articles=tmp_path / "none"))
    work.add_files([_article(tmp_path / "given")])
    _wait(work)
    assert work.report is not None
    assert work.report.articles == 1
    assert not work.is_first


def test_what_is_new_is_read_and_what_is_gone_stays_in_an_update(tmp_path: Path) -> None:
    settings = IndexSettings(index=tmp_path / "index")
    folder = _article(tmp_path / "articles").parent
    background.rebuild(folder, settings=settings)
    (folder / "a.txt").unlink()
    _article(folder, "b.txt")
    work = BackgroundWork(settings)
    work.update()
    _wait(work)
    assert work.report is not None
    assert (work.report.added, work.report.removed, work.report.articles) == (1, 0, 2)


def test_an_article_is_removed_and_the_way_back_leads_to_the_generation_that_was_seen(
    tmp_path: Path,
) -> None:
    settings = IndexSettings(index=tmp_path / "index")
    _article(tmp_path / "articles")
    background.rebuild(_article(tmp_path / "articles", "b.txt").parent, settings=settings)
    seen = status(settings).generation
    work = BackgroundWork(settings)
    work.remove(catalogue(settings).articles[0].id)
    _wait(work)
    assert status(settings).manifest.articles == 1
    work.roll_back("000099")
    _wait(work)
    assert "000099 is not the one before" in str(work.error)
    assert status(settings).manifest.articles == 1
    work.roll_back(seen)
    _wait(work)
    assert work.finished
    assert work.report is None
    assert status(settings).generation == seen
    assert status(settings).manifest.articles == 2


def test_what_is_cancelled_leaves_the_index_as_it_was_and_other_work_may_follow(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = IndexSettings(index=tmp_path / "index")
    background.rebuild(_article(tmp_path / "articles"), settings=settings)
    before = status(settings)
    # Cancelled in the middle of the work itself, once it has told how far it has come.
    work = BackgroundWork(settings)
    real = background.update

    def update(*args: Any, progress: Any, **options: Any) -> Report:
        def told(progressed: Progress) -> None:
            work.cancel()
            progress(progressed)

        return real(*args, progress=told, **options)

    with monkeypatch.context() as patch:
        patch.setattr(background, "update", update)
        work.add_files([_article(tmp_path / "given", "b.txt")])
        _wait(work)
    assert work.cancelled
    assert not work.finished
    assert work.error is None
    assert status(settings) == before
    assert list((tmp_path / "index" / "uploads").iterdir()) == []
    work.add_files([tmp_path / "given" / "b.txt"])
    _wait(work)
    assert not work.cancelled
    assert status(settings).manifest.articles == 2
    assert work.number == 2


def test_whoever_comes_while_work_is_under_way_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started, go_on = threading.Event(), threading.Event()

    def rebuild(*args: Any, **options: Any) -> None:
        started.set()
        go_on.wait(10)

    monkeypatch.setattr(background, "rebuild", rebuild)
    work = BackgroundWork(IndexSettings(index=tmp_path / "index", articles=tmp_path))
    assert work.start()
    assert started.wait(10)
    for begin in (work.start, work.update):
        assert not begin()
    assert not work.remove("x")
    assert not work.add("https://example.org/a")
    assert not work.add_files([tmp_path])
    assert not work.roll_back("000001")
    assert work.doing == "Rebuilding"
    work.cancel()
    assert work.stopping
    go_on.set()
    _wait(work)


def test_a_defect_is_neither_success_nor_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def rebuild(*args: Any, **options: Any) -> None:
        raise AssertionError("a defect")

    seen: list[Any] = []
    monkeypatch.setattr(background, "rebuild", rebuild)
    monkeypatch.setattr(threading, "excepthook", seen.append)
    work = BackgroundWork(IndexSettings(index=tmp_path / "index", articles=tmp_path))
    work.start()
    _wait(work)
    assert len(seen) == 1
    assert not (work.finished)
    assert not (work.cancelled)
    assert work.error is None
