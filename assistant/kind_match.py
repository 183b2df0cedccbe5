"""How well a sentence holds the kind of thing that a question asks for: a person, a date, ...

What the question says itself doesn't count: "Who succeeded Draghi?" is not answered by "Draghi".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.types import AnswerKind

_WORD = re.compile(r"\w+")
_NUMBER_WORD = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|"
    r"sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|"
    r"dozens?|hundreds?|thousands?|millions?|billions?|trillions?|half|third|quarter|twice|once|"
    r"double|doubled|tripled)"
)
_NUMBER = re.compile(rf"\d[\d.,]*|\b{_NUMBER_WORD}\b", re.IGNORECASE)
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan\.|Feb\.|Aug\.|Sept\.|Oct\.|Nov\.|Dec\.)"
)
_YEAR = re.compile(r"\b(?:1[0-9]|20)\d\ds?\b")
_TIME = re.compile(
    rf"\b{_MONTH}(?=\W|$)|\b(?:1[0-9]|20)\d\ds?\b|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|"
    r"\b(?:yesterday|today|tonight|tomorrow|century|decades?|(?:last|next|this) "
    r"(?:week|month|year|spring|summer|autumn|fall|winter)|(?:years?|months?|weeks?|days?) (?:ago|"
    r"later|earlier)|midnight|noon)\b|\d ?[ap]\.?m\b|\b\d{1,2}:\d\d\b"
)
_CLOCK = re.compile(r"\b\d{1,2}(?::\d\d)? ?[ap]\.?m\b|\b\d{1,2}:\d\d\b|\b(?:midnight|noon)\b")
_TIMES = (
    (re.compile(r"\b(?:what|which) year\b", re.IGNORECASE), _YEAR),
    (re.compile(r"\b(?:what|which) (?:time|hour)\b", re.IGNORECASE), _CLOCK),
)
"""What a question about a time says, and what the time then looks like."""
_NAME = re.compile(
    r"\b[A-ZÀ-ÖØ-Þ][\w’'-]*\w(?:\s+(?:(?:of|the|de|da|van|von|bin|al)\s+)*[A-Z]\w+)*"
)
_PLACE = re.compile(
    r"\b(?:in|at|near|from|to|of|across|outside|inside|off|around|into|through|for|on)\s+(?:\w+\s+)?"
    r"(?:the\s+)?[A-ZÀ-Þ]\w+|\b[A-Z]\w+-based\b"
)
_CAUSE = re.compile(
    r"\b(?:because|due to|owing to|thanks to|so that|in order to|so as to|caus(?:e[ds]?|ing)|"
    r"reasons?|led to|leads to|result(?:ed|s|ing)? (?:in|of|from)|"
    r"blam\w+|prompt\w+|as a result|"
    r"trigger\w*|spark\w*|stem\w* from|fail\w* to|could not|unable to|dispute|accus\w+|"
    r"fears?|concerns?)\b",
    re.IGNORECASE,
)
_PURPOSE = re.compile(r"\b(?:to|over|after|amid|since|following|when|as|for|by)\b", re.IGNORECASE)
_MONEY = re.compile(
    r"[$€£¥₹]\s?\d|\b\d[\d.,]*\s*(?:\w+\s+)?(?:dollars|euros|pounds|yen|yuan|cents|francs|rubles|"
    r"roubles|rupees)\b",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"\d\s?%|\bper ?cent\b|\bpercentage\b|\b(?:half|third|quarter)s?\b", re.IGNORECASE
)
_AGE = re.compile(
    r"\b\d{1,3}-year-old|\baged? (?:of )?\d|, \d{1,3},|\b(?:is|was|at|turn(?:s|ed)) \d{1,3}\b|"
    r"\byears old\b"
)
_DEGREES = re.compile(r"\bdegrees?\b|°|\bcelsius\b|\bfahrenheit\b", re.IGNORECASE)
_EXTENT = re.compile(
    r"\b(?:\d[\d.,]*|" + _NUMBER_WORD + r")[\s-]+(?:\w+\s+)?(?:seconds?|minutes?|hours?|days?|"
    r"weeks?|months?|years?|km|kilomet\w+|miles?|met(?:er|re)s?|feet|foot|inch\w*|acres?|hectares?|"
    r"square|tons?|tonnes?|kilos?|kilograms?|pounds?|mph|light-years?)\b",
    re.IGNORECASE,
)
_UNITS = (
    (re.compile(r"\bhow old\b|\bwhat age\b|\bage of\b", re.IGNORECASE), _AGE),
    (
        re.compile(
            r"\bper ?cent(?:age)?\b|\bproportion\b|\bshare of\b|\b(?:inflation|interest|jobless|"
            r"unemployment|approval|mortgage) rate\b",
            re.IGNORECASE,
        ),
        _SHARE,
    ),
    (re.compile(r"\bdegrees?\b|\btemperature\b|\bhow (?:hot|cold)\b", re.IGNORECASE), _DEGREES),
    (
        re.compile(
            r"\bhow (?:long|far|tall|high|deep|wide|big|large|heavy|fast)\b|\bhow many (?:"
            r"years|months|weeks|days|hours|minutes|miles|kilomet\w+|met\w+|feet)\b",
            re.IGNORECASE,
        ),
        _EXTENT,
    ),
    (
        re.compile(
            r"\bhow (?:much|expensive)\b|\b(?:cost|price|worth|salary|fine|value|budget)\b",
            re.IGNORECASE,
        ),
        _MONEY,
    ),
)
"""What a question about a number says, and what the number then stands with."""
_HOW_MANY = re.compile(r"\bhow many\s+(?P<things>[^?.,;]+)", re.IGNORECASE)
_ENDS_THINGS = frozenset(
    """is are was were be been did does do has have had will would can could should may might to in
    on at of for from by with that which who after before during as and or since under""".split()
)
_ASKS_FOR_PROPOSAL = re.compile(
    r"\bwhat\b.*\b(?:propos(?:e|ed|es)|suggest(?:ed|s)?|recommend(?:ed|s)?|demand(?:ed|s)?|urged?s?|"
    r"call(?:ed|s|ing)? (?:for|on)|want(?:ed|s)?|ask(?:ed|s)? for|request(?:ed|s)?|offer(?:ed|s)?|"
    r"promis(?:e|ed|es)|threaten(?:ed|s)?|insist(?:ed|s)?)\b",
    re.IGNORECASE,
)
_PROPOSAL = re.compile(
    r"\b(?:should|must|ought|need(?:s|ed)? to|propos\w+|suggest\w*|recommend\w*|demand\w*|"
    r"urg(?:e|ed|es|ing)|call(?:ed|s|ing)? (?:for|on)|invit\w+|offer\w*|promis\w+|threat\w*|"
    r"insist\w*|ask(?:ed|s)?|want(?:ed|s)?|push\w*)\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"\b(?:he|she|they|it)\b", re.IGNORECASE)
_IN_QUOTES = re.compile(r"[\"“][^\"“”]*[\"”]?")
_ASKS_FOR_STATEMENT = re.compile(
    r"\bwhat\b.*\b(?:say|says|said|warn(?:ed)?|claim(?:ed)?|announced?|argued?|think|believe|tell|"
    r"told|write|wrote|call|called|describe|reply|respond)\b",
    re.IGNORECASE,
)
_STATEMENT = re.compile(
    r"[\"“].{20,}[\"”]|\b(?:said|says|told|stressed|warned|claimed|announced|argued|insisted|added|"
    r"wrote|called|described|replied|responded|asked|urged|demanded|proposed|suggested|recommended|"
    r"promised|threatened)\b"
)


def kind_match(kind: AnswerKind, question: str, sentence: str) -> float:
    """How well a sentence holds what is asked for, 0 (not at all) to 1 (just that)."""
    known = {word.lower() for word in _WORD.findall(question)}
    match kind:
        case "number":
            return _number(question, sentence, known)
        case "when":
            wanted = next((time for asks, time in _TIMES if asks.search(question)), _TIME)
            return float(any(_fresh(wanted, sentence, known)))
        case "where":
            if any(_fresh(_PLACE, sentence, known)):
                return 1.0
            return 0.4 * any(_fresh(_NAME, sentence, known))
        case "who":
            return _person(sentence, known)
        case "why":
            return 1.0 if _CAUSE.search(sentence) else 0.4 * bool(_PURPOSE.search(sentence))
        case "other":
            return _other(question, sentence, known)


def _number(question: str, sentence: str, known: set[str]) -> float:
    numbers = list(_fresh(_NUMBER, sentence, known))
    if not numbers:
        return 0.0
    wanted = next((unit for asks, unit in _UNITS if asks.search(question)), None)
    if wanted is not None:
        return 1.0 if wanted.search(sentence) else 0.3
    things = _counted(question)
    if things and any(_stands_with(sentence, match.end(), things) for match in numbers):
        return 1.0
    return 0.3 if all(_YEAR.fullmatch(match.group().strip(".,")) for match in numbers) else 0.6


def _counted(question: str) -> list[str]:
    """The beginnings of the words for what "how many" counts."""
    match = _HOW_MANY.search(question)
    things = []
    for word in _WORD.findall(match["things"].lower()) if match else ():
        if word in _ENDS_THINGS:
            break
        things.append(word[:5].rstrip("s"))
    return things[-2:]


def _stands_with(sentence: str, end: int, things: list[str]) -> bool:
    after = [word.lower() for word in _WORD.findall(sentence[end : end + 60])[:4]]
    return any(word.startswith(thing) for word in after for thing in things)


def _person(sentence: str, known: set[str]) -> float:
    names = list(_fresh(_NAME, sentence, known))
    if any(" " in match.group() for match in names):
        return 1.0
    # The first word's capital says nothing.
    return 0.7 * any(match.start() > 1 for match in names)


def _other(question: str, sentence: str, known: set[str]) -> float:
    if _ASKS_FOR_PROPOSAL.search(question):
        return _of_speaker(question, sentence) * bool(_PROPOSAL.search(sentence))
    if _ASKS_FOR_STATEMENT.search(question):
        return _of_speaker(question, sentence) * bool(_STATEMENT.search(sentence))
    named = any(match.start() > 1 for match in _fresh(_NAME, sentence, known))
    return 0.5 * named


def _of_speaker(question: str, sentence: str) -> float:
    """1 where whoever the question names may be speaking, less where it must be another."""
    names = {match.group() for match in _NAME.finditer(question) if match.start() > 0}
    named = any(name in sentence for name in names)
    return 1.0 if named or not names or _PRONOUN.search(_IN_QUOTES.sub("", sentence)) else 0.3


def _fresh(pattern: re.Pattern[str], text: str, known: set[str]) -> Iterator[re.Match[str]]:
    """Matches that say more than the question does."""
    for match in pattern.finditer(text):
        if not set(_WORD.findall(match.group().lower())) <= known:
            yield match
