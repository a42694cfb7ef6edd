"""An embed: one map or one chart with title, finding, legend, table, source and the way out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import htpy as h
from markupsafe import Markup

from callbacks.answer import Answer, Explorer
from callbacks.drawn import MAP, name_of, practices, shading
from callbacks.embed_view import Wish
from charts.headline import headline
from charts.model import Chart, Context
from charts.panel import CONTROLS
from charts.table import html_table
from layers.shading import Shading
from page.embed_controls import embed_form
from page.embed_map import circle_legend, embed_map, legend, tables
from pictures.still import sources, without_empty_links


@dataclass(frozen=True)
class EmbedFiles:
    """Addresses of the hashed files of embeds; the map needs more than a chart."""

    style: str
    script: str
    map_style: str
    map_script: str
    share_script: str


@dataclass(frozen=True)
class Parts:
    """What stands in an embed, from top to bottom."""

    title: str
    finding: str
    body: h.Node
    notes: Sequence[str]
    sources: Sequence[str]


def embed_document(
    wish: Wish,
    answer: Answer,
    explorer: Explorer,
    files: EmbedFiles,
    *,
    origins: Sequence[str],
) -> str:
    """The whole document. `origins` are the pages that are told how tall it is."""
    parts = _map(answer, explorer) if wish.show == MAP else _chart(wish, answer, explorer)
    on_map = wish.show == MAP
    page = h.html(lang="en-GB")[
        h.head[
            h.meta(charset="utf-8"),
            h.meta(name="viewport", content="width=device-width, initial-scale=1"),
            h.meta(name="robots", content="noindex"),
            h.title[f"{parts.title} – {name_of(explorer)}"],
            h.link(rel="icon", href="data:,"),
            h.link(rel="stylesheet", href=files.map_style if on_map else files.style),
        ],
        h.body(".embed", data_origins=" ".join(origins))[
            h.main(".panel")[
                h.h1(id=f"panel-{wish.show}-title")[parts.title],
                h.p(".finding")[parts.finding.replace(" %", "\u00a0%")],
                embed_form(wish, answer, explorer),
                parts.body,
                _foot(wish, parts, explorer),
            ],
            h.script(src=files.map_script if on_map else files.script, defer=True),
        ],
    ]
    return str(page)


def _map(answer: Answer, explorer: Explorer) -> Parts:
    found: Shading = shading(answer, explorer)
    circles = practices(answer, explorer)
    named = (*found.sources, *((circles.source,) if circles else ()))
    return Parts(
        title=found.title,
        finding=headline(answer.context)[0],
        body=[
            legend(found),
            circle_legend(answer, explorer),
            embed_map(found, answer, explorer),
            tables(found, answer),
        ],
        notes=(*found.notes, *(circles.notes if circles else ())),
        sources=(
            f"Source: {'; '.join(named)}.",
            f"Period: {_periods(answer, explorer)}.",
            explorer.store.catalogue.source("lsoa_2021_boundaries").attribution,
        ),
    )


def _periods(answer: Answer, explorer: Explorer) -> str:
    keys = [answer.context.indicator.key, answer.view.second]
    found = [explorer.store.catalogue.indicator(key).period for key in keys if key]
    return "; ".join(dict.fromkeys(found))


def _chart(wish: Wish, answer: Answer, explorer: Explorer) -> Parts:
    chart, context = explorer.chart(wish.show, answer), answer.context
    order = CONTROLS["wards"](context) if "rankby" in wish.change else None
    return Parts(
        title=chart.title,
        finding=chart.sentence,
        body=[order, _picture(chart), _table(chart, context)],
        notes=chart.notes,
        sources=(*sources(chart), f"Licence: {chart.indicators[0].source.licence}."),
    )


def _picture(chart: Chart) -> h.Node:
    if chart.picture is None:
        return None
    markup = without_empty_links(str(chart.picture))
    if "<a " not in markup:
        markup = markup.replace('role="group"', 'role="img"', 1)
    return h.figure[Markup(markup)]


def _table(chart: Chart, context: Context) -> h.Renderable:
    table = Markup(without_empty_links(str(html_table(chart, context))))
    if chart.picture is None:
        return h.div(".open-table")[table]
    return h.details(open=context.rows == "all")[h.summary["Table of these figures"], table]


def _foot(wish: Wish, parts: Parts, explorer: Explorer) -> h.Renderable:
    """Notes, source and date, and the way to the full explorer."""
    full = f"./?{wish.query}" if wish.query else "./"
    return h.footer(".foot")[
        parts.notes
        and h.details[h.summary["Notes"], (h.p(".quiet")[note] for note in parts.notes)],
        h.p(".quiet")[" ".join(parts.sources)],
        h.p[
            h.a("#full", href=full, target="_blank", rel="noopener")[
                f"Open full view in the {name_of(explorer)}"
            ]
        ],
        h.p("#way.quiet", hidden=True),
    ]
