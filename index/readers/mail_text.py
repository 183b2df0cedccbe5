"""The text of a mail: lines that were wrapped for sending, the signature, what was forwarded."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SIGNATURE = re.compile(r"^-- \n(?:.*\n?){0,12}\Z", re.MULTILINE)  # RFC 3676, 4.3
_QUOTE_MARK = re.compile(r"^(?:> ?)+", re.MULTILINE)
# How mail programs begin what they forward, above its headers.
_FORWARDED = re.compile(
    r"^[>\s]*(?:-{2,}\s*(?:forwarded (?:message|by\b.*?)|original message|weitergeleitete nachricht"
    r"|urspr(?:ü|ue)ngliche nachricht|message transf[ée]r[ée]|mensaje reenviado|messaggio inoltrato"
    r"|doorgestuurd bericht)\s*-{2,}|begin forwarded message:)[ \t]*\n"
    r"|^(?=[>\s*_]*(?:from|von|de|da|van)\s?:.*\n[>\s*_]*(?:sent|gesendet|envoyé|enviado|inviato)\s?:)",
    re.IGNORECASE | re.MULTILINE,
)
_HEADERS = {
    "sender": "from|von|de|da|van",
    "date": "date|sent|datum|gesendet|envoyé|fecha|enviado|data|inviato|verzonden",
    "subject": "subject|betreff|objet|asunto|oggetto|onderwerp",
    "": "to|cc|bcc|reply-to|an|à|para|a|aan|importance|attachments?",
}
_HEADER = re.compile(
    r"[*_]{0,2}(?:"
    + "|".join(
        f"(?P<{name}>{words})" if name else f"(?:{words})" for name, words in _HEADERS.items()
    )
    + r")\s*:[*_]{0,2}\s*(?P<value>.*)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Forwarded:
    """A mail in the text of another; what it does not name is empty."""

    text: str
    sender: str = ""
    date: str = ""
    subject: str = ""


def unwrap(text: str, *, delete_space: bool = False) -> str:
    """Join the lines of text sent as format=flowed (RFC 3676): those that end with a space."""
    lines = [line.removeprefix(" ") for line in text.split("\n")]  # 4.4: space-stuffing
    joined: list[str] = []
    flows = False
    for line in lines:
        if flows:
            joined[-1] += line
        else:
            joined.append(line)
        flows = line.endswith(" ") and line != "-- "
        if flows and delete_space:
            joined[-1] = joined[-1][:-1]
    return "\n".join(joined)


def without_signature(text: str) -> str:
    """The text without the sender's signature at its end."""
    return _SIGNATURE.sub("", text)


def forwarded(text: str) -> Forwarded | None:
    """The mail that a mail's text forwards, without what the sender wrote above; None without one.

    Where it was forwarded several times, the innermost: the one that holds the article.
    """
    marks = list(_FORWARDED.finditer(text))
    if not marks:
        return None
    lines = _QUOTE_MARK.sub("", text[marks[-1].end() :]).split("\n")
    found: dict[str, str] = {}
    last, start, after_blank = "", 0, False
    for number, line in enumerate(lines):
        header = _HEADER.fullmatch(line.strip())
        name = next((name for name in _HEADERS if name and header and header[name]), "")
        # Headers that were paragraphs of a page have blank lines between them, and so has the text.
        if header and not (after_blank and (name in found or (not name and len(found) > 1))):
            last = name
            if name:
                found.setdefault(name, header["value"].strip())
        elif not line.strip():
            last, after_blank = "", True
            continue
        elif last:  # a long header goes on in the next line
            found[last] += f" {line.strip()}"
        else:
            break
        start, after_blank = number + 1, False
    body = "\n".join(lines[start:]).strip()
    return Forwarded(body, **found) if found and body else None
