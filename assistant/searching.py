"""The passages that a question finds, without an answer made of them; and whole articles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.request import make_request
from index.store import open_index

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assistant.request import Moment
    from assistant.settings import Settings
    from assistant.types import PassageHit
    from index.article import Article


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """Passages, best first, and the generation of the index that they are of."""

    passages: tuple[PassageHit, ...]
    generation: str


def search(
    question: str,
    *,
    settings: Settings,
    sources: str | Iterable[str] | None = None,
    since: Moment | None = None,
    until: Moment | None = None,
    limit: int | None = None,
) -> Search:
    """Find passages as `assistant.answer` does, at most `limit` of them, one of each story.

    Raises:
        InvalidQuestion, NoIndex, UnreadableIndex, EmbeddingUnavailable, RerankerUnavailable: see
            `index.errors`.
    """
    # The page offers it, and would open later by what the chain imports.
    from assistant.chain import find

    if limit is not None:
        settings = settings.model_copy(update={"passages": limit})
    request = make_request(
        question,
        history=(),
        as_of=None,
        sources=sources,
        since=since,
        until=until,
        model=None,
        settings=settings,
    )
    found = find(request)
    return Search(passages=tuple(found.hits), generation=found.index.generation)


def whole_article(id_or_address: str, *, settings: Settings) -> tuple[Article | None, str]:
    """An article by its id or any of its addresses, and the generation of the index asked.

    Raises:
        NoIndex, UnreadableIndex, StoreUnavailable: see `index.errors`.
    """
    index = open_index(settings)
    return index.find_article(id_or_address.strip()), index.generation
