"""Extraction: how much of an article's text is taken from its page, and how much else.

DATA holds `html/ID.html.gz` and `ground-truth.json` (by ID an object with the page's
`articleBody`), as in the article extraction benchmark of Zyte (formerly Scrapinghub),
https://github.com/scrapinghub/article-extraction-benchmark, whose measure this is: the texts of
both sides as multisets of four words in a row (`\\w+`, case kept; a shorter text is one such run),
precision and recall a page, the means of both over the pages, and the F1 of the means.

`ours` is the body that a page gives the index, `plain` what trafilatura takes without comments and
with its defaults otherwise, in the same run. A page that is refused counts as one without a text.
"""

from __future__ import annotations

import gzip
import json
import re
import zlib
from collections import Counter
from dataclasses import dataclass
from statistics import mean
from typing import TYPE_CHECKING, TypeAlias

from bench.arguments import data_parser
from bench.data import NoData
from index.errors import UnreadableArticle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

Results: TypeAlias = dict[str, dict[str, float]]
Extractor: TypeAlias = "Callable[[str], str]"

_IN_A_ROW = 4  # words
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Page:
    """A page's markup, and its article's text as people copied it."""

    name: str
    markup: str
    body: str


@dataclass(frozen=True, slots=True)
class Overlap:
    """How many runs of words are in both texts, only in the one taken, only in the true one."""

    shared: int
    surplus: int
    missed: int

    @property
    def precision(self) -> float | None:
        """Share of the taken text that is true; None where nothing was taken."""
        taken = self.shared + self.surplus
        return self.shared / taken if taken else None

    @property
    def recall(self) -> float | None:
        """Share of the true text that was taken; None where there is none."""
        true = self.shared + self.missed
        return self.shared / true if true else None


def main(argv: Sequence[str]) -> int:
    """Run the bench; a table, or one JSON object, on standard output."""
    parser = data_parser("extraction", __doc__, "folder with html/ and ground-truth.json")
    arguments = parser.parse_args(argv)
    results = run(arguments.data)
    print(json.dumps(results, indent=2) if arguments.json else table(results))
    return 0


def run(data: Path) -> Results:
    """F1, precision and recall, 0 to 1, under "plain" and "ours".

    Raises:
        NoData: the folder lacks a file, or one is damaged.
    """
    overlaps: dict[str, list[Overlap]] = {"plain": [], "ours": []}
    extractors: dict[str, Extractor] = {"plain": plain, "ours": ours}
    for page in pages(data):
        for name, extract in extractors.items():
            overlaps[name].append(overlap(page.body, extract(page.markup)))
    return {name: scores(found) for name, found in overlaps.items()}


def plain(markup: str) -> str:
    """The text that trafilatura takes by itself."""
    from trafilatura import extract

    return extract(markup, include_comments=False) or ""


def ours(markup: str) -> str:
    """The body that the index gets; empty where the page is refused."""
    from index.readers.html import page_article

    try:
        return page_article(markup, "page").body
    except UnreadableArticle:
        return ""


def overlap(true: str, taken: str) -> Overlap:
    """Compare two texts by their runs of words, each counted as often as it occurs."""
    wanted, found = _runs(true), _runs(taken)
    return Overlap(
        shared=(wanted & found).total(),
        surplus=(found - wanted).total(),
        missed=(wanted - found).total(),
    )


def scores(overlaps: Sequence[Overlap]) -> dict[str, float]:
    """The means over the pages, and their F1; a page where a side has nothing is no part of it."""
    precision = _mean(found.precision for found in overlaps)
    recall = _mean(found.recall for found in overlaps)
    total = precision + recall
    return {
        "f1": round(2 * precision * recall / total, 4) if total else 0.0,
        "precision": round(precision, 4),
        "recall": round(recall, 4),
    }


def table(results: Results) -> str:
    """The results as a table in Markdown."""
    lines = ["| | F1 | precision | recall |", "|---|--:|--:|--:|"]
    for name, found in results.items():
        row = " | ".join(f"{found[measure]:.3f}" for measure in ("f1", "precision", "recall"))
        lines.append(f"| {name} | {row} |")
    return "\n".join(lines)


def pages(data: Path) -> Iterator[Page]:
    """The pages of a folder, each with its article's text.

    Raises:
        NoData: the folder lacks a file, or one is damaged.
    """
    path = data / "ground-truth.json"
    try:
        truth = json.loads(path.read_text(encoding="utf-8"))
        bodies = {name: str(record.get("articleBody") or "") for name, record in truth.items()}
    except OSError as error:
        raise NoData(f"{error}. Name the folder that holds it and html/.") from error
    except (ValueError, AttributeError) as error:
        raise NoData(f"{path}: damaged, {error!r}. Get the data anew.") from error
    if not bodies:
        raise NoData(f"{path} names no page; get data that does.")
    for name, body in bodies.items():
        page = data / "html" / f"{name}.html.gz"
        try:
            markup = gzip.decompress(page.read_bytes()).decode("utf-8")
        except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
            raise NoData(f"{page} cannot be read ({error}). Get it anew.") from error
        yield Page(name, markup, body)


def _runs(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    count = max(1, len(words) - _IN_A_ROW + 1)
    runs = (tuple(words[start : start + _IN_A_ROW]) for start in range(count))
    return Counter(filter(None, runs))


def _mean(shares: Iterator[float | None]) -> float:
    known = [share for share in shares if share is not None]
    return mean(known) if known else 0.0
