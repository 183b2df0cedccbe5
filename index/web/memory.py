"""What is remembered between runs: which version of a page was read, and what it gave.

A page is asked for only if it has changed, and only where the index still holds what it gave. So
the memory can be lost at any time: then everything is fetched once more.
"""

from __future__ import annotations

import logging
import os
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile

from pydantic import BaseModel, Field, ValidationError

_NAME = "web.json"
_VERSION = 1
_MOST_PAGES = 100_000
_LOG = logging.getLogger(__name__)


class Version(BaseModel):
    """A version of a page or feed, as its site names it; all empty where it does not."""

    address: str = ""
    """Where it was found in the end, after redirects."""
    etag: str = ""
    modified: str = ""
    """The header Last-Modified, as it came."""

    @property
    def is_named(self) -> bool:
        """Whether the site can be asked for changes since."""
        return bool(self.etag or self.modified)


class PageMemory(BaseModel):
    """A page and the article that it gave."""

    version: Version
    fetched: float
    """Seconds since 1970."""
    article: str
    digest: str
    via: str = ""
    """The feed or sitemap that named it."""


class Listed(BaseModel):
    """A page that a feed or sitemap names, with what it says of the page; see `Entry`."""

    address: str
    published: datetime | None = None
    modified: datetime | None = None
    title: str = ""
    source: str = ""
    authors: tuple[str, ...] = ()
    language: str = ""
    is_whole: bool = False


class ListMemory(BaseModel):
    """A feed or sitemap and what it named."""

    version: Version
    pages: list[Listed] = Field(default_factory=list)
    lists: list[Listed] = Field(default_factory=list)
    """Further sitemaps."""


class Memory(BaseModel):
    """Everything remembered, by the address asked for."""

    schema_version: int = _VERSION
    pages: dict[str, PageMemory] = Field(default_factory=dict)
    lists: dict[str, ListMemory] = Field(default_factory=dict)
    not_before: dict[str, float] = Field(default_factory=dict)
    """By host, when it asked to be asked again; seconds since 1970."""

    @classmethod
    def load(cls, folder: Path) -> Memory:
        """What a folder's file holds; empty, with a warning, where it is damaged."""
        path = folder / _NAME
        try:
            memory = cls.model_validate_json(path.read_bytes())
        except FileNotFoundError:
            return cls()
        except (OSError, ValidationError) as error:
            _LOG.warning(
                "%s cannot be read and is forgotten: pages are fetched once more (%s)",
                path,
                str(error).partition("\n")[0],
            )
            return cls()
        return memory if memory.schema_version == _VERSION else cls()

    def save(self, folder: Path) -> None:
        """Write it in one step; a failure is a warning, for nothing is lost but speed."""
        latest = sorted(self.pages.items(), key=lambda item: -item[1].fetched)[:_MOST_PAGES]
        kept = self.model_copy(update={"pages": dict(latest)})
        text = kept.model_dump_json(exclude_defaults=True)
        name = None
        try:
            with NamedTemporaryFile(
                "w", dir=folder, prefix=_NAME, suffix=".new", delete=False, encoding="utf-8"
            ) as file:
                name = file.name
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(folder / _NAME)
        except OSError as error:
            _LOG.warning("%s cannot be written: %s", folder / _NAME, error)
            if name is not None:
                Path(name).unlink(missing_ok=True)
