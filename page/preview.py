"""What other programs are told about a page: Open Graph tags, so that a link shows its map."""

from __future__ import annotations

import re
from urllib.parse import quote

import htpy as h

from callbacks.answer import Answer, Explorer, canonical
from callbacks.map_file import MAP
from callbacks.titles import name_of
from layers.words import full_label
from page.shell import MAP_PATH
from pictures.map_card import FRAMES
from views.view import address_of

_LOOPBACK = re.compile(r"https?://(localhost|127\.0\.0\.1|\[::1\])(:[0-9]{1,5})?/?")


def start_of(configured: str, *, host: str, prefix: str) -> str:
    """Address of the start of the site, ending in a slash; empty where it cannot be known.

    It is what the administrator configured. Without that a host is believed on the same computer
    alone, with the path that the application is served under: any other is whatever the request
    says, and would stand in links that others follow.
    """
    if configured:
        return configured.rstrip("/") + "/"
    if not _LOOPBACK.fullmatch(host):
        return ""
    return host.rstrip("/") + "/" + prefix.strip("/") + ("/" if prefix.strip("/") else "")


def picture_address(start: str, key: str, query: str, kind: str = "png") -> str:
    """Where a view's picture is."""
    return address_of(f"{start}picture/{key}.{kind}", query)


def page_address(start: str, query: str) -> str:
    """Where a view is."""
    return address_of(f"{start}{MAP_PATH}", query)


def as_asked(query: bytes) -> str:
    """A query string in letters that an address and a header may hold, the others as %XX."""
    return quote(query, safe="=&+%,-._~:/!*()$;@?")


def preview_tags(answer: Answer, explorer: Explorer, start: str) -> h.Node:
    """Tags for the head of a page; without an absolute address no picture can be named."""
    query = canonical(answer, explorer)
    title = f"{full_label(answer.context.indicator)} – {name_of(explorer.store)}"
    tags = {
        "og:type": "website",
        "og:locale": "en_GB",
        "og:site_name": name_of(explorer.store),
        "og:title": title,
        "og:description": answer.findings[0].words,
    }
    if start:
        frame = FRAMES[bool(answer.view.beside)]
        tags |= {
            "og:url": page_address(start, query),
            "og:image": picture_address(start, MAP, query),
            "og:image:type": "image/png",
            "og:image:width": str(frame.width),
            "og:image:height": str(frame.height),
            "og:image:alt": f"Map. {title}",
        }
    return [
        *(h.meta(property=name, content=text) for name, text in tags.items()),
        h.meta(name="twitter:card", content="summary_large_image"),
    ]
