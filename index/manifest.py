"""What a generation says of itself: schema, embedding model, counts, span, outlets."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from index.errors import UnreadableIndex

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from index.stored import ArticleEntry

SCHEMA_VERSION = 2
_NAME = "manifest.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The manifest of one generation. `built` and the span are aware datetimes in UTC."""

    schema: int
    embedding: str
    dimension: int
    passage_words: int
    articles: int
    passages: int
    oldest: datetime | None
    newest: datetime | None
    outlets: dict[str, int]
    """Articles by outlet, most first; unknown outlets are left out."""
    paths: tuple[str, ...]
    """What the last rebuild read."""
    built: datetime

    def write(self, folder: Path) -> None:
        """Write it into a generation's folder."""
        text = json.dumps(asdict(self), ensure_ascii=False, indent=2, default=datetime.isoformat)
        (folder / _NAME).write_text(text + "\n", encoding="utf-8")

    @classmethod
    def read(cls, folder: Path) -> Manifest:
        """Read it back.

        Raises:
            UnreadableIndex: it is missing, damaged, or of another schema's shape.
        """
        try:
            values: dict[str, Any] = json.loads((folder / _NAME).read_text(encoding="utf-8"))
            for key in ("oldest", "newest", "built"):
                values[key] = datetime.fromisoformat(values[key]) if values[key] else None
            values["paths"] = tuple(values["paths"])
            return cls(**values)
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise UnreadableIndex(
                f"The manifest of the index in {folder} cannot be read ({error}). "
                "Run: news-assistant index rebuild PATHS"
            ) from error


def outlet_counts(entries: Iterable[ArticleEntry]) -> dict[str, int]:
    """Articles by outlet, most first, then by name."""
    counts: dict[str, int] = {}
    for entry in entries:
        if entry.source:
            counts[entry.source] = counts.get(entry.source, 0) + 1
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
