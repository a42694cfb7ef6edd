"""What a request to the page about inequality asks for, worked out once for all its parts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from charts.model import Context
from page.shell import Site
from views.gaps import GapsView, parse_gaps
from views.key import keys_of
from views.view import query_of

PATH = "gaps"


@dataclass(frozen=True, eq=False)
class Asked:
    """A view of the page, what was ignored of its address, and the context of its figure."""

    site: Site
    view: GapsView
    ignored: tuple[str, ...]
    context: Context

    def query(self, **changes: Any) -> str:
        """The query string of the view with some of its keys replaced."""
        return query_of(replace(self.view, **changes), self.site.explorer.words)

    def link(self, path: str = PATH, **changes: Any) -> str:
        """The address of one of the pages for the view, some of its keys replaced."""
        return self.site.link(path, self.query(**changes))

    def map_link(self, **keys: str) -> str:
        """The address of a map."""
        return self.site.link("map", urlencode({k: v for k, v in keys.items() if v}, safe=","))


def read(site: Site, query: str) -> Asked:
    """The view of a query string, junk included."""
    explorer = site.explorer
    view, ignored = parse_gaps(query, explorer.words)
    basis = {"q": "", "basis": "local" if view.split == "local" else "", "ind": view.ind}
    answer = explorer.answer(urlencode({k: v for k, v in basis.items() if v}))

    def link(**changes: Any) -> str:
        """To this page where its own keys change, otherwise to the map."""
        if changes and changes.keys() <= keys_of(GapsView).keys():
            return site.link(PATH, query_of(replace(view, **changes), explorer.words))
        return site.link("map") + answer.context.href(**changes)

    return Asked(site, view, ignored, replace(answer.context, href=link, rows="all"))
