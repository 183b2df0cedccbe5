from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assistant import answer
from assistant.testing import ScriptedChatModel
from assistant.timelines import topic
from index import open_index

if TYPE_CHECKING:
    from assistant import Settings


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Timeline of the James Webb telescope", "the James Webb telescope"),
        ("Give me a timeline for the ferry strike?", "the ferry strike"),
        ("What is the chronology of the blackout?", "the blackout"),
        ("What happened since the election of Lula?", "the election of Lula"),
        ("What has happened with Artemis since 2022?", "Artemis since 2022"),
        ("What has changed in Syria so far?", "Syria"),
    ],
)
def test_a_timeline_is_asked_for(question: str, asked: str) -> None:
    assert topic(question) == asked


@pytest.mark.parametrize(
    "question",
    [
        "What happened in Paris?",
        "What happened to the bridge on Tuesday?",
        "Since when is Finland in NATO?",
        "Timeline",
        "Who set the timeline?",
    ],
)
def test_other_questions_are_not(question: str) -> None:
    assert topic(question) is None


@pytest.mark.parametrize(
    ("question", "names", "least"),
    [
        ("Timeline of the James Webb telescope", "Webb", 4),
        ("What happened with Artemis since 2022?", "Artemis", 4),
        ("What happened since the Webb telescope reached its orbit?", "Webb", 4),
    ],
)
def test_over_the_samples_oldest_first_each_cited(
    sample_index: Settings, question: str, names: str, least: int
) -> None:
    reply = answer(question, as_of="2026-01-15", settings=sample_index)
    dates = [citation.published for citation in reply.citations]
    index = open_index(sample_index)

    assert reply.answered
    assert len(reply.citations) >= least
    assert dates == sorted(dates, key=str)
    assert len({citation.article_id for citation in reply.citations}) == len(reply.citations)
    for citation in reply.citations:
        article = index.article(citation.article_id)
        assert article is not None
        assert article.body[citation.start : citation.end] == citation.quote
        assert names in f"{article.title} {article.body}"
    assert [sentence.citations for sentence in reply.sentences] == [
        (number,) for number in range(1, len(reply.citations) + 1)
    ]


def test_nothing_is_listed_of_what_no_article_tells(sample_index: Settings) -> None:
    reply = answer("Timeline of whale hunting in Norway", settings=sample_index)

    assert not reply.answered
    assert reply.citations == ()


def test_a_chat_model_is_not_asked_for_one(sample_index: Settings) -> None:
    model = ScriptedChatModel(replies=[])
    reply = answer("Timeline of the James Webb telescope", model=model, settings=sample_index)

    assert reply.answered
    assert model.prompts == []
