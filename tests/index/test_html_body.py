"""What is taken for the body of a web page, and what is left out."""

from __future__ import annotations

import io

import pytest

from index.article import Article
from index.readers import html
from index.readers.page_tree import parse, without_furniture
from index.readers.text import bare
from tests.made_pages import BODY, PARAGRAPHS, TITLE, page

TEASER = "<a href='/a'>Council votes on the new library at Sund</a>"
OTHER = "<a href='/b'>Storm takes the roof of the school at Hove</a>"


def read(markup: str) -> Article:
    (article,) = html.read(io.BytesIO(markup.encode()), "page.html")
    assert isinstance(article, Article)
    return article


def test_a_plain_page_gives_title_and_paragraphs() -> None:
    article = read(page())
    assert article.title == TITLE
    assert article.body == BODY
    assert article.source == "Varnes Tidende"
    assert article.language == "en"


@pytest.mark.parametrize(
    "around",
    [
        {"after": f"<ul><li>{TEASER}</li><li>{OTHER}</li></ul>"},
        {"within": "<p>Related: Council votes on the new library at Sund</p>"},
        {"after": "<p>[Related: Council votes on the new library]</p>"},
        {"after": "<p>Lees ook: De veerboot vaart weer</p>"},
        {
            "after": "<ul>"
            + "<li><a href='/a'><img src='a.jpg'></a><div><a href='/a'>Library</a></div>"
            "<div>The council votes today on the new library at Sund.</div></li>" * 3 + "</ul>"
        },
        {"below": f"<article><h2>{TEASER}</h2><p>The council votes at noon.</p></article>"},
        {"above": "<p>The harbour of Hove stays closed until the storm is over, it said.</p>"},
        {"before": "<h2>The island had one flight a week and no bread for two winters</h2>"},
        {"before": "<p>12 May 2023 by Tora Lund</p>"},
        {"before": f"<h3>{TITLE}</h3>"},
        {"after": "<p>Sign up for our morning newsletter</p>"},
        {"after": "<p>The day in five minutes. Subscribe to our newsletter for free.</p>"},
        {
            "after": "<div class='ArticleNewsletter'><h4>The quay, every morning, by mail and free "
            "of charge for you.</h4><h3>Thanks for signing up!</h3></div>"
        },
        {"after": "<p>Get it on Google Play and the App Store</p>"},
        {"after": "<p>Write to Tora Lund at tora.lund@example.org</p>"},
        {"after": "<p>tora.lund@example.org</p>"},
        {"after": "<p>Copyright Varnes Tidende 2023, all islands</p>"},
        {"after": "<p>© 2023 Varnes Tidende. All rights reserved.</p>"},
        {
            "below": "<section class='comments'><h2>Comments</h2><p>At last! I missed the ferry "
            "every single day of these two long winters, says I.</p></section>"
        },
        {"within": "<div class='hide'><p>An error has occurred, please try again.</p></div>"},
        {"within": "<p aria-hidden='true'>This article has been sent to your friend today.</p>"},
        {"within": "<div style='display: none'><p>Thank you for reading this far.</p></div>"},
    ],
)
def test_what_stands_around_the_article_is_left_out(around: dict[str, str]) -> None:
    assert read(page(**around)).body == BODY


@pytest.mark.parametrize(
    "around",
    [
        {"after": f"<ul><li>{TEASER}</li><li>{OTHER}</li></ul>"},
        {
            "after": "<ul>"
            + "<li><a href='/a'><img src='a.jpg'></a><p>Council votes on the library</p></li>" * 2
            + "</ul>"
        },
        {"after": "<div id='RelatedNews'><p>Council votes on the new library at Sund.</p></div>"},
        {"above": "<div><p>Council votes on the new library at Sund, it said.</p></div>"},
        {"below": f"<article><h3>Library</h3><p>Council votes.</p>{TEASER}</article>"},
    ],
)
def test_each_kind_of_furniture_is_gone_before_the_text_is_extracted(
    around: dict[str, str],
) -> None:
    pruned = without_furniture(parse(page(**around)), frozenset({bare(TITLE)}))
    text = pruned.text_content()
    assert "Council votes" not in text
    assert all(paragraph in text for paragraph in PARAGRAPHS)


