"""The head of documents that stand alone: embeds, and the page that hands out a view."""

from __future__ import annotations

import htpy as h


def bare_head(title: str, style: str) -> h.Renderable:
    """A title and one style sheet; nothing of it is for search engines."""
    return h.head[
        h.meta(charset="utf-8"),
        h.meta(name="viewport", content="width=device-width, initial-scale=1"),
        h.meta(name="robots", content="noindex"),
        h.title[title],
        h.link(rel="icon", href="data:,"),
        h.link(rel="stylesheet", href=style),
    ]
