from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from html_shape import assert_text_only
from made_answers import Parsed
from payloads import PAYLOADS

from assistant.page.index_html import (
    outcome_html,
    problem_html,
    progress_html,
    progress_text,
    report_html,
    status_html,
    watch,
)
from assistant.settings import Settings
from index import Progress, Report, Status, Unreadable
from index.background import BackgroundWork
from index.manifest import Manifest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

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
_STATUS = Status(
    where="i", generation="000002", before="000001", manifest=_MANIFEST, bytes=3_400_000
)


def test_the_panel_holds_counts_span_outlets_and_when_it_was_built() -> None:
    found = Parsed(status_html(_STATUS))
    facts = dict(zip(found.inside["dt"], found.inside["dd"], strict=True))
    assert facts == {
        "Articles": "1,234",
        "Passages": "5,678",
        "Outlets": "2",
        "Published": "24 Jan 2022 – 22 Oct 2025",
        "Built": "24 Nov 2025, 09:05 UTC",
        "Generation": "000002, before it 000001",
        "Size": "3.4 MB",
        "Model": "some-model",
    }
    assert found.inside["li"] == ["Example Wire800", "Sample Courier434"]
    assert [bar["style"] for bar in found.classed("share")] == ["width:100%", "width:54%"]


def test_many_outlets_are_folded_and_none_is_no_list() -> None:
    many = replace(_MANIFEST, outlets={f"Outlet {n}": 20 - n for n in range(12)})
    found = Parsed(status_html(replace(_STATUS, manifest=many)))
    assert found.inside["summary"] == ["9 more outlets"]
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
    found = Parsed(report_html(report))
    assert "1 added, 0 changed, 0 removed, 5 texts embedded" in found.text
    assert "Not readable: 25" in found.text
    assert "0.txt no text" in found.text
    assert "and 5 more" in found.text


@pytest.mark.parametrize("hostile", PAYLOADS)
def test_hostile_text_is_text_in_the_panel(hostile: str) -> None:
    def facts(text: str) -> str:
        manifest = replace(_MANIFEST, outlets={text: 1}, embedding=text)
        return status_html(replace(_STATUS, manifest=manifest, before=text), may_change=True)

    def report(text: str) -> str:
        unreadable = (Unreadable(origin=text, reason=text),)
        return report_html(
            Report(generation="2", articles=1, passages=1, unreadable=unreadable), text
        )

    assert_text_only(facts, hostile)
    assert_text_only(report, hostile)
    assert_text_only(problem_html, hostile)
    assert_text_only(lambda text: progress_html(Progress(text, 1, 2)), hostile)


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
    (view,) = watch(Settings(index=tmp_path / "none"), may_change=True)
    assert "Nothing has been indexed" in Parsed(view.html).text
    assert view.can_rebuild
    assert view.urgent
    assert view.outlets is None


def test_an_unreadable_index_says_so_and_is_not_rebuilt_from_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "CURRENT").write_text("000007\n")
    (view,) = watch(Settings(index=tmp_path), may_change=True)
    assert "which is not there" in Parsed(view.html).text
    assert not view.can_rebuild
    assert view.urgent


def test_an_index_that_can_be_asked_is_shown_calmly(sample_index: Settings) -> None:
    (view,) = watch(sample_index, may_change=True)
    assert view.can_rebuild
    assert not view.urgent
    assert view.outlets
    assert view.heading == f"Index: {sum(view.outlets.values())} articles"


def test_an_index_of_another_model_is_shown_with_what_to_do(sample_index: Settings) -> None:
    calm, alarmed = watch(
        sample_index.model_copy(update={"embedding": "another-model"}), may_change=True
    )
    assert not calm.urgent
    assert alarmed.urgent
    assert "another-model" in alarmed.html
    assert alarmed.can_rebuild


def test_a_build_is_watched_to_its_end_and_its_failure_told(tmp_path: Path) -> None:
    build = BackgroundWork(Settings(index=tmp_path / "i", articles=tmp_path / "missing"))
    build.start()
    *_, last = watch(Settings(index=tmp_path / "i"), build, may_change=True)
    assert "is not there" in Parsed(last.html).text
    assert last.urgent


def test_who_may_not_change_the_index_is_offered_nothing_and_told_of_no_files(
    sample_index: Settings, tmp_path: Path
) -> None:
    work = BackgroundWork(sample_index)
    assert work.add([tmp_path / "missing.txt"])
    *_, theirs = watch(sample_index, work, may_change=True)
    assert "missing.txt" in theirs.html
    assert theirs.can_rebuild
    *_, view = watch(sample_index, work)
    assert "missing.txt" not in view.html
    assert not view.can_rebuild
    assert "data-do" not in view.html


def test_what_is_indexed_stays_in_view_while_work_goes_on(sample_index: Settings) -> None:
    class Running(BackgroundWork):
        running = True  # type: ignore[assignment]

    work = Running(sample_index)
    work.progress, work.doing = Progress("Fetching pages", 1, 2), "Adding"
    view = next(watch(sample_index, work, may_change=True))
    assert "Fetching pages: 1 of 2" in view.html
    assert Parsed(view.html).classed("facts")
    assert "facts" not in view.work
    assert view.heading == "Index: adding"
    assert (view.can_rebuild, view.can_cancel) == (False, True)
    assert not next(watch(sample_index, work)).can_cancel


def test_the_way_back_names_what_it_leads_to() -> None:
    earlier = replace(_MANIFEST, articles=1, built=datetime(2025, 11, 20, 8, 0, tzinfo=UTC))
    html = status_html(replace(_STATUS, earlier=earlier), may_change=True)
    assert "Generation 000001: 1 article, built 20 Nov 2025, 08:00 UTC." in Parsed(html).text
    assert {"data-generation": "000001"}.items() <= Parsed(html).named("button")[0].items()
    assert "data-do" not in status_html(_STATUS)
    assert "data-do" not in status_html(replace(_STATUS, before=None), may_change=True)


def test_what_came_of_work_is_told(tmp_path: Path) -> None:
    work = BackgroundWork(Settings(index=tmp_path))
    assert outcome_html(work) == ""
    work.number, work.doing = 1, "Updating"
    assert "should not" in outcome_html(work)  # a defect: neither done, nor failed, nor cancelled
    work.cancelled = True
    assert "Cancelled. The index is as it was." in outcome_html(work)
    work.cancelled, work.finished = False, True
    work.report = Report(generation="2", articles=1, passages=1, added=1)
    assert "Done in 0.0 s: 1 added" in outcome_html(work)


def test_a_build_under_way_shows_its_progress(tmp_path: Path) -> None:
    class Running(BackgroundWork):
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
