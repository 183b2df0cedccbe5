"""Questions to begin with and to go on with, drawn from what is indexed, each tried first.

They are made by rule from names and speakers of articles and kept only where the assistant answers
them: what is suggested is never refused.
"""

from __future__ import annotations

import re
import threading
from collections import Counter
from typing import TYPE_CHECKING

import assistant
from assistant.proper_names import proper_names
from assistant.speakers import speakers
from assistant.types import Turn
from index.catalogue import catalogue
from index.errors import NewsError
from index.sentences import split_sentences
from index.store import open_index

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from assistant.proper_names import ProperName
    from assistant.settings import Settings
    from assistant.types import Answer
    from index.article import Article
    from index.catalogue import Listed

_EXAMPLES = 5
_LOOKED_AT = 24
_TRIED = 16
_READ_CHARACTERS = 3_000
_FOLLOW_UPS = 3
_TIMELINE_SOURCES = 3
_SPEAKERS = 2
_PERSON = 2
"""How much must speak for a name being a person's, see `ProperName.person`."""
_LONGEST_TITLE = 90
_SINGLE_QUOTES = str.maketrans('“”"', "‘’'")
_NO_NAME = re.compile(r"\b[A-Z]{2,}\b|\w{4}\.|\n")
"""An acronym, the end of a sentence or of a line: two names rather than one."""
_LETTERS = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"\w+")


class Suggestions:
    """Suggestions for the readers of an index. Examples are made once a generation."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._made: tuple[str, list[str]] = ("", [])

    def examples(self) -> list[str]:
        """Questions to begin with; none where nothing can be answered now."""
        with self._lock:
            try:
                listed = catalogue(self._settings)
                if self._made[0] != listed.generation:
                    articles = open_index(self._settings).article
                    found = examples(listed.articles, articles, self._ask)
                    self._made = listed.generation, found
            except NewsError:  # whoever asks is told
                return []
            return self._made[1]

    def after(self, answer: Answer) -> list[str]:
        """Questions to go on with after an answer."""
        try:
            return follow_ups(answer, self._ask)
        except NewsError:
            return []

    def _ask(self, question: str, history: Sequence[Turn]) -> Answer:
        # Made of quotes: a chat model would take long, and may cost.
        return assistant.answer(question, history=history, model="", settings=self._settings)


def examples(
    listed: Iterable[Listed],
    read: Callable[[str], Article | None],
    ask: Callable[[str, Sequence[Turn]], Answer],
) -> list[str]:
    """Up to five questions that the newest articles answer, one an article, outlets by turns.

    Args:
        listed: the articles that there are, the newest first.
        read: gives a whole article by its id.
        ask: answers a question of a reader.
    """
    articles = [article for key in _by_turns(listed) if (article := read(key)) is not None]
    found: dict[str, str] = {}
    tried = 0
    # What somebody said makes the better question, where somebody is said to have said something.
    for article, question in ((one, _said(one) or _told(one)) for one in articles):
        if question is None or question in found.values():
            continue
        if len(found) == _EXAMPLES or tried == _TRIED:
            break
        tried += 1
        reply = ask(question, ())
        if reply.answered and any(cited.article_id == article.id for cited in reply.citations):
            found[article.id] = question
    return list(found.values())


def follow_ups(answer: Answer, ask: Callable[[str, Sequence[Turn]], Answer]) -> list[str]:
    """Up to three questions to go on with, whose answers quote what this one did not.

    Args:
        answer: the last one of the conversation.
        ask: answers a question of a reader, after turns.
    """
    found: list[str] = []
    told = {citation.quote for citation in answer.citations}
    for question in dict.fromkeys(_next(answer)):
        reply = ask(question, (Turn.of(answer),))
        new = {citation.quote for citation in reply.citations} - told
        if reply.answered and new:
            found.append(question)
            told |= new
        if len(found) == _FOLLOW_UPS:
            break
    return found


def _by_turns(listed: Iterable[Listed]) -> list[str]:
    """The ids of the newest articles, of one outlet after the other, copies of a story once."""
    turns: Counter[str] = Counter()
    stories: set[str] = set()
    order: list[tuple[int, str]] = []
    for item in listed:
        if item.published is not None and item.story not in stories:
            stories.add(item.story)
            turns[item.source] += 1
            order.append((turns[item.source], item.id))
    # Stable: the newest stays the first of its turn.
    return [article_id for _, article_id in sorted(order, key=lambda one: one[0])[:_LOOKED_AT]]


def _said(article: Article) -> str | None:
    """What somebody said about the article's subject."""
    speaker = next(_speaking(article.body[:_READ_CHARACTERS]), None)
    if speaker is None:
        return None
    subjects = _subjects(article.title, article.body)
    about = next((name for name in subjects if not _share_word(name, speaker)), None)
    return f"What did {speaker} say about {about}?" if about else None


def _told(article: Article) -> str | None:
    """What the article tells, by its title."""
    title = " ".join(article.title.translate(_SINGLE_QUOTES).split())
    return f"What is the story behind “{title}”?" if 0 < len(title) <= _LONGEST_TITLE else None


def _next(answer: Answer) -> Iterator[str]:
    """What may be asked after an answer."""
    cited = {citation.article_id for citation in answer.citations}
    passages = [hit for hit in answer.passages if hit.article_id in cited]
    asked = answer.understood.standalone
    spoken = (speaker for hit in passages for speaker in _speaking(hit.text))
    for speaker in [name for name in spoken if not _share_word(name, asked)][:_SPEAKERS]:
        yield f"What did {speaker} say?"
    timeline = answer.understood.timeline
    dates = {hit.published for hit in answer.passages if hit.published is not None}
    names = [name for name in proper_names(f"about {asked}") if _is_telling(name.text)]
    if len(dates) >= _TIMELINE_SOURCES and names and not timeline:
        yield f"Timeline of {_with_article(names[-1])}"
    if answer.understood.kind != "when" and not timeline:
        yield "When was that?"


def _speaking(text: str) -> Iterator[str]:
    """The full names of people who are said to speak, in order."""
    full: dict[str, str] = {}
    seen = set()
    for name in proper_names(text):
        if _is_full(name.text):
            full.setdefault(name.text.split()[-1], name.text)
    for start, end in split_sentences(text):
        sentence = text[start:end]
        said_by = speakers(sentence)
        for name in proper_names(sentence):
            known = full.get(name.text.split()[-1])
            if known and name.text in said_by and known not in seen and name.person >= _PERSON:
                seen.add(known)
                yield known


def _subjects(title: str, body: str) -> list[str]:
    """Names that the title and the text have in common, those that the text has most first."""
    # A headline may give every word a capital: only the text tells which are names.
    names = [name for name in proper_names(f"about {body}") if _is_telling(name.text)]
    counts = Counter(name.text for name in names)
    written = {name.text: _with_article(name) for name in reversed(names)}
    words = _words(title)
    shared = [name for name, count in counts.items() if count > 1 and words & _words(name)]
    return [written[name] for name in sorted(shared, key=lambda name: -counts[name])]


def _is_full(name: str) -> bool:
    """Whether it may be a person's first and last name."""
    return 1 < len(name.split()) < 4 and not _NO_NAME.search(name)


def _with_article(name: ProperName) -> str:
    return f"the {name.text}" if name.the else name.text


def _is_telling(name: str) -> bool:
    return len(_LETTERS.findall(name)) > 2 and not re.search(r"\w{4}\.|\n", name)


def _share_word(one: str, other: str) -> bool:
    return bool(_words(one) & _words(other) - {"the", "of"})


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.lower()))
