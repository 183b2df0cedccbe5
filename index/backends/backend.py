"""What an index needs of the place it lives in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from index.errors import UnreadableIndex
    from index.lexical import LexicalStore
    from index.manifest import Manifest
    from index.vectors import VectorStore
    from index.writer import OnProgress


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointer:
    """Which generation is current, and which was before it."""

    current: str
    before: str | None = None
    problem: UnreadableIndex | None = None
    """Set where the pointer itself is damaged, and these are the newest whole generations."""

    @property
    def names(self) -> tuple[str, ...]:
        """Those that can be read, the current one first."""
        return (self.current,) if self.before is None else (self.current, self.before)


class Lease(Protocol):
    """Keeps a generation from being removed while it is read."""

    def release(self) -> None:
        """Give it up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A generation that is being made, and that nobody reads yet."""

    name: str
    vectors: VectorStore
    lexical: LexicalStore
    write: Callable[[Manifest], None]
    """Writes down the manifest, the last thing before the generation becomes current."""


class Backend(Protocol):
    """A place for an index: generations, a pointer, one writer, any number of readers.

    Every method may raise StoreUnavailable where the place is a server.
    """

    @property
    def where(self) -> str:
        """How messages name it."""

    def pointer(self) -> Pointer:
        """Which generation is current.

        Raises:
            NoIndex: nothing was indexed here yet.
            UnreadableIndex: the pointer is damaged, and no generation is there.
        """

    def manifest(self, name: str) -> Manifest:
        """What a generation says of itself.

        Raises:
            UnreadableIndex: that cannot be read.
        """

    def vectors(self, name: str) -> VectorStore:
        """A generation's vector store, opened for reading.

        Raises:
            UnreadableIndex: it is missing or damaged.
        """

    def lexical(self, name: str) -> LexicalStore:
        """A generation's lexical store, opened for reading.

        Raises:
            UnreadableIndex: it is missing or damaged.
        """

    def damage(self, name: str) -> list[str]:
        """What of a generation's files is damaged, in words; none where there are no files."""

    def rescued(self, name: str) -> VectorStore:
        """What can still be read of a damaged generation's vector store, perhaps no vectors.

        Raises:
            UnreadableIndex: nothing can.
        """

    def is_ready(self, name: str) -> bool:
        """Whether `lexical` opens it at once, rather than making it first."""

    def lease(self, name: str) -> Lease:
        """Keep a generation from being removed."""

    def size(self, name: str) -> int:
        """Bytes of a generation on this machine's disk."""

    def writing(self) -> AbstractContextManager[None]:
        """Be the only writer; what a killed writer left behind is cleared away.

        Raises:
            IndexBusy: another process is writing.
            UnwritableIndex: nothing can be written here.
        """

    def drafting(
        self, *, copy: str | None, before: str | None, progress: OnProgress
    ) -> AbstractContextManager[Draft]:
        """The next generation, a copy of `copy` where given; becomes current at the end.

        `before` is then the generation before it. Used inside `writing`. When the block raises,
        Ctrl-C included, the draft goes and the current generation stays. Generations that are
        neither current nor the one before, and that nobody reads, are removed.

        Raises:
            UnwritableIndex: there is no space or no permission.
            UnreadableIndex: what was written does not read back.
        """

    def roll_back(self) -> str:
        """Make the generation before current again; its name. Used inside `writing`.

        Raises:
            NoIndex: there is none before.
        """
