"""What a search is limited to. Both stores apply it inside the search, never after the cut."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime  # noqa: TC003 - pydantic reads the annotations of a retriever


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Outlets and a half-open period, `since` <= published < `until`, aware datetimes.

    None means no limit. An article without a date lies outside every period.
    """

    sources: tuple[str, ...] | None = None
    since: datetime | None = None
    until: datetime | None = None

    @property
    def is_empty(self) -> bool:
        """Whether it limits nothing."""
        return self.sources is None and self.since is None and self.until is None
