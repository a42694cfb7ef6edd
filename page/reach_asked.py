"""What a request to the pages that plan outreach asks for, worked out once for all their parts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from charts.model import Context
from charts.reach.ranking import Ranking, ranking
from page.shell import Site
from views.reach import ReachView, parse_reach
from views.view import query_of

PATH = "reach"


@dataclass(frozen=True, eq=False)
class Asked:
    """A view of the page, what was ignored of its address, and the ranking that it shows."""

    site: Site
    view: ReachView
    ignored: tuple[str, ...]
    ranking: Ranking
    context: Context

    def query(self, **changes: Any) -> str:
        """The query string of the view with some of its keys replaced."""
        return query_of(replace(self.view, **changes), self.site.explorer.words)

    def link(self, path: str = PATH, **changes: Any) -> str:
        """The address of one of the pages for the view, some of its keys replaced."""
        return self.site.link(path, self.query(**changes))

    def map_link(self, **more: str) -> str:
        """The address of the map of the people not reached, or of uptake, in the same wards."""
        return self.site.link("map", map_query(self.view, **more))


def read(site: Site, query: str) -> Asked:
    """The view of a query string, junk included."""
    explorer = site.explorer
    view, ignored = parse_reach(query, explorer.words)
    answer = explorer.answer(map_query(view))

    def link(**changes: Any) -> str:
        return site.link(PATH, query_of(replace(view, **changes), explorer.words))

    href: Callable[..., str] = link
    context = replace(answer.context, href=href, rows="all")
    return Asked(site, view, ignored, ranking(explorer.store, view), context)


def map_query(view: ReachView, **more: str) -> str:
    """The query string of the map that shows the same figure in the same areas."""
    keys = {
        "ind": view.ind,
        "date": view.date,
        "ward": ",".join(view.ward),
        "q": ",".join(view.q),
        **more,
    }
    return urlencode({name: value for name, value in keys.items() if value}, safe=",")
