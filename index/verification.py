"""Verify that a generation's articles, passages, vectors and words agree, and mend it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from index.backends import backend_of, checked_manifest
from index.errors import IncompatibleIndex, UnreadableIndex
from index.repair import repaired
from index.reuse import is_unit
from index.revisions import revision
from index.settings import IndexSettings
from index.stored import IndexedPassage
from index.writer import Progress, described, silent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from index.article import Article
    from index.backends import Backend
    from index.build import Report
    from index.lexical import LexicalStore
    from index.manifest import Manifest
    from index.stored import ArticleEntry
    from index.vectors import VectorStore
    from index.writer import OnProgress

_ARTICLES_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with a generation."""

    kind: str
    """What it concerns: pointer, file, manifest, article, passage, vector or word."""
    what: str
    """Which one, and what is wrong with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What was found in a generation, and the generation that was made to mend it."""

    generation: str
    articles: int
    """How many were looked at."""
    passages: int
    problems: tuple[Problem, ...]
    repaired: Report | None = None
    """The new generation, where one was made."""

    def by_kind(self) -> dict[str, list[str]]:
        """The problems by kind."""
        found: dict[str, list[str]] = {}
        for problem in self.problems:
            found.setdefault(problem.kind, []).append(problem.what)
        return found


def verify(
    settings: IndexSettings | None = None,
    *,
    repair: bool = False,
    progress: OnProgress = silent,
) -> Verification:
    """Look at everything in the current generation.

    Each passage's text is its article's `body[start:end]` and the passages leave out none of it;
    each has a vector of the model's dimension and of length one, and an entry in the lexical
    store; there is nothing else; the manifest's counts and dates are right; the files are as they
    were written.

    Args:
        settings: of the index.
        repair: where there is a problem, make a new generation of what Chroma holds: vectors that
            are sound are kept, what is missing is split and embedded again, and what belongs to no
            article is left out.
        progress: told how far it has come.

    Raises:
        NoIndex: nothing was indexed yet.
        IncompatibleIndex: it was made by another schema or embedding model: rebuild it.
        UnreadableIndex: nothing is left that a repair could be made of.
        IndexBusy, UnwritableIndex, StoreUnavailable: see `index.errors`.
    """
    settings = settings or IndexSettings()
    backend = backend_of(settings)
    found = _look(backend, settings, progress)
    if repair and found.problems:
        found = replace(found, repaired=repaired(backend, settings, progress))
    return found


def _look(backend: Backend, settings: IndexSettings, progress: OnProgress) -> Verification:
    pointer = backend.pointer()
    problems = [Problem("pointer", str(pointer.problem))] if pointer.problem else []
    name = pointer.current
    lease = backend.lease(name)
    seen: Counter[str] = Counter()
    try:
        problems += [Problem("file", what) for what in backend.damage(name)]
        manifest = checked_manifest(backend, name, settings)
        vectors = backend.vectors(name)
        try:
            for problem in _Check(vectors, manifest, seen, progress).run():
                problems.append(problem)
            problems += _words(backend, name, vectors)
        finally:
            vectors.close()
    except IncompatibleIndex:
        raise
    except UnreadableIndex as error:
        problems.append(Problem("file", str(error)))
    finally:
        lease.release()
    return Verification(
        generation=name,
        articles=seen["articles"],
        passages=seen["passages"],
        problems=tuple(problems),
    )


