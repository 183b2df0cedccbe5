"""Hybrid retrieval: dense and lexical under one filter, fused, lifted, one per story."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any

from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever

from assistant.diversity import diverse, join_neighbours
from assistant.fusion import fuse
from assistant.reranking import load_reranker
from assistant.types import PassageHit
from index.filters import Filter

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from langchain_core.callbacks import CallbackManagerForRetrieverRun

    from assistant.diversity import Scored
    from assistant.types import Understood
    from index.store import NewsIndex
    from index.stored import IndexedPassage

_KNOWN_IDS = 10_000
"""Passages within a filter up to which the vector store is told their ids."""
_DEPTH = 100
"""Passages each search contributes to the fusion."""
_CANDIDATES = 60
"""Fused passages whose metadata is looked up."""
_DENSE_WEIGHT = 1.0
_LEXICAL_WEIGHT = 1.0
_RECENT_DAYS = 10.0
_RECENT_LIFT = 1.0
_PERIOD_LIFT = 0.5
_SHORT_PERIOD = timedelta(days=4)
_REPORTED_WITHIN = timedelta(days=3)
"""What happened on a day, or a weekend, is published on it or on the days after."""
_JOINED = 3
"""Neighbouring passages that are shown as one."""
_OUTLET_LIFT = 0.3
_KEPT_LIFT = 0.3
"""For an article that the answer before cited, where the question goes on from it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The parts of retrieval, each of which can be switched off to measure what it is worth."""

    dense: bool = True
    """Search by meaning, in Chroma."""
    lexical: bool = True
    """Search by word, in Tantivy."""
    lift: bool = True
    """Articles near in time and of the outlets named come higher."""
    diversity: bool = True
    """At most so many passages an article, and one telling of a story."""
    neighbours: bool = True
    """Passages found that follow on each other in an article are joined."""
    reader: bool = True
    """The reader judges which sentence answers; the passages are the same without it."""


ALL = Parts()


def narrowed(given: Filter, understood: Understood) -> Filter:
    """The caller's filter with what the question says explicitly: narrower, never wider."""
    sources, since, until = given.sources, given.since, given.until
    if understood.outlets_explicit:
        named = understood.outlets
        sources = named if sources is None else tuple(s for s in sources if s in named)
    period = understood.period
    # "Before July 2022" dates what happened, seldom what was published.
    if period is not None and period.explicit and period.start is not None:
        end = period.end
        if end is not None and end - period.start <= _SHORT_PERIOD:
            end += _REPORTED_WITHIN
        since = max((t for t in (since, period.start) if t is not None), default=None)
        until = min((t for t in (until, end) if t is not None), default=None)
    return Filter(sources=sources, since=since, until=until)


def retrieve(
    index: NewsIndex,
    understood: Understood,
    within: Filter,
    *,
    limit: int,
    per_article: int,
    parts: Parts = ALL,
    reranker: str = "",
    kept: Collection[str] = (),
) -> list[PassageHit]:
    """The best passages for a question, best first, at most `limit`, `per_article` of one article.

    The passages of the articles `kept`, by id, come higher: a follow-up goes on from them.
    Copies of a story count as one: the best is returned and lists the outlets of the others.

    Raises:
        RerankerUnavailable: a reranker is named and cannot be loaded.
    """
    narrow = narrowed(within, understood)
    ranked = _ranked(index, understood, narrow, parts, kept)
    if not ranked and narrow != within:
        # Nothing is of that time or outlet: they can only be what the question is about.
        ranked = _ranked(index, understood, within, parts, kept)
    if parts.neighbours:
        ranked = join_neighbours(ranked, most=_JOINED)
    if reranker:
        ranked = load_reranker(reranker).rerank(understood.standalone, ranked)
    varied = diverse(ranked, per_article=per_article) if parts.diversity else iter(ranked)
    return [_hit(index, item, score) for score, item in islice(varied, limit)]


