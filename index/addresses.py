"""Addresses in the one form in which they are compared: pure functions.

Normalisation after RFC 3986, section 6 (the library w3lib does most of it); what goes beyond that
is what the web does: `www.` and the scheme make no other article, nor do parameters that only tell
where a reader came from. A page for phones or AMP has an address of its own here: that it shows
the same text is what tells (`index.sameness`).
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import SplitResult, urlsplit, urlunsplit

# Exact names, and few prefixes: a parameter such as `id`, `ref` or `source` may name the article,
# and two articles taken for one lose one of them. After the lists that browsers strip by (Firefox's
# query stripping, ClearURLs) and the manuals of the tools that set them.
_TRACKING = frozenset(
    """__s __twitter_impression _branch_match_id _bta_c _bta_tid _ga _gl _hsenc _hsmi _kx _openstat
    at_campaign at_campaign_type at_custom1 at_custom2 at_custom3 at_custom4 at_link_id
    at_link_origin at_link_type at_medium at_ptr_name awc cmpid cvid dclid dm_i epik
    fb_action_ids fb_action_types fb_ref fb_source fbclid gad gad_source gbraid gclid gclsrc
    gs_l guce_referrer guce_referrer_sig guccounter icid igsh igshid intcmp irclickid
    li_fat_id mc_cid mc_eid mkt_tok ml_subscriber ml_subscriber_hash msclkid msockid ncid
    ns_campaign ns_fee ns_linkname ns_mchannel ns_source oft_c oft_ck oft_d oft_id oft_ids
    oft_k oft_lk oft_sk oly_anon_id oly_enc_id rb_clickid ref_src ref_url s_cid s_kwcid smid
    smtyp spm sr_share srsltid sthash tblci trk trkcampaign ttclid twclid vero_conv vero_id
    wbraid wickedid xtor yclid ysclid""".split()
)
_TRACKING_PREFIX = re.compile(r"(?:utm|mtm|matomo|piwik|pk|hsa|stm)_")
_INDEX = re.compile(r"/(?:index\.html?)?/*$")
_PORTS = {"http": 80, "https": 443}


@lru_cache(maxsize=65_536)
def canonical(address: str) -> str:
    """An address in the form in which it is compared; that of no web page as it is.

    >>> canonical("HTTP://www.Example.org:80/a/?utm_source=feed&b=2&a=1#top")
    'https://example.org/a?a=1&b=2'
    """
    from w3lib.url import canonicalize_url

    text = address.strip()
    try:
        parts = urlsplit(canonicalize_url(text, keep_fragments=True))
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:  # no port, or a host in brackets that is no address
        return text
    if parts.scheme not in _PORTS or not host:
        return text
    if ":" in host:
        host = f"[{host}]"
    if port is not None and port != _PORTS[parts.scheme]:
        host = f"{host}:{port}"
    kept = [pair for pair in parts.query.split("&") if pair and not _is_tracking(pair)]
    # An application in the page keeps its own addresses there: "#!/story/5".
    fragment = parts.fragment if parts.fragment.startswith(("!", "/")) else ""
    path = _INDEX.sub("", parts.path)
    return urlunsplit(
        SplitResult("https", host.removeprefix("www."), path, "&".join(kept), fragment)
    )


def host(address: str) -> str:
    """The host of a web page's address, `www.` left out; "" where there is none."""
    try:
        return (urlsplit(canonical(address)).hostname or "") if address else ""
    except ValueError:
        return ""


def _is_tracking(pair: str) -> bool:
    name = pair.partition("=")[0].lower()
    return name in _TRACKING or _TRACKING_PREFIX.match(name) is not None
