"""Gradio, imported in half of the time: the page is to be seen soon after it is started."""

from __future__ import annotations

import gc
import inspect
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator


def load_gradio() -> None:
    """Import Gradio, to be called before anything else imports it.

    Its classes, of which there are many and which stay, are left out of the garbage collections to
    come, and none is made meanwhile.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        with _without_stubs():
            import gradio  # noqa: F401
        gc.freeze()
    finally:
        if collecting:
            gc.enable()


@contextmanager
def _without_stubs() -> Iterator[None]:
    """Spare Gradio the stubs for type checkers, which its wheel has already.

    Each time that it is imported it makes those of all its components anew and compares them. It
    leaves out the components whose source is in no file.
    """
    known = inspect.getfile

    def getfile(object: Any) -> str:  # noqa: A002
        if isinstance(object, type) and object.__module__.startswith("gradio."):
            raise OSError("The source of this class is not to be looked for.")
        return known(object)

    inspect.getfile = getfile
    try:
        yield
    finally:
        inspect.getfile = known
