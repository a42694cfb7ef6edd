"""The part of the page with the venues that are proposed, and news while they are worked out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

import htpy as h

from charts.model import Cell, Chart
from charts.reach.impact import impact_finding
from charts.reach.plan import Question, ordered, plan, question
from charts.reach.words import left_out
from charts.table import html_table
from charts.words import with_noun
from geodata.drawn import NEAREST
from geodata.format import number, percent
from geodata.reach.planner import PlannerError
from geodata.reach.progress import Outcome, Progress
from page.reach_asked import Asked
from page.reach_map import reach_map
from views.reach import GOALS, ReachView

WHOLE = (
    "A {noun} counts whole when the middle of where its people live is within the walk, and "
    "not at all otherwise. Some of its people live nearer, some farther."
)
Solved = tuple[Question, Outcome | None, str]


def plan_block(asked: Asked, solved: Solved) -> h.Renderable:
    """The part itself: the plan, why there is none, or where it will stand."""
    asked_for, outcome, why = solved
    title = h.h2("#plan-title")[f"Where exactly? {with_noun(asked.view.stops, 'venue')} proposed"]
    if why:
        return h.section("#plan.panel", aria_labelledby="plan-title")[title, h.p(".finding")[why]]
    if outcome is None:
        return h.section(
            "#plan.panel",
            aria_labelledby="plan-title",
            data_plan=asked.link("reach/plan"),
        )[
            title,
            h.p("#progress.finding", role="status")["The venues are not worked out yet."],
            h.p[
                h.a(href=asked.link("reach/sheet"))["Work out the venues and the call sheet"],
                h.button("#cancel", type="button", hidden=True)["Cancel"],
            ],
        ]
    return _planned(asked, title, plan(asked.context, asked_for, outcome), asked_for, outcome)


def _planned(
    asked: Asked, title: h.Renderable, chart: Chart, asked_for: Question, outcome: Outcome
) -> h.Renderable:
    kinds = {one.code: one.kind for one in asked_for.reach.venues}
    return h.section("#plan.panel", aria_labelledby="plan-title")[
        title,
        h.p(".finding")[chart.finding.words],
        h.p(".mind")[" ".join((WHOLE.format(noun=asked.ranking.noun), *left_out(asked.ranking))),],
        h.div(".planned")[
            reach_map(asked, [asked_for.reach.venues[at] for at in ordered(asked_for, outcome)]),
            _venues(asked, chart, kinds),
        ],
        h.p(".ways")[
            h.a(href=asked.venues_link({kinds[asked_for.codes[at]] for at in outcome.plan.venues}))[
                "All venues of these kinds on the map"
            ]
        ],
        h.details("#plan-table")[
            h.summary["As a table"], html_table(chart, asked.context, whole=True)
        ],
        h.h3["What would it change?"],
        h.p(".finding.change")[impact_finding(asked.context, asked_for, outcome).words],
        h.p(".quiet")[" ".join(chart.notes)],
    ]


def _venues(asked: Asked, chart: Chart, kinds: Mapping[str, str]) -> h.Renderable:
    """Each venue with whom it is for, and what a reader may say of it; those left out as well.

    `kinds` are those of all venues, by code.
    """
    names = [one.key for one in chart.table.columns]
    rows = [dict(zip(names, row, strict=True)) for row in chart.table.rows]
    return h.ul(".venue-list")[(_venue(asked, row, kinds) for row in rows)]


def _venue(asked: Asked, row: dict[str, Cell], kinds: Mapping[str, str]) -> h.Renderable:
    view, code = asked.view, str(row["code"])
    day = f", day {row['day']}" if view.days > 1 and row["number"] else ""
    return h.li[
        h.p[
            h.span(".mark")[str(row["number"])] if row["number"] else None,
            h.strong[f"{row['venue']}"],
            h.span(".quiet")[f" {row['kind']}, {row['address']}{day}"],
        ],
        h.p[_served(row)] if row["number"] else None,
        None if row["cost"] is None else h.p[cost_words(view, code, float(row["cost"]))],
        h.p(".ways")[
            _walk_on_the_map(asked, code, kinds[code], str(row["venue"]))
            if row["number"]
            else None,
            _choices(asked, code, str(row["venue"])),
        ],
    ]


def _walk_on_the_map(asked: Asked, code: str, kind: str, name: str) -> h.Node:
    """The map of what is within the walk of a venue; none if that is too short."""
    metres = round(asked.view.walk / asked.view.detour)
    if metres < NEAREST:
        return None
    there = asked.venues_link({kind}, near=f"{code},{metres}", lad="", ward="", q="")
    return h.a(href=there)["The walk on the map", h.span(".unseen")[f": {name}"]]


def _served(row: dict[str, Cell]) -> str:
    people = with_noun(int(row["served"] or 0), "person", "people")
    within = f" Within the walk: {row['neighbourhoods']}." if row["neighbourhoods"] else ""
    return f"Nearest for {people}.{within}"


def cost_words(view: ReachView, code: str, cost: float) -> str:
    """What a choice of the reader's costs, in a sentence."""
    done = "Leaving it out" if code in view.leave else "Choosing it always"
    if not cost:
        return f"{done} costs nothing: other choices cover as many people."
    if view.goal == "median":
        return f"{done} makes the average walk {number(cost)} m longer."
    return f"{done} covers {number(cost)} fewer people."


