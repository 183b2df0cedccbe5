"""The next generation of an index: a writer for it, and what it takes over from those before."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING

from index.backends import checked_manifest, current_generation
from index.embedding import load_embeddings
from index.errors import NoIndex, UnreadableIndex
from index.reuse import Reuse
from index.writer import GenerationWriter

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from index.article import Article
    from index.backends import Backend
    from index.lexical import LexicalStore
    from index.settings import IndexSettings
    from index.stored import ArticleEntry
    from index.vectors import VectorStore
    from index.writer import OnProgress


@contextmanager
def draft_writer(
    backend: Backend, settings: IndexSettings, progress: OnProgress, *, copy: bool
) -> Iterator[tuple[str, GenerationWriter]]:
    """Name of and writer for the next generation, which becomes current when the block ends well.

    It starts empty, or with `copy` as the current one.
    """
    embeddings = load_embeddings(settings.embedding)
    same_model = readable(backend, settings)
    # Another model's vectors are of no use, but its articles have the history.
    past = same_model or readable(backend, settings, any_model=True)
    with ExitStack() as stack:
        kept = _opened(backend, past, strict=copy)
        if kept is not None:
            stack.callback(kept.close)
        draft = stack.enter_context(
            backend.drafting(
                copy=past if copy else None,
                before=past if kept else _one_before(backend),
                progress=progress,
            )
        )
        writer = GenerationWriter(
            draft,
            embeddings=embeddings,
            passage_words=settings.passage_words,
            reuse=Reuse(
                [kept] if kept and same_model else [],
                words_of(backend, [same_model] if kept and same_model else []),
                embeddings.dimension,
            ),
            before=kept,
            progress=progress,
        )
        yield draft.name, writer


def readable(backend: Backend, settings: IndexSettings, *, any_model: bool = False) -> str | None:
    """The current generation where its vectors can be used again; a rebuild mends all others.

    With `any_model` that where its articles can be read.
    """
    try:
        name = current_generation(backend)
        if any_model:
            backend.manifest(name)
        else:
            checked_manifest(backend, name, settings)
    except (NoIndex, UnreadableIndex):
        return None
    return name


def words_of(backend: Backend, names: Iterable[str]) -> list[LexicalStore]:
    """The lexical stores of generations that are there and can be read."""
    found = []
    for name in names:
        with suppress(UnreadableIndex):
            if backend.is_ready(name):
                found.append(backend.lexical(name))
    return found


def entries(backend: Backend, name: str) -> dict[str, ArticleEntry]:
    """What a generation keeps of its articles, by id.

    Raises:
        UnreadableIndex: it is damaged.
    """
    vectors = backend.vectors(name)
    try:
        return {entry.id: entry for entry in vectors.entries()}
    finally:
        vectors.close()


def entries_if_readable(backend: Backend, settings: IndexSettings) -> dict[str, ArticleEntry]:
    """Those of the current generation; none where it cannot be read."""
    name = readable(backend, settings)
    try:
        return entries(backend, name) if name else {}
    except UnreadableIndex:
        return {}


def stored_articles(backend: Backend, name: str | None, ids: Iterable[str]) -> list[Article]:
    """Whole articles of a generation."""
    wanted = list(ids)
    if name is None or not wanted:
        return []
    vectors = backend.vectors(name)
    try:
        found = vectors.articles(wanted)
    finally:
        vectors.close()
    return [found[key] for key in wanted if key in found]


def _opened(backend: Backend, name: str | None, *, strict: bool) -> VectorStore | None:
    """The vectors of a generation; where they are damaged, None unless `strict`."""
    try:
        return backend.vectors(name) if name else None
    except UnreadableIndex:
        if strict:
            raise
        return None


def _one_before(backend: Backend) -> str | None:
    """The generation before a current one that cannot be read."""
    try:
        pointer = backend.pointer()
    except (NoIndex, UnreadableIndex):
        return None
    return pointer.before or pointer.current
