"""Help: the words, the map by keyboard, how sure figures are, sharing, whom to ask."""

from __future__ import annotations

import htpy as h

from charts.comparison import RULE
from geodata.format import number
from geodata.geography import LSOA, MSOA, WARD, in_force
from page.accessibility import contact
from page.shell import Page, Site

KEYS = (
    ("Tab", "to the map, and away from it"),
    ("Arrow keys", "to the neighbouring area"),
    ("Page Down, Page Up", "to the next area by rank, or the one before"),
    ("Enter", "chooses the area, or puts it back"),
    ("+, − and 0", "zoom in, zoom out, back to the start"),
    ("Escape", "leaves the map"),
)


PAGES = (
    ("Area", "what it is like in one area, on a sheet to print; any area, also one you draw"),
    ("Map", "every figure on a map with charts, one or two at a time"),
    ("Reach", "whom a vaccine dose has not reached, where, and venues near them"),
    ("Gaps", "how unequal the place is, a floor, where conditions meet, a report checked"),
    ("Data", "every figure with its definition, source and download, and what is missing"),
)


def help_page(site: Site) -> Page:
    """How to read and use the site."""
    return Page(
        "Help",
        [
            h.h1["How to read and use this site"],
            h.section(aria_labelledby="words")[h.h2("#words")["Words"], _list(_words(site))],
            h.section(aria_labelledby="sure")[
                h.h2("#sure")["How sure the figures are"],
                h.p[RULE.format(first="Better", last="worse", place=site.place)],
                h.p[
                    "More is good or bad for some figures only. A figure about who people are "
                    "is higher, similar or lower, never better or worse."
                ],
            ],
            h.section(aria_labelledby="keys")[
                h.h2("#keys")["The map by keyboard"],
                _list(KEYS),
                h.p["Everything the map says is also in the list of areas below it."],
            ],
            h.section(aria_labelledby="pages")[
                h.h2("#pages")["What each page is for"],
                _list(PAGES),
            ],
            h.section(aria_labelledby="sharing")[
                h.h2("#sharing")["Sharing"],
                h.p[
                    "The address of a page is the link to it, with every choice. ",
                    h.a(href=site.link("share"))["Share or embed"],
                    " gives a picture, or lines for a page of your own.",
                ],
            ],
            h.section(aria_labelledby="contact")[h.h2("#contact")["Contact"], contact(site)],
        ],
    )


def _words(site: Site) -> tuple[tuple[str, str], ...]:
    named = site.explorer.store.areas.msoas_are_named
    return (
        (
            "Small area (LSOA)",
            f"A Lower layer Super Output Area of {LSOA[1]}: about 1,500 people. {site.place} has "
            f"{number(len(site.explorer.store.areas.code))}.",
        ),
        (
            "Neighbourhood (MSOA)",
            f"A Middle layer Super Output Area of {MSOA[1]}: about 7,000 people."
            + named * " Its name is the House of Commons Library's.",
        ),
        (
            "Ward",
            f"The wards of {in_force(WARD)}. Their figures are added up from small areas by best "
            "fit.",
        ),
        (
            "Deprivation decile",
            "England's small areas in ten groups by rank: 1 = most deprived, 10 = least deprived.",
        ),
        (
            "Quintile",
            "Five groups: of England's areas (national), or of this place's own areas (local).",
        ),
        ("Uptake", "People with a dose, out of the people on the NHS immunisation register."),
        ("Suppressed", "The publisher holds the number back to protect people. It is not nought."),
        ("Missing", "The publisher gives no number. It is not nought."),
    )


def _list(entries: tuple[tuple[str, str], ...]) -> h.Renderable:
    return h.dl[([h.dt[name], h.dd[text]] for name, text in entries)]
