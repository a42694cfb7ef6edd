"""Reach: whom a dose has not reached, in which neighbourhoods, and where sessions could be held."""

from __future__ import annotations

import htpy as h

from charts.about import about
from charts.model import Chart
from charts.msoas import msoa_parts
from charts.reach.people import people
from charts.reach.venues import venues
from charts.reach.words import NEIGHBOURHOODS, UNKNOWN, filters_words, listed_words, order_words
from charts.registry import CHARTS
from charts.table import html_table
from charts.words import with_noun
from geodata.format import number
from geodata.reach.floors import Standing
from page.reach_asked import PATH, Asked, read
from page.reach_form import reach_form
from page.reach_plan import known, plan_block
from page.shell import Page, Site, heard
from page.taken import Taken, made


def reach(site: Site, query: str, taken: Taken) -> Page:
    """The page of a view."""
    if not site.explorer.words.uptakes:
        words = f"The figures held for {site.place} say nothing of vaccine doses."
        return Page("Reach", [h.h1["Reach"], h.p(".lead")[words]])
    asked = read(site, query)
    return Page(
        "Reach",
        [
            _head(asked),
            h.div(".reach")[
                h.details("#choices", open=True)[h.summary["Choose"], reach_form(asked)],
                results(asked, taken),
            ],
        ],
        script=site.scripts["reach"],
    )


def _head(asked: Asked) -> h.Renderable:
    return h.div(".reach-head")[
        h.h1["Reach: where next, for whom, and where exactly?"],
        asked.ignored
        and h.p(".notice", role="status")[
            f"Part of the address is not understood: {'; '.join(asked.ignored[:5])}."
        ],
        heard(),
        h.nav(".ways", aria_label="Parts of this page")[
            (
                h.a(href=f"#{part}")[words]
                for part, words in (
                    ("who", "Who is not reached"),
                    ("below", "Floor"),
                    ("plan", "Venues proposed"),
                    ("venues", "All venues"),
                    ("take", "Take it away"),
                )
            )
        ],
    ]


def results(asked: Asked, taken: Taken) -> h.Renderable:
    """Everything that depends on the view; scripts exchange it as one."""
    chart = people(asked.context, asked.ranking)
    return h.div("#reach-results", data_address=asked.link())[
        h.section("#who.panel", aria_labelledby="who-title")[
            h.h2("#who-title")[chart.title],
            h.p("#reach-said.finding")[chart.finding.words],
            h.p(".mind")[_day_words(asked), " ", UNKNOWN, " ", NEIGHBOURHOODS],
            h.p(".quiet")[_order_and_filters(asked)],
            html_table(chart, asked.context, whole=True) if asked.ranking.listed else None,
            _about(chart),
        ],
        _opened(asked),
        _floor(asked),
        plan_block(asked, known(asked)),
        _venues(asked),
        _taken(asked),
        made(f"{taken.start}{PATH}?{asked.query()}", taken, chart.sources),
    ]


def _day_words(asked: Asked) -> str:
    if asked.ranking.unknown_day:
        return (
            "No figures of this dose and age are published for the date asked for. "
            f"These are the latest, of {asked.ranking.day}."
        )
    return f"These are figures of {asked.ranking.day}."


def _order_and_filters(asked: Asked) -> h.Node:
    filters = filters_words(asked.ranking)
    listed = f"Listed: {listed_words(asked.ranking)}. "
    plain = asked.link(people=100, deprived=0, gap=0)
    return [
        listed,
        f"{'. '.join(filters)}. " if filters else "",
        h.span("#order")[order_words(asked.view)],
        [" ", h.a(href=plain)["By people alone"]] if asked.view.is_weighted else "",
    ]


