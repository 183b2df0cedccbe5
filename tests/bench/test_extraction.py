from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING

import pytest

from bench.__main__ import main
from bench.data import NoData
from bench.extraction import Overlap, overlap, run, scores
from tests.made_pages import BODY, PARAGRAPHS, page

if TYPE_CHECKING:
    from pathlib import Path

RELATED = (
    "<ul><li><a href='/a'>Council votes on the new library at Sund</a></li>"
    "<li><a href='/b'>Storm takes the roof of the school at Hove</a></li></ul>"
)
ERROR = "<html><head><title>404 Not Found</title></head><body><p>Gone for good.</p></body></html>"


def write(folder: Path, *pages: tuple[str, str]) -> Path:
    """A folder of measuring data: each page's markup and its true body."""
    (folder / "html").mkdir(exist_ok=True)
    truth = {}
    for number, (markup, body) in enumerate(pages):
        truth[f"page{number}"] = {"articleBody": body, "url": "https://tidende.example"}
        (folder / "html" / f"page{number}.html.gz").write_bytes(gzip.compress(markup.encode()))
    (folder / "ground-truth.json").write_text(json.dumps(truth), encoding="utf-8")
    return folder


def test_runs_of_four_words_are_counted_as_often_as_they_occur() -> None:
    assert overlap("a b c d e", "a b c d x") == Overlap(shared=1, surplus=1, missed=1)
    assert overlap("a b c d a b c d", "a, b; c d") == Overlap(shared=1, surplus=0, missed=4)
    assert overlap("a b", "a b") == Overlap(shared=1, surplus=0, missed=0)
    assert overlap("a b", "A b") == Overlap(shared=0, surplus=1, missed=1)
    assert overlap("a b c d", "") == Overlap(shared=0, surplus=0, missed=1)


def test_means_over_the_pages_and_the_f1_of_the_means() -> None:
    pages = [Overlap(3, 1, 0), Overlap(1, 0, 1), Overlap(0, 0, 2), Overlap(0, 2, 0)]
    # Precision of the first, second and fourth; recall of the first three.
    assert scores(pages) == {"precision": 0.5833, "recall": 0.5, "f1": 0.5385}
    assert scores([Overlap(0, 1, 1)]) == {"precision": 0.0, "recall": 0.0, "f1": 0.0}


def test_ours_leaves_out_what_plain_takes(tmp_path: Path) -> None:
    found = run(write(tmp_path, (page(after=RELATED), BODY), (page(), BODY)))
    assert found["ours"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0}
    assert found["plain"]["precision"] < 1.0
    assert found["plain"]["recall"] == 1.0


def test_a_page_that_is_refused_has_no_recall(tmp_path: Path) -> None:
    found = run(write(tmp_path, (page(), BODY), (ERROR, PARAGRAPHS[0])))
    assert found["ours"]["recall"] == 0.5
    assert found["ours"]["precision"] == 1.0


def test_json_and_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, (page(), BODY))
    assert main(["extraction", str(tmp_path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["ours"]["f1"] == 1.0
    assert main(["extraction", str(tmp_path)]) == 0
    assert "| ours | 1.000 | 1.000 | 1.000 |" in capsys.readouterr().out


@pytest.mark.parametrize("truth", ["{", "[]", '{"page0": 3}', "{}"])
def test_damaged_truth_is_an_error(tmp_path: Path, truth: str) -> None:
    write(tmp_path, (page(), BODY))
    (tmp_path / "ground-truth.json").write_text(truth, encoding="utf-8")
    with pytest.raises(NoData):
        run(tmp_path)


def test_a_missing_or_damaged_page_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(NoData, match="Name the folder"):
        run(tmp_path)
    write(tmp_path, (page(), BODY))
    gone = tmp_path / "html" / "page0.html.gz"
    gone.write_bytes(b"no gzip")
    with pytest.raises(NoData, match=r"page0\.html\.gz cannot be read"):
        run(tmp_path)
    gone.unlink()
    with pytest.raises(NoData, match=r"page0\.html\.gz cannot be read"):
        run(tmp_path)


@pytest.mark.real_data
def test_real_pages(shared_data: Path) -> None:
    found = run(shared_data / "extraction")
    assert found["ours"]["f1"] >= 0.98
    assert found["ours"]["f1"] >= found["plain"]["f1"] + 0.015
    assert found["ours"]["recall"] >= 0.99


@pytest.mark.real_data
def test_no_real_page_is_refused(shared_data: Path) -> None:
    from bench.extraction import pages
    from index.readers.html import page_article
    from index.readers.page_kind import refusal

    for real in pages(shared_data / "extraction"):
        article = page_article(real.markup, real.name)  # raises where it is refused
        assert article.title, real.name
        assert refusal(real.markup) is None, real.name
