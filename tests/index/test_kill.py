"""Writers killed at random moments, a few of them; `python -m bench kill` kills many."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from bench.kill import kill_rounds

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.settings import Settings


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the writers are forks of one process")
def test_after_a_kill_the_index_answers_as_before_or_as_after(
    place: Settings, tmp_path: Path
) -> None:
    outcome = kill_rounds(place, tmp_path, rounds=6, articles=60, seed=7)
    assert outcome.failures == []
    assert outcome.rounds == outcome.as_before + outcome.as_after == 6
