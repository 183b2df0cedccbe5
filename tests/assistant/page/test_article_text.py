from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.page.article_text import REACH, around, digest, surroundings
from assistant.settings import Settings
from index import open_index, rebuild, remove, update

if TYPE_CHECKING:
    from pathlib import Path

    from index import Article


def _article(settings: Settings) -> Article:
    from assistant import answer

    cited = answer("How long is Finland's border with Russia?", settings=settings).citations[0]
    article = open_index(settings).article(cited.article_id)
    assert article is not None
    return article


def _span(article: Article, start: int, end: int, **more: Any) -> dict[str, Any]:
    shown = digest(article.body[start:end])
    return {"article": article.id, "start": start, "end": end, "digest": shown} | more


def test_what_stands_around_a_span_is_exact(sample_index: Settings) -> None:
    article = _article(sample_index)
    found = around(_span(article, 100, 200, whole=True), sample_index)
    assert found["before"] == article.body[:100]
    assert found["after"] == article.body[200:]
    assert (found["more_before"], found["more_after"], found["note"]) == (False, False, "")


@pytest.mark.parametrize(
    "wrong",
    [
        {"digest": "0" * 16},
        {"start": 101},
        {"end": 10**9},
        {"start": -1},
        {"start": 150, "end": 120},
    ],
    ids=str,
)
def test_nothing_is_put_around_another_text(sample_index: Settings, wrong: dict[str, Any]) -> None:
    found = around(_span(_article(sample_index), 100, 200) | wrong, sample_index)
    assert list(found) == ["problem"]
    assert "another text" in found["problem"]


def test_an_article_that_is_not_there_is_told(sample_index: Settings) -> None:
    found = around({"article": "none", "start": 0, "end": 1, "digest": ""}, sample_index)
    assert found == {"problem": "This article is no longer in the index."}


@pytest.mark.parametrize("sent", [None, [], "x", {}, {"article": 1, "start": "a"}], ids=str)
def test_what_no_page_sends_is_refused(sent: Any, tmp_path: Path) -> None:
    found = around(sent, Settings(index=tmp_path / "index"))
    assert "not understood" in found["problem"]


def test_without_an_index_the_way_out_is_told(tmp_path: Path) -> None:
    sent = {"article": "a", "start": 0, "end": 1, "digest": ""}
    assert "index rebuild" in around(sent, Settings(index=tmp_path / "index"))["problem"]


def test_a_former_text_is_found_with_its_last_day_and_a_removed_article_is_gone(
    tmp_path: Path,
) -> None:
    file = tmp_path / "news.jsonl"
    settings = Settings(index=tmp_path / "index")
    sentences = [f"Sentence number {n} of the report is about the harbour." for n in range(40)]
    record = {"title": "The harbour", "url": "https://wire.example/harbour", "source": "Wire"}
    file.write_text(json.dumps(record | {"body": " ".join(sentences)}), encoding="utf-8")
    rebuild(file, settings=settings)
    (entry,) = open_index(settings).vectors.entries()
    before = open_index(settings).article(entry.id)
    assert before is not None
    shown = _span(before, 60, 120)

    changed = ["It was all quite different.", *sentences[1:]]
    file.write_text(json.dumps(record | {"body": " ".join(changed)}), encoding="utf-8")
    update(file, settings=settings)
    found = around(shown, settings)
    assert found["before"] == before.body[:60]
    assert found["note"].startswith("As it was until ")

    remove(entry.id, settings=settings)
    assert "no longer" in around(shown, settings)["problem"]


@given(
    body=st.text("ab \n", max_size=120),
    ends=st.tuples(st.integers(0, 120), st.integers(0, 120)),
    reach=st.integers(1, 40),
)
def test_surroundings_join_the_span_and_reach_no_further_than_told(
    body: str, ends: tuple[int, int], reach: int
) -> None:
    start, end = sorted(min(place, len(body)) for place in ends)
    found = surroundings(body, start, end, reach)
    assert body[:start].endswith(found.before)
    assert body[end:].startswith(found.after)
    assert found.more_before == (len(found.before) < start)
    assert found.more_after == (end + len(found.after) < len(body))
    assert max(len(found.before), len(found.after)) <= reach * 3 // 2
    # Whoever asks for more gets more.
    assert found.before or not found.more_before
    assert found.after or not found.more_after


def test_it_begins_and_ends_with_a_paragraph() -> None:
    paragraph = "word " * 100
    body = "\n\n".join([paragraph.strip()] * 20)
    found = surroundings(body, 5000, 5100, REACH)
    assert body[: 5000 - len(found.before)].endswith("\n")
    assert body[5100 + len(found.after) :].startswith("\n")
