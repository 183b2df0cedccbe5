"""What a machine derives of an index in a Chroma server: its own Tantivy, in a local folder."""

from __future__ import annotations

import shutil
import uuid
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from index.errors import UnreadableIndex
from index.generation import changing
from index.leases import FolderLease, is_leased
from index.lexical import LexicalStore
from index.seal import check_seal, seal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from index.stored import IndexedPassage
    from index.vectors import VectorStore

_AT_ONCE = 100
_BUILDING = ".building"


class Replica:
    """The lexical stores of generations, one folder each; processes of a machine may share them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def has(self, label: str) -> bool:
        """Whether a generation's is there."""
        return (self._folder / label).is_dir()

    def opened(self, label: str) -> LexicalStore | None:
        """A generation's, opened for reading; None where it is not there or damaged."""
        folder = self._folder / label
        if not folder.is_dir():
            return None
        try:
            check_seal(folder, "lexical")
            return LexicalStore(folder / "lexical")
        except UnreadableIndex:
            # It is derived, and made again.
            shutil.rmtree(folder, ignore_errors=True)
            return None

    @contextmanager
    def draft(self, before: str | None = None) -> Iterator[tuple[Path, LexicalStore]]:
        """A folder and a new lexical store in it, a copy of another generation's where given.

        It goes at the end, unless `keep` made it a generation's.
        """
        name = f"{uuid.uuid4().hex}{_BUILDING}"
        folder = self._folder / name
        lease = FolderLease(self._folder, name)
        try:
            with changing(self._folder):
                folder.mkdir(parents=True)
                if before is not None:
                    shutil.copytree(self._folder / before / "lexical", folder / "lexical")
            lexical = LexicalStore(folder / "lexical", create=before is None)
            with closing(lexical):
                yield folder, lexical
        finally:
            shutil.rmtree(folder, ignore_errors=True)
            lease.release()

    def keep(self, folder: Path, label: str) -> None:
        """Make a draft, committed and closed, a generation's."""
        with changing(self._folder):
            seal(folder, lambda: None)
            try:
                folder.rename(self._folder / label)
            except OSError:
                # Another process of this machine was quicker.
                if not self.has(label):
                    raise

    def make(
        self, label: str, vectors: VectorStore, before: str | None, changed: Sequence[str]
    ) -> None:
        """Derive a generation's from its vector store.

        Args:
            label: of the generation.
            vectors: its vector store.
            before: the label of a generation that is there and differs in some articles only.
            changed: the ids of these articles.
        """
        with self.draft(before) as (folder, lexical):
            if before is None:
                lexical.add(vectors.all_passages())
            else:
                lexical.delete_articles(changed)
                lexical.add(_passages_of(vectors, changed))
            lexical.commit()
            self.keep(folder, label)

    def size(self, label: str) -> int:
        """Bytes of a generation's."""
        files = (path for path in (self._folder / label).rglob("*") if path.is_file())
        return sum(path.stat().st_size for path in files)

    def forget_older(self, kept: Iterable[str]) -> None:
        """Remove generations older than all of these, and what a killed process left."""
        oldest = min(kept, default="")
        for folder in self._folder.glob("*"):
            is_litter = folder.suffix == _BUILDING and not is_leased(self._folder, folder.name)
            is_old = folder.suffix != _BUILDING and folder.name < oldest
            if is_litter or is_old:
                shutil.rmtree(folder, ignore_errors=True)


def _passages_of(vectors: VectorStore, article_ids: Sequence[str]) -> Iterable[IndexedPassage]:
    for first in range(0, len(article_ids), _AT_ONCE):
        yield from vectors.passages_of(article_ids[first : first + _AT_ONCE])
