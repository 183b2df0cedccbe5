from __future__ import annotations

from typing import TYPE_CHECKING

from made_articles import record, write

from assistant import answer
from assistant.settings import Settings
from assistant.suggestions import Suggestions
from assistant.types import Turn
from index import rebuild

if TYPE_CHECKING:
    from pathlib import Path


def test_examples_are_answered_each_from_an_article_of_its_own(sample_index: Settings) -> None:
    examples = Suggestions(sample_index).examples()
    assert len(set(examples)) == 5
    cited = []
    for question in examples:
        reply = answer(question, settings=sample_index)
        assert reply.answered, question
        cited.append({citation.article_id for citation in reply.citations})
    assert len(set.union(*cited)) >= 5


def test_follow_ups_quote_what_was_not_quoted(sample_index: Settings) -> None:
    first = answer("How long is Finland's border with Russia?", settings=sample_index)
    told = {citation.quote for citation in first.citations}
    further = Suggestions(sample_index).after(first)
    assert further
    for question in further:
        reply = answer(question, history=[Turn.of(first)], settings=sample_index)
        assert reply.answered, question
        assert {citation.quote for citation in reply.citations} - told, question


def test_examples_follow_the_index(tmp_path: Path) -> None:
    settings = Settings(index=tmp_path / "index")
    suggestions = Suggestions(settings)
    assert suggestions.examples() == []
    others = [record(number) for number in range(12)]
    said = "Mayor Ada Example said on Monday that the ferry of Sampleby will sail again in May."
    entry = record(99, said) | {"title": "Sampleby gets its ferry back", "published": "2024-05-01"}
    rebuild(write(tmp_path / "all.jsonl", [*others, entry]), settings=settings)
    assert "Sampleby" in " ".join(suggestions.examples())
    rebuild(write(tmp_path / "all.jsonl", others), settings=settings)
    assert "Sampleby" not in " ".join(suggestions.examples())
