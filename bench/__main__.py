"""`python -m bench` lists the benches; `python -m bench NAME ARGS` runs one of them."""

from __future__ import annotations

import ast
import sys
from importlib import import_module
from pathlib import Path

import typer

from assistant.terminal import FAILED, STOPPED, complain
from index.errors import NewsError


def benches() -> dict[str, str]:
    """The benches by name, with the first line of what each says of itself.

    A bench is a module of this package with a function `main(argv)`, named with dashes; none is
    imported here.
    """
    found = {}
    for path in sorted(Path(__file__).parent.glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        runs = any(isinstance(node, ast.FunctionDef) and node.name == "main" for node in tree.body)
        if runs and path.stem != "__main__":
            found[path.stem.replace("_", "-")] = (ast.get_docstring(tree) or "").partition("\n")[0]
    return found


def main(argv: list[str]) -> int:
    """List the benches or run one; returns the exit code."""
    known = benches()
    if not argv or argv[0] in ("-h", "--help"):
        print("usage: python -m bench NAME ARGS (python -m bench NAME --help says which)\n")
        for name, about in known.items():
            print(f"  {name:<14} {about}")
        return 0
    name, rest = argv[0], argv[1:]
    if name not in known:
        complain(f"There is no bench {name!r}. Those there are: {', '.join(known)}.")
        return FAILED
    try:
        return import_module(f"bench.{name.replace('-', '_')}").main(rest) or 0
    except NewsError as error:
        complain(str(error))
        return FAILED
    except typer.Exit as stop:  # raised, and explained, by the reading of settings
        return stop.exit_code
    except KeyboardInterrupt:
        return STOPPED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
