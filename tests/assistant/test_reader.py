"""The reader with its real weights, and others in its place."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from assistant import answer, reader_weights
from assistant.reader import UNREAD, PairReader, TokenReader, load_reader
from assistant.windows import Window
from index.errors import ReaderUnavailable
from index.sentences import split_sentences

if TYPE_CHECKING:
    from pathlib import Path

    from assistant import Settings

TEXT = (
    "The Quillon Bowl brings together the Otters and the Herons on Sunday. Coach Mara Lindqvist "
    "says that her Otters are ready for the Quillon Bowl. It kicks off at seven in the evening at "
    "the Saltmarsh Arena in Port Ellery. Tickets cost 40 crowns."
)


def window(text: str, title: str = "") -> Window:
    return Window(title=title, text=text, sentences=tuple(split_sentences(text)))


def best(question: str, text: str = TEXT) -> int:
    reader = load_reader()
    assert reader is not None
    (scores,) = reader.read(question, [window(text)])
    assert len(scores) == len(split_sentences(text))
    return scores.index(max(scores))


def test_the_sentence_that_answers_beats_those_that_repeat_the_question() -> None:
    assert best("Where do the Otters play the Herons in the Quillon Bowl?") == 2
    assert best("Who coaches the Otters at the Quillon Bowl?") == 1
    assert best("How much is a ticket for the Quillon Bowl?") == 3


def test_what_answers_nothing_scores_below_what_answers() -> None:
    reader = load_reader()
    assert reader is not None
    asked = "Where do the Otters play the Herons in the Quillon Bowl?"
    (with_answer,) = reader.read(asked, [window(TEXT)])
    first, second, _, last = split_sentences(TEXT)
    left = " ".join(TEXT[start:end] for start, end in (first, second, last))
    (without,) = reader.read(asked, [window(left)])
    (foreign,) = reader.read("Which volcano erupted in Tolvia?", [window(TEXT)])
    assert max(foreign) < max(without) < max(with_answer)
    assert max(foreign) < 0, "none of them is likelier"


def test_windows_are_read_as_if_alone_and_come_back_in_their_order() -> None:
    reader = load_reader()
    assert reader is not None
    asked = "How much is a ticket for the Quillon Bowl?"
    texts = [TEXT, "Nobody came.", TEXT[:150], "Tickets cost 40 crowns. The bowl is old."] * 3
    together = reader.read(asked, [window(text) for text in texts])
    for text, scores in zip(texts, together, strict=True):
        (alone,) = reader.read(asked, [window(text)])
        assert scores == pytest.approx(alone, abs=0.25)
    assert reader.read(asked, []) == []


def test_only_the_sentences_named_are_judged() -> None:
    reader = load_reader()
    assert reader is not None
    spans = split_sentences(TEXT)
    some = Window(title="The Quillon Bowl", text=TEXT, sentences=(spans[1], spans[3]))
    whole = Window(title="The Quillon Bowl", text=TEXT, sentences=tuple(spans))
    asked = "How much is a ticket?"
    (judged,), (all_,) = reader.read(asked, [some]), reader.read(asked, [whole])
    assert judged == pytest.approx([all_[1], all_[3]], abs=1e-3)
    assert reader.read(asked, [Window(title="", text=TEXT, sentences=())]) == [[]]


def test_what_lies_beyond_what_is_read_has_the_lowest_score() -> None:
    long = (
        "Nobody at the harbour knew the old ferry's name any more. " * 60
        + "Tickets cost 40 crowns."
    )
    reader = load_reader()
    assert reader is not None
    (scores,) = reader.read("How much is a ticket?", [window(long)])
    assert scores[-1] == UNREAD


def test_threads_share_it() -> None:
    reader = load_reader()
    assert reader is not None
    windows = [window(TEXT)]
    expected = reader.read("Who coaches the Otters?", windows)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: reader.read("Who coaches the Otters?", windows), range(16)))
    assert all(scores == expected for scores in found)


def test_it_is_loaded_once_and_off_is_none() -> None:
    assert isinstance(load_reader(), TokenReader)
    assert load_reader() is load_reader()
    assert load_reader("off") is None


def test_altered_weights_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader_weights, "SHA256", "0" * 64)
    with pytest.raises(ReaderUnavailable, match=r"not the ones published.*NEWS_READER=off"):
        reader_weights.load_packaged()


def test_missing_weights_say_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader_weights, "files", lambda _: tmp_path)
    with pytest.raises(ReaderUnavailable, match=r"cannot be read.*NEWS_READER=off"):
        reader_weights.load_packaged()


def test_what_is_packed_comes_back() -> None:
    import torch

    torch.manual_seed(3)
    base = {"a": torch.randn(20, 128), "b": torch.randn(30), "same": torch.randn(5, 64)}
    change = {"a": 0.01 * torch.randn(20, 128), "b": 0.01 * torch.randn(30)}
    trained = {name: base[name] + change.get(name, 0.0) for name in base} | {"new": torch.ones(3)}
    stored = reader_weights.pack(trained, base)
    assert stored["a"].nbytes == base["a"].nbytes / 8
    assert "same" not in stored
    found = reader_weights.unpack(stored, base)
    assert found.keys() == trained.keys()
    # Half a level, of the seven to the largest change of each block; its scale is in float16.
    blocks = change["a"].reshape(20, 2, 64).abs()
    level = (blocks.amax(dim=2, keepdim=True) / 7).expand_as(blocks).reshape(20, 128)
    assert bool(((found["a"] - trained["a"]).abs() <= 0.505 * level).all())
    for name in ("b", "same", "new"):
        assert torch.equal(found[name], trained[name])


def _save(folder: Path, *, outputs: int) -> str:
    import torch
    from sentence_transformers import CrossEncoder

    from index.embedding import packaged_model

    torch.manual_seed(1)
    model = CrossEncoder(
        str(packaged_model()), num_labels=outputs, device="cpu", local_files_only=True
    )
    model.save_pretrained(str(folder))
    return str(folder)


def test_another_cross_encoder_takes_its_place(sample_index: Settings, tmp_path: Path) -> None:
    name = _save(tmp_path, outputs=1)
    reader = load_reader(name)
    assert isinstance(reader, PairReader)
    spans = split_sentences(TEXT)
    scores = reader.read("Who coaches the Otters?", [window(TEXT, "Bowl"), window("Nobody came.")])
    assert [len(found) for found in scores] == [len(spans), 1]
    import torch

    start, end = spans[1]
    alone = reader._model.predict(
        ("Who coaches the Otters?", f"Bowl\n{TEXT[start:end]}"), activation_fn=torch.nn.Identity()
    )
    assert scores[0][1] == pytest.approx(float(alone), abs=1e-3)
    settings = sample_index.model_copy(update={"reader": name})
    reply = answer("How many members does the OSCE have?", settings=settings)
    assert reply.timings["read"] > 0


def test_a_classifier_is_no_reader(tmp_path: Path) -> None:
    with pytest.raises(ReaderUnavailable, match="3 values"):
        load_reader(_save(tmp_path, outputs=3))


def test_what_is_not_there_says_which_setting_to_mend(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(ReaderUnavailable, match="NEWS_READER"):
        load_reader(str(tmp_path / "empty"))


def test_answers_tell_how_long_reading_took(sample_index: Settings) -> None:
    question = "How long is Finland's border with Russia?"
    timings = answer(question, settings=sample_index).timings
    assert 0 < timings["read"] < timings["quote"]
    off = sample_index.model_copy(update={"reader": "off"})
    assert "read" not in answer(question, settings=off).timings
