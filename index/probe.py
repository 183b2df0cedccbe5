"""A look at a generation before it goes live, and before it is answered from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.errors import UnreadableIndex, mending
from index.filters import Filter

if TYPE_CHECKING:
    from index.lexical import LexicalStore
    from index.manifest import Manifest
    from index.vectors import VectorStore

_NEAREST = 10
_ITSELF = 0.99


def probe(vectors: VectorStore, lexical: LexicalStore, manifest: Manifest, *, where: str) -> None:
    """Compare the counts, and find one passage by its own vector.

    It also has Chroma load its vectors, after which it needs their files no more.

    Raises:
        UnreadableIndex: the stores don't agree, or don't answer.
    """
    counts = {vectors.count_passages(), lexical.count(), manifest.passages}
    if len(counts) > 1:
        raise UnreadableIndex(
            f"The generation in {where} holds {vectors.count_passages()} passages as vectors and "
            f"{lexical.count()} as words, and should hold {manifest.passages}. {mending()}"
        )
    sample = vectors.any_passage_id()
    if sample is None:
        return
    article = vectors.passages([sample])[sample].passage.article_id
    found = vectors.passage_vectors([sample])
    vector = found.get(sample)
    if vector is not None and vector.shape == (manifest.dimension,):
        hits = vectors.search(vector, limit=min(_NEAREST, manifest.passages), within=Filter())
        if hits and hits[0].score > _ITSELF and vectors.article_vectors([article]):
            return
    raise UnreadableIndex(
        f"The generation in {where} does not find a passage by its own vector. {mending()}"
    )
