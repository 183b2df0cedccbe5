"""Whether an article says of itself that it was corrected or updated, and when: pure functions.

Newsrooms say so in a note above or below the text, or before the title: "Correction: an earlier
version of this article ...", "This story was updated on 9 March to add ...". What is only promised
("will be updated") or said of something else ("the ministry corrected its figures") is none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Literal, TypeAlias

from index.dates import parse_date

if TYPE_CHECKING:
    from datetime import datetime

    from index.article import Article

RevisionKind: TypeAlias = Literal["corrected", "updated", ""]

_ABOVE, _BELOW = 4, 4
"""Paragraphs from the top and from the end that may be such a note."""
_LONGEST = 900  # characters of a note
_PIECE = (
    r"(?:article|story|report|piece|post|page|column|item|dispatch|headline|summary|caption|graphic"
    r"|video|transcript|text|copy|version|interview|review|obituary|explainer|timeline|list|update"
    r"|file|essay|op-ed|analysis|newsletter|blog(?:\s+post)?)"
)
# "The report was corrected" is news of another text; "this report" is not.
_THIS = rf"(?:(?:this|our)\s+(?:\w+\s+)?{_PIECE}|the\s+(?:article|story))"
_EARLIER = r"(?:earlier|previous|prior|original|initial|first|former)"
_DONE = r"(?:has\s+been|have\s+been|was|were|is|been)(?:\s+(?:since|now|also|later|first))*"
_RIGHT = (
    r"(?:to\s+(?:correct(?:ly)?|clarify|fix|rectify|amend|(?:more\s+)?accurately|remove\s+an?\s+\w*\s*"
    r"(?:error|claim|reference)))"
)
_CORRECTED = re.compile(
    r"^[\W_]*(?:editor[’'`]?s?[’'`]?\s+note\W+)?"
    r"(?:corrections?(?:\s+(?:and|&)\s+clarifications?)?|corrected|corrects|clarifications?|clarified"
    r"|erratum|errata)\b(?=\s*(?:[:,.(\[—–-]|$|\d|on\b|to\b|\w+\s+\d))"
    rf"|\b{_EARLIER}\s+(?:online\s+)?versions?\s+of\s+{_THIS}\b"
    rf"(?![^.]*\b(?:appeared|was\s+(?:first\s+)?(?:published|posted))\b)"
    rf"|\b{_THIS}\b[^.]{{0,60}}?\b{_DONE}\s+(?:corrected|amended|clarified)\b"
    rf"|\b{_THIS}\b[^.]{{0,60}}?\b{_DONE}\s+(?:updated|edited|revised|changed|modified)\b[^.]{{0,80}}?"
    rf"\b{_RIGHT}\b"
    rf"|\b{_THIS}\b[^.]{{0,60}}?\b{_DONE}\s+updated\s+because\b[^.]{{0,60}}?\b(?:inaccura|error|mistake)"
    r"|^[\W_]*this\s+corrects\b"
    rf"|\b{_THIS}\b[^.]{{0,40}}?\b(?:incorrectly|mistakenly|erroneously|wrongly|misstated|misspelled"
    r"|misspelt|misidentified|misattributed)\b",
    re.IGNORECASE,
)
_UPDATED = re.compile(
    r"^[\W_]*(?:editor[’'`]?s?[’'`]?\s+note\W+)?(?:last\s+)?updated?"
    r"(?=\s*(?:[:(\[—–-]|$|\d|on\b|at\b|to\b|with\b|,\s*(?:\w+\.?\s+)?\d|\w{3,9}\.?,?\s+\d|\w+day\b))"
    rf"|\b{_THIS}\b[^.]{{0,60}}?\b{_DONE}\s+(?:updated|revised)\b"
    r"|\bit\s+has\s+(?:since\s+)?been\s+updated\b"
    r"|^[\W_]*(?:recasts|adds\s+(?:details?|quotes?|background|comment|reaction))\b",
    re.IGNORECASE,
)
_NOT_YET = re.compile(
    r"\b(?:(?:will|would|to)\s+be\s+(?:\w+\s+)?|(?:no\s+longer|not)\s+(?:being\s+)?|being\s+)updated\b",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"^\W*(?:(?P<corrected>corrections?|corrected|corrects|clarification)|updated?)\W*[:—–|]|"
    r"[(\[](?:(?P<right>corrected|correction)|updated?)[)\]]\W*$",
    re.IGNORECASE,
)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DATE = re.compile(
    r"(?:\b(?:corrections?|corrected|clarifications?|clarified|updated?|amended|revised|edited|changed)"
    r"[\s:,(\[—–-]+(?:(?:on|at|as\s+of|published)\s+)?(?:\w+day,?\s+)?|^[\W_]*)"
    rf"(?P<date>(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month>{_MONTH})"
    rf"|(?P<month2>{_MONTH})\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?)(?!\d)(?:,?\s+(?P<year>\d{{4}}))?"
    r"|(?P<iso>\d{4}-\d\d-\d\d))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """What an article says of itself: "corrected", "updated" or "", and when, if it is known."""

    kind: RevisionKind = ""
    on: datetime | None = None


NOT_REVISED = Revision()


def revision(article: Article) -> Revision:
    """What an article says of its own revision; a correction counts more than an update.

    The date is that of the note, otherwise the day on which its outlet says that it was modified.
    """
    paragraphs = [part.strip() for part in re.split(r"\n+", article.body) if part.strip()]
    near = paragraphs[:_ABOVE] + paragraphs[_ABOVE:][-_BELOW:]
    found: dict[RevisionKind, list[str]] = {"corrected": [], "updated": []}
    if kind := said_by_title(article.title):
        found[kind].append(article.title)
    for note in near:
        if len(note) <= _LONGEST and (kind := said(note)):
            found[kind].append(note)
    kind = "corrected" if found["corrected"] else "updated"
    if not found[kind]:
        return NOT_REVISED
    days = (_day(note, article.published) for note in found[kind])
    on = max((day for day in days if day is not None), default=article.modified)
    return Revision(kind=kind, on=on)


def said_by_title(title: str) -> RevisionKind:
    """What a title says of its article: "Correction: the bridge opened in May"."""
    found = _TITLE.search(title)
    if found is None:
        return ""
    return "corrected" if found["corrected"] or found["right"] else "updated"


def said(note: str) -> RevisionKind:
    """What a paragraph says of the text that it stands above or below.

    >>> said("Correction: An earlier version of this article gave another year.")
    'corrected'
    >>> said("This story will be updated.")
    ''
    """
    if _CORRECTED.search(note):
        return "corrected"
    if _UPDATED.search(note) and not _NOT_YET.search(note):
        return "updated"
    return ""


def _day(note: str, published: datetime | None) -> datetime | None:
    """The day of a revision as its note says it, midnight UTC; a year left out is filled in."""
    found = _DATE.search(note)
    if found is None:
        return None
    if found["iso"]:
        day = parse_date(found["iso"])
    else:
        year = found["year"] or (str(published.year) if published else "")
        if not year:
            return None
        words = f"{found['day'] or found['day2']} {found['month'] or found['month2']} {year}"
        day = parse_date(words)
        if day and published and not found["year"] and day < published - timedelta(days=2):
            day = parse_date(words[:-4] + str(published.year + 1))
    # Before it was published nothing was revised: the date is that of something else.
    return None if day and published and day < published - timedelta(days=2) else day
