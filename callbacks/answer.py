"""One reply for one view: parse, select, build every panel. No request, no session, no globals."""

from __future__ import annotations

import json
from collections import ChainMap
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache, partial
from types import MappingProxyType
from typing import Any

import htpy as h
import numpy as np
from markupsafe import Markup

from callbacks.chips import chips
from callbacks.map_model import MapModel, class_name, map_model
from callbacks.more_charts import ID as MORE
from callbacks.more_charts import more_charts, shown
from callbacks.own_area import area_query, refusal, rings, shortest_view, written
from callbacks.pages import charts_of, page_names, with_nearest_pages
from callbacks.titles import figure_and_place, name_of, spoken_names
from charts.about import about
from charts.findings import Finding
from charts.headline import headline
from charts.model import Chart, Context
from charts.panel import panel
from charts.registry import CHARTS, LIST, charts_for
from charts.strip import strip
from charts.words import with_noun
from geodata.classify import usable_measure
from geodata.drawn import Circle
from geodata.selection import Selection, drawn, select
from geodata.store import Store
from pictures.names import name_zooms
from views.spoken import spoken
from views.view import View, default_view, links_of, parse, query_of
from views.vocabulary import Vocabulary

REMEMBERED = 128  # views, of 180 kB each at most; most hold three charts, 80 kB


@dataclass(frozen=True, eq=False)
class Answer:
    """A view with everything computed for it."""

    view: View
    ignored: tuple[str, ...]
    context: Context

    @property
    def selection(self) -> Selection:
        """The areas the view selects."""
        return self.context.selection

    @cached_property
    def model(self) -> MapModel:
        """What the map shows."""
        return map_model(self.view, self.context)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """The sentences at the top; the first answers the question asked."""
        return headline(self.context)


class Explorer:
    """The bundle and its vocabulary, shared by every request and never changed."""

    def __init__(self, store: Store, *, streets: bool = False, tiles: bool = True) -> None:
        self.store = store
        self.words = Vocabulary.of(store, streets=streets, tiles=tiles, charts=tuple(CHARTS))
        self._names = spoken_names(store)
        self._remembered = lru_cache(REMEMBERED)(
            lambda view: self._fragments(self._answer_to(view))
        )

    def answer(self, query: str) -> Answer:
        """Everything about the view in a query string, junk included."""
        return self.answer_of(*parse(query, self.words))

    def answer_of(self, view: View, ignored: tuple[str, ...] = ()) -> Answer:
        """The same of a view that was read, with what in its query was ignored."""
        answer = self._answer_to(shortest_view(view, self.store), ignored)
        view, beyond = with_nearest_pages(answer.view, partial(charts_of, answer.context))
        return self._answer_to(view, (*ignored, *beyond)) if beyond else answer

    def _answer_to(self, view: View, ignored: tuple[str, ...] = ()) -> Answer:
        indicator = self.store.catalogue.indicator(view.ind)
        context = Context(
            store=self.store,
            selection=select(self.store, view.filter()),
            indicator=indicator,
            measure=usable_measure(indicator, view.measure),
            x=view.ind if view.scattered else view.x,
            y=view.scattered or view.y,
            compared=bool(view.scattered),
            practice=self.store.catalogue.indicator(view.practice) if view.practice else None,
            companions=tuple(map(self.store.catalogue.indicator, view.companions)),
            clustered="clusters" in view.over,
            date=view.date,
            rank_by="rank" if view.rankby == "rank" else "share",
            rows="all" if view.rows == "all" else "first",
            href=links_of(view, self.words),
            tables=view.tables,
            sort=view.sort,
            second=self.store.catalogue.indicator(view.second) if view.second else None,
            venues=view.venues,
            pages=view.pages,
        )
        return Answer(view, ignored, context)

    def chart(self, key: str, answer: Answer) -> Chart:
        """One chart of the view. Raises KeyError for a chart that does not exist."""
        return CHARTS[key](answer.context)

    def panels(self, answer: Answer) -> tuple[str, ...]:
        """Keys of the charts of a view, beside the list of areas, in page order."""
        theme = answer.context.indicator.theme
        keys = charts_for(
            theme,
            practices="practices" in answer.view.over,
            venues=bool(answer.view.venues),
            store=self.store,
        )
        first = ("scatter",) if answer.view.scattered else ()
        return tuple(key for key in dict.fromkeys((*first, *keys)) if key != LIST)

    def shown(self, answer: Answer) -> tuple[str, ...]:
        """Keys of those that stand on the page; the others wait under "More charts"."""
        return shown(answer.view, default_view(self.words), self.panels(answer))

    def showing(self, key: str, answer: Answer) -> str:
        """The query of the view with one of its charts on the page, also if it waits."""
        waits = key in self.panels(answer) and key not in self.shown(answer)
        return query_of(replace(answer.view, charts="all") if waits else answer.view, self.words)

    def fragments(self, answer: Answer) -> Mapping[str, Markup]:
        """Every part of the page that depends on the view, by element id, as ready markup.

        The last views asked for are remembered: they are the same for every reader.
        """
        own = answer.view.is_own
        return self._fragments(answer) if own else self._remembered(answer.view)

    def _fragments(self, answer: Answer) -> Mapping[str, Markup]:
        view = answer.view
        parts: dict[str, h.Renderable | Markup] = {
            "heading": heading_block(answer),
            **headline_blocks(answer),
            "shown-count": shown_count(answer),
            "chips": chips(view, answer.context, area_query(view, self.words)),
            "about": about_block(answer, self),
            **answer.model.fragments(),
        }
        standing = self.shown(answer)
        for key in (*standing, LIST):
            parts[f"panel-{key}"] = panel(self.chart(key, answer), answer.context)
        more = more_charts(
            answer.context, self.panels(answer), standing, practices="practices" in view.over
        )
        if more is not None:
            parts[MORE] = more
        return MappingProxyType({key: Markup(str(part)) for key, part in parts.items()})

    def said(self, answer: Answer) -> dict[str, str]:
        """The view in sentences, one a key: what is new among them is read out."""
        view = answer.view
        own = {f"measure={view.measure}": class_name(view, self.store), **page_names(view)}
        for one in drawn(self.store, answer.selection.filter):
            if isinstance(one, Circle):
                own.update({f"near={view.near[0]}": one.name} if len(view.near) == 2 else {})
            else:
                count = with_noun(answer.selection.count, "small area")
                own[f"shape={view.shape}"] = f"an outline of {count}"
        return spoken(view, ChainMap(own, self._names), self.words)

    def reply(self, query: str) -> str:
        """The JSON the browser receives when the view changes."""
        answer = self.answer(query)
        parts = self.fragments(answer)
        reply: dict[str, Any] = {
            "query": query,
            "edition": self.store.edition,
            "title": page_title(answer, self),
            "said": self.said(answer),
            "written": written(answer.view),
            "drawn": rings(answer.view, self.store),
            "refusal": refusal(answer.ignored),
            "mask": mask(answer.selection),
            "names": name_zooms(self.store, answer.view.ward),
            "panels": column(parts),
            "fragments": dict(parts),
        }
        return json.dumps(reply, separators=(",", ":"), ensure_ascii=False)


