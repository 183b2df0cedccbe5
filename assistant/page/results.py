"""What the endpoints return, for programs to read: JSON objects by their fields.

The annotations are read at run time, by Gradio, which documents the endpoints from them.
"""

from typing import Any, TypedDict

from assistant.types import PassageHit
from index import Article, Report, Status


class SentenceResult(TypedDict):
    """One statement, see `assistant.types.Sentence`."""

    text: str
    citations: list[int]
    supported: bool
    score: float | None
    reason: str


class CitationResult(TypedDict):
    """An exact quote, see `assistant.types.Citation`; dates in ISO 8601."""

    number: int
    quote: str
    start: int
    end: int
    title: str
    source: str
    authors: list[str]
    published: str | None
    url: str
    article_id: str
    passage_id: str
    also: list[str]
    revised: str
    revised_on: str | None


class PassageResult(TypedDict):
    """A passage found, see `assistant.types.PassageHit`; dates in ISO 8601."""

    passage_id: str
    article_id: str
    text: str
    start: int
    end: int
    title: str
    source: str
    authors: list[str]
    published: str | None
    url: str
    score: float
    also: list[str]
    story: str
    revised: str
    revised_on: str | None


class AnswerResult(TypedDict):
    """An answer, see `assistant.types.Answer`; `Answer.from_dict` reads it."""

    question: str
    text: str
    answered: bool
    sentences: list[SentenceResult]
    citations: list[CitationResult]
    passages: list[PassageResult]
    coverage: str
    understood: dict[str, Any]
    confidence: float
    model: str
    notice: str
    flags_unsupported: bool
    generation: str
    timings: dict[str, float]


class SearchResult(TypedDict):
    """The passages found, best first, and the generation of the index that they are of."""

    generation: str
    passages: list[PassageResult]


class ArticleResult(TypedDict):
    """A whole article, see `index.Article`; dates in ISO 8601."""

    id: str
    title: str
    body: str
    source: str
    authors: list[str]
    published: str | None
    modified: str | None
    url: str
    other_urls: list[str]
    language: str
    generation: str


class StatusResult(TypedDict):
    """What is indexed; dates in ISO 8601, size in bytes on the disk of the page's machine."""

    generation: str
    articles: int
    passages: int
    oldest: str | None
    newest: str | None
    built: str
    outlets: dict[str, int]
    embedding: str
    model: str
    bytes: int


class UnreadableResult(TypedDict):
    """What gave no article, and why."""

    origin: str
    reason: str


class ReportResult(TypedDict):
    """What was done to the index, see `index.Report`."""

    generation: str
    articles: int
    passages: int
    added: int
    changed: int
    removed: int
    unchanged: int
    embedded: int
    unreadable: list[UnreadableResult]
    seconds: float


def passage_result(hit: PassageHit) -> PassageResult:
    """A passage found."""
    return {
        "passage_id": hit.passage_id,
        "article_id": hit.article_id,
        "text": hit.text,
        "start": hit.start,
        "end": hit.end,
        "title": hit.title,
        "source": hit.source,
        "authors": list(hit.authors),
        "published": hit.published.isoformat() if hit.published else None,
        "url": hit.url,
        "score": hit.score,
        "also": list(hit.also),
        "story": hit.story,
        "revised": hit.revised,
        "revised_on": hit.revised_on.isoformat() if hit.revised_on else None,
    }


def article_result(article: Article, generation: str) -> ArticleResult:
    """A whole article; where on this machine it was read from stays here."""
    return {
        "id": article.id,
        "title": article.title,
        "body": article.body,
        "source": article.source,
        "authors": list(article.authors),
        "published": article.published.isoformat() if article.published else None,
        "modified": article.modified.isoformat() if article.modified else None,
        "url": article.url,
        "other_urls": list(article.other_urls),
        "language": article.language,
        "generation": generation,
    }


def status_result(status: Status, model: str) -> StatusResult:
    """What is indexed, and the chat model that writes answers."""
    manifest = status.manifest
    return {
        "generation": status.generation,
        "articles": manifest.articles,
        "passages": manifest.passages,
        "oldest": manifest.oldest.isoformat() if manifest.oldest else None,
        "newest": manifest.newest.isoformat() if manifest.newest else None,
        "built": manifest.built.isoformat(),
        "outlets": manifest.outlets,
        "embedding": manifest.embedding,
        "model": model,
        "bytes": status.bytes,
    }


def report_result(report: Report) -> ReportResult:
    """What was done to the index."""
    return {
        "generation": report.generation,
        "articles": report.articles,
        "passages": report.passages,
        "added": report.added,
        "changed": report.changed,
        "removed": report.removed,
        "unchanged": report.unchanged,
        "embedded": report.embedded,
        "unreadable": [
            {"origin": item.origin, "reason": item.reason} for item in report.unreadable
        ],
        "seconds": report.seconds,
    }
