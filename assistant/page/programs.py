"""What the page offers to programs: named endpoints, with types and documentation.

`gradio_client` calls them, and they are the tools of the MCP server where it is switched on. Gradio
reads their annotations and docstrings at run time. None goes through the queue, whose server side
logs in to itself for MCP, without a password: `Turns` keeps how many run at once.
"""

import json
from collections.abc import Callable
from typing import Any, TypeVar, cast

import gradio as gr
from gradio.events import api

import assistant
from assistant.feedback import record
from assistant.page import results
from assistant.page.access import has_accounts, may_change_index, user_of
from assistant.page.turns import Turns
from assistant.searching import search, whole_article
from assistant.settings import Settings
from assistant.types import Answer
from index.background import BackgroundWork
from index.errors import NewsError

MOST_PASSAGES = 50

_Result = TypeVar("_Result")


class Programs:
    """The endpoints; to be made inside the page's blocks."""

    def __init__(self, settings: Settings, build: BackgroundWork) -> None:
        self._settings = settings
        self._build = build
        self._turns = Turns(settings.asked_at_once, settings.queue_length)
        offered = [self.answer, self.search, self.status, self.article, self.feedback]
        if has_accounts(settings) and settings.index_panel == "full":
            # Each asks who calls: that it is offered to admins only keeps nobody else from it.
            offered += [self.rebuild, self.update, self.remove]
        for function in offered:
            api(function, api_name=function.__name__, queue=False)

    async def answer(
        self,
        question: str,
        request: gr.Request,
        sources: list[str] | None = None,
        since: str | None = None,
        until: str | None = None,
    ) -> results.AnswerResult:
        """Answer a question from the indexed news articles; every statement has its exact quotes.

        Args:
            question: in your own words.
            sources: outlets to limit the answer to, as /status names them.
            since: earliest publication date, as 2022-02-09.
            until: latest publication date, that day included.
        """

        def answered() -> Any:
            return assistant.answer(
                question, sources=sources, since=since, until=until, settings=self._settings
            ).to_dict()

        return await self._told(answered, request)

    async def search(
        self,
        question: str,
        request: gr.Request,
        sources: list[str] | None = None,
        since: str | None = None,
        until: str | None = None,
        limit: int = 8,
    ) -> results.SearchResult:
        """Find the passages of indexed news articles that bear on a question, best first.

        Args:
            question: in your own words; a date or an outlet in it limits the search.
            sources: outlets to search, as /status names them.
            since: earliest publication date, as 2022-02-09.
            until: latest publication date, that day included.
            limit: how many passages at most, 1 to 50.
        """

        def searched() -> results.SearchResult:
            if not 1 <= limit <= MOST_PASSAGES:
                raise gr.Error(f"limit is 1 to {MOST_PASSAGES}.", print_exception=False)
            found = search(
                question,
                sources=sources,
                since=since,
                until=until,
                limit=limit,
                settings=self._settings,
            )
            passages = [results.passage_result(hit) for hit in found.passages]
            return {"generation": found.generation, "passages": passages}

        return await self._told(searched, request)

    async def status(self, request: gr.Request) -> results.StatusResult:
        """Say what is indexed: how many articles, from when to when, of which outlets."""
        from index import status

        settings = self._settings
        return await self._told(
            lambda: results.status_result(status(settings), settings.model), request
        )

    async def article(self, id_or_address: str, request: gr.Request) -> results.ArticleResult:
        """Give a whole indexed article, into whose body the offsets of citations point.

        Args:
            id_or_address: the article_id of a citation or passage, or the article's web address.
        """

        def found() -> results.ArticleResult:
            article, generation = whole_article(id_or_address, settings=self._settings)
            if article is None:
                raise gr.Error(
                    "No article of that id or address is indexed. /search gives ids.",
                    print_exception=False,
                )
            return results.article_result(article, generation)

        return await self._told(found, request)

    async def feedback(
        self, answer: dict[str, Any], request: gr.Request, liked: bool | None, reason: str = ""
    ) -> bool:
        """Tell whoever runs this page what you think of an answer.

        Args:
            answer: what /answer returned.
            liked: true or false; null takes back what was said before.
            reason: in your own words.
        """

        def kept() -> bool:
            try:
                given = Answer.from_dict(answer)
            except ValueError as error:
                raise gr.Error(f"That is no answer: {error}.", print_exception=False) from error
            record(self._settings, given, liked, reason, user_of(request))
            return True

        return await self._told(kept, request)

    async def rebuild(self, request: gr.Request) -> results.ReportResult:
        """Make the index anew from what was read last; for admins. Returns when it is done."""

        def rebuilt() -> results.ReportResult:
            if not self._build.start():
                raise gr.Error(
                    f"Other work on the index is under way ({self._build.doing.lower()}). Try "
                    "again after.",
                    print_exception=False,
                )
            self._build.wait()
            if self._build.error:
                raise self._build.error
            if self._build.report is None:
                raise gr.Error("The rebuild was stopped.", print_exception=False)
            return results.report_result(self._build.report)

        return await self._changed(rebuilt, request)

    async def update(self, addresses: list[str], request: gr.Request) -> results.ReportResult:
        """Add the articles of web pages, or replace those that have changed; for admins.

        Args:
            addresses: of the pages, each with http:// or https://.
        """
        from index import Page, update

        def updated() -> results.ReportResult:
            # Else a name would be a path on the page's machine.
            wrong = [each for each in addresses if not each.startswith(("http://", "https://"))]
            if wrong or not addresses:
                raise gr.Error(
                    "addresses are those of web pages, each with http:// or https://.",
                    print_exception=False,
                )
            pages = [Page(each) for each in addresses]
            return results.report_result(update(pages, settings=self._settings))

        return await self._changed(updated, request)

    async def remove(
        self, ids_or_addresses: list[str], request: gr.Request
    ) -> results.ReportResult:
        """Remove articles with their history; for admins. What is not indexed is passed over.

        Args:
            ids_or_addresses: the articles' ids, or any of their web addresses.
        """
        from index import remove

        return await self._changed(
            lambda: results.report_result(remove(ids_or_addresses, settings=self._settings)),
            request,
        )

    async def _changed(self, change: Callable[[], _Result], request: gr.Request) -> _Result:
        """The same for what admins may do."""

        def allowed() -> _Result:
            if not may_change_index(self._settings, request):
                raise gr.Error("Only admins may change the index.", print_exception=False)
            return change()

        return await self._told(allowed, request)

    async def _told(self, work: Callable[[], _Result], request: object) -> _Result:
        """What a function returns, once it is its turn; errors raised on purpose become the page's.

        A call of an MCP tool gets JSON as text: Gradio would write it as Python.
        """
        try:
            result = await self._turns.take(work)
        except NewsError as error:
            raise gr.Error(str(error), print_exception=False) from error
        if isinstance(request, gr.Request):
            return result
        return cast("_Result", json.dumps(result))
