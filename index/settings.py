"""Settings of the index, each described once; `assistant.settings` adds those of asking."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

PACKAGED_MODEL = "all-MiniLM-L6-v2"


class IndexSettings(BaseSettings):
    """Read from a `.env` file, `NEWS_*` variables and keyword arguments, the last winning."""

    model_config = SettingsConfigDict(
        env_prefix="NEWS_", env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True
    )

    index: Path = Field(Path(".news-index"), description="Folder of the index.")
    store: str = Field(
        "",
        description="Chroma server that holds the index: chroma://host:port, chroma+https://host, "
        "or cloud:// for Chroma Cloud, each with ?tenant=...&database=... where wanted; empty for "
        "the folder, which otherwise holds only what this machine derives.",
    )
    store_key: SecretStr = Field(
        SecretStr(""),
        description="Key of the Chroma server or of Chroma Cloud, where it wants one.",
    )
    articles: Path = Field(
        Path("articles"), description="Articles the first index is built from, when none exists."
    )
    embedding: str = Field(
        PACKAGED_MODEL,
        min_length=1,
        description="Embedding model: the packaged one, a folder, or a Hugging Face name.",
    )
    passage_words: int = Field(
        110, ge=20, le=400, description="Words in a passage, about; a change needs a rebuild."
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "WARNING", description="What is logged to standard error."
    )
