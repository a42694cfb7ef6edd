"""Parameters that mail programs and social sites hang on links to follow readers. Pure.

They say nothing about a view and are dropped in silence; any other unknown key is named.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qsl

# Families by how their names begin (campaigns, mailings) or end (the clicks of advertisers).
FAMILY = re.compile(
    r"(utm|mtm|pk|piwik|matomo|hsa|mc|ml|sc|oly|vero|dm|bsft|sfmc|wt|ns|itm|cm|ga|gad|fb|trk|sib|ck|nb)"
    r"[-_][a-z0-9_-]+"
    r"|at_(medium|campaign|custom[0-9]*|[a-z]*_id)"
    r"|(utm|elq)[a-z0-9]*"
    r"|_[a-z0-9_]+"
    r"|[a-z_]*(clid|clkid|clickid|click_id|braid)"
)
NAMES = {
    *("dclid", "gclsrc", "igsh", "igshid", "mkt_tok", "ref_src", "ref_url", "s_cid", "s_kwcid"),
    *("si", "srsltid", "trk", "trkcampaign", "cmpid", "campaignid", "ef_id", "epik", "fb_ref"),
    *("fb_source", "guccounter", "guce_referrer", "guce_referrer_sig", "spm", "vgo_ee", "mkwid"),
    *("pcrid", "rdt_cid", "sfnsn", "share_id", "smid", "cid", "li_fat_id", "ceid"),
    *("mibextid", "irgwc", "cjevent", "xtor", "dicbo", "tblci", "oborigurl", "mkcid", "gad"),
    "hsctatracking",
}


def is_tracking(name: str) -> bool:
    """Whether a key of a query string follows readers and says nothing about what is shown."""
    lowered = name.lower()
    return lowered in NAMES or FAMILY.fullmatch(lowered) is not None


def only_tracking(query: str) -> bool:
    """Whether a query string asks for nothing: it is empty, or all of its keys follow readers."""
    return all(is_tracking(name) for name, _ in parse_qsl(query, keep_blank_values=True))
