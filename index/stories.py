"""Copies of one story: near-duplicate bodies, by MinHash over shingles of words.

Broder, "On the resemblance and containment of documents" (1997); locality-sensitive hashing by
the datasketch library.
"""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from datasketch import MinHash

    from index.stored import ArticleEntry

_PERMUTATIONS = 128
_SCHEME = "affine32"
_SHINGLE_WORDS = 3
# With a tenth of the words changed about 0.57 of the three-word shingles' union is still shared.
_SAME_STORY = 0.5
_WORD = re.compile(r"\w+")


def signature(body: str) -> str:
    """The MinHash of a body as base64 of 128 unsigned 32-bit numbers."""
    return base64.b64encode(_minhash(body).hashvalues.astype("<u4").tobytes()).decode("ascii")


class Stories:
    """Gives each article the id of its story: that of the copy seen first, or its own."""

    def __init__(self) -> None:
        from datasketch import MinHashLSH

        self._lsh = MinHashLSH(threshold=_SAME_STORY, num_perm=_PERMUTATIONS)
        self._hashes: dict[str, MinHash] = {}
        self._stories: dict[str, str] = {}

    def add(self, entry: ArticleEntry) -> None:
        """Take up an article whose story is known."""
        self._insert(entry.id, entry.story, _decode(entry.signature))

    def assign(self, article_id: str, encoded: str) -> str:
        """Find the story of a new article with this signature, and take the article up."""
        minhash = _decode(encoded)
        candidates = ((self._hashes[key].jaccard(minhash), key) for key in self._lsh.query(minhash))
        similarity, nearest = max(candidates, default=(0.0, ""))
        story = self._stories[nearest] if similarity >= _SAME_STORY else article_id
        self._insert(article_id, story, minhash)
        return story

    def forget(self, article_ids: Iterable[str]) -> None:
        """Take articles out again."""
        for article_id in article_ids:
            self._lsh.remove(article_id)
            del self._hashes[article_id], self._stories[article_id]

    def _insert(self, article_id: str, story: str, minhash: MinHash) -> None:
        self._lsh.insert(article_id, minhash)
        self._hashes[article_id] = minhash
        self._stories[article_id] = story


def _minhash(body: str) -> MinHash:
    from datasketch import MinHash

    words = _WORD.findall(body.lower())
    last = max(1, len(words) - _SHINGLE_WORDS + 1)
    shingles = {" ".join(words[i : i + _SHINGLE_WORDS]) for i in range(last)}
    minhash = MinHash(num_perm=_PERMUTATIONS, scheme=_SCHEME)
    minhash.update_batch([shingle.encode() for shingle in shingles])
    return minhash


def _decode(encoded: str) -> MinHash:
    from datasketch import MinHash

    values = np.frombuffer(base64.b64decode(encoded), "<u4").astype(np.uint32)
    return MinHash(num_perm=_PERMUTATIONS, hashvalues=values, scheme=_SCHEME)
