"""Where articles tell the same thing differently: a number, a day, or who said it.

Two accounts published together are both given, and neither is chosen. Of two published on
different days the later one leads, and so does a correction; the reader is told so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Literal, TypeAlias

from assistant import quantities, speakers, verbatim
from assistant.coverage import attribution, day
from index.revisions import said, said_by_title

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from assistant.quoting import Quote
    from assistant.types import AnswerKind

Relation: TypeAlias = Literal["differs", "updates", "corrects"]

_TOGETHER = timedelta(hours=36)
"""Reports nearer to each other than this are of the same state of knowledge."""
_SAME_EVENT = timedelta(days=14)
_MOST_APART = 5.0
"""Counts of the same thing seldom differ by a larger factor; counts of two things often do."""
_ALIKE = 0.35
_TITLES_ALIKE = 0.45
"""Cosines from which two sentences, and the titles above them, are taken to be about the same."""
_FEWEST_WORDS = 4
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"
    r"Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DAY = re.compile(
    rf"\b(?P<day>\d{{1,2}})\s+(?P<month>{_MONTH})|\b(?P<first>{_MONTH})\s+(?P<then>\d{{1,2}})\b"
)
_YEAR_OR_HOUR = re.compile(r"\b(?:1[5-9]|20)\d\d\b|\b\d{1,2}(?::\d\d|\s*[ap]\.?m\b)")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_THING = re.compile(r"\s+(?:(?:more|other|new|further)\s+)?([a-z]{3,})")
_NUMBER_OF = re.compile(r"\bnumber\s+of\s+([a-z]+)\b[^.;]*\b(?:at|is|was|to|as)\s+(?:\w+\s+){0,2}$")
_PEOPLE = re.compile(r"^people$|(?:ers|ors|ists|ants|ents|men)$")
_PART = re.compile(r"\balone\b|\bof (?:them|whom|these|those)\b")
"""What counts a part says so."""
_TOP = 300  # characters of an article that say whether it corrects another


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """An account that differs from the best quote's, and what the reader is told."""

    quote: Quote
    relation: Relation
    notice: str


def difference(
    best: Quote,
    others: Iterable[Quote],
    kind: AnswerKind,
    alike: Callable[[str, str], float],
) -> Difference | None:
    """Return the quote most like the best one that tells otherwise, if any does.

    Args:
        best: the quote that answers best.
        others: further quotes.
        kind: what the question asks for.
        alike: how much alike two texts are, cosine.
    """
    rivals: list[tuple[float, Quote, tuple[str, str] | None]] = []
    for other in others:
        if other.hit.article_id == best.hit.article_id or not _of_one_event(best, other):
            continue
        said = _told(best.text, other.text, kind)
        if said is not None and _of_another_year(other):
            said = None
        if said is None and not _is_corrected(best, other):
            continue
        near = alike(best.text, other.text)
        if near >= _ALIKE and alike(best.hit.title, other.hit.title) >= _TITLES_ALIKE:
            rivals.append((near, other, said))
    if not rivals:
        return None
    _, other, said = max(rivals, key=lambda rival: rival[0])
    if said is None or _is_corrected(best, other):
        return Difference(quote=other, relation="corrects", notice=correction(other))
    return _related(best, other, said)


def correction(quote: Quote) -> str:
    """What to tell the reader of a quote's article that is or was corrected; "" for any other."""
    hit = quote.hit
    outlet = hit.source or "The outlet"
    if _corrects(quote):
        when = f" on {day(hit.published)}" if hit.published else ""
        return f"{outlet} published this{when} as a correction of an earlier report."
    if hit.revised == "corrected":
        when = f" on {day(hit.revised_on)}" if hit.revised_on else " after it was published"
        return f"{outlet} corrected this article{when}."
    return ""


def _corrects(quote: Quote) -> bool:
    """Whether a quote's article is a correction: its title says so, or what it opens with."""
    hit = quote.hit
    opening = hit.text[:_TOP].partition("\n")[0] if hit.start == 0 else ""
    return "corrected" in (said_by_title(hit.title), said(opening))


def _is_corrected(quote: Quote, other: Quote) -> bool:
    """Whether the other's article is its outlet's correction, published later."""
    first, second = quote.hit.published, other.hit.published
    return (
        quote.hit.source == other.hit.source
        and first is not None
        and second is not None
        and first < second
        and _corrects(other)
        and not _corrects(quote)
    )


