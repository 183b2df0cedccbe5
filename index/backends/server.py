"""An index in a Chroma server, or Chroma Cloud: a generation is two collections.

The collection `passages-000012` says in its metadata whether its generation is whole: that is one
request, so the newest whole one is current at once and for all. Manifests, the lock and leases are
records beside them (`index.backends.notes`). Every machine derives its own Tantivy from Chroma.
"""

from __future__ import annotations

import json
import logging
import re
import threading
import weakref
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, TypeAlias

from index.backends.backend import Draft, Pointer
from index.backends.notes import Notes
from index.backends.replica import Replica
from index.backends.server_lock import ReaderLeases, WriterLock
from index.chroma import reading, server_client, writing
from index.errors import NewsError, NoIndex, UnreadableIndex, mending, nothing_indexed
from index.manifest import Manifest
from index.probe import probe
from index.vectors import VectorStore
from index.writer import Progress

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from chromadb.api.models.Collection import Collection

    from index.backends.backend import Lease
    from index.lexical import LexicalStore
    from index.writer import OnProgress

_log = logging.getLogger(__name__)
_NAME = re.compile(r"(passages|articles)-(\d{6,})")
_LISTED = 100
# More than this is derived anew rather than by difference.
_MOST_CHANGED = 20_000

_Collections: TypeAlias = dict[str, dict[str, "Collection"]]
"""Collections by generation and by what they hold."""


