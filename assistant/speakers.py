"""Who says a quotation: in a written sentence, and in the article that has the words."""

from __future__ import annotations

import re

from assistant import verbatim
from assistant.proper_names import ProperName, proper_names
from index.sentences import split_sentences

_SAYS = (
    r"(?:said|says|say|told|tells|added|adds|wrote|writes|warned|warns|announced|announces|called|"
    r"calls|argued|argues|stressed|insisted|insists|described|describes|declared|declares|"
    r"promised|vowed|replied|asked|urged|stated|states|noted|notes|tweeted|explained|claimed)"
)
_SAYS_WORD = re.compile(rf"\b{_SAYS}\b", re.IGNORECASE)
_SAYS_AFTER = re.compile(rf"(?:,[^,]*,|,)?\s+(?:\w+\s+)?{_SAYS}\b", re.IGNORECASE)
_SAYS_BEFORE = re.compile(
    rf"(?i:\b{_SAYS}|\baccording to|\bin the words of|\bby)\s+(?:(?:the|a|an|[a-z]+)\s+){{0,5}}"
    r"(?:(?:[A-Z][a-z]+\s+){0,3})$"
)


def speakers(sentence: str) -> list[str]:
    """Return who a written sentence says is speaking, outside of its quotations."""
    return [name.text for name in _speakers(sentence)]


def confirmed(sentence: str, text: str) -> bool | None:
    """Whether `text` gives the quotation in `sentence` to the speaker whom `sentence` names.

    None where the sentence names no speaker, the quotation is not in the text, or the text does
    not tell: a passage may begin with the quotation. The quotation's own sentence tells first; a
    pronoun in it stands for whom the sentence before names first.
    """
    named = _speakers(sentence)
    spans = split_sentences(text, "")
    found = [
        span
        for quoted in verbatim.quotations(sentence)
        if (span := verbatim.find(quoted.text, text))
    ]
    at = [
        i
        for i, (start, end) in enumerate(spans)
        if found and start < found[0][1] and end > found[0][0]
    ]
    if not named or not at:
        return None
    own = _outside(text[spans[at[0]][0] : spans[at[-1]][1]])
    said_by = proper_names(own) if _SAYS_WORD.search(own) else []
    if not said_by and at[0]:
        said_by = proper_names(text[slice(*spans[at[0] - 1])])[:1]
    if not said_by:
        return None
    told = {word for name in said_by for word in name.text.split()}
    return any(told & set(name.text.split()[-1:]) for name in named)


def teller(sentence: str, told: str) -> str:
    """Return who, by `told`, says what `sentence` has another say in its own words; "" if none.

    Both must name a speaker; a speaker of `sentence` who is named anywhere in `told` may be right.
    """
    if verbatim.quotations(sentence):
        return ""
    named = [
        name
        for name in proper_names(sentence)
        if _SAYS_AFTER.match(sentence, name.start + len(name.text))
    ]
    said_by = _speakers(told)
    words = set(re.findall(r"\w+", told))
    if not named or not said_by or any(name.text.split()[-1] in words for name in named):
        return ""
    return said_by[0].text


def _speakers(text: str) -> list[ProperName]:
    """Who is said to speak in a sentence, outside of its quotations."""
    outside = _outside(text)
    return [
        name
        for name in proper_names(outside)
        if _SAYS_AFTER.match(outside, name.start + len(name.text))
        or _SAYS_BEFORE.search(outside[: name.start])
    ]


def _outside(text: str) -> str:
    """The text with blanks for its quotations."""
    for quoted in verbatim.quotations(text):
        blank = " " * (min(quoted.closes + 1, len(text)) - quoted.opens)
        text = text[: quoted.opens] + blank + text[quoted.opens + len(blank) :]
    return text
