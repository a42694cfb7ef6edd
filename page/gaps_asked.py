"""What a request to the page about inequality asks for, worked out once for all its parts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, ClassVar

from page import asked
from page.asked import map_query
from page.shell import Site
from views.gaps import GapsView, parse_gaps
from views.key import keys_of
from views.view import query_of

PATH = "gaps"


@dataclass(frozen=True, eq=False)
class Asked(asked.Asked[GapsView]):
    """A view of the page; its links lead to the page where they change its own keys."""

    path: ClassVar[str] = PATH


def read(site: Site, query: str) -> Asked:
    """The view of a query string, junk included."""
    explorer = site.explorer
    view, ignored = parse_gaps(query, explorer.words)
    basis = "local" if view.split == "local" else ""
    answer = explorer.answer(map_query({"basis": basis, "ind": view.ind}))

    def link(**changes: Any) -> str:
        """To this page where its own keys change, otherwise to the map."""
        if changes and changes.keys() <= keys_of(GapsView).keys():
            return site.link(PATH, query_of(replace(view, **changes), explorer.words))
        query = answer.context.href(**changes)
        return query and site.link("map") + query

    return Asked(site, view, ignored, replace(answer.context, href=link, rows="all"))
