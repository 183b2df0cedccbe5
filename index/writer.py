"""Fill a generation's two stores: embed what is new, reuse what is not, verify, write down."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeAlias, TypeVar

import numpy as np

from index.errors import UnreadableIndex
from index.manifest import SCHEMA_VERSION, Manifest, outlet_counts
from index.passages import embedded_text, split_passages, title_and_lead
from index.revisions import revision
from index.sentence_vectors import packed
from index.sentences import split_sentences
from index.stored import IndexedPassage
from index.stories import Stories, signature
from index.versions import carried

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from index.article import Article
    from index.backends import Draft
    from index.embedding import SentenceEmbeddings
    from index.reuse import Reuse
    from index.sameness import Distinct
    from index.vectors import VectorStore
    from index.versions import FormerVersion

_log = logging.getLogger(__name__)
_ARTICLES_AT_ONCE = 32
_PASSAGES_AT_ONCE = 128


@dataclass(frozen=True, slots=True)
class Progress:
    """How far long work has come: `done` of `total` (None: not known yet)."""

    stage: str
    done: int
    total: int | None


OnProgress: TypeAlias = Callable[[Progress], None]
_Item = TypeVar("_Item")


class GenerationWriter:
    """Fills one generation that nobody reads yet."""

    def __init__(
        self,
        draft: Draft,
        *,
        embeddings: SentenceEmbeddings,
        passage_words: int,
        reuse: Reuse,
        before: VectorStore | None,
        progress: OnProgress,
    ) -> None:
        """A writer for a draft.

        Args:
            draft: empty, or a copy of another generation.
            embeddings: the model for what is not known.
            passage_words: words in a passage, about.
            reuse: vectors that are known.
            before: the articles as they were, which become former versions where they change.
            progress: told how far it has come.
        """
        self.embedded = 0
        """Texts that went through the embedding model."""
        self._draft = draft
        self._embeddings = embeddings
        self._passage_words = passage_words
        self._reuse = reuse
        self._before = before
        self._progress = progress
        self._vectors = draft.vectors
        self._lexical = draft.lexical
        self._stories = Stories()
        for entry in self._vectors.entries():
            self._stories.add(entry)

    def delete(self, article_ids: Iterable[str]) -> None:
        """Delete articles."""
        gone = list(article_ids)
        if gone:
            self._vectors.delete_articles(gone)
            self._lexical.delete_articles(gone)
            self._stories.forget(gone)

    def add(self, articles: Sequence[Article], found: Distinct) -> None:
        """Split, embed and store articles, each with its former versions; `found` tells of them."""
        split = []
        for done, article in enumerate(articles, 1):
            split.append((article, split_passages(article, words=self._passage_words)))
            self._progress(Progress("Splitting into passages", done, len(articles)))
        total = sum(len(passages) for _, passages in split)
        done = 0
        for group in _batched(split, _ARTICLES_AT_ONCE):
            stories = self._add_articles([article for article, _ in group], found)
            items = [
                IndexedPassage.of(passage, article, story=story, revision=said)
                for (article, passages), story in zip(group, stories, strict=True)
                for said in [revision(article)]
                for passage in passages
            ]
            for batch in _batched(items, _PASSAGES_AT_ONCE):
                self._add_passages(batch)
                done += len(batch)
                self._progress(Progress("Embedding passages", done, total))

    def finish(self, paths: tuple[str, ...]) -> Manifest:
        """Write the manifest; `paths` are what the last rebuild read."""
        self._lexical.commit()
        manifest = described(
            self._vectors,
            Manifest(
                schema=SCHEMA_VERSION,
                embedding=self._embeddings.name,
                dimension=self._embeddings.dimension,
                passage_words=self._passage_words,
                paths=paths,
                built=datetime.now(UTC),
            ),
        )
        self._draft.write(manifest)
        return manifest

    def _add_articles(self, articles: Sequence[Article], found: Distinct) -> list[str]:
        """Store whole articles; return the story of each."""
        texts = {article.id: title_and_lead(article.title, article.body) for article in articles}
        vectors = self._vectors_of(texts, self._reuse.article_vectors(texts))
        signatures = [signature(article) for article in articles]
        stories = [
            self._stories.assign(article, encoded)
            for article, encoded in zip(articles, signatures, strict=True)
        ]
        self._vectors.add_articles(
            articles,
            np.stack([vectors[article.id] for article in articles]),
            stories=stories,
            signatures=signatures,
            former=self._former(articles, found),
        )
        return stories

    def _former(
        self, articles: Sequence[Article], found: Distinct
    ) -> dict[str, tuple[FormerVersion, ...]]:
        """The former versions of articles, by id; those in a damaged generation are lost."""
        try:
            return carried(self._before, articles, found)
        except UnreadableIndex as error:
            _log.warning("%s The history of its articles is lost.", error)
            self._before = None
            return carried(None, articles, found)

    def _add_passages(self, batch: Sequence[IndexedPassage]) -> None:
        # A passage's id is a hash of what is embedded, so one that is known is unchanged.
        sentences = self._reuse.sentences([item.passage.id for item in batch])
        vectors = self._reuse.passage_vectors(list(sentences))
        fresh = [item for item in batch if item.passage.id not in vectors]
        self.embedded += len(fresh)
        rows, found = self._embeddings.encode_with_sentences(
            [item.passage.text for item in fresh],
            [split_sentences(item.passage.text) for item in fresh],
            before=[embedded_text(item.title, "") for item in fresh],
        )
        for item, row, parts in zip(fresh, rows, found, strict=True):
            vectors[item.passage.id] = row
            sentences[item.passage.id] = packed(parts)
        self._vectors.add_passages(batch, np.stack([vectors[item.passage.id] for item in batch]))
        self._lexical.add(batch, sentences)

    def _vectors_of(
        self, texts: dict[str, str], known: dict[str, NDArray[np.float32]]
    ) -> dict[str, NDArray[np.float32]]:
        """Vectors by key, embedding only what is not known."""
        fresh = [key for key in texts if key not in known]
        self.embedded += len(fresh)
        rows = self._embeddings.encode([texts[key] for key in fresh])
        return known | dict(zip(fresh, rows, strict=True))


def described(vectors: VectorStore, manifest: Manifest) -> Manifest:
    """A manifest with the counts, span and outlets of what a vector store holds now."""
    entries = list(vectors.entries())
    dates = [entry.published for entry in entries if entry.published is not None]
    return replace(
        manifest,
        articles=len(entries),
        passages=vectors.count_passages(),
        oldest=min(dates, default=None),
        newest=max(dates, default=None),
        outlets=outlet_counts(entries),
    )


def silent(_: Progress) -> None:
    """No progress wanted."""


def _batched(items: Sequence[_Item], size: int) -> Iterator[Sequence[_Item]]:
    """Consecutive runs of at most `size` items (`itertools.batched` needs Python 3.12)."""
    for first in range(0, len(items), size):
        yield items[first : first + size]
