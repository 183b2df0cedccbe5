"""Rebuild, update, remove: each makes a new generation beside the current one and swaps."""

from __future__ import annotations

import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from index import generation
from index.addresses import canonical
from index.collecting import collect
from index.embedding import load_embeddings
from index.errors import IncompatibleIndex, NoIndex, UnreadableIndex
from index.manifest import Manifest
from index.sameness import Distinct, distinct
from index.settings import IndexSettings
from index.sources import are_of_web, as_sources, as_texts
from index.store import checked_manifest
from index.vectors import VectorStore
from index.writer import GenerationWriter, OnProgress, Progress

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from index.article import Article
    from index.readers import Unreadable
    from index.sources import Sources
    from index.stored import ArticleEntry


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
    unchanged: int = 0
    """Pages of the web that had not changed, or whose articles were kept, see `rebuild`."""
    embedded: int = 0
    """Texts that went through the embedding model; what was unchanged did not."""
    unreadable: tuple[Unreadable, ...] = ()
    seconds: float = 0.0


def rebuild(
    sources: Sources, *, settings: IndexSettings | None = None, progress: OnProgress | None = None
) -> Report:
    """Make the index anew from files, folders and the web; it then holds just what they hold.

    Pages of the web are fetched anew. Where one cannot be read now, the article that the index
    holds of it stays, unless the site says that the page is gone; and what a feed or sitemap named
    before and names no more stays as well. What the current index already embedded is not embedded
    again.

    Raises:
        NothingToIndex: no article could be read; the index stays as it was.
        IndexBusy, UnreadableIndex, EmbeddingUnavailable: see `index.errors`.
    """
    settings, progress, started = settings or IndexSettings(), progress or _silent, time.monotonic()
    named = as_sources(sources)
    with generation.writing(settings.index):
        stored = _readable(settings, any_model=True) if are_of_web(named) else None
        found = collect(named, settings, progress, _entries(stored) if stored else {}, anew=True)
        known = _entries_if_readable(settings)
        told = distinct([*_articles(stored, found.unchanged), *found.articles], known, keep=False)
        articles = told.articles
        with _writer(settings, progress, copy=False) as (folder, writer):
            writer.add(list(articles.values()), told)
            manifest = writer.finish(as_texts(named))
        return Report(
            generation=folder.name.partition(".")[0],
            articles=manifest.articles,
            passages=manifest.passages,
            added=len(articles.keys() - known.keys()),
            changed=len(_changed(articles, known)),
            removed=len(known.keys() - articles.keys()),
            unchanged=len(found.unchanged),
            embedded=writer.embedded,
            unreadable=tuple(found.unreadable),
            seconds=time.monotonic() - started,
        )


def update(
    sources: Sources,
    *,
    remember: bool = False,
    settings: IndexSettings | None = None,
    progress: OnProgress | None = None,
) -> Report:
    """Add what is new in files, folders and the web and replace what has changed.

    Nothing else is removed. An article is the same when its address or its text is (see
    `index.sameness`), or, without an address, its file. Pages of the web are fetched only if they
    have changed since. A later rebuild of what was read before reads the pages, feeds, sitemaps
    and lists too, and with `remember` also the files and folders.

    Raises:
        NothingToIndex: no article could be read; the index stays as it was.
        NoIndex, IndexBusy, UnreadableIndex, EmbeddingUnavailable: see `index.errors`.
    """
    settings, progress, started = settings or IndexSettings(), progress or _silent, time.monotonic()
    named = as_sources(sources)
    with generation.writing(settings.index):
        current = generation.current(settings.index)
        checked_manifest(current, settings)
        known = _entries(current)
    # Sites are asked slowly: meanwhile others may write.
    found = collect(named, settings, progress, known, anew=False)
    with generation.writing(settings.index):
        current = generation.current(settings.index)
        manifest = checked_manifest(current, settings)
        known = _entries(current)
        told = distinct(found.articles, known, keep=True)
        articles = told.articles
        changed = _changed(articles, known)
        rewritten = set(told.replaced.values())
        fresh = [article for key, article in articles.items() if key not in known or key in changed]
        kept = [item for item in named if remember or not isinstance(item, Path)]
        paths = tuple(dict.fromkeys(manifest.paths + as_texts(kept)))
        manifest = replace(manifest, paths=paths)
        report = _apply(settings, progress, manifest, fresh, changed | rewritten, told)
    added = len(fresh) - len(changed) - len(rewritten)
    return replace(
        report,
        added=added,
        changed=len(changed) + len(rewritten),
        unchanged=len(found.unchanged),
        unreadable=tuple(found.unreadable),
        seconds=time.monotonic() - started,
    )


