from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.citations import Citer, cite
from assistant.markers import MarkerParser
from assistant.types import PassageHit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from assistant.citations import Cited

BODIES = {
    "letter": (
        "The ferry company wrote to the islands on Monday. It offered talks on the winter "
        "timetable, which has 57 sailings. “We are open to change. We want to stay,” the "
        "chairwoman, Ada Pell, said.\n\nThe islands suspended the contract in 2019."
    ),
    "cost": "The harbour will cost $6 billion. Tom Reed demanded a cheaper plan for 900 people.",
}
SKIPPED = 50  # the first passage starts inside its article


def hit(article: str, start: int = 0) -> PassageHit:
    body = BODIES[article]
    return PassageHit(
        passage_id=f"{article}-{start}",
        article_id=article,
        text=body[start:],
        start=start,
        end=len(body),
        title="A letter to the islands",
        source="Example Wire",
        authors=("A Writer",),
        published=datetime(2022, 2, 9, tzinfo=UTC),
        url="https://wire.example/1",
        score=1.0,
    )


HITS = (hit("letter", SKIPPED), hit("cost"))
WRITTEN = [
    "It offered talks on the timetable [1].",
    "It offered talks on the timetable.[1] The harbour costs six billion [2].",
    "The harbour will cost $6 billion. The chairwoman said “We want to stay” [1].",
    "[2] Reed demanded a cheaper plan.",
    "He said “we never said so” [1][2] and (2).",
    "1. Talks, 58 sailings [1]\n2. `code[1]`\n\nNothing is known.",
    'An "open quotation. It goes on [2]. And on',
]


def check(written: str, hits: Sequence[PassageHit] = HITS) -> Cited:
    parser = MarkerParser(range(1, len(hits) + 1))
    return cite([*parser.feed(written), *parser.close()], hits)


def test_a_statement_gets_the_sentence_that_supports_it() -> None:
    cited = check("It offered talks on the timetable [1].")

    assert cited.text == "It offered talks on the timetable [1]."
    (sentence,), (citation,) = cited.sentences, cited.citations
    assert (sentence.text, sentence.citations) == ("It offered talks on the timetable.", (1,))
    assert (sentence.supported, sentence.reason) == (True, "")
    assert sentence.score is not None
    assert sentence.score > 0.9
    assert citation.quote.startswith("It offered talks on the winter timetable")
    assert BODIES["letter"][citation.start : citation.end] == citation.quote
    assert (citation.source, citation.url) == ("Example Wire", "https://wire.example/1")


def test_numbers_follow_the_order_of_appearance_and_stand_for_quotes() -> None:
    cited = check(
        "Tom Reed demanded a cheaper plan [2]. It offered talks [1]. "
        "The islands suspended the contract [1]. Talks on the winter timetable were offered [1]."
    )

    assert [sentence.citations for sentence in cited.sentences] == [(1,), (2,), (3,), (2,)]
    assert [citation.number for citation in cited.citations] == [1, 2, 3]
    assert [citation.article_id for citation in cited.citations] == ["cost", "letter", "letter"]


def test_the_same_quote_of_overlapping_passages_has_one_number() -> None:
    cited = check("It offered talks [1]. It offered talks [2].", (HITS[0], hit("letter")))

    assert [sentence.citations for sentence in cited.sentences] == [(1,), (1,)]


def test_each_marker_of_a_sentence_cites_what_stands_before_it() -> None:
    cited = check("The company offered winter talks [1] and Tom Reed demanded another plan [2].")

    assert [citation.quote.split()[0] for citation in cited.citations] == ["It", "Tom"]
    assert cited.sentences[0].citations == (1, 2)


@pytest.mark.parametrize(
    ("written", "citations", "text"),
    [
        ("A plan [1]. The cost [2].", [(1,), (2,)], "A plan [1]. The cost [2]."),
        ("A plan.[1] The cost.[2]", [(1,), (2,)], "A plan. [1] The cost. [2]"),
        ("A plan. [1] The cost. [2] ", [(1,), (2,)], "A plan. [1] The cost. [2] "),
        ("[1] A plan. [2] The cost.", [(1,), (2,)], "A plan. [1] The cost. [2]"),
        ("- [1] A plan.\n- [2] The cost.", [(1,), (2,)], "- A plan. [1]\n- The cost. [2]"),
        ("[1]: https://x.example", [(1,)], r": https\://x.example [1]"),
        ("A plan [1](see below).", [(1,)], "A plan [1] (see below)."),
        ("1. A plan [2]", [(1,)], "1. A plan [1]"),
        ("A plan [1][2].", [(1, 2)], "A plan [1][2]."),
    ],
)
def test_markers_belong_to_their_sentence(
    written: str, citations: list[tuple[int, ...]], text: str
) -> None:
    cited = check(written)

    assert [sentence.citations for sentence in cited.sentences] == citations
    assert cited.text == text


