from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from made_answers import HOSTILE, Parsed, assert_harmless

from assistant.html_index import problem_html, progress_html, progress_text, status_html, watch
from assistant.settings import Settings
from index import Progress, Report, Status, Unreadable
from index.background import BackgroundRebuild
from index.manifest import Manifest

if TYPE_CHECKING:
    from collections.abc import Iterator

_MANIFEST = Manifest(
    schema=1,
    embedding="some-model",
    dimension=384,
    passage_words=110,
    articles=1234,
    passages=5678,
    oldest=datetime(2022, 1, 24, tzinfo=UTC),
    newest=datetime(2025, 10, 22, tzinfo=UTC),
    outlets={"Example Wire": 800, "Sample Courier": 434},
    paths=("articles",),
    built=datetime(2025, 11, 24, 9, 5, tzinfo=UTC),
)
_STATUS = Status(folder=Path("i"), generation="000001", manifest=_MANIFEST, bytes=3_400_000)


def test_the_panel_holds_counts_span_outlets_and_when_it_was_built() -> None:
    found = Parsed(status_html(_STATUS))
    facts = dict(zip(found.inside["dt"], found.inside["dd"], strict=True))
    assert facts == {
        "Articles": "1,234",
        "Passages": "5,678",
        "Published": "24 Jan 2022 – 22 Oct 2025",
        "Built": "24 Nov 2025, 09:05 UTC",
        "Size": "3.4 MB",
        "Model": "some-model",
    }
    assert found.inside["li"] == ["Example Wire800", "Sample Courier434"]
    assert [bar["style"] for bar in found.classed("share")] == ["width:100%", "width:54%"]


def test_many_outlets_are_folded_and_none_is_no_list() -> None:
    many = replace(_MANIFEST, outlets={f"Outlet {n}": 20 - n for n in range(12)})
    found = Parsed(status_html(replace(_STATUS, manifest=many)))
    assert found.inside["summary"] == ["7 more outlets"]
    assert len(found.inside["li"]) == 12
    none = replace(_MANIFEST, outlets={}, oldest=None, newest=None)
    assert not Parsed(status_html(replace(_STATUS, manifest=none))).named("ul")


@pytest.mark.parametrize(
    ("size", "shown"), [(999, "999 bytes"), (1500, "1.5 kB"), (2_000_000_000_000, "2000.0 GB")]
)
def test_sizes_are_told_in_the_unit_that_fits(size: int, shown: str) -> None:
    assert shown in Parsed(status_html(replace(_STATUS, bytes=size))).inside["dd"]


def test_after_a_build_its_report_is_told_with_what_could_not_be_read() -> None:
    unreadable = tuple(Unreadable(origin=f"{n}.txt", reason="no text") for n in range(25))
    report = Report(
        generation="2", articles=3, passages=4, added=1, embedded=5, unreadable=unreadable
    )
    found = Parsed(status_html(_STATUS, report))
    assert "1 added, 0 changed, 0 removed, 5 texts embedded" in found.text
    assert "Not readable: 25" in found.text
    assert "0.txt no text" in found.text
    assert "and 5 more" in found.text


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_is_text_in_the_panel(hostile: str) -> None:
    manifest = replace(_MANIFEST, outlets={hostile: 1}, embedding=hostile)
    report = Report(
        generation="2",
        articles=1,
        passages=1,
        unreadable=(Unreadable(origin=hostile, reason=hostile),),
    )
    assert_harmless(status_html(replace(_STATUS, manifest=manifest), report))
    assert_harmless(problem_html(hostile))
    assert_harmless(progress_html(Progress(hostile, 1, 2)))


def test_progress_is_told_in_words_and_shown_as_a_bar_once_the_total_is_known() -> None:
    assert progress_text(None) == "Starting"
    assert progress_text(Progress("Reading articles", 1000, None)) == "Reading articles: 1,000"
    assert not Parsed(progress_html(Progress("Reading articles", 1000, None))).classed("bar")
    found = Parsed(progress_html(Progress("Embedding passages", 50, 200)))
    assert "Embedding passages: 50 of 200" in found.text
    (bar,) = found.classed("bar")
    assert (bar["aria-valuenow"], bar["aria-valuemax"]) == ("50", "200")
    assert {"style": "width:25%"} in found.named("span")


def test_a_missing_index_can_be_built_and_is_urgent(tmp_path: Path) -> None:
    (view,) = watch(Settings(index=tmp_path / "none"))
    assert "Nothing has been indexed" in Parsed(view.html).text
    assert view.can_rebuild
    assert view.urgent
    assert view.outlets is None


def test_an_unreadable_index_says_so_and_is_not_rebuilt_from_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "CURRENT").write_text("000007\n")
    (view,) = watch(Settings(index=tmp_path))
    assert "which is not there" in Parsed(view.html).text
    assert not view.can_rebuild
    assert view.urgent


def test_an_index_that_can_be_asked_is_shown_calmly(sample_index: Settings) -> None:
    (view,) = watch(sample_index)
    assert view.can_rebuild
    assert not view.urgent
    assert view.outlets
    assert view.heading == f"Index: {sum(view.outlets.values())} articles"


def test_an_index_of_another_model_is_shown_with_what_to_do(sample_index: Settings) -> None:
    calm, alarmed = watch(sample_index.model_copy(update={"embedding": "another-model"}))
    assert not calm.urgent
    assert alarmed.urgent
    assert "another-model" in alarmed.html
    assert alarmed.can_rebuild


def test_a_build_is_watched_to_its_end_and_its_failure_told(tmp_path: Path) -> None:
    build = BackgroundRebuild(Settings(index=tmp_path / "i", articles=tmp_path / "missing"))
    build.start()
    *_, last = watch(Settings(index=tmp_path / "i"), build)
    assert "is not there" in Parsed(last.html).text
    assert last.urgent


def test_a_build_under_way_shows_its_progress(tmp_path: Path) -> None:
    class Running(BackgroundRebuild):
        ticks = 2

        @property
        def running(self) -> bool:
            self.ticks -= 1
            return self.ticks >= 0

    build = Running(Settings(index=tmp_path))
    build.progress = Progress("Embedding passages", 3, 9)
    started = time.monotonic()
    views: Iterator[object] = watch(Settings(index=tmp_path), build)
    first = next(iter(views))
    assert "3 of 9" in first.html  # type: ignore[attr-defined]
    assert time.monotonic() - started < 1
