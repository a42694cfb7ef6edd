"""The map of an embed: a picture for everybody, which a script turns into a Leaflet map."""

from __future__ import annotations

import json
from dataclasses import replace

import htpy as h
import numpy as np
from markupsafe import Markup

from callbacks.answer import Answer, Explorer
from callbacks.drawn import map_view, practices
from charts import svg
from charts.model import Context
from charts.registry import CHARTS
from charts.table import html_table
from layers.palette import INK, NO_VALUE, PAPER
from layers.shading import Entry, Grid, Shading
from pictures.map_picture import map_marks, steps, view_box, ward_names
from pictures.mercator import ZOOM, origin
from pictures.still import without_empty_links

SHAPE = (720, 560)


def embed_map(shading: Shading, answer: Answer, explorer: Explorer) -> h.Renderable:
    """The picture, the place for its card, and what a script needs to make a map of it."""
    view = map_view(answer, explorer, SHAPE)
    title = svg.tag("title", text=f"Map. {shading.title}", id="picture-title")
    picture = svg.tag(
        "svg",
        title,
        map_marks(explorer.store, shading, view),
        id="picture",
        viewBox=view_box(view.box),
        role="img",
        aria_labelledby="picture-title",
        xmlns="http://www.w3.org/2000/svg",
    )
    return h.div("#mapbox")[
        Markup(picture),
        h.div("#card", hidden=True),
        h.p("#status.unseen", role="status"),
        _places(shading, answer, explorer),
    ]


def legend(shading: Shading) -> h.Renderable:
    """The classes with their colours, what the ends mean, and how many areas each holds."""
    if shading.grid is not None:
        return _grid_legend(shading, shading.grid)
    return h.ol(".legend", aria_label="Legend")[(_row(one) for one in shading.entries)]


def circle_legend(answer: Answer, explorer: Explorer) -> h.Node:
    """What the circles of practices mean; nothing while they are not shown."""
    found = practices(answer, explorer)
    if found is None:
        return None
    return [
        h.h2(".legend-title")[found.title],
        h.ol(".legend", aria_label="Legend of GP practices")[
            (_row(one, round_=True) for one in found.entries)
        ],
    ]


def tables(shading: Shading, answer: Answer) -> h.Renderable:
    """The figures on the map as tables: one, or one for each of two."""
    context = answer.context
    contexts = [context]
    if answer.view.second:
        second = context.store.catalogue.indicator(answer.view.second)
        contexts.append(replace(context, indicator=second))
    return h.details(open=context.rows == "all")[
        h.summary[f"Table of the figures on the map ({len(shading.level.codes)})"],
        [_table("areas", one) for one in contexts],
        "practices" in answer.view.over and _table("practices", context),
    ]


def _table(key: str, context: Context) -> Markup:
    chart = CHARTS[key](context)
    return Markup(without_empty_links(str(html_table(chart, context))))


def _row(entry: Entry, *, round_: bool = False) -> h.Renderable:
    return h.li[
        _dot(entry.colour) if round_ else _swatch(entry.colour),
        h.span(".name")[entry.label.replace(" %", "\u00a0%")],
        h.span(".range")[entry.range.replace(" %", "\u00a0%")],
        h.span(".count")[entry.counted],
    ]


def _swatch(colour: str) -> Markup:
    """A coloured box; stripes where there is no value."""
    ground = svg.tag("path", d="M0 0h28v16H0z", fill=colour or PAPER)
    lines = "".join(f"M{at} 16l16-16" for at in range(-12, 28, 6))
    stripes = [] if colour else [svg.tag("path", d=lines, stroke=NO_VALUE, stroke_width=3)]
    return Markup(
        svg.tag(
            "svg",
            ground,
            *stripes,
            svg.tag("path", d="M.5.5h27v15H.5z", fill="none", stroke=INK, stroke_opacity=".35"),
            class_="swatch",
            viewBox="0 0 28 16",
            aria_hidden="true",
        )
    )


def _dot(colour: str) -> Markup:
    """A coloured circle; dashed where there is no value."""
    dashes = None if colour else "2 2"
    disc = svg.tag(
        "circle",
        cx=8,
        cy=8,
        r=7,
        fill=colour or PAPER,
        stroke=INK,
        stroke_width=1.2,
        stroke_dasharray=dashes,
    )
    return Markup(
        svg.tag("svg", disc, class_="swatch round", viewBox="0 0 16 16", aria_hidden="true")
    )


def _grid_legend(shading: Shading, grid: Grid) -> h.Renderable:
    cells = shading.entries[:9]
    return h.div[
        h.table(".legend")[
            h.thead[
                h.tr[
                    h.th(scope="col", rowspan=2)[grid.first],
                    h.th(scope="colgroup", colspan=3)[grid.second],
                ],
                h.tr[(h.th(scope="col")[one] for one in grid.across)],
            ],
            h.tbody[
                (
                    h.tr[
                        h.th(scope="row")[grid.down[row]],
                        (
                            h.td[_swatch(one.colour), " ", one.counted]
                            for one in cells[3 * row : 3 * row + 3]
                        ),
                    ]
                    for row in range(3)
                )
            ],
        ],
        h.ol(".legend", aria_label="Legend, areas without a figure")[
            (_row(one) for one in shading.entries[9:])
        ]
        if shading.entries[9:]
        else None,
    ]


def _places(shading: Shading, answer: Answer, explorer: Explorer) -> h.Renderable:
    """Where the picture lies in the world, names of wards, and where the arrow keys lead."""
    store, level = explorer.store, shading.level
    rank = store.values(answer.context.indicator.key).rank
    turn = np.argsort(np.where(rank > 0, rank, np.iinfo(np.int64).max), kind="stable")
    if len(turn) != len(level.codes):
        turn = np.arange(len(level.codes))
    names = ward_names(store) if "names" in answer.view.over else ()
    value = {
        "zoom": ZOOM,
        "origin": origin(store),
        "names": [[name, round(x), round(y)] for name, x, y in names],
        "moves": steps(store, level.name, level.vintage),
        "turn": turn.tolist(),
    }
    text = json.dumps(value, separators=(",", ":")).replace("<", "\\u003c")
    return h.script("#places", type="application/json")[Markup(text)]
