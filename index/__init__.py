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
    from index.build import Report, rebuild, remove, update
    from index.filters import Filter
    from index.overview import Status, status
    from index.readers import Unreadable, read_paths
    from index.settings import IndexSettings
    from index.sources import AddressList, Feed, Page, Sitemap
    from index.store import NewsIndex, open_index
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
    "Progress",
    "Report",
    "Sitemap",
    "Status",
    "Unreadable",
    "open_index",
    "read_paths",
    "rebuild",
    "remove",
    "status",
    "update",
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
    "Progress": "writer",
    "Report": "build",
    "Sitemap": "sources",
    "Status": "overview",
    "Unreadable": "readers",
    "open_index": "store",
    "read_paths": "readers",
    "rebuild": "build",
    "remove": "build",
    "status": "overview",
    "update": "build",
}


def __getattr__(name: str) -> Any:
    # Loaded when first asked for: the stores and models behind them take seconds to import.
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value
    return value
