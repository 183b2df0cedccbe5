"""Vectors of sentences: made with the passages', stored, used again, and done without."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import numpy as np
import pytest
from made_articles import record, write

import index.lexical_schema
from assistant.evidence import WEIGHED, evidence
from assistant.question import understand
from assistant.quoting import candidates
from assistant.retriever import retrieve
from assistant.settings import Settings
from index import Filter, open_index, rebuild, remove, update, verify
from index.embedding import SentenceEmbeddings, load_embeddings
from index.sentence_vectors import packed, unpacked
from index.sentences import split_sentences

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from index.store import NewsIndex

TITLE = "Summit in Paris\n"
TEXT = "Mary Adams went there on Tuesday. She said that taxes would rise. The weather was mild."
LONG = " ".join(f"Sentence number {number} tells of house {number * 7}." for number in range(60))


def spans(text: str) -> list[tuple[int, int]]:
    return list(split_sentences(text))


def known(opened: NewsIndex) -> dict[str, list[tuple[int, int]]]:
    """By passage the spans in its article of those sentences that have a vector."""
    return {
        item.passage.id: list(
            opened.sentence_vectors(
                item.passage.article_id, item.passage.start, item.passage.start + 1
            )
        )
        for item in opened.vectors.all_passages()
    }


def assert_all_known(opened: NewsIndex) -> None:
    found = known(opened)
    assert found
    for item in opened.vectors.all_passages():
        begins = item.passage.start
        assert found[item.passage.id] == [
            (begins + start, begins + end) for start, end in spans(item.passage.text)
        ]


def test_what_is_packed_is_nearly_the_same_and_takes_a_byte_a_number() -> None:
    rng = np.random.default_rng(7)
    rows = rng.normal(size=(5, 384)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    vectors = {(10 * place, 10 * place + 9): row for place, row in enumerate(rows)}
    data = packed(vectors)
    assert len(data) == 5 * (384 + 8)
    found = unpacked(data, 384)
    assert list(found) == list(vectors)
    for span, row in vectors.items():
        assert float(found[span] @ row) > 0.999
        assert float(np.linalg.norm(found[span])) == pytest.approx(1.0, abs=1e-5)
    assert unpacked(data, 128) == {}
    assert unpacked(packed({}), 384) == {}


def test_documents_come_out_the_same_and_their_sentences_know_their_context() -> None:
    model = load_embeddings()
    rows, (found, long) = model.encode_with_sentences(
        [TEXT, LONG], [spans(TEXT), spans(LONG)], before=[TITLE, ""]
    )
    assert np.allclose(rows, model.encode([TITLE + TEXT, LONG]), atol=2e-2)
    assert list(found) == spans(TEXT)
    alone = model.encode([TEXT[start:end] for start, end in found])
    # None of them says where it was.
    where = model.encode_question("summit in Paris")
    for row, without in zip(found.values(), alone, strict=True):
        assert float(row @ where) > float(without @ where) + 0.1
    # What the model does not read has none.
    assert 0 < len(long) < 60
    assert list(long) == spans(LONG)[: len(long)]
    assert model.encode_with_sentences([], [], before=[])[1] == []


def test_they_come_and_go_with_their_passages(place: Settings, tmp_path: Path) -> None:
    ten = write(tmp_path / "ten.jsonl", [record(number) for number in range(10)])
    rebuild(ten, settings=place)
    assert_all_known(open_index(place, wait=True))
    more = write(tmp_path / "more.jsonl", [record(1, "All is new. " * 30), record(11)])
    update(more, settings=place)
    remove("https://example.org/3", settings=place)
    assert_all_known(open_index(place, wait=True))
    report = rebuild(ten, settings=place)
    # Of 11 and of the new 1 nothing is of use; of the old 1 and of 3 nothing is left.
    assert 0 < report.embedded < report.passages
    assert_all_known(open_index(place, wait=True))
    assert rebuild(ten, settings=place).embedded == 0
    assert_all_known(open_index(place, wait=True))
    assert not verify(place).problems


def test_an_index_made_without_them_answers_and_gets_them_when_it_is_rebuilt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(index=tmp_path / "index")
    ten = write(tmp_path / "ten.jsonl", [record(number) for number in range(10)])
    with monkeypatch.context() as old:
        old.setattr(index.lexical_schema, "SENTENCES", "other")
        first = rebuild(ten, settings=settings)
    opened = open_index(settings, wait=True)
    assert not any(known(opened).values())
    asked = "How many people had come to see the harbour of Exampleton 0?"
    understood = understand(asked, as_of=datetime(2024, 5, 1, tzinfo=UTC), outlets=[])
    found = list(candidates(retrieve(opened, understood, Filter(), limit=8, per_article=2)))
    embedded: list[str] = []
    encode = SentenceEmbeddings.encode

    def counted(model: SentenceEmbeddings, texts: Sequence[str]) -> NDArray[np.float32]:
        embedded.extend(texts)
        return encode(model, texts)

    monkeypatch.setattr(SentenceEmbeddings, "encode", counted)
    without = evidence(opened, understood, found)
    assert len(without) == len(embedded) == 12 < len(found)
    report = update(write(tmp_path / "more.jsonl", [record(11)]), settings=settings)
    assert report.added == 1
    assert rebuild(ten, settings=settings).embedded == first.passages
    opened = open_index(settings, wait=True)
    assert_all_known(opened)
    embedded.clear()
    found = list(candidates(retrieve(opened, understood, Filter(), limit=8, per_article=2)))
    measured = evidence(opened, understood, found)
    assert len(measured) == min(WEIGHED, len(found)) > 12
    assert len(embedded) == 6
    assert {item.text for item, _ in without} <= {item.text for item, _ in measured}
