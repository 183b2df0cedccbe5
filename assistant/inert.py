"""Text from outside as Markdown that shows it, and does nothing: no link, image, HTML or marker.

Articles and models write what a renderer of Markdown would act on: links to elsewhere, images that
tell who reads, scripts, numbers that look like citations. A backslash before the one character
that makes it so leaves the text as it was written to whoever reads it rendered.
"""

from __future__ import annotations

import re

# CommonMark 2.4 (escapes), 6.3 to 6.6 (links, images, autolinks, HTML); GitHub's autolinks also
# take bare addresses. An escape that is there already is stepped over.
_LIVE = re.compile(
    r"\\.|(?<=\])[(\[:]|<(?=[a-z/!?])|:(?=//)|(?<=www)\.|(?<=[\w.+-])@(?=\w)|\[(?=\d{1,3}\])",
    re.IGNORECASE | re.DOTALL,
)
_ESCAPED = re.compile(r"\\([(\[:<.@])")


def inert(text: str) -> str:
    """Return text that, rendered as Markdown, holds no link, image, HTML or [n] marker."""
    return _LIVE.sub(lambda live: live[0] if live[0][0] == "\\" else f"\\{live[0]}", text)


def readable(text: str) -> str:
    r"""Return what `inert` was made from; a `\(` that was there before loses its backslash."""
    return _ESCAPED.sub(r"\1", text)


def escapes(text: str) -> set[int]:
    """Return the offsets of the backslashes that `readable` leaves out."""
    return {match.start() for match in _ESCAPED.finditer(text)}
