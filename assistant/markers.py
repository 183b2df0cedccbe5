"""Citation markers in what a chat model writes, read from a stream.

Models are asked for [1]; some write [1, 2], [1-3], [[1]], [^1], 【1†source】, [Passage 1] or (1).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Collection


@dataclass(frozen=True, slots=True)
class Text:
    """A stretch of text without markers."""

    text: str


@dataclass(frozen=True, slots=True)
class Marker:
    """What a statement rests on: the passages' numbers in the prompt, at least one."""

    ids: tuple[int, ...]


Piece: TypeAlias = Text | Marker

_LONGEST_HELD = 80
_LONGEST_LINK = 400
_LONGEST_RANGE = 50

# No "article" or "section": "(Article 5)" is a treaty's.
_LABELS = ("passage", "passages", "source", "sources", "ref", "refs", "reference", "references")
_LABEL_PREFIXES = "|".join(
    sorted({word[:end] for word in (*_LABELS, "and") for end in range(1, len(word) + 1)}, key=len)
)
_DASH = r"\-‐‑–—"
# A superset of every marker's inside, each of whose prefixes matches too.
_INSIDE = rf"(?:{_LABEL_PREFIXES}|[\d ,;:、&^#.{_DASH}])*(?:†[^\]】\n]*)?"
_LINK = r"\((?:[^\s()]*\)?)?"
_PARTIAL = re.compile(
    rf"[ \t\u00a0]*(?:\[\[{_INSIDE}(?:\](?:\](?:{_LINK})?)?)?|\[{_INSIDE}(?:\](?:{_LINK})?)?"
    rf"|【{_INSIDE}】?|\({_INSIDE}\)?)?",
    re.IGNORECASE,
)

_ITEM = rf"\^?#?\d{{1,3}}(?:\s*[{_DASH}]\s*\d{{1,3}})?(?::\d{{1,3}}(?=†))?(?:†[^\]】\n]*)?"
_LABEL = rf"(?:(?:{'|'.join(_LABELS)})[.:]?\s*)?"
_LIST = rf"\s*{_LABEL}{_ITEM}(?:(?:\s*(?:[,;、&]|and)+\s*|\s+){_LABEL}{_ITEM})*\s*"
_TARGET = r"\((?:https?:|www\.|#|/)[^\s()]*\)"
_COMPLETE = re.compile(
    rf"[ \t\u00a0]*(?:\[\[(?P<double>{_LIST})\]\](?P<link2>{_LINK})?"
    rf"|\[(?P<square>{_LIST})\](?P<link1>{_LINK})?"
    rf"|【(?P<lenticular>{_LIST})】|\((?P<round>{_LIST})\))",
    re.IGNORECASE,
)
_NUMBERS = re.compile(rf"(\d+)(?:\s*[{_DASH}]\s*(\d+))?(?::\d+)?(?:†[^,;]*)?")
_BARE = re.compile(r"[\d\s,;&^#]+")

_BULLET = re.compile(r"\s*(?:[-*+•>#]+\s*)*$")
_ENUMERATES = re.compile(r"(?:[:,;—–]|\b(?:and|or))\s*$", re.IGNORECASE)
_ENDED = re.compile(r"[.!?…\"”’»]$")


