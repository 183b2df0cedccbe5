"""Answers, settings, reports and the state of an index, written to a console."""

from __future__ import annotations

import re
import textwrap
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

from pydantic import SecretStr
from rich.console import Group
from rich.live import Live
from rich.padding import Padding
from rich.spinner import Spinner
from rich.table import Table
from rich.text import Text

from assistant.coverage import day, revision
from assistant.inert import readable
from assistant.terminal import cleaned, safe
from assistant.types import Answer, TextDelta

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from rich.console import Console, RenderableType

    from assistant.settings import Settings
    from assistant.types import Citation, StreamEvent
    from index import Report, Status, Verification

_INDENT = 4
_PROBLEMS_SHOWN = 10
_MOST_SHOWN = 12  # outlets or sources
_USER_INFO = re.compile(r"(?<=//)[^/@\s]+(?=@)")


def follow(events: Iterable[StreamEvent], console: Console) -> Answer:
    """The answer that ends a stream; on a terminal, how it comes about is shown meanwhile."""
    answer: Answer | None = None
    status = text = ""
    # Transient: what stays is the whole answer, checked, which may differ from its draft.
    live = Live(console=console, transient=True) if console.is_terminal else None
    with live or nullcontext():
        for event in events:
            if isinstance(event, Answer):
                answer = event
            elif isinstance(event, TextDelta):
                text += event.text
            else:
                status = event.message
            if live:
                live.update(_draft(status, text, console))
    assert answer is not None, "a stream ends with its answer"
    return answer


def show_answer(console: Console, answer: Answer) -> None:
    """The answer with its notice, what it does not hold up, numbered sources, coverage."""
    if answer.notice:
        console.print(safe(f"{answer.notice}\n", "yellow"))
    console.print(safe(readable(answer.text)))
    for sentence in answer.sentences:
        if answer.flags_unsupported and not sentence.supported:
            reason = f" ({sentence.reason})" if sentence.reason else ""
            console.print(safe(f"\nNot found in the articles: {sentence.text}{reason}", "yellow"))
    for citation in answer.citations:
        console.print()
        console.print(_heading(citation))
        _print_indented(console, f"“{citation.quote}”")
        if citation.also:
            _print_indented(console, f"also published by {', '.join(citation.also)}", "dim")
        if citation.url:
            _print_indented(console, citation.url, "dim")
    if answer.answered and answer.coverage:
        console.print(safe(f"\n{answer.coverage}", "dim"))


def show_settings(console: Console, settings: Settings) -> None:
    """Every setting: variable, value now (bold when not the default), default, description."""
    rows = []
    for name, field in type(settings).model_fields.items():
        value = getattr(settings, name)
        shown = _setting(value), _setting(field.default)
        style = "" if value == field.default else "bold"
        rows.append((_variable(type(settings), name), *shown, field.description or "", style))
    if not console.is_terminal:
        for *cells, _ in rows:
            console.print(safe("\t".join(cells)))
        return
    table = Table("Variable", "Value now", "Default", "Description", box=None, padding=(0, 2, 0, 0))
    for variable, value, default, description, style in rows:
        table.add_row(safe(variable, style), safe(value, style), safe(default), safe(description))
    console.print(table)


def settings_markdown(settings: type[Settings]) -> str:
    """Every setting as a table in Markdown: variable, default, description."""
    rows = [("Variable", "Default", "Description"), ("---", "---", "---")]
    for name, field in settings.model_fields.items():
        default = _setting(field.default)
        shown = f"`{default}`" if default else "empty"
        rows.append((f"`{_variable(settings, name)}`", shown, field.description or ""))
    cells = ((cell.replace("|", r"\|") for cell in row) for row in rows)
    return "\n".join(f"| {' | '.join(row)} |" for row in cells)


def show_report(console: Console, report: Report) -> None:
    """What was done to the index, in a line or two."""
    console.print(
        f"{report.added:,} added, {report.changed:,} changed, {report.removed:,} removed"
        f"{f', {report.unchanged:,} from the web unchanged' if report.unchanged else ''}; "
        f"{report.embedded:,} texts embedded, in {report.seconds:,.1f} s."
    )
    console.print(
        f"The index now holds {report.articles:,} articles in {report.passages:,} passages "
        f"(generation {report.generation})."
    )


def show_unreadable(console: Console, report: Report) -> None:
    """What could not be read, by file and reason."""
    if report.unreadable:
        console.print(safe(f"Not readable: {len(report.unreadable):,}", "yellow"))
    for item in report.unreadable:
        console.print(safe(f"  {item.origin}: {item.reason}"))