def _ranked(
    index: NewsIndex,
    understood: Understood,
    within: Filter,
    parts: Parts,
    kept: Collection[str],
) -> list[Scored]:
    """The best passages by both searches and the lifts, best first."""
    fused = fuse(_search(index, understood, within, parts))
    top = dict(islice(fused.items(), _CANDIDATES))
    passages = index.passages(list(top))
    scored = [
        (score * (_lift(passages[key], understood, kept) if parts.lift else 1.0), passages[key])
        for key, score in top.items()
        if key in passages
    ]
    return sorted(scored, key=lambda item: -item[0])


class NewsRetriever(BaseRetriever):
    """The same as a LangChain retriever: question in, documents out, for other chains."""

    index: Any
    """An `index.NewsIndex`."""
    within: Filter = Filter()
    limit: int = 8
    per_article: int = 2
    reranker: str = ""

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,  # noqa: ARG002
    ) -> list[Document]:
        from assistant.question import understand

        understood = understand(
            query, as_of=datetime.now(UTC), outlets=list(self.index.manifest.outlets)
        )
        hits = retrieve(
            self.index,
            understood,
            self.within,
            limit=self.limit,
            per_article=self.per_article,
            reranker=self.reranker,
        )
        return [document(hit) for hit in hits]


def document(hit: PassageHit) -> Document:
    """A passage as a LangChain document; all but its text is metadata."""
    metadata = asdict(hit)
    text = metadata.pop("text")
    return Document(page_content=text, id=hit.passage_id, metadata=metadata)


def _search(
    index: NewsIndex, understood: Understood, within: Filter, parts: Parts
) -> Iterator[tuple[list[str], float]]:
    """The rankings to fuse: each part of the question, each outlet named, by sense and by word."""
    filters = [within]
    if len(understood.outlets) > 1:
        # A search each, so that every outlet is represented.
        allowed = within.sources
        filters = [
            replace(within, sources=(outlet,))
            for outlet in understood.outlets
            if allowed is None or outlet in allowed
        ] or filters
    for text in understood.parts or (understood.standalone,):
        vector = index.embeddings.encode_question(text)
        for limits in filters:
            if parts.dense:
                ids = (
                    None if limits.is_empty else index.lexical.passage_ids(limits, limit=_KNOWN_IDS)
                )
                dense = index.vectors.search(vector, limit=_DEPTH, within=limits, ids=ids)
                yield [found.passage_id for found in dense], _DENSE_WEIGHT
            if parts.lexical:
                lexical = index.lexical.search(
                    text, limit=_DEPTH, within=limits, phrases=understood.phrases
                )
                yield [found.passage_id for found in lexical], _LEXICAL_WEIGHT


def _lift(passage: IndexedPassage, understood: Understood, kept: Collection[str]) -> float:
    """What a passage's score is multiplied by: near in time, an outlet named, an article kept."""
    lift = 1.0
    if passage.source in understood.outlets:
        lift += _OUTLET_LIFT
    if passage.passage.article_id in kept:
        lift += _KEPT_LIFT
    if passage.published is None:
        return lift
    period = understood.period
    if period is not None:
        within = (period.start is None or period.start <= passage.published) and (
            period.end is None or passage.published < period.end
        )
        lift += _PERIOD_LIFT * within
    age = (understood.as_of - passage.published) / timedelta(days=1)
    # An article dated by its day only may seem to lie a day ahead.
    if age > -2:
        lift += _RECENT_LIFT * math.exp(-max(age, 0.0) / _RECENT_DAYS)
    return lift


def _hit(index: NewsIndex, item: IndexedPassage, score: float) -> PassageHit:
    outlets = index.lexical.outlets_of_story(item.story)
    return PassageHit(
        passage_id=item.passage.id,
        article_id=item.passage.article_id,
        text=item.passage.text,
        start=item.passage.start,
        end=item.passage.end,
        title=item.title,
        source=item.source,
        authors=item.authors,
        published=item.published,
        url=item.url,
        score=score,
        also=tuple(outlet for outlet in outlets if outlet and outlet != item.source),
        story=item.story,
        revised=item.revision.kind,
        revised_on=item.revision.on,
    )