def test_quoted_words_are_cited_where_they_stand() -> None:
    cited = check('The chairwoman said: "We are open to change. We want to stay" [1].')

    (sentence,), (citation,) = cited.sentences, cited.citations
    assert sentence.supported
    assert sentence.text == 'The chairwoman said: "We are open to change. We want to stay".'
    assert citation.quote.startswith("“We are open to change.")
    assert "We want to stay,”" in citation.quote


def test_invented_quotes_lose_their_marks() -> None:
    cited = check("The chairwoman said “we will never leave” to the islands [1].")

    (sentence,) = cited.sentences
    assert cited.text == "The chairwoman said we will never leave to the islands [1]."
    assert sentence.text == "The chairwoman said we will never leave to the islands."
    assert not sentence.supported
    assert sentence.reason == "the cited passage does not say “we will never leave”"


def test_a_quote_of_another_passage_is_not_the_cited_ones() -> None:
    assert not check("The chairwoman, Ada Pell, said “We want to stay” [2].").sentences[0].supported


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("The timetable has 57 sailings [1].", ""),
        ("The timetable has fifty-seven sailings [1].", ""),
        ("The timetable has 58 sailings [1].", "the cited passage does not have 58"),
        ("The harbour will cost six billion dollars [2].", ""),
        ("The harbour will cost $6bn [2].", ""),
        ("The harbour will cost $6 million [2].", "the cited passage does not have 6 million"),
        ("The harbour will cost $6 billion [1].", "the cited passage does not have 6 billion"),
        ("Talks on the winter timetable were offered, on 9 February 2022 [1].", ""),
        ("Talks on the winter timetable were offered (Feb. 9, 2022) [1].", ""),
        ("Talks on the winter timetable were offered to 9 islands [1].", "does not have 9"),
        ("1. Talks on the winter timetable [1].", ""),
    ],
)
def test_numbers_must_occur_in_what_is_cited(written: str, reason: str) -> None:
    (sentence,) = check(written).sentences

    assert sentence.supported is not bool(reason)
    assert reason in sentence.reason


def test_a_statement_without_marker_is_matched_to_its_passage() -> None:
    cited = check("Tom Reed demanded a cheaper plan. Whales were seen near the coast again.")

    assert cited.text == (
        "Tom Reed demanded a cheaper plan. [1] Whales were seen near the coast again."
    )
    assert [sentence.citations for sentence in cited.sentences] == [(1,), ()]
    assert [sentence.supported for sentence in cited.sentences] == [True, False]
    assert cited.sentences[1].reason == "no passage is cited"
    assert cited.citations[0].quote.startswith("Tom Reed")


def test_a_matched_statement_is_checked_too() -> None:
    (sentence,) = check("Tom Reed demanded a cheaper plan for 950 people.").sentences

    assert sentence.citations == (1,)
    assert sentence.reason == "the cited passage does not have 950"


def test_a_cited_passage_about_something_else_supports_nothing() -> None:
    (sentence,) = check("Whales were seen near the coast [2].").sentences

    assert not sentence.supported
    assert sentence.reason == "the cited passage says nothing of the kind"


@pytest.mark.parametrize(("score", "supported"), [(0.39, False), (0.4, True)])
def test_a_given_support_scores_what_the_passage_says_with_title_and_day(
    score: float, supported: bool
) -> None:
    read: list[str] = []

    def support(statement: str, evidence: Sequence[str]) -> float:
        assert statement == "Whales were seen yesterday"
        read.extend(evidence)
        return score

    parser = MarkerParser({1, 2})
    pieces = [*parser.feed("Whales were seen yesterday [1]"), *parser.close()]
    cited = cite(pieces, HITS, support=support, least=0.4)

    assert (cited.sentences[0].score, cited.sentences[0].supported) == (score, supported)
    assert HITS[0].title in read
    assert any("2022" in text for text in read)


