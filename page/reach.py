"""Reach: whom a dose has not reached, in which neighbourhoods, and where sessions could be held."""

from __future__ import annotations

import htpy as h

from charts.about import about
from charts.model import Chart
from charts.reach.people import people
from charts.reach.venues import venues
from charts.reach.words import (
    UNKNOWN,
    filters_words,
    hidden_and_without,
    how_near,
    left_out,
    listed_words,
    named,
    order_words,
    what_areas,
)
from charts.table import html_table
from charts.words import capital, joined, with_noun
from geodata.format import number
from geodata.reach.floors import Standing
from page.reach_asked import PATH, Asked, read
from page.reach_form import reach_form
from page.reach_opened import opened
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
            h.p(".mind")[_mind(asked)],
            h.p(".quiet")[_order_and_filters(asked)],
            html_table(chart, asked.context, shortens=False) if chart.table.rows else None,
            _left_out(asked),
            _about(chart),
        ],
        opened(asked),
        _floor(asked),
        plan_block(asked, known(asked)),
        _venues(asked),
        _taken(asked),
        made(f"{taken.start}{PATH}?{asked.query()}", taken, chart.sources),
    ]


def _mind(asked: Asked) -> str:
    """When the figures are of, and what they do not say."""
    ranking = asked.ranking
    return " ".join((_day_words(asked), *how_near(ranking), UNKNOWN, what_areas(ranking)))


def _day_words(asked: Asked) -> str:
    ranking = asked.ranking
    if ranking.unknown_day:
        are = "of these people are held" if ranking.local else "of this dose and age are published"
        return f"No figures {are} for the date asked for. These are the latest, of {ranking.day}."
    return f"These are figures of {ranking.day}."


def _left_out(asked: Asked) -> h.Node:
    """The names of the areas whose figure is not shown, and of those without one."""
    ranking = asked.ranking
    parts = zip(hidden_and_without(ranking), ("not shown", "not there"), strict=True)
    return [
        h.details(".about")[
            h.summary[f"Left out: {with_noun(len(places), ranking.noun)} with a figure {why}"],
            h.p[joined([named(ranking, at) for at in places]), "."],
        ]
        for places, why in parts
        if places
    ]


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


def _floor(asked: Asked) -> h.Renderable:
    """Which areas are below the floor, and how many people it needs."""
    return h.section("#below.panel", aria_labelledby="below-title")[
        h.h2("#below-title")[f"Who is below the floor of {asked.view.floor}%?"],
        h.p(".finding")[floor_words(asked)],
        h.p(".quiet")[" ".join(left_out(asked.ranking))] if asked.ranking.left_out else None,
    ]


def floor_words(asked: Asked) -> str:
    """The floor in sentences: below it by their figure, certainly, possibly; people needed."""
    ranking, floor = asked.ranking, asked.view.floor
    if not ranking.listed:
        return f"No {ranking.noun} is listed, so none can be below it."
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
    if ranking.local:
        needed = f"about {needed}"
    done = "to be reached" if ranking.local else "the dose"
    return (
        f"{with_noun(len(short), ranking.noun)} {verb} below {floor}% by {whose} figure, "
        f"{number(certainly)} for certain.{also} To bring {'it' if len(short) == 1 else 'them'} to "
        f"the floor, {needed} would need {done}."
    )


def _venues(asked: Asked) -> h.Renderable:
    chart = venues(asked.context, asked.ranking, asked.view)
    return h.section("#venues.panel", aria_labelledby="venues-title")[
        h.h2("#venues-title")[chart.title],
        h.p(".finding")[chart.finding.words],
        h.details("#venue-list")[
            h.summary[f"List of {with_noun(len(chart.table.rows), 'venue')}"],
            html_table(chart, asked.context, shortens=False),
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
        f"{capital(asked.ranking.nouns)} (CSV)": "reach/people.csv",
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
