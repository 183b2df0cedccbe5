"""An index opened for reading: one generation's two stores under one roof."""

from __future__ import annotations

import logging
import threading
import time
import weakref
from typing import TYPE_CHECKING, TypeVar

from index.addresses import canonical
from index.article import id_of_address
from index.backends import backend_of, checked_manifest
from index.embedding import load_embeddings
from index.errors import NewsError, UnreadableIndex
from index.probe import probe
from index.sentence_vectors import unpacked
from index.settings import IndexSettings

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from index.article import Article
    from index.backends import Backend, Lease, Pointer
    from index.embedding import SentenceEmbeddings
    from index.manifest import Manifest
    from index.sentence_vectors import Span
    from index.stored import IndexedPassage
    from index.versions import FormerVersion

_log = logging.getLogger(__name__)
_RETRY_SECONDS = 30.0
_TRIES = 20


class NewsIndex:
    """One generation, open for reading, safe from several threads."""

    def __init__(self, backend: Backend, name: str, manifest: Manifest, lease: Lease) -> None:
        """Open a generation; `lease` is given up when nobody uses the index any more.

        Raises:
            UnreadableIndex: it is damaged.
        """
        self.generation = name
        self.manifest = manifest
        self.problem: UnreadableIndex | None = None
        """Why a newer generation is not answered from; None for the current one."""
        # Whoever still reads a generation that was replaced keeps it open; the last one closes it.
        weakref.finalize(self, lease.release)
        self.vectors = backend.vectors(name)
        weakref.finalize(self, self.vectors.close)
        self.lexical = backend.lexical(name)
        probe(self.vectors, self.lexical, manifest, where=f"{backend.where}, {name}")

    @property
    def damage(self) -> UnreadableIndex | None:
        """What of it could not be read since it was opened."""
        return self.vectors.damage or self.lexical.damage

    @property
    def embeddings(self) -> SentenceEmbeddings:
        """The model this index was made with, loaded when first needed."""
        return load_embeddings(self.manifest.embedding)

    def passages(self, passage_ids: Sequence[str]) -> dict[str, IndexedPassage]:
        """Passages by id."""
        return self.vectors.passages(passage_ids)

    def sentence_vectors(
        self, article_id: str, start: int, end: int
    ) -> dict[Span, NDArray[np.float32]]:
        """Unit vectors of an article's sentences by span in its body, as far as there are.

        Those of the passages that begin from `start` on and before `end`, in characters.
        """
        found = self.lexical.sentences_within(article_id, start, end)
        return {
            (begins + first, begins + last): vector
            for begins, data in found
            for (first, last), vector in unpacked(data, self.manifest.dimension).items()
        }

    def article(self, article_id: str) -> Article | None:
        """A whole article, or None."""
        return self.vectors.article(article_id)

    def articles(self, article_ids: Sequence[str]) -> dict[str, Article]:
        """Whole articles by id; ids that are not there are left out."""
        return self.vectors.articles(article_ids)

    def find_article(self, id_or_address: str) -> Article | None:
        """A whole article by its id or any of its addresses, however they are written, or None."""
        if article := self.article(id_or_address):
            return article
        if "." not in id_or_address:
            return None
        if article := self.article(id_of_address(id_or_address)):
            return article
        # Only an article's first address is in its id.
        wanted = canonical(id_or_address)
        for entry in self.vectors.entries():
            if any(canonical(url) == wanted for url in entry.other_urls):
                return self.article(entry.id)
        return None

    def versions(self, article_id: str) -> list[FormerVersion]:
        """The former versions of an article, that replaced last first; none is ever searched."""
        return self.vectors.versions(article_id)


_Index = TypeVar("_Index", bound=NewsIndex)


class _Moved(Exception):
    """A generation was removed before it could be opened; the pointer names others now."""


