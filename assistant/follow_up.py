"""A follow-up made a question of its own, by rule: pronouns and ellipsis filled in.

A person's name takes the place of "he" and "she", a fragment the place of its like in the question
before ("and in 2023?"), and a statement that of "the second one". Whatever else a follow-up leaves
open is told by the questions before: the one that opened the topic and, where the follow-up points
back, the latest. A question that names what it is about stays as it is, so that a new topic is not
dragged back. Only the last six turns count.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.proper_names import proper_names
from assistant.references import (
    Said,
    in_capitals,
    plain_answer,
    statements,
    with_names,
    with_statement,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.types import Turn

_TURNS = 6
_CARRIED = 400  # characters of an earlier question that are carried along, at most

_OPENER = re.compile(
    r"^\W*(?:(?:and|but|or|so|then|also|ok|okay|yes|yeah|no|well|thanks|thank\s+you|please)\b"
    r"[\s,.!]*)+",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"^\W*(?:(?:ok|okay|yes|yeah|no|well)\b[\s,.!]*)*(?:and|but|or|so)\b", re.I)
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
    r"^\W*(?:(?:(?:tell|give|show)\s+me\s+)?(?:\w+\s+)?more(?:\s+(?:details?|please|about\s+(?:it|that|"
    r"this)))?|go\s+on|continue|elaborate|details?)?(?:[\s,]+please)?\W*$",
    re.IGNORECASE,
)
_BARE_QUESTION = re.compile(
    r"^\W*(?:(?:what|who|anything|anyone|where)\s+else"
    r"|what\s+happened\s+(?:then|next|after(?:wards)?|later)"
    r"|what(?:['’]s|\s+is|\s+was)\s+next|really|explain|(?:says|said)\s+who"
    r"|(?:who|when|where|why|how)(?:['’]s|\s+(?:is|was|did|were))\s+(?:it|that|this)(?:\s+happen)?"
    r"|(?:by\s+|to\s+|with\s+|for\s+|from\s+|since\s+|until\s+)?(?:who|whom|what|when|where|why|how|"
    r"which)(?:\s+(?:many|much|long|come|so|not|exactly|then|old|often|big|far|ones?))*)\W*$",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"^\W*(?:what|how)\s+about\s+", re.IGNORECASE)
_VERB = re.compile(
    r"\b(?:is|are|was|were|be|did|does|do|has|have|had|will|would|can|could|should|may|might|said|"
    r"says|won|who|what|when|where|why|how|which|tell|give|show)\b",
    re.IGNORECASE,
)
_FRAGMENT_WORDS = 7
_PREPOSITIONS = r"in|on|at|about|for|with|from|to|by|of|against|during|under|before|after|since"
_PREPOSITION = re.compile(rf"^(?P<word>{_PREPOSITIONS})\s", re.IGNORECASE)
_DATE = re.compile(
    r"\b(?:\d{4}|jan(?:uary)?|feb(?:ruary)?|march|april|may|june|july|aug(?:ust)?|sept(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"(?:last|this|next|past)\s+\w+|yesterday|today|spring|summer|autumn|winter)\b",
    re.IGNORECASE,
)
_DETERMINER = re.compile(
    r"^(?:the|an?|any|some|all|other|others|his|her|its|their|this|that|these|those|my|your)\b",
    re.I,
)
_THE_ABBREVIATION = re.compile(r"^the\s+[a-z]{2}$", re.IGNORECASE)  # "the uk", "the eu"
_NAMES_TOPIC = re.compile(
    r"^\W*(?:(?:who|what)(?:['’]s|\s+(?:is|was|are|were))"
    r"|(?:what(?:['’]s|\s+is|\s+has|\s+was)?\s+(?:new|happening|happened|going\s+on|up)|news|latest)"
    r"\s+(?:about|at|from|in|on|to|with))"
    r"\s+(?!the\b|an?\b|his\b|her\b|its\b|their\b|next\b|new\b|wrong\b|known\b|left\b)[\w-]{2,}"
    r"(?:\s+[\w-]+)?\W*$",
    re.IGNORECASE,
)
_ASKS_OF = re.compile(r"^\W*(?:who|what)(?:['’]s|\s+(?:is|was|are|were))\s", re.IGNORECASE)
_WORD = re.compile(r"[^\W_][\w’'-]*")
_NO_TOPIC = frozenset(
    """a about according actually after again ago all also always an and another any anyone are as
    ask asked at away back be became become because been before began begin behind being best better
    between big biggest both but by call called came can case cause caused chance change changed
    come cost costs could day days did die died dies different do does doing done during each else
    end ended enough even ever every exactly fail far fast feel few find first for found from gave
    get gets give given go goes going good got had happen happened happening happens has have having
    he her here high him his hour hours how i if important in into involved is it its just keep kind
    know known large last late later latest left less like likely long look lose lost made main make
    makes making man many matter may mean means men might money month months more most much must my
    name named names near need new next no not now number of off often ok okay old on once one ones
    only or other others our out over part people percent person place plan please point possible
    problem put question react reaction reason reasons reply respond response result results right
    run said same saw say saying says see seem seen set several she should show since size so some
    someone something soon start started still stop stopped such sure take taken takes tell than
    that the their them then there these they thing things think this those thought time times to
    today told too took total under until up us use used very want wanted wants was way ways we
    week weeks well went were what what's when where which while who who's whole whom whose why will
    win winner with without woman women won work worked worst worth would wrong year years yes yet
    you your""".split()
)


def standalone(question: str, history: Sequence[Turn]) -> str:
    """Return the question with what it leaves open filled in from the conversation.

    Args:
        question: as it was asked.
        history: earlier turns, oldest first; only the last six count.
    """
    return filled_in(question, history).understood


def filled_in(question: str, history: Sequence[Turn]) -> Said:
    """Return the turn that a question makes; arguments as for `standalone`."""
    earlier: list[Said] = []
    for turn in list(history)[-_TURNS:]:
        filled = _filled_in(turn.question, earlier)
        said = plain_answer(turn.answer)
        answers = [said, *(before.answer for before in reversed(earlier))]
        earlier.append(
            replace(
                filled,
                question=in_capitals(turn.question, answers),
                answer=said,
                statements=statements(turn.answer),
            )
        )
    return _filled_in(question, earlier)


def _filled_in(question: str, earlier: Sequence[Said]) -> Said:
    if not earlier:
        return _new_topic(question)
    last = earlier[-1]
    cased = in_capitals(question, (said.answer for said in reversed(earlier)))
    opener = _OPENER.match(question)
    rest = question[opener.end() if opener else 0 :]
    if _MORE.match(rest):
        return replace(last, understood=_carried(last), asked="", more=True)
    if _BARE_QUESTION.match(rest):
        return replace(last, understood=_joined(_carried(last), question), asked="", more=False)
    if (pointed := with_statement(question, last)) is not None:
        return _same_topic(last, _joined(last.topic, pointed), latest=pointed)
    if (fragment := _fragment(question, rest)) is not None:
        return _with_fragment(question, fragment, last)
    things = _is_parallel(rest, last.topic) or _asks_of_a_name(last)
    named, still_open = with_names(question, cased, earlier, things=things)
    if still_open or _POINTS_BACK.search(named):
        return _same_topic(last, _joined(_carried(last), named), latest=named)
    names_topic = bool(proper_names(cased)) or bool(_NAMES_TOPIC.match(rest))
    if not names_topic and _topic_words(question) <= 1 + bool(_GOES_ON.match(question)):
        return _same_topic(last, _joined(last.topic, named), latest=named)
    return _new_topic(named)


def _new_topic(question: str) -> Said:
    asked = question.strip()[-_CARRIED:]
    return Said(
        question=question,
        answer="",
        statements={},
        understood=question,
        topic=asked,
        asked=question,
    )


def _same_topic(last: Said, understood: str, *, latest: str) -> Said:
    return replace(
        last,
        understood=understood,
        latest=latest.strip()[-_CARRIED:],
        asked=latest,
        more=False,
        slot=None,
    )


def _carried(last: Said) -> str:
    return _joined(last.topic, last.latest) if last.latest else last.topic


def _joined(before: str, question: str) -> str:
    ends = before if before.endswith(("?", ".", "!")) else f"{before}?"
    return f"{ends} {question.strip()}"


def _topic_words(question: str) -> int:
    """How many of its words say what it is about: "died" does not, "ship" does."""
    words = {word.lower().removesuffix("'s") for word in _WORD.findall(question)}
    return sum(not (word in _NO_TOPIC or word.isdigit()) for word in words)


def _is_parallel(rest: str, before: str) -> bool:
    """Whether two questions open alike: "when did it land?" after "when did the probe launch?"."""
    opening = rest.lower().split()[:2]
    return len(opening) == 2 and opening == before.lower().split()[:2]


def _asks_of_a_name(last: Said) -> bool:
    """Whether the question before asks what a name is, which "it" then means: "What is NATO?"."""
    return _ASKS_OF.match(last.question) is not None and len(proper_names(last.question)) == 1


def _fragment(question: str, rest: str) -> str | None:
    """What a question without a verb names: "Ukraine" in "and Ukraine?"."""
    about = _ABOUT.match(rest)
    fragment = rest[about.end() if about else 0 :].strip().rstrip("?.! ")
    is_one = about or _GOES_ON.match(question) or _PREPOSITION.match(fragment)
    if not is_one or not fragment or _VERB.search(fragment):
        return None
    return fragment if len(fragment.split()) <= _FRAGMENT_WORDS else None


def _with_fragment(question: str, fragment: str, last: Said) -> Said:
    before = in_capitals(last.understood, (last.answer,))
    place = _place(before, fragment, last)
    if place is None:
        said = _same_topic(last, _joined(_carried(last), question), latest=question)
        return replace(said, asked="")
    start, end = place
    understood = last.understood[:start].rstrip() + " " + fragment + last.understood[end:]
    slot = (len(understood) - len(last.understood[end:]) - len(fragment), 0)
    whole = _new_topic(understood if end < len(last.understood) else f"{understood}?")
    return replace(whole, slot=(slot[0], slot[0] + len(fragment)))


def _place(before: str, fragment: str, last: Said) -> tuple[int, int] | None:
    """Where in the question before the like of a fragment stands; None where that is not clear."""
    preposition = _PREPOSITION.match(fragment)
    if preposition:
        like = re.compile(
            rf"\b{preposition['word']}\s+[^?.!,;]+?(?=\s+(?:{_PREPOSITIONS})\b|\s*[?.!,;]|\s*$)",
            re.IGNORECASE,
        )
        dated = _DATE.search(fragment) is not None
        places = [
            place.span()
            for place in like.finditer(before)
            if (_DATE.search(place.group()) is not None) == dated
        ]
        return places[-1] if places else (len(before.rstrip("?.! ")), len(before))
    is_name = bool(proper_names(f"about {fragment}")) or bool(_THE_ABBREVIATION.match(fragment))
    if not is_name and (_DETERMINER.match(fragment) or len(fragment.split()) > 3):
        return None
    if last.slot and not _PREPOSITION.match(before[slice(*last.slot)]):
        return last.slot
    if fragment.lower() in last.answer.lower():
        # The answer names both: the one says something about the other, and is not like it.
        return None
    names = proper_names(before)
    if len(names) != 1:
        return None
    start, end = names[0].start, names[0].start + len(names[0].text)
    if names[0].the and not fragment.lower().startswith("the "):
        start = before.lower().rindex("the", 0, start)
    return start, end
