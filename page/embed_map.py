"""The map of an embed: a picture for everybody, which a script turns into a Leaflet map."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import htpy as h
from markupsafe import Markup

from callbacks.answer import Answer
from charts import svg
from charts.registry import CHARTS
from charts.table import html_table
from geodata.store import Store
from pictures.keys import Key
from pictures.legends import grid_table
from pictures.map_picture import MapPanel, map_marks, view_box
from pictures.samples import sample, swatch

SHAPE = (720, 560)


def embed_map(panel: MapPanel, store: Store, number: int, data: dict[str, Any]) -> h.Renderable:
    """The picture, the place for its card, and what a script needs to make a map of it."""
    name = f"picture-title-{number}"
    picture = svg.tag(
        "svg",
        svg.tag("title", text=f"Map. {panel.sheet.title}", id=name),
        map_marks(store, panel),
        class_="picture",
        viewBox=view_box(panel.view.box),
        role="img",
        aria_labelledby=name,
        xmlns="http://www.w3.org/2000/svg",
    )
    text = json.dumps(data, separators=(",", ":"), ensure_ascii=False).replace("<", "\\u003c")
    return h.div(".mapbox")[
        Markup(picture),
        h.div(".card", hidden=True),
        h.p(".status.unseen", role="status"),
        h.script(".model", type="application/json")[Markup(text)],
    ]


def legend(panel: MapPanel, store: Store) -> h.Node:
    """The classes with their colours, what the ends mean, and how many areas each holds."""
    sheet, counts = panel.sheet, panel.counts(store)
    rows = [
        _line(swatch(one), one.label, one.range, count)
        for one, count in zip(sheet.entries, counts, strict=True)
    ]
    if sheet.grid is None:
        return h.ol(".legend", aria_label="Key")[rows]
    rest = rows[9:]
    return [
        grid_table(sheet, sheet.grid, counts),
        h.p(".quiet")[corner(panel)],
        h.ol(".legend", aria_label="Key, areas without a figure")[rest] if rest else None,
    ]


def corner(panel: MapPanel) -> str:
    """What the legend of two figures says of the corner where both are of concern; "" of one."""
    return panel.sheet.notes[0] if panel.sheet.grid is not None else ""


def key_legend(key: Key) -> h.Renderable:
    """What the marks of an overlay mean."""
    rows = [_line(sample(one.sample), one.label, one.range, one.count) for one in key.rows]
    return h.fragment[
        key.title and h.h2(".legend-title")[key.title],
        rows and h.ol(".legend", aria_label=f"Key. {key.title}")[rows],
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
        [html_table(CHARTS["areas"](one), one) for one in contexts],
        "practices" in answer.view.over and html_table(CHARTS["practices"](context), context),
        answer.view.venues and html_table(CHARTS["venues"](context), context),
    ]


def _line(mark: Markup, label: str, span: str, count: str) -> h.Renderable:
    return h.li[
        mark,
        h.span(".name")[label],
        span and h.span(".range")[span],
        count and h.span(".count")[count],
    ]
