"""The arguments that benches share: DATA, and --json."""

from __future__ import annotations

import argparse
from pathlib import Path


def data_parser(name: str, about: str | None, data: str) -> argparse.ArgumentParser:
    """A parser of DATA (a folder, which `data` describes) and --json, to be added to."""
    parser = argparse.ArgumentParser(
        prog=f"python -m bench {name}",
        description=about,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("data", type=Path, help=data)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    return parser
