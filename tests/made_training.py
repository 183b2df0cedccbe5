"""Made-up paragraphs with questions, in the form of the reader's training data."""

from __future__ import annotations

from typing import Any

TEXT = (
    "The lighthouse of Ormsay was built in 1871 by Tilda Fenn. It is 38 metres high. A storm broke "
    "its lamp in 1902. Seals rest on the rocks below."
)
OTHER = "The mill of Ormsay grinds oats. Its wheel was carved from one oak by the Brandt brothers."
ASKED = (
    (TEXT, "Who built the lighthouse?", "Tilda Fenn"),
    (TEXT, "How high is the lighthouse?", "38 metres"),
    (TEXT, "When did a storm break the lamp?", "1902"),
    (OTHER, "What does the mill grind?", "oats"),
    (OTHER, "Who carved the wheel?", "the Brandt brothers"),
)


def squad() -> dict[str, Any]:
    paragraphs = []
    for text in (TEXT, OTHER):
        questions = [
            {
                "id": f"{copy}-{question}",
                "question": question,
                "answers": [{"text": answer, "answer_start": text.index(answer)}] * 2,
            }
            for copy in range(10)
            for held, question, answer in ASKED
            if held == text
        ]
        paragraphs.append({"context": text, "qas": questions})
    return {"version": "1.1", "data": [{"title": "Ormsay", "paragraphs": paragraphs}] * 2}
