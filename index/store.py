"""An index opened for reading: one generation's two stores under one roof."""

from __future__ import annotations

import threading
import weakref
from typing import TYPE_CHECKING

from index import generation
from index.embedding import load_embeddings
from index.errors import IncompatibleIndex
from index.lexical import LexicalStore
from index.manifest import SCHEMA_VERSION, Manifest
from index.settings import IndexSettings
from index.vectors import VectorStore

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from index.article import Article
    from index.embedding import SentenceEmbeddings
    from index.stored import IndexedPassage
    from index.versions import FormerVersion


class NewsIndex:
    """One generation, open for reading, safe from several threads."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        self.generation = folder.name
        self.manifest = manifest
        self.vectors = VectorStore(folder / "chroma")
        self.lexical = LexicalStore(folder / "lexical")
        # Whoever still reads a generation that was replaced keeps it open; the last one closes it.
        weakref.finalize(self, self.vectors.close)

    @property
    def embeddings(self) -> SentenceEmbeddings:
        """The model this index was made with, loaded when first needed."""
        return load_embeddings(self.manifest.embedding)

    def passages(self, passage_ids: Sequence[str]) -> dict[str, IndexedPassage]:
        """Passages by id."""
        return self.vectors.passages(passage_ids)

    def article(self, article_id: str) -> Article | None:
        """A whole article, or None."""
        return self.vectors.article(article_id)

    def versions(self, article_id: str) -> list[FormerVersion]:
        """The former versions of an article, that replaced last first; none is ever searched."""
        return self.vectors.versions(article_id)


_open: dict[Path, NewsIndex] = {}
_lock = threading.Lock()


def open_index(settings: IndexSettings | None = None) -> NewsIndex:
    """Open the current generation; the same object is returned until another takes its place.

    Raises:
        NoIndex: nothing was indexed yet.
        UnreadableIndex: something is there and cannot be read.
        IncompatibleIndex: it was made by another schema or embedding model.
    """
    settings = settings or IndexSettings()
    folder = generation.current(settings.index).resolve()
    key = folder.parent
    with _lock:
        opened = _open.get(key)
        if opened is None or opened.generation != folder.name:
            opened = _open[key] = NewsIndex(folder, checked_manifest(folder, settings))
    if opened.manifest.embedding != settings.embedding:
        checked_manifest(folder, settings)
    return opened


def checked_manifest(folder: Path, settings: IndexSettings) -> Manifest:
    """The manifest of a generation, if this version with these settings can read it.

    Raises:
        UnreadableIndex, IncompatibleIndex: it can't.
    """
    manifest = Manifest.read(folder)
    if manifest.schema != SCHEMA_VERSION:
        raise IncompatibleIndex(
            f"The index in {settings.index} has schema {manifest.schema}; this version reads "
            f"{SCHEMA_VERSION}. Run: news-assistant index rebuild PATHS"
        )
    if manifest.embedding != settings.embedding:
        raise IncompatibleIndex(
            f"The index in {settings.index} was made with the embedding model "
            f"{manifest.embedding!r}, and NEWS_EMBEDDING is {settings.embedding!r}. Set it back, "
            "or run: news-assistant index rebuild PATHS"
        )
    return manifest
