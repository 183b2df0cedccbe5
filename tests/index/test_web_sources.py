"""Pages, feeds, sitemaps and lists of a loopback site into a real index."""

from __future__ import annotations

import gzip
import json
import logging
import shutil
import time
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import settings as settings_of_hypothesis
from hypothesis import strategies as st
from made_articles import record, write
from made_pages import CONSENT
from news_site import NewsSite, article_page, article_text, rss, rss_item

from index import AddressList, Feed, Page, Sitemap, open_index, rebuild, remove, status, update
from index.errors import NothingToIndex, UnreadableArticle
from index.settings import IndexSettings
from index.sources import as_source, as_sources, as_texts, remembered
from index.web.entries import Entry
from index.web.feeds import read_feed
from index.web.fetching import Fetched
from index.web.memory import Version
from index.web.sitemaps import read_sitemap

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from index import Progress
    from index.article import Article

HTML = {"Content-Type": "text/html; charset=utf-8"}
XML = {"Content-Type": "application/xml"}


@pytest.fixture
def site() -> Iterator[NewsSite]:
    with NewsSite(time.time) as site:
        yield site


@pytest.fixture
def settings(tmp_path: Path) -> IndexSettings:
    return IndexSettings(
        index=tmp_path / "index", allow_private_hosts=True, fetch_delay=0, fetch_timeout=5
    )


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with one article, beside an index of it."""
    folder = tmp_path_factory.mktemp("one")
    file = write(folder / "one.jsonl", [record(50)])
    rebuild(file, settings=IndexSettings(index=folder / "index"))
    return file


@pytest.fixture
def started(settings: IndexSettings, one: Path) -> IndexSettings:
    """Settings of an index that holds one article of a file."""
    shutil.copytree(one.parent / "index", settings.index)
    return settings


def held(settings: IndexSettings) -> dict[str, Article]:
    """The articles of an index by where they were read."""
    opened = open_index(settings)
    articles = [opened.article(entry.id) for entry in opened.vectors.entries()]
    return {article.origin: article for article in articles if article is not None}


class TestSources:
    def test_are_told_apart(self, tmp_path: Path) -> None:
        day = "2024-03-05T00:00:00+00:00"
        feed = as_source(f"feed:https://example.org/rss since={day} limit=5")
        assert isinstance(feed, Feed)
        assert (feed.address, feed.limit) == ("https://example.org/rss", 5)
        assert feed.since is not None
        assert as_source("https://example.org/a") == Page("https://example.org/a")
        assert as_source("sitemap:https://example.org/s.xml") == Sitemap(
            "https://example.org/s.xml"
        )
        assert as_source("articles/a.txt") == as_source("articles/a.txt")
        assert as_sources(tmp_path) == [tmp_path]
        assert as_sources([Page("https://a.example/"), "https://a.example/"]) == [
            Page("https://a.example/")
        ]

    def test_come_back_from_their_text(self, tmp_path: Path) -> None:
        day = Feed("https://example.org/rss").since
        sources = [
            tmp_path / "a folder",
            Page("https://example.org/a?b=c d"),
            Feed("https://example.org/rss", day, 3),
            Sitemap("https://example.org/s.xml", None, 1),
            AddressList(tmp_path / "my list.txt", None, 2),
        ]
        assert as_sources(as_texts(sources)) == sources

    def test_do_not_keep_passwords(self) -> None:
        source = as_source("https://reader:secret@example.org/a")
        assert str(source) == "https://***@example.org/a"


class TestPages:
    def test_a_page_becomes_an_article(self, site: NewsSite, settings: IndexSettings) -> None:
        address = site.add_article("/world/a", 1)
        report = rebuild([address + "#part"], settings=settings)
        assert (report.articles, report.added, report.unchanged) == (1, 1, 0)
        article = held(settings)[address]
        assert article.url == address
        assert article.source == "Example Wire"
        assert article_text(1)[0] in article.body
        assert status(settings).manifest.paths == (address + "#part",)

    def test_a_second_update_asks_whether_it_has_changed(
        self, site: NewsSite, started: IndexSettings
    ) -> None:
        address = site.add_article("/a", 1)
        first = update(address, settings=started)
        again = update(address, settings=started)
        assert (first.added, first.unchanged) == (1, 0)
        assert (again.added, again.changed, again.unchanged) == (0, 0, 1)
        assert again.generation == first.generation
        assert "if-none-match" not in site.asked("/a")[0].headers
        assert "if-none-match" in site.asked("/a")[1].headers

    def test_a_corrected_page_changes_its_article(
        self, site: NewsSite, started: IndexSettings
    ) -> None:
        address = site.add_article("/a", 1)
        update(address, settings=started)
        site.add_article("/a", 1, remark="An earlier version named a wrong cost.")
        report = update(address, settings=started)
        assert (report.articles, report.changed, report.unchanged) == (2, 1, 0)
        assert "wrong cost" in held(started)[address].body

    def test_what_is_no_more_in_the_index_is_fetched_whole(
        self, site: NewsSite, started: IndexSettings
    ) -> None:
        address = site.add_article("/a", 1)
        update(address, settings=started)
        remove(address, settings=started)
        assert update(address, settings=started).added == 1

    def test_a_damaged_memory_is_forgotten_with_a_warning(
        self, site: NewsSite, started: IndexSettings, caplog: pytest.LogCaptureFixture
    ) -> None:
        address = site.add_article("/a", 1)
        update(address, settings=started)
        memory = started.index / "web.json"
        good = memory.read_bytes()
        for damaged in (good[:-20], b"", b"[]", b'{"pages": 1}', b"\xff\xfe\x00"):
            memory.write_bytes(damaged)
            with caplog.at_level(logging.WARNING, logger="index"):
                report = update(address, settings=started)
            assert (report.changed, report.unchanged, report.unreadable) == (0, 0, ())
            assert "web.json" in caplog.text
            caplog.clear()
        assert update(address, settings=started).unchanged == 1
        assert sorted(path.name for path in started.index.iterdir()) == [
            "CURRENT",
            "generations",
            "lock",
            "web.json",
        ]

    def test_what_cannot_be_read_is_reported(
        self, site: NewsSite, started: IndexSettings, tmp_path: Path
    ) -> None:
        good = site.add_article("/good", 1)
        site.add("/robots.txt", "User-agent: *\nDisallow: /private/\n")
        site.add("/empty", "  \n", headers=HTML)
        site.add("/nothing", "<html><body><nav></nav></body></html>", headers=HTML)
        site.add("/picture", b"\x89PNG", headers={"Content-Type": "image/png"})
        site.add("/feed", rss([]), headers={"Content-Type": "application/rss+xml"})
        site.add("/map", "<?xml version='1.0'?><urlset></urlset>", headers=XML)
        site.add("/front", status=302, headers={"Location": "/"})
        site.add("/", article_page(3), headers=HTML)
        site.add("/agree", status=302, headers={"Location": "/consent?back=/agree"})
        site.add("/consent?back=/agree", article_page(4), headers=HTML)
        site.add("/wall", CONSENT, headers=HTML)
        site.add("/pay", status=402)
        expected = {
            "/private/a": "robots.txt",
            "/empty": "empty",
            "/nothing": "no article",
            "/picture": "image/png",
            "/feed": "--feed",
            "/map": "--sitemap",
            "/front": "front page",
            "/agree": "consent",
            "/wall": "consent",
            "/pay": "paywall",
            "/missing": "404",
        }
        bad = [site.root + path for path in expected]
        foreign = ["ftp://example.org/a", "https://reader:secret@example.org/a"]
        report = update([*bad, *foreign, good], settings=started, remember=True)
        assert (report.articles, report.added) == (2, 1)
        reasons = {item.origin: item.reason for item in report.unreadable}
        for path, says in expected.items():
            assert says in reasons[site.root + path], path
        assert "only http and https" in reasons["ftp://example.org/a"]
        assert "password" in reasons["https://***@example.org/a"]
        kept = [path.read_bytes() for path in started.index.rglob("*") if path.is_file()]
        assert any(b"***@example.org" in data for data in kept)
        assert not any(b"reader:secret" in data for data in kept)

    def test_nothing_read_leaves_the_index_as_it_was(
        self, site: NewsSite, started: IndexSettings
    ) -> None:
        before = status(started).manifest
        with pytest.raises(NothingToIndex, match="404"):
            update(site.root + "/missing", settings=started)
        assert status(started).manifest == before

    @pytest.mark.parametrize(
        ("canonical", "kept"),
        [
            ("/news/a", True),
            ("http://127.0.0.1:{port}/news/a?x=1", True),
            ("https://elsewhere.example/a", False),
            ("/", False),
        ],
    )
    def test_a_page_names_its_own_address_but_no_other_sites(
        self, site: NewsSite, settings: IndexSettings, canonical: str, kept: bool
    ) -> None:
        target = canonical.format(port=site.port)
        full = target if "//" in target else site.root + target
        address = site.add_article("/a?from=feed", 1, head=f'<link rel="canonical" href="{full}">')
        rebuild(address, settings=settings)
        assert held(settings)[address].url == (full if kept else address)

    @pytest.mark.parametrize(
        ("declared", "charset", "meta"),
        [
            ("text/html; charset=windows-1251", "cp1251", "utf-8"),
            ("text/html", "cp1251", "windows-1251"),
            ("text/html; charset=utf-8", "cp1252", "utf-8"),
            ("text/html; charset=iso-8859-1", "utf-8", "iso-8859-1"),
            ("text/html; charset=nonsense", "utf-8", "nonsense"),
        ],
    )
    def test_wrong_encodings(
        self, site: NewsSite, settings: IndexSettings, declared: str, charset: str, meta: str
    ) -> None:
        remark = "Мэр сказал, что мост открыт." if charset != "cp1252" else "Café, naïve, “quoted”."
        page = article_page(1, remark=remark, charset=meta).encode(charset)
        address = site.add("/a", page, headers={"Content-Type": declared})
        rebuild(address, settings=settings)
        assert remark in held(settings)[address].body

    def test_other_formats(self, site: NewsSite, settings: IndexSettings) -> None:
        text = "The storm\n\nPublished: 9 Feb 2022\n\n" + "\n\n".join(article_text(2))
        plain = site.add("/a.txt", text, headers={"Content-Type": "text/plain"})
        unsaid = site.add("/b.txt", "The flood\n\n" + "\n\n".join(article_text(3)))
        records = site.add(
            "/c", json.dumps([record(5), record(6)]), headers={"Content-Type": "application/json"}
        )
        report = rebuild([plain, unsaid, records], settings=settings)
        assert report.articles == 4
        articles = held(settings)
        assert articles[plain].url == plain
        assert articles[unsaid].title == "The flood"
        assert articles[f"{records}, record 2"].url == "https://example.org/6"


class TestFeeds:
    def test_rss(self, site: NewsSite, started: IndexSettings) -> None:
        links = [site.add_article(f"/{number}", number) for number in range(3)]
        feed = site.add("/rss", rss([rss_item(link) for link in links]), has_etag=True)
        report = update(Feed(feed), settings=started)
        assert (report.added, report.unreadable) == (3, ())
        again = update(Feed(feed), settings=started)
        assert (again.added, again.changed, again.unchanged) == (0, 0, 3)
        assert "if-none-match" in site.asked("/rss")[1].headers
        assert "if-none-match" in site.asked("/2")[1].headers

    def test_a_feed_that_has_not_changed_still_leads_to_corrections(
        self, site: NewsSite, started: IndexSettings
    ) -> None:
        link = site.add_article("/1", 1, date=None, outlet=None)
        feed = site.add("/rss", rss([rss_item(link)]), has_etag=True)
        update(Feed(feed), settings=started)
        site.add_article("/1", 1, date=None, outlet=None, remark="This was corrected.")
        assert update(Feed(feed), settings=started).changed == 1
        article = held(started)[link]
        assert "corrected" in article.body
        # What the page lacks and the feed said is still known.
        assert article.source == "Example Wire"
        assert article.published is not None
        assert article.published.isoformat() == "2024-03-05T10:20:00+00:00"

    def test_atom(self, site: NewsSite, started: IndexSettings) -> None:
        link = site.add_article("/news/1", 1, date=None)
        feed = site.add(
            "/atom",
            '<feed xmlns="http://www.w3.org/2005/Atom"><title>Example Wire</title><entry>'
            '<title>One</title><link rel="alternate" href="../news/1"/><updated>2024-03-06T08:00:00'
            "Z</updated><published>2024-03-05T10:20:00+01:00</published></entry></feed>",
            headers={"Content-Type": "application/atom+xml"},
        )
        update(Feed(feed), settings=started)
        published = held(started)[link].published
        assert published is not None
        assert published.isoformat() == "2024-03-05T09:20:00+00:00"

    def test_json_feed(self, site: NewsSite, started: IndexSettings) -> None:
        link = site.add_article("/1", 1, date=None)
        text = "\n\n".join(article_text(2) * 2)
        items = [
            {"id": "1", "url": link, "date_published": "2024-03-05T10:20:00Z"},
            {
                "id": "2",
                "url": site.root + "/closed",
                "title": "The bakery",
                "content_text": text,
                "authors": [{"name": "Ada Sample"}],
            },
            {"id": "3", "title": "No address"},
            "no object",
        ]
        document = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": "Example Wire",
            "items": items,
        }
        site.add("/closed", status=403)
        feed = site.add("/feed.json", json.dumps(document))
        report = update(Feed(feed), settings=started)
        assert report.added == 2
        assert [item.reason for item in report.unreadable] == [
            "an address without http:// or https:// before it: add it"
        ]
        articles = held(started)
        assert articles[link].published is not None
        closed = articles[site.root + "/closed"]
        assert (closed.title, closed.authors, closed.url) == (
            "The bakery",
            ("Ada Sample",),
            site.root + "/closed",
        )

    def test_what_a_feed_carries_whole_stands_in_for_its_page(
        self, site: NewsSite, started: IndexSettings
    ) -> None:
        text = "".join(f"<p>{part}</p>" for part in article_text(2) * 2)
        whole = f"<content:encoded><![CDATA[{text}<script>x()</script>]]></content:encoded>"
        teaser = "<content:encoded>The mayor said that... Read more</content:encoded>"
        feed = rss(
            [
                rss_item(site.root + "/closed", inside=whole),
                rss_item(site.root + "/teased", inside=teaser),
                rss_item(site.root + "/gone", inside=whole),
            ]
        )
        address = site.add("/rss", feed, has_etag=True)
        site.add("/closed", status=403)
        site.add("/teased", status=403)
        site.add("/gone", status=410)
        for _ in range(2):
            report = update(Feed(address), settings=started)
            assert {item.origin.rpartition("/")[2] for item in report.unreadable} == {
                "gone",
                "teased",
            }
        article = held(started)[site.root + "/closed"]
        assert article.body.startswith(article_text(2)[0])
        assert "x()" not in article.body

    def test_since_and_limit_before_anything_is_fetched(
        self, site: NewsSite, started: IndexSettings
    ) -> None:
        days = ["Mon, 04 Mar 2024 10:00:00 GMT", "Wed, 06 Mar 2024 10:00:00 GMT"]
        days += ["Thu, 07 Mar 2024 10:00:00 GMT", "Tue, 05 Mar 2024 10:00:00 GMT"]
        links = [site.add_article(f"/{number}", number) for number in range(4)]
        feed = site.add("/rss", rss([rss_item(*pair) for pair in zip(links, days, strict=True)]))
        source = as_source(f"feed:{feed} since=2024-03-05T00:00:00+00:00 limit=2")
        assert update(source, settings=started).added == 2
        asked = {request.path for request in site.requests}
        assert {"/1", "/2"} <= asked
        assert not {"/0", "/3"} & asked

    def test_since_by_the_page_where_the_feed_has_no_date(
        self, site: NewsSite, started: IndexSettings
    ) -> None:
        link = site.add_article("/1", 1)
        feed = site.add("/rss", rss([f"<link>{link}</link>"]))
        source = as_source(f"feed:{feed} since=2024-03-06T00:00:00+00:00")
        report = update(source, settings=started)
        assert (report.added, report.articles, report.unreadable) == (0, 1, ())

    @pytest.mark.parametrize(
        ("declared", "charset", "header"),
        [
            ("windows-1251", "cp1251", "application/xml"),
            ("utf-8", "cp1251", "application/xml; charset=windows-1251"),
            ("utf-8", "cp1251", "text/xml; charset=utf-8"),
            ("iso-8859-1", "utf-8", "text/html; charset=nonsense"),
            ("utf-8", "utf-16", "application/rss+xml"),
        ],
    )
    def test_wrong_encodings(
        self, site: NewsSite, started: IndexSettings, declared: str, charset: str, header: str
    ) -> None:
        remark = "Мэр сказал, что мост через реку открыт для всех. " * 20
        item = rss_item(
            site.root + "/closed", inside=f"<content:encoded>{remark}</content:encoded>"
        )
        feed = rss([item]).replace('encoding="utf-8"', f'encoding="{declared}"').encode(charset)
        site.add("/closed", status=403)
        update(Feed(site.add("/rss", feed, headers={"Content-Type": header})), settings=started)
        assert held(started)[site.root + "/closed"].body == remark.strip()

    @settings_of_hypothesis(max_examples=150)
    @given(
        where=st.floats(0, 1),
        length=st.integers(0, 30),
        put_in=st.binary(max_size=12)
        | st.sampled_from([b"<![", b"<![CDATA[", b"&a;", b"<item>", b"\x00", b"</rss>", b"<link>"]),
    )
    def test_damaged_feeds_raise_nothing_else(
        self, where: float, length: int, put_in: bytes
    ) -> None:
        feed = rss([rss_item("https://example.org/1", inside="<author>a@b (C)</author>")]).encode()
        at = int(where * len(feed))
        data = feed[:at] + put_in + feed[at + length :]
        found = Fetched(
            address="https://example.org/rss",
            data=data,
            media_type="",
            charset="",
            version=Version(),
        )
        for read in (read_feed, read_sitemap):
            with suppress(UnreadableArticle):
                assert all(isinstance(entry, Entry) for entry in read(found).entries)

    def test_a_page_that_names_feeds_says_which(
        self, site: NewsSite, started: IndexSettings
    ) -> None:
        head = '<link rel="alternate" type="application/rss+xml" href="/rss">'
        address = site.add("/", f"<html><head>{head}</head><body>x</body></html>", headers=HTML)
        with pytest.raises(NothingToIndex, match=f"not a feed.*{site.root}/rss"):
            update(Feed(address), settings=started)

    def test_nothing_in_a_feed_opens_a_file_or_an_address(
        self, site: NewsSite, started: IndexSettings, tmp_path: Path
    ) -> None:
        secret = tmp_path / "secret.txt"
        secret.write_text("the secret of Exampleton " * 50)
        link = site.add_article("/1", 1)
        feed = (
            f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a SYSTEM "{secret.as_uri()}">'
            f'<!ENTITY b SYSTEM "{site.root}/asked">]><rss version="2.0"><channel><title>&a;&b;'
            f"</title><item><title>&a;</title><link>{link}</link></item></channel></rss>"
        )
        update(Feed(site.add("/rss", feed)), settings=started)
        assert site.asked("/asked") == []
        assert not any("secret" in str(article) for article in held(started).values())
        with pytest.raises(NothingToIndex, match="not a feed"):
            update(Feed(site.add("/path", secret.as_posix())), settings=started)


def sitemap(*urls: str, kind: str = "url") -> str:
    root = "urlset" if kind == "url" else "sitemapindex"
    inside = "".join(f"<{kind}>{url}</{kind}>" for url in urls)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><{root} xmlns="http://www.sitemaps.org/schemas/'
        'sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" '
        'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">'
        f"{inside}</{root}>"
    )


class TestSitemaps:
    def test_an_index_with_packed_sitemaps(self, site: NewsSite, started: IndexSettings) -> None:
        links = [site.add_article(f"/{number}", number) for number in range(3)]
        one = sitemap(f"<loc>{links[0]}</loc>", f"<loc>{links[1]}</loc>")
        first = site.add("/1.xml.gz", gzip.compress(one.encode()))
        second = site.add("/2.xml", "\ufeff\n" + sitemap(f"<loc>\n{links[2]}\n</loc>"), headers=XML)
        index = sitemap(f"<loc>{first}</loc>", f"<loc>{second}</loc>", kind="sitemap")
        report = update(Sitemap(site.add("/sitemap.xml", index)), settings=started)
        assert (report.added, report.unreadable) == (3, ())

    def test_a_news_sitemap_says_what_the_page_does_not(
        self, site: NewsSite, started: IndexSettings
    ) -> None:
        link = site.add_article("/1", 1, date=None, outlet=None)
        news = (
            f"<image:image><image:loc>{site.root}/picture</image:loc><image:title>Wrong"
            f"</image:title></image:image><loc>{link}</loc><news:news><news:publication>"
            "<news:name>Sample Courier</news:name><news:language>en</news:language>"
            "</news:publication><news:publication_date>2024-03-05T10:20:00Z"
            "</news:publication_date><news:title>Right</news:title></news:news>"
        )
        update(Sitemap(site.add("/news.xml", sitemap(news))), settings=started)
        article = held(started)[link]
        assert article.source == "Sample Courier"
        assert article.published is not None

    def test_pages_that_changed_before_they_were_read_are_not_asked_for(
        self, site: NewsSite, started: IndexSettings
    ) -> None:
        link = site.add_article("/1", 1)
        source = Sitemap(
            site.add("/s.xml", sitemap(f"<loc>{link}</loc><lastmod>2024-03-05</lastmod>"))
        )
        update(source, settings=started)
        assert update(source, settings=started).unchanged == 1
        assert len(site.asked("/1")) == 1
        tomorrow = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 86_400))
        site.add_article("/1", 1, remark="This was corrected.")
        site.add("/s.xml", sitemap(f"<loc>{link}</loc><lastmod>{tomorrow}</lastmod>"))
        assert update(source, settings=started).changed == 1

    def test_old_sitemaps_of_an_index_are_not_fetched(
        self, site: NewsSite, started: IndexSettings
    ) -> None:
        new, old = site.add_article("/new", 1), site.add_article("/old", 2)
        site.add("/old.xml", sitemap(f"<loc>{old}</loc><lastmod>2020-01-02</lastmod>"))
        site.add("/new.xml", sitemap(f"<loc>{new}</loc><lastmod>2024-03-05</lastmod>"))
        index = sitemap(
            f"<loc>{site.root}/old.xml</loc><lastmod>2020-01-02</lastmod>",
            f"<loc>{site.root}/new.xml</loc><lastmod>2024-03-05T11:00:00Z</lastmod>",
            kind="sitemap",
        )
        address = site.add("/sitemap.xml", index)
        since = as_source(f"sitemap:{address} since=2024-01-01T00:00:00+00:00")
        assert update(since, settings=started).added == 1
        assert update(Sitemap(address, limit=1), settings=started).unchanged == 1
        assert site.asked("/old.xml") == []

    @pytest.mark.parametrize(
        ("document", "says"),
        [
            ("<urlset><url><loc>http://127.0.0.1/", "damaged"),
            ("<html><body>Not found</body></html>", "not a sitemap"),
            ("", "damaged"),
            ('{"a": 1}', "damaged"),
        ],
    )
    def test_damaged_ones_are_told(
        self, site: NewsSite, started: IndexSettings, document: str, says: str
    ) -> None:
        with pytest.raises(NothingToIndex, match=says):
            update(Sitemap(site.add("/s.xml", document, headers=XML)), settings=started)

    def test_an_index_that_names_itself_ends(self, site: NewsSite, started: IndexSettings) -> None:
        index = sitemap(f"<loc>{site.root}/s.xml</loc>", kind="sitemap")
        report = update(Sitemap(site.add("/s.xml", index)), settings=started)
        assert report.added == 0
        assert len(site.asked("/s.xml")) == 1

    def test_entities_are_not_put_in(
        self, site: NewsSite, started: IndexSettings, tmp_path: Path
    ) -> None:
        secret = tmp_path / "secret.txt"
        secret.write_text("secret")
        lines = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(1, 12))
        document = (
            f'<!DOCTYPE urlset [<!ENTITY e1 "lol"><!ENTITY f SYSTEM "{secret.as_uri()}">{lines}]>'
            f"<urlset><url><loc>{site.root}/&f;</loc></url><url><loc>{site.root}/&e12;</loc></url>"
            "</urlset>"
        )
        started_at = time.monotonic()
        with pytest.raises(NothingToIndex):
            update(Sitemap(site.add("/s.xml", document, headers=XML)), settings=started)
        assert time.monotonic() - started_at < 5
        assert not any("secret" in request.path for request in site.requests)


class TestLists:
    def test_one_address_a_line(
        self, site: NewsSite, started: IndexSettings, tmp_path: Path
    ) -> None:
        links = [site.add_article(f"/{number}", number) for number in range(2)]
        file = tmp_path / "addresses.txt"
        file.write_text(
            f"\ufeff# mine\n\n{links[0]}\n  {links[1]}  # the second\n{links[0]}\nnonsense\n"
            f"{links[0]} {links[1]}\nftp://example.org/\n",
            encoding="utf-8",
        )
        report = update(AddressList(file), settings=started)
        assert report.added == 2
        assert [item.origin.rpartition(", ")[2] for item in report.unreadable] == [
            "line 6",
            "line 7",
            "line 8",
        ]
        assert len(site.asked("/0")) == 1


class TestRebuild:
    def test_reads_again_what_was_read(
        self, site: NewsSite, started: IndexSettings, one: Path
    ) -> None:
        page, link = site.add_article("/a", 1), site.add_article("/1", 2)
        feed = site.add("/rss", rss([rss_item(link)]), has_etag=True)
        update([page, Feed(feed, limit=7)], settings=started)
        sources = remembered(started)
        assert sources == [one, Page(page), Feed(feed, limit=7)]
        report = rebuild(sources, settings=started)
        assert (report.articles, report.added, report.removed, report.embedded) == (3, 0, 0, 0)
        # Made anew, so that what is read better now is read better.
        assert "if-none-match" not in site.asked("/a")[-1].headers
        assert "if-none-match" not in site.asked("/rss")[-1].headers

    def test_keeps_what_cannot_be_read_now_and_drops_what_is_gone(
        self, site: NewsSite, started: IndexSettings
    ) -> None:
        busy, gone = site.add_article("/busy", 1), site.add_article("/gone", 2)
        update([busy, gone], settings=started)
        site.add("/busy", status=500)
        site.add("/gone", status=410)
        report = rebuild(remembered(started), settings=started)
        assert (report.articles, report.removed, report.unchanged) == (2, 1, 1)
        assert len(report.unreadable) == 2
        assert article_text(1)[0] in held(started)[busy].body
        assert gone not in held(started)

    def test_keeps_what_has_left_the_feed(self, site: NewsSite, started: IndexSettings) -> None:
        old, new = site.add_article("/old", 1), site.add_article("/new", 2)
        feed = site.add("/rss", rss([rss_item(old)]))
        update(Feed(feed), settings=started)
        site.add("/rss", rss([rss_item(new)]))
        update(Feed(feed), settings=started)
        rebuild(remembered(started), settings=started)
        assert {old, new} <= held(started).keys()
        (started.index / "web.json").unlink()
        rebuild(remembered(started), settings=started)
        assert {old, new} <= held(started).keys()
        assert len(site.asked("/old")) == 1

    def test_drops_what_is_no_longer_named(
        self, site: NewsSite, started: IndexSettings, tmp_path: Path
    ) -> None:
        one, two, three = (site.add_article(f"/{number}", number) for number in range(3))
        feed, other = site.add("/rss", rss([rss_item(one)])), site.add("/b", rss([rss_item(two)]))
        update([Feed(feed), Feed(other), three], settings=started)
        report = rebuild([Feed(other)], settings=started)
        assert held(started).keys() == {two}
        assert report.removed == 3

    def test_with_another_model_keeps_what_only_the_index_holds(
        self, site: NewsSite, started: IndexSettings, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        old = site.add_article("/old", 1)
        feed = site.add("/rss", rss([rss_item(old)]))
        update(Feed(feed), settings=started)
        site.add("/rss", rss([]))
        manifest = next((started.index / "generations").glob("*2/manifest.json"))
        text = manifest.read_text(encoding="utf-8")
        manifest.write_text(text.replace(started.embedding, "another model"), encoding="utf-8")
        rebuild(remembered(started), settings=started)
        assert old in held(started)


def test_an_update_remembers_files_only_when_told(started: IndexSettings, tmp_path: Path) -> None:
    more = write(tmp_path / "more.jsonl", [record(51)])
    update(more, settings=started)
    assert more not in remembered(started)
    update(more, settings=started, remember=True)
    assert more in remembered(started)
    assert status(started).manifest.articles == 2


def test_others_may_write_while_pages_are_fetched(
    site: NewsSite, started: IndexSettings, tmp_path: Path
) -> None:
    link = site.add_article("/1", 1)
    more = write(tmp_path / "more.jsonl", [record(51)])

    def meanwhile(progress: Progress) -> None:
        if progress.stage == "Fetching pages":
            assert update(more, settings=started).added == 1

    report = update(link, settings=started, progress=meanwhile)
    assert (report.added, report.articles) == (1, 3)


def test_several_sites_are_asked_by_turns(site: NewsSite, started: IndexSettings) -> None:
    other = site.root.replace("127.0.0.1", "localhost")
    links = [site.add_article(f"/{number}", number) for number in range(4)]
    named = [links[0], links[1], links[2].replace(site.root, other)]
    update([*named, links[3].replace(site.root, other)], settings=started)
    asked = [request.path for request in site.requests if request.path != "/robots.txt"]
    assert asked == ["/0", "/2", "/1", "/3"]


def test_ctrl_c_between_pages_leaves_the_index_as_it_was(
    site: NewsSite, started: IndexSettings
) -> None:
    links = [site.add_article(f"/{number}", number) for number in range(3)]
    seen = []

    def stop(progress: object) -> None:
        seen.append(progress)
        if len(seen) == 2:
            raise KeyboardInterrupt

    before = status(started)
    with pytest.raises(KeyboardInterrupt):
        update(links, settings=started, progress=stop)
    assert status(started) == before
    assert update(links, settings=started).added == 3
