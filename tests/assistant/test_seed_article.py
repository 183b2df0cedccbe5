"""A real page as a user pastes it, alone in the index."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assistant import Settings, answer
from index import rebuild

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.real_data

_ANSWERED = {
    "what did Borrell propose?": ("appropriate forum", "bodies it is already a member of"),
    "who wrote to Moscow?": ("European Union member states wrote",),
    "where is the OSCE based?": ("Vienna-based",),
    "how many members does the OSCE have?": ("57 members",),
    "when was the NATO-Russia Council set up?": ("set up in 2002",),
    "why was the council's work suspended?": ("occupation of the Ukrainian region",),
    "how many troops did Russia deploy to the border?": ("more than 100,000 troops",),
    "what did Lavrov demand?": ("response to this letter",),
}


@pytest.fixture(scope="module")
def seed_index(seed_article: Path, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    settings = Settings(index=tmp_path_factory.mktemp("seed") / "index")
    rebuild(seed_article, settings=settings)
    return settings


@pytest.mark.parametrize(("question", "fragments"), _ANSWERED.items())
def test_the_right_sentence_is_quoted(
    seed_index: Settings, question: str, fragments: tuple[str, ...]
) -> None:
    reply = answer(question, settings=seed_index)
    assert reply.answered
    quotes = " ".join(citation.quote for citation in reply.citations)
    assert any(fragment in quotes for fragment in fragments)


@pytest.mark.parametrize(
    "question",
    ["who won the 2022 football World Cup?", "what did Borrell say about Brazil?"],
)
def test_what_it_does_not_say_is_not_answered(seed_index: Settings, question: str) -> None:
    assert not answer(question, settings=seed_index).answered