def test_what_holds_much_of_the_text_is_no_furniture_whatever_its_name() -> None:
    inner = "".join(f"<p>{text}</p>" for text in PARAGRAPHS[1:])
    markup = page(paragraphs=PARAGRAPHS[:1], after=f"<div class='related promo'>{inner}</div>")
    assert read(markup).body == BODY


def test_without_a_heading_that_says_the_title_nothing_above_is_lost() -> None:
    markup = page(above="<p>The harbour of Hove stays closed until the storm is over.</p>")
    pruned = without_furniture(parse(markup), frozenset({"another title"}))
    assert "The harbour of Hove" in pruned.text_content()


def test_a_caption_repeated_as_text_is_left_out() -> None:
    caption = "The ferry leaves the quay at Varnes in fog"
    figure = f"<figure><img src='a.jpg'><figcaption>{caption}</figcaption></figure>"
    assert read(page(within=f"{figure}<p>{caption}.</p>")).body == BODY
    image = f"<img src='a.jpg' alt='{caption}'><p><em>{caption}</em></p>"
    assert read(page(within=image)).body == BODY


def test_a_hover_card_inside_a_sentence_is_left_out() -> None:
    card = (
        "<span class='card'><a href='/k'>Ida Kvist</a><a href='/1'>Bread by mail grows on the "
        "islands</a><a href='/2'>Bakers ask for cheaper flour from the county</a></span>"
    )
    sentence = "The baker <a href='/k'>Ida Kvist</a>{} sold her first loaf before eight o'clock."
    article = read(page(within=f"<p>{sentence.format(card)}</p>"))
    assert "The baker Ida Kvist sold her first loaf before eight o'clock." in article.body


@pytest.mark.parametrize(
    ("within", "kept"),
    [
        ("<h2>Four times a day</h2>", "Four times a day"),
        ("<blockquote><p>We waited for it.</p></blockquote>", "We waited for it."),
        ("<ul><li>7:40 from Varnes</li><li>9:15 from Lindholm</li></ul>", "- 9:15 from Lindholm"),
        (
            "<ul><li>The <a href='/q'>quay</a> is open to all</li><li>Dogs sail for free</li></ul>",
            "- Dogs sail for free",
        ),
        (
            "<table><tr><th>From</th><th>At</th></tr><tr><td>Varnes</td><td>7:40</td></tr></table>",
            "Varnes | 7:40",
        ),
        (
            "<div class='social-embed'><blockquote class='twitter-tweet'><p>The first loaf is "
            "sold!</p>— Ida Kvist (@kvist) May 8, 2023</blockquote></div>",
            "The first loaf is sold!",
        ),
        ("<p>The paper's newsletter had asked for the ferry.</p>", "The paper's newsletter had"),
    ],
)
def test_what_belongs_to_the_article_is_kept(within: str, kept: str) -> None:
    body = read(page(within=within)).body
    assert kept in body
    assert all(paragraph in body for paragraph in PARAGRAPHS)


def test_articles_that_a_page_appends_are_left_out() -> None:
    others = "".join(
        f"<article class='post'><h2>Other news of the day, part {number}</h2>"
        f"<p>{'The council of Hove met for the third time this week. ' * 6}</p></article>"
        for number in range(3)
    )
    markup = page(after=others)  # as a page that forgets to close its article nests them
    assert read(markup).body == BODY


def test_a_body_in_an_article_of_its_own_is_kept() -> None:
    inner = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    markup = page(
        paragraphs=("County news",),
        after=f"<article><h4>What the ferry costs</h4>{inner}</article>",
    )
    assert PARAGRAPHS[1] in read(markup).body


def test_a_page_whose_names_mislead_keeps_its_text() -> None:
    markup = page().replace("<main>", "<main class='page with-sidebar comments-on hidden'>")
    assert read(markup).body == BODY


def test_text_that_only_the_data_for_machines_holds_is_taken() -> None:
    data = {"@type": "NewsArticle", "headline": TITLE, "articleBody": BODY}
    article = read(page(data=data, paragraphs=()))
    assert article.body == BODY
    assert article.title == TITLE


def test_a_part_of_the_text_in_the_data_for_machines_changes_nothing() -> None:
    data = {"@type": "NewsArticle", "headline": TITLE, "articleBody": PARAGRAPHS[0]}
    assert read(page(data=data)).body == BODY
