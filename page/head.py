"""The head of documents without a map of their own scripts: doors, embeds, sharing."""

from __future__ import annotations

import htpy as h


def bare_head(title: str, style: str, *, script: str = "", indexed: bool = False) -> h.Renderable:
    """A title and one style sheet; search engines may list it where it is `indexed`."""
    return h.head[
        h.meta(charset="utf-8"),
        h.meta(name="viewport", content="width=device-width, initial-scale=1"),
        None if indexed else h.meta(name="robots", content="noindex"),
        h.title[title],
        h.link(rel="icon", href="data:,"),
        h.link(rel="stylesheet", href=style),
        h.script(src=script, defer=True) if script else None,
    ]
