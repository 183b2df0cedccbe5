"""How the reader is taught: one softmax over the tokens of all that is read for a question.

"None of them" takes part with the fixed score 0, so that the scores tell how sure the model is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import torch
from transformers import (
    AutoModelForTokenClassification,
    AutoTokenizer,
    PrinterCallback,
    Trainer,
    TrainerCallback,
    TrainingArguments,
)

from assistant.reader import TokenReader
from assistant.reader_input import encode, padded
from bench.reader_data import SEED, right_sentences
from index.embedding import fast_dtype, packaged_model
from index.writer import Progress

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from torch import Tensor

    from assistant.reader_input import Encoded
    from bench.reader_data import Group, Paragraph
    from index.writer import OnProgress

_QUESTIONS = 16
"""Questions in a step."""
_ROWS = 12
"""Windows that go through the model together; a step sorts its own by length."""
_UNSURE = -5.0
"""Where the output's bias begins: most tokens begin no answer."""
_OUT = -1e4
_SAVE_STEPS = 50


@dataclass(frozen=True, slots=True)
class _Row:
    """A window in tokens, and which of them count for what."""

    encoded: Encoded
    judged: list[bool]
    right: list[bool]
    """Tokens of the sentences that answer."""
    begins: list[bool]
    """Tokens that an answer begins with."""
    answers: bool


class _Groups(torch.utils.data.Dataset[list[_Row]]):
    def __init__(self, groups: Sequence[Group], tokenizer: Any) -> None:
        self._groups = groups
        self._tokenizer = tokenizer

    def __len__(self) -> int:
        return len(self._groups)

    def __getitem__(self, place: int) -> list[_Row]:
        group = self._groups[place]
        rows = []
        for window, answers in zip(group.windows, group.answers, strict=True):
            (encoded,) = encode(self._tokenizer, group.question, [window])
            right = right_sentences(window, answers)
            begun = {
                max((start for start in encoded.start if 0 <= start <= first), default=-2)
                for first, _ in answers
            }
            rows.append(
                _Row(
                    encoded,
                    [sentence >= 0 for sentence in encoded.sentence],
                    [sentence in right for sentence in encoded.sentence],
                    [start in begun for start in encoded.start],
                    bool(answers),
                )
            )
        return rows


def loss(model: Any, groups: Sequence[Sequence[_Row]]) -> Tensor:
    """The mean loss of some questions: that of the right sentence, and half that of its token.

    What holds its answer beyond what is read teaches nothing.
    """
    flat = [(place, row) for place, group in enumerate(groups) for row in group]
    flat.sort(key=lambda item: len(item[1].encoded.ids))
    sums: dict[str, list[list[Tensor]]] = {
        name: [[] for _ in groups] for name in ("judged", "right", "begins")
    }
    for start in range(0, len(flat), _ROWS):
        part = flat[start : start + _ROWS]
        logits = model(**padded([row.encoded for _, row in part])).logits[..., 0].float()
        for name, found in sums.items():
            kept = torch.zeros(logits.shape, dtype=torch.bool)
            for at, (_, row) in enumerate(part):
                flags = getattr(row, name)
                kept[at, : len(flags)] = torch.tensor(flags)
            values = torch.logsumexp(logits.masked_fill(~kept, _OUT), dim=1)
            for (place, _), value in zip(part, values, strict=True):
                found[place].append(value)
    losses = []
    for place, group in enumerate(groups):
        all_, right, begins = (
            torch.logsumexp(torch.stack(sums[name][place]), 0)
            for name in ("judged", "right", "begins")
        )
        total = torch.logsumexp(torch.stack([all_, torch.zeros(())]), 0)
        if any(any(row.right) for row in group):
            losses.append(total - right)
            if any(any(row.begins) for row in group):
                losses.append(0.5 * (right - begins))
        elif not any(row.answers for row in group):
            losses.append(total)
    return torch.stack(losses).sum() / len(groups) if losses else 0.0 * all_


class _Told(TrainerCallback):
    """Tells how far the training is."""

    def __init__(self, stage: str, progress: OnProgress) -> None:
        self._stage = stage
        self._progress = progress

    def on_step_end(
        self,
        args: Any,  # noqa: ARG002
        state: Any,
        control: Any,  # noqa: ARG002
        **_: Any,
    ) -> None:
        self._progress(Progress(self._stage, state.global_step, state.max_steps))


