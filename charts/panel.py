"""A chart as a section of the page: heading, sentence, controls, picture, table, sources.

A table is in the page while it is open: its link leads to the view in which it is, or is not.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial

import htpy as h
from markupsafe import Markup

from charts.about import about
from charts.actions import actions
from charts.divisions import AUTHORITIES, WARDS, Division
from charts.download import download_links
from charts.model import Chart, Context
from charts.table import html_table
from charts.words import capital, noun
from geodata.catalogue import Catalogue, Indicator
from geodata.store import Store
from layers.words import full_label
from views.vocabulary import RANK_BY

WIDE_AGES = ("16 and over", "50 and over")


def panel(chart: Chart, context: Context) -> h.Renderable:
    """The section of one chart; its id is "panel-" and the chart's key."""
    title = f"panel-{chart.key}-title"
    controls = CONTROLS.get(chart.key)
    drawn = chart.picture is not None
    return h.section(
        f"#panel-{chart.key}.panel", aria_labelledby=title, data_classes=chart.classes or None
    )[
        h.h2(id=title)[chart.title],
        h.p(".finding")[chart.sentence],
        controls and controls(context),
        chart.table.order is not None and _ticked(chart, context),
        h.figure[chart.picture] if drawn else _table(chart, context),
        _foot(chart, context),
        drawn and chart.key in context.tables and _table(chart, context),
    ]


def _table(chart: Chart, context: Context) -> h.Renderable:
    return h.div(".open-table" if chart.picture is None else ".opened")[
        html_table(chart, context, chart.listing)
    ]


def _ticked(chart: Chart, context: Context) -> h.Renderable:
    """The rows that are ticked as a file, which is that of the table; until some are, how to."""
    rows = len(chart.table.rows) if context.selection.filter.picked else 0
    if not rows:
        return h.p(".ticked")[f"Tick {noun(context.indicator)}s to choose and download them."]
    query = context.href(rows="first").removeprefix("?")
    return h.p(".ticked")[download_links(chart.key, query, rows=rows)]


def _foot(chart: Chart, context: Context) -> h.Renderable:
    """The table's link, sources and the menu of actions, on one line until the sources are open."""
    return h.div(".foot")[
        chart.picture is not None and _table_link(chart, context),
        h.details[
            h.summary[
                "About this figure" if chart.indicators else "About this list", _hidden(chart)
            ],
            about(chart.indicators, (*chart.finding.sureness, *chart.notes), chart.lists),
        ],
        actions(chart, context),
    ]


def _table_link(chart: Chart, context: Context) -> h.Renderable:
    """Opens the table, or closes it; without scripts the reader lands at the chart again."""
    opened = chart.key in context.tables
    after = {*context.tables} ^ {chart.key}
    return h.a(
        ".opens",
        href=f"{context.href(tables=tuple(sorted(after)))}#panel-{chart.key}",
        rel="nofollow",
        aria_expanded="true" if opened else "false",
    )["Table", _hidden(chart)]


def _hidden(chart: Chart) -> h.Renderable:
    return h.span(".unseen")[f": {chart.title}"]


def _rank_links(context: Context, what: Division = WARDS) -> h.Node:
    if context.indicator.total is None and context.indicator.level != "practice":
        return None
    return h.p(".switch")[
        h.span[f"Order {what.many} by"],
        (
            h.a(
                href=context.href(rankby=key),
                rel="nofollow",
                aria_current="true" if context.rank_by == key else None,
            )[capital(words)]
            for key, words in RANK_BY.items()
        ),
    ]


def _axis_choices(context: Context) -> h.Node:
    if context.compared:
        return None
    chosen = (("x", "Across", context.x), ("y", "Up", context.y))
    return h.div(".axes")[(_axis_choice(context, *one) for one in chosen)]


def _axis_choice(context: Context, name: str, label: str, key: str) -> h.Renderable:
    return h.div[
        h.label(for_=f"axis-{name}")[label],
        h.select(id=f"axis-{name}", name=name, form="filters")[
            _options(context.store, key, context.indicator.key)
        ],
    ]


@lru_cache(maxsize=256)
def _options(store: Store, chosen: str, shown: str) -> Markup:
    """The choices of an axis, gathered by theme."""
    indicators = _of_areas(store.catalogue, chosen, shown)
    themes = dict.fromkeys(one.theme for one in indicators)
    groups = (
        _group(theme, [one for one in indicators if one.theme == theme], chosen) for theme in themes
    )
    return Markup("".join(map(str, groups)))


def _group(theme: str, indicators: list[Indicator], chosen: str) -> h.Renderable:
    """One theme's choices; an edition that all of them share is said once."""
    editions = {one.edition for one in indicators}
    shared = len(editions) == 1
    return h.optgroup(label=" ".join([theme.capitalize(), *(editions if shared else ())]))[
        (
            h.option(value=one.key, selected=one.key == chosen)[
                one.label if shared else full_label(one)
            ]
            for one in indicators
        )
    ]


def _of_areas(catalogue: Catalogue, chosen: str, shown: str) -> tuple[Indicator, ...]:
    """What an axis offers: what is known for areas, what is chosen or shown always among it.

    Left out are numbers whose share is offered, and single age bands of vaccination.
    """
    known = (*catalogue.at("lsoa"), *catalogue.at("msoa"))
    shares = {(one.table, one.column) for one in known if one.kind.is_share}
    return tuple(
        one
        for one in known
        if not one.kind.categorical
        if one.key in (chosen, shown)
        or (
            (not one.kind.is_count or one.has_parts or (one.table, one.column) not in shares)
            and (one.theme != "vaccination" or one.category in WIDE_AGES)
        )
    )


CONTROLS: dict[str, Callable[[Context], h.Node]] = {
    "authorities": partial(_rank_links, what=AUTHORITIES),
    "wards": _rank_links,
    "scatter": _axis_choices,
}
