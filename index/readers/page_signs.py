"""Titles and words by which pages without an article give themselves away: data, no logic.

The titles match a whole heading, or a part of one between separators (`fullmatch`, case ignored).
"""

from __future__ import annotations

import re


def _any_of(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


ERROR = _any_of(
    r"(?:http |error )+[45]\d\d\b.*",
    r"404(?:\s*[:.–—-]\s*.*|\s+(?:error|(?:page )?not found).*)?",
    r"(?:40[013]|410|429|451|50[0-4])\s*[:.–—-]?\s*(?:error|forbidden|unauthorized|gone|too many|(?:internal )?server"
    r"|bad gateway|service|gateway)\b.*",
    r".{0,40}\b(?:page|file|article|story|content|document|url)(?: you(?:['’]re| are) looking for)?"
    r"(?: was| is| has| does| could| can)?(?:n['’]t| ?not| no longer)(?: be)?"
    r" (?:found|available|exist)s?\W*",
    r"(?:oops|sorry|whoops)?\W*not found\W*",
    r"(?:access|permission) (?:denied|forbidden)\W*|forbidden\W*",
    r"(?:internal )?server error\W*|service (?:temporarily )?unavailable\W*|bad gateway\W*",
    r"gateway time-?out\W*|too many requests\W*",
    r".{0,40}\b(?:under|down for) maintenance\W*",
    r".{0,40}\b(?:not available|unavailable) (?:for legal reasons|in your (?:country|region|location))\W*",
    r"seite (?:wurde )?nicht gefunden\W*|page (?:introuvable|non trouvée)\W*|pagina (?:non trovata|niet gevonden)\W*",
    r"página (?:no encontrada|não encontrada)\W*|страница не найдена\W*|nie znaleziono strony\W*",
)
"""Titles of error pages."""

ROBOT = _any_of(
    r"just a moment\W*|one more step\W*|attention required\W*|pardon our interruption\W*",
    r"(?:please )?(?:verify|confirm|prove)(?: that)? you(?:['’]re| are) (?:a |not a )?(?:human|robot)\W*.{0,40}",
    r"are you (?:a |not a )?(?:robot|human)\W*.{0,20}",
    r"checking your browser.{0,60}|(?:security|robot) check\W*|human verification\W*|ddos protection.{0,40}",
)
"""Titles of pages that check whether a person asks."""

CAPTCHA = re.compile(
    r"captcha|cf-turnstile|cf-challenge|challenge-(?:form|platform)", re.IGNORECASE
)
"""In the class, id or address of an element that asks for a proof."""

CONSENT = _any_of(
    r"before you continue\b.{0,40}",
    r"we (?:value|care about|respect) your privacy\W*|your privacy (?:choices|matters|is important).{0,20}",
    r"(?:cookie|privacy|consent)s? (?:settings|preferences|notice|consent|choices|policy|wall)\W*",
    r"(?:accept|manage)(?: all)? cookies\W*|(?:cookies?|consent) (?:required|needed)\W*",
    r"(?:datenschutz|cookie)-?einstellungen\W*|ihre privatsphäre.{0,40}|gestion des cookies\W*",
)
"""Titles of pages that ask for consent before they show anything."""

CONSENT_WORDS = re.compile(
    r"\b(?:cookies?|consent|privacy|partners?|vendors|personal data|legitimate interest|preferences"
    r"|personali[sz]ed|tracking|datenschutz|einwilligung|consentement|privacidad)\b",
    re.IGNORECASE,
)
"""What the text of such a page is about."""

PROMPT = _any_of(
    r"\b(?:subscribe|sign (?:in|up)|log ?in|register|become a (?:member|subscriber))(?: now| today| here)?"
    r"(?: or [\w ]{3,20})? to (?:read|continue reading|keep reading|unlock)\b",
    r"\bthis (?:article|story|content) is (?:only |exclusively )?(?:for|available (?:only )?(?:to|for)|reserved for)"
    r" (?:our |paying |registered )?(?:subscribers|members)\b",
    r"\bto (?:read|continue reading|unlock) (?:the (?:full|rest|whole)|this (?:article|story))\b",
    r"\byou(?: have|['’]ve) (?:reached|used|read) (?:all |your )[\w ]{0,30}(?:articles|stories|limit)\b",
)
"""What a page says where it ends its article for those who don't pay."""
