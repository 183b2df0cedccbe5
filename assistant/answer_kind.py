"""What kind of thing a question asks for, from its question word and the noun beside it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.types import AnswerKind

_NUMBER = re.compile(
    r"\bhow\s+(?:many|much|old|long|far|tall|big|large|high|fast|deep|heavy|wide|often|hot|cold|"
    r"few|close|strong|expensive)\b|\bby\s+how\b",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"\bhow\s+(?:soon|recently|late|early|long\s+ago)\b|\bsince\s+when\b", re.IGNORECASE
)
_WHY = re.compile(
    r"\bwhy\b|\bhow\s+come\b|\bfor\s+(?:what|which)\s+(?:reasons?|purpose)\b|"
    r"\b(?:due\s+to|because\s+of)\s+what\b|"
    r"\bwhat\s+(?:\w+\s+)?(?:caused|led\s+to|prompted|triggered|motivated)\b|"
    r"\bwhat\s+(?:is|was|were|are)\s+(?:the\s+)?(?:main\s+)?(?:reasons?|causes?|motives?)\b",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"\b(?P<word>who|whom|whose|where|when)\b(?=['’]s\b|\s+\w|\s*[?.!]*$)", re.IGNORECASE
)
_INVERTED = re.compile(
    r"\s+(?:is|are|was|were|did|does|do|has|have|had|will|would|can|could|should|may|might|am)\b"
    r"|['’]s\b|\s*[?.!]*$",
    re.IGNORECASE,
)
_WHICH = re.compile(
    r"\b(?:which|what)\s+(?:of\s+(?:the|these|those)\s+(?:following\s+)?)?"
    r"(?:(?:is|are|was|were)\s+(?:the\s+)?(?:(?:full|real|new|official)\s+)?(?:names?\s+of\s+(?:the\s+)?)?)?"
    r"(?P<noun>[^?.!,;:()]+)",
    re.IGNORECASE,
)
_STOP = frozenset(
    """a an the is are was were be been did does do has have had will would can could should may
    might to in on at of for from by with that this these those who which after before during as
    and or he she it they his her its their not""".split()
)
_PERSON = """actor actress artist astronaut athlete author billionaire boss businessman candidate
celebrity ceo champion chef coach comedian company companies corporation director driver executive
family figure firm footballer founder general governor group host individual judge justice king
lawmaker lawyer leader leaders man manager mayor member minister model monarch musician official
officer organisation organization party people person player politician pope president prince
princess prisoner queen rapper reporter scientist secretary senator singer soldier speaker star
striker suspect team teams woman women writer agency airline airlines automaker automakers bank band
brand broadcaster carrier chain charity club clubs institution maker newspaper publisher regulator
retailer store studio supplier union unions university universities network startup developer
nominee winner quarterback gymnast golfer congressman congresswoman captain spokesman goalkeeper
duo couple superstar popstar republican democrat school""".split()
_PLACE = """airport area borough building capital castle city cities continent country countries
county district island islands lake landmark location locations museum nation nations neighborhood
neighbourhood ocean place places port province region regions river sea site square stadium state
states street territory town towns venue village volcano mountain planet park suburb""".split()
_TIME = "year date day month week weekday decade century time deadline anniversary".split()
_NUMBERS = """percentage percent proportion share number amount amounts rate price cost age score
magnitude population salary sum size temperature total fraction speed budget value fine length
height distance""".split()
_KIND_OF: dict[str, AnswerKind] = {
    **dict.fromkeys(_PERSON, "who"),
    **dict.fromkeys(_PLACE, "where"),
    **dict.fromkeys(_TIME, "when"),
    **dict.fromkeys(_NUMBERS, "number"),
}
_WORD = re.compile(r"[^\W_][\w-]*(?P<possessive>['’]s|s['’])?")
_INTRODUCTION = re.compile(r"^(?:[^?]*,\s+)?(?:and\s+|but\s+)?(?:\w+\s+)?$", re.IGNORECASE)


def answer_kind(question: str) -> AnswerKind:
    """Return what is asked for: a person or organisation, a time, a place, a number, a reason."""
    text = _last_question(question)
    if _NUMBER.search(text) and not _WHEN.search(text):
        return "number"
    if _WHEN.search(text):
        return "when"
    if _WHY.search(text):
        return "why"
    first = _question_word(text)
    which = _WHICH.search(text)
    if first is not None and (which is None or first[0] < which.start()):
        return first[1]
    if which is not None:
        return _kind_of_noun(which["noun"])
    return "other"


def _last_question(question: str) -> str:
    """The last sentence that ends in a question mark, or else the whole."""
    sentences = re.split(r"(?<=[?.!])[\"”’']?\s+(?=[\"“‘']?[A-Z])", question.strip())
    return next(
        (text for text in reversed(sentences) if text.rstrip("\"”’' ").endswith("?")), question
    )


def _question_word(text: str) -> tuple[int, AnswerKind] | None:
    """Where who, where or when asks, rather than joins clauses ("the man who ...")."""
    for match in _BARE.finditer(text):
        word = match["word"].lower()
        opens = _INTRODUCTION.match(text[: match.start()]) is not None
        asks = _INVERTED.match(text, match.end()) is not None
        if word in {"who", "whom", "whose"} and (opens or text[match.end() :].strip(" ?.!") == ""):
            return match.start(), "who"
        if word in {"where", "when"} and asks:
            return match.start(), "where" if word == "where" else "when"
    return None


def _kind_of_noun(text: str) -> AnswerKind:
    """The kind of the noun asked for: of "US state's governor" the state, else the last known."""
    kind: AnswerKind = "other"
    for match in _WORD.finditer(text):
        word = match.group().lower()
        if word in _STOP:
            break
        stem = word.removesuffix("'s").removesuffix("’s").removesuffix("'").removesuffix("’")
        kind = _KIND_OF.get(stem, kind)
        if match["possessive"] and kind != "other":
            break
    return kind
