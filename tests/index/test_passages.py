from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from index.article import Article
from index.passages import embedded_text, split_passages
from index.sentences import split_sentences

_WORDS = st.sampled_from(
    "Storm, reached. the “coast” Mr. U.S. 3.5 said! ships\u00a0came — née".split(" ")
)
_BODIES = st.lists(
    st.tuples(_WORDS, st.sampled_from([" ", "  ", "\n", "\n\n", "\t"])), max_size=400
).map(lambda pieces: "".join(word + space for word, space in pieces))


def _article(body: str, title: str = "A storm") -> Article:
    return Article(
        title=title,
        body=body,
        source="Example Wire",
        authors=(),
        published=None,
        url="https://example.org/a",
        language="en",
        origin="a.txt",
    )


@given(_BODIES | st.text(max_size=300))
def test_passages_are_exact_spans_that_hold_every_word(body: str) -> None:
    passages = split_passages(_article(body))
    held = set()
    for passage in passages:
        assert passage.text == body[passage.start : passage.end]
        assert passage.text == passage.text.strip()
        held.update(range(passage.start, passage.end))
    assert all(at in held for at, letter in enumerate(body) if not letter.isspace())
    starts = [passage.start for passage in passages]
    assert starts == sorted(set(starts))


@given(_BODIES)
def test_sentences_are_spans_in_order(body: str) -> None:
    spans = split_sentences(body)
    assert all(start < end for start, end in spans)
    assert all(end <= start for (_, end), (start, _) in itertools.pairwise(spans))


def test_about_110_words_and_a_sentence_shared() -> None:
    body = " ".join(f"Sentence number {n} tells that some more ships came." for n in range(60))
    passages = split_passages(_article(body))
    assert len(passages) > 4
    assert all(70 <= len(passage.text.split()) <= 140 for passage in passages[:-1])
    for one, other in itertools.pairwise(passages):
        shared = body[other.start : one.end]
        assert shared.startswith("Sentence number ")
        assert shared.count(".") == 1


def test_ids_tell_content() -> None:
    body = "Ships came to the coast. " * 30
    ids = [passage.id for passage in split_passages(_article(body))]
    assert ids == [passage.id for passage in split_passages(_article(body))]
    assert len(set(ids)) == len(ids)
    assert ids[0] != split_passages(_article(body, title="Another title"))[0].id
    assert ids[0] != split_passages(_article(body.replace("Ships", "Boats")))[0].id


def test_the_title_is_embedded_and_not_quoted() -> None:
    passage = split_passages(_article("Ships came to the coast on Wednesday."))[0]
    assert "A storm" not in passage.text
    assert embedded_text("A storm", passage.text) == f"A storm\n{passage.text}"


def test_abbreviations_do_not_end_sentences() -> None:
    text = (
        "The U.S. Senate met at 9 p.m. ET on Jan. 6. Rep. Ada Example, R-Wyo., spoke first. "
        "“It is late,” she said. Mr. Sample of Sample Inc. agreed."
    )
    assert [text[start:end] for start, end in split_sentences(text)] == [
        "The U.S. Senate met at 9 p.m. ET on Jan. 6.",
        "Rep. Ada Example, R-Wyo., spoke first.",
        "“It is late,” she said.",
        "Mr. Sample of Sample Inc. agreed.",
    ]
