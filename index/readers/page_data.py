"""What a web page says of itself for machines: JSON-LD and meta tags, read and flattened.

JSON-LD (https://www.w3.org/TR/json-ld11/) with the vocabulary of https://schema.org; OpenGraph
(https://ogp.me) and the other meta tags that news pages carry. Pure functions over the parsed tree.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.html import HtmlElement

Node: TypeAlias = "dict[str, Any]"

_ARTICLE = re.compile(r"(?:\w*Article|\w*BlogPosting|SocialMediaPosting|Report|\w*Review)")
_WRAPPING = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*;?\s*$"
)
_PARTS = ("@graph", "mainEntity", "mainEntityOfPage")
_DEEPEST = 24  # levels; a hostile page nests without end


def linked_nodes(tree: HtmlElement) -> list[Node]:
    """The objects of a page's JSON-LD, @graph and lists flattened; damaged ones are passed over."""
    return [
        node
        for script in tree.iter("script")
        if "ld+json" in (script.get("type") or "").lower()
        for node in _flattened(_loaded(script.text or ""))
    ]


def article_node(nodes: list[Node], address: str) -> Node:
    """The object that describes the page's article, references to other objects resolved.

    Of several the one that names the page's address, otherwise the first; empty where none is.
    """
    articles = [node for node in nodes if is_article(node)]
    own = [node for node in articles if address and address in _addresses(node)]
    found = next(iter(own or articles), None)
    if found is None:
        return {}
    known = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str)}
    return {key: _resolved(value, known) for key, value in found.items()}


def is_article(node: Mapping[str, Any]) -> bool:
    """Whether a JSON-LD object is of a type for articles."""
    kinds = node.get("@type")
    return any(
        isinstance(kind, str) and _ARTICLE.fullmatch(kind.rpartition("/")[2])
        for kind in (kinds if isinstance(kinds, list) else [kinds])
    )


def meta_tags(tree: HtmlElement) -> dict[str, list[str]]:
    """The contents of the meta tags by name, property or itemprop, in lower case, in order."""
    found: dict[str, list[str]] = {}
    for tag in tree.iter("meta"):
        content = " ".join((tag.get("content") or "").split())
        for attribute in ("property", "name", "itemprop"):
            name = (tag.get(attribute) or "").strip().lower()
            if name and content:
                found.setdefault(name, []).append(content)
    return found


def string(value: Any) -> str:
    """A value that should be text; empty where it is something else."""
    return value if isinstance(value, str) else ""


def _loaded(text: str) -> Any:
    try:
        # Many pages break lines inside strings, which the standard forbids.
        value = json.loads(_WRAPPING.sub("", text), strict=False)
    except (ValueError, RecursionError):
        return None
    return value if _is_shallow(value) else None


def _is_shallow(value: Any) -> bool:
    """Whether a value is nested no deeper than anything that describes a page."""
    level = [value] if isinstance(value, dict | list) else []
    for _ in range(_DEEPEST):
        if not level:
            return True
        level = [
            item
            for around in level
            for item in (around.values() if isinstance(around, dict) else around)
            if isinstance(item, dict | list)
        ]
    return False


def _flattened(value: Any) -> Iterator[Node]:
    if isinstance(value, list):
        for item in value:
            yield from _flattened(item)
    elif isinstance(value, dict):
        yield value
        for part in _PARTS:
            yield from _flattened(value.get(part))


def _addresses(node: Node) -> Iterator[str]:
    for name in ("url", "mainEntityOfPage", "@id"):
        value = node.get(name)
        if isinstance(value, dict):
            value = value.get("@id") or value.get("url")
        if isinstance(value, str):
            yield value


def _resolved(value: Any, known: Mapping[str, Node]) -> Any:
    """A value with the objects that it only refers to ({"@id": ...}) in their places."""
    if isinstance(value, list):
        return [_resolved(item, known) for item in value]
    if isinstance(value, dict) and len(value) <= 2 and isinstance(value.get("@id"), str):
        return {**known.get(value["@id"], {}), **value}
    return value
