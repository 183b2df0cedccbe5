"""Prompts, one Markdown file each; no prompt text stands in Python.

A file opens with one comment, which is not sent: what the prompt is for, then `Filled by:` and
the names of its placeholders. `# system` and `# user` head its two messages.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

_FILE = re.compile(
    r"<!-- (?P<purpose>.+?) Filled by: (?P<fields>[\w, ]+)\. -->\n"
    r"\s*# system\n(?P<system>.+?)\n# user\n(?P<user>.+)",
    re.DOTALL,
)
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """A prompt read and checked: its placeholders are exactly its declared fields."""

    name: str
    purpose: str
    fields: frozenset[str]
    system: str
    user: str

    def messages(self, **values: str) -> list[tuple[str, str]]:
        """Return (role, text) pairs, which LangChain chat models take as they are.

        Braces in a value stay as they are: what is filled in is not filled again. Raises
        `ValueError` when the values are not exactly the fields.
        """
        if values.keys() != self.fields:
            wanted, given = ", ".join(sorted(self.fields)), ", ".join(sorted(values))
            raise ValueError(f"the prompt {self.name} is filled by {wanted}, not by {given}")

        def fill(template: str) -> str:
            return _PLACEHOLDER.sub(lambda match: values[match[1]], template)

        return [("system", fill(self.system)), ("user", fill(self.user))]


@lru_cache
def load(name: str) -> Prompt:
    """Return the prompt in `prompts/{name}.md`, read and checked once.

    Raises `FileNotFoundError` when there is none, `ValueError` when it is malformed.
    """
    return parse(name, (files(__name__) / f"{name}.md").read_text(encoding="utf-8"))


def parse(name: str, text: str) -> Prompt:
    """Return the prompt that a file holds; `ValueError` says what is wrong with it."""
    found = _FILE.fullmatch(text)
    if found is None:
        raise ValueError(
            f"prompts/{name}.md must be: <!-- purpose. Filled by: names. -->, # system, # user"
        )
    system, user = found["system"].strip(), found["user"].strip()
    fields = frozenset(field.strip() for field in found["fields"].split(","))
    used = frozenset(_PLACEHOLDER.findall(f"{system}\n{user}"))
    if fields != used:
        wrong = ", ".join(sorted(fields ^ used))
        raise ValueError(f"prompts/{name}.md: declared or used, but not both: {wrong}")
    return Prompt(name=name, purpose=found["purpose"], fields=fields, system=system, user=user)