class _Reader:
    """Keeps the newest readable generation of one index open."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.index: NewsIndex | None = None
        self._failed: dict[str, tuple[UnreadableIndex, float]] = {}
        self._preparing = threading.Thread()

    def holds(self, pointer: Pointer) -> bool:
        """Whether what is open is current and sound."""
        return (
            self.index is not None
            and self.index.generation == pointer.current
            and self.index.problem is pointer.problem is None
            and self.index.damage is None
        )

    def follow(self, backend: Backend, pointer: Pointer, settings: IndexSettings) -> NewsIndex:
        """Open the newest generation that can be read.

        Raises:
            UnreadableIndex: none can, see the message.
            _Moved: the pointer was swapped meanwhile.
        """
        problem = pointer.problem
        sound = self.index if self.index and self.index.damage is None else None
        for name in pointer.names:
            if sound and sound.generation != name and not backend.is_ready(name):
                self._prepare(backend, name)
                return sound
            try:
                self.index = self._opened(backend, name, settings)
            except UnreadableIndex as error:
                problem = problem or error
                continue
            return self._answering_despite(problem)
        if sound is None:
            assert problem is not None
            raise problem
        return self._answering_despite(problem)

    def _opened(self, backend: Backend, name: str, settings: IndexSettings) -> NewsIndex:
        if self.index and self.index.generation == name:
            if self.index.damage is None:
                return self.index
            self._failed[name] = (self.index.damage, time.monotonic())
        error, since = self._failed.get(name, (None, 0.0))
        # It may have been a disk that was away, so it is tried again, but not for every question.
        if error and time.monotonic() - since < _RETRY_SECONDS:
            raise error
        try:
            return open_generation(backend, name, settings, NewsIndex)
        except UnreadableIndex as error:
            # A copy, for the traceback would keep what could not be opened open.
            self._failed[name] = (type(error)(str(error)), time.monotonic())
            raise

    def _answering_despite(self, problem: UnreadableIndex | None) -> NewsIndex:
        assert self.index is not None
        if problem and str(problem) != str(self.index.problem):
            _log.warning("%s Generation %s answers meanwhile.", problem, self.index.generation)
        self.index.problem = type(problem)(str(problem)) if problem else None
        return self.index

    def _prepare(self, backend: Backend, name: str) -> None:
        """Make ready what opening a generation needs, while the one before answers."""
        if not self._preparing.is_alive():
            self._preparing = threading.Thread(
                target=_make_ready, args=(backend, name), name="follow", daemon=True
            )
            self._preparing.start()


_readers: dict[tuple[str, Path, str], _Reader] = {}


def open_index(settings: IndexSettings | None = None, *, wait: bool = False) -> NewsIndex:
    """Open the newest generation that can be read, which is nearly always the current one.

    The same object is returned until another takes its place. Where the current generation cannot
    be read, the one before answers, or the one that is open; `NewsIndex.problem` and a warning in
    the log say so, and what to do.

    Args:
        settings: where the index is, and its model.
        wait: while another thread opens a new generation wait for it; otherwise the one before
            answers meanwhile.

    Raises:
        NoIndex: nothing was indexed yet.
        UnreadableIndex: something is there and cannot be read.
        IncompatibleIndex: it was made by another schema or embedding model.
        StoreUnavailable: the Chroma server cannot be reached.
    """
    settings = settings or IndexSettings()
    backend = backend_of(settings)
    key = (backend.where, settings.index.resolve(), settings.embedding)
    reader = _readers.setdefault(key, _Reader())
    for _ in range(_TRIES):
        pointer = backend.pointer()
        held = reader.index
        if held and reader.holds(pointer):
            return held
        if not reader.lock.acquire(blocking=wait or held is None or held.damage is not None):
            assert held is not None
            return held  # while another thread opens the new one
        try:
            return reader.follow(backend, backend.pointer(), settings)
        except _Moved:
            continue
        finally:
            reader.lock.release()
    raise UnreadableIndex(
        f"The index in {backend.where} changes faster than it can be opened. Try again."
    )


def open_generation(
    backend: Backend, name: str, settings: IndexSettings, kind: type[_Index]
) -> _Index:
    """Open one generation.

    Raises:
        UnreadableIndex, IncompatibleIndex: it can't be read.
        _Moved: it was removed meanwhile.
    """
    lease = backend.lease(name)
    try:
        # Only a lease that was there before this look keeps the generation from being removed.
        if name not in backend.pointer().names:
            raise _Moved
        return kind(backend, name, checked_manifest(backend, name, settings), lease)
    except BaseException:
        lease.release()
        raise


def _make_ready(backend: Backend, name: str) -> None:
    try:
        backend.lexical(name)
    except NewsError as error:
        _log.warning("%s", error)
