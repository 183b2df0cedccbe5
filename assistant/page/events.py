"""What all events of the page have in common."""

from __future__ import annotations

from typing import Any, TypeAlias

Shown: TypeAlias = tuple[Any, ...]
"""New values for an event's outputs, in their order."""

PRIVATE: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
"""Arguments of an event that is no endpoint for programs and shows its progress itself."""
