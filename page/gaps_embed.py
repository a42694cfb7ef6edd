"""A part of the page about inequality in somebody else's page, and the lines that put it there."""

from __future__ import annotations

from collections.abc import Sequence

import htpy as h
from markupsafe import Markup

from callbacks.titles import name_of
from charts.model import Chart
from charts.table import html_table
from page.embed_document import EmbedFiles, placed
from page.embed_request import PATH as EMBED
from page.gaps_asked import PATH, Asked
from page.head import bare_head
from page.snippet import USUAL, frame_of
from pictures.chart_file import sources
from views.view import address_of


def gaps_embed(
    asked: Asked, key: str, chart: Chart, files: EmbedFiles, *, origins: Sequence[str]
) -> str:
    """The document of a part: question, finding, picture, table, source and the way out."""
    store, full = asked.context.store, f"{asked.link()}#{key}"
    table = html_table(chart, asked.context, whole=True)
    document = h.html(lang="en-GB")[
        bare_head(f"{chart.title} – {name_of(store)}", asked.site.link(files.style)),
        h.body(".embed", data_origins=" ".join(origins))[
            h.main(".panel")[
                h.h1(id=f"panel-{chart.key}-title")[placed(chart.title, store.authority.name)],
                h.p(".finding")[chart.finding.words],
                chart.picture and h.figure[Markup(chart.picture.draw("embed"))],
                h.details[h.summary["Table of these figures"], table]
                if chart.picture
                else h.div(".open-table")[table],
                h.footer(".foot")[
                    h.details[h.summary["Notes"], (h.p(".quiet")[one] for one in chart.notes)],
                    h.p(".quiet")[" ".join(sources(chart))],
                    h.p(".ways")[
                        h.a("#full", href=full, target="_blank", rel="noopener")[
                            f"Open full view in the {name_of(store)}"
                        ]
                    ],
                    h.p("#way.quiet", hidden=True),
                ],
            ],
            h.script(src=asked.site.link(files.script), defer=True),
        ],
    ]
    return str(document)


def address_of_embed(asked: Asked, key: str) -> str:
    """The address of a part's embed, from the start of the site on."""
    return address_of(f"{EMBED}/{PATH}/{key}", asked.query())


def share_page(
    asked: Asked, key: str, chart: Chart, start: str, *, origins: Sequence[str]
) -> h.Node:
    """The lines to copy, whom the site lets embed, and the part as it will look."""
    allowed = (
        f"These pages may hold it: {', '.join(origins)}."
        if origins
        else "No page may hold it yet: the administrator names those that may."
    )
    lines = frame_of(address_of_embed(asked, key), start, title=chart.title, height=USUAL)
    return [
        h.h1["Embed a part of Gaps"],
        h.p(".lead")[chart.title],
        h.p[allowed],
        h.label(for_="lines")["Lines to copy into the page"],
        h.textarea("#lines", readonly=True, rows=6, spellcheck="false")[lines],
        h.p(".ways")[
            h.a(href=asked.site.link(address_of_embed(asked, key)))["See it by itself"],
            h.a(href=asked.link() + f"#{key}")["Back"],
        ],
    ]
