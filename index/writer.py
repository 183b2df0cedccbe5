"""Fill a generation's two stores: embed what is new, reuse what is not, verify, write down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeAlias, TypeVar

import numpy as np

from index.errors import UnreadableIndex
from index.filters import Filter
from index.lexical import LexicalStore
from index.manifest import SCHEMA_VERSION, Manifest, outlet_counts
from index.passages import embedded_text, split_passages
from index.revisions import revision
from index.stored import IndexedPassage
from index.stories import Stories, signature
from index.vectors import VectorStore
from index.versions import carried

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from index.article import Article
    from index.embedding import SentenceEmbeddings
    from index.sameness import Distinct

_ARTICLES_AT_ONCE = 32
_PASSAGES_AT_ONCE = 128
_LEAD_CHARACTERS = 500


@dataclass(frozen=True, slots=True)
class Progress:
    """How far long work has come: `done` of `total` (None: not known yet)."""

    stage: str
    done: int
    total: int | None


OnProgress: TypeAlias = Callable[[Progress], None]
_Item = TypeVar("_Item")


class GenerationWriter:
    """Writes one generation that nobody reads yet."""

    def __init__(
        self,
        folder: Path,
        *,
        create: bool,
        embeddings: SentenceEmbeddings,
        passage_words: int,
        reuse: VectorStore | None,
        before: VectorStore | None,
        progress: OnProgress,
    ) -> None:
        """Open or create its stores.

        Args:
            folder: of the generation.
            create: whether its stores are new; otherwise it is a copy of the generation before.
            embeddings: the model.
            passage_words: words in a passage, about.
            reuse: vectors of the same model, by which nothing is embedded twice.
            before: the articles as they were, which become former versions where they change.
            progress: is told how far it has come.
        """
        self.embedded = 0
        self._folder = folder
        self._embeddings = embeddings
        self._passage_words = passage_words
        self._reuse = reuse
        self._before = before
        self._progress = progress
        self._vectors = VectorStore(folder / "chroma", create=create)
        self._lexical = LexicalStore(folder / "lexical", create=create)
        self._stories = Stories()
        for entry in () if create else self._vectors.entries():
            self._stories.add(entry)

    def close(self) -> None:
        """Let go of the folder's files."""
        self._lexical.close()
        self._vectors.close()

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
        """Verify that both stores hold the same and answer, and write the manifest.

        Raises:
            UnreadableIndex: they don't; the generation must not become current.
        """
        self._lexical.commit()
        entries = list(self._vectors.entries())
        passages = self._vectors.count_passages()
        if self._lexical.count() != passages:
            raise UnreadableIndex(
                f"The new generation holds {passages} passages as vectors and "
                f"{self._lexical.count()} as words. The index was left as it was; try again."
            )
        self._probe(passages)
        dates = [entry.published for entry in entries if entry.published is not None]
        manifest = Manifest(
            schema=SCHEMA_VERSION,
            embedding=self._embeddings.name,
            dimension=self._embeddings.dimension,
            passage_words=self._passage_words,
            articles=len(entries),
            passages=passages,
            oldest=min(dates, default=None),
            newest=max(dates, default=None),
            outlets=outlet_counts(entries),
            paths=paths,
            built=datetime.now(UTC),
        )
        manifest.write(self._folder)
        return manifest

    def _probe(self, passages: int) -> None:
        """One search that must find its own passage, so that a dead index never goes live."""
        sample = next(iter(self._vectors.all_passages()), None)
        if sample is None:
            return
        vector = self._vectors.passage_vectors([sample.passage.id])[sample.passage.id]
        found = self._vectors.search(vector, limit=min(10, passages), within=Filter())
        if vector.shape != (self._embeddings.dimension,) or not found or found[0].score < 0.99:
            raise UnreadableIndex(
                "The new generation does not find a passage by its own vector. The index was "
                "left as it was; try again."
            )

    def _add_articles(self, articles: Sequence[Article], found: Distinct) -> list[str]:
        """Store whole articles; return the story of each."""
        texts = {article.id: _title_and_lead(article.title, article.body) for article in articles}
        vectors = self._vectors_of(texts, self._known_articles(texts))
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
            former=carried(self._before, articles, found),
        )
        return stories

    def _known_articles(self, texts: dict[str, str]) -> dict[str, NDArray[np.float32]]:
        """Vectors of articles whose title and lead are as they were."""
        if self._reuse is None:
            return {}
        openings = self._reuse.article_openings(list(texts))
        same = [key for key, before in openings.items() if _title_and_lead(*before) == texts[key]]
        return self._reuse.article_vectors(same)

    def _add_passages(self, batch: Sequence[IndexedPassage]) -> None:
        texts = {item.passage.id: embedded_text(item.title, item.passage.text) for item in batch}
        # A passage's id is a hash of what is embedded, so one that is known is unchanged.
        known = self._reuse.passage_vectors(list(texts)) if self._reuse else {}
        vectors = self._vectors_of(texts, known)
        self._vectors.add_passages(batch, np.stack([vectors[item.passage.id] for item in batch]))
        self._lexical.add(batch)

    def _vectors_of(
        self, texts: dict[str, str], known: dict[str, NDArray[np.float32]]
    ) -> dict[str, NDArray[np.float32]]:
        """Vectors by key, embedding only what is not known."""
        fresh = [key for key in texts if key not in known]
        self.embedded += len(fresh)
        rows = self._embeddings.encode([texts[key] for key in fresh])
        return known | dict(zip(fresh, rows, strict=True))


def _title_and_lead(title: str, body: str) -> str:
    return embedded_text(title, body[:_LEAD_CHARACTERS])


def _batched(items: Sequence[_Item], size: int) -> Iterator[Sequence[_Item]]:
    """Consecutive runs of at most `size` items (`itertools.batched` needs Python 3.12)."""
    for first in range(0, len(items), size):
        yield items[first : first + size]
