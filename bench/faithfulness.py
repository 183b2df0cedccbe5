"""Faithfulness: whether the support score tells sentences that their article says from others.

DATA holds `qags_cnndm.jsonl` and `qags_xsum.jsonl` of QAGS (Wang et al., ACL 2020): `article`, and
`summary_sentences` with `sentence` and the workers' `responses`, yes or no; the majority counts.
Beside ours stand the share of the sentence's words that the article has, the same of its word
trigrams, the highest cosine of the sentence and one of the article, and the sum of the three.

`roc_auc` needs no threshold. `balanced_accuracy` (mean of the accuracies among the faithful and
the others) is that at the one threshold that is best for both sets together, for each row its own.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING, TypeAlias

from assistant.progress import display
from assistant.terminal import configured, messages
from assistant.verification import verifier
from bench.arguments import data_parser
from bench.data import NoData
from bench.metrics import auroc
from index.embedding import load_embeddings
from index.sentences import split_sentences
from index.writer import Progress

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from assistant.settings import Settings
    from index.embedding import SentenceEmbeddings
    from index.writer import OnProgress

Results: TypeAlias = dict[str, dict[str, dict[str, float]]]

SETS = ("cnndm", "xsum")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """An article and sentences written about it, each with whether the article says it."""

    article: str
    sentences: tuple[tuple[str, bool], ...]


def main(argv: Sequence[str]) -> int:
    """Run the bench; a table, or one JSON object, on standard output."""
    parser = data_parser("faithfulness", __doc__, "folder with qags_cnndm.jsonl, qags_xsum.jsonl")
    arguments = parser.parse_args(argv)
    settings = configured()
    summaries = {name: load(arguments.data / f"qags_{name}.jsonl") for name in SETS}
    with display(messages()) as progress:
        results = run(summaries, settings, progress)
    print(json.dumps(results, indent=2) if arguments.json else table(results))
    return 0


def load(path: Path) -> list[Summary]:
    """Read a set.

    Raises:
        NoData: the file is missing or damaged.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        return [_summary(json.loads(line)) for line in lines if line.strip()]
    except OSError as error:
        raise NoData(f"{error}. Name the folder that holds both files.") from error
    except (ValueError, KeyError, TypeError) as error:
        raise NoData(f"{path}: damaged, {error!r}. Get the data anew.") from error


def run(
    summaries: dict[str, list[Summary]], settings: Settings, progress: OnProgress | None = None
) -> Results:
    """By method and set: ROC-AUC and balanced accuracy, 0 to 1."""
    embeddings = load_embeddings(settings.embedding)
    labels: dict[str, list[bool]] = {name: [] for name in summaries}
    values: dict[str, dict[str, list[float]]] = {}
    total = sum(len(sets) for sets in summaries.values())
    done = 0
    for name, items in summaries.items():
        for item in items:
            for method, scores in _scores(item, settings, embeddings).items():
                values.setdefault(method, {}).setdefault(name, []).extend(scores)
            labels[name].extend(faithful for _, faithful in item.sentences)
            done += 1
            if progress:
                progress(Progress("Checking summaries", done, total))
    return {method: _judged(scores, labels) for method, scores in values.items()}


def table(results: Results) -> str:
    """The results as a table in Markdown."""
    measured = [(name, key) for name in SETS for key in ("roc_auc", "balanced_accuracy")]
    lines = [
        "| | " + " | ".join(f"{name} {key.replace('_', ' ')}" for name, key in measured) + " |",
        "|---|" + "--:|" * len(measured),
    ]
    for method, scores in results.items():
        cells = " | ".join(f"{scores[name][key]:.3f}" for name, key in measured)
        lines.append(f"| {method.replace('_', ' ')} | {cells} |")
    return "\n".join(lines)


def _summary(record: dict[str, object]) -> Summary:
    article, sentences = record["article"], record["summary_sentences"]
    if not isinstance(article, str) or not isinstance(sentences, list):
        raise TypeError("article is no text, or summary_sentences no list")
    judged = []
    for item in sentences:
        said = [worker["response"] == "yes" for worker in item["responses"]]
        judged.append((str(item["sentence"]), 2 * sum(said) > len(said)))
    return Summary(article=article, sentences=tuple(judged))


def _scores(
    item: Summary, settings: Settings, embeddings: SentenceEmbeddings
) -> dict[str, list[float]]:
    evidence = [item.article[slice(*span)] for span in split_sentences(item.article, "en")]
    sentences = [text for text, _ in item.sentences]
    support = verifier(settings.verifier, embeddings)
    words = [_shared(text, item.article, 1) for text in sentences]
    trigrams = [_shared(text, item.article, 3) for text in sentences]
    cosines = (embeddings.encode(sentences) @ embeddings.encode(evidence).T).max(axis=1).tolist()
    return {
        "ours": [support(text, evidence) for text in sentences],
        "token_overlap": words,
        "trigram_overlap": trigrams,
        "similarity": cosines,
        "sum": [sum(three) for three in zip(words, trigrams, cosines, strict=True)],
    }


def _shared(sentence: str, article: str, length: int) -> float:
    """The share of a sentence's runs of `length` words that the article has; 0 for no runs."""
    known = set(_runs(article, length))
    runs = _runs(sentence, length)
    return fmean(run in known for run in runs) if runs else 0.0


def _runs(text: str, length: int) -> list[tuple[str, ...]]:
    words = _WORD.findall(text.lower())
    return [tuple(words[at : at + length]) for at in range(len(words) - length + 1)]


def _judged(
    scores: dict[str, list[float]], labels: dict[str, list[bool]]
) -> dict[str, dict[str, float]]:
    parted = {
        name: tuple(
            [
                value
                for value, label in zip(scores[name], labels[name], strict=True)
                if label == wanted
            ]
            for wanted in (True, False)
        )
        for name in scores
    }
    thresholds = sorted({value for values in scores.values() for value in values})
    best = max(
        thresholds,
        key=lambda least: fmean(_balanced(yes, no, least) for yes, no in parted.values()),
    )
    return {
        name: {
            "roc_auc": round(auroc(yes, no), 4),
            "balanced_accuracy": round(_balanced(yes, no, best), 4),
        }
        for name, (yes, no) in parted.items()
    }


def _balanced(yes: Sequence[float], no: Sequence[float], least: float) -> float:
    right = fmean(value >= least for value in yes), fmean(value < least for value in no)
    return fmean(right)
