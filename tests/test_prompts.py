from __future__ import annotations

from importlib.resources import files

import pytest

import prompts

FIELDS = {
    "answer": {"as_of", "passages", "question", "refusal"},
    "standalone": {"conversation", "question"},
}


def test_every_file_is_a_valid_prompt_with_its_fields() -> None:
    names = {
        entry.name.removesuffix(".md")
        for entry in files(prompts).iterdir()
        if entry.name.endswith(".md")
    }

    assert {name: set(prompts.load(name).fields) for name in names} == FIELDS


def test_the_comment_is_not_sent() -> None:
    prompt = prompts.load("answer")
    sent = prompt.messages(as_of="9 Feb 2022", passages="P", question="Q?", refusal="NO")

    assert [role for role, _ in sent] == ["system", "user"]
    assert all("<!--" not in text and "Filled by" not in text for _, text in sent)
    assert "Question: Q?" in sent[1][1]
    assert "NO" in sent[0][1]


def test_what_is_filled_in_is_not_filled_again() -> None:
    sent = prompts.load("standalone").messages(conversation="{question}", question="{conversation}")

    assert "<conversation>\n{question}\n</conversation>" in sent[1][1]
    assert sent[1][1].endswith("Last question: {conversation}")


@pytest.mark.parametrize("values", [{"question": "Q"}, {"question": "Q", "more": "M"}])
def test_the_values_must_be_the_fields(values: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="is filled by conversation, question"):
        prompts.load("standalone").messages(**values)


def test_a_prompt_is_read_once() -> None:
    assert prompts.load("answer") is prompts.load("answer")


def test_an_unknown_prompt_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        prompts.load("no_such_prompt")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("# system\nA\n# user\n{b}\n", "must be"),
        ("<!-- For x. Filled by: b. -->\n# system\nA\n", "must be"),
        ("<!-- For x. Filled by: b. -->\n# system\nA\n# user\n{b} {c}\n", "not both: c"),
        ("<!-- For x. Filled by: b, d. -->\n# system\nA\n# user\n{b}\n", "not both: d"),
    ],
)
def test_a_malformed_prompt_says_what_is_wrong(text: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        prompts.parse("broken", text)
