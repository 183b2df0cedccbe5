"""An answer, or a whole conversation, to be passed on: as Markdown, and as one HTML document.

Both carry the sources: number, title, outlet, authors, date, link and exact quote. Whatever comes
from outside (articles, questions, what a model wrote) is text in them. The HTML fetches nothing and
allows no script, so that it is safe to open wherever it was sent.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.coverage import day, revision, said_by
from assistant.inert import readable
from assistant.markup import html_text, markdown_text, marked_up, web_address, without_fences
from assistant.terminal import cleaned
from assistant.types import Answer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from assistant.types import Citation, Sentence

_MARKER = re.compile(r" ?\[(\d{1,3})\]")
_STYLE = (
    "body{max-width:44rem;margin:2rem auto;padding:0 1rem;font:1rem/1.55 system-ui,sans-serif;"
    "color:#1c1917;background:#fff}"
    "h1{font-size:1.5rem}h2{font-size:1.2rem;margin-top:2.5rem}h3{font-size:1rem}"
    "a{color:#9f1239}sup a{text-decoration:none}"
    "blockquote{margin:.4rem 0;padding-left:.8rem;border-left:3px solid #d6d3d1}"
    "li{margin-bottom:1rem}bdi{unicode-bidi:isolate}"
    ".by,.meta,footer{color:#57534e;font-size:.9rem}"
    ".notice,.unsupported{padding:.5rem .8rem;border:1px solid #d6d3d1}"
    "@media(prefers-color-scheme:dark){body{color:#e7e5e4;background:#1c1917}"
    "a{color:#fda4af}.by,.meta,footer{color:#a8a29e}}"
)
_HEAD = (
    '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    '<meta http-equiv="Content-Security-Policy" '
    "content=\"default-src 'none'; style-src 'unsafe-inline'; form-action 'none'\">\n"
    '<meta name="referrer" content="no-referrer">\n'
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
)


def answer_markdown(answer: Answer) -> str:
    """An answer with its sources as Markdown, the question its heading."""
    return _text(_markdown_parts(answer.question, answer, heading="#"))


def conversation_markdown(exchanges: Iterable[tuple[str, Answer | str]]) -> str:
    """A conversation as Markdown.

    Args:
        exchanges: questions, each with its answer, or with the plain text said in place of one.
    """
    parts = ["# Conversation"]
    for question, reply in exchanges:
        parts += _markdown_parts(question, reply, heading="##")
    return _text(parts)


def answer_html(answer: Answer) -> str:
    """An answer with its sources as an HTML document that needs nothing else."""
    return _document(answer.question, _html_parts(answer.question, answer, 1, heading="h1"))


def conversation_html(exchanges: Iterable[tuple[str, Answer | str]]) -> str:
    """A conversation as an HTML document that needs nothing else.

    Args:
        exchanges: questions, each with its answer, or with the plain text said in place of one.
    """
    parts = ["<h1>Conversation</h1>"]
    for turn, (question, reply) in enumerate(exchanges, 1):
        parts += _html_parts(question, reply, turn, heading="h2")
    return _document("Conversation", parts)


def _text(parts: Iterable[str]) -> str:
    return "\n\n".join(part for part in parts if part) + "\n"


def _markdown_parts(question: str, reply: Answer | str, *, heading: str) -> list[str]:
    asked = f"{heading} {markdown_text(question)}"
    if not isinstance(reply, Answer):
        return [asked, markdown_text(reply)]
    sources = [_markdown_source(citation) for citation in reply.citations]
    return [
        asked,
        f"**Note:** {markdown_text(reply.notice)}" if reply.notice else "",
        _markdown_body(reply),
        *(
            f"**Not supported by the articles:** {text}"
            for text in _unsupported(reply, markdown_text)
        ),
        f"{heading}# Sources" if sources else "",
        *sources,
        f"_{_plain_footer(reply, markdown_text)}_",
    ]


def _markdown_body(answer: Answer) -> str:
    if answer.model and answer.answered:
        return without_fences(cleaned(answer.text).strip())
    if not answer.answered:
        return "\n\n".join(map(markdown_text, _paragraphs(readable(answer.text))))
    return "\n\n".join(
        f"“{markdown_text(sentence.text)}” — {markdown_text(_told(answer, sentence))} "
        f"{''.join(f'[{number}]' for number in sentence.citations)}"
        for sentence in answer.sentences
    )


def _markdown_source(citation: Citation) -> str:
    title = markdown_text(citation.title) or "Untitled"
    if address := web_address(citation.url):
        title = f"[{title}](<{address}>)"
    number = f"{citation.number}. "
    # What belongs to a list's item is indented by the width of its number.
    below = "\n\n" + " " * len(number)
    also = f"{below}Also published by {markdown_text(', '.join(citation.also))}"
    return (
        f"{number}{title}, {markdown_text(_meta(citation))}"
        f"{below}> “{markdown_text(citation.quote)}”{also if citation.also else ''}"
    )


def _document(title: str, parts: Iterable[str]) -> str:
    body = "\n".join(part for part in parts if part)
    return (
        f"{_HEAD}<title>{html_text(title)}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n{body}\n</body>\n</html>\n"
    )


def _html_parts(question: str, reply: Answer | str, turn: int, *, heading: str) -> list[str]:
    asked = f'<{heading} dir="auto">{html_text(question)}</{heading}>'
    if not isinstance(reply, Answer):
        return [asked, f"<p>{html_text(reply)}</p>"]
    sources = "\n".join(_html_source(citation, turn) for citation in reply.citations)
    below = "h2" if heading == "h1" else "h3"
    return [
        asked,
        f'<p class="notice">{html_text(reply.notice)}</p>' if reply.notice else "",
        _html_body(reply, turn),
        *(
            f'<p class="unsupported"><strong>Not supported by the articles:</strong> {text}</p>'
            for text in _unsupported(reply, html_text)
        ),
        f"<{below}>Sources</{below}>\n<ol>\n{sources}\n</ol>" if sources else "",
        f"<footer><p>{_plain_footer(reply, html_text)}</p></footer>",
    ]


def _html_body(answer: Answer, turn: int) -> str:
    numbers = {citation.number for citation in answer.citations}

    def link(number: int) -> str:
        return f'<sup><a href="#source-{turn}-{number}">{number}</a></sup>'

    def marker(match: re.Match[str]) -> str:
        return link(int(match[1])) if int(match[1]) in numbers else match[0]

    if not answer.answered:
        return "\n".join(f"<p>{html_text(part)}</p>" for part in _paragraphs(readable(answer.text)))
    if answer.model:
        return _MARKER.sub(marker, marked_up(cleaned(answer.text)))
    return "\n".join(
        f"<blockquote><p><bdi>“{html_text(sentence.text)}”</bdi>"
        f"{''.join(map(link, sentence.citations))} "
        f'<span class="by">{html_text(_told(answer, sentence))}</span></p></blockquote>'
        for sentence in answer.sentences
    )


def _html_source(citation: Citation, turn: int) -> str:
    title = html_text(citation.title) or "Untitled"
    if address := web_address(citation.url):
        link = f'href="{html_text(address)}" rel="noopener noreferrer"'
        title = f"<a {link}>{title}</a>"
    also = f'<p class="meta">Also published by {html_text(", ".join(citation.also))}</p>'
    return (
        f'<li id="source-{turn}-{citation.number}" value="{citation.number}"><bdi>{title}</bdi>'
        f'<br><span class="meta">{html_text(_meta(citation))}</span>'
        f'<blockquote dir="auto">“{html_text(citation.quote)}”</blockquote>'
        f"{also if citation.also else ''}</li>"
    )


def _meta(citation: Citation) -> str:
    """Outlet, authors, date, revision, as far as known."""
    date = day(citation.published) if citation.published else "undated"
    revised = revision(citation.revised, citation.revised_on)
    parts = (citation.source, ", ".join(citation.authors), date, revised)
    return ", ".join(part for part in parts if part)


def _told(answer: Answer, sentence: Sentence) -> str:
    """Outlet and date of a quote, of each of its sources once."""
    cited = (item for item in answer.citations if item.number in sentence.citations)
    return "; ".join(dict.fromkeys(filter(None, map(said_by, cited)))) or "undated"


def _unsupported(answer: Answer, shown: Callable[[str], str]) -> list[str]:
    if not answer.flags_unsupported:
        return []
    return [
        shown(sentence.text) + (f" ({shown(sentence.reason)})" if sentence.reason else "")
        for sentence in answer.sentences
        if not sentence.supported
    ]


def _plain_footer(answer: Answer, shown: Callable[[str], str]) -> str:
    """What the answer rests on, who wrote it, when and from which state of the index."""
    parts = (
        answer.coverage,
        f"written by {answer.model}" if answer.model else "made of quotes",
        f"asked on {day(answer.understood.as_of)}",
        f"index {answer.generation}" if answer.generation else "",
    )
    return shown("; ".join(part for part in parts if part))


def _paragraphs(text: str) -> Sequence[str]:
    return [part for part in text.split("\n\n") if part.strip()]
