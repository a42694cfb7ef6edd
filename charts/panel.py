"""A chart as a section of the page: heading, sentence, controls, picture, table, sources."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import htpy as h
from markupsafe import Markup

from charts.about import about
from charts.areas import more_to_pick, picked_wards
from charts.model import Chart, Context, RankBy
from charts.table import html_table
from geodata.catalogue import Catalogue, Indicator
from layers.words import full_label


def panel(chart: Chart, context: Context) -> h.Renderable:
    """The section of one chart; its id is "panel-" and the chart's key."""
    title = f"panel-{chart.key}-title"
    controls = CONTROLS.get(chart.key)
    return h.section(f"#panel-{chart.key}.panel", aria_labelledby=title)[
        h.h2(id=title)[chart.title],
        h.p(".finding")[chart.sentence.replace(" %", "\u00a0%")],
        controls and controls(context),
        chart.picture is not None and h.figure[chart.picture],
        chart.picture is None and h.div(".open-table")[html_table(chart, context)],
        _foot(chart, context),
    ]


def _foot(chart: Chart, context: Context) -> h.Renderable:
    """Table, sources and download, on one line until one is opened."""
    table = (
        chart.picture is not None
        and h.details[h.summary["Table", _hidden(chart)], html_table(chart, context)]
    )
    return h.div(".foot")[
        table,
        h.details[
            h.summary["About this figure", _hidden(chart)], about(chart.indicators, chart.notes)
        ],
        h.a(".download", href=_download(chart, context), download=True)[
            "Download (CSV)", _hidden(chart)
        ],
    ]


def _hidden(chart: Chart) -> h.Renderable:
    return h.span(".unseen")[f": {chart.title}"]


def _download(chart: Chart, context: Context) -> str:
    query = context.href(rows="first")
    return f"download/{chart.key}.csv{query if len(query) > 1 else ''}"


def _rank_links(context: Context) -> h.Renderable:
    choices: tuple[tuple[RankBy, str], ...] = (
        ("share", "Share of people"),
        ("rank", "Average rank"),
    )
    return h.p(".switch")[
        h.span["Order wards by"],
        (
            h.a(
                href=context.href(rankby=key),
                aria_current="true" if context.rank_by == key else None,
            )[label]
            for key, label in choices
        ),
    ]


def _axis_choices(context: Context) -> h.Renderable:
    chosen = (("x", "Across", context.x), ("y", "Up", context.y))
    return h.div(".axes")[(_axis_choice(context, *one) for one in chosen)]


def _axis_choice(context: Context, name: str, label: str, key: str) -> h.Renderable:
    return h.div[
        h.label(for_=f"axis-{name}")[label],
        h.select(id=f"axis-{name}", name=name, form="filters")[
            _options(_of_areas(context.store.catalogue, key), key)
        ],
    ]


@lru_cache(maxsize=256)
def _options(indicators: tuple[Indicator, ...], chosen: str) -> Markup:
    """The choices of an axis, gathered by theme."""
    themes = dict.fromkeys(one.theme for one in indicators)
    groups = (
        h.optgroup(label=theme.capitalize())[
            (
                h.option(value=one.key, selected=one.key == chosen)[full_label(one)]
                for one in indicators
                if one.theme == theme
            )
        ]
        for theme in themes
    )
    return Markup("".join(map(str, groups)))


@lru_cache(maxsize=256)
def _of_areas(catalogue: Catalogue, chosen: str) -> tuple[Indicator, ...]:
    """What an axis offers: what is known for areas. A number is left out where its share is there.

    What is chosen is always offered.
    """
    known = (*catalogue.at("lsoa"), *catalogue.at("msoa"))
    shares = {(one.table, one.column) for one in known if one.kind == "share"}
    return tuple(
        one
        for one in known
        if one.kind != "count"
        or one.has_parts
        or (one.table, one.column) not in shares
        or one.key == chosen
    )


def _add_links(context: Context) -> h.Node:
    more = more_to_pick(context)
    return (
        bool(more)
        and h.details(".add")[
            h.summary["Add another area of ", picked_wards(context)],
            h.ul[(h.li[h.a(href=one.href)[name]] for name, one in more)],
        ]
    )


CONTROLS: dict[str, Callable[[Context], h.Node]] = {
    "areas": _add_links,
    "wards": _rank_links,
    "scatter": _axis_choices,
}
