"""Understanding: whether outlets and dates that a question names are found, and no others.

DATA holds `sources.json` (the outlets of the index) and `queries.jsonl` (`query`, and
`evidence_list` with the `source` and `published_at` of each article that answers), as in
MultiHop-RAG. Every question is asked on the day after the newest article.

Outlets: those found against those of the evidence, over the questions that have evidence; one
that the evidence has and the question doesn't name counts as missed. Dates: the gold of a question
is every day of its evidence that the question writes out; such a day is found when a period that
filters begins or ends with it. A period that filters with no such day at either edge is wrong, in
questions without evidence too. The gold is searched for by writing each day of the evidence in the
usual ways, so that it owes nothing to the code that it measures.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, TypeAlias

from assistant.question import understand
from bench.arguments import data_parser
from bench.data import NoData

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from assistant.types import Period

Results: TypeAlias = dict[str, dict[str, float]]

_DAY = timedelta(days=1)
_MONTHS = (
    "January February March April May June July August September October November December".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A question with the outlets and days of the articles that answer it, none where none does."""

    text: str
    outlets: frozenset[str]
    days: frozenset[date]


@dataclass(slots=True)
class _Count:
    """What was found and what should have been."""

    right: int = 0
    found: int = 0
    recalled: int = 0
    gold: int = 0

    def scores(self) -> dict[str, float]:
        """Precision and recall; 1 where there was nothing to get wrong."""
        return {
            "precision": round(self.right / self.found, 4) if self.found else 1.0,
            "recall": round(self.recalled / self.gold, 4) if self.gold else 1.0,
        }


def main(argv: Sequence[str]) -> int:
    """Run the bench; a table, or one JSON object, on standard output."""
    parser = data_parser("understand", __doc__, "folder with sources.json, queries.jsonl")
    arguments = parser.parse_args(argv)
    results = run(arguments.data)
    print(json.dumps(results, indent=2) if arguments.json else table(results))
    return 0


def run(data: Path) -> Results:
    """Precision and recall, 0 to 1, under "outlets" and "dates".

    Raises:
        NoData: the folder lacks a file, or one is damaged.
    """
    sources, queries = _load(data)
    newest = max((day for query in queries for day in query.days), default=date.today())
    as_of = datetime.combine(newest + _DAY, time(12), UTC)
    outlets, dates = _Count(), _Count()
    for query in queries:
        understood = understand(query.text, as_of=as_of, outlets=sources)
        if query.outlets:
            right = len(query.outlets & set(understood.outlets))
            outlets.right += right
            outlets.recalled += right
            outlets.found += len(understood.outlets)
            outlets.gold += len(query.outlets)
        written = {day for day in query.days if is_written(day, query.text)}
        edges = [set(_edges(period)) for period in understood.periods if period.explicit]
        dates.right += sum(not written.isdisjoint(days) for days in edges)
        dates.found += len(edges)
        dates.recalled += sum(any(day in days for days in edges) for day in written)
        dates.gold += len(written)
    return {"outlets": outlets.scores(), "dates": dates.scores()}


def table(results: Results) -> str:
    """The results as a table in Markdown."""
    lines = ["| | precision | recall |", "|---|--:|--:|"]
    for name, scores in results.items():
        lines.append(f"| {name} | {scores['precision']:.3f} | {scores['recall']:.3f} |")
    return "\n".join(lines)


def is_written(day: date, text: str) -> bool:
    """Whether a text writes the day out: "2023-11-24", "November 24, 2023", "24 Nov."."""
    return any(re.search(form, text, re.IGNORECASE) for form in _forms(day))


def _forms(day: date) -> Iterator[str]:
    """Patterns for the usual ways to write a day, its year left out only where none follows."""
    yield rf"\b{day.isoformat()}\b"
    name = _MONTHS[day.month - 1]
    month = rf"(?:{name}|{name[:3]}\.?|{name[:4]}\.)"
    number = rf"0?{day.day}(?:st|nd|rd|th)?"
    year = rf"(?:,? {day.year}\b|(?!\w|,? \d{{4}}))"
    yield rf"\b{month} {number}{year}"
    yield rf"\b{number} (?:of )?{month}{year}"


def _edges(period: Period) -> Iterator[date]:
    """The first and the last day of a period, those there are."""
    if period.start is not None:
        yield period.start.date()
    if period.end is not None:
        yield (period.end - _DAY).date()


def _load(folder: Path) -> tuple[list[str], list[Query]]:
    try:
        sources = json.loads((folder / "sources.json").read_text(encoding="utf-8"))
        if not isinstance(sources, list) or not all(isinstance(name, str) for name in sources):
            raise TypeError("sources.json is no list of names")
        lines = (folder / "queries.jsonl").read_text(encoding="utf-8").splitlines()
        queries = [_query(json.loads(line)) for line in lines if line.strip()]
    except OSError as error:
        raise NoData(f"{error}. Name the folder that holds both files.") from error
    except (ValueError, KeyError, TypeError) as error:
        raise NoData(f"{folder}: damaged, {error!r}. Get the data anew.") from error
    if not queries:
        raise NoData(f"{folder} holds no question; name a folder that does.")
    return sources, queries


def _query(record: dict[str, object]) -> Query:
    text, evidence = record["query"], record["evidence_list"]
    if not isinstance(text, str) or not isinstance(evidence, list):
        raise TypeError("query is no text, or evidence_list no list")
    return Query(
        text=text,
        outlets=frozenset(item["source"] for item in evidence),
        days=frozenset(_days(item["published_at"] for item in evidence)),
    )


def _days(moments: Iterable[str]) -> Iterator[date]:
    for moment in moments:
        published = datetime.fromisoformat(moment)
        yield (published.astimezone(UTC) if published.tzinfo else published).date()
