"""The lexical store: BM25 over titles and passages in Tantivy, filtered inside the index.

It is derived from Chroma and can be rebuilt from it. The vectors of sentences lie here too, as
bytes that nothing searches; where they are missing, sentences are embedded when they are weighed.
"""

from __future__ import annotations

import os
import shutil
import weakref
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.errors import UnreadableIndex, UnwritableIndex, mending
from index.lexical_schema import ANALYZER, SENTENCES, STOP_WORDS, analyzer, has_field, schema
from index.scratch import scratch_copy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    import tantivy

    from index.filters import Filter
    from index.stored import IndexedPassage

_TITLE_BOOST = 1.5
_PHRASE_BOOST = 4.0
_WRITER_HEAP_BYTES = 64_000_000


@dataclass(frozen=True, slots=True)
class Found:
    """A passage found and its score: BM25 here, cosine in the vector store."""

    passage_id: str
    score: float


class LexicalStore:
    """Passages by words. Reading is safe from several threads; one writer at a time."""

    def __init__(self, folder: Path, *, create: bool = False) -> None:
        import tantivy

        self._tantivy = tantivy
        self._folder = folder
        self.damage: UnreadableIndex | None = None
        """What could not be read from it, the last time that something could not."""
        self._writer: tantivy.IndexWriter | None = None
        if create:
            folder.mkdir(parents=True, exist_ok=True)
            self._index = tantivy.Index(schema(), path=str(folder), reuse=False)
        else:
            opened = folder
            if folder.is_dir() and not os.access(folder, os.W_OK):
                # Tantivy locks what it only reads.
                opened = scratch_copy(folder)
                weakref.finalize(self, shutil.rmtree, opened, ignore_errors=True)
            try:
                self._index = tantivy.Index.open(str(opened))
            except ValueError as error:
                raise self._unreadable(error) from error
        with self._reading():
            self._keeps_sentences = has_field(folder, SENTENCES)
        self._analyzer = analyzer()
        self._index.register_tokenizer(ANALYZER, self._analyzer)

    def _unreadable(self, error: Exception) -> UnreadableIndex:
        return UnreadableIndex(
            f"The lexical index in {self._folder} cannot be read ({error}). {mending()}"
        )

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """Report what Tantivy can't read as UnreadableIndex."""
        try:
            yield
        except (ValueError, OSError) as error:
            self.damage = self._unreadable(error)
            raise self._unreadable(error) from error

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """Report that nothing can be written as UnwritableIndex."""
        try:
            yield
        except (ValueError, OSError) as error:
            raise UnwritableIndex(
                f"The lexical index in {self._folder} cannot be written to ({error}). The index is "
                "as it was. Check free space and permissions, then run the same command again."
            ) from error

    def add(
        self, passages: Iterable[IndexedPassage], sentences: Mapping[str, bytes] | None = None
    ) -> None:
        """Add passages; searches see them after `commit`.

        `sentences` are the vectors of their sentences by passage id, as `index.sentence_vectors`
        packs them; None where they are not known.
        """
        for item in passages:
            document = self._tantivy.Document()
            document.add_text("passage", item.passage.id)
            document.add_text("article", item.passage.article_id)
            document.add_text("story", item.story)
            document.add_text("source", item.source)
            document.add_text("title", item.title)
            document.add_text("text", item.passage.text)
            if item.published is not None:
                document.add_integer("published", int(item.published.timestamp()))
            if self._keeps_sentences and sentences is not None:
                document.add_integer("start", item.passage.start)
                document.add_bytes(SENTENCES, sentences[item.passage.id])
            with self._changing():
                self._writing().add_document(document)

    def delete_articles(self, article_ids: Iterable[str]) -> None:
        """Delete every passage of the articles; searches see it after `commit`."""
        for article_id in article_ids:
            with self._changing():
                self._writing().delete_documents_by_term("article", article_id)

    def commit(self) -> None:
        """Make what was added and deleted since the last time durable and searchable."""
        with self._changing():
            if self._writer is not None:
                self._writer.commit()
                self._writer.wait_merging_threads()
                self._writer = None
            self._index.reload()

    def close(self) -> None:
        """Give up what was not committed, and wait until nothing writes to the folder any more."""
        if self._writer is not None:
            writer, self._writer = self._writer, None
            with self._changing():
                writer.rollback()
                writer.wait_merging_threads()
        # Windows renames no folder whose files are mapped.
        self.__dict__.pop("_index", None)

    def _writing(self) -> tantivy.IndexWriter:
        if self._writer is None:
            self._writer = self._index.writer(heap_size=_WRITER_HEAP_BYTES, num_threads=1)
        return self._writer

    def count(self) -> int:
        """How many passages there are."""
        return int(self._index.searcher().num_docs)

    def search(
        self, text: str, *, limit: int, within: Filter, phrases: Sequence[str] = ()
    ) -> list[Found]:
        """The best passages for the words of `text`, best first, at most `limit`."""
        words = self.query_terms(text)
        if not words:
            return []
        query_ = self._tantivy.Query
        should = self._tantivy.Occur.Should
        clauses = []
        for word in words:
            clauses.append((should, query_.term_query(self._index.schema, "text", word)))
            title = query_.term_query(self._index.schema, "title", word)
            clauses.append((should, query_.boost_query(title, _TITLE_BOOST)))
        for phrase in phrases:
            terms = self._analyzer.analyze(phrase)
            if len(terms) > 1:
                for field in ("text", "title"):
                    exact = query_.phrase_query(self._index.schema, field, list(terms))
                    clauses.append((should, query_.boost_query(exact, _PHRASE_BOOST)))
        query = self._limited(query_.boolean_query(clauses), within)
        return self._run(query, limit)

    def passage_ids(self, within: Filter, *, limit: int) -> list[str] | None:
        """The ids of all passages within a filter, or None where there are more than `limit`."""
        query = self._limited(self._tantivy.Query.all_query(), within)
        found = self._run(query, limit + 1)
        return [item.passage_id for item in found] if len(found) <= limit else None

    def all_passage_ids(self) -> list[str]:
        """The id of every entry, in no order."""
        # Tantivy wants a limit of at least one.
        return [
            item.passage_id for item in self._run(self._tantivy.Query.all_query(), self.count() + 1)
        ]

    def sentences(self, passage_ids: Sequence[str]) -> dict[str, bytes]:
        """The vectors of sentences by passage id, packed; where they are not known, left out."""
        if not passage_ids or not self._keeps_sentences:
            return {}
        query = self._tantivy.Query.term_set_query(self._index.schema, "passage", list(passage_ids))
        found = {}
        for document in self._documents(query, len(passage_ids)):
            data = document.get_first(SENTENCES)
            if data is not None:
                found[str(document.get_first("passage"))] = bytes(data)
        return found

    def sentences_within(self, article_id: str, start: int, end: int) -> list[tuple[int, bytes]]:
        """The same of the passages of an article that begin in a stretch, and where they begin."""
        if not self._keeps_sentences:
            return []
        query_, fields = self._tantivy.Query, self._index.schema
        must, integer = self._tantivy.Occur.Must, self._tantivy.FieldType.Integer
        query = query_.boolean_query(
            [
                (must, query_.term_query(fields, "article", article_id)),
                (must, query_.range_query(fields, "start", integer, start, end, True, False)),
            ]
        )
        # A passage has a character at least.
        return [
            (int(document["start"][0]), bytes(document[SENTENCES][0]))
            for document in self._documents(query, max(end - start, 1))
            if document.get_first(SENTENCES) is not None
        ]

    def _documents(self, query: tantivy.Query, limit: int) -> list[tantivy.Document]:
        searcher = self._index.searcher()
        with self._reading():
            hits = searcher.search(query, limit=limit, count=False).hits
            return [searcher.doc(address) for _, address in hits]

    def query_terms(self, text: str) -> list[str]:
        """The distinct index terms of a question, function words left out where any others are."""
        words = text.lower().split()
        content = [word for word in words if word.strip("\"'“”‘’?!.,:;()") not in STOP_WORDS]
        return list(dict.fromkeys(self._analyzer.analyze(" ".join(content or words))))

    def terms(self, text: str) -> list[str]:
        """The index terms of any text, in order, function words included."""
        return list(self._analyzer.analyze(text))

    def document_frequency(self, term: str) -> int:
        """In how many passages an index term occurs."""
        return int(self._index.searcher().doc_freq("text", term))

    def outlets_of_story(self, story: str) -> list[str]:
        """The outlets that published a copy of the story, in alphabetical order."""
        query = self._tantivy.Query.term_query(self._index.schema, "story", story)
        searcher = self._index.searcher()
        with self._reading():
            hits = searcher.search(query, limit=1000, count=False).hits
            return sorted({str(searcher.doc(address).get_first("source")) for _, address in hits})

    def _limited(self, query: tantivy.Query, within: Filter) -> tantivy.Query:
        """The query with the filter as clauses that must match and don't score."""
        if within.is_empty:
            return query
        query_, fields = self._tantivy.Query, self._index.schema
        must = self._tantivy.Occur.Must
        clauses = [(must, query)]
        if within.sources is not None:
            sources = query_.term_set_query(fields, "source", list(within.sources))
            clauses.append((must, query_.const_score_query(sources, 0.0)))
        if within.since is not None or within.until is not None:
            published = query_.range_query(
                fields,
                "published",
                self._tantivy.FieldType.Integer,
                lower_bound=int(within.since.timestamp()) if within.since else None,
                upper_bound=int(within.until.timestamp()) if within.until else None,
                # Exclusive where there is a bound; Tantivy wants an open side to be inclusive.
                include_upper=within.until is None,
            )
            clauses.append((must, query_.const_score_query(published, 0.0)))
        return query_.boolean_query(clauses)

    def _run(self, query: tantivy.Query, limit: int) -> list[Found]:
        searcher = self._index.searcher()
        with self._reading():
            hits = searcher.search(query, limit=limit, count=False).hits
            return [
                Found(str(searcher.doc(address).get_first("passage")), float(score))
                for score, address in hits
            ]