def _of_another_year(quote: Quote) -> bool:
    """Whether a quote tells of a year before the one that it was published in."""
    published = quote.hit.published
    years = [int(found[0]) for found in _YEAR.finditer(quote.text)]
    return published is not None and any(year != published.year for year in years)


def _of_one_event(one: Quote, other: Quote) -> bool:
    first, second = one.hit.published, other.hit.published
    return first is not None and second is not None and abs(first - second) <= _SAME_EVENT


def _told(text: str, other: str, kind: AnswerKind) -> tuple[str, str] | None:
    """What each says, as written, where that differs."""
    if kind == "number":
        return _counts(text, other)
    if kind == "when":
        return _days(text, other)
    return _speakers(text, other)


def _counts(text: str, other: str) -> tuple[str, str] | None:
    """The first numbers of the same thing, where the two have none of it in common."""
    if _PART.search(text) or _PART.search(other):
        return None
    mine, theirs = _counted(text), _counted(other)
    for number, thing in mine:
        rivals = [rival for rival, counted in theirs if _same_thing(thing, counted)]
        if not rivals or any(not number.values.isdisjoint(rival.values) for rival in rivals):
            continue
        value, rival_value = float(max(number.values)), float(max(rivals[0].values))
        if value and rival_value and 1 / _MOST_APART <= value / rival_value <= _MOST_APART:
            return number.text, rivals[0].text
    return None


def _counted(text: str) -> list[tuple[quantities.Number, str]]:
    """The numbers of a text that count something, each with the word for what they count."""
    text = _YEAR_OR_HOUR.sub(" ", _DAY.sub(" ", text))
    found = []
    position = 0
    for number in quantities.numbers(text):
        position = text.index(number.text, position) + len(number.text)
        after = _THING.match(text, position)
        before = _NUMBER_OF.search(text[: position - len(number.text)])
        if number.stated and (before or after) and text[position : position + 1] != "-":
            found.append((number, (before or after)[1].lower()))  # type: ignore[index]
    return found


def _same_thing(one: str, other: str) -> bool:
    """Whether two words may count the same: the same word, or people of some kind."""
    if one.removesuffix("s") == other.removesuffix("s"):
        return True
    return "people" in (one, other) and bool(_PEOPLE.search(one) and _PEOPLE.search(other))


def _days(text: str, other: str) -> tuple[str, str] | None:
    """The first days of each, where they have none in common and write out no year."""
    mine = {_key(found): found[0] for found in _DAY.finditer(text)}
    theirs = {_key(found): found[0] for found in _DAY.finditer(other)}
    dated = _YEAR.search(text) or _YEAR.search(other)
    if dated or not mine or not theirs or mine.keys() & theirs.keys():
        return None
    return next(iter(mine.values())), next(iter(theirs.values()))


def _key(found: re.Match[str]) -> tuple[str, int]:
    return (found["month"] or found["first"])[:3], int(found["day"] or found["then"])


def _speakers(text: str, other: str) -> tuple[str, str] | None:
    """Who each says spoke the words that both quote."""
    shared = any(
        len(quoted.text.split()) >= _FEWEST_WORDS and verbatim.find(quoted.text, other)
        for quoted in verbatim.quotations(text)
    )
    mine, theirs = speakers.speakers(text), speakers.speakers(other)
    if not shared or not mine or not theirs:
        return None
    if {name.split()[-1] for name in mine} & {name.split()[-1] for name in theirs}:
        return None
    return mine[0], theirs[0]


def _related(best: Quote, other: Quote, said: tuple[str, str]) -> Difference:
    first, second = best.hit.published, other.hit.published
    assert first is not None
    assert second is not None
    by = [attribution(quote.hit.source, quote.hit.published) for quote in (best, other)]
    if abs(first - second) <= _TOGETHER:
        told = "; ".join(f"{words} ({who})" for words, who in zip(said, by, strict=True))
        notice = f"The articles differ: {told}. Neither is chosen."
        return Difference(quote=other, relation="differs", notice=notice)
    later = int(second > first)
    notice = (
        f"The later report comes first: {said[later]} ({by[later]}); "
        f"before, it was {said[1 - later]} ({by[1 - later]})."
    )
    return Difference(quote=other, relation="updates", notice=notice)
