"""Rebuild, update, remove: each makes a new generation beside the current one and swaps."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from index.addresses import canonical
from index.backends import backend_of, checked_manifest, current_generation
from index.collecting import collect
from index.drafting import (
    draft_writer,
    entries,
    entries_if_readable,
    readable,
    stored_articles,
)
from index.sameness import Distinct, distinct
from index.settings import IndexSettings
from index.sources import are_of_web, as_sources, as_texts
from index.writer import OnProgress, silent

if TYPE_CHECKING:
    from collections.abc import Iterable

    from index.article import Article
    from index.backends import Backend
    from index.manifest import Manifest
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
        IndexBusy, UnreadableIndex, UnwritableIndex, EmbeddingUnavailable: see `index.errors`.
    """
    settings, progress, started = settings or IndexSettings(), progress or silent, time.monotonic()
    named, backend = as_sources(sources), backend_of(settings)
    with backend.writing():
        stored = readable(backend, settings, any_model=True) if are_of_web(named) else None
        held = entries(backend, stored) if stored else {}
        found = collect(named, settings, progress, held, anew=True)
        known = entries_if_readable(backend, settings)
        kept = stored_articles(backend, stored, found.unchanged)
        told = distinct([*kept, *found.articles], known, keep=False)
        articles = told.articles
        with draft_writer(backend, settings, progress, copy=False) as (name, writer):
            writer.add(list(articles.values()), told)
            manifest = writer.finish(as_texts(named))
        return Report(
            generation=name,
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
        NoIndex, IndexBusy, UnreadableIndex, UnwritableIndex, EmbeddingUnavailable: see
            `index.errors`.
    """
    settings, progress, started = settings or IndexSettings(), progress or silent, time.monotonic()
    named, backend = as_sources(sources), backend_of(settings)
    with backend.writing():
        current = current_generation(backend)
        checked_manifest(backend, current, settings)
        known = entries(backend, current)
    # Sites are asked slowly: meanwhile others may write.
    found = collect(named, settings, progress, known, anew=False)
    with backend.writing():
        current = current_generation(backend)
        manifest = checked_manifest(backend, current, settings)
        known = entries(backend, current)
        told = distinct(found.articles, known, keep=True)
        articles = told.articles
        changed = _changed(articles, known)
        rewritten = set(told.replaced.values())
        fresh = [article for key, article in articles.items() if key not in known or key in changed]
        kept = [item for item in named if remember or not isinstance(item, Path)]
        paths = tuple(dict.fromkeys(manifest.paths + as_texts(kept)))
        manifest = replace(manifest, paths=paths)
        report = _apply(backend, settings, progress, manifest, fresh, changed | rewritten, told)
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
        NoIndex, IndexBusy, UnreadableIndex, UnwritableIndex: see `index.errors`.
    """
    settings, progress, started = settings or IndexSettings(), progress or silent, time.monotonic()
    backend = backend_of(settings)
    wanted = {ids_or_urls} if isinstance(ids_or_urls, str) else set(ids_or_urls)
    with backend.writing():
        current = current_generation(backend)
        manifest = checked_manifest(backend, current, settings)
        addresses = {canonical(named) for named in wanted}
        gone = {
            entry.id
            for entry in entries(backend, current).values()
            if entry.id in wanted
            or any(canonical(url) in addresses for url in (entry.url, *entry.other_urls) if url)
        }
        report = _apply(backend, settings, progress, manifest, [], gone, Distinct())
    return replace(report, removed=len(gone), seconds=time.monotonic() - started)


def rollback(*, settings: IndexSettings | None = None) -> str:
    """Go back to the generation before the current one; its name.

    Raises:
        NoIndex: nothing was indexed yet, or no generation is kept before the current one.
        IndexBusy, UnreadableIndex, UnwritableIndex: see `index.errors`.
    """
    backend = backend_of(settings or IndexSettings())
    with backend.writing():
        return backend.roll_back()


def _apply(
    backend: Backend,
    settings: IndexSettings,
    progress: OnProgress,
    manifest: Manifest,
    fresh: list[Article],
    gone: set[str],
    told: Distinct,
) -> Report:
    """Make a new generation of the current one and a difference; with none, keep the current."""
    current = current_generation(backend)
    if not fresh and not gone and manifest == backend.manifest(current):
        return Report(generation=current, articles=manifest.articles, passages=manifest.passages)
    with draft_writer(backend, settings, progress, copy=True) as (name, writer):
        writer.delete(gone)
        writer.add(fresh, told)
        manifest = writer.finish(manifest.paths)
    return Report(
        generation=name,
        articles=manifest.articles,
        passages=manifest.passages,
        embedded=writer.embedded,
    )


def _changed(articles: dict[str, Article], known: dict[str, ArticleEntry]) -> set[str]:
    return {
        key
        for key, article in articles.items()
        if key in known and known[key].digest != article.digest
    }
