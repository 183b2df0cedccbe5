from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from bench.data import Data, Question, Row, load
from bench.leave_out import answering

DAY = datetime(2024, 5, 1, tzinfo=UTC)
FILLER = "Other news of the town follow here and have nothing to do with it. " * 20


def made(question: Question, *rows: Row) -> Data:
    # The others give words their weights: a word that every article holds has none.
    others = tuple(Row(key=f"other {i}", title="Weather", body=FILLER) for i in range(6))
    return Data(corpus=Path("none"), rows=(*rows, *others), questions=(question,))


def row(key: str, body: str, title: str = "Town news") -> Row:
    return Row(key=key, title=title, body=body)


QUESTION = Question(
    text="Who opened the harbour bridge in Veltmark?",
    as_of=DAY,
    answers=("Ilse Corran",),
    gold=frozenset({"known"}),
)


def test_articles_known_to_answer_are_left_out_whatever_they_say() -> None:
    assert answering(made(QUESTION, row("known", "Nothing of it.")))[QUESTION.text] == {"known"}


def test_an_article_that_holds_the_answer_near_the_question_is_left_out() -> None:
    data = made(
        QUESTION,
        row("known", "Ilse Corran opened it."),
        row("copy", f"{FILLER} In Veltmark, ILSE CORRAN has opened the new harbour bridge."),
    )
    assert answering(data)[QUESTION.text] == {"known", "copy"}


def test_an_article_without_the_answer_stays() -> None:
    data = made(
        QUESTION,
        row("known", ""),
        row("before", "The harbour bridge in Veltmark will be opened soon, says Bo Lindt."),
        row("apart", "Ilse saw the harbour bridge that was opened in Veltmark. Corran did not."),
    )
    assert answering(data)[QUESTION.text] == {"known"}


def test_an_article_that_tells_something_else_of_the_answer_stays() -> None:
    far_apart = (
        f"Ilse Corran was born in May. {FILLER} {FILLER} A harbour bridge in Veltmark opened."
    )
    data = made(
        QUESTION, row("known", ""), row("life", "Ilse Corran likes chess."), row("far", far_apart)
    )
    assert answering(data)[QUESTION.text] == {"known"}


def test_the_title_tells_what_the_article_is_about() -> None:
    data = made(
        QUESTION,
        row("known", ""),
        row("titled", "Ilse Corran cut a ribbon.", title="Harbour bridge opened in Veltmark"),
    )
    assert answering(data)[QUESTION.text] == {"known", "titled"}


def test_any_answer_counts_and_one_of_punctuation_does_not() -> None:
    question = Question(
        text="How many lanes has the harbour bridge?", as_of=DAY, answers=("?", "4", "four lanes")
    )
    data = made(question, row("four", "Four lanes has the harbour bridge."))
    assert answering(data)[question.text] == {"four"}


def test_words_that_no_article_holds_are_not_asked_for() -> None:
    question = Question(
        text="Xyzzy plugh frobnitz: who opened the harbour bridge?",
        as_of=DAY,
        answers=("Ilse Corran",),
    )
    data = made(question, row("found", "Ilse Corran opened the harbour bridge."))
    assert answering(data)[question.text] == {"found"}


def test_the_articles_of_the_made_up_data(news_data: Path) -> None:
    out = answering(load(news_data))
    assert out["Who cut the ribbon when the harbour bridge opened?"] >= {
        "https://example.org/harbour"
    }
    assert out["Which astronomer found the comet?"] == {"A comet can be seen before sunrise"}
