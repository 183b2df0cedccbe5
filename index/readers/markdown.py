"""Markdown with front matter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, BinaryIO

from index.errors import UnreadableArticle
from index.readers.fields import to_article
from index.readers.files import read_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.readers.result import Reading

_HEADING = re.compile(r"\A\s*#[ \t]+(?P<title>.+?)[ \t#]*\n")


def read(stream: BinaryIO, origin: str) -> Iterator[Reading]:
    """Read an article in Markdown; without a title in its front matter, its heading is the title.

    Raises UnreadableArticle where the front matter is no YAML.
    """
    import frontmatter
    import yaml
    from markdown_it import MarkdownIt

    try:
        fields, text = frontmatter.parse(read_text(stream))
    except yaml.YAMLError as error:
        raise UnreadableArticle(f"its front matter is no YAML: {error}") from error
    record = dict(fields)
    heading = _HEADING.match(text)
    if heading and record.get("title", heading["title"]) == heading["title"]:
        record["title"], text = heading["title"], text[heading.end() :]
    record["body"] = MarkdownIt("commonmark").enable("table").render(text)
    yield to_article(record, origin)
