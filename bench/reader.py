"""The reader: how often it picks the sentence of a paragraph that answers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from assistant.reader import load_reader
from assistant.terminal import configured
from bench.arguments import data_parser
from bench.data import NoData
from bench.reader_data import read_squad, right_sentences
from index.embedding import load_embeddings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.windows import Window
    from bench.reader_data import Paragraph
    from index.embedding import SentenceEmbeddings


def main(argv: Sequence[str]) -> int:
    """Run the bench; a table, or one JSON object, on standard output."""
    parser = data_parser("reader", __doc__, "folder with wiki_test.json, in SQuAD's format")
    arguments = parser.parse_args(argv)
    settings = configured()
    articles = read_squad(arguments.data / "wiki_test.json")
    results = measure(
        [paragraph for article in articles for paragraph in article],
        settings.reader,
        settings.embedding,
    )
    if arguments.json:
        print(json.dumps(results, indent=2))
    else:
        print("| | paragraph@1 |\n|---|--:|")
        for name, metrics in results.items():
            print(f"| {name} | {metrics['paragraph@1']:.3f} |")
    return 0


def measure(
    paragraphs: Sequence[Paragraph], reader: str, embedding: str
) -> dict[str, dict[str, float]]:
    """`paragraph@1`: the share of questions whose best sentence is one an answer begins in.

    Raises:
        NoData: there is no question.
    """
    embeddings, judge = load_embeddings(embedding), load_reader(reader)
    right = {"embedding": 0} | ({} if judge is None else {"ours": 0})
    asked = 0
    for paragraph in paragraphs:
        for question in paragraph.questions:
            found = {"embedding": _similarities(embeddings, question.text, paragraph.window)}
            if judge is not None:
                (found["ours"],) = judge.read(question.text, [paragraph.window])
            answering = right_sentences(paragraph.window, question.answers)
            for name, scores in found.items():
                right[name] += scores.index(max(scores)) in answering
            asked += 1
    if not asked:
        raise NoData("There is no question to ask; name a folder whose wiki_test.json has some.")
    return {name: {"paragraph@1": round(count / asked, 4)} for name, count in right.items()}


def _similarities(embeddings: SentenceEmbeddings, question: str, window: Window) -> list[float]:
    sentences = [window.text[start:end] for start, end in window.sentences]
    vector = embeddings.encode_question(question)
    return [float(value) for value in embeddings.encode(sentences) @ vector]