def _choices(asked: Asked, code: str, name: str) -> Iterator[h.Renderable]:
    """Links to have a venue always, never, or as the plan finds best."""
    view = asked.view
    pin, leave = {*view.pin} - {code}, {*view.leave} - {code}
    ways = {
        "Choose always": (pin | {code}, leave),
        "Leave out": (pin, leave | {code}),
        "Let the plan choose": (pin, leave),
    }
    chosen = "Choose always" if code in view.pin else "Leave out"
    now = chosen if code in {*view.pin, *view.leave} else "Let the plan choose"
    for words, (always, never) in ways.items():
        if words != now:
            address = asked.link(pin=tuple(sorted(always)), leave=tuple(sorted(never)))
            yield h.a(href=f"{address}#plan", rel="nofollow")[words, h.span(".unseen")[f": {name}"]]


def known(asked: Asked) -> Solved:
    """The plan of a view if it was worked out before, without waiting."""
    asked_for = question(asked.ranking, asked.view)
    if asked_for.problem is None:
        return asked_for, None, asked_for.why
    return asked_for, asked.site.planner.known(asked_for.problem), ""


def solved(asked: Asked) -> Solved:
    """The plan of a view, waited for."""
    asked_for = question(asked.ranking, asked.view)
    if asked_for.problem is None:
        return asked_for, None, asked_for.why
    try:
        for news in asked.site.planner.plan(asked_for.problem):
            if isinstance(news, Outcome):
                return asked_for, news, ""
    except PlannerError as error:
        return asked_for, None, str(error)
    return asked_for, None, "The venues could not be worked out. Try again."


def news(asked: Asked) -> Iterator[str]:
    """The news of a plan as lines of JSON: what is said meanwhile, and the part itself at the end.

    Whoever stops listening cancels the plan.
    """
    asked_for = question(asked.ranking, asked.view)
    if asked_for.problem is None:
        yield _line(html=str(plan_block(asked, (asked_for, None, asked_for.why))))
        return
    try:
        for one in asked.site.planner.plan(asked_for.problem):
            if isinstance(one, Progress):
                yield _line(said=progress_words(one, asked))
            else:
                yield _line(html=str(plan_block(asked, (asked_for, one, ""))))
    except PlannerError as error:
        yield _line(html=str(plan_block(asked, (asked_for, None, str(error)))))


def progress_words(one: Progress, asked: Asked) -> str:
    """How far a plan is, in words."""
    if one.stage == "waiting":
        return "Another plan is being worked out. This one is next."
    goal = GOALS[asked.view.goal]
    words = f"Working out {with_noun(asked.view.stops, 'venue')} for {goal}"
    far = f": {with_noun(int(one.seconds), 'second')}" if one.seconds >= 1 else ""
    gap = f", {percent(one.gap)} from the best at most" if one.gap else ""
    return f"{words}{far}{gap}."


def _line(**what: str) -> str:
    return json.dumps(what, ensure_ascii=False) + "\n"
