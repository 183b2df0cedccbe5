"""Going back, leases, verifying and repairing: the same in a folder and in a server."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from made_articles import record, write

from index import Filter, open_index, rebuild, remove, rollback, status, update, verify
from index.backends import backend_of
from index.errors import IncompatibleIndex, NoIndex, UnreadableIndex

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.settings import Settings
    from index.vectors import VectorStore


@pytest.fixture
def two(tmp_path: Path) -> Path:
    return write(tmp_path / "two.jsonl", [record(1, "The harbour is old. " * 8), record(2)])


def _write(path: Path, *texts: str) -> Path:
    return write(path, [record(number, text * 8) for number, text in enumerate(texts, 1)])


def test_rollback_goes_back_once_and_the_next_generation_starts_from_there(
    place: Settings, two: Path, tmp_path: Path
) -> None:
    rebuild(two, settings=place)
    with pytest.raises(NoIndex, match="no generation before"):
        rollback(settings=place)
    remove("https://example.org/2", settings=place)
    assert status(place).manifest.articles == 1
    before = open_index(place)
    assert rollback(settings=place) == status(place).generation == "000001"
    opened = open_index(place)
    assert (opened.generation, opened.manifest.articles) == ("000001", 2)
    # Who still reads the one given up goes on.
    assert len(list(before.vectors.entries())) == 1
    with pytest.raises(NoIndex, match="news-assistant index rebuild"):
        rollback(settings=place)
    report = update(_write(tmp_path / "more.jsonl", "The harbour is new. "), settings=place)
    assert (report.generation, report.changed, report.articles) == ("000003", 1, 2)
    assert status(place).before == "000001"
    assert rollback(settings=place) == "000001"


def test_until_the_first_build_is_done_it_says_so(place: Settings, two: Path) -> None:
    said: list[str] = []

    def look(_: object) -> None:
        with pytest.raises(NoIndex, match="news-assistant index rebuild") as error:
            open_index(place)
        said.append(str(error.value))

    look(None)
    rebuild(two, settings=place, progress=look)
    assert "first build has begun" not in said[0]
    assert "first build has begun" in said[-1]
    assert open_index(place).manifest.articles == 2


def test_a_generation_stays_while_it_is_read_and_goes_after(
    place: Settings, two: Path, tmp_path: Path
) -> None:
    rebuild(two, settings=place)
    reading = open_index(place)
    for edition in range(3):
        update(_write(tmp_path / "x.jsonl", f"Edition {edition} of it. "), settings=place)
    assert open_index(place).generation == "000004"
    vector = reading.embeddings.encode_question("harbour")
    assert len(reading.vectors.search(vector, limit=2, within=Filter())) == 2
    assert reading.article(next(iter(reading.vectors.entries())).id) is not None
    del reading
    gc.collect()
    update(_write(tmp_path / "x.jsonl", "Edition 9 of it. "), settings=place)
    assert open_index(place).generation == "000005"
    backend = backend_of(place)
    for gone in ("000001", "000002", "000003"):
        with pytest.raises(UnreadableIndex):
            backend.vectors(gone)
    assert verify(place).problems == ()


def _collections(vectors: VectorStore) -> tuple[Any, Any]:
    passages, articles = vectors.collections
    return passages.collection, articles.collection


def _alter(vectors: VectorStore, how: str) -> None:
    passages, articles = _collections(vectors)
    ids = passages.get(include=[])["ids"]
    parts = articles.get(include=["metadatas", "documents"])
    if how == "a passage is gone":
        passages.delete(ids=ids[:1])
    elif how == "a passage says something else":
        passages.update(ids=ids[:1], documents=["Nobody wrote this."], embeddings=np.eye(1, 384))
    elif how == "a passage is of another outlet":
        passages.update(ids=ids[:1], metadatas=[{"source": "Nobody"}])
    elif how == "a passage of no article":
        row = passages.get(ids=ids[:1], include=["metadatas", "documents"])
        metadata = row["metadatas"][0] | {"article_id": "0" * 16}
        passages.add(
            ids=["f" * 24],
            documents=row["documents"],
            metadatas=[metadata],
            embeddings=np.eye(1, 384, dtype=np.float32),
        )
    elif how == "a vector is too long":
        passages.update(ids=ids[:1], embeddings=np.full((1, 384), 3.0, np.float32))
    elif how == "an article's vector is none":
        articles.update(ids=parts["ids"][:1], embeddings=np.zeros((1, 384), np.float32))
    elif how == "an article says something else":
        text = parts["documents"][0].replace("people", "penguins").replace("old", "cold")
        articles.update(
            ids=parts["ids"][:1], documents=[text], embeddings=np.eye(1, 384, dtype=np.float32)
        )
    elif how == "an article is gone":
        articles.delete(ids=parts["ids"][:1])


_ALTERED = {
    "a passage is gone": {"passage", "word", "manifest"},
    "a passage says something else": {"passage"},
    "a passage is of another outlet": {"passage"},
    "a passage of no article": {"passage", "word", "manifest"},
    "a vector is too long": {"vector"},
    "an article's vector is none": {"vector"},
    "an article says something else": {"article", "passage"},
    "an article is gone": {"passage", "manifest"},
}


@pytest.mark.parametrize("how", _ALTERED)
def test_verify_tells_what_does_not_agree_and_repair_mends_it(
    place: Settings, two: Path, how: str
) -> None:
    rebuild(two, settings=place)
    assert verify(place).problems == ()
    vectors = backend_of(place).vectors("000001")
    _alter(vectors, how)
    vectors.close()
    found = verify(place)
    assert found.by_kind().keys() == _ALTERED[how]
    assert found.repaired is None
    mended = verify(place, repair=True)
    assert mended.problems == found.problems
    assert mended.repaired is not None
    assert mended.repaired.articles == (1 if how == "an article is gone" else 2)
    after = verify(place)
    assert (after.generation, after.problems) == ("000002", ())
    assert open_index(place).problem is None
    assert verify(place, repair=True).repaired is None


def test_verify_knows_the_lexical_entries(place: Settings, two: Path) -> None:
    rebuild(two, settings=place)
    backend = backend_of(place)
    lexical = backend.lexical("000001")
    items = list(open_index(place).vectors.all_passages())
    lexical.delete_articles([items[0].passage.article_id])
    lexical.commit()
    kinds = verify(place).by_kind()
    if place.store:  # what is derived is derived again
        assert kinds == {}
    else:
        assert kinds.keys() == {"file", "word"}
    verify(place, repair=True)
    assert verify(place).problems == ()


def test_a_repair_keeps_history_and_vectors(place: Settings, two: Path, tmp_path: Path) -> None:
    rebuild(two, settings=place)
    update(_write(tmp_path / "x.jsonl", "The harbour is new. "), settings=place)
    opened = open_index(place)
    changed = next(entry for entry in opened.vectors.entries() if entry.versions)
    passages, _ = _collections(opened.vectors)
    passages.update(ids=[opened.vectors.any_passage_id()], metadatas=[{"url": "elsewhere"}])
    mended = verify(place, repair=True)
    assert mended.repaired is not None
    assert mended.repaired.embedded == 0
    versions = open_index(place).vectors.versions(changed.id)
    assert [version.article.body[:19] for version in versions] == ["The harbour is old."]


def test_another_model_or_schema_leaves_the_one_before_answering(
    place: Settings, two: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rebuild(two, settings=place)
    remove("https://example.org/2", settings=place)
    backend = backend_of(place)
    read = type(backend).manifest

    def manifest(self: Any, name: str) -> Any:
        if name == "000002":
            raise IncompatibleIndex("Schema 1. Run: news-assistant index rebuild PATHS")
        return read(self, name)

    monkeypatch.setattr(type(backend), "manifest", manifest)
    opened = open_index(place)
    assert opened.generation == "000001"
    assert isinstance(opened.problem, IncompatibleIndex)
    assert "news-assistant index rebuild" in str(opened.problem)
    with pytest.raises(IncompatibleIndex):
        verify(place)
