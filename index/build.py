"""Rebuild, update, remove: each makes a new generation beside the current one and swaps."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from index.backends import backend_of
from index.embedding import load_embeddings
from index.errors import NoIndex, NothingToIndex, UnreadableIndex
from index.readers import Unreadable, read_paths
from index.reuse import Reuse
from index.settings import IndexSettings
from index.store import checked_manifest, current_generation
from index.writer import GenerationWriter, OnProgress, Progress, silent

if TYPE_CHECKING:
    from index.article import Article
    from index.backends import Backend
    from index.manifest import Manifest
    from index.stored import ArticleEntry
    from index.vectors import VectorStore

Paths: TypeAlias = str | Path | Iterable[str | Path]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What was done to an index."""

    generation: str
    articles: int
    """How many the index holds now."""
    passages: int
    added: int = 0
    changed: int = 0
    removed: int = 0
    embedded: int = 0
    """Texts that went through the embedding model; what was unchanged did not."""
    unreadable: tuple[Unreadable, ...] = ()
    seconds: float = 0.0


def rebuild(
    paths: Paths, *, settings: IndexSettings | None = None, progress: OnProgress | None = None
) -> Report:
    """Make the index anew from files and folders; it then holds just what they hold.

    What the current index already embedded is not embedded again.

    Raises:
        NothingToIndex: no article could be read; the index stays as it was.
        IndexBusy, UnreadableIndex, UnwritableIndex, EmbeddingUnavailable: see `index.errors`.
    """
    settings, progress, started = settings or IndexSettings(), progress or silent, time.monotonic()
    files = _as_paths(paths)
    backend = backend_of(settings)
    with backend.writing():
        articles, unreadable = _read(files, progress)
        known = _entries_if_readable(backend, settings)
        with draft_writer(backend, settings, progress, copy=False) as (name, writer):
            writer.add(list(articles.values()))
            manifest = writer.finish(tuple(str(path.resolve()) for path in files))
        return Report(
            generation=name,
            articles=manifest.articles,
            passages=manifest.passages,
            added=len(articles.keys() - known.keys()),
            changed=len(_changed(articles, known)),
            removed=len(known.keys() - articles.keys()),
            embedded=writer.embedded,
            unreadable=tuple(unreadable),
            seconds=time.monotonic() - started,
        )


def update(
    paths: Paths, *, settings: IndexSettings | None = None, progress: OnProgress | None = None
) -> Report:
    """Add what is new in files and folders and replace what has changed; remove nothing else.

    An article is the same when its address is, or, without one, its text or its file.

    Raises:
        NothingToIndex: no article could be read; the index stays as it was.
        NoIndex, IndexBusy, UnreadableIndex, UnwritableIndex, EmbeddingUnavailable: see
            `index.errors`.
    """
    settings, progress, started = settings or IndexSettings(), progress or silent, time.monotonic()
    backend = backend_of(settings)
    with backend.writing():
        current = current_generation(backend)
        manifest = checked_manifest(backend, current, settings)
        articles, unreadable = _read(_as_paths(paths), progress)
        known = _entries(backend, current)
        changed = _changed(articles, known)
        rewritten = _rewritten(articles, known)
        fresh = [article for key, article in articles.items() if key not in known or key in changed]
        report = _apply(backend, settings, progress, manifest, fresh, changed | rewritten)
    added = len(fresh) - len(changed) - len(rewritten)
    return replace(
        report,
        added=added,
        changed=len(changed) + len(rewritten),
        unreadable=tuple(unreadable),
        seconds=time.monotonic() - started,
    )


def remove(
    ids_or_urls: str | Iterable[str],
    *,
    settings: IndexSettings | None = None,
    progress: OnProgress | None = None,
) -> Report:
    """Remove articles by id or address; what is not in the index is not counted as removed.

    Raises:
        NoIndex, IndexBusy, UnreadableIndex, UnwritableIndex: see `index.errors`.
    """
    settings, progress, started = settings or IndexSettings(), progress or silent, time.monotonic()
    wanted = {ids_or_urls} if isinstance(ids_or_urls, str) else set(ids_or_urls)
    backend = backend_of(settings)
    with backend.writing():
        current = current_generation(backend)
        manifest = checked_manifest(backend, current, settings)
        gone = {
            entry.id
            for entry in _entries(backend, current).values()
            if entry.id in wanted or (entry.url and entry.url in wanted)
        }
        report = _apply(backend, settings, progress, manifest, [], gone)
    return replace(report, removed=len(gone), seconds=time.monotonic() - started)


def rollback(*, settings: IndexSettings | None = None) -> str:
    """Go back to the generation before the current one; its name.

    Raises:
        NoIndex: nothing was indexed yet, or no generation is kept before the current one.
        IndexBusy, UnreadableIndex, UnwritableIndex: see `index.errors`.
    """
    settings = settings or IndexSettings()
    backend = backend_of(settings)
    with backend.writing():
        return backend.roll_back()