def remove(
    ids_or_urls: str | Iterable[str],
    *,
    settings: IndexSettings | None = None,
    progress: OnProgress | None = None,
) -> Report:
    """Remove articles by id or any address, with their history.

    What is not in the index is not counted as removed.

    Raises:
        NoIndex, IndexBusy, UnreadableIndex: see `index.errors`.
    """
    settings, progress, started = settings or IndexSettings(), progress or _silent, time.monotonic()
    wanted = {ids_or_urls} if isinstance(ids_or_urls, str) else set(ids_or_urls)
    with generation.writing(settings.index):
        current = generation.current(settings.index)
        manifest = checked_manifest(current, settings)
        addresses = {canonical(named) for named in wanted}
        gone = {
            entry.id
            for entry in _entries(current).values()
            if entry.id in wanted
            or any(canonical(url) in addresses for url in (entry.url, *entry.other_urls) if url)
        }
        report = _apply(settings, progress, manifest, [], gone, Distinct())
    return replace(report, removed=len(gone), seconds=time.monotonic() - started)


def _apply(
    settings: IndexSettings,
    progress: OnProgress,
    manifest: Manifest,
    fresh: list[Article],
    gone: set[str],
    told: Distinct,
) -> Report:
    """Make a new generation of the current one and a difference; with none, keep the current."""
    current = generation.current(settings.index)
    if not fresh and not gone and manifest == Manifest.read(current):
        return Report(
            generation=current.name, articles=manifest.articles, passages=manifest.passages
        )
    with _writer(settings, progress, copy=True) as (folder, writer):
        writer.delete(gone)
        writer.add(fresh, told)
        manifest = writer.finish(manifest.paths)
    return Report(
        generation=folder.name.partition(".")[0],
        articles=manifest.articles,
        passages=manifest.passages,
        embedded=writer.embedded,
    )


@contextmanager
def _writer(
    settings: IndexSettings, progress: OnProgress, *, copy: bool
) -> Iterator[tuple[Path, GenerationWriter]]:
    """A writer for the next generation, which becomes current when the block ends well."""
    embeddings = load_embeddings(settings.embedding)
    before = _readable(settings)
    with ExitStack() as stack:
        folder = stack.enter_context(
            generation.building(settings.index, copy=before if copy else None)
        )
        # Another model's vectors are of no use, but its articles have the history.
        past = before or _readable(settings, any_model=True)
        kept = VectorStore(past / "chroma") if past else None
        if kept is not None:
            stack.callback(kept.close)
        writer = GenerationWriter(
            folder,
            create=not copy,
            embeddings=embeddings,
            passage_words=settings.passage_words,
            reuse=kept if before else None,
            before=kept,
            progress=progress,
        )
        stack.callback(writer.close)
        yield folder, writer


def _articles(folder: Path | None, ids: Iterable[str]) -> list[Article]:
    """Whole articles of a generation."""
    wanted = list(ids)
    if folder is None or not wanted:
        return []
    vectors = VectorStore(folder / "chroma")
    try:
        found = [vectors.article(key) for key in wanted]
    finally:
        vectors.close()
    return [article for article in found if article is not None]


def _changed(articles: dict[str, Article], known: dict[str, ArticleEntry]) -> set[str]:
    return {
        key
        for key, article in articles.items()
        if key in known and known[key].digest != article.digest
    }


def _entries(folder: Path) -> dict[str, ArticleEntry]:
    vectors = VectorStore(folder / "chroma")
    try:
        return {entry.id: entry for entry in vectors.entries()}
    finally:
        vectors.close()


def _entries_if_readable(settings: IndexSettings) -> dict[str, ArticleEntry]:
    folder = _readable(settings)
    return _entries(folder) if folder else {}


def _readable(settings: IndexSettings, *, any_model: bool = False) -> Path | None:
    """The current generation where its vectors can be used again; a rebuild mends all others.

    With `any_model` that where its articles can be read.
    """
    try:
        folder = generation.current(settings.index)
        if any_model:
            settings = settings.model_copy(update={"embedding": Manifest.read(folder).embedding})
        checked_manifest(folder, settings)
    except (NoIndex, UnreadableIndex, IncompatibleIndex):
        return None
    return folder


def _silent(_: Progress) -> None:
    """No progress wanted."""
