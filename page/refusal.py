"""A refusal in the clothes of the site, for a reader whose address is not answered."""

from __future__ import annotations

import htpy as h

from page.shell import Page, Site, shell


def refusal_page(site: Site, title: str, sentence: str) -> str:
    """The whole document: what happened in a sentence, and the doors to go on by."""
    body = [
        h.h1[title],
        h.p(".lead")[sentence],
        h.p[h.a(href=site.link(""))["To the explorer"]],
    ]
    return shell(site, Page(title, body), current="refusal", indexed=False)
