"""Bars side by side, as SVG: a picture that a README can show and a diff can read."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Mapping

_WIDTH, _LEFT, _RIGHT, _TOP = 720, 96, 64, 64
_BAR, _GAP = 14, 14
_COLOURS = ("#2563a8", "#b9bfc7")
_INK, _PAPER = "#24292f", "#ffffff"


def bars(title: str, series: Mapping[str, Mapping[str, float]]) -> str:
    """One or two series of shares (0 to 1) by the same labels, as horizontal bars."""
    labels = list(next(iter(series.values())))
    group = _BAR * len(series) + _GAP
    height = _TOP + group * len(labels)
    scale = _WIDTH - _LEFT - _RIGHT
    body = [_text(_LEFT, 20, title, weight="bold")]
    for i, name in enumerate(series):
        x = _LEFT + 160 * i
        body += [_rect(x, 34, 12, 12, _COLOURS[i]), _text(x + 18, 44, name)]
    for row, label in enumerate(labels):
        top = _TOP + group * row
        middle = top + _BAR * len(series) / 2 + 4
        body.append(_text(_LEFT - 8, middle, label, anchor="end"))
        for i, values in enumerate(series.values()):
            y, length = top + _BAR * i, scale * values[label]
            body.append(_rect(_LEFT, y, length, _BAR - 2, _COLOURS[i]))
            body.append(_text(_LEFT + length + 6, y + 10, f"{values[label]:.2f}"))
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" '
            'role="img" font-family="system-ui, sans-serif" font-size="12">',
            f"<title>{escape(title)}</title>",
            _rect(0, 0, _WIDTH, height, _PAPER),
            *body,
            "</svg>\n",
        )
    )


def _rect(x: float, y: float, width: float, height: float, fill: str) -> str:
    return f'<rect x="{x:g}" y="{y:g}" width="{width:.1f}" height="{height:g}" fill="{fill}"/>'


def _text(x: float, y: float, text: str, *, anchor: str = "start", weight: str = "normal") -> str:
    return (
        f'<text x="{x:.1f}" y="{y:g}" fill="{_INK}" text-anchor="{anchor}" '
        f'font-weight="{weight}">{escape(text)}</text>'
    )
