"""Area pages: the main figures of a ward, a neighbourhood, a small area or a selection."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlencode

import htpy as h
import numpy as np

from callbacks.answer import Answer
from callbacks.map_file import MAP
from charts.answers import first_finding
from charts.findings import Finding
from charts.groups import selection_words
from charts.words import capital, with_noun
from geodata.catalogue import Indicator
from geodata.geography import LSOA, MSOA, WARD
from geodata.search import Match, find
from geodata.store import Level, Store
from layers.words import full_label
from page.home import find_form
from page.preview import picture_address
from page.shell import Page, Site, wide_table

SENTENCES = 5
LEVELS = {
    WARD: ("ward", "Wards"),
    MSOA: ("neighbourhood (MSOA)", "Neighbourhoods"),
    LSOA: ("small area (LSOA)", "Small areas"),
}


@dataclass(frozen=True)
class Place:
    """A named place: what it is called, what kind of place it is, and the view that shows it."""

    name: str
    kind: str
    query: str


def area(site: Site, *, code: str = "", query: str = "", typed: str = "") -> Page:
    """The page of an area by its code, of a selection by its view, or the list of areas."""
    if typed:
        return _found(site, typed)
    if code:
        place = place_of(site.explorer.store, code)
        return _missing(site, code) if place is None else _page(site, place)
    answer = site.explorer.answer(query)
    if answer.selection.is_everything:
        return _index(site)
    words = selection_words(
        site.explorer.store, answer.selection.filter, count=answer.selection.count
    )
    return _page(site, Place(capital(words), "selection", query))


def place_of(store: Store, code: str) -> Place | None:
    """The place of a code of a ward, an MSOA or an LSOA of the newest year; None for others."""
    for level_of, (kind, _) in LEVELS.items():
        level = store.level(*level_of)
        if code in level.codes:
            at = level.codes.index(code)
            return Place(level.names[at], kind, urlencode(_keys(store, level, at), safe=","))
    return None


def _keys(store: Store, level: Level, at: int) -> dict[str, str]:
    """The keys of the view that selects an area of a level."""
    if level.name == WARD[0]:
        return {"ward": level.codes[at]}
    inside = (store.areas.code[one] for one in level.parts[at])
    return {"area": ",".join(inside)}


def _page(site: Site, place: Place) -> Page:
    answer = site.explorer.answer(place.query)
    findings = answer.findings[:SENTENCES]
    return Page(
        place.name,
        [
            h.p(".kicker")[f"{capital(place.kind)} in {site.place}"],
            h.h1[place.name],
            h.section(aria_labelledby="short")[
                h.h2("#short")["In short"],
                h.ul[(h.li[one.words] for one in findings)],
            ],
            h.section(aria_labelledby="figures")[
                h.h2("#figures")[f"How does it compare with {site.place}?"],
                _figures(site, answer, place),
            ],
            h.section(aria_labelledby="where")[
                h.h2("#where")["Where is it?"],
                h.p[h.a(href=site.link("map", place.query))["Open this area on the map"]],
                h.img(
                    ".locator",
                    src=picture_address(site.root, MAP, place.query, "svg"),
                    alt=f"Map of {site.place} with {place.name} outlined",
                    loading="lazy",
                ),
            ],
            _inside(site, answer),
        ],
    )


def profile(store: Store) -> tuple[Indicator, ...]:
    """The figures of an area page, in the order of the catalogue: those that it marks."""
    return tuple(one for one in store.catalogue.of_areas if one.profile)


def _figures(site: Site, answer: Answer, place: Place) -> h.Renderable:
    rows = (
        _row(site, place, one, first_finding(replace(answer.context, indicator=one, date="")))
        for one in profile(site.explorer.store)
    )
    heads = ("Figure", place.name, site.place, "Compared", "How sure")
    return wide_table(heads, rows, named="figures")


def _row(site: Site, place: Place, one: Indicator, finding: Finding) -> h.Renderable:
    query = "&".join(filter(None, (urlencode({"ind": one.key}), place.query)))
    here, there = finding.figure, finding.reference
    return h.tr[
        h.th(scope="row")[h.a(href=site.link("map", query))[_label(one, finding)]],
        h.td(".number")[here.text if here else "no figure"],
        h.td(".number")[there.text if there else "–"],
        h.td[finding.comparison or "not tested"],
        h.td[(here.bounds if here else "") or "no interval"],
    ]


def _label(one: Indicator, finding: Finding) -> str:
    """What a row is about; of ranks it is people in the first fifth, where there are several."""
    if one.kind.is_rank and finding.figure and finding.figure.concept != one.key:
        return f"People in the {one.more} fifth of {one.ranked_in}: {full_label(one)}"
    return f"{full_label(one)}, rank" if one.kind.is_rank else full_label(one)


def _inside(site: Site, answer: Answer) -> h.Node:
    """The small areas of a selection, each a link to its own page."""
    store = site.explorer.store
    members = np.flatnonzero(answer.selection.mask).tolist()
    if len(members) < 2:
        return None
    return h.section(aria_labelledby="inside")[
        h.h2("#inside")[f"Its {with_noun(len(members), 'small area')}"],
        h.ul(".columns")[
            (
                h.li[
                    h.a(href=site.link(f"area/{store.areas.code[one]}"))[store.areas.name[one]],
                    f" in {store.areas.msoa_name[one]}",
                ]
                for one in members
            )
        ],
    ]


def _index(site: Site) -> Page:
    store = site.explorer.store
    return Page(
        "Areas",
        [
            h.h1["What is it like in one area?"],
            find_form(site),
            [
                h.section(aria_labelledby=level[0])[
                    h.h2(id=level[0])[heading],
                    h.ul(".columns")[
                        (
                            h.li[h.a(href=site.link(f"area/{code}"))[name]]
                            for name, code in _named(store.level(*level))
                        )
                    ],
                ]
                for level, (_, heading) in LEVELS.items()
                if level != LSOA
            ],
        ],
    )


def _named(level: Level) -> Iterator[tuple[str, str]]:
    return iter(sorted(zip(level.names, level.codes, strict=True)))


def _found(site: Site, typed: str) -> Page:
    """What was found for a text, as links to pages."""
    found = find(site.explorer.store, typed)
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


def _address(site: Site, match: Match) -> str:
    if match.ward:
        return site.link(f"area/{match.ward}")
    if len(match.areas) == 1:
        return site.link(f"area/{match.areas[0]}")
    return site.link("area", urlencode({"area": ",".join(match.areas)}, safe=","))


def _missing(site: Site, code: str) -> Page:
    return Page(
        "No such area",
        [
            h.h1["No such area"],
            h.p[
                f"There is no area with the code {code[:20]} in {site.place}. Expected is the "
                "code of a ward, a neighbourhood (MSOA) or a small area (LSOA)."
            ],
            find_form(site),
        ],
        status=404,
    )
