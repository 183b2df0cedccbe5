"""The command line, as its users meet it: what it prints where, and how it exits."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import assistant
from assistant.cli import main
from assistant.types import Answer, Citation, Sentence, Status, TextDelta, Turn, Understood
from index import rebuild
from index.errors import InvalidQuestion, NoIndex
from index.settings import IndexSettings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.types import StreamEvent

REPOSITORY = Path(__file__).resolve().parents[2]
NEWS = """The bridge at Examplewick reopened

Published: 9 Feb 2022

The bridge at Examplewick reopened on Wednesday after two years of repairs, the town council said.
Mayor Ada Example cut the ribbon. Some 400 people walked across in the first hour.
"""


@dataclass(frozen=True)
class Result:
    code: int
    out: str
    err: str


Run = "Callable[..., Result]"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `news-assistant` with arguments, in this process and away from any terminal."""

    def run(*arguments: str | Path, typed: str = "") -> Result:
        monkeypatch.setattr(sys, "argv", ["news-assistant", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        with pytest.raises(SystemExit) as left:
            main()
        printed = capsys.readouterr()
        return Result(int(left.value.code or 0), printed.out, printed.err)

    return run


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Has every question answered with ANSWER; the arguments of each end up in the list."""
    calls: list[dict[str, Any]] = []

    def stream(question: str, **arguments: Any) -> Iterator[StreamEvent]:
        calls.append({"question": question, **arguments})
        yield Status(message="Searching the articles")
        yield TextDelta(text="a draft")
        yield replace(ANSWER, question=question)

    monkeypatch.setattr(assistant, "stream", stream)
    return calls


def _answers(monkeypatch: pytest.MonkeyPatch, *answers: Answer | BaseException) -> None:
    """Has the questions answered with these, one after the other."""
    left = iter(answers)

    def stream(question: str, **_: Any) -> Iterator[StreamEvent]:
        yield Status(message="Searching the articles")
        answer = next(left)
        if isinstance(answer, BaseException):
            raise answer
        yield answer

    monkeypatch.setattr(assistant, "stream", stream)


QUOTE = "The bridge reopened on Wednesday."
ANSWER = Answer(
    question="when did the bridge reopen?",
    text=f"{QUOTE} — Example Wire, 9 Feb 2022 [1]",
    answered=True,
    sentences=(Sentence(text=QUOTE, citations=(1,)),),
    citations=(
        Citation(
            number=1,
            quote=QUOTE,
            start=10,
            end=10 + len(QUOTE),
            title="Bridge reopens",
            source="Example Wire",
            authors=("Ada Example",),
            published=datetime(2022, 2, 9, 21, 49, tzinfo=UTC),
            url="https://example.org/bridge",
            article_id="a1",
            passage_id="p1",
        ),
    ),
    passages=(),
    coverage="Based on 1 article, newest 9 Feb 2022",
    understood=Understood(
        question="when did the bridge reopen?",
        standalone="when did the bridge reopen?",
        as_of=datetime(2022, 3, 1, tzinfo=UTC),
    ),
    confidence=0.9,
)
DECLINED = replace(
    ANSWER, text="The articles don't answer this.", answered=False, sentences=(), citations=()
)


class TestAsk:
    def test_prints_the_answer_then_numbered_sources(self, run: Run, asked: list[Any]) -> None:
        result = run("ask", "when did the bridge reopen?")
        assert result == Result(
            0,
            f"{QUOTE} — Example Wire, 9 Feb 2022 [1]\n"
            "\n"
            "[1] Example Wire, 9 Feb 2022: Bridge reopens\n"
            f"    “{QUOTE}”\n"
            "    https://example.org/bridge\n"
            "\n"
            "Based on 1 article, newest 9 Feb 2022\n",
            "",
        )

    def test_needs_no_quotation_marks(self, run: Run, asked: list[Any]) -> None:
        run("ask", "when", "did", "it", "reopen?", "--json")
        assert asked[0]["question"] == "when did it reopen?"

    def test_json_is_all_that_is_printed(self, run: Run, asked: list[Any]) -> None:
        result = run("ask", "--json", ANSWER.question)
        assert json.loads(result.out) == ANSWER.to_dict()
        assert result.err == ""

    def test_passes_the_limits_on(self, run: Run, asked: list[Any]) -> None:
        limits = ["--source", "Example Wire", "--source", "Sample Courier", "--since", "2022-01-31"]
        limits += ["--until", "2022-02-09T12:00", "--as-of", "2022-03-01", "--model", "fake:one"]
        assert run("ask", "why?", *limits).code == 0
        call = asked[0]
        assert call["sources"] == ["Example Wire", "Sample Courier"]
        assert (call["since"], call["until"]) == ("2022-01-31", "2022-02-09T12:00")
        assert (call["as_of"], call["model"]) == ("2022-03-01", "fake:one")

    def test_without_limits_there_are_none(self, run: Run, asked: list[Any]) -> None:
        run("ask", "why?")
        names = ("sources", "since", "until", "as_of", "model")
        assert [asked[0][name] for name in names] == [None] * 5

    @pytest.mark.parametrize("option", ["--since", "--until", "--as-of"])
    def test_refuses_what_is_no_date(self, run: Run, asked: list[Any], option: str) -> None:
        result = run("ask", "why?", option, "soon")
        assert result.code == 2
        assert "soon" in result.err
        assert option in result.err
        assert (result.out, asked) == ("", [])

    @pytest.mark.parametrize(("options", "code"), [([], 0), (["--exit-status"], 1), (["-e"], 1)])
    def test_not_answered_is_an_answer_too(
        self, run: Run, monkeypatch: pytest.MonkeyPatch, options: list[str], code: int
    ) -> None:
        _answers(monkeypatch, DECLINED)
        result = run("ask", "why?", *options)
        assert result == Result(code, "The articles don't answer this.\n", "")

    def test_exit_status_of_an_answer_is_zero(self, run: Run, asked: list[Any]) -> None:
        assert run("ask", "why?", "-e", "--json").code == 0

    def test_tells_what_is_not_supported_and_what_to_know(
        self, run: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        unsupported = Sentence(text="It sank.", citations=(), supported=False, reason="no passage")
        answer = replace(
            ANSWER,
            notice="The chat model could not be reached.",
            sentences=(*ANSWER.sentences, unsupported),
        )
        _answers(monkeypatch, answer)
        lines = run("ask", "why?").out.splitlines()
        assert lines[0] == "The chat model could not be reached."
        assert "Not found in the articles: It sank. (no passage)" in lines

    def test_article_text_is_neither_markup_nor_control_codes(
        self, run: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        hostile = "[bold red]now[/] :smile: \x1b]0;owned\x07 \x9b2J \u202egnp.exe"
        citation = replace(
            ANSWER.citations[0], title=hostile, quote=hostile, source=hostile, url=hostile
        )
        _answers(monkeypatch, replace(ANSWER, text=hostile, citations=(citation,)))
        result = run("ask", "why?")
        shown = "[bold red]now[/] :smile: \ufffd]0;owned\ufffd \ufffd2J \ufffdgnp.exe"
        assert result.out.count(shown) == 5
        assert not set("\x1b\x07\x9b\u202e") & set(result.out)

    def test_lines_are_not_wrapped_away_from_a_terminal(
        self, run: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        long = "word " * 100 + "end."
        _answers(monkeypatch, replace(ANSWER, text=long))
        assert run("ask", "why?").out.splitlines()[0] == long

    def test_an_article_without_outlet_and_date(
        self, run: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        citation = replace(ANSWER.citations[0], source="", published=None, url="")
        _answers(monkeypatch, replace(ANSWER, citations=(citation,)))
        assert "[1] Unknown outlet, no date: Bridge reopens\n" in run("ask", "why?").out


class TestErrors:
    def test_one_message_and_exit_code_2(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        _answers(monkeypatch, NoIndex("Nothing yet. Run: news-assistant index rebuild [PATHS]"))
        result = run("ask", "--json", "why?")
        assert result == Result(2, "", "Nothing yet. Run: news-assistant index rebuild [PATHS]\n")

    def test_without_an_index_the_command_to_run_is_named(self, run: Run) -> None:
        result = run("ask", "what did Borrell propose?")
        assert (result.code, result.out) == (2, "")
        assert "news-assistant index rebuild" in result.err

    @pytest.mark.filterwarnings("error")
    def test_defects_are_not_swallowed(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        _answers(monkeypatch, ZeroDivisionError("a defect"))
        with pytest.raises(ZeroDivisionError, match="a defect"):
            run("ask", "why?")

    def test_ctrl_c_exits_with_130(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        _answers(monkeypatch, KeyboardInterrupt())
        assert run("ask", "why?").code == 130

    @pytest.mark.parametrize("command", [["ask", "why?"], ["settings"], ["index", "status"]])
    def test_wrong_settings_are_named(
        self, run: Run, monkeypatch: pytest.MonkeyPatch, command: list[str]
    ) -> None:
        monkeypatch.setenv("NEWS_PORT", "abc")
        monkeypatch.setenv("NEWS_LOG_LEVEL", "LOUD")
        result = run(*command)
        assert (result.code, result.out) == (2, "")
        assert [line.partition(":")[0] for line in result.err.splitlines()[:2]] == [
            "NEWS_LOG_LEVEL",
            "NEWS_PORT",
        ]
        assert "'abc'" in result.err

    def test_an_env_file_in_another_encoding(self, run: Run) -> None:
        Path(".env").write_text("NEWS_PORT=1234\n", encoding="utf-16")
        result = run("settings")
        assert result.code == 2
        assert "UTF-8" in result.err

    def test_a_console_that_lacks_letters_shows_question_marks(self) -> None:
        code = "import sys; from assistant.cli import main; sys.argv[1:] = ['index', 'status']"
        code += "; main()"
        environment = _environment(NEWS_INDEX="no-index-ł", PYTHONIOENCODING="ascii:strict")
        done = subprocess.run(
            [sys.executable, "-c", code], env=environment, capture_output=True, timeout=120
        )
        assert done.returncode == 2
        assert b"no-index-?" in done.stderr


class TestChat:
    def test_each_question_knows_those_before(
        self, run: Run, asked: list[dict[str, Any]], indexed: None
    ) -> None:
        result = run("chat", typed="first?\n\n  second?  \n")
        assert result.code == 0
        assert [call["question"] for call in asked] == ["first?", "second?"]
        assert [call["history"] for call in asked] == [
            (),
            (Turn.of(replace(ANSWER, question="first?")),),
        ]
        assert result.out.count(QUOTE) >= 2

    def test_an_error_or_a_stop_does_not_end_it(
        self, run: Run, monkeypatch: pytest.MonkeyPatch, indexed: None
    ) -> None:
        _answers(monkeypatch, InvalidQuestion("Too long. Shorten it."), KeyboardInterrupt(), ANSWER)
        result = run("chat", typed="first?\nsecond?\nthird?\n")
        assert result.code == 0
        assert "Shorten it." in result.err
        assert "Stopped." in result.err
        assert QUOTE in result.out

    def test_without_an_index_it_says_which_command_makes_one(self, run: Run) -> None:
        result = run("chat", typed="first?\n")
        assert result.code == 2
        assert "news-assistant index rebuild" in result.err


@pytest.fixture
def indexed() -> None:
    """An index of one article in the working directory."""
    Path("news.txt").write_text(NEWS, encoding="utf-8")
    rebuild("news.txt", settings=IndexSettings(index=Path(".news-index")))


def _environment(**variables: str) -> dict[str, str]:
    """That of a new process which finds the packages."""
    return os.environ | {"PYTHONPATH": str(REPOSITORY)} | variables
