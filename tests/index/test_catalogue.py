from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from made_articles import record, write

from index import open_index, rebuild, remove, store, update
from index.catalogue import Catalogue, catalogue
from index.errors import NoIndex
from index.settings import IndexSettings
from index.stored import ArticleEntry

if TYPE_CHECKING:
    from pathlib import Path


def _entry(number: int, title: str, source: str = "Wire", *, dated: bool = True) -> ArticleEntry:
    day = datetime(2023, 1, 31, 23, 59, tzinfo=UTC) - timedelta(days=number)
    return ArticleEntry(
        id=f"{number:016x}",
        digest="",
        title=title,
        source=source,
        published=day if dated else None,
        modified=None,
        url="",
        other_urls=(),
        origin="",
        story="",
        signature="",
        text_digest="",
        versions=0,
    )


def _titles(listed: Catalogue, words: str, source: str | None = None) -> list[str]:
    return [item.title for item in listed.find(words, source=source)]


_LISTED = Catalogue(
    [
        _entry(40, "Undated", dated=False),
        _entry(31, "Crème brûlée named best dish"),
        _entry(0, "Storm reaches the coast"),
        _entry(2, "STORM over"),
        _entry(1, "Bridge opens", "Le Café Post"),
        _entry(3, "No outlet", ""),
    ]
)


def test_the_newest_come_first_and_those_without_a_date_last() -> None:
    titles = [item.title for item in _LISTED.articles]
    assert titles[:3] == ["Storm reaches the coast", "Bridge opens", "STORM over"]
    assert titles[-1] == "Undated"


def test_every_word_must_be_in_title_outlet_or_day_whatever_its_case_and_accents() -> None:
    assert _titles(_LISTED, "storm") == ["Storm reaches the coast", "STORM over"]
    assert _titles(_LISTED, "coast STORM") == ["Storm reaches the coast"]
    assert _titles(_LISTED, "creme") == ["Crème brûlée named best dish"]
    assert _titles(_LISTED, "cafe bridge") == ["Bridge opens"]
    assert _titles(_LISTED, "2023-01-3") == ["Storm reaches the coast", "Bridge opens"]
    assert _titles(_LISTED, "storm whale") == []
    assert len(_titles(_LISTED, "  ")) == 6


def test_an_outlet_is_the_whole_of_its_name() -> None:
    assert _titles(_LISTED, "", "Le Café Post") == ["Bridge opens"]
    assert _titles(_LISTED, "", "Le Café") == []
    assert _titles(_LISTED, "storm", "Wire") == ["Storm reaches the coast", "STORM over"]


def test_articles_are_counted_by_month_the_biggest_outlet_first() -> None:
    months = _LISTED.months()
    assert list(months) == ["Wire", "", "Le Café Post"]
    assert months["Wire"] == {(2023, 1): 2, (2022, 12): 1}


def test_a_hundred_thousand_are_searched_while_somebody_types() -> None:
    many = Catalogue(_entry(n, f"Harbour of Exampleton {n}") for n in range(100_000))
    started = time.perf_counter()
    assert _titles(many, "exampleton 99999") == ["Harbour of Exampleton 99999"]
    assert time.perf_counter() - started < 1


def test_it_is_made_once_a_generation_and_follows_the_index(tmp_path: Path) -> None:
    settings = IndexSettings(index=tmp_path / "index")
    with pytest.raises(NoIndex):
        catalogue(settings)
    rebuild(write(tmp_path / "a.jsonl", [record(0), record(1)]), settings=settings)
    first = catalogue(settings)
    assert {item.title for item in first.articles} == {record(0)["title"], record(1)["title"]}
    assert catalogue(settings) is first
    changed = record(1) | {"body": record(1)["body"] + " More is known now than before."}
    update(write(tmp_path / "b.jsonl", [changed, record(2)]), settings=settings)
    second = catalogue(settings)
    assert second.generation == open_index(settings).generation != first.generation
    assert {item.title: item.versions for item in second.articles} == {
        record(0)["title"]: 0,
        record(1)["title"]: 1,
        record(2)["title"]: 0,
    }
    remove(record(0)["url"], settings=settings)
    assert len(catalogue(settings).articles) == 2


def test_it_is_never_of_the_generation_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = IndexSettings(index=tmp_path / "index")
    rebuild(write(tmp_path / "a.jsonl", [record(0)]), settings=settings)
    assert len(catalogue(settings).articles) == 1
    update(write(tmp_path / "b.jsonl", [record(1)]), settings=settings)
    begun, go_on = threading.Event(), threading.Event()
    opening = store.open_generation

    def slowly(*arguments: Any) -> Any:
        begun.set()
        assert go_on.wait(60)
        return opening(*arguments)

    monkeypatch.setattr(store, "open_generation", slowly)
    with ThreadPoolExecutor() as threads:
        asking = threads.submit(open_index, settings)
        assert begun.wait(60)
        assert open_index(settings).manifest.articles == 1
        listing = threads.submit(catalogue, settings)
        # Enough for it to give the one before, if it did.
        with pytest.raises(TimeoutError):
            listing.result(timeout=0.5)
        go_on.set()
        assert len(listing.result().articles) == 2
        assert asking.result().manifest.articles == 2
