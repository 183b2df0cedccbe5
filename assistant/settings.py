"""Settings of asking, on top of those of the index; each described once."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, SecretStr

from index.settings import IndexSettings

PACKAGED_READER = "packaged"


class Settings(IndexSettings):
    """Everything that can be set: a `.env` file, `NEWS_*` variables, keyword arguments."""

    model: str = Field(
        "",
        description='Chat model as "provider:name"; empty for answers made of quotes, without one.',
    )
    base_url: str = Field(
        "", description="Address of an OpenAI-compatible server for the chat model."
    )
    api_key: SecretStr = Field(
        SecretStr(""),
        description="Key of the chat model; empty for the provider's variable (OPENAI_API_KEY...).",
    )
    temperature: float = Field(0.0, ge=0, le=2, description="Temperature of the chat model.")
    max_tokens: int = Field(600, ge=16, description="Longest answer of the chat model, in tokens.")
    context_tokens: int = Field(
        8192, ge=512, description="What the chat model takes in, question and answer, in tokens."
    )
    timeout: float = Field(60.0, gt=0, description="Seconds to wait for the chat model.")
    retries: int = Field(
        2, ge=0, le=10, description="Further tries when the chat model is busy or fails."
    )
    passages: int = Field(8, ge=1, le=50, description="Passages retrieved for a question.")
    # About as many questions that the articles answer are refused there as others are answered:
    # `python -m bench calibrate`.
    confidence: float = Field(
        0.55,
        ge=0,
        le=1,
        description="Below this confidence the answer is that the articles don't say.",
    )
    quotes: int = Field(3, ge=1, le=10, description="Quotes in an answer, at most.")
    passages_per_article: int = Field(
        2, ge=1, le=50, description="Passages retrieved from one article, at most."
    )
    reranker: str = Field(
        "",
        description="CrossEncoder that reorders the passages, a folder or a Hugging Face name; "
        f"{PACKAGED_READER!r} for the reader; empty for none.",
    )
    reader: str = Field(
        PACKAGED_READER,
        min_length=1,
        description="What judges which sentence answers: the packaged reader, another "
        'CrossEncoder (a folder or a Hugging Face name), or "off" for none.',
    )
    verifier: str = Field(
        "",
        description="CrossEncoder that says how well passages support a written sentence, a folder "
        "or a Hugging Face name; empty for the embedding model.",
    )
    support: float = Field(
        0.12,
        ge=0,
        le=1,
        description="Below this support a written sentence counts as unsupported.",
    )
    unsupported: Literal["show", "flag", "drop"] = Field(
        "flag", description="What becomes of written sentences that are not supported."
    )
    host: str = Field("127.0.0.1", description="Address the page is served on.")
    port: int = Field(7860, ge=0, le=65535, description="Port the page is served on.")
    hosts: str = Field(
        "",
        description="Names the page is reached by, separated by commas, where they are not this "
        "machine's own; requests for other names are refused.",
    )
    users: str = Field(
        "",
        description="File of those who may log in, made by `news-assistant users add`; empty for a "
        "page without accounts.",
    )
    index_panel: Literal["full", "read", "hidden"] = Field(
        "full",
        description="The index on the page: read and changed (with accounts by admins only), read, "
        "or hidden.",
    )
    asked_at_once: int = Field(
        8, ge=1, le=64, description="Questions the page answers side by side; others wait."
    )
    queue_length: int = Field(
        64, ge=1, description="Questions that may wait on the page; further ones are refused."
    )
    upload_megabytes: float = Field(
        50.0, gt=0, description="Largest file that the page takes for the index."
    )
    mcp: bool = Field(
        False,
        description="Whether the endpoints are MCP tools too; needs the extra [mcp].",
    )
    feedback: str = Field(
        "", description="File that keeps readers' thumbs; empty for one beside the index."
    )
