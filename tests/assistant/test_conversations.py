"""Follow-ups over the sample articles, with the real model and the real stores."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

import pytest
from conversations import CONVERSATIONS, Conversation, FollowUp

from assistant import Turn, answer, chain
from assistant.reader import TokenReader
from assistant.reader_weights import load_packaged
from assistant.testing import ScriptedChatModel
from index import open_index

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant import Answer, Settings
    from assistant.windows import Window
    from index.store import NewsIndex

_HOLD = 34  # conversations, of forty
_ANSWERED_FIRST = 31  # follow-ups, of 58, by the first quote
_ANSWERED = 40
_AS_OF = "2026-01-15"


class _Asked(NamedTuple):
    follow_up: FollowUp
    understood: str
    """The question as it was searched for."""
    first: str
    """The file that came first; empty where nothing was found."""
    reply: Answer

    @property
    def is_right(self) -> bool:
        return self.first in self.follow_up.right

    @property
    def answering(self) -> list[bool]:
        """Of each quote whether it answers."""
        words = self.follow_up.answers
        return [any(one in quote for one in words) for quote in _quotes(self.reply)]


def _file(index: NewsIndex, article_id: str) -> str:
    article = index.article(article_id)
    assert article is not None
    return PurePath(article.origin).name


def _quotes(reply: Answer) -> list[str]:
    return [citation.quote for citation in reply.citations]


def _held(conversation: Conversation, settings: Settings) -> list[_Asked]:
    index = open_index(settings)
    history = [Turn.of(answer(conversation.opening, as_of=_AS_OF, settings=settings))]
    asked = []
    for follow_up in conversation.follow_ups:
        reply = answer(follow_up.question, history=history, as_of=_AS_OF, settings=settings)
        first = _file(index, reply.passages[0].article_id) if reply.passages else ""
        asked.append(_Asked(follow_up, reply.understood.standalone, first, reply))
        history.append(Turn.of(reply))
    return asked


def _list(missed: list[_Asked]) -> str:
    return "\n".join(
        f"{asked.follow_up.question!r}, searched as {asked.understood!r}, found {asked.first!r}"
        for asked in missed
    )


@pytest.fixture(scope="module")
def held(sample_index: Settings) -> list[tuple[Conversation, list[_Asked]]]:
    return [(conversation, _held(conversation, sample_index)) for conversation in CONVERSATIONS]


def test_follow_ups_find_the_right_article(held: list[tuple[Conversation, list[_Asked]]]) -> None:
    assert len(held) == 40
    missed = [[asked for asked in turns if not asked.is_right] for _, turns in held]
    failed = [turns for turns in missed if turns]
    assert len(held) - len(failed) >= _HOLD, _list([asked for turns in failed for asked in turns])


def test_follow_ups_are_answered(held: list[tuple[Conversation, list[_Asked]]]) -> None:
    asked = [one for _, turns in held for one in turns if one.follow_up.answers]
    assert len(asked) == 58
    missed = [one for one in asked if not any(one.answering)]
    assert sum(one.answering[:1] == [True] for one in asked) >= _ANSWERED_FIRST, _list(missed)
    assert len(asked) - len(missed) >= _ANSWERED, _list(missed)


def test_what_was_told_is_not_told_as_more(sample_index: Settings) -> None:
    opening = "What did Guterres say at the climate summit in Egypt?"
    history, told = [], set()
    for question in (opening, "yes, tell me more", "and go on"):
        reply = answer(question, history=history, as_of=_AS_OF, settings=sample_index)
        quotes = set(_quotes(reply))
        assert reply.answered
        assert not quotes & told, question
        history.append(Turn.of(reply))
        told |= quotes


class _Listening(TokenReader):
    """The reader itself, which remembers what it was asked of which texts."""

    def __init__(self) -> None:
        super().__init__(*load_packaged())
        self.asked: list[tuple[str, str]] = []

    def read(self, question: str, windows: Sequence[Window]) -> list[list[float]]:
        self.asked.extend((question, window.title) for window in windows)
        return super().read(question, windows)


def test_articles_cited_are_read_for_what_is_asked_by_itself(
    sample_index: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    history = [Turn.of(answer("Who is the new pope?", as_of=_AS_OF, settings=sample_index))]
    cited = history[0].article_ids
    reader = _Listening()
    monkeypatch.setattr(chain, "load_reader", lambda _: reader)
    reply = answer("where was he born", history=history, as_of=_AS_OF, settings=sample_index)

    titles = {hit.title for hit in reply.passages if hit.article_id in cited}
    own = reply.understood.asked
    assert own != reply.understood.standalone
    assert (own, next(iter(titles))) in reader.asked
    for question, title in reader.asked:
        assert question == (own if title in titles else reply.understood.standalone)


def test_another_topic_is_not_dragged_back(held: list[tuple[Conversation, list[_Asked]]]) -> None:
    last = [turns[-1] for conversation, turns in held if conversation.leaves_topic]
    assert len(last) >= 8
    missed = [asked for asked in last if not asked.is_right]
    assert len(missed) <= 1, _list(missed)


def test_a_chat_model_makes_follow_ups_standalone(sample_index: Settings) -> None:
    history = [Turn.of(answer("Who wrote to Lavrov?", as_of=_AS_OF, settings=sample_index))]
    model = ScriptedChatModel(
        replies=["What does the James Webb telescope look at?", "NOT_IN_ARTICLES"]
    )
    reply = answer("And that one?", history=history, model=model, settings=sample_index)

    assert reply.understood.question == "And that one?"
    assert reply.understood.standalone == "What does the James Webb telescope look at?"
    assert "Webb" in reply.passages[0].title


def test_without_the_model_the_rules_make_them_standalone(sample_index: Settings) -> None:
    history = [Turn.of(answer("What did Josep Borrell propose?", settings=sample_index))]
    failure = ConnectionError("refused")
    model = ScriptedChatModel(replies=[failure] * 9)
    asked = "and what did he say about the OSCE?"
    reply = answer(asked, history=history, model=model, settings=sample_index)

    assert "Borrell" in reply.understood.standalone
    assert reply.answered
    assert reply.notice