class _Check:
    """The looks at one generation's vector store."""

    def __init__(
        self,
        vectors: VectorStore,
        manifest: Manifest,
        seen: Counter[str],
        progress: OnProgress,
    ) -> None:
        self._vectors = vectors
        self._manifest = manifest
        self._seen = seen
        self._progress = progress

    def run(self) -> Iterator[Problem]:
        entries = list(self._vectors.entries())
        for first in range(0, len(entries), _ARTICLES_AT_ONCE):
            yield from self._articles(entries[first : first + _ARTICLES_AT_ONCE])
            self._progress(Progress("Verifying articles", self._seen["articles"], len(entries)))
        known = {entry.id for entry in entries}
        for key, article_id in self._vectors.passage_articles():
            if article_id not in known:
                yield Problem("passage", f"{key} belongs to no article")
        for key, article_id in self._vectors.article_parts():
            if article_id not in known:
                yield Problem("article", f"{article_id} lacks its beginning (there is {key})")
        yield from self._counts()

    def _articles(self, entries: Sequence[ArticleEntry]) -> Iterator[Problem]:
        passages: dict[str, list[IndexedPassage]] = {entry.id: [] for entry in entries}
        for item in self._vectors.passages_of(list(passages)):
            passages[item.passage.article_id].append(item)
        yield from self._vectors_of(
            [item.passage.id for items in passages.values() for item in items]
        )
        yield from self._article_vectors([entry.id for entry in entries])
        for entry in entries:
            self._seen["articles"] += 1
            self._seen["passages"] += len(passages[entry.id])
            try:
                article = self._vectors.article(entry.id)
            except UnreadableIndex:
                article = None
            label = f"{entry.id} ({entry.url or entry.title})"
            if article is None:
                yield Problem("article", f"{label} lacks some of its text")
            else:
                if article.text_digest != entry.text_digest:
                    yield Problem("article", f"{label} is not what was indexed")
                yield from _spans(article, entry, passages[entry.id], label)
            yield from self._history(entry, label)

    def _history(self, entry: ArticleEntry, label: str) -> Iterator[Problem]:
        try:
            kept = len(self._vectors.versions(entry.id)) if entry.versions else 0
        except UnreadableIndex:
            kept = 0
        if kept != entry.versions:
            yield Problem("article", f"{label} lacks some of its history")

    def _vectors_of(self, passage_ids: Sequence[str]) -> Iterator[Problem]:
        found = _readable(self._vectors.passage_vectors, passage_ids)
        for key in passage_ids:
            if key not in found:
                yield Problem("vector", f"passage {key} has none")
            elif not is_unit(found[key], self._manifest.dimension):
                yield Problem("vector", f"that of passage {key} is none of the model's")

    def _article_vectors(self, article_ids: Sequence[str]) -> Iterator[Problem]:
        found = _readable(self._vectors.article_vectors, article_ids)
        for key in article_ids:
            if key not in found or not is_unit(found[key], self._manifest.dimension):
                yield Problem("vector", f"that of article {key} is missing or none of the model's")

    def _counts(self) -> Iterator[Problem]:
        actual = described(self._vectors, self._manifest)
        for field in ("articles", "passages", "oldest", "newest", "outlets"):
            says, holds = getattr(self._manifest, field), getattr(actual, field)
            if says != holds:
                yield Problem("manifest", f"{field}: it says {says}, and it is {holds}")


def _readable(
    read: Callable[[Sequence[str]], dict[str, NDArray[np.float32]]], keys: Sequence[str]
) -> dict[str, NDArray[np.float32]]:
    """Vectors by key, without those that can't be read: Chroma gives all of a request or none."""
    try:
        return read(keys)
    except UnreadableIndex:
        if len(keys) < 2:
            return {}
    half = len(keys) // 2
    return _readable(read, keys[:half]) | _readable(read, keys[half:])


def _spans(
    article: Article, entry: ArticleEntry, passages: Sequence[IndexedPassage], label: str
) -> Iterator[Problem]:
    """What is wrong with an article's passages."""
    body, reached, said = article.body, 0, revision(article)
    for item in sorted(passages, key=lambda item: (item.passage.start, item.passage.end)):
        passage = item.passage
        if passage.text != body[passage.start : passage.end] or not passage.text:
            yield Problem("passage", f"{passage.id} is not what its article says, {label}")
            continue
        if item != IndexedPassage.of(passage, article, story=entry.story, revision=said):
            yield Problem(
                "passage", f"{passage.id} is described otherwise than its article, {label}"
            )
        if body[reached : passage.start].strip():
            yield Problem("passage", f"one is missing at character {reached} of article {label}")
        reached = max(reached, passage.end)
    if body[reached:].strip():
        yield Problem("passage", f"one is missing at character {reached} of article {label}")


def _words(backend: Backend, name: str, vectors: VectorStore) -> Iterator[Problem]:
    """Where the lexical store and the passages differ."""
    try:
        lexical: LexicalStore = backend.lexical(name)
        entries = Counter(lexical.all_passage_ids())
    except UnreadableIndex as error:
        yield Problem("word", str(error))
        return
    passages = {key for key, _ in vectors.passage_articles()}
    for key in sorted(passages - entries.keys()):
        yield Problem("word", f"passage {key} has no entry")
    for key in sorted(entries.keys() - passages):
        yield Problem("word", f"an entry is of no passage, {key}")
    for key in sorted(key for key, count in entries.items() if count > 1):
        yield Problem("word", f"passage {key} has {entries[key]} entries")
