"""Bylines to the names of authors."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping

_BY = re.compile(r"^(?:written\s+)?by(?:\s*:|\s)\s*", re.IGNORECASE)
_HARD_BREAK = re.compile(r"\s*[;|\n]\s*|,\s*and\s+|\s+[/&]\s+")
_AND = re.compile(r"\s+and\s+")
_COMMA = re.compile(r"\s*,\s*")
_SUFFIX = re.compile(r",\s*((?:jr|sr|ii|iii|iv|md|m\.d|ph\.?d|esq)\b\.?)", re.IGNORECASE)
# Words of institutions: "Ministry of Trade and Industry" is one author.
_INSTITUTION = re.compile(r"\b(?:of|for|the|department|ministry|office|institute)\b", re.IGNORECASE)
_MAIL_WITH_NAME = re.compile(r"\S+@\S+\s+\((.+)\)")
_ADDRESS = re.compile(r"https?://|www\.|@\S+\.\S", re.IGNORECASE)
_NOBODY = frozenset(
    {"admin", "administrator", "webmaster", "none", "null", "nan", "n/a", "unknown"}
)
_LONGEST = 100  # characters of a name


def author_names(value: object) -> tuple[str, ...]:
    """The names in an author field, each once, in order.

    The field may be text ("By A and B", "A; B", "a@example.org (A)", a list printed as text), an
    object with a name, or a list of these.
    """
    names = [" ".join(name.split()).strip(" ,;:-") for name in _names(value)]
    kept = list(dict.fromkeys(name for name in names if _is_name(name)))
    if len(kept) > 2:
        # Crawlers put the whole byline, without its commas, before the names it is made of.
        whole, parts = kept[0], kept[1:]
        if sorted(whole.split()) == sorted(" ".join(parts).split()):
            kept = parts
    return tuple(kept)


def _names(value: object) -> list[str]:
    match value:
        case str():
            return _from_text(value.strip())
        case Mapping():
            return _names(value.get("name"))
        case list() | tuple():
            return [name for item in value for name in _names(item)]
        case _:
            return []


def _from_text(text: str) -> list[str]:
    if text.startswith("[") and text.endswith("]"):
        listed = _printed_list(text)
        if listed is not None:
            return _names(listed)
    with_mail = _MAIL_WITH_NAME.fullmatch(text)
    if with_mail:
        text = with_mail.group(1)
    text = _SUFFIX.sub(r" \1", _BY.sub("", text))
    return [
        name
        for group in _HARD_BREAK.split(text)
        for listed in _split_commas(group)
        for name in _split_and(listed)
    ]


def _printed_list(text: str) -> list[object] | None:
    """A list as Python or JSON prints it, which is how tables hold several authors."""
    try:
        value = ast.literal_eval(text)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return None
    return value if isinstance(value, list) else None


def _split_commas(group: str) -> list[str]:
    """Split at commas, except "Family name, Given name"."""
    parts = _COMMA.split(group)
    return parts if len(parts) != 2 or " " in parts[0] else [group]


def _split_and(listed: str) -> list[str]:
    return [listed] if _INSTITUTION.search(listed) else _AND.split(listed)


def _is_name(name: str) -> bool:
    return (
        0 < len(name) <= _LONGEST
        and name.casefold() not in _NOBODY
        and not _ADDRESS.search(name)
        and any(map(str.isalpha, name))
    )
