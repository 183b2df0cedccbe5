"""What HTML consists of, to see that a text in it changes nothing but the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from made_answers import Parsed

if TYPE_CHECKING:
    from collections.abc import Callable

_PLAIN = "plain"


def shape(html: str) -> list[tuple[str, tuple[str, ...]]]:
    """The tags in their order, each with the names of its attributes."""
    return [(tag, tuple(attributes)) for tag, attributes in Parsed(html).tags]


def assert_text_only(made: Callable[[str], str], hostile: str) -> None:
    """That a text is text in the HTML made with it, and to be seen in it as it is."""
    html = made(hostile)
    assert shape(html) == shape(made(_PLAIN))
    assert " ".join(hostile.split()) in " ".join(Parsed(html).text.split())
