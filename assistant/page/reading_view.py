"""A whole article as HTML, with its former versions. Pure functions; all of it is text."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from assistant.coverage import day
from assistant.markup import web_address
from assistant.page.article_table import moment_html
from assistant.page.reply import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.article import Article
    from index.versions import FormerVersion

NOTHING_OPEN = '<p class="hint">Choose an article from the list to read it here.</p>'
GONE = '<p class="hint" role="status">This article is not in the index any more.</p>'


def reading_html(
    article: Article, versions: Sequence[FormerVersion] = (), *, may_change: bool = False
) -> str:
    """An article in full.

    Args:
        article: as the index holds it.
        versions: what it was before, that replaced last first.
        may_change: whether to say where it was read from, and to offer its removal.
    """
    return (
        '<article class="reading"><header>'
        f'<h3 tabindex="-1">{one_line(article.title) or "Untitled"}</h3>'
        f'<p class="meta">{_meta(article)}</p>{_links(article, may_change)}</header>'
        f'<div class="text">{_text(article.body)}</div>{_versions(versions)}'
        f"{_removing(article) if may_change else ''}"
        '<p class="close"><button type="button" data-do="close">Close</button></p></article>'
    )


def _meta(article: Article) -> str:
    told = [one_line(text) for text in (article.source, ", ".join(article.authors)) if text]
    told.append(moment_html(article.published))
    if article.modified is not None:
        told.append(f"modified {moment_html(article.modified)}")
    return " · ".join(told)


def _links(article: Article, with_origin: bool) -> str:
    """Its addresses, those that are on the web as links, and where else it was read from."""
    addresses = [url for url in (article.url, *article.other_urls) if url]
    told = [_link(url) for url in addresses]
    if with_origin and article.origin and article.origin not in addresses:
        told.append(f'<span class="origin">Read from {one_line(article.origin)}</span>')
    return f'<p class="from">{"<br>".join(told)}</p>' if told else ""


def _link(url: str) -> str:
    address = web_address(url)
    if not address:
        return f"<span>{one_line(url)}</span>"
    return (
        f'<a href="{escape(address)}" target="_blank" rel="noopener noreferrer">{one_line(url)}</a>'
    )


def _text(body: str) -> str:
    paragraphs = (part.strip() for part in body.split("\n\n"))
    return "".join(f"<p>{escape(part)}</p>" for part in paragraphs if part)


def _versions(versions: Sequence[FormerVersion]) -> str:
    if not versions:
        return ""
    count = "1 former version" if len(versions) == 1 else f"{len(versions)} former versions"
    each = "".join(
        f"<details><summary>Until {day(version.replaced)}: "
        f"{one_line(version.article.title) or 'Untitled'}</summary>"
        f'<p class="meta">{_meta(version.article)}</p>'
        f'<div class="text">{_text(version.article.body)}</div></details>'
        for version in versions
    )
    return f'<details class="versions"><summary>{count}</summary>{each}</details>'


def _removing(article: Article) -> str:
    again = (
        f"A rebuild that reads {one_line(article.origin)} again brings it back."
        if article.origin
        else "A rebuild that reads it again brings it back."
    )
    return (
        '<details class="sure"><summary>Remove this article</summary>'
        "<p>The index then holds neither the article nor its former versions, and no answer quotes "
        f'it. {again}</p><button type="button" data-do="remove" '
        f'data-article="{escape(article.id)}">Yes, remove it</button></details>'
    )