def _apply(
    backend: Backend,
    settings: IndexSettings,
    progress: OnProgress,
    manifest: Manifest,
    fresh: list[Article],
    gone: set[str],
) -> Report:
    """Make a new generation of the current one and a difference; with none, keep the current."""
    if not fresh and not gone:
        name = backend.pointer().current
        return Report(generation=name, articles=manifest.articles, passages=manifest.passages)
    with draft_writer(backend, settings, progress, copy=True) as (name, writer):
        writer.delete(gone)
        writer.add(fresh)
        manifest = writer.finish(manifest.paths)
    return Report(
        generation=name,
        articles=manifest.articles,
        passages=manifest.passages,
        embedded=writer.embedded,
    )


@contextmanager
def draft_writer(
    backend: Backend, settings: IndexSettings, progress: OnProgress, *, copy: bool
) -> Iterator[tuple[str, GenerationWriter]]:
    """A writer for the next generation, which becomes current when the block ends well."""
    embeddings = load_embeddings(settings.embedding)
    before = _readable(backend, settings)
    with ExitStack() as stack:
        vectors = _opened(backend, before, strict=copy)
        if vectors is not None:
            stack.callback(vectors.close)
        draft = stack.enter_context(
            backend.drafting(
                copy=before if copy else None,
                before=before if vectors else _one_before(backend),
            )
        )
        writer = GenerationWriter(
            draft,
            embeddings=embeddings,
            passage_words=settings.passage_words,
            reuse=Reuse([vectors] if vectors else [], embeddings.dimension),
            progress=progress,
        )
        yield draft.name, writer


def _read(paths: list[Path], progress: OnProgress) -> tuple[dict[str, Article], list[Unreadable]]:
    """The articles by id, of several versions of one the newest, and what was not readable."""
    articles: dict[str, Article] = {}
    unreadable: list[Unreadable] = []
    for found in read_paths(paths):
        if isinstance(found, Unreadable):
            unreadable.append(found)
            continue
        before = articles.get(found.id)
        if before is None or _age(found) >= _age(before):
            articles[found.id] = found
        progress(Progress("Reading articles", len(articles), None))
    if not articles:
        reasons = "".join(f"\n  {item.origin}: {item.reason}" for item in unreadable[:10])
        raise NothingToIndex(
            f"No article could be read from {', '.join(map(str, paths)) or 'nothing'}; the index "
            "was left as it was. Name a folder or files with articles (.txt, .md, .html, .json, "
            f".jsonl, .csv, or any of them as .gz).{reasons}"
        )
    return articles, unreadable


def _changed(articles: dict[str, Article], known: dict[str, ArticleEntry]) -> set[str]:
    return {
        key
        for key, article in articles.items()
        if key in known and known[key].digest != article.digest
    }


def _rewritten(articles: dict[str, Article], known: dict[str, ArticleEntry]) -> set[str]:
    """Known articles without an address whose file now holds one other article instead."""
    held = Counter(entry.origin for entry in known.values())
    holds = Counter(article.origin for article in articles.values())
    return {
        entry.id
        for entry in known.values()
        if not entry.url
        and held[entry.origin] == holds[entry.origin] == 1
        and entry.id not in articles
    }


def _entries(backend: Backend, name: str) -> dict[str, ArticleEntry]:
    vectors = backend.vectors(name)
    try:
        return {entry.id: entry for entry in vectors.entries()}
    finally:
        vectors.close()


def _entries_if_readable(backend: Backend, settings: IndexSettings) -> dict[str, ArticleEntry]:
    name = _readable(backend, settings)
    try:
        return _entries(backend, name) if name else {}
    except UnreadableIndex:
        return {}


def _readable(backend: Backend, settings: IndexSettings) -> str | None:
    """The current generation where its vectors can be used again; a rebuild mends all others."""
    try:
        name = current_generation(backend)
        checked_manifest(backend, name, settings)
    except (NoIndex, UnreadableIndex):
        return None
    return name


def _one_before(backend: Backend) -> str | None:
    """The generation before a current one that cannot be read."""
    try:
        pointer = backend.pointer()
    except (NoIndex, UnreadableIndex):
        return None
    return pointer.before or pointer.current


def _opened(backend: Backend, name: str | None, *, strict: bool) -> VectorStore | None:
    """The vectors of a generation; where they are damaged, None unless `strict`."""
    try:
        return backend.vectors(name) if name else None
    except UnreadableIndex:
        if strict:
            raise
        return None


def _age(article: Article) -> float:
    return article.published.timestamp() if article.published else float("-inf")


def _as_paths(paths: Paths) -> list[Path]:
    named = [paths] if isinstance(paths, (str, Path)) else list(paths)
    return [Path(path) for path in named]
