"""What a request to the pages that plan outreach asks for, worked out once for all their parts."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, ClassVar

from callbacks.pages import with_nearest_pages
from charts.reach.people import KEY as PEOPLE
from charts.reach.people import people
from charts.reach.ranking import Ranking, ranking
from charts.reach.venues import KEY as VENUES
from charts.reach.venues import venues
from geodata.candidates import PRACTICE
from page import asked
from page.asked import map_query
from page.shell import Site
from views.reach import ReachView, parse_reach
from views.view import query_of, turned_back

PATH = "reach"


@dataclass(frozen=True, eq=False)
class Asked(asked.Asked[ReachView]):
    """A view of the page, and the ranking that it shows."""

    path: ClassVar[str] = PATH
    ranking: Ranking

    def map_link(self, **more: str) -> str:
        """The address of the map of the same figure in the same areas."""
        return self.site.link("map", map_query({**map_keys(self.view), **more}))

    def venues_link(self, kinds: Collection[str], **more: str) -> str:
        """The address of the same map with kinds of venues; practices are a layer of their own."""
        others = sorted({*kinds} - {PRACTICE})
        over = "practices,names,wards" if PRACTICE in kinds else "names,wards"
        return self.map_link(venues=",".join(others), over=over, **more)


def read(site: Site, query: str) -> Asked:
    """The view of a query string, junk included; of a list that ends before its page, the last."""
    explorer, words = site.explorer, site.explorer.words
    asked, ignored = parse_reach(query, words)
    context = explorer.answer(map_query(map_keys(asked))).context
    found = ranking(explorer.store, asked)
    lists = {
        PEOPLE: partial(people, context, found),
        VENUES: partial(venues, context, found, asked),
    }
    view, beyond = with_nearest_pages(asked, lambda key: [lists[key]()])

    def link(**changes: Any) -> str:
        return site.link(PATH, query_of(replace(view, **turned_back(view, words, changes)), words))

    context = replace(context, href=link, rows="all", pages=view.pages)
    return Asked(site, view, (*ignored, *beyond), context, found)


def map_keys(view: ReachView) -> dict[str, str]:
    """The keys of the map that shows the same figure in the same areas."""
    return {
        "ind": view.ind,
        "date": view.date,
        "lad": ",".join(view.lad),
        "ward": ",".join(view.ward),
        "q": ",".join(view.q),
    }
