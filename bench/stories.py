"""Stories: copies of one story found in a corpus, and recall on copies made of its articles.

DATA holds `corpus.jsonl`, gzipped or not. Reported are the pairs of articles taken for the same
article, by address or text, and for copies of one story; `--show N` prints some of them to read.
Then copies are made of random articles, as another outlet might have them: the named share of the
words of title and body is replaced by other words of the corpus, or left out, or as many are put
in. Recall is the share of copies that are given the story of the article they were made of.
"""

from __future__ import annotations

import json
import random
import textwrap
import time
from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import combinations, zip_longest
from typing import TYPE_CHECKING, Any

from assistant.coverage import attribution
from assistant.progress import display
from assistant.terminal import messages
from bench.arguments import data_parser
from bench.data import NoData, find
from index.addresses import canonical
from index.readers import Unreadable, read_paths
from index.sameness import distinct
from index.stories import Stories, resemblance, signature
from index.writer import Progress

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from index.article import Article
    from index.sameness import Distinct
    from index.writer import OnProgress

SHARES = (1, 5, 10, 20)
"""Percent of the words."""
_COLUMN = 58
_SHOWN = 420  # characters of each body


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two articles taken for one, or for copies of one story, and how much of their words match."""

    one: Article
    other: Article
    alike: float
    same_article: bool
    """By address or text: only one of them is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """What was found; recall by kind of change and percent."""

    articles: int
    """Each once."""
    stories: int
    """Of at least two articles."""
    pairs: tuple[Pair, ...]
    copies: int
    """Made of articles, for each kind and percent."""
    recall: dict[str, dict[str, float]]
    seconds: float
    """To sketch and group the corpus."""

    @property
    def same_articles(self) -> int:
        """Pairs taken for one article."""
        return sum(pair.same_article for pair in self.pairs)

    def to_dict(self) -> dict[str, Any]:
        """The results as JSON-able values, the pairs by title and address."""
        return {
            "articles": self.articles,
            "stories": self.stories,
            "pairs": len(self.pairs),
            "pairs_of_one_article": self.same_articles,
            "copies": self.copies,
            "recall": self.recall,
            "seconds": round(self.seconds, 2),
            "found": [
                {
                    "alike": round(pair.alike, 3),
                    "same_article": pair.same_article,
                    "titles": [pair.one.title, pair.other.title],
                    "addresses": [pair.one.url, pair.other.url],
                }
                for pair in self.pairs
            ],
        }


def main(argv: Sequence[str]) -> int:
    """Run the bench; text, or one JSON object, on standard output."""
    parser = data_parser("stories", __doc__, "folder with corpus.jsonl or corpus.jsonl.gz")
    parser.add_argument("--copies", type=int, default=500, help="copies of each kind (500)")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print N random pairs")
    parser.add_argument("--seed", type=int, default=0, help="of all that is random (0)")
    arguments = parser.parse_args(argv)
    articles = load(arguments.data)
    with display(messages()) as progress:
        results = run(articles, copies=arguments.copies, seed=arguments.seed, progress=progress)
    if arguments.json:
        print(json.dumps(results.to_dict(), indent=2))
        return 0
    print(table(results))
    shown = random.Random(arguments.seed).sample(
        results.pairs, min(arguments.show, len(results.pairs))
    )
    for number, pair in enumerate(shown, 1):
        print(f"\n{number}. {side_by_side(pair)}")
    return 0


def load(folder: Path) -> list[Article]:
    """Read a corpus.

    Raises:
        NoData: there is none, or it can't be read.
    """
    corpus = find(folder, "corpus.jsonl")
    articles = []
    for found in read_paths([corpus]):
        if isinstance(found, Unreadable):
            raise NoData(f"{found.origin}: {found.reason}. Mend or remove it.")
        articles.append(found)
    return articles


def run(
    articles: Sequence[Article], *, copies: int, seed: int = 0, progress: OnProgress | None = None
) -> Results:
    """Group a corpus in its order, then copies made of at most `copies` of its articles."""
    started = time.perf_counter()
    found = distinct(articles, {}, keep=False)
    stories = Stories()
    signatures: dict[str, str] = {}
    members: defaultdict[str, list[Article]] = defaultdict(list)
    for done, (key, article) in enumerate(found.articles.items(), 1):
        signatures[key] = signature(article)
        members[stories.assign(article, signatures[key])].append(article)
        if progress:
            progress(Progress("Grouping articles", done, len(found.articles)))
    seconds = time.perf_counter() - started
    told_more = [told for told in members.values() if len(told) > 1]
    pairs = [
        Pair(
            one=one,
            other=other,
            alike=resemblance(signatures[one.id], signatures[other.id]),
            same_article=False,
        )
        for told in told_more
        for one, other in combinations(told, 2)
    ]
    pairs += _same(articles, found)
    story_of = {article.id: story for story, told in members.items() for article in told}
    originals = list(found.articles.values())
    return Results(
        articles=len(originals),
        stories=len(told_more),
        pairs=tuple(sorted(pairs, key=lambda pair: (-pair.alike, pair.one.id, pair.other.url))),
        copies=min(copies, len(originals)),
        recall=_recall(originals, stories, story_of, copies, random.Random(seed), progress),
        seconds=seconds,
    )


