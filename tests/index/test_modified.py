"""The date on which an article says it was modified."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from index.article import Article
from index.readers import read_paths
from index.readers.fields import to_article
from tests.made_pages import page

if TYPE_CHECKING:
    from pathlib import Path

RECORD = {
    "title": "Ferry returns",
    "body": "The ferry sailed on Monday.",
    "published": "2023-05-08",
}
LATER = datetime(2023, 5, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    "name",
    ["dateModified", "modified", "updated", "updated_at", "lastModified", "last_updated"],
)
def test_a_record_says_it_under_any_usual_name(name: str) -> None:
    assert to_article(RECORD | {name: "2023-05-09"}, "a.json").modified == LATER


@pytest.mark.parametrize("value", ["2023-05-08", "2023-05-01", "soon", "", None])
def test_none_unless_later_than_published(value: object) -> None:
    assert to_article(RECORD | {"modified": value}, "a.json").modified is None


def test_none_where_nobody_knows_when_it_was_published() -> None:
    record = {"title": "Ferry returns", "body": "The ferry sailed.", "modified": "2023-05-09"}
    assert to_article(record, "a.json").modified is None


def test_from_a_pasted_page_and_from_a_web_page(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "Ferry returns\nPublished: 8 May 2023\nUpdated: 9 May 2023\n\nThe ferry sailed on Monday.\n"
    )
    data = {"@type": "Article", "datePublished": "2023-05-08", "dateModified": "2023-05-09"}
    (tmp_path / "b.html").write_text(page(data=data), encoding="utf-8")
    for article in read_paths([tmp_path]):
        assert isinstance(article, Article)
        assert article.published == datetime(2023, 5, 8, tzinfo=UTC)
        assert article.modified == LATER


def test_a_touched_date_is_no_change() -> None:
    article = to_article(RECORD, "a.json")
    assert replace(article, modified=LATER).digest == article.digest
    assert replace(article, body="Corrected.").digest != article.digest
