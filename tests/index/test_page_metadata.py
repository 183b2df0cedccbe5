"""Where a page's title, outlet, authors, dates, language and address come from."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from index.readers.html import page_article
from index.readers.page_metadata import PageMetadata, first_date, page_language, page_metadata
from index.readers.page_tree import parse
from tests.made_pages import BODY, TITLE, meta, page

URL = "https://tidende.example/county/ferry"
DATA = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": TITLE,
    "url": URL,
    "datePublished": "2023-05-08T09:30:00+02:00",
    "dateModified": "2023-05-08T15:00:00+02:00",
    "author": [{"@type": "Person", "name": "Tora Lund"}],
    "publisher": {"@type": "Organization", "name": "Varnes Tidende"},
}
PUBLISHED = datetime(2023, 5, 8, 7, 30, tzinfo=UTC)
MODIFIED = datetime(2023, 5, 8, 13, 0, tzinfo=UTC)


def read(markup: str, address: str = URL) -> PageMetadata:
    return page_metadata(parse(markup), address)


def without(*names: str, **changed: Any) -> dict[str, Any]:
    return {key: value for key, value in DATA.items() if key not in names} | changed


def test_json_ld_gives_everything() -> None:
    found = read(page(data=DATA))
    assert found.title == TITLE
    assert found.outlet == "Varnes Tidende"
    assert found.authors == ("Tora Lund",)
    assert found.published == PUBLISHED
    assert found.modified == MODIFIED
    assert found.url == URL
    assert found.language == "en"


def test_json_ld_in_a_graph_with_references() -> None:
    graph = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebSite", "@id": "#site", "name": "Varnes Tidende"},
            {"@type": "Person", "@id": "#tora", "name": "Tora Lund"},
            {"@type": "Organization", "@id": "#outlet", "name": "Varnes Tidende"},
            without(author={"@id": "#tora"}, publisher={"@id": "#outlet"}),
        ],
    }
    found = read(page(data=graph))
    assert found.authors == ("Tora Lund",)
    assert found.outlet == "Varnes Tidende"
    assert found.published == PUBLISHED


def test_of_several_articles_in_json_ld_the_pages_own_counts() -> None:
    other = without(url="https://tidende.example/other", datePublished="2020-01-01")
    assert read(page(data=[other, DATA])).published == PUBLISHED


@pytest.mark.parametrize(
    "script", ["{", '{"@type": "NewsArticle",}', "[" * 3000 + "]" * 3000, '"text"', "null", "[[1]]"]
)
def test_damaged_json_ld_is_passed_over(script: str) -> None:
    head = f"<script type='application/ld+json'>{script}</script>"
    head += meta(article__published_time="2023-05-08T07:30:00Z")
    assert read(page(head=head)).published == PUBLISHED


@pytest.mark.parametrize(
    ("head", "before"),
    [
        (meta(article__published_time="2023-05-08T07:30:00Z"), ""),
        ("<meta itemprop='datePublished' content='2023-05-08T07:30:00Z'>", ""),
        ("<meta name='parsely-pub-date' content='2023-05-08T07:30:00Z'>", ""),
        ("<meta name='dc.date.issued' content='2023-05-08T07:30:00Z'>", ""),
        ("", "<time datetime='2023-05-08T07:30:00Z'>Monday</time>"),
        ("", "<time itemprop='datePublished'>8 May 2023 07:30 UTC</time>"),
    ],
)
def test_the_date_from_each_place(head: str, before: str) -> None:
    assert read(page(head=head, before=before)).published == PUBLISHED


def test_the_date_from_the_address() -> None:
    day = datetime(2023, 5, 8, tzinfo=UTC)
    for address in ("/2023/05/08/ferry", "/news/2023-05-08-ferry", "/20230508/ferry"):
        assert read(page(), f"https://tidende.example{address}").published == day
    for address in ("/2023/05/ferry", "/2023/13/08/ferry", "/article-202305081.html"):
        assert read(page(), f"https://tidende.example{address}").published is None


def test_the_date_from_the_text_and_from_its_wording() -> None:
    written = page_article(page(before="<p>Published 8 May 2023 by Tora Lund</p>"), "page")
    assert written.published == datetime(2023, 5, 8, tzinfo=UTC)
    assert written.body == BODY


def test_when_dates_disagree_the_order_decides() -> None:
    tags = meta(article__published_time="2023-05-09T10:00:00Z")
    time = "<time datetime='2023-05-10T10:00:00Z'></time>"
    address = "https://tidende.example/2023/05/11/ferry"
    data = without("url")
    assert read(page(data=data, head=tags, before=time), address).published == PUBLISHED
    assert read(page(head=tags, before=time), address).published == datetime(
        2023, 5, 9, 10, tzinfo=UTC
    )
    assert read(page(before=time), address).published == datetime(2023, 5, 10, 10, tzinfo=UTC)


def test_a_date_that_is_none_is_passed_over() -> None:
    data = without(datePublished="0001-01-01T00:00:00Z")
    tags = meta(article__published_time="2023-05-08T07:30:00Z")
    assert read(page(data=data, head=tags)).published == PUBLISHED


def test_of_the_same_day_the_one_with_its_time_counts() -> None:
    assert first_date(["2023-05-08", "2023-05-08T07:30:00Z"]) == PUBLISHED
    assert first_date(["2023-05-08", "2023-05-09T07:30:00Z"]) == datetime(2023, 5, 8, tzinfo=UTC)
    assert first_date(["no date", None, "2023-05-08"]) == datetime(2023, 5, 8, tzinfo=UTC)
    assert first_date([]) is None


def test_dates_of_other_articles_and_of_comments_do_not_count() -> None:
    teaser = "<p><time datetime='2020-01-01'>1 January</time></p>"
    comment = "<div class='comment'><time datetime='2021-01-01'>1 January</time></div>"
    assert read(page(above=teaser, after=comment)).published is None


@pytest.mark.parametrize(
    "modified", ["2023-05-08T09:30:00+02:00", "2023-05-01T00:00:00Z", "yesterday", ""]
)
def test_not_modified_unless_later_than_published(modified: str) -> None:
    assert read(page(data=without(dateModified=modified))).modified is None


def test_modified_from_a_meta_tag() -> None:
    tags = meta(article__modified_time="2023-05-08T13:00:00Z")
    assert read(page(data=without("dateModified"), head=tags)).modified == MODIFIED
    assert read(page(head=tags)).modified is None  # nothing says later than what


def test_the_outlet_from_each_place() -> None:
    tags = meta(og__site_name="Varnes Tidende")
    assert read(page(head=tags, title=TITLE)).outlet == "Varnes Tidende"
    assert read(page(data=DATA, title=TITLE)).outlet == "Varnes Tidende"
    assert read(page(title=f"{TITLE} - County - Varnes Tidende")).outlet == "Varnes Tidende"
    assert read(page(title=TITLE)).outlet == "tidende.example"


def test_the_site_is_the_outlet_not_the_agency_that_it_prints() -> None:
    data = without(publisher={"name": "Nordwire"})
    assert read(page(data=data, head=meta(og__site_name="Varnes Tidende"))).outlet == (
        "Varnes Tidende"
    )
    # ... but where the publisher is the site's own name better written, that is taken.
    assert read(page(data=DATA, head=meta(og__site_name="varnestidende.example"))).outlet == (
        "Varnes Tidende"
    )


@pytest.mark.parametrize(
    ("head", "before"),
    [
        ("<meta name='author' content='Tora Lund'>", ""),
        ("<meta property='article:author' content='https://x.example/tora'>", "Tora Lund"),
        ("<meta name='sailthru.author' content='Tora Lund'>", ""),
        ("", "Tora Lund"),
    ],
)
def test_the_author_from_each_place(head: str, before: str) -> None:
    byline = f"<p>By <a rel='author' href='/tora'>{before}</a></p>" if before else ""
    assert read(page(head=head, before=byline)).authors == ("Tora Lund",)


def test_neither_the_outlet_nor_a_commenter_is_an_author() -> None:
    data = without(author={"@type": "Organization", "name": "Varnes Tidende"})
    comment = "<div class='comment'><span itemprop='author'>Bo</span></div>"
    assert read(page(data=data, after=comment)).authors == ()


def test_the_heading_is_the_title_where_it_says_what_the_page_says() -> None:
    tags = meta(og__title="Ferry to Lindholm is back", og__site_name="Varnes Tidende")
    assert read(page(head=tags)).title == TITLE
    logo = page(head=tags, title="Ferry to Lindholm is back", heading="Varnes Tidende")
    assert read(logo).title == "Ferry to Lindholm is back"


def test_the_outlets_name_is_no_part_of_the_title() -> None:
    head = meta(og__title=f"{TITLE} - Varnes Tidende", og__site_name="Varnes Tidende")
    assert read(page(head=head, heading="")).title == TITLE


def test_the_address_is_the_canonical_one() -> None:
    canonical = f"<link rel='canonical' href='{URL}'>"
    assert read(page(head=canonical), f"{URL}?from=mail").url == URL
    assert read(page(head="<link rel='canonical' href='/county/ferry'>"), f"{URL}?a=1").url == URL
    assert read(page(head=meta(og__url=URL)), "").url == URL
    # A template that names the front page on every page, and what is no address at all.
    for wrong in ("https://tidende.example/", "http://[oops", "about:blank"):
        assert read(page(head=f"<link rel='canonical' href='{wrong}'>")).url == URL


def test_the_language_declared_and_the_one_written() -> None:
    assert read(page(lang=' lang="nb-NO"')).language == "nb"
    assert read(page(lang="", head=meta(og__locale="de_DE"))).language == "de"
    german = (
        "Die Fähre zwischen Varnes und Lindholm fährt seit Montag wieder, zwei Winter nachdem Eis "
        "das Ruder zerbrochen hatte. Rund 300 Menschen standen am Kai, als das Schiff am Morgen "
        "ablegte, und viele von ihnen hatten Brot und Kaffee mitgebracht."
    )
    assert page_language("en", german) == "de"
    assert page_language("", german) == "de"
    assert page_language("nb", german) == "nb"
    assert page_language("en", "Fähre fährt") == "en"
