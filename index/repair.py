"""Make a new generation of what can still be read of a damaged one."""

from __future__ import annotations

import time
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING

import numpy as np

from index.build import Report
from index.drafting import words_of
from index.embedding import load_embeddings
from index.errors import UnreadableIndex
from index.passages import embedded_text
from index.reuse import Reuse
from index.sameness import Distinct
from index.writer import GenerationWriter, Progress

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from index.article import Article
    from index.backends import Backend
    from index.embedding import SentenceEmbeddings
    from index.settings import IndexSettings
    from index.vectors import VectorStore
    from index.writer import OnProgress

_SAME = 0.95


def repaired(backend: Backend, settings: IndexSettings, progress: OnProgress) -> Report:
    """Make a new generation from the articles in Chroma, and have it take the current one's place.

    They are read from the current generation, or from the one before where that can't be; vectors
    are taken from either.

    Raises:
        UnreadableIndex: no article can be read from either.
        IndexBusy, UnwritableIndex, EmbeddingUnavailable, StoreUnavailable: see `index.errors`.
    """
    started = time.monotonic()
    with backend.writing(), ExitStack() as stack:
        embeddings = load_embeddings(settings.embedding)
        names = backend.pointer().names
        whole = _whole(backend, names, stack)
        articles, lost, listing = _articles(_sources(backend, names, whole, stack), progress)
        draft = stack.enter_context(
            # The older one where it is whole: what is to be mended is no place to go back to.
            backend.drafting(
                copy=None,
                before=names[-1] if names[-1] in whole else names[0],
                progress=progress,
            )
        )
        usable = {name: vectors for name, vectors in whole.items() if _are_of(embeddings, vectors)}
        writer = GenerationWriter(
            draft,
            embeddings=embeddings,
            passage_words=settings.passage_words,
            reuse=Reuse(
                list(usable.values()),
                words_of(backend, usable),
                embeddings.dimension,
            ),
            before=listing,
            progress=progress,
        )
        writer.add(articles, Distinct())
        manifest = writer.finish(_paths(backend, names))
    return Report(
        generation=draft.name,
        articles=manifest.articles,
        passages=manifest.passages,
        removed=lost,
        embedded=writer.embedded,
        seconds=time.monotonic() - started,
    )


def _whole(backend: Backend, names: Sequence[str], stack: ExitStack) -> dict[str, VectorStore]:
    """The vector stores that can be opened, by generation."""
    found = {}
    for name in names:
        with suppress(UnreadableIndex):
            found[name] = backend.vectors(name)
            stack.callback(found[name].close)
    return found


def _sources(
    backend: Backend, names: Sequence[str], whole: dict[str, VectorStore], stack: ExitStack
) -> Iterator[VectorStore]:
    """What there is of each generation, the newest first; opened when it is asked for."""
    for name in names:
        if name in whole:
            yield whole[name]
            continue
        with suppress(UnreadableIndex):
            vectors = backend.rescued(name)
            stack.callback(vectors.close)
            yield vectors


def _articles(
    stores: Iterable[VectorStore], progress: OnProgress
) -> tuple[list[Article], int, VectorStore]:
    """The articles of the first store that lists them, how many of them are lost, and that store.

    What it can't give is looked for in the others.
    """
    listing: VectorStore | None = None
    listed: list[str] = []
    found: dict[str, Article] = {}
    for store in stores:
        try:
            listed = listed or [entry.id for entry in store.entries()]
        except UnreadableIndex:
            continue
        listing = listing or store
        for article_id in listed:
            if article_id not in found:
                with suppress(UnreadableIndex):
                    article = store.article(article_id)
                    if article is not None:
                        found[article_id] = article
                        progress(Progress("Reading articles", len(found), len(listed)))
        if listed and len(found) == len(listed):
            break
    if not found or listing is None:
        raise UnreadableIndex(
            "Nothing can be read of the index's generations that it could be repaired from. "
            "Run: news-assistant index rebuild PATHS"
        )
    return [found[key] for key in listed if key in found], len(listed) - len(found), listing


def _are_of(embeddings: SentenceEmbeddings, vectors: VectorStore) -> bool:
    """Whether a model made the vectors: a damaged manifest can't tell."""
    try:
        sample = vectors.any_passage_id()
        if sample is None:
            return False
        item = vectors.passages([sample])[sample]
        known = vectors.passage_vectors([sample])[sample]
    except (UnreadableIndex, KeyError):
        return False
    row = embeddings.encode([embedded_text(item.title, item.passage.text)])[0]
    return row.shape == known.shape and float(np.dot(row, known)) > _SAME


def _paths(backend: Backend, names: Sequence[str]) -> tuple[str, ...]:
    """What the last rebuild read, as far as a manifest tells."""
    for name in names:
        with suppress(UnreadableIndex):
            return backend.manifest(name).paths
    return ()
