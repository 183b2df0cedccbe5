"""The lines of printed pages: headers and footers dropped, paragraphs and words put together.

Pure: positions are in points from the page's lower left corner, as PDF counts them.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from index.readers.hyphens import Hyphens, is_divided
from index.readers.paragraphs import runs_on
from index.readers.text import is_head

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_EDGE = 3  # lines at the top and at the bottom of a page, among which headers and footers are
_SAME_HEIGHT = 12  # points by which a header's place differs from page to page
_APART = 1.6  # sizes of type from a header to the text
_SHARE = 1 / 3  # of the pages: a header may stand on every other one, or begin with the second
_SAME_SIZE = 0.08  # sizes that differ by less are one
_HEADING = 1.15  # times the text's size
_TITLE_WORDS = 4  # a shorter line in large type may be the outlet's name or a section's
_GAP = 1.25  # times the usual distance of lines: a paragraph begins
_ENOUGH = 3  # distances that show what is usual on a page
_LEADING = 1.35  # sizes of type from line to line, where the page does not show it
_INDENT = (0.6, 4)  # sizes of type by which the first line of a paragraph is moved in
_SENTENCE_END = re.compile(r"[.!?:…][\"'”’»)\]]*$")
_NUMBER = re.compile(
    r"\W*(?:(?:page|pg\.?|p\.|seite|página|pagina|sivu|side|strona)\s*)?\d{1,4}"
    r"(?:\s*(?:/|of|von|de|sur|di|van|z|av)\s*\d{1,4})?\W*",
    re.IGNORECASE,
)
# What browsers print at the top and at the bottom of a page.
_PRINTED = re.compile(r"(?P<url>[a-z]+:\S+)\s+\d{1,4}\s*/\s*\d{1,4}")
_PRINTED_AT = re.compile(
    r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4},? \d{1,2}[:.]\d{2}(?: ?[AP]M)?(?: \S.*)?", re.IGNORECASE
)
_HEAD = 12  # paragraphs, among which the headline stands
_LONGEST_TITLE = 25  # words; a paragraph of more ends the head
_PROSE_WORDS = 9  # what is shorter, above the headline, names the outlet or a section


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page; `size` is that of its type, in points."""

    text: str
    x: float
    y: float
    size: float


@dataclass(frozen=True, slots=True)
class Printed:
    """What pages hold besides headers, footers, and what stands above the headline."""

    paragraphs: list[str]
    headline: str = ""
    """The paragraph in the largest type at the beginning, empty where nothing stands out."""
    url: str = ""
    """The address that a browser printed at the foot of the pages."""


def read_lines(pages: Sequence[Sequence[Line]]) -> Printed:
    """Put the lines of pages together."""
    url = _printed_url(pages)
    kept = without_running(pages)
    lines = [line for page in kept for line in page]
    if not lines:
        return Printed([], url=url)
    hyphens = Hyphens(line.text for line in lines)
    blocks = _with_initials(_blocks(kept), hyphens)
    paragraphs = [hyphens.join([line.text for line in block]) for block in blocks]
    headline = _headline(blocks, paragraphs, _HEADING * _text_size(lines))
    if headline is None:
        return Printed(paragraphs, url=url)
    above = [
        text for text in paragraphs[:headline] if is_head(text) or len(text.split()) >= _PROSE_WORDS
    ]
    return Printed([*above, *paragraphs[headline:]], paragraphs[headline], url)


def _headline(
    blocks: Sequence[Sequence[Line]], paragraphs: Sequence[str], size: float
) -> int | None:
    """The number of the paragraph in the largest type at the beginning, at least of that size."""
    large = [
        number
        for number, block in enumerate(blocks[:_HEAD])
        if block[0].size >= size and len(paragraphs[number].split()) >= _TITLE_WORDS
    ]
    return max(large, key=lambda number: blocks[number][0].size, default=None)


def _printed_url(pages: Iterable[Iterable[Line]]) -> str:
    found = (_PRINTED.fullmatch(line.text) for page in pages for line in page)
    url = next((match["url"] for match in found if match), "")
    return url if url.startswith("http") and not url.endswith(("…", "...")) else ""