def test_statements_carry_outlet_and_date_where_the_article_changes() -> None:
    parser = MarkerParser({1, 2})
    citer = Citer(HITS)
    written = (
        "It offered talks on the winter timetable [1]. The islands suspended the contract [1]. "
        "The harbour will cost $6 billion [2]. Reed demanded a cheaper plan, Example Wire says [1]."
    )
    streamed = citer.feed([*parser.feed(written), *parser.close()]) + citer.close()

    assert citer.text == (
        "It offered talks on the winter timetable (Example Wire, 9 Feb 2022) [1]. The islands "
        "suspended the contract [2]. The harbour will cost $6 billion (Example Wire, 9 Feb 2022) "
        "[3]. Reed demanded a cheaper plan, Example Wire says [1]."
    )
    assert streamed == citer.text.replace(" (Example Wire, 9 Feb 2022)", "")
    assert citer.sentences[0].text == "It offered talks on the winter timetable."


def test_unsupported_sentences_are_dropped_where_asked() -> None:
    parser = MarkerParser({1, 2})
    citer = Citer(HITS, unsupported="drop")
    written = "The islands bought nine ships [1]. They suspended the contract in 2019 [1]."
    text = citer.feed([*parser.feed(written), *parser.close()]) + citer.close()

    assert text.strip() == "They suspended the contract in 2019 [1]."
    assert citer.dropped == 1
    assert [citation.number for citation in citer.citations] == [1]


def test_layout_is_kept() -> None:
    written = "Whales.\n\n- One whale.\n\n---\n"

    cited = check(written)

    assert cited.text == written
    assert [sentence.text for sentence in cited.sentences] == ["Whales.", "One whale."]


def test_sentences_come_as_soon_as_they_are_complete() -> None:
    citer, parser = Citer(HITS), MarkerParser({1, 2})

    assert citer.feed(parser.feed("It offered talks. [1] The")) == ""
    assert citer.feed(parser.feed(" harbour ")) == "It offered talks. [1] "
    assert citer.feed(parser.feed("costs [2]\n")) == "The harbour costs [2]\n"
    assert citer.close() == ""


def test_nothing_is_said_without_passages() -> None:
    cited = cite(MarkerParser(()).feed("Whales [1]. "), ())

    assert (cited.citations, cited.sentences[0].supported) == ((), False)


@given(st.lists(st.sampled_from(WRITTEN)).map(" ".join), st.data())
def test_the_cut_of_the_stream_makes_no_difference(written: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(written)), max_size=6)))
    deltas = [
        written[start:end] for start, end in zip([0, *cuts], [*cuts, len(written)], strict=True)
    ]
    citer = Citer(HITS)
    shown = "".join(_feed(citer, deltas))

    assert (shown, tuple(citer.sentences), tuple(citer.citations)) == check(written)


@given(st.lists(st.sampled_from(WRITTEN)).map(" ".join))
def test_every_citation_is_an_exact_quote(written: str) -> None:
    cited = check(written)

    for citation in cited.citations:
        assert BODIES[citation.article_id][citation.start : citation.end] == citation.quote
    numbers = {number for sentence in cited.sentences for number in sentence.citations}
    assert sorted(numbers) == [citation.number for citation in cited.citations]


def _feed(citer: Citer, deltas: Iterable[str]) -> Iterable[str]:
    parser = MarkerParser(range(1, len(HITS) + 1))
    for delta in deltas:
        yield citer.feed(parser.feed(delta))
    yield citer.feed(parser.close())
    yield citer.close()


@pytest.mark.parametrize(
    ("said", "supported"),
    [
        ("The answer is: The harbour company [1].", True),
        ("The answer is: The ferry [1].", False),
    ],
)
def test_a_name_alone_is_checked_with_its_question(said: str, supported: bool) -> None:
    text = (
        "The harbour company asked the council for a new bridge. The council met in May. "
        "Nothing was decided then. A ferry left in the evening."
    )
    citer = Citer(
        [replace(HITS[0], text=text, end=HITS[0].start + len(text))],
        least=0.0,
        question="Who asked the council for a new bridge in the harbour?",
    )
    parser = MarkerParser([1])
    citer.feed([*parser.feed(said), *parser.close()])
    citer.close()
    assert [sentence.supported for sentence in citer.sentences] == [supported]
