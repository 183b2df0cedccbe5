"""A follow-up made a question of its own, by rule: pronouns and ellipsis filled in.

What a pronoun means is looked for in the question before, then in its answer, then further back,
over the last six turns. Where one name is the likeliest it takes the pronoun's place; otherwise the
question before goes along. A question with names of its own and nothing left open stays as it is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, TypeAlias

from assistant.proper_names import ProperName, proper_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.types import Turn

_TURNS = 6
_LONGEST_CARRIED = 300  # characters of an earlier question that are carried along

_Person: TypeAlias = Literal["person", "thing", "several"]

_PRONOUNS: dict[str, _Person] = {
    **dict.fromkeys(("he", "him", "his", "she", "her", "hers"), "person"),
    **dict.fromkeys(("it", "its"), "thing"),
    **dict.fromkeys(("they", "them", "their", "theirs"), "several"),
}
_PRONOUN = re.compile(
    r"\b(?P<word>he|him|his|she|hers|her|its|it|they|them|theirs|their)\b(?P<is>['’]s\b)?",
    re.IGNORECASE,
)
_POSSESSIVE = frozenset({"his", "hers", "its", "their", "theirs"})
_IDLE_IT = re.compile(
    r"\bit\s+(?:is\s+|was\s+|be\s+)?(?:true|possible|likely|clear|legal|illegal|safe|necessary|"
    r"raining|snowing|take|took|cost|costs|mean|matter)\b|\bis\s+it\s+\w+\s+(?:that|to|for)\b"
    r"|\bwhat\s+time\s+is\s+it\b|\bit\s+(?:that|take\s+to)\b",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(
    r"\b(?:that|this|those|these)\b(?=\s*(?:[?.!,]|$))"
    r"|\b(?:is|was|are|were|did|does|do|has|had|will|would|could|can|about|of|after|before|for|with|"
    r"from|to|by|on|in|since|why|because|all)\s+(?:that|this|those|these)\b"
    r"(?!\s+(?:week|weekend|month|year|quarter|decade|century|morning|afternoon|evening|spring|"
    r"summer|autumn|fall|winter|time|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b)"
    r"|\bthere\b(?=\s*(?:[?.!]|$))"
    r"|\bthe\s+(?:first|second|third|last|other|former|latter|next|same|previous)"
    r"(?:\s+(?:one|two|ones|thing|point|reason|story|article))?(?=\s*(?:[?.!,]|$))"
    r"|\b(?:another|which|that|the\s+other)\s+ones?\b",
    re.IGNORECASE,
)
_ELLIPSIS = re.compile(
    r"^\W*(?:"
    r"(?:(?:yes|yeah|no|ok|okay|sure|please|thanks|and|so|but|then)[\s,.!]+)*(?:"
    r"(?:tell|give|show)\s+me\s+(?:\w+\s+)?more(?:\s+details?)?(?:\s+about\s+(?:it|that|this))?"
    r"|more(?:\s+details?|\s+please)?|go\s+on|continue|elaborate|explain|details?"
    r"|(?:what|who|anything|anyone|where)\s+else|what\s+happened(?:\s+(?:then|next|after(?:wards)?|"
    r"later))?|what\s+then|what(?:['’]s|\s+is|\s+was)\s+next|really|is\s+that\s+all"
    r"|(?:by\s+|to\s+|with\s+|for\s+|from\s+|since\s+|until\s+)?(?:who|whom|what|when|where|why|how"
    r"|which)(?:\s+(?:many|much|long|come|so|not|exactly|then|old|often|big|far|one|ones))*"
    r")|(?:yes|yeah|no|ok|okay|sure|please|thanks|and)(?:[\s,]+please)?"
    r")\W*$",
    re.IGNORECASE,
)
_FRAGMENT = re.compile(
    r"^\W*(?:(?:and|but|or|so|ok|okay|yes)[\s,]+)*"
    r"(?:(?P<about>(?:what|how)\s+about)\s+|(?P<joined>and|or|but|also)\s+)(?P<rest>.+)$",
    re.IGNORECASE | re.DOTALL,
)
_OPENS_FRAGMENT = re.compile(r"^\W*(?:and|or|but|also|what\s+about|how\s+about)\b", re.IGNORECASE)
_HAS_VERB = re.compile(
    r"\b(?:is|are|was|were|am|be|been|did|does|do|has|have|had|will|would|can|could|should|may|"
    r"might|said|says|won|who|what|when|where|why|how|which)\b",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(r"^(?P<word>in|on|at|about|for|with|from|to|by|of|against|during|under)\s", re.I)
_NOUN_PHRASE = re.compile(r"\b(?:which|what|the|an?|every|each|any)\s+[\w-]+", re.IGNORECASE)
_DETERMINED = re.compile(r"\b(?:which|what|the|an?)\s+[a-z][\w-]*(?:\s+[a-z][\w-]*)*", re.IGNORECASE)


def standalone(question: str, history: Sequence[Turn]) -> str:
    """Return the question with what it leaves open filled in from the conversation.

    Args:
        question: as it was asked.
        history: earlier turns, oldest first; only the last six count.
    """
    turns = list(history)[-_TURNS:]
    for end in range(len(turns)):
        # Each follow-up of the history was understood by what came before it.
        turn = turns[end]
        resolved = _resolved(turn.question, turns[:end])
        if resolved != turn.question:
            turns[end] = _with_question(turn, resolved)
    return _resolved(question, turns)