class _ReaderTrainer(Trainer):
    measure: Callable[[Any], dict[str, float]]

    def compute_loss(self, model: Any, inputs: Any, *_: Any, **__: Any) -> Tensor:
        return loss(model, inputs["groups"])

    def _prepare_inputs(self, inputs: Any) -> Any:
        return inputs  # lists, which are no tensors yet

    def evaluate(self, *_: Any, metric_key_prefix: str = "eval", **__: Any) -> dict[str, float]:
        found = {f"{metric_key_prefix}_{k}": v for k, v in self.measure(self.model).items()}
        self.log(found)
        return found


def train(
    groups: Sequence[Group],
    folder: Path,
    *,
    rate: float,
    measure: Callable[[Any], dict[str, float]],
    progress: OnProgress,
    begin: Path | None = None,
    every: int = 100,
) -> tuple[Path, list[dict[str, float]]]:
    """Train for one epoch; a run that was interrupted goes on from its last checkpoint.

    Args:
        groups: what to learn from; they are seen in an order that the seed decides.
        folder: where checkpoints and the outcome are kept.
        rate: the highest learning rate of AdamW; it rises, then falls linearly.
        measure: evaluates the model, by names of measures, every so many steps.
        begin: the folder of the model to go on from; None for the packaged embedding model.
        every: steps between two evaluations.

    Returns:
        The folder of the trained model, and what was measured and lost on the way.
    """
    final = folder / "final"
    torch.manual_seed(SEED)
    model = AutoModelForTokenClassification.from_pretrained(
        begin or packaged_model(),
        num_labels=1,
        hidden_dropout_prob=0.0,  # one epoch needs none, and it costs half the time
        attention_probs_dropout_prob=0.0,
        local_files_only=True,
    )
    if begin is None:
        torch.nn.init.constant_(model.classifier.bias, _UNSURE)
    # They are half of the weights, and what training changes of them is little.
    model.bert.embeddings.requires_grad_(False)
    tokenizer = AutoTokenizer.from_pretrained(packaged_model(), local_files_only=True)
    arguments = TrainingArguments(
        output_dir=str(folder),
        per_device_train_batch_size=_QUESTIONS,
        num_train_epochs=1,
        learning_rate=rate,
        warmup_steps=0.06,
        weight_decay=0.01,
        bf16=fast_dtype() == torch.bfloat16,
        use_cpu=True,
        seed=SEED,
        logging_steps=10,
        save_steps=_SAVE_STEPS,
        save_total_limit=1,
        eval_strategy="steps",
        eval_steps=every,
        remove_unused_columns=False,
        report_to=[],
        disable_tqdm=True,
    )
    trainer = _ReaderTrainer(
        model=model,
        args=arguments,
        train_dataset=_Groups(groups, tokenizer),
        eval_dataset=_Groups(groups[:1], tokenizer),
        data_collator=lambda rows: {"groups": rows},
        callbacks=[_Told(f"Training {folder.name}", progress)],
    )
    trainer.remove_callback(PrinterCallback)  # what it prints is no part of the report
    trainer.measure = measure
    begun = any(folder.glob("checkpoint-*"))
    trainer.train(resume_from_checkpoint=begun or None)
    model.save_pretrained(final)
    tokenizer.save_pretrained(final)
    return final, [entry for entry in trainer.state.log_history if "train_runtime" not in entry]


def paragraph_at_1(reader: Any, paragraphs: Sequence[Paragraph]) -> float:
    """The share of questions of which the sentence judged best is one that answers."""
    right = asked = 0
    for paragraph in paragraphs:
        for question in paragraph.questions:
            (scores,) = reader.read(question.text, [paragraph.window])
            best = max(range(len(scores)), key=scores.__getitem__)
            right += best in right_sentences(paragraph.window, question.answers)
            asked += 1
    return right / asked


def reader_of(model: Any) -> TokenReader:
    """A model in training as a reader."""
    tokenizer = AutoTokenizer.from_pretrained(packaged_model(), local_files_only=True)
    return TokenReader(model, tokenizer)