def column(parts: Mapping[str, Markup]) -> list[str]:
    """Ids of what stands in the column of charts, in page order: charts, and what leads to more."""
    charts = [key for key in parts if key.startswith("panel-") and key != f"panel-{LIST}"]
    return [*charts, *([MORE] if MORE in parts else [])]


def mask(selection: Selection) -> str:
    """One character an area, in code order: 1 selected, 0 not."""
    return np.where(selection.mask, b"1", b"0").tobytes().decode()


def heading(answer: Answer) -> str:
    """What the page is about: the figures on its map, and the place."""
    return figure_and_place(answer.model.title, answer.context)


def page_title(answer: Answer, explorer: Explorer) -> str:
    """The same with the name of the site, for tabs, bookmarks and histories."""
    return f"{heading(answer)} – {name_of(explorer.store)}"


def heading_block(answer: Answer) -> h.Renderable:
    """The first heading of the page, for those who hear it: the banner shows the site's name."""
    return h.h1("#heading.unseen")[heading(answer)]


def headline_blocks(answer: Answer) -> dict[str, h.Renderable]:
    """The answer to the question asked, and what else is found; read out when the first changes."""
    words, rest = strip(answer.context, answer.findings)
    return {
        "headline": h.div("#headline")[
            h.p(".lead")[words],
            " ",
            h.a(".rest", href="#summary")["More", h.span(".unseen")[": summary"]],
        ],
        "findings": h.div("#findings")[(h.p[one] for one in rest)],
    }


def shown_count(answer: Answer) -> h.Renderable:
    """The button that closes the filters, with the number of areas that they leave."""
    count = with_noun(answer.selection.count, "area", "areas")
    return h.button("#shown-count.scripted", type="button")[f"Show {count}"]


def about_block(answer: Answer, explorer: Explorer) -> h.Renderable:
    """What stands behind the figures on the map: definition, source, period, method, caveat."""
    view, find = answer.view, explorer.store.catalogue.indicator
    shown = [answer.context.indicator, *answer.context.companions]
    if "practices" in view.over:
        shown.append(find(view.practice))
    return h.div("#about")[
        h.details[
            h.summary["About the figures on the map" if len(shown) > 1 else "About this figure"],
            about(tuple(shown), answer.findings[0].details),
        ]
    ]


def canonical(answer: Answer, explorer: Explorer) -> str:
    """The view's own query string, with nothing that was ignored."""
    return query_of(answer.view, explorer.words)
