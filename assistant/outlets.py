"""The outlets of the index that a question names, with or without "according to".

Names that are common words too ("The Week") need title case, and words around them that speak of
an outlet. A name inside a longer one is another name ("Example Times Square"). An outlet that is
named as the source limits the answer; one that only acts in the question ("CNN's debate") doesn't.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.outlet_names import WORD, Name, names_by_first_word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_NOUN = (
    r"(?:reports?|reporting|articles?|stor(?:y|ies)|pieces?|coverage|columns?|editorials?|op-eds?|"
    r"interviews?|reviews?|guides?|posts?|investigations?|analys[ie]s|headlines?|websites?|site|"
    r"newspaper|magazine|podcasts?|lists?|survey|poll|account|version|newsletter|broadcast)"
)
_VERB = (
    r"(?:report|say|said|tell|told|claim|state|suggest|indicate|describe|discusse?|cover|mention|"
    r"highlight|note|publish|publishe|write|wrote|written|reveal|explain|argue|attribute|credit|"
    r"detail|feature|present|portray|depict|identify|identifie|quote|cite|review|document)"
    r"(?:s|d|ed|ing)?"
)
_LOOSE_VERB = (
    r"(?:find|found|learn|call|confirm|deny|denie|warn|predict|recommend|name|list|rank|share|ask|"
    r"show|maintain|criticize|criticise|focus|focuse|compare|scrutinize|profile|announce|call)"
    r"(?:s|d|ed|ing)?"
)
_MORE = r"(?:\s+(?:both|either|the|an?|article|by|from|in|of|outlets?|sources?|including|like))*"
_SOURCE_BEFORE = re.compile(
    rf"(?:\b(?:according\s+to|as\s+per|per|citing)"
    rf"|\b{_VERB}(?:\s+[\w'’-]+){{0,2}}?\s+(?:by|in|on|from|at|of)"
    rf"|\b(?:sources?|outlets?|another|one|{_NOUN})(?:\s+[\w'’-]+){{0,2}}?"
    rf"\s+(?:from|by|in|on|of|at|including)){_MORE}\s*[\"“'‘]?$",
    re.IGNORECASE,
)
_SOURCE_AFTER = re.compile(
    rf"[\"”'’,]{{0,2}}(?:['’]s?)?(?:\s+[\w'’-]+){{0,4}}?\s+{_NOUN}\b"
    rf"|[\"”'’,]{{0,2}}\s+(?:\w+ly\s+|(?:also|both|all|has|have|had|not|first)\s+)*{_VERB}\b",
    re.IGNORECASE,
)
_ACCORDING = re.compile(r"\b(?:according\s+to|(?:as\s+)?reported\s+by)\s+$", re.IGNORECASE)
_NEAR_BEFORE = re.compile(r"(?:\b(?:by|in|on|from|at|of)\s+|[\"“'‘]\s*)$", re.IGNORECASE)
_NEAR_AFTER = re.compile(
    rf"[\"”'’,]{{0,2}}\s+(?:\w+ly\s+|also\s+|has\s+)?(?:{_LOOSE_VERB}|reporters?|journalists?|"
    r"correspondents?|editors?|anchors?|columnists?)\b",
    re.IGNORECASE,
)
_LIST_JOINT = re.compile(
    # Between two of them may stand names that are no outlets here.
    r"[\"”'’]{0,2},?[\"”'’]?\s*(?:(?-i:[\"“'‘]?[A-Z][\w.&’'-]*(?: [A-Z][\w.&’'-]*){0,3}),\s*)*"
    r"(?:\b(?:and|or|as\s+well\s+as)\s+)?(?:(?:by|from|in)\s+)?"
    r"(?:(?:an?|another|(?:the\s+)?(?:first|second|third|other))\s+)?[\"“'‘]?",
    re.IGNORECASE,
)
_IN_NAME = re.compile(r"\s+|\s*[|:&–—-]\s*|\.|\s?['’]\s?")
_CAPITAL_AFTER = re.compile(rf"[ ]+(?!(?i:{_NOUN})\b)[A-Z]")
_PART_AFTER = re.compile(r"[ ]+(?:of[ ]+(?:the[ ]+)?[A-Z]|\d)|[-–]\w")
_WORD_BEFORE = re.compile(r"([\w'’-]+)[ ]+$")
_TITLE_OF_BEFORE = re.compile(r"[A-Z][\w'’-]*\s+of\s+$")
_SMALL_WORDS = frozenset({"a", "an", "and", "for", "in", "of", "on", "the", "to"})
_REACH = 80  # characters looked at before and after


@dataclass(frozen=True, slots=True)
class OutletMentions:
    """The outlets that a question names, spelled as in the index, in order of mention."""

    names: tuple[str, ...] = ()
    explicit: bool = False
    """Whether the question limits the answer to them: "according to", "in the ... article"."""
    spans: tuple[tuple[int, int], ...] = ()
    """Where they stand in the question, "the" included."""


@dataclass(frozen=True, slots=True)
class _Mention:
    start: int
    """Of the name, "the" left out."""
    end: int
    the: int
    """Where "the" starts, or `start`."""
    name: Name
    cue: int
    """2 where it is named as a source, 1 where words near it speak of an outlet, else 0."""


def find_outlets(question: str, outlets: Sequence[str]) -> OutletMentions:
    """Find the outlets that the question names, of those of the index."""
    mentions = _with_shared_cues(question, list(_candidates(question, tuple(outlets))))
    accepted = [mention for mention in mentions if _is_outlet(question, mention)]
    explicit = any(mention.cue == 2 for mention in accepted)
    if explicit:
        # "According to X, what did Y agree to pay?": Y is what it is about.
        accepted = [mention for mention in accepted if mention.cue]
    names = dict.fromkeys(outlet for mention in accepted for outlet in mention.name.outlets)
    return OutletMentions(
        names=tuple(names),
        explicit=explicit,
        spans=tuple((mention.the, mention.end) for mention in accepted),
    )


def _candidates(question: str, outlets: tuple[str, ...]) -> Iterator[_Mention]:
    """Every place that spells a name, of two that overlap the first and longest."""
    table = names_by_first_word(outlets)
    tokens = list(WORD.finditer(question))
    words = ["and" if token.group() == "&" else token.group().casefold() for token in tokens]
    index = 0
    while index < len(tokens):
        size = 0
        for name in table.get(words[index], ()):
            last = index + len(name.words)
            if tuple(words[index:last]) != name.words:
                continue
            gaps = zip(tokens[index : last - 1], tokens[index + 1 : last], strict=True)
            if not all(_IN_NAME.fullmatch(question[a.end() : b.start()]) for a, b in gaps):
                continue
            has_the = index > 0 and words[index - 1] == "the"
            start, end = tokens[index].start(), tokens[last - 1].end()
            the = tokens[index - 1].start() if has_the else start
            mention = _Mention(start, end, the, name, _cue(question, the, end))
            if _spelled_right(question, mention):
                yield mention
                size = len(name.words)
                break
        index += size or 1


def _cue(question: str, start: int, end: int) -> int:
    before, after = question[max(0, start - _REACH) : start], question[end : end + _REACH]
    after = re.split(r"[.?!;](?=\s)", after)[0]
    if _SOURCE_BEFORE.search(before) or _SOURCE_AFTER.match(after):
        return 2
    return int(bool(_NEAR_BEFORE.search(before) or _NEAR_AFTER.match(after)))


def _with_shared_cues(question: str, mentions: list[_Mention]) -> list[_Mention]:
    """What is said of one in a list is said of all: "as reported by X, Y, and Z"."""
    shared: list[_Mention] = []
    group: list[_Mention] = []
    for mention in mentions:
        if group and not _LIST_JOINT.fullmatch(question[group[-1].end : mention.the]):
            shared.extend(_share(group))
            group = []
        group.append(mention)
    return shared + _share(group)


def _share(group: list[_Mention]) -> list[_Mention]:
    # Several names that are outlets here, one after the other, bear each other out.
    cue = max((mention.cue for mention in group), default=0) or int(len(group) > 1)
    return [
        _Mention(mention.start, mention.end, mention.the, mention.name, cue) for mention in group
    ]


def _spelled_right(question: str, mention: _Mention) -> bool:
    """Whether the letters' case lets it be the name at all."""
    text = question[mention.start : mention.end]
    named_as_source = mention.cue == 2
    if question.isupper():
        return named_as_source or mention.name.form in {"unmistakable", "acronym"}
    match mention.name.form:
        case "unmistakable":
            return True
        case "title":
            words = [word for word in WORD.findall(text) if word not in _SMALL_WORDS]
            return all(not word[0].islower() for word in words) or named_as_source
        case "acronym" | "initials":
            return not text[0].islower() or named_as_source
        case "word":
            return text[0].isupper() or _says_according_to(question, mention.the)
        case "masthead":
            return text[0].isupper() and mention.the < mention.start


