"""The conversation as HTML for the page: pure functions, everything from outside escaped.

A reply goes into a Gradio chat message, which reads Markdown: it is one HTML block without a line
break, and Markdown leaves such a block alone. A marker links to its quote, marked in its passage
(`assistant.page.cards`), by the id `source-<turn>-<number>`, the quote's card back to the first
marker by `cite-<turn>-<number>`.
"""

from __future__ import annotations

import re
from datetime import timedelta
from html import escape
from typing import TYPE_CHECKING

from assistant.coverage import day, said_by
from assistant.inert import escapes, inert, readable
from assistant.markup import marked_up

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from assistant.types import Answer, Citation, Period, Sentence, Understood

_MARKER = re.compile(r" ?\[(\d{1,3})\]")
_MARKERS = r" ?(?:\[\d{1,3}\])+"
# Private-use characters that mark a span of text while Markdown is made HTML of it.
_OPEN, _CLOSE = "\ue000", "\ue001"
_FLAGGED = re.compile(f"{_OPEN}([^{_OPEN}{_CLOSE}]*){_CLOSE}(\\d+){_CLOSE}")
_RESERVED = re.compile(f"[{_OPEN}{_CLOSE}]")
_TAG = re.compile(r"<(/?)(?!br\b)(\w+)")


def question_html(question: str) -> str:
    """A reader's question, as typed."""
    return f'<div class="asked">{_lines(question)}</div>'


def message_html(text: str, *, alert: bool = False) -> str:
    """A plain message in place of an answer; an alert says that something went wrong."""
    attributes = 'class="reply problem" role="alert"' if alert else 'class="reply"'
    return f"<div {attributes}><p>{_lines(text)}</p></div>"


def draft_html(text: str, status: str, *, written: bool) -> str:
    """An answer under way: what there is of it, its markers not links yet, and what is done now.

    Args:
        text: the answer so far.
        status: what is being done.
        written: whether a chat model writes it, in Markdown.
    """
    body = _MARKER.sub(_draft_marker, marked_up(text) if written else _paragraphs(readable(text)))
    working = f'<p class="working" role="status">{one_line(status)}…</p>' if status else ""
    return f'<div class="reply draft">{body}{working}</div>'


def reply_html(answer: Answer, turn: int, *, is_last: bool = False) -> str:
    """An answer with its notice, markers, what was not supported, and what it rests on.

    Args:
        answer: what to show.
        turn: its number in the conversation, for the ids.
        is_last: whether nothing follows it.
    """
    marker = _Marker(answer.citations, turn)
    rest: Sequence[Sentence] = ()
    if not answer.answered:
        body = _paragraphs(readable(answer.text))
    elif answer.model:
        body, rest = _written(answer, marker)
    else:
        body = "".join(_quoted(sentence, marker) for sentence in answer.sentences)
    parts = (
        f'<p class="notice">{_lines(answer.notice)}</p>' if answer.notice else "",
        body,
        "".join(_left_over(sentence) for sentence in rest),
        _chips(answer.understood, turn, is_last=is_last),
        _basis(answer),
    )
    kind = "reply" if answer.answered else "reply unanswered"
    return f'<div class="{kind}">{"".join(parts)}</div>'


class _Marker:
    """Markers of one answer: links to the quotes they stand for, a number's first one with id."""

    def __init__(self, citations: Iterable[Citation], turn: int) -> None:
        self.citations = {citation.number: citation for citation in citations}
        self._turn = turn
        self._seen: set[int] = set()

    def __call__(self, match: re.Match[str]) -> str:
        """The link; a number that no citation has stays text."""
        citation = self.citations.get(int(match[1]))
        return self.link(citation) if citation else match[0]

    def link(self, citation: Citation) -> str:
        """The link to a citation's quote."""
        key = f"{self._turn}-{citation.number}"
        identity = "" if citation.number in self._seen else f'id="cite-{key}" '
        self._seen.add(citation.number)
        return (
            f'<a class="cite" {identity}href="#source-{key}" aria-label="Source {citation.number}">'
            f"{citation.number}</a>"
        )


def _draft_marker(match: re.Match[str]) -> str:
    return f'<span class="cite">{match[1]}</span>'


def _quoted(sentence: Sentence, marker: _Marker) -> str:
    """A sentence of an answer made of quotes: the quote, outlet and date, marker."""
    cited = [marker.citations[number] for number in sentence.citations]
    told = "; ".join(dict.fromkeys(map(said_by, cited)))
    by = f'<span class="by">{one_line(told)}</span>' if told else ""
    links = "".join(map(marker.link, cited))
    return f'<p class="quote">{one_line(sentence.text)}{links}{by}</p>'


