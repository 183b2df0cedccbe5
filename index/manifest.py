"""What a generation says of itself: schema, embedding model, counts, span, outlets."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from index.errors import IncompatibleIndex, UnreadableIndex, mending

if TYPE_CHECKING:
    from collections.abc import Iterable

    from index.stored import ArticleEntry

SCHEMA_VERSION = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The manifest of one generation. `built` and the span are aware datetimes in UTC."""

    schema: int
    embedding: str
    dimension: int
    passage_words: int
    paths: tuple[str, ...]
    """What the last rebuild read."""
    built: datetime
    articles: int = 0
    passages: int = 0
    oldest: datetime | None = None
    newest: datetime | None = None
    outlets: dict[str, int] = field(default_factory=dict)
    """Articles by outlet, most first; unknown outlets are left out."""

    def to_json(self) -> str:
        """What `from_json` reads back."""
        text = json.dumps(asdict(self), ensure_ascii=False, indent=2, default=datetime.isoformat)
        return text + "\n"

    @classmethod
    def from_json(cls, text: str, *, where: str) -> Manifest:
        """Read it back; `where` names its place in messages.

        Raises:
            UnreadableIndex: it is damaged, or of another schema's shape.
            IncompatibleIndex: it says that it is of another schema.
        """
        try:
            values: dict[str, Any] = json.loads(text)
            schema = values["schema"]
            if isinstance(schema, int) and schema != SCHEMA_VERSION:
                raise IncompatibleIndex(
                    f"The index in {where} has schema {schema}; this version reads "
                    f"{SCHEMA_VERSION}. Run: news-assistant index rebuild PATHS"
                )
            for key in ("oldest", "newest", "built"):
                values[key] = datetime.fromisoformat(values[key]) if values[key] else None
            values["paths"] = tuple(values["paths"])
            return cls(**values)
        except (ValueError, TypeError, KeyError) as error:
            raise UnreadableIndex(
                f"The manifest of the index in {where} cannot be read ({error}). {mending()}"
            ) from error


def outlet_counts(entries: Iterable[ArticleEntry]) -> dict[str, int]:
    """Articles by outlet, most first, then by name."""
    counts: dict[str, int] = {}
    for entry in entries:
        if entry.source:
            counts[entry.source] = counts.get(entry.source, 0) + 1
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
