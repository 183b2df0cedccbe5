"""Articles for tests of the index: many, different, and quick to embed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_TOPICS = "harbour bridge school orchard museum railway bakery library glacier vineyard".split()


def record(number: int, text: str = "") -> dict[str, str]:
    """An article as a JSON Lines reader takes it."""
    topic = _TOPICS[number % len(_TOPICS)]
    body = text or (
        f"The {topic} of Exampleton {number} opened again after {number + 2} years. Mayor "
        f"Number{number} said that {number * 7 + 11} people had come to see the {topic}.\n\n"
        f"Work on the {topic} had cost {number + 3} million crowns, the council wrote. "
        + f"Nobody had expected so many at the {topic} of Exampleton {number}. "
        * 12
    )
    return {
        "title": f"The {topic} of Exampleton {number}",
        "body": body,
        "source": f"Wire {number % 3}",
        "published": f"2023-{number % 12 + 1:02d}-{number % 28 + 1:02d}T08:00:00Z",
        "url": f"https://example.org/{number}",
    }


def write(path: Path, records: list[dict[str, str]]) -> Path:
    """A JSON Lines file of articles."""
    path.write_text("".join(json.dumps(item) + "\n" for item in records), encoding="utf-8")
    return path
