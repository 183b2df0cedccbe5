"""Words divided at the ends of lines, put together again."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_SOFT = "\u00ad"
_DIVIDED = re.compile(r"(?P<before>[^\W\d_][\w'’-]*)[-\u2010]$")
_REST = re.compile(r"[^\W\d_][\w'’]*")
_SUSPENDED = re.compile(r"(?:and|or|to|und|oder|et|ou|y|o|e)\b")  # "pre- and post-war"
_WORD = re.compile(r"[^\W\d_][\w'’]*(?:[-\u2010][^\W\d_][\w'’]*)*(?![\w\u00ad\u2010-])")
# First parts that are words of their own and keep their hyphen more often than not.
_FIRST = frozenset(
    "all anti best co cross double ex far fast first five former four free front full half"
    " hard high large left long low mid middle multi next nine non north old one part post"
    " pre pro quasi right second self semi seven short single six small so south ten third"
    " three top two up vice well west world worst year zero".split()
)


def is_divided(line: str) -> bool:
    """Whether a line ends in the midst of a word."""
    return line.endswith(_SOFT) or _DIVIDED.search(line) is not None


class Hyphens:
    """Decides, from a whole text, which hyphens at the ends of its lines belong to the word."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._words = Counter(
            word.group().casefold().replace("\u2010", "-")
            for line in lines
            for word in _WORD.finditer(line)
        )

    def knows(self, word: str) -> bool:
        """Whether the text holds a word more than once."""
        return self._words[word.casefold()] > 1

    def join(self, lines: Sequence[str]) -> str:
        """One paragraph of its lines."""
        joined = ""
        for line in lines:
            joined = self._joined(joined, line) if joined else line
        return joined.replace(_SOFT, "")

    def _joined(self, text: str, line: str) -> str:
        if text.endswith(_SOFT):
            return text[:-1] + line
        divided = _DIVIDED.search(text)
        rest = _REST.match(line)
        if not divided or _SUSPENDED.match(line):
            return f"{text} {line}"
        if rest and self._is_one_word(divided["before"], rest.group()):
            return text[:-1] + line
        return text + line

    def _is_one_word(self, before: str, rest: str) -> bool:
        """Whether the hyphen was put in to divide a word.

        As the rest of the text writes the word; without an example, a hyphen before a capital or
        after a part that often has one stays ("Anglo-Saxon", "well-known").
        """
        part = before.rpartition("-")[2].casefold()
        whole, hyphenated = f"{before}{rest}".casefold(), f"{before}-{rest}".casefold()
        if self._words[whole] != self._words[hyphenated]:
            return self._words[whole] > self._words[hyphenated]
        if not rest[0].islower() or "-" in before or part in _FIRST:
            return False
        return not (self._words[part] and self._words[rest.casefold()])
