"""README says what is so: its settings, code, commands, links, and the examples of the page."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from typer.testing import CliRunner

from assistant.cli import app as cli

if TYPE_CHECKING:
    from assistant.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)


def commands(start: str) -> list[str]:
    """What follows a word in the shell's blocks, and in code spans of the text."""
    shell = re.findall(
        rf"^(?:.*[\\/]|.* )?{start} (.+)$", "\n".join(blocks("console")), re.MULTILINE
    )
    return shell + re.findall(rf"`{start} ([^`]+)`", TEXT)


def words(command: str) -> list[str]:
    """The words in front of a command's arguments and options: "index rebuild"."""
    found = []
    for word in command.split():
        if not re.fullmatch(r"[a-z]+", word):
            break
        found.append(word)
    return found


def printed(*arguments: str) -> str:
    result = CliRunner().invoke(cli, arguments)
    assert result.exit_code == 0, f"news-assistant {' '.join(arguments)}: {result.output}"
    return result.stdout


def test_the_settings_are_those_that_the_command_prints(monkeypatch: pytest.MonkeyPatch) -> None:
    # Only defaults may be shown, whatever is set.
    monkeypatch.setenv("NEWS_PORT", "9999")
    found = re.search(r"^<!-- settings.*?-->\n(.*?)^<!-- /settings -->", TEXT, re.M | re.S)
    assert found
    assert found[1].strip() == printed("settings", "--markdown").strip()


@pytest.mark.parametrize("code", blocks("python"))
def test_code_runs(
    code: str,
    sample_index: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    shutil.copytree(sample_index.index, tmp_path / "index")
    shutil.copytree(ROOT / "articles", tmp_path / "my-articles")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NEWS_INDEX", "index")
    exec(compile(code, "README.md", "exec"), {"__name__": "__main__"})
    assert capsys.readouterr().out.strip()


def test_code_shows_asking_and_building() -> None:
    assert len(blocks("python")) == 2


def test_commands_and_their_options_exist() -> None:
    used = commands("news-assistant")
    assert len(used) > 5
    for command in used:
        told = printed(*words(command), "--help")
        for option in re.findall(r"--[a-z-]+", command):
            assert option in told, f"news-assistant {command}"


def test_make_targets_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    used = {command.split()[0] for command in commands("make")}
    assert {"chat", "test", "check"} <= used
    for target in used:
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_benches_exist() -> None:
    used = re.findall(r"python -m bench ([\w-]+)", TEXT)
    assert used
    told = subprocess.run(
        [sys.executable, "-m", "bench"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    ).stdout
    for name in used:
        assert name in told


def test_what_pip_is_to_install_exists() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = set(re.findall(r"--group (\w+)", TEXT))
    extras = set(re.findall(r"\[(openai|anthropic|ollama|mcp)\]", TEXT))
    assert groups == {"dev"}
    assert groups <= project["dependency-groups"].keys()
    assert extras == project["project"]["optional-dependencies"].keys()


def test_links_and_pictures_lead_somewhere() -> None:
    targets = [urlsplit(target) for target in re.findall(r"\]\(([^)\s]+)\)", TEXT)]
    assert targets
    for target in targets:
        assert target.scheme in ("", "https"), target
        if not target.scheme:
            assert (ROOT / target.path).exists(), target.path


def test_files_and_folders_named_exist() -> None:
    named = re.findall(r"`((?:[\w-]+/)+|[\w/-]+\.(?:py|md))`", TEXT)
    assert "assistant/" in named
    for name in named:
        assert (ROOT / name).exists(), name


def test_variables_named_are_settings() -> None:
    from assistant.settings import Settings

    known = {f"NEWS_{name.upper()}" for name in Settings.model_fields}
    assert set(re.findall(r"NEWS_[A-Z_]+", TEXT)) == known
