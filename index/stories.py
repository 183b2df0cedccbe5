"""Copies of one story: near-duplicate bodies, by MinHash over shingles of words.

Broder, "On the resemblance and containment of documents" (1997); locality-sensitive hashing by
the datasketch library. Syndicated and lightly edited copies share most of their words and nearly
all of their names. What only looks like a copy does not: editions of a column share its frame,
and notices made from one form (of deaths, results, quakes) share all but the names and numbers.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from datasketch import LeanMinHash
    from numpy.typing import NDArray

    from index.article import Article
    from index.stored import ArticleEntry

Sketch: TypeAlias = "NDArray[np.uint32]"

_WORDS, _NAMES = 128, 64
"""Permutations of the sketch of words, and of that of names and numbers."""
_SCHEME, _SEED = "affine32", 1
_SHINGLE_WORDS = 2
# With a tenth of the words changed, the two-word shingles' resemblance is about 0.81 / 1.19 = 0.68;
# the sketch's standard error there is 0.04.
_SAME_WORDS = 0.55
_SAME_NAMES = 0.45
_AT_ONCE = timedelta(days=7)
_SAME_WORDS_LATER = 0.8
"""Copies appear within days; what resembles a text of another month is often its next edition."""
STILL_SAME = 0.5
"""Resemblance from which a changed text, at another address or in its file, is the same article."""
_SAME_STORY = 0.35
"""Resemblance to every telling of a story: a copy of a copy of a copy still has it."""
# 32 bands of 4 rows: found with a probability of 0.95 at a resemblance of 0.55, 0.999 at 0.68.
_BANDS, _ROWS = 32, 4
_WORD = re.compile(r"\w+")
_MONTH = r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_EDITION = re.compile(
    rf"\b{_MONTH}\s+(\d{{1,2}})\b|\b(\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH}(?![a-z])"
    r"|\b(\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4})\b|(?:#|\bno\.?\s?)([\d,]+)"
    r"|\b(mon|tues|wednes|thurs|fri|satur|sun)day\b",
    re.IGNORECASE,
)


def signature(article: Article) -> str:
    """The sketch of an article as base64 of 192 unsigned 32-bit numbers.

    128 are the MinHash of the words of title and body, the rest that of the names and numbers. The
    title counts so that bodies of a few words, the same under many titles, are not alike.
    """
    words = _WORD.findall(f"{article.title}\n{article.body}")
    names = {word.lower() for word in words if word[0].isupper() or word[0].isdigit()}
    lower = [word.lower() for word in words]
    last = max(1, len(lower) - _SHINGLE_WORDS + 1)
    shingles = {" ".join(lower[i : i + _SHINGLE_WORDS]) for i in range(last)}
    values = np.concatenate([_minhash(shingles, _WORDS), _minhash(names, _NAMES)])
    return base64.b64encode(values.astype("<u4").tobytes()).decode("ascii")


def resemblance(one: str, other: str) -> float:
    """How much of their words two signatures share, 0 to 1: the shingles' Jaccard index, about."""
    return _share(_decode(one)[:_WORDS], _decode(other)[:_WORDS])


@dataclass(frozen=True, slots=True)
class _Telling:
    """What is known of an article that is compared."""

    words: Sketch
    names: Sketch
    published: datetime | None
    edition: frozenset[str]

    @classmethod
    def of(cls, article: Article | ArticleEntry, encoded: str) -> _Telling:
        values = _decode(encoded)
        return cls(values[:_WORDS], values[_WORDS:], article.published, _edition(article.title))

    def copies(self, other: _Telling) -> float:
        """The resemblance of words where one is a copy of the other, 0 otherwise."""
        alike = _share(self.words, other.words)
        at_once = (
            self.published is None
            or other.published is None
            or abs(self.published - other.published) <= _AT_ONCE
        )
        if alike < (_SAME_WORDS if at_once else _SAME_WORDS_LATER):
            return 0.0
        if self.edition and other.edition and self.edition.isdisjoint(other.edition):
            return 0.0
        return alike if _share(self.names, other.names) >= _SAME_NAMES else 0.0


class Stories:
    """Gives each article the id of its story: that of its nearest copy, or one of its own."""

    def __init__(self) -> None:
        from datasketch import MinHashLSH

        self._lsh = MinHashLSH(num_perm=_WORDS, params=(_BANDS, _ROWS))
        self._tellings: dict[str, _Telling] = {}
        self._stories: dict[str, str] = {}
        self._members: defaultdict[str, set[str]] = defaultdict(set)

    def add(self, entry: ArticleEntry) -> None:
        """Take up an article whose story is known."""
        self._insert(entry.id, entry.story, _Telling.of(entry, entry.signature))

    def assign(self, article: Article, encoded: str) -> str:
        """Find the story of a new article with this signature, and take the article up.

        It is the story of the nearest article that it copies, if it also resembles every other
        telling of it: step by step, copies of copies must not lead to another story.
        """
        telling = _Telling.of(article, encoded)
        near = [
            (alike, key)
            for key in self._lsh.query(_lean(telling.words))
            if (alike := telling.copies(self._tellings[key]))
        ]
        of_story = (self._stories[key] for _, key in sorted(near, reverse=True))
        story = next(
            (story for story in of_story if self._belongs(telling, story)),
            self._unused(article.id, encoded),
        )
        self._insert(article.id, story, telling)
        return story

    def forget(self, article_ids: Iterable[str]) -> None:
        """Take articles out again."""
        for article_id in article_ids:
            self._lsh.remove(article_id)
            del self._tellings[article_id]
            self._members[self._stories.pop(article_id)].discard(article_id)

    def _belongs(self, telling: _Telling, story: str) -> bool:
        others = (self._tellings[key] for key in self._members[story])
        return all(_share(telling.words, other.words) >= _SAME_STORY for other in others)

    def _unused(self, article_id: str, encoded: str) -> str:
        """An id for a new story: the article's, unless copies of its former text still have it."""
        if not self._members[article_id]:
            return article_id
        return hashlib.sha256(f"{article_id} {encoded}".encode()).hexdigest()[:16]

    def _insert(self, article_id: str, story: str, telling: _Telling) -> None:
        self._lsh.insert(article_id, _lean(telling.words))
        self._tellings[article_id] = telling
        self._stories[article_id] = story
        self._members[story].add(article_id)


def _edition(title: str) -> frozenset[str]:
    """The days and issue numbers that a title names: "5 things to know for April 1"."""
    found = set()
    for match in _EDITION.finditer(title.lower()):
        month, day, first, then, date, number, weekday = match.groups()
        if month or then:
            found.add(f"{month or then} {int(day or first)}")
        else:
            found.add(date or number or weekday)
    return frozenset(found)


def _minhash(items: Iterable[str], permutations: int) -> Sketch:
    from datasketch import MinHash

    minhash = MinHash(num_perm=permutations, seed=_SEED, scheme=_SCHEME)
    minhash.update_batch([item.encode("utf-8", "surrogatepass") for item in items])
    return minhash.hashvalues.astype(np.uint32)  # type: ignore[no-any-return]


def _decode(encoded: str) -> Sketch:
    return np.frombuffer(base64.b64decode(encoded), "<u4").astype(np.uint32)


def _share(one: Sketch, other: Sketch) -> float:
    return float(np.mean(one == other))


def _lean(words: Sketch) -> LeanMinHash:
    from datasketch import LeanMinHash

    return LeanMinHash(seed=_SEED, hashvalues=words, scheme=_SCHEME)