def show_status(console: Console, status: Status) -> None:
    """What the index holds and when it was built."""
    manifest = status.manifest
    outlets = [f"{name} ({count:,})" for name, count in manifest.outlets.items()]
    span = f"{_date(manifest.oldest)} to {_date(manifest.newest)}" if manifest.oldest else "none"
    lines = {
        "Index": f"{status.where} (generation {status.generation}, {_size(status.bytes)})",
        "Articles": f"{manifest.articles:,}",
        "Passages": f"{manifest.passages:,}, of about {manifest.passage_words} words",
        "Dates": span,
        "Outlets": _listed(outlets) or "none named",
        "Embedding": f"{manifest.embedding} ({manifest.dimension} dimensions)",
        "Before": f"generation {status.before}" if status.before else "no other generation is kept",
        "Built": f"{manifest.built.astimezone():%Y-%m-%d %H:%M %Z}",
        "Read from": _listed(manifest.paths),
    }
    table = Table.grid(padding=(0, 2, 0, 0))
    for label, value in lines.items():
        if console.is_terminal:
            table.add_row(Text(label, style="bold"), safe(value))
        else:
            console.print(safe(f"{label:<10} {value}"))
    if console.is_terminal:
        console.print(table)


def status_as_dict(status: Status) -> dict[str, Any]:
    """The state of an index as JSON-able values; dates in ISO 8601."""
    manifest = status.manifest
    return {
        "where": status.where,
        "generation": status.generation,
        "before": status.before,
        "bytes": status.bytes,
        "schema": manifest.schema,
        "articles": manifest.articles,
        "passages": manifest.passages,
        "oldest": manifest.oldest.isoformat() if manifest.oldest else None,
        "newest": manifest.newest.isoformat() if manifest.newest else None,
        "outlets": manifest.outlets,
        "embedding": manifest.embedding,
        "dimension": manifest.dimension,
        "passage_words": manifest.passage_words,
        "paths": list(manifest.paths),
        "built": manifest.built.isoformat(),
    }


def show_verification(console: Console, found: Verification) -> None:
    """What a verification found, by kind, and what was done about it."""
    console.print(
        f"Generation {found.generation}: {found.articles:,} articles and {found.passages:,} "
        "passages looked at."
    )
    for kind, problems in found.by_kind().items():
        console.print(safe(f"{kind}: {len(problems):,}", "red"))
        for problem in problems[:_PROBLEMS_SHOWN]:
            console.print(safe(f"  {problem}"))
        if len(problems) > _PROBLEMS_SHOWN:
            console.print(f"  and {len(problems) - _PROBLEMS_SHOWN:,} more")
    if found.repaired:
        lost = found.repaired.removed
        console.print(
            f"Repaired: generation {found.repaired.generation} holds "
            f"{found.repaired.articles:,} articles in {found.repaired.passages:,} passages."
        )
        if lost:
            console.print(safe(f"{lost:,} articles were lost. Add them again.", "yellow"))
    elif found.problems:
        console.print("To mend it, run: news-assistant index verify --repair")
    else:
        console.print("Nothing is wrong.")


def verification_as_dict(found: Verification) -> dict[str, Any]:
    """A verification as JSON-able values: the problems by kind, and the repair."""
    made = found.repaired
    return {
        "generation": found.generation,
        "articles": found.articles,
        "passages": found.passages,
        "problems": found.by_kind(),
        "repaired": made
        and {
            "generation": made.generation,
            "articles": made.articles,
            "passages": made.passages,
            "lost": made.removed,
        },
    }


def _listed(names: Sequence[str]) -> str:
    more = len(names) - _MOST_SHOWN
    return ", ".join([*names[:_MOST_SHOWN], *([f"and {more:,} more"] if more > 0 else [])])


def _draft(status: str, text: str, console: Console) -> RenderableType:
    """The text so far, its end where it is longer than the screen, over what is being done."""
    lines = safe(readable(text)).wrap(console, console.width)[-max(1, console.height - 3) :]
    return Group(*lines, Spinner("dots", text=safe(status, "dim")))


def _heading(citation: Citation) -> Text:
    told = [citation.source or "Unknown outlet", _date(citation.published)]
    if revised := revision(citation.revised, citation.revised_on):
        told.append(revised)
    about = f"{', '.join(told)}: "
    return Text.assemble(
        (f"[{citation.number}] ", "bold"), cleaned(about), (cleaned(citation.title), "bold")
    )


def _print_indented(console: Console, text: str, style: str = "") -> None:
    if console.is_terminal:
        console.print(Padding(safe(text, style), (0, 0, 0, _INDENT), expand=False))
    else:
        console.print(safe(textwrap.indent(text, " " * _INDENT)))


def _variable(settings: type[Settings], name: str) -> str:
    return f"{settings.model_config.get('env_prefix', '')}{name}".upper()


def _setting(value: object) -> str:
    """A setting's value; secrets, and a password in an address, are hidden."""
    if isinstance(value, SecretStr):
        return "(set)" if value.get_secret_value() else ""
    return _USER_INFO.sub("***", str(value))


def _date(moment: datetime | None) -> str:
    return day(moment) if moment else "no date"


def _size(count: int) -> str:
    return f"{count / 1e9:,.1f} GB" if count >= 1e9 else f"{count / 1e6:,.1f} MB"
