"""The board of data gaps: what is needed and not here, who has it, and how to add it."""

from __future__ import annotations

import htpy as h

from charts.download import download_links
from charts.missing import KEY, met, missing, nearest
from charts.report_checks.model import view_of
from charts.table import html_table
from charts.words import joined
from geodata.catalogue.reports import DataGap
from layers.words import full_label
from page.absent_figures import absent_figures
from page.shell import Page, Site, gaps_link

PATH = "gaps/missing"


def gaps_missing(site: Site) -> Page:
    """Each gap in words with the nearest figures on the map, then all of them as a table."""
    store, context = site.explorer.store, site.explorer.answer("").context
    chart = missing(context)
    return Page(
        chart.title,
        [
            h.h1[chart.title],
            gaps_link(site),
            h.p(".lead")[chart.sentence],
            bool(store.gaps)
            and [
                h.div(".claims")[
                    (_gap(site, at, one) for at, one in enumerate(store.gaps, start=1))
                ],
                h.h2["Take it away"],
                h.p(".ways")[download_links(KEY, "", title=chart.title, root=site.root)],
                h.details(".panel")[
                    h.summary["All of this as a table"], html_table(chart, context, whole=True)
                ],
            ],
            h.h2["Figures that other authorities can have here"],
            absent_figures(site),
        ],
    )


def _gap(site: Site, at: int, gap: DataGap) -> h.Renderable:
    """What is needed: here by now, or who has it and how to add it."""
    store = site.explorer.store
    near, here = nearest(store, gap), met(store, gap)
    said = {
        "Here, as": joined(here),
        "Here so far": gap.held if near and not here else "",
        "Who has it": gap.publisher,
        "What exists": gap.exists,
        "At which level": gap.level,
        "How to add it": "" if here else gap.add,
    }
    return h.section(".claim.gap", aria_labelledby=f"gap-{at}")[
        h.p(".kicker")[gap.needed_for],
        h.h2(id=f"gap-{at}")[gap.need],
        h.dl[
            ((h.dt[name], h.dd[words]) for name, words in said.items() if words),
            bool(near)
            and [
                h.dt["Nearest here"],
                (h.dd[h.a(href=site.link("map", view_of(one)))[full_label(one)]] for one in near),
            ],
        ],
    ]
