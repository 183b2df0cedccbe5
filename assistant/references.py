"""What the words of a follow-up refer to: pronouns, and "the second one" of an answer.

People type follow-ups in lower case. A name is then known by the answers before, which are quotes
and write it in full.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from assistant.inert import readable
from assistant.proper_names import ProperName, proper_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_Meant: TypeAlias = Literal["person", "thing", "several"]

_PRONOUNS: dict[str, _Meant] = {
    **dict.fromkeys(("he", "him", "his", "she", "her", "hers"), "person"),
    **dict.fromkeys(("it", "its"), "thing"),
    **dict.fromkeys(("they", "them", "their", "theirs"), "several"),
}
_PRONOUN = re.compile(r"\b(?:he|him|his|she|hers|her|its|it|they|them|theirs|their)\b", re.I)
_ALWAYS_POSSESSIVE = frozenset({"his", "hers", "its", "their", "theirs"})
_ENDS_CLAUSE = (
    r"\s*(?:[?.!,;]|$)|\s+(?:about|after|again|and|as|at|because|before|by|for|from|if|in|into|"
    r"now|of|on|or|over|so|than|that|then|to|today|too|until|when|where|while|with)\b"
)
_OBJECT = re.compile(rf"\b(?:him|them|it|her)(?={_ENDS_CLAUSE})", re.IGNORECASE)
_HER_NOUN = re.compile(rf"(?!{_ENDS_CLAUSE})\s+[a-z]", re.IGNORECASE)
_CLAUSE = re.compile(
    r"[,;:]|\b(?:and|but|because|when|while|after|before|that|which|who|if|since|than|or|until)\b",
    re.IGNORECASE,
)
_IDLE_IT = re.compile(
    r"\bit\s+(?:is\s+|was\s+|be\s+)?(?:true|possible|likely|clear|legal|illegal|safe|raining|"
    r"snowing|takes?|took|costs?|means?)\s+(?:that|to|for)\b|\bis\s+it\s+\w+\s+(?:that|to|for)\b",
    re.IGNORECASE,
)
_NOUN = re.compile(r"\b(?:which|the|an?|how\s+many|whose)\s+[a-z]", re.IGNORECASE)
_WHO = re.compile(r"\bwho\b", re.IGNORECASE)
_AUXILIARY = r"(?:did|does|do|has|have|had|will|would|can|could|should|is|was|are|were)(?:n['’]t)?"
_ASKS_FOR_OBJECT = re.compile(
    r"^\W*(?:(?:and|but|so|in|on|at|to|from|for|by|with|about|of)\s+)*"
    rf"(?:which|what|how|who|whom|whose|when|where|why)\b[^,;.?!]*\b{_AUXILIARY}\s+$",
    re.IGNORECASE,
)
_ASKED_FOR = re.compile(  # "what is the name of his wife": the name is what is asked for
    r"^\W*(?:(?:and|but|so)\s+)?(?:who|what|when|where|which)(?:['’]s|\s+(?:is|are|was|were))\s+the\s+"
    r"[^,;]*\b(?:of|for|behind|in|on|to|by)\s+$",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    rf"\b{_AUXILIARY}\s+(?P<subject>(?!(?:not|the|an?|this|that|these|those|there|any|some|all|my|"
    r"your|our|about|in|on|at|to|of|for|with|by|from|so|even|ever|also|really|still|i|you|we|he|"
    r"she|it|they|him|her|his|its|them|their|who|what|people|anyone|someone|everyone|exactly|"
    r"going|known|called|said|asked|told|made|done|been|be)\b)[a-zà-ÿ]\w+)",
    re.IGNORECASE,
)
_DATELINE = re.compile(r"^\W*[A-ZÀ-Þ][A-ZÀ-Þ .,'’]+(?:\([^)]*\)\s)?\s*[-–—]\s", re.MULTILINE)
_ATTRIBUTION = re.compile(r"\s*[—–]\s[^—–\n]*?\s?((?:\[\d+\])+)\s*$", re.MULTILINE)
_MARKER = re.compile(r"(?<!\\)\[(\d+)\]")
_DECLINED = re.compile(r"^The articles\b.{0,300}?\bdon['’]t answer this\b", re.DOTALL)
_ORDINALS = {
    word: number
    for number, words in enumerate(
        ("first 1st", "second 2nd", "third 3rd", "fourth 4th", "fifth 5th"), 1
    )
    for word in words.split()
} | {"last": -1}
_ONE = r"(?:one|point|quote|story|article|source|report|statement|thing|passage)"
_NTH = re.compile(
    rf"(?<!\bthat )(?<!\bthis )(?<!\bit )(?<!\bhe )(?<!\bshe )(?<!\bthey )\b"
    rf"(?:(?P<about>about\s+)?the\s+(?P<which>{'|'.join(_ORDINALS)})\b(?P<one>\s+{_ONE}\b)?"
    rf"|(?:number|point|source|quote)\s+(?P<number>\d)\b|\[(?P<marker>\d)\])",
    re.IGNORECASE,
)
_ENDS = re.compile(r"\W*$")
_STATEMENT = 240  # characters of a statement of an answer that stand in for it, at most


@dataclass(frozen=True, slots=True)
class Said:
    """A turn of the conversation, as far as later ones may refer to it."""

    question: str
    """As asked, with the names in it in capitals."""
    answer: str
    """What it says, without the outlets that it is quoted from; empty where there is none."""
    statements: dict[int, str]
    """By the number of the citation."""
    understood: str
    """The question with what it left open filled in."""
    topic: str
    """The question that the conversation turned to this topic with."""
    latest: str = ""
    """A question asked since then on the same topic, which says more about it."""
    asked: str = ""
    """What the turn asks by itself, its pronouns filled in; empty where that says nothing."""
    more: bool = False
    """Whether it asks for more than was told."""
    slot: tuple[int, int] | None = None
    """What a fragment took the place of in `understood`."""


def plain_answer(answer: str) -> str:
    """What an answer says of its own: no outlets, datelines and markers, nothing if it declines."""
    if _DECLINED.match(answer):
        return ""
    said = _MARKER.sub("", _DATELINE.sub("", _ATTRIBUTION.sub(r" \1", answer)))
    return readable(said).strip()


def statements(answer: str) -> dict[int, str]:
    """The statements of an answer by the number of the citation that they rest on."""
    found: dict[int, str] = {}
    said = ""
    pieces = _MARKER.split(_DATELINE.sub("", _ATTRIBUTION.sub(r" \1", answer)))
    for text, number in zip(pieces[::2], pieces[1::2], strict=False):
        said = readable(" ".join(text.split())).strip(" .") or said
        found.setdefault(int(number), said[:_STATEMENT])
    return found


def with_statement(question: str, said: Said) -> str | None:
    """The question with the statement in place of "the second one"; None where it has no such."""
    match = _NTH.search(question)
    if match is None or len(said.statements) < 2:
        return None
    which = match["which"]
    if which and not match["one"] and not (match["about"] and _ENDS.match(question, match.end())):
        return None
    number = _ORDINALS[which.lower()] if which else int(match["number"] or match["marker"])
    text = said.statements.get(max(said.statements) if number == -1 else number)
    if text is None:
        return None
    start = match.end("about") if match["about"] else match.start()
    return (
        f"{question[:start].rstrip()} {text} {question[match.end() :].lstrip()}".strip(" ?") + "?"
    )


def in_capitals(question: str, answers: Iterable[str]) -> str:
    """The question with the names in it spelled as in the answers; of the same length."""
    for spelled in sorted(_spellings(answers), key=len, reverse=True):
        if spelled.lower() not in question.lower():
            continue
        written = re.compile(rf"(?<![\w’'-]){re.escape(spelled)}(?![\w-])", re.IGNORECASE)
        question = written.sub(
            lambda match, spelled=spelled: (  # type: ignore[misc]
                spelled if match.group()[0].islower() else match.group()
            ),
            question,
        )
    return question


def _spellings(answers: Iterable[str]) -> set[str]:
    found = set()
    for answer in answers:
        plain = set(re.findall(r"(?<![\w’'-])[a-zà-ÿ][\w-]+", answer))
        for name in proper_names(answer):
            words = name.text.split()
            # A single word that opens a sentence may be any word.
            opens = re.search(r"(?:^|[.!?”\"]\s|\n)\s*$", answer[: name.start]) is not None
            if len(words) > 1 or not opens:
                found.add(name.text)
            if name.person > 0 and len(words) in (2, 3, 4):
                found.update((words[-1], words[0]))
        found = {name for name in found if name.lower() not in plain and len(name) > 1}
    return {name for name in found if len(name) == len(name.lower())}


def with_names(
    question: str, cased: str, earlier: Sequence[Said], *, things: bool
) -> tuple[str, bool]:
    """The question with names for its pronouns, and whether one is still open.

    Args:
        question: as asked.
        cased: the same with names in capitals.
        earlier: the turns before, oldest first.
        things: whether a name may take the place of "it" and "they". They mean what happened as
            often as what was named, so that a name alone can lose what was talked about.
    """
    idle = [match.span() for match in _IDLE_IT.finditer(cased)]
    written, reached, settled, still_open = "", 0, set[_Meant](), False
    for match in _PRONOUN.finditer(cased):
        meant = _PRONOUNS[match.group().lower()]
        if meant in settled or any(start <= match.start() < end for start, end in idle):
            continue
        if _named_before(cased, match, meant, earlier):
            settled.add(meant)
            continue
        name = _likeliest(meant, earlier) if meant == "person" or things else None
        if name is None:
            still_open = True
            continue
        settled.add(meant)
        written += question[reached : match.start()] + _in_form(name, question, match)
        reached = match.end()
    return written + question[reached:], still_open


def _named_before(
    question: str, match: re.Match[str], meant: _Meant, earlier: Sequence[Said]
) -> bool:
    """Whether the question itself says, before a pronoun, what it may mean."""
    before = question[: match.start()]
    if _ASKS_FOR_OBJECT.match(before) or _ASKED_FOR.match(before):
        return False
    subject = _SUBJECT.search(before)
    named = [
        name.text
        for name in proper_names(before)
        if (meant != "person" or name.person >= 0)
        and (meant == "person" or not _is_known_person(name.text, earlier))
    ]
    candidates = (
        len(named) + len(_NOUN.findall(before)) + (meant != "thing") * len(_WHO.findall(before))
    )
    if subject and not proper_names(f"is {subject['subject']}"):
        candidates += 1
    if _OBJECT.match(question, match.start()) and not _CLAUSE.search(before.lstrip()[4:]):
        # "Why did Scholz dismiss him" is about two people.
        return candidates > 1
    return candidates > 0


def _is_known_person(name: str, earlier: Sequence[Said]) -> bool:
    return any(
        known.person > 0 and len(known.text.split()) > 1 and name in known.text.split()
        for said in earlier
        for known in proper_names(said.answer)
    )


def _in_form(name: str, question: str, match: re.Match[str]) -> str:
    word = match.group().lower()
    possessive = word in _ALWAYS_POSSESSIVE or (
        word == "her" and _HER_NOUN.match(question, match.end()) is not None
    )
    return f"{name}'s" if possessive else name


def _likeliest(meant: _Meant, earlier: Sequence[Said]) -> str | None:
    for said in reversed(earlier):
        asked = proper_names(said.question) or proper_names(said.understood)
        chosen = (
            _asked_about(asked, said.answer) or _person_of(said.answer)
            if meant == "person"
            else _thing(meant, asked)
        )
        if chosen is not None:
            return chosen
    return None


def _asked_about(names: Sequence[ProperName], answer: str) -> str | None:
    """The person that a question names; what the answer says of them counts too."""
    known = proper_names(answer)

    def evidence(name: ProperName) -> int:
        same = [other.person for other in known if name.text.split()[-1] in other.text.split()]
        return name.person + max((max(same), min(same)), key=abs) if same else name.person

    best = max((name for name in names if evidence(name) >= 0), key=evidence, default=None)
    return _spelled(best) if best else None


def _person_of(answer: str) -> str | None:
    """The person an answer speaks of most; of several, the first."""
    persons = [name for name in proper_names(answer) if name.person > 0]

    def mentions(name: ProperName) -> int:
        return len(re.findall(rf"\b{re.escape(name.text.split()[-1])}\b", answer))

    # `max` keeps the first of equals.
    best = max(persons, key=mentions, default=None)
    return best.text if best else None


def _thing(meant: _Meant, names: Sequence[ProperName]) -> str | None:
    if meant == "several":
        persons = list(dict.fromkeys(name.text for name in names if name.person > 0))
        if len(persons) == 2:
            return " and ".join(persons)
    if len(names) == 1 and names[0].person < 2:
        return _spelled(names[0])
    things = [name for name in names if name.person < 0]
    return _spelled(things[-1]) if things else None


def _spelled(name: ProperName) -> str:
    return f"the {name.text}" if name.the else name.text
