"""Two areas side by side: the same figures of each, and whether they differ."""

from __future__ import annotations

from dataclasses import replace

import htpy as h

from charts.in_short import in_short
from charts.side_by_side import side_by_side
from charts.table import html_table
from geodata.format import day
from page.area_map import locator
from page.area_place import Place
from page.area_sheet import Taken, asked, compare_form
from page.shell import Site


def beside(site: Site, first: Place, second: Place, taken: Taken) -> h.Node:
    """The page of two places."""
    answers = [asked(site, one) for one in (first, second)]
    names = f"{first.name} and {second.name}"
    contexts = [one.context for one in answers]
    chart = site.explorer.chart("benchmark", answers[0])
    table = side_by_side(*contexts)
    return [
        h.p(".kicker")[f"Two areas of {site.place}"],
        h.h1[names],
        h.div(".pair")[
            (
                h.section(aria_label=place.name)[
                    h.h2[h.a(href=f"{site.root}{place.path}")[place.name]],
                    locator(answer, place.name, number) if place.query else None,
                    h.ul[(h.li[one.words] for one in in_short(answer.context))],
                ]
                for number, (place, answer) in enumerate(zip((first, second), answers, strict=True))
            )
        ],
        h.section(".panel", aria_labelledby="beside")[
            h.h2("#beside")["How do they compare?"],
            html_table(replace(chart, title=names), contexts[0], table),
        ],
        compare_form(site, first),
        h.p(".taken")[f"Figures as of {day(taken.day)}."],
    ]