def _opened(asked: Asked) -> h.Node:
    """The ages of the neighbourhood that is open, with the way to its page."""
    ranking, code = asked.ranking, asked.view.open
    if not code:
        return None
    at = ranking.level.codes.index(code)
    name, site = ranking.level.names[at], asked.site
    query = f"ind={ranking.subject.key}&area={','.join(msoa_parts(ranking.store)[at])}"
    answer = site.explorer.answer(query)
    chart = CHARTS["uptake_age"](answer.context)
    return h.section("#ages.panel", tabindex="-1", aria_labelledby="ages-title")[
        h.h2("#ages-title")[f"{name}: {chart.title}"],
        h.p(".finding")[chart.finding.words],
        h.figure[chart.picture],
        h.p(".ways")[
            h.a(href=site.link(f"area/{code}"))[f"The page of {name}"],
            h.a(href=site.link("map", query))["On the map"],
            h.a(href=asked.link(open="") + "#who")["Close"],
        ],
    ]


def _floor(asked: Asked) -> h.Renderable:
    """Which neighbourhoods are below the floor, and how many people it needs."""
    return h.section("#below.panel", aria_labelledby="below-title")[
        h.h2("#below-title")[f"Who is below the floor of {asked.view.floor}%?"],
        h.p(".finding")[floor_words(asked)],
    ]


def floor_words(asked: Asked) -> str:
    """The floor in sentences: below it by their figure, certainly, possibly; people needed."""
    ranking, floor = asked.ranking, asked.view.floor
    if not ranking.listed:
        return "No neighbourhood is listed, so none can be below it."
    standings = [ranking.floor.standing[at] for at in ranking.listed]
    certainly = standings.count(Standing.BELOW)
    short = [at for at in ranking.listed if ranking.floor.needed[at] > 0]
    unsure = sum(
        ranking.floor.standing[at] == Standing.POSSIBLY_BELOW and at not in short
        for at in ranking.listed
    )
    also = f" {number(unsure)} more may be, since the interval holds the floor." if unsure else ""
    if not short:
        return f"None of {listed_words(ranking)} is below {floor}% by its figure.{also}"
    verb, whose = ("is", "its") if len(short) == 1 else ("are", "their")
    needed = with_noun(ranking.total(ranking.floor.needed), "more person", "more people")
    return (
        f"{with_noun(len(short), 'neighbourhood')} {verb} below {floor}% by {whose} figure, "
        f"{number(certainly)} for certain.{also} To bring {'it' if len(short) == 1 else 'them'} to "
        f"the floor, {needed} would need the dose."
    )


def _venues(asked: Asked) -> h.Renderable:
    chart = venues(asked.context, asked.ranking, asked.view)
    return h.section("#venues.panel", aria_labelledby="venues-title")[
        h.h2("#venues-title")[chart.title],
        h.p(".finding")[chart.finding.words],
        h.details[
            h.summary[f"List of {with_noun(len(chart.table.rows), 'venue')}"],
            html_table(chart, asked.context, whole=True),
        ]
        if chart.table.rows
        else None,
        h.p(".ways")[h.a(href=asked.venues_link(asked.view.venues))["On the map"]],
        _about(chart),
    ]


def _about(chart: Chart) -> h.Renderable:
    return h.details(".about")[
        h.summary["About these figures", h.span(".unseen")[f": {chart.title}"]],
        about(chart.indicators, (*chart.finding.sureness, *chart.notes)),
    ]


def _taken(asked: Asked) -> h.Renderable:
    files = {
        "Call sheet as a workbook (XLSX)": "reach/sheet.xlsx",
        "Neighbourhoods (CSV)": "reach/people.csv",
        "Venues (CSV)": "reach/venues.csv",
        "The plan (CSV)": "reach/plan.csv",
    }
    return h.section("#take.take", aria_labelledby="take-title")[
        h.h2("#take-title")["Take it away"],
        h.p[h.a(".action", href=asked.link("reach/sheet"))["Call sheet, to print on A4"]],
        h.ul[
            (
                h.li[h.a(".download", href=asked.link(path), download=True)[words]]
                for words, path in files.items()
            )
        ],
        h.p(".quiet")["The address of this page restores everything you chose."],
    ]
