"""Articles per month and outlet as bars, a row an outlet, and the same as a table.

All rows have one scale, so that they compare; each is named and has its number, and no colour says
anything. A span of more than `_MONTHS_SHOWN` months is shown by years.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeAlias

from assistant.coverage import MONTHS, counted
from assistant.page.reply import one_line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from index.catalogue import Month

_Bin: TypeAlias = tuple[int, int]
"""Year and month; the month is 0 where a whole year is meant."""
_Row: TypeAlias = tuple[str, Counter[_Bin]]

_OUTLETS_SHOWN = 6
_MONTHS_SHOWN = 120
_FEWEST_BINS = 24
_HEIGHT = 30
_STEP = 10
_LEAST = 1.5
_LABELS = 8


def coverage_html(months: Mapping[str, Counter[Month]], *, undated: int = 0) -> str:
    """The plot, or nothing where no article has a date.

    Args:
        months: articles by outlet and month, the outlet with most first; "" for an unknown one.
        undated: how many articles have no date.
    """
    if not any(months.values()):
        return ""
    by_year = _is_long(months)
    rows = _rows(months, by_year=by_year)
    bins = _bins(rows, by_year=by_year)
    peak = max(max(counts.values()) for _, counts in rows)
    unit = "year" if by_year else "month"
    plotted = "".join(_row_html(name, counts, bins, peak) for name, counts in rows)
    left = f" {undated:,} without a date {'is' if undated == 1 else 'are'} left out."
    return (
        '<h3>Coverage</h3><figure class="coverage">'
        f"<figcaption>Articles per {unit} and outlet. "
        f"The highest bar stands for {counted(peak, 'article')}."
        f"{left if undated else ''}</figcaption>"
        f'<ul class="plot">{plotted}</ul>{_axis(bins)}{_table(rows, bins, unit)}</figure>'
    )


def _is_long(months: Mapping[str, Counter[Month]]) -> bool:
    told = [year * 12 + month for counts in months.values() for year, month in counts]
    return max(told) - min(told) >= _MONTHS_SHOWN


def _rows(months: Mapping[str, Counter[Month]], *, by_year: bool) -> list[_Row]:
    """The biggest outlets, and all others as one."""
    rows = [
        (name or "Outlet unknown", _by_year(counts) if by_year else Counter(counts))
        for name, counts in months.items()
        if counts
    ]
    first, rest = rows[:_OUTLETS_SHOWN], rows[_OUTLETS_SHOWN:]
    if len(rest) > 1:
        together: Counter[_Bin] = Counter()
        for _, counts in rest:
            together += counts
        rest = [(f"{len(rest):,} others", together)]
    return first + rest


def _by_year(counts: Mapping[Month, int]) -> Counter[_Bin]:
    years: Counter[_Bin] = Counter()
    for (year, _), count in counts.items():
        years[year, 0] += count
    return years


def _bins(rows: Sequence[_Row], *, by_year: bool) -> list[_Bin]:
    """All months or years from the first to the last, few ones filled up with those before."""
    told = [at for _, counts in rows for at in counts]
    first, last = min(told), max(told)
    if by_year:
        return [(year, 0) for year in range(first[0], last[0] + 1)]
    end = last[0] * 12 + last[1] - 1
    start = min(first[0] * 12 + first[1] - 1, end - _FEWEST_BINS + 1)
    return [(number // 12, number % 12 + 1) for number in range(start, end + 1)]


def _row_html(name: str, counts: Counter[_Bin], bins: Sequence[_Bin], peak: int) -> str:
    top, most = max(counts.items(), key=lambda one: (one[1], one[0]))
    told = (
        f"{one_line(name)}: {counted(counts.total(), 'article')}, most in {_named(top)} ({most:,})"
    )
    bars = "".join(
        _bar(column, at, counts[at], peak) for column, at in enumerate(bins) if counts[at]
    )
    years = "".join(
        f'<line class="year" x1="{column * _STEP}" x2="{column * _STEP}" y1="0" y2="{_HEIGHT}"/>'
        for column, (_, month) in enumerate(bins)
        if month == 1
    )
    return (
        f'<li><span class="name">{one_line(name)}</span>'
        f'<svg role="img" aria-label="{told}" viewBox="0 0 {len(bins) * _STEP} {_HEIGHT}" '
        f'preserveAspectRatio="none" focusable="false">{years}{bars}</svg>'
        f'<span class="count">{counts.total():,}</span></li>'
    )


def _bar(column: int, at: _Bin, count: int, peak: int) -> str:
    # Tall enough to be seen, however many others there are.
    height = max(_LEAST, (_HEIGHT - 1) * count / peak)
    return (
        f'<rect x="{column * _STEP + 1}" y="{_HEIGHT - height:.2f}" width="{_STEP - 2}" '
        f'height="{height:.2f}"><title>{_named(at)}: {counted(count, "article")}</title></rect>'
    )


def _axis(bins: Sequence[_Bin]) -> str:
    """The years below the bars, as many as there is room for."""
    starts = [(column, year) for column, (year, month) in enumerate(bins) if month in (0, 1)]
    step = -(-len(starts) // _LABELS) or 1
    # The last may not fit before the end.
    labels = "".join(
        f'<span style="left:{column / len(bins):.1%}">{year}</span>'
        for column, year in starts[::step]
        if column <= len(bins) * 0.96
    )
    return f'<div class="axis" aria-hidden="true"><div class="years">{labels}</div></div>'


def _table(rows: Sequence[_Row], bins: Sequence[_Bin], unit: str) -> str:
    """The same in numbers, the newest first; months without any article are left out."""
    heads = "".join(f'<th scope="col">{one_line(name)}</th>' for name, _ in rows)
    body = "".join(
        f'<tr><th scope="row">{_named(at)}</th>'
        + "".join(f"<td>{counts[at]:,}</td>" for _, counts in rows)
        + "</tr>"
        for at in reversed(bins)
        if any(counts[at] for _, counts in rows)
    )
    return (
        '<details class="numbers"><summary>The same as a table</summary><div class="scrolls" '
        'tabindex="0" role="group" aria-label="Articles in numbers"><table>'
        f'<caption class="unseen">Articles per {unit} and outlet</caption>'
        f'<thead><tr><th scope="col">{unit.capitalize()}</th>{heads}</tr></thead>'
        f"<tbody>{body}</tbody></table></div></details>"
    )


def _named(at: _Bin) -> str:
    year, month = at
    return f"{MONTHS[month - 1]} {year}" if month else str(year)