class MarkerParser:
    """Splits a stream of text into text and markers, the same however the stream is cut.

    What may be the beginning of a marker is held back, 400 characters at most. Markers inside
    code are text. Numbers that no passage has are dropped, and a marker with them when it has
    no other. White space before a marker goes with it, and so does an address behind it, as in
    [1](https://...). Bare numbers in round brackets are markers only at the end of a clause,
    when each is a passage's, and when the text has no other markers so far: "(1) ..., (2) ..."
    enumerates, "(2022)" is a year, "(3-1)" a score.
    """

    def __init__(self, ids: Collection[int]) -> None:
        self._ids = frozenset(ids)
        self._held = ""
        self._line = ""
        """The end of the current line, up to what is held."""
        self._marked = False
        """Whether the last piece was a marker."""
        self._squared = False
        """Whether there was a marker other than in round brackets."""
        self._run = ""
        """Backticks or tildes just read."""
        self._run_opens_line = False
        self._fence = ""
        self._inline = 0
        self._pieces: list[Piece] = []

    def feed(self, delta: str) -> list[Piece]:
        """Read on, and return what is certain by now."""
        for character in delta:
            self._read(character)
        return self._take()

    def close(self) -> list[Piece]:
        """Return what was held back; nothing may be fed afterwards."""
        self._settle("")
        return self._take()

    def _take(self) -> list[Piece]:
        pieces, self._pieces = self._pieces, []
        return pieces

    def _read(self, character: str) -> None:
        if self._run and character != self._run[0]:
            self._end_run()
        if self._fence or self._inline or character in "`~":
            self._settle(character)
            self._read_code(character)
            return
        held = self._held + character
        longest = _LONGEST_LINK if "](" in held else _LONGEST_HELD
        if len(held) <= longest and _PARTIAL.fullmatch(held):
            self._held = held
            return
        self._settle(character)
        if _PARTIAL.fullmatch(character):
            self._held = character
        else:
            self._write(character)

    def _read_code(self, character: str) -> None:
        if character in "`~":
            if not self._run:
                self._run_opens_line = not self._line.strip()
            self._run += character
        self._write(character)

    def _end_run(self) -> None:
        """Open or close code, now that the length of the run is known."""
        run, self._run = self._run, ""
        if self._fence:
            if self._run_opens_line and run.startswith(self._fence):
                self._fence = ""
        elif self._inline:
            if len(run) == self._inline and run[0] == "`":
                self._inline = 0
        elif self._run_opens_line and len(run) >= 3:
            self._fence = run
        elif run[0] == "`":
            self._inline = len(run)

    def _write(self, text: str) -> None:
        if self._pieces and isinstance(last := self._pieces[-1], Text):
            self._pieces[-1] = Text(last.text + text)
        else:
            self._pieces.append(Text(text))
        self._marked = False
        self._line = (self._line + text)[-32:]
        if text.endswith("\n"):
            self._line = ""
            # A stray backtick must not hide the markers of what follows.
            self._inline = 0

    def _settle(self, following: str) -> None:
        """Decide on what is held, knowing the character that follows it ("" at the end)."""
        held, self._held = self._held, ""
        if not held:
            return
        found = _COMPLETE.fullmatch(held)
        if found is None or (found["round"] and not self._is_citation(found["round"], following)):
            self._write(held)
            return
        inside = found["round"] or found["square"] or found["double"] or found["lenticular"]
        if ids := self._known(inside):
            self._pieces.append(Marker(ids))
            self._marked = True
            self._squared |= not found["round"]
        link = found["link1"] or found["link2"] or ""
        if link and not re.fullmatch(_TARGET, link, re.IGNORECASE):
            self._write(link)

    def _known(self, inside: str) -> tuple[int, ...]:
        return tuple(dict.fromkeys(n for n in _listed(inside) if n in self._ids))

    def _is_citation(self, inside: str, following: str) -> bool:
        if not all(number in self._ids for number in _listed(inside)):
            return False
        if re.search(r"[A-Za-z†]", inside):
            return True
        if self._squared or not _BARE.fullmatch(inside):
            return False
        if self._marked or _ENDED.search(self._line):
            return True
        if _BULLET.fullmatch(self._line) or _ENUMERATES.search(self._line):
            return False
        return following in ("", "\n") or following in ".,;!?[【("


def _listed(inside: str) -> list[int]:
    numbers: list[int] = []
    for first, last in _NUMBERS.findall(inside):
        start, end = int(first), int(last or first)
        if 0 <= end - start <= _LONGEST_RANGE:
            numbers.extend(range(start, end + 1))
        else:
            numbers.extend((start, end))
    return numbers