class ServerBackend:
    """See `Backend`; safe from several threads, of which one may write."""

    def __init__(self, address: str, key: str, *, cache: Path) -> None:
        """Connect to a server.

        Args:
            address: see the setting `store`.
            key: what the server wants as a key, or empty.
            cache: folder for what this machine derives.

        Raises:
            StoreUnavailable: it cannot be reached, or refuses.
        """
        self._client, self._page, self.where = server_client(address, key)
        weakref.finalize(self, self._client.close)
        self._notes = Notes(self._client, self.where)
        self._replica = Replica(cache / "replica")
        self._leases = ReaderLeases(self._notes)
        self._writer: WriterLock | None = None
        self._making = threading.Lock()

    def pointer(self) -> Pointer:
        """Which generation is current."""
        self._leases.renew()
        there = self._listed()
        whole = [name for name, found in sorted(there.items()) if _is_whole(name, found)]
        if not whole:
            raise nothing_indexed(self.where, begun=bool(there))
        return Pointer(current=whole[-1], before=whole[-2] if len(whole) > 1 else None)

    def manifest(self, name: str) -> Manifest:
        """What a generation says of itself."""
        text = self._notes.read_text(f"manifest-{name}")
        if text is None:
            raise UnreadableIndex(
                f"The manifest of generation {name} in {self.where} is missing. {mending()}"
            )
        return Manifest.from_json(text, where=f"{self.where}, {name}")

    def vectors(self, name: str) -> VectorStore:
        """A generation's vector store."""
        return self._vectors(name)

    def rescued(self, name: str) -> VectorStore:
        """The same: a server's files are its own matter."""
        return self._vectors(name)

    def damage(self, name: str) -> list[str]:  # noqa: ARG002
        """Nothing: a server's files are its own matter."""
        return []

    def lexical(self, name: str) -> LexicalStore:
        """A generation's lexical store, derived first where this machine has none yet."""
        label = self._label(name)
        with self._making:
            found = self._replica.opened(label)
            if found is not None:
                return found
            before, changed = self._difference(name)
            vectors = self.vectors(name)
            self._replica.make(label, vectors, before, changed)
            self._replica.forget_older(map(self._label, self.pointer().names))
            found = self._replica.opened(label)
        if found is None:
            raise UnreadableIndex(f"What this machine derived of {self.where} does not read back.")
        return found

    def is_ready(self, name: str) -> bool:
        """Whether this machine has derived the lexical store."""
        return self._replica.has(self._label(name))

    def lease(self, name: str) -> Lease:
        """Keep a generation from being removed."""
        return self._leases.take(name)

    def size(self, name: str) -> int:
        """Bytes of what this machine derived of a generation."""
        return self._replica.size(self._label(name))

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Be the only writer."""
        lock = WriterLock(self._notes, self.where)
        with lock.held():
            for name, found in self._listed().items():
                if not _is_said(name, found):
                    self._remove(name)
            self._writer = lock
            try:
                yield
            finally:
                self._writer = None

    @contextmanager
    def drafting(
        self, *, copy: str | None, before: str | None, progress: OnProgress
    ) -> Iterator[Draft]:
        """The next generation, which becomes current at the end."""
        name = f"{max(map(int, self._listed()), default=0) + 1:06d}"
        from_label = self._made(copy) if copy else None
        manifests: list[Manifest] = []
        try:
            vectors = self._copied(copy, name, progress) if copy else self._vectors(name, new=True)
            with self._replica.draft(from_label) as (folder, lexical):
                yield Draft(name=name, vectors=vectors, lexical=lexical, write=manifests.append)
                probe(vectors, lexical, manifests[0], where=f"{self.where}, {name}")
                self._note(name, manifests[0], self._label(copy) if copy else "", vectors)
                lexical.close()
                self._replica.keep(folder, self._label(name))
            self._commit(name)
        except BaseException:
            with suppress(NewsError):
                # Ctrl-C may come when the swap is done.
                if not _is_whole(name, self._listed().get(name, {})):
                    self._remove(name)
            raise
        self._prune({name, before})

    def roll_back(self) -> str:
        """Make the generation before current again."""
        pointer = self.pointer()
        if pointer.before is None:
            raise NoIndex(
                f"There is no generation before {pointer.current} in {self.where}. "
                "To make the index anew, run: news-assistant index rebuild PATHS"
            )
        self._retire(pointer.current)
        return pointer.before

    def _commit(self, name: str) -> None:
        """The swap. A draft that another writer cleared away meanwhile cannot be named."""
        assert self._writer is not None
        self._writer.check()
        with writing(self.where):
            self._listed()[name]["passages"].modify(metadata={"whole": name})

    def _retire(self, name: str) -> None:
        with writing(self.where):
            self._listed()[name]["passages"].modify(metadata={"retired": name})

    def _prune(self, kept: set[str | None]) -> None:
        """Remove what is neither kept nor read by anybody."""
        current = max(name for name in kept if name)
        old = [name for name in self._listed() if name not in kept and name < current]
        for name in old:
            # First no new reader, then a look at those there are: none is missed.
            self._retire(name)
        read = self._leases.read_by_others() if old else set()
        for name in old:
            if name not in read:
                self._remove(name)
        self._replica.forget_older(self._label(name) for name in kept if name in self._listed())

    def _remove(self, name: str) -> None:
        found = self._listed().get(name, {})
        with writing(self.where):
            # The passages last: what they say tells that the rest is to go too.
            for part in ("articles", "passages"):
                if part in found:
                    self._client.delete_collection(found[part].name)
        for text in (f"manifest-{name}", f"difference-{name}"):
            self._notes.remove_text(text)

    def _vectors(self, name: str, *, new: bool = False) -> VectorStore:
        return VectorStore(
            self._client,
            where=f"{self.where}, {name}",
            create=new,
            suffix=f"-{name}",
            page=self._page,
            close=lambda: None,
        )

    def _copied(self, source: str, name: str, progress: OnProgress) -> VectorStore:
        """A generation's collections copied: by the server where it can, else page by page."""
        from chromadb.errors import ChromaError

        old = self._vectors(source)
        if self.where.startswith("cloud://"):  # no other server can
            try:
                for records, part in zip(old.collections, ("passages", "articles"), strict=True):
                    records.collection.fork(f"{part}-{name}")
                return self._vectors(name)
            except ChromaError as error:  # it limits how often
                _log.info("Chroma Cloud does not fork the index: %s", error)
                self._remove(name)
        new = self._vectors(name, new=True)
        total = sum(map(len, old.collections))
        done = 0
        for records, target in zip(old.collections, new.collections, strict=True):
            for so_far in records.copy_to(target):
                progress(Progress("Copying the current generation", done + so_far, total))
            done += len(records)
        return new

    def _note(self, name: str, manifest: Manifest, before: str, vectors: VectorStore) -> None:
        """Write down the manifest, and how other machines come to it from the one before."""
        changed = sorted(vectors.touched)
        if before and len(changed) <= _MOST_CHANGED:
            difference = {"before": before, "changed": changed}
            self._notes.write_text(f"difference-{name}", json.dumps(difference))
        self._notes.write_text(f"manifest-{name}", manifest.to_json())

    def _difference(self, name: str) -> tuple[str | None, list[str]]:
        """The label of a generation that this machine has, and what changed since; or nothing."""
        text = self._notes.read_text(f"difference-{name}")
        difference: dict[str, Any] = json.loads(text) if text else {}
        before = difference.get("before", "")
        if before and self._replica.opened(before) is not None:
            return before, difference["changed"]
        return None, []

    def _made(self, name: str) -> str:
        """The label of a generation whose lexical store this machine has, derived if need be."""
        self.lexical(name).close()
        return self._label(name)

    def _label(self, name: str) -> str:
        """What tells a generation from another of its number, in another life of the server."""
        found = self._listed().get(name)
        if not found or "passages" not in found:
            raise UnreadableIndex(f"Generation {name} in {self.where} is not there. {mending()}")
        return f"{name}-{found['passages'].id.hex[:8]}"

    def _listed(self) -> _Collections:
        """The collections of the index, those that are drafts or to go included."""
        found: _Collections = {}
        offset = 0
        while True:
            with reading(self.where):
                page = self._client.list_collections(limit=_LISTED, offset=offset)
            for collection in page:
                if match := _NAME.fullmatch(collection.name):
                    found.setdefault(match[2], {})[match[1]] = collection
            if len(page) < _LISTED:
                return found
            offset += _LISTED


def _state(passages: Collection) -> dict[str, Any]:
    return dict(passages.metadata or {})


def _is_said(name: str, found: dict[str, Collection]) -> bool:
    """Whether a generation was ever whole, rather than a draft left behind."""
    return "passages" in found and name in _state(found["passages"]).values()


def _is_whole(name: str, found: dict[str, Collection]) -> bool:
    # The name, for a copy that the server makes says what its source says.
    return "passages" in found and _state(found["passages"]).get("whole") == name