def without_running(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The pages without what repeats at their tops and bottoms, and without page numbers."""
    seen: defaultdict[str, list[tuple[int, Line]]] = defaultdict(list)
    ordered = [sorted(page, key=lambda line: -line.y) for page in pages]
    for number, lines in enumerate(ordered):
        for line in {*lines[:_EDGE], *lines[-_EDGE:]}:
            seen[_key(line)].append((number, line))

    def is_running(line: Line) -> bool:
        return _is_number(line) or _repeats(line, seen[_key(line)], len(pages))

    kept = []
    for page, by_height in zip(pages, ordered, strict=True):
        running = {*_outer(by_height, is_running), *_outer(by_height[::-1], is_running)}
        kept.append([line for line in page if line not in running])
    return kept


def _outer(lines: Sequence[Line], is_running: Callable[[Line], bool]) -> Sequence[Line]:
    """The running lines with which a page begins, seen from its edge, up to the last that is apart.

    Text may repeat too, but no gap and no other type sets it apart from what follows.
    """
    end = 0
    for number, line in enumerate(lines[:_EDGE], 1):
        if not is_running(line):
            break
        inner = lines[number] if number < len(lines) else None
        if (
            inner is None
            or not _same_size(line, inner)
            or abs(line.y - inner.y) > _APART * line.size
        ):
            end = number
    return lines[:end]


def _is_number(line: Line) -> bool:
    return any(form.fullmatch(line.text) for form in (_NUMBER, _PRINTED, _PRINTED_AT))


def _key(line: Line) -> str:
    return re.sub(r"\d+", "#", line.text.casefold())


def _repeats(line: Line, same: Iterable[tuple[int, Line]], pages: int) -> bool:
    """Whether the line stands at the same place, in the same type, on enough pages.

    The type, because a headline may be repeated at the top of the pages that follow.
    """
    on = {
        page
        for page, other in same
        if abs(other.y - line.y) <= _SAME_HEIGHT and _same_size(other, line)
    }
    return len(on) >= max(2, _SHARE * pages)


def _blocks(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The lines of each paragraph; one that a page or a column ends in goes on in the next."""
    blocks: list[list[Line]] = []
    in_head = True
    layouts = [_Layout(page) for page in pages]
    marks = [layout.marks(page) for layout, page in zip(layouts, pages, strict=True)]
    indented, apart = (sum(counts) for counts in zip(*marks, strict=True))
    are_indented = indented >= _ENOUGH and indented > apart
    for page, layout in zip(pages, layouts, strict=True):
        for number, line in enumerate(page):
            before = blocks[-1][-1] if blocks else None
            if (
                before is None
                or layout.begins(before, line, is_first=number == 0, are_indented=are_indented)
                or (in_head and (is_head(line.text) or is_head(before.text)))
            ):
                blocks.append([line])
            else:
                blocks[-1].append(line)
            in_head = in_head and sum(map(_words, blocks[-1])) <= _LONGEST_TITLE
    return blocks


def _with_initials(blocks: list[list[Line]], hyphens: Hyphens) -> list[list[Line]]:
    """The paragraphs, to which a large first letter set apart is given back."""
    whole: list[list[Line]] = []
    for block in blocks:
        first = block[0]
        initial = whole[-1][0].text if whole else ""
        if len(initial) == 1 and initial.isupper() and first.text[0].islower():
            # "A" and "I" are words too.
            space = " " if hyphens.knows(first.text.split()[0]) and initial in "AIO" else ""
            whole[-1] = [replace(first, text=f"{initial}{space}{first.text}"), *block[1:]]
        else:
            whole.append(block)
    return whole


def _words(line: Line) -> int:
    return len(line.text.split())


class _Layout:
    """What is usual on a page: the distance of lines, where they begin, how long they are."""

    def __init__(self, page: Sequence[Line]) -> None:
        gaps: defaultdict[float, list[float]] = defaultdict(list)
        for before, line in pairwise(page):
            if _same_size(before, line) and 0.5 * line.size < before.y - line.y < 3 * line.size:
                gaps[round(line.size)].append(before.y - line.y)
        # The lower quartile: among short paragraphs every other distance may be one between two.
        self._gaps = {
            size: sorted(found)[len(found) // 4]
            for size, found in gaps.items()
            if len(found) >= _ENOUGH
        }
        self._lefts = Counter(round(line.x) for line in page)
        lengths: defaultdict[float, list[int]] = defaultdict(list)
        for line in page:
            lengths[round(line.size)].append(len(line.text))
        self._widths = {
            size: sorted(found)[round(0.9 * (len(found) - 1))] for size, found in lengths.items()
        }

    def begins(self, before: Line, line: Line, *, is_first: bool, are_indented: bool) -> bool:
        """Whether a line begins a paragraph, on pages whose paragraphs are all indented or not."""
        if not _same_size(before, line):
            return True
        if is_first or not _is_next(before, line):  # another page or column
            may_begin = bool(_SENTENCE_END.search(before.text)) and not line.text[0].islower()
            return may_begin and (self._is_indented(line) or not are_indented)
        return self._is_apart(before, line) or self._is_indented(line) or self._ends(before, line)

    def marks(self, page: Sequence[Line]) -> tuple[int, int]:
        """How many paragraphs of the page their first line marks, and how many their distance."""
        next_to = [(before, line) for before, line in pairwise(page) if _is_next(before, line)]
        indented = sum(
            self._is_indented(line) and not self._is_indented(before) for before, line in next_to
        )
        return indented, sum(self._is_apart(before, line) for before, line in next_to)

    def _is_apart(self, before: Line, line: Line) -> bool:
        return before.y - line.y > _GAP * self._gaps.get(round(line.size), _LEADING * line.size)

    def _ends(self, before: Line, line: Line) -> bool:
        """Whether the line before is too short to be followed in its paragraph."""
        goes_on = line.text[0].islower() or is_divided(before.text)
        width = self._widths.get(round(line.size), 0)
        return not goes_on and not runs_on(before.text, line.text, width)

    def _is_indented(self, line: Line) -> bool:
        least, most = _INDENT
        left = max(
            (x for x in self._lefts if line.x - most * line.size <= x <= line.x + 1),
            key=lambda x: self._lefts[x],
            default=line.x,
        )
        return line.x - left >= least * line.size


def _is_next(before: Line, line: Line) -> bool:
    """Whether a line stands under the one before, in its column."""
    return _same_size(before, line) and 0 < before.y - line.y < 3 * line.size


def _same_size(one: Line, other: Line) -> bool:
    return abs(one.size - other.size) <= _SAME_SIZE * max(one.size, other.size)


def _text_size(lines: Sequence[Line]) -> float:
    """The size of most of the text."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    return max(sizes, key=lambda size: sizes[size])
