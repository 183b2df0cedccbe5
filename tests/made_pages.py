"""Web pages of made-up outlets, in the forms that outlets give them."""

from __future__ import annotations

import json
from typing import Any

TITLE = "Ferry to Lindholm returns after two winters"
PARAGRAPHS = (
    "The ferry between Varnes and Lindholm sailed again on Monday, two winters after ice broke its "
    "rudder and left the island with one flight a week.",
    "About 300 people stood on the quay at Varnes when the ship cast off at 7:40 in the morning. "
    "“I have sold bread to nobody since 2021,” said Ida Kvist, who keeps the bakery on the pier.",
    "Repairs cost 4.2 million crowns, of which the county paid half. The line will run four times "
    "a day until October and twice a day after that, the county's head of transport said.",
)
BODY = "\n\n".join(PARAGRAPHS)


def page(
    *,
    head: str = "",
    title: str = f"{TITLE} | Varnes Tidende",
    heading: str = TITLE,
    above: str = "",
    before: str = "",
    within: str = "",
    after: str = "",
    below: str = "",
    data: Any = None,
    lang: str = ' lang="en"',
    paragraphs: tuple[str, ...] = PARAGRAPHS,
) -> str:
    """A page of an article; `within` stands after its first paragraph, the others around it."""
    linked = f'<script type="application/ld+json">{json.dumps(data)}</script>' if data else ""
    first, *rest = (f"<p>{text}</p>" for text in paragraphs) if paragraphs else ("",)
    return (
        f"<!DOCTYPE html><html{lang}><head><title>{title}</title>{head}{linked}</head><body>"
        f'<nav><a href="/">Front</a> <a href="/county">County</a></nav>{above}<main><article>'
        f"<h1>{heading}</h1>{before}{first}{within}{''.join(rest)}{after}"
        f"</article></main>{below}<footer>Varnes Tidende, Quay 4</footer></body></html>"
    )


def meta(**contents: str) -> str:
    """Meta tags by property; `__` in a name stands for its colon."""
    return "".join(
        f'<meta property="{name.replace("__", ":")}" content="{content}">'
        for name, content in contents.items()
    )
