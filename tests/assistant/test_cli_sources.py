"""`news-assistant index add` and `watch` against a loopback site."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from made_articles import record, write
from news_site import NewsSite, rss, rss_item
from typer.testing import CliRunner

from assistant.cli import app
from index import generation, open_index, rebuild, status
from index.settings import IndexSettings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from click.testing import Result

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def site() -> Iterator[NewsSite]:
    with NewsSite(time.time) as site:
        yield site


@pytest.fixture(autouse=True)
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> IndexSettings:
    monkeypatch.setenv("NEWS_INDEX", str(tmp_path / "index"))
    monkeypatch.setenv("NEWS_ALLOW_PRIVATE_HOSTS", "true")
    monkeypatch.setenv("NEWS_FETCH_DELAY", "0")
    return IndexSettings()


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["index", *map(str, arguments)])


def origins(settings: IndexSettings) -> set[str]:
    return {entry.origin for entry in open_index(settings).vectors.entries()}


def test_add_makes_the_first_index_and_then_adds(
    site: NewsSite, settings: IndexSettings, tmp_path: Path
) -> None:
    page = site.add_article("/page", 1)
    first = run("add", page)
    assert first.exit_code == 0, first.output
    assert "1 added" in first.stdout
    assert "Fetching pages: 1 of 1" in first.stderr
    listed, named, mapped = (site.add_article(f"/{name}", n) for n, name in enumerate("abc", 2))
    (tmp_path / "list.txt").write_text(listed)
    feed = site.add("/rss", rss([rss_item(named)]))
    sitemap = site.add("/s.xml", f"<urlset><url><loc>{mapped}</loc></url></urlset>")
    articles = write(tmp_path / "articles.jsonl", [record(9)])
    second = run(
        "add", page, articles, "--feed", feed, "--sitemap", sitemap, "--list", tmp_path / "list.txt"
    )
    assert second.exit_code == 0, second.output
    assert "4 added, 0 changed, 0 removed, 1 from the web unchanged" in second.stdout
    assert status(settings).manifest.paths == (
        page,
        str(articles),
        f"feed:{feed}",
        f"sitemap:{sitemap}",
        f"list:{tmp_path / 'list.txt'}",
    )
    again = run("rebuild")
    assert again.exit_code == 0, again.output
    assert "The index now holds 5 articles" in again.stdout
    assert f"feed:{feed}" in run("status").stdout
    assert f"feed:{feed}" in json.loads(run("status", "--json").stdout)["paths"]


def test_add_since_and_limit_are_remembered(site: NewsSite, settings: IndexSettings) -> None:
    days = ("Mon, 04 Mar 2024 10:00:00 GMT", "Wed, 06 Mar 2024 10:00:00 GMT")
    days += ("Thu, 07 Mar 2024 10:00:00 GMT",)
    links = [site.add_article(f"/{number}", number) for number in range(3)]
    feed = site.add("/rss", rss([rss_item(*pair) for pair in zip(links, days, strict=True)]))
    result = run("add", "--feed", feed, "--since", "5 March 2024", "--limit", "1")
    assert result.exit_code == 0, result.output
    assert origins(settings) == {links[2]}
    assert status(settings).manifest.paths == (
        f"feed:{feed} since=2024-03-05T00:00:00+00:00 limit=1",
    )


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["add"], "Name what to add"),
        (["add", "no-such-file"], "does not exist"),
        (["add", "--list", "no-such-file"], "does not exist"),
        (["add", "https://a.example/", "--since", "soon"], "no date"),
        (["watch", "--every", "soon"], "no span of time"),
        (["watch", "--every", "0m"], "no span of time"),
        (["add", "ftp://example.org/a"], "only http and https"),
    ],
)
def test_what_cannot_be_meant_is_refused(arguments: list[str], says: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert says in result.output


def test_rebuild_and_update_take_addresses(site: NewsSite, settings: IndexSettings) -> None:
    one, two = site.add_article("/1", 1), site.add_article("/2", 2)
    assert run("rebuild", one).exit_code == 0
    result = run("update", two, site.root + "/missing")
    assert result.exit_code == 0
    assert "404" in result.stderr
    assert origins(settings) == {one, two}


def test_one_round_of_watching(site: NewsSite, settings: IndexSettings, tmp_path: Path) -> None:
    link, later = site.add_article("/1", 1), site.add_article("/2", 2)
    feed = site.add("/rss", rss([rss_item(link)]))
    folder = tmp_path / "articles"
    folder.mkdir()
    write(folder / "a.jsonl", [record(9)])
    assert run("watch", folder, "--feed", feed, "--once").exit_code == 0
    site.add("/rss", rss([rss_item(later), rss_item(link)]))
    write(folder / "b.jsonl", [record(8)])
    result = run("watch", "--once")
    assert result.exit_code == 0, result.output
    assert "2 added, 0 changed, 0 removed" in result.stdout
    assert status(settings).manifest.articles == 4


def test_a_round_that_fails_is_told_and_the_next_one_comes(
    site: NewsSite, settings: IndexSettings, tmp_path: Path
) -> None:
    """A busy index, a site that is down, then news, then Ctrl-C, in a process of its own."""
    rebuild(write(tmp_path / "one.jsonl", [record(9)]), settings=settings)
    link = site.add_article("/1", 1)
    site.add("/rss", status=500)
    lines: list[str] = []
    seen = threading.Condition()
    child = subprocess.Popen(
        [
            sys.executable,
            "-u",
            "-m",
            "assistant",
            "index",
            "watch",
            "--every",
            "0.2s",
            "--feed",
            site.root + "/rss",
        ],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )

    def read() -> None:
        assert child.stdout is not None
        for line in child.stdout:
            with seen:
                lines.append(line)
                seen.notify_all()

    def wait_for(text: str) -> None:
        with seen:
            start = len(lines)
            assert seen.wait_for(lambda: any(text in line for line in lines[start:]), 60), lines

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    try:
        wait_for("status 500")
        with generation.writing(settings.index):
            wait_for("Another process is writing")
        site.add("/rss", rss([rss_item(link)]))
        wait_for("1 added")
        wait_for("1 from the web unchanged")
        child.send_signal(signal.SIGINT)
        assert child.wait(60) == 130
    finally:
        child.kill()
        reader.join(10)
        child.stdout.close()  # type: ignore[union-attr]
    assert not any("Traceback" in line for line in lines)
    assert origins(settings) >= {link}
