"""The errors raised on purpose; each message says what to do next.

NewsError
├── NoIndex               nothing has been indexed at that place yet
├── UnreadableIndex       an index is there and cannot be read (never reported as empty)
│   └── IncompatibleIndex     it was made by another schema or embedding model
├── UnwritableIndex       an index cannot be written to; it is as it was
├── StoreUnavailable      the Chroma server named in the settings cannot be used
├── IndexBusy             another process is writing to it
├── NothingToIndex        no article could be read from what was named
├── UnreadableArticle     one file or record that a reader could not understand
│   └── UnreachablePage       a page that could not be fetched, or may not be
├── EmbeddingUnavailable  the embedding model cannot be loaded
├── ReaderUnavailable     the reader cannot be loaded (assistant/)
├── RerankerUnavailable   the reranker named cannot be loaded (assistant/)
├── VerifierUnavailable   the verifier named cannot be loaded (assistant/)
├── InvalidQuestion       what was asked cannot be used (assistant/)
├── ModelUnavailable      the chat model cannot be used (assistant/)
├── UnusableUsers         the file of users cannot be used, or not so (assistant/)
├── UnusableFeedback      the file of feedback cannot be written or read (assistant/)
├── UnusablePage          the page cannot be served as the settings say (assistant/)
└── PageBusy              too many requests wait already (assistant/)
"""

from __future__ import annotations


class NewsError(Exception):
    """Base of every error raised on purpose; its text is meant for the person at the keyboard."""


class NoIndex(NewsError):
    """Nothing has been indexed at that place yet."""


def nothing_indexed(where: object, *, begun: bool) -> NoIndex:
    """The error where no generation is whole; `begun` where one is there that is not so yet."""
    if begun:
        return NoIndex(
            f"Nothing has been indexed in {where} yet; the first build has begun. Wait for it, and "
            "if none is running, run: news-assistant index rebuild PATHS"
        )
    return NoIndex(
        f"Nothing has been indexed in {where} yet. Run: news-assistant index rebuild PATHS"
    )


class UnreadableIndex(NewsError):
    """An index is there and cannot be read; it is not empty."""


class IncompatibleIndex(UnreadableIndex):
    """The index was made by another schema version or embedding model."""


class UnwritableIndex(NewsError):
    """The index cannot be written to: no space, no permission; it is as it was."""


class StoreUnavailable(NewsError):
    """The Chroma server named in the settings cannot be reached, or refuses."""


class IndexBusy(NewsError):
    """Another process is writing to the index."""


class NothingToIndex(NewsError):
    """No article could be read from what was named, so the index was left as it was."""


class UnreadableArticle(NewsError):
    """One file or record that a reader could not understand; the rest goes on."""


class UnreachablePage(UnreadableArticle):
    """A page that could not be fetched, or may not be; `gone` where the site says it is no more."""

    def __init__(self, message: str, *, gone: bool = False) -> None:
        super().__init__(message)
        self.gone = gone


class EmbeddingUnavailable(NewsError):
    """The embedding model cannot be loaded."""


class ReaderUnavailable(NewsError):
    """The reader cannot be loaded: weights missing or altered, or no such model."""


class RerankerUnavailable(NewsError):
    """The reranker named in the settings cannot be loaded."""


class VerifierUnavailable(NewsError):
    """The verifier named cannot be loaded, or gives no support for a pair."""


class InvalidQuestion(NewsError):
    """What was asked is empty or too long, or its dates or outlets cannot be used."""


class ModelUnavailable(NewsError):
    """The chat model cannot be used: not installed, no key, refused, or timed out."""


class UnusableUsers(NewsError):
    """The file of users is missing, malformed, open to others, or a change to it is refused."""


class UnusableFeedback(NewsError):
    """The file of feedback cannot be written to, or what is in it cannot be read."""


class UnusablePage(NewsError):
    """The page cannot be served as the settings say: an optional part is not installed."""


class PageBusy(NewsError):
    """Too many requests are waiting for their turn."""


def mending() -> str:
    """What to do about a generation that cannot be read, for the end of a message."""
    return (
        "Run: news-assistant index verify --repair (or: news-assistant index rollback, to go back "
        "to the generation before; or: news-assistant index rebuild PATHS)"
    )
