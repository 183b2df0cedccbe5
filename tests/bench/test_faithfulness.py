from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from bench.__main__ import main
from bench.data import NoData
from bench.faithfulness import SETS, load

if TYPE_CHECKING:
    from pathlib import Path

ARTICLE = (
    "The harbour bridge of Veltmark opened to traffic on Thursday. Mayor Ilse Corran cut a ribbon "
    "in front of 4,000 people. Lorries must wait until the autumn."
)
JUDGED = (
    ("Mayor Ilse Corran cut a ribbon in front of 4,000 people.", ["yes", "yes", "no"]),
    ("The harbour bridge opened on Thursday.", ["yes", "yes", "yes"]),
    ("Lorries cut a ribbon of Veltmark in the autumn.", ["no", "yes", "no"]),
    ("A storm damaged the airport.", ["no", "no", "no"]),
)


def _write(folder: Path) -> Path:
    sentences = [
        {"sentence": text, "responses": [{"response": said} for said in responses]}
        for text, responses in JUDGED
    ]
    record = json.dumps({"article": ARTICLE, "summary_sentences": sentences})
    for name in SETS:
        (folder / f"qags_{name}.jsonl").write_text(record + "\n", encoding="utf-8")
    return folder


def test_methods_and_sets(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["faithfulness", str(_write(tmp_path)), "--json"]) == 0
    results = json.loads(capsys.readouterr().out)

    assert list(results) == ["ours", "token_overlap", "trigram_overlap", "similarity", "sum"]
    for scores in results.values():
        assert list(scores) == list(SETS)
        for measured in scores.values():
            assert 0.0 <= measured["roc_auc"] <= 1.0
    assert results["ours"]["cnndm"] == {"roc_auc": 1.0, "balanced_accuracy": 1.0}
    assert results["token_overlap"]["cnndm"]["roc_auc"] < 1.0


def test_the_majority_decides(tmp_path: Path) -> None:
    (summary,) = load(_write(tmp_path) / "qags_xsum.jsonl")
    assert [faithful for _, faithful in summary.sentences] == [True, True, False, False]


def test_missing_and_damaged_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(NoData, match="Name the folder"):
        load(tmp_path / "qags_xsum.jsonl")
    damaged = tmp_path / "qags_cnndm.jsonl"
    damaged.write_text('{"article": 1, "summary_sentences": []}\n', encoding="utf-8")
    with pytest.raises(NoData, match="damaged"):
        load(damaged)
