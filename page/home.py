"""Home: a place to look for, four tasks, three facts and how current they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from urllib.parse import urlencode

import htpy as h

from charts.answers import first_finding
from charts.findings import Finding
from charts.words import capital, joined
from geodata.catalogue import Catalogue, Indicator
from geodata.format import month
from geodata.search import hint
from layers.words import full_label
from page.fields import theme_name
from page.shell import Page, Site, wide_table

FACTS = 3
NAMED_FIRST = ("deprivation", "people", "health", "vaccination")
FACTS_FROM = ("deprivation", "vaccination", "ethnicity", "people", "households")


@dataclass(frozen=True)
class Task:
    """A card: the question it answers, where it leads, and what is found there."""

    question: str
    words: str
    address: str


def home(site: Site) -> Page:
    """The start of the site."""
    return Page(
        f"{site.place} Inequalities Explorer",
        [
            h.h1[f"Inequalities in {site.place}"],
            h.p(".lead")[
                f"{capital(joined(_themes(site)))} in every part of {site.place}, "
                "each figure with its date, its source and what it is a share of."
            ],
            find_form(site),
            h.section(aria_labelledby="tasks")[
                h.h2("#tasks")["What would you like to know?"],
                h.ul(".cards")[(_card(one) for one in tasks(site))],
            ],
            h.section(aria_labelledby="facts")[
                h.h2("#facts")[f"{site.place} in three facts"],
                h.ul(".facts")[(_fact(site, one) for one in facts(site))],
            ],
            h.section(aria_labelledby="current")[
                h.h2("#current")["How current the figures are"], _current(site), _not_held(site)
            ],
        ],
    )


def find_form(site: Site, *, typed: str = "", label: str = "Find a place") -> h.Renderable:
    """A form that works without scripts; the page of areas answers it."""
    return h.form(".finder", method="get", action=site.link("area"), role="search")[
        h.label(for_="place")[label],
        h.div(".line")[
            h.input(
                "#place",
                type="search",
                name="find",
                value=typed,
                autocomplete="off",
                aria_describedby="place-hint",
            ),
            h.button(type="submit")["Find"],
        ],
        h.p("#place-hint.quiet")[hint(site.explorer.store)],
    ]


def tasks(site: Site) -> tuple[Task, ...]:
    """Four questions that the site answers; one that needs figures that are absent is left out."""
    catalogue = site.explorer.store.catalogue
    return (
        Task(
            "What is it like in one area?",
            "The main figures of a ward, a neighbourhood or a small area, on one page.",
            site.link("area"),
        ),
        *_meeting(site, catalogue),
        *_reaching(site, catalogue),
        Task(
            "How unequal is it, and what would a floor mean?"
            if site.explorer.words.concerning
            else "How unequal is it?",
            _unequal(site),
            site.link("gaps"),
        ),
    )


def _themes(site: Site) -> list[str]:
    """The themes named first, of which there are figures."""
    held = {one.theme for one in site.explorer.store.catalogue.indicators}
    return [one for one in NAMED_FIRST if one in held]


def _unequal(site: Site) -> str:
    """What the page about inequality holds."""
    parts = ["both ends of the ranking"]
    if site.explorer.words.concerning:
        parts += ["gaps", "floors"]
    if site.explorer.store.report:
        return f"{capital(', '.join(parts))}, and the council's report checked."
    return f"{capital(joined([*parts, 'where conditions meet']))}."


def _meeting(site: Site, catalogue: Catalogue) -> Iterator[Task]:
    doses = catalogue.role("first dose")
    if catalogue.ranked and doses:
        pair = urlencode({"ind": catalogue.ranked[0].key, "with": doses[0].key})
        yield Task(
            "Where do deprivation and low uptake meet?",
            "Two figures on one map: the darkest areas have both.",
            site.link("map", pair),
        )


def _reaching(site: Site, catalogue: Catalogue) -> Iterator[Task]:
    if catalogue.role("first dose"):
        yield Task(
            "Where next, for whom, and where exactly?",
            "People not reached by a dose, neighbourhood by neighbourhood, and venues near them.",
            site.link("reach"),
        )


def facts(site: Site) -> tuple[tuple[Indicator, Finding], ...]:
    """What is found for the whole place on the first figure of each of three themes."""
    explorer = site.explorer
    context = explorer.answer("").context
    firsts: dict[str, Indicator] = {}
    for one in explorer.store.catalogue.of_areas:
        if not one.kind.categorical:
            firsts.setdefault(one.theme, one)
    chosen = [firsts[theme] for theme in FACTS_FROM if theme in firsts][:FACTS]
    return tuple((one, first_finding(replace(context, indicator=one))) for one in chosen)


def _card(task: Task) -> h.Renderable:
    return h.li[h.a(href=task.address)[task.question], h.p[task.words]]


def _fact(site: Site, fact: tuple[Indicator, Finding]) -> h.Renderable:
    indicator, finding = fact
    return h.li[
        h.p(".number")[finding.figure.text if finding.figure else "no figure"],
        h.p[finding.sentence],
        h.p(".quiet")[
            f"{full_label(indicator)}, published {month(indicator.source.published)}. ",
            h.a(href=site.link("map", urlencode({"ind": indicator.key})))["On the map"],
        ],
    ]


def _not_held(site: Site) -> h.Node:
    """The themes of which the place has no figure at all."""
    store = site.explorer.store
    held = {one.theme for one in store.catalogue.indicators}
    without = dict.fromkeys(one.theme for one in store.absent.indicators if one.theme not in held)
    if not without:
        return None
    *most, last = without
    listed = f"{', '.join(most)} or {last}" if most else last
    return h.p[
        f"No figures of {listed} are held for {site.place}. ",
        h.a(href=site.link("gaps/missing"))["What is missing"],
    ]


def _current(site: Site) -> h.Renderable:
    """For each theme what its newest figures are about and when they were published."""
    every = site.explorer.store.catalogue.indicators
    newest = [
        max(group, key=lambda one: one.source.published)
        for _, group in groupby(every, key=lambda one: one.theme)
    ]
    rows = (
        h.tr[
            h.th(scope="row")[theme_name(one.theme)],
            h.td[one.period],
            h.td[month(one.source.published)],
        ]
        for one in newest
    )
    return wide_table(("Theme", "Newest figures", "Published"), rows, named="current")
