"""INDEXING: articles into passages, vectors and words; built beside, verified, swapped.

from index import rebuild, status
rebuild("articles/")
print(status().manifest.articles)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from index.article import Article
    from index.build import Report, rebuild, remove, rollback, update
    from index.filters import Filter
    from index.overview import Status, status
    from index.readers import Unreadable, read_paths
    from index.settings import IndexSettings
    from index.sources import AddressList, Feed, Page, Sitemap
    from index.store import NewsIndex, open_index
    from index.verification import Problem, Verification, verify
    from index.versions import FormerVersion
    from index.writer import OnProgress, Progress

__all__ = [
    "AddressList",
    "Article",
    "Feed",
    "Filter",
    "FormerVersion",
    "IndexSettings",
    "NewsIndex",
    "OnProgress",
    "Page",
    "Problem",
    "Progress",
    "Report",
    "Sitemap",
    "Status",
    "Unreadable",
    "Verification",
    "open_index",
    "read_paths",
    "rebuild",
    "remove",
    "rollback",
    "status",
    "update",
    "verify",
]

_HOME = {
    "AddressList": "sources",
    "Article": "article",
    "Feed": "sources",
    "Filter": "filters",
    "FormerVersion": "versions",
    "IndexSettings": "settings",
    "NewsIndex": "store",
    "OnProgress": "writer",
    "Page": "sources",
    "Problem": "verification",
    "Progress": "writer",
    "Report": "build",
    "Sitemap": "sources",
    "Status": "overview",
    "Unreadable": "readers",
    "Verification": "verification",
    "open_index": "store",
    "read_paths": "readers",
    "rebuild": "build",
    "remove": "build",
    "rollback": "build",
    "status": "overview",
    "update": "build",
    "verify": "verification",
}


def __getattr__(name: str) -> Any:
    # Loaded when first asked for: the stores and models behind them take seconds to import.
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value
    return value
