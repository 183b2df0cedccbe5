"""One article for one address or one text: what was read, and with real stores what is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from made_articles import record, write

from index import Article, Filter, IndexSettings, open_index, rebuild, remove, update
from index.sameness import Distinct, distinct
from index.versions import MOST

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DAY = datetime(2023, 5, 6, 9, tzinfo=UTC)
TEXT = "The ferry to Marwick sails again after the storm, the harbour master said. " * 8
OTHER = "The school of Ostby gets a new roof, paid for by the lottery of the county. " * 8


def article(url: str = "", body: str = TEXT, source: str = "Example Wire", **more: str) -> Article:
    return Article(title=more.pop("title", "The ferry"), body=body, url=url, source=source)


def one(*readings: Article) -> Article:
    found = distinct(readings, {}, keep=False)
    assert len(found.articles) == 1
    ((key, article),) = found.articles.items()
    assert key == article.id
    return article


def test_forms_of_an_address_are_one_and_the_first_stays() -> None:
    kept = one(
        article("https://www.example.org/ferry/"),
        article("http://example.org/ferry?utm_source=feed", body=OTHER),
    )
    assert kept.url == "https://www.example.org/ferry/"
    assert kept.other_urls == ()
    assert kept.body == OTHER


@pytest.mark.parametrize(
    ("first", "second", "kept"),
    [
        ({}, {}, "second"),
        ({"published": DAY}, {}, "first"),
        ({"published": DAY}, {"published": DAY}, "second"),
        ({"published": DAY, "modified": DAY + timedelta(days=2)}, {"published": DAY}, "first"),
        ({"modified": DAY}, {"published": DAY + timedelta(days=1)}, "second"),
    ],
)
def test_of_two_texts_the_newer_stays_else_that_read_last(
    first: dict[str, datetime], second: dict[str, datetime], kept: str
) -> None:
    readings = {
        "first": replace(article("https://example.org/a", body=TEXT), **first),
        "second": replace(article("https://example.org/a", body=OTHER), **second),
    }
    found = distinct(readings.values(), {}, keep=False)
    ((key, stays),) = found.articles.items()

    assert stays.body == readings[kept].body
    assert [older.body for older in found.older[key]] == [
        readings["first" if kept == "second" else "second"].body
    ]


def test_one_text_at_two_addresses_of_an_outlet_is_one_article() -> None:
    kept = one(
        article("https://example.org/a", title="The ferry"),
        article("https://example.org/b", title="Ferry sails again"),
        article("https://m.example.org/a", body=TEXT.upper().replace(",", "")),
        article("", title="Pasted"),
    )
    assert (kept.url, kept.title) == ("https://example.org/a", "The ferry")
    assert kept.other_urls == ("https://example.org/b", "https://m.example.org/a")


def test_any_address_is_better_than_none() -> None:
    kept = one(article("", title="Pasted"), article("https://example.org/a"))
    assert kept.url == "https://example.org/a"


def test_without_an_outlet_the_host_tells() -> None:
    found = distinct(
        [
            article("https://example.org/a", source=""),
            article("https://www.example.org/b", source="Example Wire"),
            article("https://example.net/a", source=""),
        ],
        {},
        keep=False,
    )
    assert [kept.url for kept in found.articles.values()] == [
        "https://example.org/a",
        "https://example.net/a",
    ]


def test_one_text_in_two_outlets_is_two_articles() -> None:
    found = distinct(
        [article("https://example.org/a"), article("https://example.org/b", source="Courier")],
        {},
        keep=False,
    )
    assert len(found.articles) == 2


def test_the_same_few_words_under_two_titles_are_two_articles() -> None:
    stub = "Watch the film above."
    found = distinct(
        [
            article("https://example.org/a", body=stub, title="Whale"),
            article("https://example.org/b", body=stub, title="Mayor"),
            article("https://example.org/c", body=stub, title="Mayor"),
        ],
        {},
        keep=False,
    )
    assert [kept.title for kept in found.articles.values()] == ["Whale", "Mayor"]


# With the real model and the real stores.


@pytest.fixture
def settings(tmp_path: Path) -> IndexSettings:
    return IndexSettings(index=tmp_path / "index")


def page(url: str, body: str, **more: str) -> dict[str, str]:
    return {
        "title": "The ferry to Marwick",
        "body": body,
        "source": "Example Wire",
        "published": "2023-05-06T09:00:00Z",
        "url": url,
    } | more


def urls(settings: IndexSettings) -> dict[str, tuple[str, ...]]:
    entries = open_index(settings).vectors.entries()
    return {entry.url: entry.other_urls for entry in entries}


def test_an_update_knows_the_article_at_its_other_addresses(
    settings: IndexSettings, tmp_path: Path
) -> None:
    first = write(tmp_path / "1.jsonl", [page("https://example.org/a", TEXT), record(1)])
    second = write(
        tmp_path / "2.jsonl",
        [page("https://example.org/b", TEXT), page("http://www.example.org/a/?utm_id=1", TEXT)],
    )
    rebuild(first, settings=settings)
    report = update(second, settings=settings)
    assert (report.articles, report.added, report.changed, report.embedded) == (2, 0, 1, 0)
    assert urls(settings)["https://example.org/a"] == ("https://example.org/b",)

    again = update(second, settings=settings)
    assert (again.changed, again.generation) == (0, report.generation)

    changed = TEXT + "The first boat leaves at nine."
    third = write(tmp_path / "3.jsonl", [page("https://example.org/b", changed)])
    report = update(third, settings=settings)
    assert (report.articles, report.added, report.changed) == (2, 0, 1)
    index = open_index(settings)
    key = article("https://example.org/a").id
    stored = index.article(key)
    assert stored is not None
    assert (stored.body, stored.url) == (changed.strip(), "https://example.org/a")
    assert [version.article.body for version in index.versions(key)] == [TEXT.strip()]

    # Another story at that address is another article.
    fourth = write(tmp_path / "4.jsonl", [page("https://example.org/b", OTHER, title="A roof")])
    report = update(fourth, settings=settings)
    assert (report.articles, report.added, report.changed) == (3, 1, 0)

    report = remove("https://www.example.org/b#top", settings=settings)
    assert report.removed >= 1


def test_a_pasted_text_becomes_the_article_at_an_address(
    settings: IndexSettings, tmp_path: Path
) -> None:
    pasted = {key: value for key, value in page("", TEXT).items() if key != "url"}
    rebuild(write(tmp_path / "1.jsonl", [pasted, record(1)]), settings=settings)
    report = update(
        write(tmp_path / "2.jsonl", [page("https://example.org/a", TEXT)]), settings=settings
    )
    assert report.articles == 2
    assert "https://example.org/a" in urls(settings)
    assert update(tmp_path / "1.jsonl", settings=settings).generation == report.generation


def test_outlets_of_one_text_stay_findable_by_filter(
    settings: IndexSettings, tmp_path: Path
) -> None:
    rows = [
        page("https://example.org/a", TEXT),
        page("https://example.net/a", TEXT, source="Sample Courier"),
    ]
    rebuild(write(tmp_path / "1.jsonl", rows), settings=settings)
    index = open_index(settings)
    assert len({entry.story for entry in index.vectors.entries()}) == 1
    for outlet in ("Example Wire", "Sample Courier"):
        assert index.lexical.search("ferry", limit=5, within=Filter(sources=(outlet,)))


def bodies(settings: IndexSettings, url: str = "https://example.org/a") -> list[str]:
    versions = open_index(settings).versions(article(url).id)
    assert all(version.replaced.tzinfo is UTC for version in versions)
    return [version.article.body for version in versions]


def test_a_changed_article_keeps_its_history(settings: IndexSettings, tmp_path: Path) -> None:
    long = "\n\n".join(f"Boat {i} of the ferry company sails again." for i in range(400))
    texts = [TEXT.strip(), long, OTHER.strip()]
    path = tmp_path / "a.jsonl"

    def put(text: str, *others: dict[str, str]) -> Path:
        return write(path, [page("https://example.org/a", text), *others])

    rebuild(put(texts[0], record(1)), settings=settings)
    assert bodies(settings) == []
    before = open_index(settings).vectors.count_passages()
    update(put(texts[1]), settings=settings)
    assert bodies(settings) == [texts[0]]
    rebuild(put(texts[2], record(1)), settings=settings)
    assert bodies(settings) == [texts[1], texts[0]]

    # Never searched, and kept by what leaves the article as it is.
    index = open_index(settings)
    assert index.vectors.count_passages() == index.lexical.count() == index.manifest.passages
    assert index.manifest.passages <= before + 1
    assert index.manifest.articles == 2
    assert not index.lexical.search("boat company", limit=5, within=Filter())
    update(write(tmp_path / "b.jsonl", [record(2)]), settings=settings)
    assert rebuild(path, settings=settings).changed == 0
    assert bodies(settings) == [texts[1], texts[0]]

    # A text that comes back is no former one; titles and dates are as they were.
    update(put(texts[1]), settings=settings)
    assert bodies(settings) == [texts[2], texts[0]]
    former = open_index(settings).versions(article("https://example.org/a").id)[0].article
    assert (former.title, former.source) == ("The ferry to Marwick", "Example Wire")
    assert former.published == DAY.replace(hour=9)

    remove("https://example.org/a", settings=settings)
    assert bodies(settings) == []
    update(put(texts[1]), settings=settings)
    assert bodies(settings) == []


@pytest.mark.parametrize("again", [update, rebuild])
def test_a_file_edited_keeps_its_history_and_one_that_holds_another_text_does_not(
    settings: IndexSettings, tmp_path: Path, again: Callable[..., object]
) -> None:
    path = tmp_path / "ferry.md"
    path.write_text(f"# The ferry\n\n{TEXT}\n", encoding="utf-8")
    rebuild(path, settings=settings)
    path.write_text(f"# The ferry\n\n{TEXT}The first boat leaves at nine.\n", encoding="utf-8")
    again(path, settings=settings)
    index = open_index(settings)
    (entry,) = index.vectors.entries()
    (former,) = index.versions(entry.id)
    assert former.article.body == TEXT.strip()

    path.write_text(f"# The school\n\n{OTHER}\n", encoding="utf-8")
    again(path, settings=settings)
    index = open_index(settings)
    (entry,) = index.vectors.entries()
    assert index.versions(entry.id) == []


def test_history_is_bounded_and_what_was_read_older_is_part_of_it(
    settings: IndexSettings, tmp_path: Path
) -> None:
    rows = [
        page("https://example.org/a", f"{TEXT} Day {day}.", published=f"2023-06-{day:02}")
        for day in range(1, MOST + 4)
    ]
    rebuild(write(tmp_path / "a.jsonl", rows[::-1]), settings=settings)
    kept = bodies(settings)

    assert len(kept) == MOST
    assert kept[0].endswith(f"Day {MOST + 2}.")
    newest = open_index(settings).article(article("https://example.org/a").id)
    assert newest is not None
    assert newest.body.endswith(f"Day {MOST + 3}.")


def test_history_survives_another_embedding_model(settings: IndexSettings, tmp_path: Path) -> None:
    # The packaged one under another name, which is what an index tells models apart by.
    from index.embedding import packaged_model

    path = tmp_path / "a.jsonl"
    rebuild(write(path, [page("https://example.org/a", TEXT)]), settings=settings)
    write(path, [page("https://example.org/a", OTHER)])
    other = settings.model_copy(update={"embedding": str(packaged_model())})
    report = rebuild(path, settings=other)

    assert report.embedded > 0
    assert bodies(other) == [TEXT.strip()]


def test_what_was_modified_earlier_does_not_replace_what_is_there(
    settings: IndexSettings, tmp_path: Path
) -> None:
    newer = article("https://example.org/a", body=OTHER)
    known = {
        entry.id: entry for entry in _entries(settings, tmp_path, replace(newer, modified=DAY))
    }
    older = replace(newer, body=TEXT, modified=DAY - timedelta(days=1))
    assert distinct([older], known, keep=True).articles == {}
    assert distinct([replace(older, modified=None)], known, keep=True).articles


def _entries(settings: IndexSettings, tmp_path: Path, article: Article) -> list:
    from index.backends import backend_of
    from index.drafting import draft_writer

    backend = backend_of(settings)
    with (
        backend.writing(),
        draft_writer(backend, settings, lambda _: None, copy=False) as (_, writer),
    ):
        writer.add([article], Distinct())
        writer.finish(())
    return list(open_index(settings).vectors.entries())