def _written(answer: Answer, marker: _Marker) -> tuple[str, list[Sentence]]:
    """A chat model's text, and the unsupported sentences that could not be marked in it."""
    text = _RESERVED.sub("", answer.text)
    plain, offsets = _without_markers(text, answer.citations)
    escaping = escapes(text)
    found: list[tuple[int, int, int]] = []
    rest: list[Sentence] = []
    position = 0
    for number, sentence in enumerate(answer.sentences):
        start = plain.find(sentence.text, position)
        if start >= 0:
            position = start + len(sentence.text)
        if sentence.supported or not answer.flags_unsupported:
            continue
        if start < 0 or not sentence.text:
            rest.append(sentence)
        else:
            # A backslash belongs to what it escapes.
            begin = offsets[start] - (offsets[start] - 1 in escaping)
            found.append((begin, offsets[position - 1] + 1, number))
    for begin, end, number in reversed(found):
        text = f"{text[:begin]}{_OPEN}{text[begin:end]}{_CLOSE}{number}{_CLOSE}{text[end:]}"

    def flag(match: re.Match[str]) -> str:
        inside, sentence = match[1], answer.sentences[int(match[2])]
        # A sentence that begins or ends inside emphasis can't be one element.
        if not _is_whole(inside):
            return inside + _reason(sentence)
        return f'<span class="unsupported">{inside}</span>{_reason(sentence)}'

    html = _FLAGGED.sub(flag, marked_up(text))
    html = _MARKER.sub(marker, html)
    return re.sub(f"{_CLOSE}\\d+{_CLOSE}|{_OPEN}", "", html), rest


def _is_whole(html: str) -> bool:
    """Whether every element that begins in a piece of HTML ends in it, and the reverse."""
    open_tags: list[str] = []
    for closes, tag in _TAG.findall(html):
        if not closes:
            open_tags.append(tag)
        elif not open_tags or open_tags.pop() != tag:
            return False
    return not open_tags


def _without_markers(text: str, citations: Sequence[Citation]) -> tuple[str, list[int]]:
    """Text without markers, attributions and escapes, and for each character left its offset."""
    told = {inert(said_by(cited)) for cited in citations} - {""}
    by = "|".join(map(re.escape, sorted(told, key=len, reverse=True)))
    markers = re.compile(rf"(?: \((?:{by})(?:; (?:{by}))*\))?{_MARKERS}" if by else _MARKERS)
    marked = {at for match in markers.finditer(text) for at in range(match.start(), match.end())}
    marked |= escapes(text)
    offsets = [at for at in range(len(text)) if at not in marked]
    return "".join(text[at] for at in offsets), offsets


def _reason(sentence: Sentence) -> str:
    reason = f": {one_line(sentence.reason)}" if sentence.reason else ""
    # Square brackets would make a marker of a number in the reason.
    return f' <span class="flag">Not supported{reason.replace("[", "&#91;")}</span>'


def _left_over(sentence: Sentence) -> str:
    return f'<p><span class="unsupported">{one_line(sentence.text)}</span>{_reason(sentence)}</p>'


def _basis(answer: Answer) -> str:
    """What the answer rests on, and who wrote it."""
    writer = f"Written by {answer.model}" if answer.model else ""
    line = " · ".join(part for part in (answer.coverage, writer) if part)
    return f'<p class="coverage">{one_line(line)}</p>' if line else ""


def _chips(understood: Understood, turn: int, *, is_last: bool) -> str:
    """What was understood from the question beside what it asks; that of the last can be left out.

    Leaving it out asks the question again, see `assistant.page.actions`.
    """
    chips: list[tuple[str, str]] = []
    if understood.standalone != understood.question and not understood.timeline:
        chips.append((f"Asked as: {understood.standalone}", "history"))
    if understood.period is not None:
        chips.append((_span(understood.period), "dates"))
    if understood.outlets:
        only = " only" if understood.outlets_explicit else ""
        chips.append((f"{', '.join(understood.outlets)}{only}", "outlets"))
    if not chips:
        return ""
    # A question without its dates is shorter than it was asked: nothing was filled in.
    if len(understood.standalone) < len(understood.question):
        chips = [(chip, "" if what == "history" else what) for chip, what in chips]
    items = "".join(
        f"<li>{one_line(chip)}{_leave_out(what, turn) if is_last and what else ''}</li>"
        for chip, what in chips
    )
    return f'<ul class="chips" title="What was understood from the question">{items}</ul>'


def _leave_out(what: str, turn: int) -> str:
    label = "Ask again without this"
    return (
        f'<button type="button" class="act-without what-{what} turn-{turn}" title="{label}">'
        f'<span class="for-readers">{label}</span></button>'
    )


def _span(period: Period) -> str:
    """A period's first and last day: "Published 1 Feb 2022 – 28 Feb 2022"; "around" for a hint."""
    start = day(period.start) if period.start else ""
    end = day(period.end - timedelta(microseconds=1)) if period.end else ""
    if not start:
        text = f"until {end}" if end else period.text
    elif not end:
        text = f"since {start}"
    else:
        text = start if start == end else f"{start} – {end}"
    return f"Published {text}" if period.explicit else f"Published around {text}"


def one_line(text: str) -> str:
    """Text from outside as HTML text, or as an attribute's value, on one line."""
    return escape(" ".join(text.split()))


def _lines(text: str) -> str:
    return "<br>".join(one_line(line) for line in text.strip().splitlines())


def _paragraphs(text: str) -> str:
    """Plain text."""
    parts = [one_line(part) for part in text.split("\n\n") if part.strip()]
    return "".join(f"<p>{part}</p>" for part in parts)
