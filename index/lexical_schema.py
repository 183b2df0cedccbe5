"""The fields of the lexical store, and what its words are."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    import tantivy

ANALYZER = "news"
SENTENCES = "sentences"
# Function words and the words of questions: they match everywhere and cost most of the time.
STOP_WORDS = frozenset(
    """a about according after all also am an and any are as at be been before being between both
    but by can could did do does doing during each for from further had has have having he her here
    hers him his how i if in into is it its itself just me more most my no nor not now of off on
    once only or other our out over own per reported reports s said same say says she should so some
    such t than that the their them then there these they this those through to too under until up
    upon us very was we were what when where whether which while who whom whose why will with would
    announce announced claim claimed describe described mention mentioned
    propose proposed suggest suggested tell told
    you your""".split()
)


def schema() -> tantivy.Schema:
    """The fields of a passage. The vectors of its sentences and its start came later."""
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("passage", stored=True, tokenizer_name="raw")
    builder.add_text_field("article", tokenizer_name="raw")
    builder.add_text_field("story", tokenizer_name="raw")
    builder.add_text_field("source", stored=True, tokenizer_name="raw")
    builder.add_text_field("title", tokenizer_name=ANALYZER)
    builder.add_text_field("text", tokenizer_name=ANALYZER)
    builder.add_integer_field("published", indexed=True, fast=True)
    builder.add_integer_field("start", stored=True, indexed=True, fast=True)
    builder.add_bytes_field(SENTENCES, stored=True, indexed=False)
    return builder.build()


def analyzer() -> tantivy.TextAnalyzer:
    """What makes index terms of words: lower case, without accents, stemmed."""
    import tantivy

    return (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.remove_long(60))
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.ascii_fold())
        .filter(tantivy.Filter.stemmer("English"))
        .build()
    )


def has_field(folder: Path, name: str) -> bool:
    """Whether the store in a folder was made with a field, which those made before it lack."""
    fields = json.loads((folder / "meta.json").read_text(encoding="utf-8"))["schema"]
    return any(field["name"] == name for field in fields)
