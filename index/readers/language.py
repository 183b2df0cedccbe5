"""The language of an article: as its metadata says, or detected."""

from __future__ import annotations

import re

_CODE = re.compile(r"([a-z]{2})(?:[-_].*)?", re.IGNORECASE)
_SAMPLE = 1000  # characters; more changes nothing
_ENOUGH = 20  # letters; in less any language can be seen


def language_code(tag: str) -> str:
    """The ISO 639-1 code of a language tag such as "en-GB"; empty where it is none."""
    found = _CODE.fullmatch(tag.strip())
    return found.group(1).lower() if found else ""


def detect(text: str) -> str:
    """The ISO 639-1 code of the language that a text is in; empty where it is too short to say."""
    sample = text[:_SAMPLE]
    if sum(map(str.isalpha, sample)) < _ENOUGH:
        return ""
    # The package's weights take most of a second to load.
    import py3langid

    code, _ = py3langid.classify(sample)
    return str(code)
