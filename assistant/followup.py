"""A follow-up made a question of its own, by rule: pronouns and ellipsis filled in.

What a pronoun means is looked for in the question before, then in its answer, then further back,
over the last six turns. Where one name is the likeliest it takes the pronoun's place; otherwise the
question before goes along. A question with names of its own and nothing left open stays as it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from assistant.proper_names import ProperName, proper_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.types import Turn

_TURNS = 6
_CARRIED = 400  # characters of an earlier question that are carried along, at most

_Meant: TypeAlias = Literal["person", "thing", "several"]

_PRONOUNS: dict[str, _Meant] = {
    **dict.fromkeys(("he", "him", "his", "she", "her", "hers"), "person"),
    **dict.fromkeys(("it", "its"), "thing"),
    **dict.fromkeys(("they", "them", "their", "theirs"), "several"),
}
_PRONOUN = re.compile(r"\b(?:he|him|his|she|hers|her|its|it|they|them|theirs|their)\b", re.I)
_ALWAYS_POSSESSIVE = frozenset({"his", "hers", "its", "their", "theirs"})
_HER_NOUN = re.compile(
    r"\s+(?!(?:about|after|as|at|before|by|for|from|in|on|to|with|and|or)\b)[a-z]"
)
_IDLE_IT = re.compile(
    r"\bit\s+(?:is\s+|was\s+|be\s+)?(?:true|possible|likely|clear|legal|illegal|safe|raining|"
    r"snowing|takes?|took|costs?|means?)\s+(?:that|to|for)\b|\bis\s+it\s+\w+\s+(?:that|to|for)\b",
    re.IGNORECASE,
)
_NOUN_BEFORE = re.compile(r"\b(?:which|the|an?|how\s+many|whose)\s+[a-z]|\bwho\b", re.IGNORECASE)
_ASKS_FOR_OBJECT = re.compile(
    r"^\W*(?:(?:and|but|so|in|on|at|to|from|for|by|with|about|of)\s+)*"
    r"(?:which|what|how|who|whom|whose|when|where|why)\b[^,;.?!]*\b(?:did|does|do|has|have|had|will|"
    r"would|can|could|should|is|was|are|were)\s+$",
    re.IGNORECASE,
)
_OF_WHAT = re.compile(
    r"^\W*(?:(?:and|but|so)\s+)?(?:who|what|when|where|how\s+\w+)(?:['’]s|\s+(?:is|are|was|were))\s+"
    r"the\s+(?:[a-z-]+\s+)?[a-z-]+\W*$",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(
    r"\b(?:that|this|those|these)\b(?=\s*(?:[?.!,]|$))"
    r"|\b(?:is|was|are|were|did|does|do|has|had|will|would|could|can|about|of|after|before|for|with|"
    r"from|to|by|on|in|since|why|because|all)\s+(?:that|this|those|these)\b"
    r"(?!\s+(?:week|weekend|month|year|quarter|decade|century|morning|afternoon|evening|spring|"
    r"summer|autumn|fall|winter|time|past|coming|(?:mon|tues|wednes|thurs|fri|satur|sun)day|[A-Z]))"
    r"|\bthere\b(?=\s*(?:[?.!]|$))"
    r"|\b(?:the\s+(?:first|second|third|last|other|same|previous)\s+(?:ones?|two|thing|point|reason|"
    r"story|article)|the\s+(?:former|latter|others?)|(?:another|which|that)\s+one)\b"
)
_MORE = re.compile(
    r"^\W*(?:(?:yes|yeah|no|ok|okay|sure|please|thanks|and|so)\b[\s,.!]*)*"
    r"(?:(?:(?:tell|give|show)\s+me\s+)?(?:\w+\s+)?more(?:\s+(?:details?|please|about\s+(?:it|that|"
    r"this)))?|go\s+on|continue|elaborate|details?)?(?:[\s,]+please)?\W*$",
    re.IGNORECASE,
)
_BARE_QUESTION = re.compile(
    r"^\W*(?:(?:and|so|but|ok|okay|yes|no|really)\b[\s,.!]*)*(?:"
    r"(?:what|who|anything|anyone|where)\s+else|what\s+happened\s+(?:then|next|after(?:wards)?|later)"
    r"|what(?:['’]s|\s+is|\s+was)\s+next|really|explain|"
    r"(?:by\s+|to\s+|with\s+|for\s+|from\s+|since\s+|until\s+)?(?:who|whom|what|when|where|why|how|"
    r"which)(?:\s+(?:many|much|long|come|so|not|exactly|then|old|often|big|far|ones?))*)\W*$",
    re.IGNORECASE,
)
_FRAGMENT = re.compile(
    r"^\W*(?:(?:and|but|or|so|ok|okay|yes)\b[\s,]*)*(?:(?:what|how)\s+about\s+)?(?P<rest>[^?.!]+)[?.!]*\s*$",
    re.IGNORECASE,
)
_OPENS_FRAGMENT = re.compile(r"^\W*(?:and|or|but|what\s+about|how\s+about)\b", re.IGNORECASE)
_VERB = re.compile(
    r"\b(?:is|are|was|were|be|did|does|do|has|have|had|will|would|can|could|should|may|might|said|"
    r"says|won|who|what|when|where|why|how|which)\b",
    re.IGNORECASE,
)
_FRAGMENT_WORDS = 7
_PREPOSITIONS = r"in|on|at|about|for|with|from|to|by|of|against|during|under|before|after|since"
_PREPOSITION = re.compile(rf"^(?P<word>{_PREPOSITIONS})\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Said:
    question: str
    """As understood, with what it left open filled in."""
    answer: str


def standalone(question: str, history: Sequence[Turn]) -> str:
    """Return the question with what it leaves open filled in from the conversation.

    Args:
        question: as it was asked.
        history: earlier turns, oldest first; only the last six count.
    """
    earlier: list[_Said] = []
    for turn in list(history)[-_TURNS:]:
        earlier.append(_Said(_filled_in(turn.question, earlier), turn.answer))
    return _filled_in(question, earlier)


def _filled_in(question: str, earlier: Sequence[_Said]) -> str:
    if not earlier:
        return question
    before = earlier[-1].question.strip()[-_CARRIED:]
    if _MORE.match(question):
        return before
    if _BARE_QUESTION.match(question):
        return _joined(before, question)
    named, open_pronoun = _with_names(question, earlier)
    if open_pronoun or _POINTS_BACK.search(named) or _leaves_open_of_what(named):
        return _joined(before, named)
    rest = _fragment(named)
    return named if rest is None else _in_place(before, rest) or _joined(before, named)


def _leaves_open_of_what(question: str) -> bool:
    """Whether it asks for the something of nothing named: "who are the members?"."""
    return _OF_WHAT.match(question) is not None and not proper_names(question)


def _joined(before: str, question: str) -> str:
    ends = before if before.endswith(("?", ".", "!")) else f"{before}?"
    return f"{ends} {question.strip()}"


def _fragment(question: str) -> str | None:
    """What a question without a verb names: "Ukraine" in "and Ukraine?"."""
    match = _FRAGMENT.match(question)
    if match is None or not _OPENS_FRAGMENT.match(question):
        return None
    rest = match["rest"].strip()
    if _VERB.search(rest) or len(rest.split()) > _FRAGMENT_WORDS:
        return None
    return rest


def _in_place(before: str, rest: str) -> str | None:
    """The question before with the fragment where its like stood; None where that is not clear."""
    preposition = _PREPOSITION.match(rest)
    if preposition:
        word = preposition["word"]
        like = re.compile(
            rf"\b{word}\s+[^?.!,;]+?(?=\s+(?:{_PREPOSITIONS})\b|\s*[?.!,;]|\s*$)", re.IGNORECASE
        )
        places = list(like.finditer(before))
        if places:
            return before[: places[-1].start()] + rest + before[places[-1].end() :]
        return f"{before.rstrip('?.! ')} {rest}?"
    names = proper_names(before)
    if len(names) != 1 or not proper_names(f"about {rest}"):
        return None
    start = names[0].start
    end = start + len(names[0].text)
    if names[0].the and not rest.lower().startswith("the "):
        start = before.lower().rindex("the", 0, start)
    return before[:start] + rest + before[end:]


def _with_names(question: str, earlier: Sequence[_Said]) -> tuple[str, bool]:
    """The question with names for its pronouns, and whether one is still open."""
    idle = [match.span() for match in _IDLE_IT.finditer(question)]
    written, reached, settled, still_open = "", 0, set[_Meant](), False
    for match in _PRONOUN.finditer(question):
        meant = _PRONOUNS[match.group().lower()]
        if meant in settled or any(start <= match.start() < end for start, end in idle):
            continue
        if _named_before(question, match.start(), meant):
            settled.add(meant)
            continue
        name = _likeliest(meant, earlier)
        if name is None:
            still_open = True
            continue
        settled.add(meant)
        written += question[reached : match.start()] + _in_form(name, question, match)
        reached = match.end()
    return written + question[reached:], still_open


def _named_before(question: str, start: int, meant: _Meant) -> bool:
    """Whether the question itself says, before a pronoun, what it may mean."""
    before = question[:start]
    if _ASKS_FOR_OBJECT.match(before):
        return False
    if _NOUN_BEFORE.search(before):
        return True
    return any(meant != "person" or name.person >= 0 for name in proper_names(before))


def _in_form(name: str, question: str, match: re.Match[str]) -> str:
    word = match.group().lower()
    possessive = word in _ALWAYS_POSSESSIVE or (
        word == "her" and _HER_NOUN.match(question, match.end()) is not None
    )
    return f"{name}'s" if possessive else name


def _likeliest(meant: _Meant, earlier: Sequence[_Said]) -> str | None:
    for said in reversed(earlier):
        for text, needed in ((said.question, 0), (said.answer, 1)):
            names = proper_names(text)
            chosen = _choose(meant, names, needed)
            if chosen is not None:
                return chosen
    return None


def _choose(meant: _Meant, names: Sequence[ProperName], needed: int) -> str | None:
    """The one name that a pronoun may mean; persons need evidence in an answer, things too."""
    if meant == "person":
        best = max(
            (name for name in names if name.person >= needed),
            key=lambda name: name.person,
            default=None,
        )
        return _spelled(best) if best else None
    if meant == "several":
        persons = list(dict.fromkeys(name.text for name in names if name.person > 0))
        if len(persons) == 2 and not needed:
            return " and ".join(persons)
    things = [name for name in names if name.person < 0]
    if needed and len({name.text for name in things}) != 1:
        return None
    return _spelled(things[-1]) if things else None


def _spelled(name: ProperName) -> str:
    return f"the {name.text}" if name.the else name.text
