"""The names that people use for the outlets of an index, derived from their spelling there.

    Fund Daily | Markets and More  ->  Fund Daily
    The Example Town Courier       ->  Example Town Courier, ETC, the Courier (if no other is)
    ExampleSports.com              ->  ExampleSports, Example Sports

An outlet's section ("Example News - Health") answers to the brand; a brand with several sections
means all of them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Form: TypeAlias = Literal["unmistakable", "acronym", "title", "initials", "word", "masthead"]
"""What a name needs to be taken for one: nothing; not to be in lower case; title case; capitals and
no name after it; title case where an outlet is spoken of; title case after "the"."""

WORD = re.compile(r"\w+|&")
_TAGLINE = re.compile(r"\s+[|–—-]\s+|:\s+")
_DOMAIN = re.compile(
    r"^(?:www\.)?([\w-]+)\.(?:com|org|net|co|news|info|io|eu|[a-z]{2})(?:\.[a-z]{2})?$", re.I
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_ACRONYM = re.compile(r"[A-Z]{2,3}|[B-DF-HJ-NP-TV-XZb-df-hj-np-tv-xz]{3,5}")
_DESKS = frozenset({"news", "online", "world"})
_MASTHEADS = frozenset(
    """bulletin chronicle courier dispatch echo examiner express gazette globe herald inquirer
    journal ledger mail mirror monitor observer post record register sentinel standard star sun
    telegraph times tribune wire""".split()
)


@dataclass(frozen=True, slots=True)
class Name:
    """One name, and the outlets of the index that it may mean."""

    words: tuple[str, ...]
    """Case-folded; "and" for "&"."""
    form: Form
    outlets: tuple[str, ...]


@lru_cache(maxsize=16)
def names_by_first_word(outlets: tuple[str, ...]) -> Mapping[str, tuple[Name, ...]]:
    """Every name of the outlets under its first word, longer names first."""
    meant: dict[tuple[tuple[str, ...], Form], list[str]] = defaultdict(list)
    for outlet in outlets:
        for text, form in _names(outlet):
            words = words_of(text)
            known = meant[(words, form)]
            if words and outlet not in known:
                known.append(outlet)
    whole = {words_of(outlet) for outlet in outlets}
    table: dict[str, list[Name]] = defaultdict(list)
    for (words, form), owners in meant.items():
        if not words or (form == "masthead" and len(owners) > 1):
            continue
        exact = [outlet for outlet in owners if words_of(outlet) == words]
        if form == "masthead" and words in whole:
            continue
        table[words[0]].append(Name(words, form, tuple(exact or owners)))
    return {
        first: tuple(sorted(names, key=lambda name: (-len(name.words), _ORDER.index(name.form))))
        for first, names in table.items()
    }


def words_of(text: str) -> tuple[str, ...]:
    """The words of a name, case-folded, without a leading "the"."""
    words = tuple("and" if word == "&" else word.casefold() for word in WORD.findall(text))
    return words[1:] if words[:1] == ("the",) and len(words) > 1 else words


_ORDER: tuple[Form, ...] = (
    "unmistakable",
    "acronym",
    "title",
    "initials",
    "word",
    "masthead",
)


def _names(outlet: str) -> Iterator[tuple[str, Form]]:
    yield outlet, _form(outlet)
    head = _TAGLINE.split(outlet, maxsplit=1)[0].strip()
    yield head, _form(head)
    domain = _DOMAIN.match(head)
    if domain:
        head = domain.group(1)
        yield head, "unmistakable" if len(head) > 4 else "word"
    plain = re.sub(r"^the\s+", "", head, flags=re.IGNORECASE)
    words = plain.split()
    if len(words) == 1:
        parts = _CAMEL.sub(" ", plain)
        if parts != plain:
            yield parts, "title"
        return
    yield "".join(words), "unmistakable"
    if len(words) > 2 and all(word[0].isupper() for word in words):
        yield "".join(word[0] for word in words), "initials"
    if len(words) == 2 and words[1].casefold() in _DESKS and re.fullmatch(r"[A-Z]{3,}", words[0]):
        yield words[0], "initials"
    if words[-1].casefold() in _MASTHEADS:
        yield words[-1], "masthead"


def _form(name: str) -> Form:
    """Names of two words in lower case are common words too often, as all single words are."""
    if _DOMAIN.match(name):
        return "unmistakable"
    words = [word for word in WORD.findall(name) if word.casefold() not in {"the", "s"}]
    if len(words) == 1 and not re.search(r"[a-z][A-Z]|\d", words[0]):
        return "acronym" if _ACRONYM.fullmatch(words[0]) else "word"
    return "title" if len(words) == 2 else "unmistakable"
