"""Thumbs and reasons: kept line by line, whoever writes at once, and listed as they hold."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import made_answers
import pytest
from typer.testing import CliRunner

from assistant.cli import app as cli
from assistant.feedback import LONGEST_REASON, feedback_path, opinions, record
from assistant.settings import Settings
from assistant.types import Answer, Understood
from index.errors import UnusableFeedback

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(index=tmp_path / "index")


def asked(question: str) -> Answer:
    return made_answers.answer(question=question, generation="g7")


def test_what_was_said_is_kept_with_what_it_was_said_of(settings: Settings) -> None:
    before = datetime.now(UTC)
    record(settings, asked("Who?"), True, "  clear <b>and</b> short\n", "ada")
    (said,) = opinions(settings)
    assert (said.question, said.liked, said.user) == ("Who?", True, "ada")
    assert said.reason == "clear <b>and</b> short"
    assert said.answer == asked("Who?").text
    assert (said.generation, said.model) == ("g7", "")
    assert [cited.quote for cited in said.citations] == [made_answers.QUOTE]
    assert before <= said.time <= before + timedelta(minutes=1)
    assert feedback_path(settings).parent == settings.index.parent


def test_the_last_word_holds(settings: Settings) -> None:
    record(settings, asked("First?"), True, "", "ada")
    record(settings, asked("First?"), False, "wrong year", "ben")
    record(settings, asked("Second?"), True, "", "ada")
    record(settings, asked("First?"), False, "on reflection", "ada")
    record(settings, asked("Second?"), None, "", "ada")
    assert [(said.user, said.question, said.liked) for said in opinions(settings)] == [
        ("ben", "First?", False),
        ("ada", "First?", False),
    ]
    # What was taken back stays in the file.
    assert len(feedback_path(settings).read_text(encoding="utf-8").splitlines()) == 5


def test_the_same_question_asked_twice_has_two_answers(settings: Settings) -> None:
    later = Understood(
        question="Who?", standalone="Who?", as_of=made_answers.DAY + timedelta(seconds=1)
    )
    record(settings, asked("Who?"), True, "", "")
    record(settings, made_answers.answer(question="Who?", understood=later), None, "", "")
    assert len(opinions(settings)) == 1


def test_nobody_s_feedback_is_none(settings: Settings) -> None:
    assert opinions(settings) == []


def test_a_torn_line_takes_no_other_with_it(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    record(settings, asked("First?"), True, "", "")
    path = feedback_path(settings)
    whole = path.read_text(encoding="utf-8")
    path.write_text(whole + whole[: len(whole) // 2] + "\ufffd", encoding="utf-8")
    record(settings, asked("Second?"), True, "", "")
    assert [said.question for said in opinions(settings)] == ["First?", "Second?"]
    assert "Line 2" in caplog.text


@pytest.mark.parametrize("line", ["[]", "{}", "3", '{"time": "yesterday"}', "null"])
def test_a_line_that_is_no_feedback_is_passed_over(
    settings: Settings, line: str, caplog: pytest.LogCaptureFixture
) -> None:
    feedback_path(settings).write_text(f"{line}\n\n", encoding="utf-8")
    assert opinions(settings) == []
    assert "Line 1" in caplog.text


def test_a_reason_is_cut(settings: Settings) -> None:
    record(settings, asked("Who?"), False, "x" * 3 * LONGEST_REASON, "")
    (said,) = opinions(settings)
    assert len(said.reason) == LONGEST_REASON


def test_threads_and_processes_lose_nothing(settings: Settings, repository: Path) -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); import made_answers\n"
        "from pathlib import Path; from assistant.settings import Settings\n"
        "from assistant.feedback import record\n"
        "settings = Settings(index=Path(sys.argv[2]))\n"
        "for n in range(20):\n"
        "    record(settings, made_answers.answer(question=f'{sys.argv[3]}{n}?'), True, '', '')\n"
    )
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(repository / "tests"), str(settings.index), name],
            cwd=repository,
        )
        for name in "ab"
    ]

    def write(name: str) -> None:
        for number in range(20):
            record(settings, asked(f"{name}{number}?"), True, "", "")

    threads = [threading.Thread(target=write, args=(name,)) for name in "cd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [process.wait(60) for process in processes] == [0, 0]
    assert {said.question for said in opinions(settings)} == {
        f"{name}{number}?" for name in "abcd" for number in range(20)
    }


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    settings = Settings(feedback=str(tmp_path / "file" / "feedback.jsonl"))
    with pytest.raises(UnusableFeedback, match="NEWS_FEEDBACK"):
        record(settings, asked("Who?"), True, "", "")
    with pytest.raises(UnusableFeedback, match="NEWS_FEEDBACK"):
        opinions(Settings(feedback=str(tmp_path)))


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_the_file_is_its_owners_alone(settings: Settings) -> None:
    record(settings, asked("Who?"), True, "", "")
    assert feedback_path(settings).stat().st_mode & 0o777 == 0o600


def test_the_command_lists_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWS_FEEDBACK", str(tmp_path / "said.jsonl"))
    nothing = CliRunner().invoke(cli, ["feedback"])
    assert (nothing.exit_code, nothing.stdout) == (0, "")
    assert "No feedback" in nothing.stderr

    record(Settings(), asked("Who \x1b[31mpaid?"), False, "wrong\nyear", "ada")
    listed = CliRunner().invoke(cli, ["feedback"])
    assert listed.exit_code == 0
    first, reason, where = listed.stdout.splitlines()
    assert first.startswith("- ")
    assert "by ada: Who \N{REPLACEMENT CHARACTER}[31mpaid?" in first
    assert reason.strip() == "wrong year"
    assert where.strip() == "[1] Example Wire; generation g7"

    (said,) = json.loads(CliRunner().invoke(cli, ["feedback", "--json"]).stdout)
    assert (said["question"], said["liked"]) == ("Who \x1b[31mpaid?", False)
    assert said["citations"][0]["quote"] == made_answers.QUOTE
