from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.addresses import canonical, host

PLAIN = "https://example.org/news/harbour?id=5"


@pytest.mark.parametrize(
    "other",
    [
        "http://example.org/news/harbour?id=5",
        "HTTPS://WWW.EXAMPLE.ORG/news/harbour?id=5",
        "https://example.org:443/news/harbour?id=5",
        "http://example.org:80/news/harbour/?id=5",
        "https://example.org/news/harbour/index.html?id=5",
        "https://example.org/news/./tide/../harbour?id=5",
        "https://example.org/news/h%61rbour?id=5",
        "https://example.org/news/harbour?id=5#comments",
        "https://example.org/news/harbour?utm_source=feed&id=5&UTM_Medium=rss",
        "https://example.org/news/harbour?fbclid=a1&gclid=b2&id=5&mc_cid=c",
        "  https://example.org./news/harbour?id=5  ",
    ],
)
def test_forms_of_one_address(other: str) -> None:
    assert canonical(other) == canonical(PLAIN) == PLAIN


@pytest.mark.parametrize(
    "other",
    [
        "https://example.org/news/Harbour?id=5",
        "https://example.org/news/harbour?id=6",
        "https://example.org/news/harbour",
        "https://example.org/news/harbour?id=5&page=2",
        "https://example.org/news/harbour?id=5&ref=7",
        "https://example.org/news/harbour?id=5&source=town",
        "https://example.org/news/harbour?id=5#!/story/2",
        "https://example.org:8080/news/harbour?id=5",
        "https://live.example.org/news/harbour?id=5",
        "https://example.com/news/harbour?id=5",
    ],
)
def test_what_names_another_article_stays(other: str) -> None:
    assert canonical(other) != canonical(PLAIN)


def test_parameters_without_a_value_and_their_order() -> None:
    assert canonical("https://example.org/?12345") != canonical("https://example.org/?12346")
    assert canonical("https://example.org/?b=2&a=1") == canonical("http://example.org?a=1&b=2")


@pytest.mark.parametrize("text", ["", "urn:isbn:5", "not an address", "https://[bad", "http://"])
def test_what_is_no_page_stays_as_it_is(text: str) -> None:
    assert canonical(text) == text
    assert host(text) == ""


def test_hosts() -> None:
    assert host("http://www.Example.org:8080/a") == "example.org"
    assert host("http://[::1]:8080/a") == "::1"


@given(st.text(), st.text(st.characters(codec="ascii")))
def test_any_text_is_taken_and_the_form_is_final(path: str, query: str) -> None:
    for address in (path, f"https://example.org/{path}?{query}"):
        assert canonical(canonical(address)) == canonical(address)
