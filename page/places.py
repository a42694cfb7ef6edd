"""The start of a site that serves several places: a list of them, and what is said of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import htpy as h

from page.head import bare_head
from page.shell import skip_link

STYLES = ("tokens.css", "page.css", "shell.css", "doors.css", "targets.css", "forced.css")
TITLE = "Inequalities Explorer"


@dataclass(frozen=True)
class Front:
    """The site before its places: the path that it is served under, and its style sheet."""

    root: str
    style: str


def places_page(front: Front, names: Mapping[str, str]) -> str:
    """The list of places by name; one without a name cannot be read, and is not linked."""
    named = sorted((name, code) for code, name in names.items() if name)
    unread = sorted(code for code, name in names.items() if not name)
    body: list[h.Node] = [
        h.h1["Which place?"],
        h.p(".lead")["Deprivation and health in small areas, each place on pages of its own."],
        h.ul(".columns")[(h.li[h.a(href=f"{front.root}m/{code}/")[name]] for name, code in named)],
        [h.p[f"The figures of {code} cannot be read."] for code in unread],
    ]
    return _document(front, TITLE, body, indexed=True)


def said_page(front: Front, title: str, sentence: str) -> str:
    """A page of a sentence, and the way to the list."""
    body = [
        h.h1[title],
        h.p(".lead")[sentence],
        h.p[h.a(href=front.root)["To the list of places"]],
    ]
    return _document(front, f"{title} – {TITLE}", body, indexed=False)


def _document(front: Front, title: str, body: h.Node, *, indexed: bool) -> str:
    return str(
        h.html(lang="en-GB")[
            bare_head(title, front.root + front.style, indexed=indexed),
            h.body(".door")[
                skip_link(),
                h.header(".top")[h.a(".site", href=front.root)[TITLE]],
                h.main("#content", tabindex="-1")[body],
            ],
        ]
    )
