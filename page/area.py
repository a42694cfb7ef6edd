"""Area pages: which place is asked for, and what is said when there is none."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

import htpy as h

from geodata.authorities import wards_by_authority
from geodata.drawn import FARTHEST, NEAREST
from geodata.geography import LSOA, WARD
from geodata.search import Match, find
from geodata.store import Store
from page.area_beside import beside
from page.area_place import (
    PATH,
    Place,
    became,
    became_words,
    kinds,
    named,
    place_chosen,
    place_of,
)
from page.area_sheet import sheet
from page.draw_box import RADIUS
from page.fields import NO_AUTHORITY
from page.home import find_form
from page.shell import Page, Site
from page.taken import Taken


@dataclass(frozen=True)
class Asked:
    """What a request asks for: a code in its path, a view in its query, or a text to look for.

    `versus` is the code of an area that is to stand beside; `listed` says which rows long tables
    show, as a query of a view does.
    """

    code: str = ""
    query: str = ""
    typed: str = ""
    versus: str = ""
    listed: str = ""


def area(site: Site, asked: Asked, taken: Taken) -> Page:
    """The page of an area, of two, of what was found for a text, or the list of areas."""
    if asked.typed and not asked.code:
        return _found(site, asked.typed)
    place = _place(site, asked)
    if isinstance(place, Page):
        return place
    if not asked.versus:
        whole = sheet(site, place, taken, listed=asked.listed)
        return Page(place.name, [_found_here(site, asked, place), whole])
    other = place_of(site.explorer.store, asked.versus.upper())
    if other is None:
        return _missing(site, asked.versus)
    return Page(f"{place.name} and {other.name}", beside(site, place, other, taken))


def _place(site: Site, asked: Asked) -> Place | Page:
    """The place asked for, or the page that says why there is none."""
    store = site.explorer.store
    if asked.code:
        return place_of(store, asked.code.upper()) or _missing(site, asked.code)
    answer = site.explorer.answer(asked.query)
    chosen = answer.selection
    if chosen.is_empty:
        return _said(site, "No small area is in it", answer.findings[0].words, status=200)
    if chosen.is_everything and not chosen.filter.is_drawn:
        return _unchosen(site, asked.query, answer.ignored)
    return place_chosen(answer, site.explorer)


def _unchosen(site: Site, query: str, ignored: tuple[str, ...]) -> Page:
    """The list of areas, or why what the address says selects none."""
    if ignored:
        words = f"Part of the address is not understood: {'; '.join(ignored[:5])}."
        return _said(site, "This area cannot be shown", words, status=400)
    if {name for name, _ in parse_qsl(query, keep_blank_values=True)} & {"near", "shape"}:
        words = "Nothing was drawn. Expected is a place with a radius, or an outline."
        return _said(site, "This area cannot be shown", words, status=400)
    return _index(site)


def _index(site: Site) -> Page:
    store = site.explorer.store
    return Page(
        "Areas",
        [
            h.h1["What is it like in one area?"],
            find_form(site),
            circle_form(site),
            [
                h.section(aria_labelledby=level[0])[
                    h.h2(id=level[0])[_heading(level)],
                    _listed(site, level),
                ]
                for level in kinds(store)
                if level != LSOA
            ],
        ],
    )


def _listed(site: Site, level: tuple[str, int]) -> h.Node:
    """Links to the areas of a level in order of name; wards of several authorities by authority."""
    store = site.explorer.store
    groups = [("", [(code, name) for name, code in named(store.level(*level))])]
    if level == WARD and store.authorities:
        groups = [(name or NO_AUTHORITY, list(wards)) for name, wards in wards_by_authority(store)]
    return [
        [
            heading and h.h3[heading],
            h.ul(".columns")[
                (h.li[h.a(href=site.link(f"{PATH}/{code}"))[name]] for code, name in pairs)
            ],
        ]
        for heading, pairs in groups
    ]


def circle_form(site: Site) -> h.Node:
    """A circle around a place, without a map and without scripts; none where no place is held."""
    if not site.explorer.words.landmarks:
        return None
    return h.form("#circle.finder", method="get", action=site.link(PATH))[
        h.p[h.strong["Or draw a circle"]],
        h.div(".line")[
            h.label(for_="near")["Around a postcode, or the code of a practice or venue"],
            h.input("#near", name="near", autocomplete="off", required=True),
            h.label(for_="radius")["Metres"],
            h.input(
                "#radius",
                name="near",
                type="number",
                min=NEAREST,
                max=FARTHEST,
                value=RADIUS,
                required=True,
            ),
            h.button(type="submit")["Show"],
        ],
        h.p(".quiet")[
            h.a(href=site.link("map"))["On the map"],
            " you can draw other shapes, and add and remove areas.",
        ],
    ]


def _heading(level: tuple[str, int]) -> str:
    words = {
        "lad": "Local authorities",
        "ward": "Wards",
        "msoa": "Neighbourhoods",
        "borough": "Whole authority",
    }
    return words[level[0]]


def _found(site: Site, typed: str) -> Page:
    """What was found for a text, as links to pages; the page itself where there is one alone."""
    found = find(site.explorer.store, typed)
    only = found.only
    if only is not None:
        there = _address(site, only, find=typed)
        return Page(only.label, None, elsewhere=there)
    return Page(
        "Places found",
        [
            h.h1["Places found"],
            find_form(site, typed=typed),
            h.p(role="status")[found.message],
            h.ul(".cards")[
                (
                    h.li[h.a(href=_address(site, match))[match.label], h.p[match.detail]]
                    for match in found.matches
                )
            ],
        ],
    )


def _found_here(site: Site, asked: Asked, place: Place) -> h.Node:
    """What was looked for and is in this place under another name, such as a postcode."""
    only = find(site.explorer.store, asked.typed).only if asked.typed else None
    if only is None or only.label == place.name or only.areas != (asked.code.upper(),):
        return None
    return h.p(".found", role="status")[f"{only.label}: {only.detail}."]


def _address(site: Site, match: Match, **more: str) -> str:
    """The page of a match; `more` stands in the query of the page of one area."""
    if match.ward:
        return site.link(f"{PATH}/{match.ward}", urlencode(more))
    if len(match.areas) == 1:
        return site.link(f"{PATH}/{match.areas[0]}", urlencode(more))
    return site.link(PATH, urlencode({"area": ",".join(match.areas)}, safe=","))


def _missing(site: Site, code: str) -> Page:
    """A code that has no page: of an earlier year, or of nowhere here."""
    store = site.explorer.store
    gone = became(store, code.upper())
    if gone is None:
        words: h.Node = (
            f"There is no area with the code {code[:20]} in {site.place}. Expected is the "
            "code of a ward, a neighbourhood (MSOA) or a small area (LSOA)."
        )
        return _said(site, "No such area", words, status=404)
    return _said(
        site,
        "An area of an earlier year",
        [became_words(store, code.upper(), *gone), _links(site, store, gone[1])],
        status=410,
    )


def _links(site: Site, store: Store, codes: tuple[str, ...]) -> h.Renderable:
    names = dict(zip(store.areas.code, store.areas.name, strict=True))
    return h.span[
        (h.fragment[" ", h.a(href=site.link(f"{PATH}/{one}"))[names[one]]] for one in codes)
    ]


def _said(site: Site, title: str, words: h.Node, *, status: int) -> Page:
    return Page(title, [h.h1[title], h.p[words], find_form(site), circle_form(site)], status=status)
