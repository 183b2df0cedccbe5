"""The walls of the house: who may import whom, how fast, how large, and what is public."""

from __future__ import annotations

import ast
import importlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("assistant", "index", "prompts", "bench")
MODULES = sorted(
    path
    for path in (
        ROOT / "app.py",
        *(file for name in PACKAGES for file in (ROOT / name).rglob("*.py")),
    )
    if path.is_file()
)
FORBIDDEN = {
    "prompts": {"app", "assistant", "bench", "index"},
    "index": {"app", "assistant", "bench", "prompts"},
    "assistant": {"app", "bench"},
    "bench": {"app"},
}
HEAVY = ("torch", "sentence_transformers", "chromadb", "gradio", "langchain", "transformers")
LONGEST_MODULE = 350


def imported(path: Path) -> set[str]:
    """The top-level names of everything a module imports, in functions too."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: imports are absolute"
            names.add((node.module or "").partition(".")[0])
    return names


def in_fresh_interpreter(code: str) -> str:
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-c", code],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    ).stdout


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_the_modules_are_found() -> None:
    assert {"assistant/__init__.py", "index/__init__.py", "app.py"} <= set(map(name_of, MODULES))


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_run_one_way(path: Path) -> None:
    package = path.relative_to(ROOT).parts[0]
    assert not imported(path) & FORBIDDEN.get(package, set())


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_module_is_long(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE


def test_assistant_is_imported_quickly() -> None:
    code = (
        "import time; started = time.perf_counter(); import assistant; "
        "print(time.perf_counter() - started)"
    )
    assert min(float(in_fresh_interpreter(code)) for _ in range(5)) < 0.3


@pytest.mark.parametrize("module", ["assistant", "assistant.cli", "assistant.settings", "index"])
def test_heavy_libraries_wait_until_they_are_used(module: str) -> None:
    code = f"import sys, {module}; print(*sorted(set({HEAVY!r}) & set(sys.modules)))"
    assert in_fresh_interpreter(code).split() == []


@pytest.mark.parametrize("package", ["assistant", "index"])
def test_every_public_name_is_there(package: str) -> None:
    module = importlib.import_module(package)
    assert list(module.__all__) == sorted(module.__all__, key=_constants_types_functions)
    for name in module.__all__:
        assert getattr(module, name) is not None
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = module.no_such_name


def test_what_index_exports_is_what_type_checkers_see() -> None:
    import index

    tree = ast.parse(Path(index.__file__).read_text(encoding="utf-8"))
    blocks = [
        node
        for node in tree.body
        if isinstance(node, ast.If)
        and isinstance(node.test, ast.Name)
        and node.test.id == "TYPE_CHECKING"
    ]
    seen = {
        alias.asname or alias.name: (node.module or "").removeprefix("index.")
        for block in blocks
        for node in block.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert seen == index._HOME
    assert sorted(seen) == sorted(index.__all__)


def _constants_types_functions(name: str) -> tuple[int, str]:
    """The order of a list of exports: CONSTANTS, Types, functions, each by name."""
    kind = 0 if name.isupper() else 1 if name[0].isupper() else 2
    return kind, name


def test_gradio_makes_no_type_stubs_while_the_page_is_loaded() -> None:
    code = """
import inspect, sys
known, opened = inspect.getfile, []
sys.addaudithook(lambda event, of: opened.append(str(of[0])) if event == "open" else None)
import assistant.page.layout
import gradio
assert inspect.getfile is known
assert callable(gradio.Button.click)
print(sum(name.endswith(".pyi") for name in opened), len(opened) > 100)
"""
    assert in_fresh_interpreter(code).split() == ["0", "True"]
