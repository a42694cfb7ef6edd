"""Two areas side by side: the same figures of each, and whether they differ."""

from __future__ import annotations

from dataclasses import replace

import htpy as h

from charts.model import Table
from charts.side_by_side import side_by_side
from charts.table import html_table
from geodata.format import day
from page.area_map import locator
from page.area_place import Place
from page.area_sheet import asked, compare_form, in_short_list
from page.shell import Site
from page.taken import Taken

FIRST_COLUMNS = ("figure", "unit", "first_value", "second_value", "place_value", "tested")


def short(table: Table) -> Table:
    """The table with the columns that are read first; the others wait."""
    columns = (
        one if one.key in FIRST_COLUMNS else replace(one, shown="download") for one in table.columns
    )
    return replace(table, columns=tuple(columns))


def beside(site: Site, first: Place, second: Place, taken: Taken) -> h.Node:
    """The page of two places."""
    answers = [asked(site, one) for one in (first, second)]
    names = f"{first.name} and {second.name}"
    contexts = [one.context for one in answers]
    chart = replace(site.explorer.chart("benchmark", answers[0]), title=names)
    table = side_by_side(*contexts)
    return [
        h.p(".kicker")[f"Two areas of {site.place}"],
        h.h1[names],
        h.div(".pair")[
            (
                h.section(".in-short", aria_label=place.name)[
                    h.h2[h.a(href=f"{site.root}{place.path}")[place.name]],
                    locator(answer, place.name, number) if place.query else None,
                    in_short_list(answer.context),
                ]
                for number, (place, answer) in enumerate(zip((first, second), answers, strict=True))
            )
        ],
        h.section(".panel", aria_labelledby="beside")[
            h.h2("#beside")["How do they compare?"],
            html_table(chart, contexts[0], short(table), whole=True),
            h.details[
                h.summary["With intervals, differences and what figures are made of"],
                html_table(chart, contexts[0], table, whole=True),
            ],
        ],
        compare_form(site, first),
        h.p(".taken")[f"Made on {day(taken.day)}."],
    ]
