"""An embed: one map or one chart with title, finding, legend, table, source and the way out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import htpy as h
from markupsafe import Markup

from callbacks.answer import Answer, Explorer
from callbacks.map_file import MAP, MapPicture, map_picture
from callbacks.titles import name_of
from charts.download import download_links
from charts.model import Chart, Context
from charts.panel import CONTROLS
from charts.table import html_table
from page.embed_controls import embed_form
from page.embed_data import embed_data
from page.embed_map import (
    SHAPE,
    corner,
    embed_map,
    key_legend,
    legend,
    tables,
)
from page.embed_request import EmbedRequest
from page.head import bare_head
from page.preview import page_address
from page.view_files import Published
from pictures.chart_file import selected, sources


@dataclass(frozen=True)
class EmbedFiles:
    """Addresses of the hashed files of embeds; the map needs more than a chart."""

    style: str
    script: str
    map_style: str
    map_script: str
    share_script: str
    published: Published


@dataclass(frozen=True)
class Parts:
    """What stands in an embed, from top to bottom."""

    title: str
    selected: str
    finding: str
    body: h.Node
    notes: Sequence[str]
    sources: Sequence[str]


def placed(title: str, place: str) -> str:
    """A title that names its place, as what stands alone on somebody else's page must."""
    return title if place in title else f"{title}, {place}"


def embed_document(
    embed: EmbedRequest,
    answer: Answer,
    explorer: Explorer,
    files: EmbedFiles,
    *,
    origins: Sequence[str],
) -> str:
    """The whole document. `origins` are the pages that are told how tall it is."""
    parts = _map(answer, explorer, files) if embed.show == MAP else _chart(embed, answer, explorer)
    on_map = embed.show == MAP
    page = h.html(lang="en-GB")[
        bare_head(
            f"{parts.title} – {name_of(explorer.store)}", files.map_style if on_map else files.style
        ),
        h.body(".embed", data_origins=" ".join(origins))[
            h.main(".panel")[
                h.h1(id=f"panel-{embed.show}-title")[
                    placed(parts.title, explorer.store.authority.name)
                ],
                parts.selected and h.p(".finding")[parts.selected],
                h.p(".finding")[parts.finding],
                embed_form(embed, answer, explorer),
                parts.body,
                _foot(embed, parts, explorer, full=explorer.showing(embed.show, answer)),
            ],
            h.script(src=files.map_script if on_map else files.script, defer=True),
        ],
    ]
    return str(page)


def _map(answer: Answer, explorer: Explorer, files: EmbedFiles) -> Parts:
    found = map_picture(answer, SHAPE)
    model, first = found.model, found.model.sheets[0]
    numbers = first.counting(explorer.store.members(model.mask, first.level))
    shown = {
        *numbers,
        *map(corner, found.panels),
        *(note for key in model.keys for note in key.notes),
    }
    return Parts(
        title=model.title,
        selected="",
        finding=found.finding,
        body=[
            _sheets(found, files),
            h.p(".quiet")[" ".join(numbers)],
            [key_legend(one) for one in model.keys],
            tables(answer),
        ],
        notes=[one for one in found.notes if one not in shown],
        sources=(
            f"Source: {'. '.join(found.sources)}.",
            f"Period: {'; '.join(found.periods)}.",
            explorer.store.boundary_credit,
        ),
    )


def _sheets(found: MapPicture, files: EmbedFiles) -> h.Node:
    """Each map under its legend; two maps stand side by side where there is room, each named."""
    store, several = found.model.store, len(found.panels) > 1
    panels = [
        h.section(".sheet")[
            h.h2(".legend-title")[panel.sheet.title] if several else None,
            legend(panel, store),
            embed_map(panel, store, number, embed_data(found, number, files.published)),
        ]
        for number, panel in enumerate(found.panels)
    ]
    return h.div(".sheets.two" if several else ".sheets")[panels]


def _chart(embed: EmbedRequest, answer: Answer, explorer: Explorer) -> Parts:
    chart, context = explorer.chart(embed.show, answer), answer.context
    picture = chart.picture
    order = CONTROLS["wards"](context) if "rankby" in embed.change else None
    return Parts(
        title=chart.title,
        selected=selected(chart, context),
        finding=chart.sentence,
        body=[order, picture and h.figure[Markup(picture.draw("embed"))], _table(chart, context)],
        notes=chart.notes,
        sources=sources(chart),
    )


def _table(chart: Chart, context: Context) -> h.Renderable:
    table = html_table(chart, context)
    if chart.picture is None:
        return h.div(".open-table")[table]
    return h.details(open=context.rows == "all")[h.summary["Table of these figures"], table]


def _foot(embed: EmbedRequest, parts: Parts, explorer: Explorer, *, full: str) -> h.Renderable:
    """Notes, source and date, and the way to the full explorer; `full` is the query of its view."""
    table = "areas" if embed.show == MAP else embed.show
    return h.footer(".foot")[
        parts.notes
        and h.details[h.summary["Notes"], (h.p(".quiet")[note] for note in parts.notes)],
        h.p(".quiet")[" ".join(parts.sources)],
        h.p(".ways")[
            download_links(table, embed.query),
            h.a("#full", href=page_address("", full), target="_blank", rel="noopener")[
                f"Open full view in the {name_of(explorer.store)}"
            ],
        ],
        h.p("#way.quiet", hidden=True),
    ]
