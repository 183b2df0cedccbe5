"""An index in a folder: Chroma's and Tantivy's files side by side, a folder a generation."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from index import generation
from index.backends.backend import Draft
from index.chroma import damaged_pages, folder_client
from index.errors import NoIndex, UnreadableIndex, mending
from index.leases import FolderLease
from index.lexical import LexicalStore
from index.manifest import Manifest
from index.probe import probe
from index.seal import check_seal, damaged_files, seal
from index.vectors import VectorStore

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from index.backends.backend import Lease, Pointer
    from index.writer import OnProgress


class FolderBackend:
    """See `Backend`."""

    def __init__(self, index: Path) -> None:
        self._index = index

    @property
    def where(self) -> str:
        """How messages name it."""
        return str(self._index)

    def pointer(self) -> Pointer:
        """Which generation is current."""
        return generation.pointer(self._index)

    def manifest(self, name: str) -> Manifest:
        """What a generation says of itself."""
        path = self._folder(name) / "manifest.json"
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, ValueError) as error:
            raise UnreadableIndex(
                f"The manifest of the index in {path.parent} cannot be read ({error}). {mending()}"
            ) from error
        return Manifest.from_json(text, where=str(path.parent))

    def vectors(self, name: str) -> VectorStore:
        """A generation's vector store, opened for reading; its files are checked first."""
        check_seal(self._folder(name), "chroma")
        return _vectors(self._folder(name) / "chroma")

    def lexical(self, name: str) -> LexicalStore:
        """A generation's lexical store, opened for reading; its files are checked first."""
        check_seal(self._folder(name), "lexical")
        return LexicalStore(self._folder(name) / "lexical")

    def damage(self, name: str) -> list[str]:
        """What of a generation's files is damaged, in words."""
        folder = self._folder(name)
        files = [f"{file} changed since it was made" for file in damaged_files(folder)]
        return files + damaged_pages(folder / "chroma")

    def rescued(self, name: str) -> VectorStore:
        """What can still be read of a damaged generation's vector store, without vectors."""
        return _vectors(self._folder(name) / "chroma", rescue=True)

    def is_ready(self, name: str) -> bool:  # noqa: ARG002
        """Always: it was made with the generation."""
        return True

    def lease(self, name: str) -> Lease:
        """Keep a generation from being removed."""
        return FolderLease(self._index, name)

    def size(self, name: str) -> int:
        """Bytes of a generation on disk."""
        files = (path for path in self._folder(name).rglob("*") if path.is_file())
        return sum(path.stat().st_size for path in files)

    def writing(self) -> AbstractContextManager[None]:
        """Be the only writer."""
        return generation.writing(self._index)

    @contextmanager
    def drafting(
        self,
        *,
        copy: str | None,
        before: str | None,
        progress: OnProgress,  # noqa: ARG002
    ) -> Iterator[Draft]:
        """The next generation, which becomes current at the end."""
        with generation.building(self._index, copy=copy, before=before) as (name, folder):
            manifests: list[Manifest] = []
            with ExitStack() as opened:
                vectors = _vectors(folder / "chroma", create=copy is None)
                opened.callback(vectors.close)
                lexical = LexicalStore(folder / "lexical", create=copy is None)
                opened.callback(lexical.close)
                yield Draft(name=name, vectors=vectors, lexical=lexical, write=manifests.append)
            with generation.changing(self._index):
                (folder / "manifest.json").write_text(manifests[0].to_json(), encoding="utf-8")
                # A full disk may have cut short what Chroma wrote, so it is read back as well.
                seal(folder, lambda: self._read_back(folder, manifests[0]))

    def _read_back(self, folder: Path, manifest: Manifest) -> None:
        """Open and search it as a reader will."""
        vectors = _vectors(folder / "chroma")
        try:
            probe(vectors, LexicalStore(folder / "lexical"), manifest, where=str(folder))
        finally:
            vectors.close()

    def roll_back(self) -> str:
        """Make the generation before current again."""
        found = self.pointer()
        if found.before is None:
            raise NoIndex(
                f"There is no generation before {found.current} in {self._index}. "
                "To make the index anew, run: news-assistant index rebuild PATHS"
            )
        with generation.changing(self._index):
            generation.point(self._index, found.before, None)
        return found.before

    def _folder(self, name: str) -> Path:
        return generation.folder_of(self._index, name).resolve()


def _vectors(folder: Path, *, create: bool = False, rescue: bool = False) -> VectorStore:
    client, close = folder_client(folder, create=create, rescue=rescue)
    with ExitStack() as undo:
        undo.callback(close)
        store = VectorStore(client, where=str(folder), create=create, close=close)
        undo.pop_all()
    return store
