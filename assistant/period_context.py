"""What the words around a date make of it: a limit, a passing remark, or no date at all.

The rules read grammar, not the world: a year before a noun belongs to the noun ("the 2022 World
Cup"), a date after an article's verb or noun dates the article ("published on ..."), a date in a
clause of its own dates what the clause tells ("after sealing its borders in March 2020").
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from assistant.date_atoms import Atom

_REACH = 90  # characters looked back at, about a clause
_LONG_QUESTION = 30  # words
_BESIDE = 25  # characters
_LONG_SPAN = 300  # days

_NEXT_WORD = re.compile(r"[ ]+([^\W\d_][\w'’&.-]*)")
_NEXT_WORD_AFTER_COMMA = re.compile(r",?[ ]+([^\W\d_][\w'’&.-]*)")
_PREVIOUS_WORD = re.compile(r"([\w'’&.-]+)[ ]+$")
_SENTENCE_START = re.compile(r"(?:^|[.?!:]|[.?!]?[\"“”'‘(])\s*$")
_FUNCTION_WORDS = frozenset(
    """a about after against ahead all also although am among an and any are around as at be because
    been before being but by can could did do does during each for from had has have he her his how
    i if in into is it its just me my near no nor not of off on one or our out over per regarding
    said say says she should since so some such than that the their them then there these they this
    those through to until up upon us via was we were what when where whether which while who whom
    whose why will with within without would you your concerning
    discussing onward onwards""".split()
)
_ARTICLE_NOUNS = (
    r"(?:reports?|articles?|stor(?:y|ies)|pieces?|columns?|editorials?|op-eds?|interviews?|posts?|"
    r"coverage|dispatch(?:es)?|issues?|editions?|newsletters?|reviews?)"
)
_ARTICLE = re.compile(
    rf"\b(?:{_ARTICLE_NOUNS}|report(?:ed|ing)|publish(?:ed|es|ing)?|wrote|writes|written|covered|"
    r"the (?:first |second |other )?one|that$)\b",
    re.IGNORECASE,
)
_ARTICLE_NEXT = re.compile(rf",?\s+{_ARTICLE_NOUNS}\b", re.IGNORECASE)
_EVENT_NOUN = re.compile(
    r"\s+(?:terror(?:ist)?\s+)?(?:attacks?|committee|hearings?|riots?|insurrection|uprising|"
    r"elections?|referendum|summit|massacre|war|bombings?|shootings?|killings?|protests?|coup|"
    r"crisis|agreement|accords?|speech|movement|revolution|invasion|commission|games|olympics|"
    r"championships?|holiday|budget|deadline|anniversary)\b",
    re.IGNORECASE,
)
_DETERMINER = re.compile(
    r"(?:\b(?:the|a|an|its|his|her|their|our|my|your|this|that|whose)|\w['’]s|s['’])\s+$",
    re.IGNORECASE,
)
_NAMES_A_WORK = re.compile(
    r"\b(?:wrote|written|writes?|directed|composed|painted|called|titled|entitled|named)\s+$",
    re.IGNORECASE,
)
_SUPERLATIVE = re.compile(
    r"\b(?:first|only|most|least|best|worst|record|(?:bigg|larg|great|high|low|fast|slow|long|"
    r"short|strong|weak|deadli|bloodi|hott|cold|warm|wett|dri|earli|young|old|rich|poor|small|"
    r"tall|clos|steep|sharp|tight|heavi|costli|busi|deep|smooth|tough|hard|wors|near)est)\b",
    re.IGNORECASE,
)
_THAN = re.compile(
    r"\b(?:(?<!earlier )(?<!later )than|compare[ds]?\s+(?:to|with)|versus|vs\.?|relative\s+to|"
    r"unlike|in\s+contrast\s+to)"
    r"(?:\s+(?:it|they|he|she|was|were|did|those|that|the|levels?|same|period))*"
    r"(?:\s+(?:in|on|of|from|during|for|between))?\s+$",
    re.IGNORECASE,
)
_FUTURE = re.compile(
    r"\b(?:will|won['’]t|shall|going\s+to|(?:is|are|be|was|were)\s+(?:[\w'’-]+\s+){0,4}?"
    r"(?:set|due|scheduled|expected|slated)|expires?|upcoming|could\s+be|may\s+be|might\s+be|plans?\s+to|"
    r"starting|no\s+later\s+than)\b(?![^.?!;]*\b(?:after|since)\b)",
    re.IGNORECASE,
)
_ORDER_WORD = r"(?P<word>after|following|since|before|prior\s+to)"
_OPENS_WITH_ORDER = re.compile(rf"\s*{_ORDER_WORD}\s+\S", re.IGNORECASE)
_ORDER = re.compile(
    rf"\b{_ORDER_WORD}\s+(?:(?:the|an?|his|her|its|their|[\w-]+['’]s?)\s+|(?:\w+\s+)?\w+ing\b)",
    re.IGNORECASE,
)
_MAIN_CLAUSE = re.compile(
    r",\s+(?:and\s+|then\s+)?(?:did|do|does|was|were|is|are|has|have|had|will|who|what|which|when|"
    r"where|why|how|in\s+which)\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"(?:"
    # What a clause of its own tells: "after sealing ...", "following the sacking ..."
    r"\b(?:after|following|before|despite|since|by|from|without|besides)\s+(?:\w+\s+)?\w+ing\b"
    r"|\b(?:during|after|following|before|since|despite)\s+(?:the|a|an|his|her|its|their|\w+['’]s)"
    r"\s+[^\W\d]"
    r"|\b(?:following|despite|amid|over)\s+(?:\w+\s+)?\w+['’]s\s"
    r"|\b(?:when|because|although|as\s+soon\s+as)\s+(?:the|a|an|he|she|it|they|[A-Z])"
    # What a relative clause tells: "the man who was arrested ...", ", which began ..."
    r"|[a-z,]\s+(?:who|that|which|whose)\s+(?:\w+ly\s+)?(?:was|were|is|are|had|has|have|\w+ed|"
    r"began|took|left|won|lost|fell|became|made|went|came|broke|hit|struck|set|met)\b"
    # When something was made: "founded in ..."
    r"|\b(?:founded|established|born|created|formed|built|incorporated|invented|set\s+up)"
    r"(?:\s+\w+)?\s*$"
    r")[^.?!;]*$"
)


def clause_before(question: str, start: int) -> str:
    """What precedes within the clause: back to a comma or stop, at most a line or so."""
    text = question[max(0, start - 2 * _REACH) : start]
    return re.split(r"[.?!;](?=\s)|,(?=\s)(?!\s\d{4})|\s[–—(]", text)[-1]


def starts_sentence(question: str, start: int) -> bool:
    """Whether a sentence, or what is quoted, begins there."""
    return _SENTENCE_START.search(question[max(0, start - 6) : start]) is not None


def is_name(question: str, atom: Atom, lead: int, *, preposition: bool) -> bool:
    """Whether the date belongs to a name or a noun and doesn't say when.

    `lead` is where its preposition starts, or the date itself where there is none.
    """
    before, after = question[:lead], question[atom.end :]
    if re.match(r"[-/]\w", after):
        return True
    if atom.grain in {"relative", "vague"}:
        return _is_capitalised_within(question, atom.start) and not question.isupper()
    if re.match(r"\d{4}-", question[atom.start : atom.end]):
        return False
    if _EVENT_NOUN.match(after):
        return atom.grain != "weekday"
    following = _NEXT_WORD.match(after)
    word = following.group(1) if following else ""
    next_is_noun = bool(word) and word.lower() not in _FUNCTION_WORDS
    next_is_capital = next_is_noun and word[0].isupper()
    previous = _PREVIOUS_WORD.search(before)
    after_capital = (
        previous is not None
        and previous.group(1)[0].isupper()
        and previous.group(1).lower() not in _FUNCTION_WORDS
        and not question.isupper()
    )
    possessive = after[:2] in {"'s", "’s"}
    if atom.grain == "weekday":
        if preposition or atom.qualified or possessive:
            return False
        return after_capital or next_is_capital
    if atom.grain in {"day", "month_day"}:
        if preposition or _ARTICLE_NEXT.match(after):
            return False
        if _DETERMINER.search(before):
            comma = _NEXT_WORD_AFTER_COMMA.match(after)
            return comma is not None and comma.group(1).lower() not in _FUNCTION_WORDS
        return next_is_noun
    if atom.qualified:
        return next_is_capital and not preposition
    if possessive:
        return atom.grain == "month"
    if preposition:
        return next_is_capital and not starts_sentence(question, lead)
    if _NAMES_A_WORK.search(before):
        return True
    if atom.grain == "month":
        return atom.stated is None or atom.stated.year is None or next_is_noun
    return next_is_noun or after_capital or _DETERMINER.search(before) is not None


def _is_capitalised_within(question: str, start: int) -> bool:
    return question[start].isupper() and not starts_sentence(question, start)


def is_comparison(question: str, atom: Atom, lead: int, *, since: bool) -> bool:
    """Whether it only says what is compared: "more than in 2019", "the worst since 1995"."""
    if _THAN.search(question[max(0, lead - _REACH) : atom.start]):
        return True
    long = atom.grain == "relative" and (atom.span.end - atom.span.start).days > _LONG_SPAN
    return (since or long) and bool(_SUPERLATIVE.search(clause_before(question, lead)))


def dates_an_article(question: str, atom: Atom, lead: int) -> bool:
    """Whether it says when an article was published; all but days have to stand right beside."""
    before = clause_before(question, lead).rstrip()
    if atom.grain not in {"day", "month_day", "weekday"}:
        before = before[-_BESIDE:]
    return bool(_ARTICLE.search(before) or _ARTICLE_NEXT.match(question[atom.end :]))


def order_of(question: str, lead: int) -> Literal["", "before", "after"]:
    """On which side of it the rest of the question lies: "after the attack on ..., who ...?"."""
    begun = max(question.rfind(stop, 0, lead) for stop in (". ", "? ", "! ")) + 1
    opening = _OPENS_WITH_ORDER.match(question, begun, lead)
    if opening is None or _MAIN_CLAUSE.search(question, opening.end(), lead):
        within = list(_ORDER.finditer(clause_before(question, lead)))
        opening = within[-1] if within else None
    if opening is None:
        return ""
    return "before" if opening["word"].lower().startswith(("before", "prior")) else "after"


def is_aside(question: str, atom: Atom, lead: int) -> bool:
    """Whether it dates something told in passing, so that articles of other days may answer."""
    if _ASIDE.search(clause_before(question, lead)):
        return True
    return atom.grain != "day" and len(question.split()) > _LONG_QUESTION


def speaks_of_future(question: str, start: int) -> bool:
    """Whether the clause before it is about what is to come."""
    return _FUTURE.search(clause_before(question, start)) is not None
