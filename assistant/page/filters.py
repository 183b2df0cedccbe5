"""What limits a question: outlets and dates; and what comes first among its quotes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.page.conversation import Limits
from assistant.page.events import PRIVATE

if TYPE_CHECKING:
    from assistant.request import Order

_NO_LIMITS = "Limit outlets and dates"
_ORDERS = (("Best match", "best"), ("Newest first", "newest"))


class Filters:
    """The controls below the question, in a frame that says what they limit to."""

    def __init__(self) -> None:
        with gr.Accordion(_NO_LIMITS, open=False, elem_id="filters") as self._frame, gr.Row():
            self.outlets = gr.Dropdown(
                label="Outlets (none chosen: all)",
                multiselect=True,
                scale=2,
                min_width=220,
                elem_id="outlets",
            )
            self.since, self.until = (
                gr.Textbox(
                    label=label,
                    placeholder="YYYY-MM-DD",
                    max_lines=1,
                    scale=1,
                    min_width=140,
                    elem_id=name,
                    elem_classes="date",
                )
                for label, name in (("From", "since"), ("Up to and including", "until"))
            )
            self.order = gr.Radio(
                label="What comes first",
                choices=list(_ORDERS),
                value=_ORDERS[0][1],
                scale=2,
                min_width=220,
                elem_id="order",
            )

    @property
    def controls(self) -> list[Any]:
        """Outlets, first day, last day, order: the arguments of `limits_of`."""
        return [self.outlets, self.since, self.until, self.order]

    def connect(self) -> None:
        """Have the frame say what is chosen."""
        changes = [control.change for control in self.controls]
        gr.on(changes, _limited, self.controls, self._frame, **PRIVATE)


def outlets_shown(counts: dict[str, int], chosen: list[str]) -> Any:
    """The outlets of the index to choose from; those chosen that are still there stay chosen."""
    return gr.Dropdown(
        choices=[(f"{name} ({count:,})", name) for name, count in counts.items()],
        value=[name for name in chosen if name in counts],
    )


def limits_of(outlets: list[str], since: str, until: str, order: Order) -> Limits:
    """What the controls limit a question to."""
    return Limits(outlets=tuple(outlets), since=since, until=until, order=order)


def _limited(outlets: list[str], since: str, until: str, order: Order) -> Any:
    parts = [", ".join(outlets), f"from {since}" if since else "", f"to {until}" if until else ""]
    limits = "; ".join(part for part in parts if part)
    label = f"Only {limits}" if limits else _NO_LIMITS
    return gr.Accordion(label=f"{label} · newest first" if order == "newest" else label)
