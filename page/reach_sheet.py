"""The call sheet: what a team takes along, on one or two sides of A4."""

from __future__ import annotations

from collections.abc import Iterable

import htpy as h

from charts.msoas import numbers_on
from charts.reach.impact import impact_finding
from charts.reach.people import LANGUAGE, people, who_lives_there
from charts.reach.plan import Question, ordered, plan
from charts.reach.ranking import Ranking
from charts.reach.settings import chosen
from charts.reach.venues import notes
from charts.reach.words import (
    UNKNOWN,
    how_near,
    left_out,
    named,
    of_areas,
    place_words,
    what_areas,
)
from charts.table import html_table
from charts.words import capital, joined, with_noun
from geodata.catalogue import Indicator
from geodata.format import day, month, number, share_words, with_sign
from geodata.reach.progress import Outcome
from page.reach_asked import Asked
from page.reach_map import reach_map
from page.reach_plan import Solved
from page.shell import wide_table
from page.taken import Taken
from views.vocabulary import is_community

MOST = 12  # areas on the sheet; the list has all
COMMUNITIES = 2  # of a theme that are named of each neighbourhood
# What most people of most neighbourhoods are needs no preparing for.
MAJORITIES = ("White", "Christian", "No religion")


def sheet(asked: Asked, solved: Solved, taken: Taken) -> h.Node:
    """The page: areas, venues with the map, settings, what is not known."""
    question, outcome, why = solved
    ranking = asked.ranking
    finding = people(asked.context, ranking).finding
    return h.div(".call-sheet")[
        h.div[
            h.p(".kicker")[f"Call sheet, {asked.site.place}"],
            h.h1["Whom to reach, and where"],
            h.p(".lead")[finding.sentence],
            h.p(".mind")[" ".join((*left_out(ranking), UNKNOWN, what_areas(ranking)))],
        ],
        _neighbourhoods(asked),
        _plan(asked, question, outcome, why),
        h.div(".behind")[_settings(asked), _unknown(asked)],
        h.p(".taken")[
            f"This plan: {taken.start}{asked.link().removeprefix(asked.site.root)}. "
            f"Made on {day(taken.day)}."
        ],
        h.p(".ways")[
            h.a(href=asked.link())["Back to the plan"],
            h.a(".download", href=asked.link("reach/sheet.xlsx"), download=True)[
                "Call sheet as a workbook (XLSX)"
            ],
        ],
    ]


def _neighbourhoods(asked: Asked) -> h.Renderable:
    ranking = asked.ranking
    shown = ranking.listed[:MOST]
    more = len(ranking.listed) - len(shown)
    count = f"the first {number(len(shown))} of {number(len(ranking.listed))}"
    return h.section(".panel", aria_labelledby="order")[
        h.h2("#order")[f"{capital(ranking.nouns)} in order", f": {count}" if more > 0 else ""],
        wide_table(
            (
                capital(ranking.noun),
                ranking.unreached,
                "Place, 95 of 100 times",
                "Uptake",
                "Communities and languages to prepare for",
            ),
            (
                h.tr[
                    h.th(scope="row")[f"{place}. {named(ranking, at)}"],
                    h.td(".number")[number(ranking.missing[at])],
                    h.td[place_words(ranking, at)],
                    h.td(".number")[with_sign(ranking.subject, ranking.uptake[at])],
                    h.td[prepare(ranking, at)],
                ]
                for place, at in enumerate(shown, start=1)
            ),
            named="order",
        ),
        h.p(".quiet")[f"Communities and languages are {of_areas(ranking.noun)} (census)."],
        h.p(".quiet")[
            f"{with_noun(more, f'more {ranking.noun}')}: in ",
            h.a(href=asked.link() + "#who")["the list of the plan"],
            " and in the workbook. Venues are planned for all of them.",
        ]
        if more > 0
        else None,
    ]


def prepare(ranking: Ranking, at: int) -> str:
    """The largest communities of an area, and who needs help with English, in words."""
    parts = []
    for heading, theme in (("Ethnic groups", "ethnicity"), ("Religion", "religion")):
        values = [
            (float(numbers_on(ranking.store, one.key, ranking.level)[at]), one)
            for one in _shares(ranking, theme)
        ]
        known = sorted((one for one in values if one[0] == one[0]), key=lambda one: -one[0])
        named = [f"{one.category} {share_words(value)}" for value, one in known[:COMMUNITIES]]
        parts += [f"{heading}: {joined(named)}."] if named else []
    for one in who_lives_there(ranking.store):
        value = float(numbers_on(ranking.store, one.key, ranking.level)[at])
        if one.category == LANGUAGE and value == value:
            parts.append(f"{LANGUAGE}: {share_words(value)}.")
    return " ".join(parts)


def _shares(ranking: Ranking, theme: str) -> Iterable[Indicator]:
    """Communities of a theme that are not the majority's."""
    return (
        one
        for one in ranking.store.catalogue.of_areas
        if one.theme == theme and is_community(one) and one.category not in MAJORITIES
    )


def _plan(asked: Asked, question: Question, outcome: Outcome | None, why: str) -> h.Renderable:
    chart = plan(asked.context, question, outcome, why)
    if outcome is None:
        return h.section(".panel", aria_labelledby="where")[
            h.h2("#where")["Venues"], h.p(".finding")[why]
        ]
    places = [question.reach.venues[at] for at in ordered(question, outcome)]
    return h.section(".panel", aria_labelledby="where")[
        h.h2("#where")["Venues"],
        h.p(".finding")[chart.finding.words],
        h.div(".planned")[
            reach_map(asked, places),
            h.div[
                html_table(chart, asked.context, whole=True),
                h.p(".finding")[impact_finding(asked.context, question, outcome).words],
            ],
        ],
    ]


def _settings(asked: Asked) -> h.Renderable:
    entries = chosen(asked.ranking, asked.view)
    return h.section(aria_labelledby="settings")[
        h.h2("#settings")["What was chosen"],
        h.dl(".settings")[([h.dt[name], h.dd[text]] for name, text in entries.items())],
    ]


def _unknown(asked: Asked) -> h.Renderable:
    """What is not known, and where the figures are from."""
    ranking = asked.ranking
    source, of = ranking.subject.source, "Figures" if ranking.local else "Doses"
    return h.section(aria_labelledby="unknown")[
        h.h2("#unknown")["What is not known"],
        h.ul[
            h.li[UNKNOWN],
            h.li[what_areas(ranking)],
            (h.li[one] for one in (*how_near(ranking), *notes(ranking, asked.view))),
            h.li[f"{of}: {source.publisher}, {month(source.published)}."],
        ],
    ]
