"""What stands on an area page, in the order of its two sides on paper."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlencode

import htpy as h

from callbacks.answer import Answer
from charts.about import about
from charts.download import download_links, whole_area_link
from charts.groups import main_index, people_in
from charts.in_short import in_short
from charts.model import Chart, Context
from charts.registry import area_charts
from charts.table import html_table
from charts.words import with_noun
from geodata.drawn import rule
from geodata.format import day, month, number
from geodata.geography import BOROUGH
from page.area_map import deprivation_map, locator
from page.area_place import Place, kinds, named
from page.shell import Site
from page.taken import Taken
from views.view import default_view, href, query_of

LISTED = ("rows", "page")  # keys of a view that say which rows of tables are shown
FIRST_SIDE = ("benchmark",)
BESIDE_MAP = ("change",)
SECOND_SIDE = ("small_areas", "nearby_practices", "nearby_venues")
BESIDES = ("peers",)


def sheet(site: Site, place: Place, taken: Taken, *, listed: str = "") -> h.Node:
    """The page of a place that holds at least one small area; long tables end early."""
    answer = asked(site, place, listed=listed)
    keys = [one for one in area_charts(site.explorer.store) if _tells(one, answer)]
    charts = {key: site.explorer.chart(key, answer) for key in keys}

    def blocks(keys: tuple[str, ...]) -> list[h.Renderable]:
        return [block(charts[key], answer.context) for key in keys if key in charts]

    return [
        answer.ignored
        and h.p(".notice", role="status")[
            f"Part of the address is not understood: {'; '.join(answer.ignored[:5])}."
        ],
        _head(site, place, answer),
        h.section(".in-short", aria_labelledby="short")[
            h.h2("#short")["In short"],
            in_short_list(answer.context),
        ],
        h.div(".first-side")[
            blocks(FIRST_SIDE),
            h.div[
                h.section(".where.panel", aria_labelledby="where")[
                    h.h2("#where")["Where is it more and less deprived?"],
                    deprivation_map(answer, place.name),
                ],
                blocks(BESIDE_MAP),
            ],
        ],
        h.div(".second-side")[
            blocks(SECOND_SIDE),
            h.div(".behind")[_sure(answer, charts), _sources(charts.values())],
            h.p(".taken")[f"This page: {taken.start}{place.path}. Made on {day(taken.day)}."],
        ],
        blocks(BESIDES),
        compare_form(site, place),
        _ways(site, place),
    ]


def _tells(key: str, answer: Answer) -> bool:
    """Whether a chart can tell anything of a place: one small area differs from none of its own."""
    return key != "small_areas" or answer.selection.count > 1


def in_short_list(context: Context) -> h.Renderable:
    """What is most unusual, each with its way to the map."""
    return h.ul[
        (
            h.li[one.words, " ", h.a(href=one.view, aria_label=f"Map: {one.sentence}")["Map"]]
            for one in in_short(context)
        )
    ]


def asked(site: Site, place: Place, *, listed: str = "") -> Answer:
    """The view of a place by decile of the main index; `listed` is a query of the keys in LISTED.

    Its links lead to the map, those of long tables to this page with other rows of them.
    """
    explorer = site.explorer
    index = main_index(explorer.store).key
    shown = urlencode({"ind": index, "measure": "decile"})
    answer = explorer.answer("&".join(filter(None, (place.query, shown, listed))))
    view, first = answer.view, default_view(explorer.words)

    def link(**changes: Any) -> str:
        if not changes or not changes.keys() <= set(LISTED):
            query = href(view, explorer.words, **changes)
            return query and site.link("map") + query
        path, _, query = place.path.partition("?")
        rows = replace(first, **{"rows": view.rows, "page": (), **changes})
        return site.link(path, "&".join(filter(None, (query, query_of(rows, explorer.words)))))

    return replace(answer, context=replace(answer.context, href=link))


def block(chart: Chart, context: Context, *, whole: bool = False) -> h.Renderable:
    """One chart with its table: open where there is no picture, otherwise one step away.

    A `whole` table has every row; one behind a picture always has.
    """
    title = f"panel-{chart.key}-title"
    table = html_table(chart, context, whole=whole or chart.picture is not None)
    return h.section(f"#{chart.key}.panel", aria_labelledby=title)[
        h.h2(id=title)[chart.title],
        h.p(".finding")[chart.sentence],
        chart.picture and h.figure[chart.picture],
        h.details[h.summary["Table of these figures"], table]
        if chart.picture
        else h.div(".open-table")[table],
        h.details(".about")[
            h.summary["About these figures", h.span(".unseen")[f": {chart.title}"]],
            about(chart.indicators, (*chart.finding.sureness, *chart.notes)),
        ],
    ]


def _head(site: Site, place: Place, answer: Answer) -> h.Renderable:
    mask, store = answer.selection.mask, answer.context.store
    size = (
        f"{number(people_in(store, mask))} people in {store.people_period}, "
        f"{with_noun(answer.selection.count, 'small area (LSOA)', 'small areas (LSOAs)')}."
    )
    where = ", ".join((*place.within, site.place))
    return h.div(".area-head")[
        h.div[
            h.p(".kicker")[f"{place.kind} in {where}" if place.query else place.kind],
            h.h1[place.name],
            h.p(".lead")[size],
            h.p(".ways")[h.a(href=site.link("map", place.query))["Open on the map"]],
        ],
        locator(answer, place.name) if place.query else None,
    ]


def _sure(answer: Answer, charts: dict[str, Chart]) -> h.Renderable:
    """What limits the figures: how areas are put together, and what is not tested."""
    store, asked_for = answer.context.store, answer.selection.filter
    said = [
        "A figure is called higher or lower when its 95% interval leaves out the figure of "
        f"{answer.context.place}.",
    ]
    if asked_for.is_drawn:
        said.append(rule(store))
    notes = (note for key in FIRST_SIDE if key in charts for note in charts[key].notes)
    return h.section(".sure", aria_labelledby="sure")[
        h.h2("#sure")["How sure are we?"],
        h.ul[(h.li[one] for one in dict.fromkeys([*said, *notes]))],
    ]


def _sources(charts: Iterable[Chart]) -> h.Renderable:
    """Where the figures are from, each source once."""
    every = (
        f"{one.publisher}. {one.title}, {month(one.published)}"
        for chart in charts
        for one in chart.sources
    )
    return h.section(".sources", aria_labelledby="sources")[
        h.h2("#sources")["Sources"], h.ul[(h.li[f"{one}."] for one in dict.fromkeys(every))]
    ]


def compare_form(site: Site, place: Place) -> h.Renderable:
    """A form that sets another area beside this one; it works without scripts."""
    store = site.explorer.store
    path, _, query = place.path.partition("?")
    return h.form("#compare.finder", method="get", action=site.link(path))[
        [h.input(type="hidden", name=name, value=value) for name, value in parse_qsl(query)],
        h.label(for_="versus")["Set another area beside it"],
        h.div(".line")[
            h.select("#versus", name="versus")[
                (
                    h.optgroup(label=kind)[
                        (h.option(value=code)[name] for name, code in named(store.level(*level)))
                    ]
                    for level, kind in kinds(store).items()
                    if level != BOROUGH
                )
            ],
            h.button(type="submit")["Compare"],
        ],
    ]


def _ways(site: Site, place: Place) -> h.Renderable:
    """Files of the page's figures, and where its strip can be embedded."""
    files = [
        whole_area_link(place.query, root=site.root),
        *download_links("benchmark", place.query, root=site.root),
    ]
    share = site.link("share", "&".join(filter(None, ("show=benchmark", place.query))))
    return h.section("#take.take", aria_labelledby="take-title")[
        h.h2("#take-title")["Take it away"],
        h.p["Print this page on A4: two sides. Or take the figures:"],
        h.ul[(h.li[one] for one in files), h.li[h.a(href=share)["Embed the comparison"]]],
    ]