def _says_according_to(question: str, start: int) -> bool:
    return _ACCORDING.search(question[:start]) is not None


def _is_outlet(question: str, mention: _Mention) -> bool:
    """Whether the words around leave it a name of its own, and speak of an outlet where needed."""
    form = mention.name.form
    text = question[mention.start : mention.end]
    after, before = question[mention.end :], question[: mention.the]
    sure = form in {"unmistakable", "acronym"} and (len(mention.name.words) == 1)
    if form in {"word", "masthead", "title", "initials"} and _PART_AFTER.match(after):
        return False
    if _CAPITAL_AFTER.match(after) and not sure:
        named = _SOURCE_AFTER.match(after) if form != "initials" else None
        if not named:
            return False
    previous = _WORD_BEFORE.search(before)
    if previous and not sure and _continues_name(before, previous):
        return False
    if _TITLE_OF_BEFORE.search(before) and form == "word":
        return False
    shouted = len(text) > 2 and text.isupper() and not question.isupper()
    return form != "word" or shouted or mention.cue > 0


def _continues_name(before: str, previous: re.Match[str]) -> bool:
    """Whether the word before is a capitalised one within the sentence: part of a longer name."""
    word = previous.group(1)
    rest = before[: previous.start()].rstrip()
    starts_sentence = not rest or rest[-1] in ".?!:\"“'‘("
    return word[0].isupper() and not word.endswith(("'s", "’s")) and not starts_sentence
