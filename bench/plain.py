"""The baseline: the pipeline that a LangChain tutorial gives, with the embedding model we use.

RecursiveCharacterTextSplitter of 1000 characters with 200 of overlap, Chroma, similarity search.
Titles stand before the bodies, as on a page that a tutorial's loader reads. The tutorial has no
answer made of quotes: its quotes here are the sentences of the passages found that are most similar
to the question.
"""

from __future__ import annotations

import inspect
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from bench.cache import Built, built, content_key
from bench.metrics import Asked
from index.embedding import load_embeddings
from index.errors import NewsError
from index.sentences import split_sentences
from index.writer import Progress

if TYPE_CHECKING:
    from pathlib import Path

    from langchain_chroma import Chroma
    from langchain_core.documents import Document

    from assistant.settings import Settings
    from bench.data import Data, Question, Row
    from index.writer import OnProgress

_PACKAGES = ("langchain-chroma", "langchain-text-splitters")
_CHUNKS_AT_ONCE = 256
_DEPTH = 40
"""Chunks that hold ten different articles nearly always."""


class NotInstalled(NewsError):
    """A package that only the baseline needs is not installed."""


class Plain:
    """The pipeline over an index of its own."""

    def __init__(self, folder: Path, settings: Settings) -> None:
        self._embeddings = load_embeddings(settings.embedding)
        self._store = _open(folder, settings.embedding)
        self._limit = settings.passages
        self._quotes = settings.quotes

    def ask(self, question: Question) -> Asked:
        """Ask one question; as many passages are found by default as by ours."""
        found = self.search(question)
        deep = self._store.similarity_search(question.text, k=_DEPTH)
        passages = tuple(document.page_content for document in found)
        return Asked(
            articles=tuple(dict.fromkeys(str(document.metadata["key"]) for document in deep)),
            passages=passages,
            quotes=self._nearest_sentences(question.text, passages),
        )

    def search(self, question: Question) -> list[Document]:
        """From a question as a string to its passages: what is timed."""
        return self._store.similarity_search(question.text, k=self._limit)

    def _nearest_sentences(self, question: str, passages: tuple[str, ...]) -> tuple[str, ...]:
        texts = (
            passage[start:end] for passage in passages for start, end in split_sentences(passage)
        )
        sentences = list(dict.fromkeys(texts))
        similarities = self._embeddings.encode(sentences) @ self._embeddings.encode_question(
            question
        )
        ranked = sorted(zip(similarities, sentences, strict=True), key=lambda pair: -pair[0])
        return tuple(sentence for _, sentence in ranked[: self._quotes])


def build_plain(data: Data, settings: Settings, progress: OnProgress) -> Built:
    """The baseline's index of a corpus, built unless it is there already.

    Raises:
        NotInstalled: a package of LangChain's that it needs is missing.
    """
    try:
        versions = [version(package) for package in _PACKAGES]
    except PackageNotFoundError as error:
        raise NotInstalled(
            f"The baseline needs the package {error.name}. Run: python -m pip install --group bench"
        ) from error
    key = content_key(
        data.corpus,
        settings.embedding,
        *(inspect.getsource(part) for part in (_build, _documents, _open)),
        *versions,
    )

    def build(folder: Path) -> None:
        _build(folder, data.rows, settings.embedding, progress)

    return built("plain", key, build, progress)


def _build(folder: Path, rows: tuple[Row, ...], embedding: str, progress: OnProgress) -> None:
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
    chunks = splitter.split_documents(_documents(rows))
    store = _open(folder, embedding)
    for first in range(0, len(chunks), _CHUNKS_AT_ONCE):
        batch = chunks[first : first + _CHUNKS_AT_ONCE]
        store.add_documents(batch)
        progress(Progress("Embedding chunks", first + len(batch), len(chunks)))


def _documents(rows: tuple[Row, ...]) -> list[Document]:
    from langchain_core.documents import Document

    return [
        Document(page_content=f"{row.title}\n\n{row.body}", metadata={"key": row.key})
        for row in rows
    ]


def _open(folder: Path, embedding: str) -> Chroma:
    import chromadb
    from chromadb.config import Settings as ChromaSettings
    from langchain_chroma import Chroma

    client = chromadb.PersistentClient(
        str(folder), settings=ChromaSettings(anonymized_telemetry=False)
    )
    return Chroma(client=client, embedding_function=load_embeddings(embedding))
