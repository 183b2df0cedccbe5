"""The sample articles, which double as examples of every format, and a real page."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.readers import Unreadable, read_paths
from index.readers.markup import html_to_text

if TYPE_CHECKING:
    from index.article import Article


@pytest.fixture(scope="module")
def samples(repository: Path) -> list[Article]:
    found = list(read_paths([repository / "articles"]))
    assert not [item for item in found if isinstance(item, Unreadable)]
    return [item for item in found if not isinstance(item, Unreadable)]


def test_every_sample_is_whole(samples: list[Article]) -> None:
    assert len(samples) >= 30
    for article in samples:
        assert article.title
        assert article.source
        assert article.language == "en"
        assert 130 <= len(article.body.split()) <= 520, article.title
    dates = [article.published for article in samples if article.published is not None]
    assert len(dates) >= len(samples) - 1  # an explainer has none
    assert {moment.year for moment in dates} == {2022, 2023, 2024, 2025}
    assert all(moment.tzinfo is UTC for moment in dates)
    assert len({article.id for article in samples}) == len(samples)
    assert len({article.source for article in samples}) >= 5


def test_every_format_is_among_them(samples: list[Article]) -> None:
    suffixes = Counter(
        suffix for article in samples for suffix in Path(article.origin.split("#")[0]).suffixes
    )
    text = " ".join(suffixes)
    for suffix in ("txt", "md", "html", "json", "jsonl", "csv", "gz"):
        assert f".{suffix}" in text


def test_a_real_page_pasted_as_text(seed_article: Path) -> None:
    (article,) = read_paths([seed_article])
    assert not isinstance(article, Unreadable)
    assert article.source == "Agence France-Presse"
    assert article.published == datetime(2022, 2, 9, 21, 49, tzinfo=UTC)
    assert article.title not in article.body
    for line in ("Google Play", "Android App", "Published:", "Caption:"):
        assert line not in article.body


@given(
    content=st.binary(max_size=300) | st.text(max_size=200).map(str.encode),
    suffix=st.sampled_from(
        ".txt .md .html .json .jsonl .csv .txt.gz .pdf .docx .eml .warc .warc.gz .zip .xyz".split()
    ),
)
def test_whatever_a_file_holds_reading_goes_on(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, suffix: str
) -> None:
    folder = tmp_path_factory.mktemp("any")
    (folder / f"a{suffix}").write_bytes(content)
    (folder / "b.txt").write_text(
        "Bridge reopens\n\nPublished: 9 Feb 2022\n\nThe bridge at Examplewick reopened on "
        "Wednesday after two years of repairs, the council said.\n"
    )
    found = list(read_paths([folder / f"a{suffix}", folder / "b.txt"]))
    assert found
    for item in found[:-1]:
        if isinstance(item, Unreadable):
            assert item.reason
    last = found[-1]
    assert not isinstance(last, Unreadable)
    assert last.title == "Bridge reopens"


@pytest.mark.parametrize("section", ["<![", "<![>", "<![if !IE]>", "<![endif]>", "<! [x", "<!"])
def test_damaged_sections_of_word_processors_end_nothing(section: str) -> None:
    text = html_to_text(f"<p>before</p>{section}<p>after</p>")
    assert "before" in text