def _same(articles: Sequence[Article], found: Distinct) -> list[Pair]:
    """The articles read that are one, each with the one read first."""
    owner = {
        canonical(address): key
        for key, article in found.articles.items()
        for address in (article.url, *article.other_urls)
    }
    first: dict[str, Article] = {}
    pairs = []
    for article in articles:
        one = first.setdefault(owner.get(canonical(article.url), article.id), article)
        if one is not article:
            alike = resemblance(signature(one), signature(article))
            pairs.append(Pair(one=one, other=article, alike=alike, same_article=True))
    return pairs


def table(results: Results) -> str:
    """The results as text with a table in Markdown."""
    head = " | ".join(f"{share} %" for share in SHARES)
    lines = [
        f"{results.articles:,} articles, {results.stories:,} stories told more than once; "
        f"{len(results.pairs):,} pairs, {results.same_articles:,} of them of one article "
        f"({results.seconds:.1f} s).",
        f"Recall on {results.copies:,} made copies, by share of the words:",
        "",
        f"| | {head} |",
        "|---|" + "--:|" * len(SHARES),
    ]
    for kind, found in results.recall.items():
        cells = " | ".join(f"{found[str(share)]:.3f}" for share in SHARES)
        lines.append(f"| {kind} | {cells} |")
    return "\n".join(lines)


def side_by_side(pair: Pair) -> str:
    """Outlets, dates, titles and beginnings of two articles, one beside the other."""
    columns = [
        [
            attribution(article.source, article.published),
            *textwrap.wrap(article.title, _COLUMN),
            "",
            *textwrap.wrap(" ".join(article.body.split())[:_SHOWN], _COLUMN),
            f"({len(article.body.split()):,} words)",
        ]
        for article in (pair.one, pair.other)
    ]
    rows = zip_longest(*columns, fillvalue="")
    lines = (f"{left:<{_COLUMN}} | {right}".rstrip() for left, right in rows)
    return (
        f"{'one article' if pair.same_article else 'one story'}, alike {pair.alike:.2f}\n"
        + "\n".join(lines)
    )


def changed(
    words: Sequence[str], share: float, others: Sequence[str], chance: random.Random
) -> str:
    """Words, of which a share is replaced by others."""
    places = set(chance.sample(range(len(words)), round(share * len(words))))
    return " ".join(chance.choice(others) if i in places else w for i, w in enumerate(words))


def left_out(words: Sequence[str], share: float, _: Sequence[str], chance: random.Random) -> str:
    """Words, of which a share is left out."""
    places = set(chance.sample(range(len(words)), round(share * len(words))))
    return " ".join(word for i, word in enumerate(words) if i not in places)


def put_in(words: Sequence[str], share: float, others: Sequence[str], chance: random.Random) -> str:
    """Words, between which others are put, a share of their number."""
    places = set(chance.sample(range(len(words)), round(share * len(words))))
    return " ".join(
        f"{w} {chance.choice(others)}" if i in places else w for i, w in enumerate(words)
    )


_KINDS: dict[str, Callable[[Sequence[str], float, Sequence[str], random.Random], str]] = {
    "changed": changed,
    "left out": left_out,
    "put in": put_in,
}


def _recall(
    articles: Sequence[Article],
    stories: Stories,
    story_of: dict[str, str],
    copies: int,
    chance: random.Random,
    progress: OnProgress | None,
) -> dict[str, dict[str, float]]:
    originals = chance.sample(articles, min(copies, len(articles)))
    others = [word for article in originals for word in article.body.split()]
    total, done = len(_KINDS) * len(SHARES) * len(originals), 0
    recall: dict[str, dict[str, float]] = {}
    for kind, edit in _KINDS.items():
        recall[kind] = {}
        for share in SHARES:
            found = 0
            for original in originals:
                copy = replace(
                    original,
                    title=edit(original.title.split(), share / 100, others, chance),
                    body=edit(original.body.split(), share / 100, others, chance),
                    source="A made copy",
                    url="",
                )
                found += stories.assign(copy, signature(copy)) == story_of[original.id]
                stories.forget([copy.id])
                done += 1
                if progress:
                    progress(Progress("Finding made copies", done, total))
            recall[kind][str(share)] = round(found / len(originals), 4) if originals else 0.0
    return recall
