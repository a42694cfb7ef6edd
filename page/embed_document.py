"""An embed: one map or one chart with title, finding, legend, table, source and the way out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import htpy as h
from markupsafe import Markup

from callbacks.answer import Answer, Explorer
from callbacks.drawn import MAP, Drawn, drawn, name_of
from charts.model import Chart, Context
from charts.panel import CONTROLS
from layers.shading import counting
from page.embed_controls import embed_form
from page.embed_map import (
    SHAPE,
    embed_map,
    embed_table,
    key_legend,
    legend,
    tables,
)
from page.embed_request import EmbedRequest
from page.head import bare_head
from page.preview import download_address, page_address
from pictures.still import selected, sources, without_empty_links


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
    selected: str
    finding: str
    body: h.Node
    notes: Sequence[str]
    sources: Sequence[str]


def embed_document(
    embed: EmbedRequest,
    answer: Answer,
    explorer: Explorer,
    files: EmbedFiles,
    *,
    origins: Sequence[str],
) -> str:
    """The whole document. `origins` are the pages that are told how tall it is."""
    parts = _map(answer, explorer) if embed.show == MAP else _chart(embed, answer, explorer)
    on_map = embed.show == MAP
    page = h.html(lang="en-GB")[
        bare_head(
            f"{parts.title} – {name_of(explorer)}", files.map_style if on_map else files.style
        ),
        h.body(".embed", data_origins=" ".join(origins))[
            h.main(".panel")[
                h.h1(id=f"panel-{embed.show}-title")[parts.title],
                parts.selected and h.p(".finding")[parts.selected.replace(" %", "\u00a0%")],
                h.p(".finding")[parts.finding.replace(" %", "\u00a0%")],
                embed_form(embed, answer, explorer),
                parts.body,
                _foot(embed, parts, explorer),
            ],
            h.script(src=files.map_script if on_map else files.script, defer=True),
        ],
    ]
    return str(page)


def _map(answer: Answer, explorer: Explorer) -> Parts:
    found = drawn(answer, explorer, SHAPE)
    first = found.sheets[0].shading
    numbers = counting(first.level, first.lit)
    said = {*numbers, *(note for key in found.keys for note in key.notes)}
    return Parts(
        title=found.title,
        selected="",
        finding=found.finding,
        body=[
            _sheets(found),
            h.p(".quiet")[" ".join(numbers)],
            [key_legend(one) for one in found.keys],
            tables(answer),
        ],
        notes=[one for one in found.notes if one not in said],
        sources=(
            f"Source: {'; '.join(found.sources)}.",
            f"Period: {'; '.join(found.periods)}.",
            explorer.store.catalogue.source("lsoa_2021_boundaries").attribution,
        ),
    )


def _sheets(found: Drawn) -> h.Node:
    """Each map under its legend; two maps stand side by side where there is room, each named."""
    sheets = [
        h.section(".sheet")[
            len(found.sheets) > 1 and h.h2(".legend-title")[sheet.shading.title],
            legend(sheet.shading),
            embed_map(sheet, context, number),
        ]
        for number, (sheet, context) in enumerate(zip(found.sheets, found.contexts, strict=True))
    ]
    return h.div(".sheets.two" if len(sheets) > 1 else ".sheets")[sheets]


def _chart(embed: EmbedRequest, answer: Answer, explorer: Explorer) -> Parts:
    chart, context = explorer.chart(embed.show, answer), answer.context
    order = CONTROLS["wards"](context) if "rankby" in embed.change else None
    return Parts(
        title=chart.title,
        selected=selected(chart, context),
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
    table = embed_table(chart, context)
    if chart.picture is None:
        return h.div(".open-table")[table]
    return h.details(open=context.rows == "all")[h.summary["Table of these figures"], table]


def _foot(embed: EmbedRequest, parts: Parts, explorer: Explorer) -> h.Renderable:
    """Notes, source and date, and the way to the full explorer."""
    full = page_address("", embed.query)
    table = "areas" if embed.show == MAP else embed.show
    return h.footer(".foot")[
        parts.notes
        and h.details[h.summary["Notes"], (h.p(".quiet")[note] for note in parts.notes)],
        h.p(".quiet")[" ".join(parts.sources)],
        h.p(".ways")[
            h.a(".download", href=download_address(table, embed.query), download=True)[
                "Download (CSV)"
            ],
            h.a("#full", href=full, target="_blank", rel="noopener")[
                f"Open full view in the {name_of(explorer)}"
            ],
        ],
        h.p("#way.quiet", hidden=True),
    ]
