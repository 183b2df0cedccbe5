"""The index on a page that is called by programs, past what its buttons show."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

import httpx
import pytest
from conftest import REPOSITORY
from made_articles import record, write

from assistant.settings import Settings
from index import rebuild, remove, status
from index.catalogue import catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Served(NamedTuple):
    url: str
    settings: Settings
    events: dict[str, tuple[int, list[str | None]]]
    """Their numbers and the ids of their inputs, by the names of their functions."""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """An index of two generations, so that there is a way back."""
    settings = Settings(index=tmp_path / "index")
    rebuild(write(tmp_path / "a.jsonl", [record(n) for n in range(3)]), settings=settings)
    remove(record(0)["url"], settings=settings)
    return settings


@contextmanager
def _served(settings: Settings, *denied: str) -> Iterator[Served]:
    """The page, by a process of its own in which these questions about access are denied."""
    with subprocess.Popen(
        [sys.executable, str(REPOSITORY / "tests" / "guarded_page.py"), *denied],
        env=os.environ | {"NEWS_INDEX": str(settings.index), "NEWS_PORT": "0"},
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stdout
            events = json.loads(process.stdout.readline())
            found = re.search(r"http://[\d.]+:\d+/", process.stdout.readline())
            assert found, "the page did not start"
            yield Served(found[0], settings, events)
        finally:
            process.terminate()


def _call(site: Served, name: str, pressed: Any = None, session: str = "", **given: Any) -> Any:
    """Call an event as a program would; what it says at the end."""
    number, inputs = site.events[name]
    data = [given.get(block or "") for block in inputs]
    called = {
        "fn_index": number,
        "data": data,
        "event_data": pressed,
        "session_hash": name + session,
    }
    with httpx.Client(base_url=site.url, timeout=60) as program:
        program.post("gradio_api/queue/join", json=called).raise_for_status()
        with program.stream(
            "GET", "gradio_api/queue/data", params={"session_hash": name + session}
        ) as said:
            for line in said.iter_lines():
                message = json.loads(line.removeprefix("data: ")) if line else {}
                if message.get("msg") == "process_completed":
                    return message
    return None


def _uploaded(site: Served, path: Path) -> list[dict[str, Any]]:
    with path.open("rb") as file:
        sent = httpx.post(f"{site.url}gradio_api/upload", files={"files": file}).json()
    return [{"path": sent[0], "meta": {"_type": "gradio.FileData"}}]


def _calls(site: Served, tmp_path: Path) -> list[tuple[str, dict[str, str] | None, dict[str, Any]]]:
    """Every event that changes something, and what it takes."""
    found = status(site.settings)
    (first, *_) = catalogue(site.settings).articles
    files = _uploaded(site, write(tmp_path / "b.jsonl", [record(9)]))
    return [
        ("_rebuilt", None, {}),
        ("_updated", None, {}),
        ("_pressed_in_facts", {"do": "roll-back", "generation": found.before or ""}, {}),
        ("_pressed_in_reading", {"do": "remove", "article": first.id}, {}),
        ("_files_added", None, {"files": files}),
        ("_addresses_added", None, {"addresses": "https://x.example/", "kind": "Pages", "most": 5}),
        ("_cancelled", None, {}),
    ]


def test_who_may_not_change_the_index_changes_nothing_by_any_event(
    settings: Settings, tmp_path: Path
) -> None:
    before = status(settings)
    with _served(settings, "may_change_index") as site:
        calls = _calls(site, tmp_path)
        changing = {name for name, *_ in calls}
        # Whatever else there is only shows; a new event has to be put in one of the two lists.
        assert site.events.keys() - changing == {
            "_opened",
            "_looked",
            "show",
            "_seek",
            "_press",
        }
        for name, pressed, given in calls:
            said = _call(site, name, pressed, **given)
            assert not said["success"], name
            assert "may not change the index" in said["output"]["error"], name
        assert _call(site, "_opened")["success"]
        article = catalogue(settings).articles[0].id
        shown = _call(site, "_press", {"do": "read", "article": article})
        assert 'data-do=\\"remove' not in json.dumps(shown)
        assert record(1)["body"][:40] in json.dumps(shown) or record(2)["body"][:40] in json.dumps(
            shown
        )
    assert status(settings) == before
    assert not (settings.index / "uploads").exists()


def test_who_may_change_it_does_by_the_same_events_and_nonsense_does_no_harm(
    settings: Settings, tmp_path: Path
) -> None:
    with _served(settings) as site:
        for number, nonsense in enumerate(_NONSENSE):
            for name in ("_press", "_pressed_in_facts", "_pressed_in_reading"):
                assert _call(site, name, nonsense, f"{number}")["success"], nonsense
        assert status(settings).manifest.articles == 2
        calls = {name: (pressed, given) for name, pressed, given in _calls(site, tmp_path)}
        pressed, given = calls["_files_added"]
        assert _call(site, "_files_added", pressed, **given)["success"]
        assert status(settings).manifest.articles == 3
        pressed, given = calls["_pressed_in_reading"]
        assert _call(site, "_pressed_in_reading", pressed, **given)["success"]
        assert status(settings).manifest.articles == 2
        before = status(settings).before
        assert before
        _call(site, "_pressed_in_facts", {"do": "roll-back", "generation": before})
        assert status(settings).generation == before


def test_where_the_index_is_hidden_no_event_shows_any_of_it(
    settings: Settings,
) -> None:
    titles = [record(n)["title"] for n in range(3)]
    article = catalogue(settings).articles[0].id
    with _served(settings, "may_change_index", "shows_index") as site:
        said = [
            _call(site, name, pressed)
            for name, pressed in (
                ("_opened", None),
                ("_looked", None),
                ("show", None),
                ("_seek", None),
                ("_press", {"do": "page", "page": "1"}),
                ("_press", {"do": "read", "article": article}),
            )
        ]
    told = json.dumps(said)
    assert "process_completed" in told
    for hidden in (*titles, str(settings.index), "Generation", "all-MiniLM"):
        assert hidden not in told


_NONSENSE: tuple[Any, ...] = (
    None,
    {"do": "page", "page": "9" * 5000},
    {"do": "read", "article": "../../etc/passwd"},
    {"do": "read"},
    {"do": ["remove"]},
    {"do": "remove", "article": {"$ne": ""}},
    "remove",
    7,
)
