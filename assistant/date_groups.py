"""Dates that belong together: the two ends of a span, a list, dates of one year given once."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from assistant.period_context import is_name, order_of
from assistant.period_leads import find_lead

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from assistant.date_atoms import Atom

_TO = re.compile(r"\s*(?:[-–—]|to|until|till|through|thru)\s*(?:the\s+)?", re.IGNORECASE)
_AND = re.compile(r"\s+and\s+(?:the\s+)?", re.IGNORECASE)
_LISTED = re.compile(r"(?:,|,?\s+(?:and|or))\s+(?:(?:in|on|during)\s+)?(?:the\s+)?", re.IGNORECASE)


def group_size(question: str, atoms: Sequence[Atom]) -> int:
    """How many of the dates, from the first on, make one span: 1 where it stands for itself.

    Two are its first and last ("from May to July"); a list is taken from its first to its last
    ("in 2019, 2020 and 2021").
    """
    lead = find_lead(question, atoms[0].start)
    if len(atoms) > 1:
        between = question[atoms[0].end : atoms[1].start]
        opens = lead.kind in {"between", "from"}
        if _TO.fullmatch(between) or (opens and _AND.fullmatch(between)):
            return 2
    # With "since" or "after" each bounds for itself.
    if lead.kind != "at" or order_of(question, lead.at):
        return 1
    size = 1
    for before, atom in pairwise(atoms):
        if not (_alike(before, atom) and _LISTED.fullmatch(question[before.end : atom.start])):
            break
        size += 1
    named = any(
        is_name(question, atom, atom.start, preposition=not lead.article) for atom in atoms[:size]
    )
    return 1 if named else size


def _alike(one: Atom, other: Atom) -> bool:
    """Whether both are days, both months, or both years of the calendar."""
    grains = {one.grain, other.grain}
    return bool(one.stated and other.stated) and (
        len(grains) == 1 or grains == {"day", "month_day"}
    )


def in_shared_year(atoms: Sequence[Atom], index: int, today: date) -> Atom:
    """A date in the year that another one gives: "on 9 February ... and on 3 March 2022"."""
    atom = atoms[index]
    if atom.stated is None or atom.stated.year or atom.grain not in {"month_day", "month"}:
        return atom
    grain = "month" if atom.grain == "month" else "day"
    # After a month with its year, a month alone may be the newest: "since May 2022 ... in March".
    others = [*atoms[index + 1 :], *(atoms[:index] if grain == "day" else ())]
    for other in others:
        if other.grain != grain or other.stated is None or other.stated.year is None:
            continue
        stated = replace(atom.stated, year=other.stated.year)
        span = stated.resolve(today)
        if span and span.start <= today:
            return replace(atom, span=span, stated=stated, upcoming=None)
    return atom
