"""The map of an embed: a picture for everybody, which a script turns into a Leaflet map."""

from __future__ import annotations

import json
from dataclasses import replace

import htpy as h
import numpy as np
from markupsafe import Markup

from callbacks.answer import Answer
from charts import svg
from charts.model import Chart, Context
from charts.registry import CHARTS
from charts.table import html_table
from layers.palette import INK, NO_VALUE, PAPER
from layers.shading import Entry, Grid, Shading
from pictures.keys import Key, Row
from pictures.map_card import Sheet
from pictures.map_picture import map_marks, steps, view_box
from pictures.mercator import ZOOM, origin
from pictures.names import ward_names
from pictures.still import without_empty_links

SHAPE = (720, 560)


def embed_map(sheet: Sheet, context: Context, number: int) -> h.Renderable:
    """The picture, the place for its card, and what a script needs to make a map of it."""
    name = f"picture-title-{number}"
    picture = svg.tag(
        "svg",
        svg.tag("title", text=f"Map. {sheet.shading.title}", id=name),
        map_marks(context.store, sheet.shading, sheet.view),
        class_="picture",
        viewBox=view_box(sheet.view.box),
        role="img",
        aria_labelledby=name,
        xmlns="http://www.w3.org/2000/svg",
    )
    return h.div(".mapbox")[
        Markup(picture),
        h.div(".card", hidden=True),
        h.p(".status.unseen", role="status"),
        _places(sheet, context),
    ]


def legend(shading: Shading) -> h.Renderable:
    """The classes with their colours, what the ends mean, and how many areas each holds."""
    if shading.grid is not None:
        return _grid_legend(shading, shading.grid)
    return h.ol(".legend", aria_label="Legend")[(_row(one) for one in shading.entries)]


def key_legend(key: Key) -> h.Renderable:
    """What the marks of an overlay mean."""
    rows = [_key_row(one) for one in key.rows]
    return h.fragment[
        key.title and h.h2(".legend-title")[key.title],
        rows and h.ol(".legend", aria_label=f"Legend. {key.title}")[rows],
        key.notes and h.p(".quiet")[" ".join(key.notes)],
    ]


def tables(answer: Answer) -> h.Renderable:
    """The figures on the map as tables: one, or one for each of two."""
    context = answer.context
    contexts = [context]
    if answer.view.second:
        second = context.store.catalogue.indicator(answer.view.second)
        contexts.append(replace(context, indicator=second))
    return h.details(open=context.rows == "all")[
        h.summary["Table of the figures on the map"],
        [embed_table(CHARTS["areas"](one), one) for one in contexts],
        "practices" in answer.view.over and embed_table(CHARTS["practices"](context), context),
    ]


def embed_table(chart: Chart, context: Context) -> Markup:
    """A chart's table with only the links that lead somewhere."""
    return Markup(without_empty_links(str(html_table(chart, context))))


def _row(entry: Entry) -> h.Renderable:
    return _line(_swatch(entry.colour), entry.label, entry.range, entry.counted)


def _key_row(row: Row) -> h.Renderable:
    sample = row.sample
    picture = svg.tag(
        "svg",
        sample.marks,
        class_="sample",
        width=sample.width,
        height=sample.height,
        viewBox=f"0 0 {sample.width:.1f} {sample.height:.1f}",
        aria_hidden="true",
    )
    return _line(Markup(picture), row.label, row.range, row.counted)


def _line(sample: Markup, label: str, span: str, counted: str) -> h.Renderable:
    return h.li[
        sample,
        h.span(".name")[label.replace(" %", "\u00a0%")],
        span and h.span(".range")[span.replace(" %", "\u00a0%")],
        counted and h.span(".count")[counted],
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


def _places(sheet: Sheet, context: Context) -> h.Renderable:
    """Where the picture lies in the world, names of wards, and where the arrow keys lead."""
    store, level = context.store, sheet.shading.level
    rank = store.values(context.indicator.key).rank
    turn = np.argsort(np.where(rank > 0, rank, np.iinfo(np.int64).max), kind="stable")
    if len(turn) != len(level.codes):
        turn = np.arange(len(level.codes))
    view = sheet.view
    names = ward_names(store, view.wards) if "names" in view.over else []
    value = {
        "zoom": ZOOM,
        "origin": origin(store),
        "names": [[name, round(x), round(y)] for name, x, y in names],
        "moves": steps(store, level.name, level.vintage),
        "turn": turn.tolist(),
    }
    text = json.dumps(value, separators=(",", ":")).replace("<", "\\u003c")
    return h.script(".places", type="application/json")[Markup(text)]
