"""The whole lines by which pages pasted as text give themselves away: data, no logic.

A pattern here matches a complete line (`fullmatch`, case ignored) and must not match a sentence
that an article could contain.
"""

from __future__ import annotations

import re


def _any_of(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


_BUTTON = (
    r"(?:share|print|e-?mail|save|tweet|pin|copy(?: link)?|bookmark|comments?|listen|like|follow"
    r"|facebook|twitter|x|whatsapp|linkedin|telegram|reddit|pinterest|instagram|messenger|threads"
    r"|bluesky|flipboard|viber|tumblr|youtube)"
)
_NETWORK = (
    r"(?:facebook|twitter|x|whatsapp|linkedin|telegram|reddit|pinterest|instagram|youtube|tiktok"
    r"|threads|bluesky|google news|flipboard)"
)
_LETTER = (
    r"(?:newsletters?|(?:e-?mail|news|breaking news|push) (?:alerts?|updates?|notifications?)"
    r"|alerts?|updates?|briefings?|podcasts?|channels?|e-?mails?|inbox|digest|mailing list|feed)"
)
_READ_ALSO = (
    r"(?:leggi anche|lire aussi|à lire aussi|lee también|lea también|leia (?:também|mais)|lesen sie auch"
    r"|mehr zum thema|lees ook|läs också|les også|læs også|lue myös|czytaj (?:też|także|więcej)|читайте также)"
)
_CONTACT = r"(?:\S+@[\w.-]+\.\w+|@\w+|(?:https?://)?(?:www\.)?[\w-]+\.\w{2,}/\S+)"
_STORE = (
    r"(?:the )?(?:google play(?: store)?|play store|(?:apple(?:'s|’s)? )?app store|app ?gallery)"
)

BOILERPLATE = _any_of(
    # app stores and apps
    rf"(?:get it|download(?: it| now| the app)?|(?:now )?available|install(?: it)?)"
    rf"(?: now)? (?:on|from|in) {_STORE}(?: (?:and|or|&) {_STORE})?[.!]?",
    r"stay (?:tuned|connected|updated|informed) (?:with|to|on|via) .{1,50}\bapps?[.!]?",
    r"(?:get|download|install|open|try|use) (?:the|our) (?:.{1,40} )?(?:android |ios |mobile )?apps?"
    r"(?: (?:now|here|today|for free|for more|for (?:android|ios|iphone)(?: and (?:android|ios))?))?[.!]?",
    r"(?:follow|find|join|read) us (?:on|in|via|with) .{1,50}\bapps?[.!]?",
    # newsletters, alerts and social networks
    rf"(?:subscribe|sign up|register|join)(?: now| here| today| free)? (?:to|for)"
    rf" (?:.{{1,60}} )?{_LETTER}(?: (?:now|here|today|for free|below))?[.!]?",
    r"(?:subscribe|sign up)(?: now| here| today)? (?:to|for)(?: \S+){1,9}(?<![.?!\"”’])",
    r"get .{1,60} (?:delivered |sent )?(?:straight |directly |right )?(?:to|in) your inbox.{0,60}",
    r"(?:.{1,80}[.!?:] )?(?:sign up|subscribe|register) (?:for|to|here|now|today) .{1,80}\b(?:newsletters?|inbox)\b.{0,40}",
    rf"(?:follow|like|join|find) (?:us|.{{1,40}}) on (?:our )?{_NETWORK}"
    rf"(?:(?:,| and|, and| or) {_NETWORK})*(?: @\w+)?[.!]?",
    # who wrote it and where to write to
    r"(?:reach|contact|e-?mail|write to|message) (?:the )?[\w .,'’-]{1,60}? (?:at|on|via|by)"
    rf" (?:[\w ]{{1,20}} )?{_CONTACT}.{{0,120}}",
    rf"(?:follow|find) (?:him|her|them|us|me|[\w .'’-]{{1,40}}?) (?:on|at) (?:[\w ]{{1,20}} )?{_CONTACT}.{{0,80}}",
    rf"(?:.{{1,60}}\? )?[\w .'’-]{{1,60}} (?:can|may) be (?:reached|contacted) (?:at|on|by|via) {_CONTACT}.{{0,120}}",
    r"(?:mailto:)?\S+@[\w.-]+\.\w{2,}|(?:https?://)?(?:www\.)?(?:twitter|x|facebook|instagram|linkedin|threads)\.(?:com|net)/\S+",
    r"(?:tell us|let us know) what you think.{0,20}",
    # advertisements
    r"(?:\W*)(?:advertisements?|sponsored(?: content)?|promoted(?: content)?|skip advertisement"
    r"|ad feedback)(?:\W*)",
    r"(?:story|article|content|text) continues (?:below|after)(?: (?:the |this )?"
    r"(?:advertisement|ad|video|promotion|newsletter promotion))?\W*",
    r"(?:scroll|continue reading|keep reading|continue) (?:below|down)?(?: (?:to|for) (?:continue|more))?\W*",
    # pointers to other stories
    r"(?:(?:read|see|watch|listen|view)(?: (?:more|also|next|now|too|on|this))+|(?:also|must) (?:read|see|watch)"
    r"|more (?:on|about) this(?: story| topic)?|more from .{1,40}|related(?: stories| articles| story| article"
    r"| news| topics?| coverage)?|recommended(?: stories| for you)?|you (?:may|might) also like"
    r"|don['’]t miss)(?:\s*[:|>–—-]+\s*.{0,160})?[:.…>»]*",
    rf"\W?{_READ_ALSO}(?:\W.{{0,160}})?",
    r"[\[(](?:related|read|see|watch|more|also)(?: (?:more|also|on))?: .{1,160}[\])]",
    r"more .{1,30}: https?://\S+(?:(?:,| and) https?://\S+)*",
    r"click here (?:to|for) .{1,80}",
    r"(?:filed under|posted in|tags|categories|topics)\s*: .{1,120}",
    # buttons, counters and players
    rf"(?:\W*{_BUTTON}(?: \(opens in (?:a )?new window\))?)(?:[\s,|/·•&-]+{_BUTTON})*\W*",
    rf"share (?:this(?: (?:article|story|page|post|news))?|(?:it )?on {_NETWORK}|via .{{1,20}})"
    rf"(?: (?:on|via) {_NETWORK})?\W*",
    r"(?:order |purchase )?(?:article )?reprints|purchase licensing rights.{0,20}|republish this article",
    r"print (?:this |the )?(?:article|story|page|post)|print this(?: (?:article|story|page|post))?|save (?:this )?(?:article|story)|send to a friend",
    r"(?:\d+ )?(?:comments?|shares?|views?)|(?:leave|post|add|write) a (?:comment|reply)|join the conversation",
    r"(?:estimated )?(?:reading time:? )?(?:about )?\d{1,2}[ -]min(?:ute)?s?(?: read)?(?: time)?",
    r"listen to (?:this )?(?:article|story)(?:\W+\d+ min(?:ute)?s?)?|play (?:video|audio)|(?:video|audio) player"
    r"|loading(?: video)?(?:\.\.\.|…)?",
    r"(?:skip to (?:main )?content|back to top|close|menu|log ?in|sign in|home|search)",
    r"(?:tempo de leitura|tempo di lettura|tiempo de lectura|temps de lecture|lesezeit|leestijd)\W+.{0,12}\d{1,2} ?\w{0,8}\.?",
    # rights
    r"(?:©|ⓒ|\(c\)|copyright\b\s*(?:©|ⓒ|\(c\)|(?:19|20)\d\d)).{0,160}",
    r"copyright [\w .,&'’-]{1,60}\b(?:19|20)\d\d\b[^.!?]{0,60}",
    r".{0,120}\ball rights reserved\W*",
)
"""Lines of the page around an article, never of the article."""

CREDIT = _any_of(
    r"(?:photo|image|photograph|picture|file photo|getty images|video)(?: credit| source| by|s)*"
    r"\s*[:/|©](?: ?[^\s.!?]+){1,10}"
)
"""Credits of pictures: no sentence, so no full stop at the end."""

CAPTION = re.compile(r"(?:caption|photo|image|picture)\s*:\s*(?P<value>.+)", re.IGNORECASE)
"""A labelled caption; it is dropped where it repeats the title."""

_LABELS = {
    "title": r"title|headline",
    "published": r"(?:first |originally )?(?:published|posted)(?: (?:on|at|date))?|date(?: published)?"
    r"|publication date|pub date",
    "updated": r"(?:last )?(?:updated|modified)(?: (?:on|at))?|last update",
    "authors": r"authors?|byline|written by|reporters?|story by|reported by",
    "source": r"source|outlet|publisher|publication|newspaper|site",
    "url": r"url|link|address|web address|permalink",
    "language": r"language|lang",
}

LABELLED = _any_of(
    *(rf"(?P<{name}>{label})\s*:\s*(?P<{name}_value>.*)" for name, label in _LABELS.items())
)
"""A line "Label: value" of a head; the group that matched names the field."""

LABELLED_DATE = re.compile(
    rf"(?:(?P<published>{_LABELS['published']})|(?P<updated>{_LABELS['updated']}))\s+(?P<value>.*\d.*)",
    re.IGNORECASE,
)
"""A date after its label, without a colon: "Published 9 Feb 2022"."""

BYLINE = re.compile(
    r"(?:[Bb]y|BY)\s+(?P<value>(?:[A-Z]\S*|d[eaiou]s?|v[ao]n|der|den|la|le|el|al|bin|and|&|in|for|of|the|desk|staff|team|bureau|newsroom|reporters?|correspondents?|editors?|agencies)"
    r"(?:\s+(?:[A-Z]\S*|d[eaiou]s?|v[ao]n|der|den|la|le|el|al|bin|and|&|in|for|of|the|desk|staff|team|bureau|newsroom|reporters?|correspondents?|editors?|agencies))+)"
)
"""A byline without a label: every word a name, or a particle between names."""

SEGMENTS = re.compile(r"\s*[|·•]\s*|,?\s+(?=[Bb]y [A-Z])")
"""What stands between the parts of a head on one line."""

_AGENCY = r"(?P<agency>[A-Z][^\s,;:()]*(?:[ -][^\s,;:()]+){0,6}?)(?: \([A-Z][A-Za-z]{1,7}\))?"
TAGLINE = re.compile(
    rf"(?:The )?{_AGENCY} is (?:an?|the|one of the) (?:[\w'’-]+,? ){{0,6}}?"
    r"(?:news|press|wire)(?: and \w+)? (?:agency|agencies|service|organi[sz]ation|wire)"
    r"(?: (?:based|headquartered|located) in [^.]{1,40})?\.?"
)
"""An agency's line about itself at the very end: "X is an international news agency."."""

REPUBLISHED = re.compile(
    r"This (?:article|story|report|piece) (?:was|is|has been) (?:(?:originally|first) )?(?:re)?published"
    r" (?:by|on|in|from) (?P<agency>[A-Z][^.,]{1,50}?)"
    r"(?: under (?:a )?Creative Commons[^.]{0,30})?(?: and [^.]{1,60})?\."
    r"(?: Read the original article(?: here)?\.?)?"
)
"""The line at the end that says where the text comes from."""

DATELINE = re.compile(
    r"[A-Z][A-Z .,'’/-]{1,40}(?:, [A-Z][a-z]{2,8}\.? \d{1,2})? \((?P<agency>[A-Z][\w .]{1,30})\) ?[-–—]+ "
)
"""The beginning of an agency's text: "MOSCOW, Feb 9 (Agency) - ..."."""
