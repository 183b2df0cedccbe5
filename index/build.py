"""Rebuild, update, remove: each makes a new generation beside the current one and swaps."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from index import generation
from index.addresses import canonical
from index.embedding import load_embeddings
from index.errors import IncompatibleIndex, NoIndex, NothingToIndex, UnreadableIndex
from index.manifest import Manifest
from index.readers import Unreadable, read_paths
from index.sameness import Distinct, distinct
from index.settings import IndexSettings
from index.store import checked_manifest
from index.vectors import VectorStore
from index.writer import GenerationWriter, OnProgress, Progress

if TYPE_CHECKING:
    from index.article import Article
    from index.stored import ArticleEntry

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
        IndexBusy, UnreadableIndex, EmbeddingUnavailable: see `index.errors`.
    """
    settings, progress, started = settings or IndexSettings(), progress or _silent, time.monotonic()
    files = _as_paths(paths)
    with generation.writing(settings.index):
        read, unreadable = _read(files, progress)
        known = _entries_if_readable(settings)
        found = distinct(read, known, keep=False)
        articles = found.articles
        with _writer(settings, progress, copy=False) as (folder, writer):
            writer.add(list(articles.values()), found)
            manifest = writer.finish(tuple(str(path.resolve()) for path in files))
        return Report(
            generation=folder.name.partition(".")[0],
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

    An article is the same when its address or its text is (see `index.sameness`), or, without an
    address, its file.

    Raises:
        NothingToIndex: no article could be read; the index stays as it was.
        NoIndex, IndexBusy, UnreadableIndex, EmbeddingUnavailable: see `index.errors`.
    """
    settings, progress, started = settings or IndexSettings(), progress or _silent, time.monotonic()
    with generation.writing(settings.index):
        current = generation.current(settings.index)
        manifest = checked_manifest(current, settings)
        read, unreadable = _read(_as_paths(paths), progress)
        known = _entries(current)
        found = distinct(read, known, keep=True)
        articles = found.articles
        changed = _changed(articles, known)
        rewritten = set(found.replaced.values())
        fresh = [article for key, article in articles.items() if key not in known or key in changed]
        report = _apply(settings, progress, manifest, fresh, changed | rewritten, found)
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
    found: Distinct,
) -> Report:
    """Make a new generation of the current one and a difference; with none, keep the current."""
    if not fresh and not gone:
        name = generation.current(settings.index).name
        return Report(generation=name, articles=manifest.articles, passages=manifest.passages)
    with _writer(settings, progress, copy=True) as (folder, writer):
        writer.delete(gone)
        writer.add(fresh, found)
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


def _read(paths: list[Path], progress: OnProgress) -> tuple[list[Article], list[Unreadable]]:
    """The articles in the order in which they were read, and what was not readable."""
    articles: list[Article] = []
    unreadable: list[Unreadable] = []
    for found in read_paths(paths):
        if isinstance(found, Unreadable):
            unreadable.append(found)
            continue
        articles.append(found)
        progress(Progress("Reading articles", len(articles), None))
    if not articles:
        reasons = "".join(f"\n  {item.origin}: {item.reason}" for item in unreadable[:10])
        raise NothingToIndex(
            f"No article could be read from {', '.join(map(str, paths)) or 'nothing'}; the index "
            "was left as it was. Name a folder or files with articles (.txt, .md, .html, .pdf, "
            ".docx, .eml, .json, .jsonl, .csv, .warc, or any of them as .gz or in a .zip)."
            f"{reasons}"
        )
    return articles, unreadable


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


def _as_paths(paths: Paths) -> list[Path]:
    named = [paths] if isinstance(paths, (str, Path)) else list(paths)
    return [Path(path) for path in named]


def _silent(_: Progress) -> None:
    """No progress wanted."""
