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
    fetch_delay: float = Field(
        1.0,
        ge=0,
        le=60,
        description="Seconds between two requests to one site; its robots.txt may ask for more.",
    )
    fetch_timeout: float = Field(
        30.0, gt=0, description="Seconds in which a page from the web must have come."
    )
    fetch_megabytes: float = Field(
        10.0, gt=0, le=64, description="Largest page or feed that is fetched, unpacked."
    )
    fetch_contact: str = Field(
        "",
        max_length=200,
        pattern=r"^[\x20-\x7e]*$",
        description="Your web or mail address, which the sites are told with each request.",
    )
    allow_private_hosts: bool = Field(
        False, description="Whether to fetch from this machine and private networks too."
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "WARNING", description="What is logged to standard error."
    )
