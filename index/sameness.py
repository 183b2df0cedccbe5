"""The same address or the same text is one article: what was read, each article once.

Of two texts of one address the newer stays and the other becomes a former version. The same text at
two addresses of one outlet is one article: the address seen first stays, the other is listed. The
same text in two outlets is two articles of one story (`index.stories`), for each outlet's counts.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from index.addresses import canonical, host
from index.stories import STILL_SAME, resemblance, signature

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from index.article import Article
    from index.stored import ArticleEntry


@dataclass(slots=True)
class Distinct:
    """What was read, each article once."""

    articles: dict[str, Article] = field(default_factory=dict)
    """By id; what the index has in the same form or a newer one is left out."""
    older: defaultdict[str, list[Article]] = field(default_factory=lambda: defaultdict(list))
    """Older texts of these that were read as well, by id, in their order."""
    replaced: dict[str, str] = field(default_factory=dict)
    """Ids of known articles without an address by the id of what takes their place: the same text
    with an address, or the other text that their file now holds."""


def distinct(
    readings: Iterable[Article], known: Mapping[str, ArticleEntry], *, keep: bool
) -> Distinct:
    """Tell which of the articles read are the same, and which the index has.

    Args:
        readings: in the order in which they were read.
        known: the index's articles by id.
        keep: whether these stay beside what was read (an update), so that what was read may be one
            of them; otherwise (a rebuild) they only tell which address was seen first.
    """
    merging = _Merging(known if keep else {})
    # The address seen first goes first, and any address before none.
    order = sorted(readings, key=lambda read: (read.id not in known, not read.url))
    for article in order:
        merging.take(article)
    merging.result.replaced |= _rewritten(order, known)
    return merging.result


def _rewritten(readings: Sequence[Article], known: Mapping[str, ArticleEntry]) -> dict[str, str]:
    """Known articles without an address whose file now holds one other article instead."""
    held = Counter(entry.origin for entry in known.values())
    read = {article.id: article for article in readings}
    holds = Counter(article.origin for article in read.values())
    now = {article.origin: key for key, article in read.items() if holds[article.origin] == 1}
    return {
        now[entry.origin]: entry.id
        for entry in known.values()
        if not entry.url
        and held[entry.origin] == 1
        and entry.origin in now
        and entry.id not in read
    }


class _Merging:
    """Takes articles one by one; `known` are those of the index that stay."""

    def __init__(self, known: Mapping[str, ArticleEntry]) -> None:
        self.result = Distinct()
        self._known = known
        self._at: dict[str, str] = {}
        self._texts: defaultdict[str, list[str]] = defaultdict(list)
        for entry in known.values():
            self._note(entry.id, entry)

    def take(self, article: Article) -> None:
        """Take up an article read: as a new one, or as one that was read before or is known."""
        key = self._owner(article)
        before, entry = self.result.articles.get(key), self._known.get(key)
        if before is not None:
            article = self._newer(before, article)
        elif entry is not None and key != article.id and not entry.url:
            if not article.url:
                return
            self.result.replaced[article.id] = key
            key = article.id
        elif entry is not None:
            changed = _as_known(article, entry)
            if changed is None:
                return
            article = changed
        self.result.articles[key] = article
        self._note(key, article)

    def _owner(self, article: Article) -> str:
        """The id of the article that this one is; its own where it is none of those there are."""
        own = article.id
        if own in self.result.articles or own in self._known:
            return own
        listed = self._at.get(canonical(article.url)) if article.url else None
        if listed is not None and self._is_still(listed, article):
            return listed
        same = (key for key in self._texts[article.text_digest] if self._of_outlet(key, article))
        return next(same, own)

    def _is_still(self, key: str, article: Article) -> bool:
        """Whether a text at a further address of an article is still of that article."""
        there = self.result.articles.get(key)
        sketch = signature(there) if there else self._known[key].signature
        return resemblance(signature(article), sketch) >= STILL_SAME

    def _of_outlet(self, key: str, article: Article) -> bool:
        there = self.result.articles.get(key) or self._known[key]
        if there.source and article.source:
            return there.source.casefold() == article.source.casefold()
        return host(there.url) == host(article.url)

    def _newer(self, before: Article, article: Article) -> Article:
        """Of two readings of one article the newer, at the address that came first."""
        same_text = before.text_digest == article.text_digest
        if same_text and before.id != article.id:
            return _at(before, before, article)
        newer, older = (before, article) if _age(before) > _age(article) else (article, before)
        if not same_text:
            self.result.older[before.id].append(older)
        return _at(newer, before, article)

    def _note(self, key: str, there: Article | ArticleEntry) -> None:
        for address in there.other_urls:
            self._at[canonical(address)] = key
        text = there.text_digest
        if key not in self._texts[text]:
            self._texts[text].append(key)


def _as_known(article: Article, entry: ArticleEntry) -> Article | None:
    """An article read as that of the index which it is; None where it brings nothing new."""
    if article.id == entry.id:
        if article.modified and entry.modified and article.modified < entry.modified:
            return None
    elif article.text_digest == entry.text_digest:
        if canonical(article.url) in map(canonical, entry.other_urls):
            return None
        article = replace(
            article,
            title=entry.title,
            source=entry.source,
            published=entry.published,
            modified=entry.modified,
            url=entry.url,
            other_urls=(article.url,) if article.url else (),
        )
    return _at(article, entry, article)


def _at(article: Article, first: Article | ArticleEntry, other: Article) -> Article:
    """An article at the address of `first`, with all other addresses of both."""
    addresses: dict[str, str] = {}
    for address in (first.url, *first.other_urls, other.url, *other.other_urls):
        if address:
            addresses.setdefault(canonical(address), address)
    addresses.pop(canonical(first.url), None)
    return replace(article, url=first.url, other_urls=tuple(addresses.values()))


def _age(article: Article) -> float:
    """When it was last published or modified, in seconds; what has no date is the oldest."""
    return article.dated.timestamp() if article.dated else float("-inf")
