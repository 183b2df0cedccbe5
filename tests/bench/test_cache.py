from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from bench.cache import FOLDER, built, content_key

if TYPE_CHECKING:
    from pathlib import Path

    from index.writer import Progress


def silent(_: Progress) -> None:
    """No progress wanted."""


def fill(folder: Path) -> None:
    (folder / "deep").mkdir()
    (folder / "deep" / "file").write_bytes(b"12345")


def never(_: Path) -> None:
    raise AssertionError("it is there already")


def test_what_was_built_is_taken_again() -> None:
    first = built("thing", "abc", fill, silent)
    assert (first.folder, first.bytes) == (FOLDER / "thing-abc", 5)
    assert first.seconds >= 0
    assert built("thing", "abc", never, silent) == first


def test_another_key_or_name_is_built_for_itself() -> None:
    first = built("thing", "abc", fill, silent)
    assert built("thing", "other", fill, silent).folder != first.folder
    assert built("other", "abc", fill, silent).folder != first.folder


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError])
def test_what_was_interrupted_is_built_anew(error: type[BaseException]) -> None:
    def stop(folder: Path) -> None:
        (folder / "half").write_text("half")
        raise error

    with pytest.raises(error):
        built("thing", "abc", stop, silent)
    again = built("thing", "abc", fill, silent)
    assert not (again.folder / "half").exists()
    assert (again.folder / "deep" / "file").exists()


def test_a_second_one_waits_for_the_first_and_says_so() -> None:
    begun, go_on = threading.Event(), threading.Event()
    said: list[str] = []

    def slow(folder: Path) -> None:
        begun.set()
        assert go_on.wait(20)
        fill(folder)

    def hear(progress: Progress) -> None:
        said.append(progress.stage)
        go_on.set()

    first = threading.Thread(target=built, args=("thing", "abc", slow, silent))
    first.start()
    assert begun.wait(20)
    second = built("thing", "abc", never, hear)
    first.join()
    assert second.bytes == 5
    assert said == ["Waiting for another bench to build the same index"]


def test_the_key_is_that_of_the_content(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.write_text("text")
    other.write_text("text")
    assert content_key(one, "a") == content_key(other, "a")
    assert content_key(one, "a") != content_key(one, "b")
    assert content_key("a", "b") != content_key("ab", "")
    other.write_text("changed")
    assert content_key(one) != content_key(other)
