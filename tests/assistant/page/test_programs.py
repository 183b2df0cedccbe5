"""The endpoints of a page that is served, called by Gradio's client, over HTTP and by MCP."""

from __future__ import annotations

import shutil
import threading
from contextlib import closing
from dataclasses import fields
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from gradio_client.exceptions import AppError  # type: ignore[import-untyped]
from made_articles import write
from served_page import PASSWORD, basic, client, logged_in, mcp_call, mcp_tools, page_of, users_file

from assistant.feedback import opinions
from assistant.page import results
from assistant.page.turns import Turns
from assistant.types import Answer, Citation, PassageHit, Sentence
from index import Report, open_index, rebuild, status
from index.errors import PageBusy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from assistant.settings import Settings

BORDER = "How long is Finland's border with Russia?"
ADMINS = {"rebuild", "update", "remove"}
OPEN = {"answer", "search", "status", "article", "feedback"}


@pytest.fixture(scope="module")
def settings(sample_index: Settings, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Of a page without accounts."""
    folder = tmp_path_factory.mktemp("open")
    return sample_index.model_copy(update={"feedback": str(folder / "feedback.jsonl")})


@pytest.fixture(scope="module")
def url(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("page")
    with page_of(settings.index, folder, NEWS_MCP="1", NEWS_FEEDBACK=settings.feedback) as page:
        yield page.url.rstrip("/")


@pytest.fixture(scope="module")
def program(url: str) -> Any:
    return client(url)


@pytest.fixture(scope="module")
def guarded(
    tmp_path_factory: pytest.TempPathFactory, sample_index: Settings
) -> Iterator[tuple[str, Settings]]:
    """A page with accounts and an index of its own: ada is an admin, ben is not."""
    folder = tmp_path_factory.mktemp("guarded")
    shutil.copytree(sample_index.index, folder / "index")
    users = str(users_file(folder / "users", "ada!", "ben", "cyd"))
    settings = sample_index.model_copy(update={"index": folder / "index", "users": users})
    (folder / "page").mkdir()
    options = {"NEWS_MCP": "1", "NEWS_USERS": users, "NEWS_UPLOAD_MEGABYTES": "1"}
    with page_of(settings.index, folder / "page", **options) as page:
        yield page.url.rstrip("/"), settings


def endpoints(program: Any) -> set[str]:
    described = program.view_api(return_format="dict", print_info=False)
    return {name.removeprefix("/") for name in described["named_endpoints"]}


def test_each_endpoint_is_documented_and_typed(program: Any, url: str) -> None:
    described = program.view_api(return_format="dict", print_info=False)["named_endpoints"]
    assert {name.removeprefix("/") for name in described} == OPEN
    for name, endpoint in described.items():
        (returned,) = endpoint["returns"]
        assert returned["python_type"]["type"] not in ("Any", ""), name
        assert all(item["python_type"]["type"] != "Any" for item in endpoint["parameters"])
    found = httpx.get(f"{url}/gradio_api/info", timeout=60).json()["named_endpoints"]
    assert all(endpoint.get("description") for endpoint in found.values())


@pytest.mark.parametrize(
    ("kind", "result"),
    [
        (Answer, results.AnswerResult),
        (Citation, results.CitationResult),
        (PassageHit, results.PassageResult),
        (Sentence, results.SentenceResult),
        (Report, results.ReportResult),
    ],
)
def test_results_have_the_fields_of_what_they_are_made_of(kind: Any, result: Any) -> None:
    assert list(result.__annotations__) == [field.name for field in fields(kind)]


def test_an_answer_is_the_whole_answer(program: Any, settings: Settings) -> None:
    found = Answer.from_dict(program.predict(BORDER, api_name="/answer"))
    assert found.answered
    assert found.generation == status(settings).generation
    for citation in found.citations:
        article = program.predict(citation.article_id, api_name="/article")
        assert article["body"][citation.start : citation.end] == citation.quote
        assert (article["title"], article["source"]) == (citation.title, citation.source)
    limited = program.predict(BORDER, sources=["Sample Courier"], api_name="/answer")
    assert {hit["source"] for hit in limited["passages"]} == {"Sample Courier"}


def test_a_search_gives_passages_with_scores(program: Any) -> None:
    found = program.predict(BORDER, limit=3, api_name="/search")
    assert set(found) == set(results.SearchResult.__annotations__)
    assert len(found["passages"]) == 3
    scores = [hit["score"] for hit in found["passages"]]
    assert scores == sorted(scores, reverse=True)
    assert set(found["passages"][0]) == set(results.PassageResult.__annotations__)
    assert "border" in found["passages"][0]["text"]
    later = program.predict(BORDER, since="2024-01-01", api_name="/search")["passages"]
    assert later
    assert all(hit["published"] >= "2024" for hit in later)


def test_status_says_what_is_indexed(program: Any, settings: Settings) -> None:
    found = program.predict(api_name="/status")
    manifest = status(settings).manifest
    assert set(found) == set(results.StatusResult.__annotations__)
    assert (found["articles"], found["outlets"]) == (manifest.articles, manifest.outlets)
    # Where things are on the page's machine is nobody's business.
    assert str(settings.index) not in str(found)


def test_an_article_is_found_by_any_form_of_its_address(program: Any) -> None:
    (hit,) = program.predict(BORDER, limit=1, api_name="/search")["passages"]
    article = program.predict(hit["article_id"], api_name="/article")
    assert set(article) == set(results.ArticleResult.__annotations__)
    for address in (hit["url"], f"{hit['url']}?utm_source=x", hit["url"].replace("https", "http")):
        assert program.predict(address, api_name="/article") == article


def test_a_second_address_of_an_article_finds_it(tmp_path: Path, sample_index: Settings) -> None:
    body = "The town council of Sampleville voted on Monday to rebuild the bridge. " * 8
    common = {"title": "Bridge", "body": body, "source": "Wire", "published": "2024-03-01"}
    addresses = ("https://wire.example/one", "https://wire.example/two")
    path = write(tmp_path / "a.jsonl", [common | {"url": each} for each in addresses])
    settings = sample_index.model_copy(update={"index": tmp_path / "index"})
    rebuild(path, settings=settings)
    index = open_index(settings)
    found = {article.id for each in addresses if (article := index.find_article(each))}
    assert len(found) == 1
    assert index.find_article("https://wire.example/three") is None
    assert index.find_article("nothing") is None


def test_feedback_is_kept(program: Any, settings: Settings) -> None:
    found = program.predict(BORDER, api_name="/answer")
    assert program.predict(found, False, "too short", api_name="/feedback") is True
    (said,) = opinions(settings)
    assert (said.question, said.liked, said.reason, said.user) == (BORDER, False, "too short", "")
    assert program.predict(found, None, api_name="/feedback") is True
    assert opinions(settings) == []


@pytest.mark.parametrize(
    ("arguments", "endpoint", "told"),
    [
        ((" ",), "/answer", "question"),
        ((BORDER, None, "lately"), "/answer", "2022-02-09"),
        ((BORDER, ["Nobody's Post"]), "/search", "Nobody's Post"),
        ((BORDER, None, None, None, 0), "/search", "1 to 50"),
        ((BORDER, None, None, None, 51), "/search", "1 to 50"),
        (("no such id",), "/article", "No article"),
        (({"question": "Who?"}, True), "/feedback", "no answer"),
    ],
)
def test_what_cannot_be_done_is_said(
    program: Any, arguments: tuple[Any, ...], endpoint: str, told: str
) -> None:
    with pytest.raises(AppError, match=told):
        program.predict(*arguments, api_name=endpoint)


def test_tools_are_the_endpoints(url: str) -> None:
    tools = mcp_tools(url)
    assert set(tools) == OPEN
    assert all(tool.description for tool in tools.values())
    assert tools["answer"].inputSchema["required"] == ["question"]
    assert all(
        parameter["description"]
        for tool in tools.values()
        for parameter in tool.inputSchema["properties"].values()
    )


def test_a_tool_returns_json(url: str, program: Any) -> None:
    found, failed = mcp_call(url, "answer", question=BORDER)
    assert not failed
    answered = Answer.from_dict(found)
    assert answered.text == program.predict(BORDER, api_name="/answer")["text"]
    passages, _ = mcp_call(url, "search", question=BORDER, limit=2)
    assert len(passages["passages"]) == 2
    counted, _ = mcp_call(url, "status")
    assert counted == program.predict(api_name="/status")
    refused, failed = mcp_call(url, "article", id_or_address="nothing")
    assert failed
    assert "No article" in refused


def test_without_accounts_nothing_that_changes_the_index_is_offered(url: str) -> None:
    for name in sorted(ADMINS):
        given = httpx.post(f"{url}/gradio_api/run/{name}", json={"data": [[]]}, timeout=60)
        assert given.status_code >= 400, name
    assert not set(mcp_tools(url)) & ADMINS


def test_with_accounts_nothing_is_offered_to_nobody(guarded: tuple[str, Settings]) -> None:
    url, _ = guarded
    for path in ("config", "gradio_api/info", "gradio_api/openapi.json", "gradio_api/queue/data"):
        assert httpx.get(f"{url}/{path}", timeout=60).status_code == 401, path
    for name in sorted(OPEN | ADMINS):
        given = httpx.post(f"{url}/gradio_api/run/{name}", json={"data": [BORDER]}, timeout=60)
        assert given.status_code == 401, name
    for name, password in (("cyd", "wrong"), ("nobody", PASSWORD), ("cyd", ""), ("", "")):
        given = httpx.post(f"{url}/login", data={"username": name, "password": password})
        assert given.status_code in (400, 422)
        assert not given.cookies
    tool = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    for path in ("", "/", "/schema", "/sse", "/http", "/messages/"):
        for headers in ({}, basic("cyd", "wrong"), {"Authorization": "Bearer x"}):
            given = httpx.post(f"{url}/gradio_api/mcp{path}", json=tool, headers=headers)
            assert given.status_code == 401, path
    assert "basic" in given.headers["www-authenticate"].lower()


def test_only_admins_change_the_index(guarded: tuple[str, Settings]) -> None:
    url, settings = guarded
    before = status(settings)
    (entry, *_) = open_index(settings).vectors.entries()
    ben, ada = client(url, "ben"), client(url, "ada")
    assert endpoints(ben) == OPEN | ADMINS

    changes: dict[str, dict[str, Any]] = {
        "rebuild": {},
        "update": {"addresses": ["https://a.example/"]},
        "remove": {"ids_or_addresses": [entry.id]},
    }
    for name, arguments in changes.items():
        with pytest.raises(AppError, match="Only admins"):
            ben.predict(**arguments, api_name=f"/{name}")
        refused, failed = mcp_call(url, name, basic("ben"), **arguments)
        assert failed
        assert "Only admins" in refused
    assert status(settings) == before
    assert ben.predict(BORDER, api_name="/answer")["answered"]

    report = ada.predict([entry.id], api_name="/remove")
    assert (report["removed"], report["articles"]) == (1, before.manifest.articles - 1)
    rebuilt = ada.predict(api_name="/rebuild")
    assert set(rebuilt) == set(results.ReportResult.__annotations__)
    assert rebuilt["articles"] == before.manifest.articles
    again, failed = mcp_call(url, "remove", basic("ada"), ids_or_addresses=[entry.url])
    assert (failed, again["removed"]) == (False, 1)


@pytest.mark.parametrize("address", ["articles", "/etc/hosts", "file:///etc/hosts", "~", ""])
def test_an_update_reads_no_files_of_the_page_s_machine(
    guarded: tuple[str, Settings], address: str
) -> None:
    url, _ = guarded
    with pytest.raises(AppError, match="https://"):
        client(url, "ada").predict([address], api_name="/update")


def test_an_update_fetches_pages(guarded: tuple[str, Settings]) -> None:
    url, _ = guarded
    # The page's own machine is not fetched from, admin or not.
    with pytest.raises(AppError, match=r"private|127\."):
        client(url, "ada").predict([f"{url}/"], api_name="/update")


def test_feedback_says_who_gave_it(guarded: tuple[str, Settings]) -> None:
    url, settings = guarded
    ben = client(url, "ben")
    found = ben.predict(BORDER, api_name="/answer")
    ben.predict(found, True, api_name="/feedback")
    mcp_call(url, "feedback", basic("ada"), answer=found, liked=False, reason="no")
    assert [(said.user, said.liked) for said in opinions(settings)] == [
        ("ben", True),
        ("ada", False),
    ]


def test_a_read_only_page_offers_admins_nothing_more(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, sample_index: Settings
) -> None:
    users = users_file(tmp_path_factory.mktemp("users") / "users", "ada!")
    options = {"NEWS_USERS": str(users), "NEWS_INDEX_PANEL": "read"}
    with page_of(sample_index.index, tmp_path, **options) as page:
        assert endpoints(client(page.url, "ada")) == OPEN
        # Nor is there an MCP server where none was asked for.
        url = f"{page.url}gradio_api/mcp/"
        with httpx.Client(headers=basic("ada"), timeout=60) as session:
            assert session.post(url, json={}).status_code in (404, 405)


def test_private_events_of_the_page_rebuild_for_no_user(guarded: tuple[str, Settings]) -> None:
    url, settings = guarded
    before = status(settings).generation
    session = logged_in(url, "ben")
    config = session.get("/config").json()
    called = 0
    for dependency in config["dependencies"]:
        data = [component.get("value") for component in inputs_of(config, dependency)]
        body = {"data": data, "fn_index": dependency["id"], "session_hash": "ben1"}
        given = session.post("/gradio_api/queue/join", json=body)
        called += given.status_code == 200
    assert called > 5
    with session.stream("GET", "/gradio_api/queue/data", params={"session_hash": "ben1"}) as lines:
        for line in lines.iter_lines():
            if '"close_stream"' in line:
                break
    session.close()
    assert status(settings).generation == before


@pytest.mark.parametrize(("megabytes", "taken"), [(0.5, True), (1.5, False)])
def test_what_is_uploaded_is_not_to_be_too_large(
    guarded: tuple[str, Settings], megabytes: float, taken: bool
) -> None:
    url, _ = guarded
    files = {"files": ("a.txt", b"x" * int(megabytes * 1e6))}
    with closing(logged_in(url, "ada")) as session:
        assert session.post("/gradio_api/upload", files=files).is_success is taken
    assert httpx.post(f"{url}/gradio_api/upload", files=files, timeout=60).status_code == 401


def inputs_of(config: dict[str, Any], dependency: dict[str, Any]) -> list[dict[str, Any]]:
    by_id = {component["id"]: component["props"] for component in config["components"]}
    return [by_id[number] for number in dependency["inputs"]]


def test_so_many_run_at_once_so_many_wait_and_others_are_refused() -> None:
    import anyio

    outcomes: list[str] = []
    running = most = 0

    async def all_at_once() -> None:
        turns = Turns(2, 3)
        release = anyio.Event()
        go = threading.Event()

        def work() -> str:
            nonlocal running, most
            running += 1
            most = max(most, running)
            go.wait(10)
            running -= 1
            return "done"

        async def one() -> None:
            try:
                outcomes.append(await turns.take(work))
            except PageBusy as error:
                outcomes.append(str(error))
            if len(outcomes) == 2:
                release.set()

        async with anyio.create_task_group() as group:
            for _ in range(7):
                group.start_soon(one)
            with anyio.fail_after(30):
                await release.wait()  # the two that were refused
                while running < 2:
                    await anyio.sleep(0.01)
            go.set()

    anyio.run(all_at_once)
    assert most == 2
    assert outcomes.count("done") == 5
    assert sum("waiting" in outcome for outcome in outcomes) == 2
