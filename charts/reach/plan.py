"""Venues that are proposed: the problem that is solved, its solution in words and as a table."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from charts.findings import Finding
from charts.model import Cell, Chart, Column, Context, Table
from charts.reach.ranking import Ranking
from charts.reach.venues import NONE, Reachable, choice, notes, reachable
from charts.reach.words import how_near, left_out
from charts.words import capital, joined, with_noun
from charts.writer import Writer
from geodata.candidates import kind_name
from geodata.contents import Array
from geodata.format import number, percent
from geodata.reach.problem import Plan, Problem, worst_fifth
from geodata.reach.progress import Outcome
from views.reach import ReachView

KEY = "reach_plan"
METHODS = {
    "cover": "Chosen so that most people not reached are within the walk (maximal covering "
    "location problem, Church and ReVelle).",
    "fair": "Chosen so that most people of the worst-served fifth are within the walk, and then "
    "most of all (lexicographic maximal covering).",
    "median": "Chosen so that people not reached have the shortest walk on average (p-median "
    "problem, Hakimi).",
}


@dataclass(frozen=True, eq=False)
class Question:
    """The problem of a view and the places that its numbers stand for.

    `why` says in words why there is none; then `problem` is None.
    """

    ranking: Ranking
    view: ReachView
    reach: Reachable
    problem: Problem | None
    why: str = ""

    @property
    def codes(self) -> list[str]:
        """Codes of the venues, in the order of the problem."""
        return [one.code for one in self.reach.venues]


def question(ranking: Ranking, view: ReachView) -> Question:
    """The problem of a view. Venues left out stand in it too, so that each can be costed."""
    reach = reachable(ranking, view)
    why = _refused(ranking, reach, view)
    if why:
        return Question(ranking, view, reach, None, why)
    at = {one.code: number for number, one in enumerate(reach.venues)}
    listed = list(ranking.listed)
    problem = Problem(
        people=tuple(int(one) for one in reach.people),
        worst=worst_fifth(ranking.uptake[listed], ranking.counts.denominator[listed]),
        metres=tuple(map(tuple, reach.walked.tolist())),
        within=reach.within,
        count=view.stops,
        goal=view.goal,  # type: ignore[arg-type]
        pinned=tuple(sorted(at[one] for one in view.pin)),
        excluded=tuple(sorted(at[one] for one in view.leave)),
    )
    return Question(ranking, view, reach, problem)


def _refused(ranking: Ranking, reach: Reachable, view: ReachView) -> str:
    """Why there is nothing to solve, in a sentence; empty where there is."""
    usable = len(reach.venues) - len(view.leave)
    both = sorted({*view.pin} & {*view.leave})
    if not len(reach.people):
        return f"No {ranking.noun} is listed, so there is nobody to plan for."
    if both:
        names = [one.name for one in reach.venues if one.code in both]
        return f"{joined(names)} cannot be chosen always and left out."
    if not usable:
        return NONE
    if view.stops > usable:
        return (
            f"{with_noun(view.stops, 'venue')} were asked for, but only {number(usable)} can be "
            "chosen. Ask for fewer, or choose another kind or any day."
        )
    if len(view.pin) > view.stops:
        return (
            f"{with_noun(len(view.pin), 'venue')} must be chosen, but only {number(view.stops)} "
            "are asked for."
        )
    return ""


def plan(context: Context, asked: Question, outcome: Outcome | None, why: str = "") -> Chart:
    """The venues of a plan, each with whom it is for; none with the reason where there is none."""
    ranking, view = asked.ranking, asked.view
    rows = tuple(_rows(asked, outcome)) if outcome else ()
    return Chart(
        key=KEY,
        title=f"Which {with_noun(view.stops, 'venue')}?",
        finding=_finding(context, asked, outcome) if outcome else Finding(why),
        picture=None,
        table=Table(
            (
                Column("number", "Number", numeric=True, decimals=0),
                *_day_column(view),
                Column("code", "Code", shown="download"),
                Column("venue", "Venue"),
                Column("kind", "Kind"),
                Column("address", "Address"),
                Column("choice", "Your choice", shown="when filled"),
                Column(
                    "served",
                    "People for whom it is nearest",
                    numeric=True,
                ),
                Column("neighbourhoods", f"{capital(ranking.nouns)} within the walk"),
                Column("cost", _cost_heading(view), numeric=True, shown="when filled", decimals=0),
            ),
            rows,
            f"Venues proposed for {with_noun(len(ranking.listed), ranking.noun)}",
        ),
        indicators=(ranking.subject,),
        notes=(
            METHODS[view.goal],
            *_fifth(ranking, view),
            *_proved(outcome),
            *_weights(view),
            *how_near(ranking),
            *left_out(ranking),
            *notes(ranking, view),
        ),
    )


def _fifth(ranking: Ranking, view: ReachView) -> tuple[str, ...]:
    if view.goal != "fair":
        return ()
    of = f"The worst-served fifth are the {ranking.nouns} of lowest uptake that together hold a"
    return (f"{of} fifth of {'those counted among' if ranking.local else 'the register'}.",)


def _weights(view: ReachView) -> tuple[str, ...]:
    said = "Weights of need order the list; the plan counts people, whatever the weights."
    return (said,) if view.is_weighted else ()


def _day_column(view: ReachView) -> tuple[Column, ...]:
    one = Column("day", "Day or team", numeric=True, decimals=0)
    return (one,) if view.days > 1 else ()


def _cost_heading(view: ReachView) -> str:
    unit = "metres longer" if view.goal == "median" else "fewer people"
    return f"Cost of your choice, {unit}"


def _proved(outcome: Outcome | None) -> tuple[str, ...]:
    """Whether a plan is the best there is."""
    if outcome is None:
        return ()
    if outcome.plan.proved:
        return ("No other choice does better: that is proved (HiGHS, by PySAL spopt).",)
    return (
        "The time ran out before the best choice was proved. It falls short of it by "
        f"{percent(outcome.plan.gap)} at most.",
    )


def _finding(context: Context, asked: Question, outcome: Outcome) -> Finding:
    """Whom the plan covers, by which venues in the order of their numbers."""
    say, found, view = Writer(context.href()), outcome.plan, asked.view
    whole = int(sum(asked.reach.people))
    within = say.value("covered", "selection", found.people, number(found.people))
    every = say.value("not reached", "selection", whole, number(whole))
    served = _served(asked, found)
    order = ordered(asked, outcome)
    names = joined(
        [asked.reach.venues[at].name for at in order if served[at] or view.goal == "median"],
        most=4,
        noun="venues",
    )
    idle = [at for at in order if not served[at]] if view.goal != "median" else []
    more = (
        f" {capital(with_noun(len(idle), 'more venue'))} would cover nobody else." if idle else ""
    )
    said = f"{within} of {every} people not reached are within {number(view.walk)} m of one of "
    also = f"{names}.{more}" if names else more.strip()
    if view.goal == "median":
        walk = say.value("walk", "selection", found.metres, number(found.metres))
        also = f"The nearest one is {walk} m away on foot on average. {also}"
    return say.finding(f"{said}{with_noun(view.stops, 'venue')}.", also=also)


def days(asked: Question, found: Plan) -> dict[int, int]:
    """The day of each venue: those that are nearest to most people first, so many a day."""
    served = _served(asked, found)
    order = sorted(found.venues, key=lambda at: (-served[at], at))
    return {at: 1 + place // asked.view.k for place, at in enumerate(order)}


def _served(asked: Question, found: Plan) -> dict[int, int]:
    """People within the walk for whom a venue is the nearest of the plan."""
    chosen = list(found.venues)
    nearest = asked.reach.walked[:, chosen].argmin(axis=1)
    near = asked.reach.near[:, chosen].any(axis=1)
    return {
        at: int(asked.reach.people[(nearest == place) & near].sum())
        for place, at in enumerate(chosen)
    }


def ordered(asked: Question, outcome: Outcome) -> list[int]:
    """The venues of a plan in the order of their numbers: by day, then by whom they are for."""
    served, day = _served(asked, outcome.plan), days(asked, outcome.plan)
    return sorted(outcome.plan.venues, key=lambda at: (day[at], -served[at], at))


def _rows(asked: Question, outcome: Outcome) -> list[tuple[Cell, ...]]:
    """The venues of the plan, and those that were left out with what that costs."""
    served, day = _served(asked, outcome.plan), days(asked, outcome.plan)
    left = [at for at in outcome.costs if at not in outcome.plan.venues]
    return [
        _row(asked, outcome, at, place, served[at], day[at])
        for place, at in enumerate(ordered(asked, outcome), start=1)
    ] + [_row(asked, outcome, at, None, None, None) for at in left]


def _row(
    asked: Question,
    outcome: Outcome,
    at: int,
    place: int | None,
    served: int | None,
    day: int | None,
) -> tuple[Cell, ...]:
    one = asked.reach.venues[at]
    cost = outcome.costs.get(at)
    if cost is not None and asked.view.goal == "median":
        cost = -cost  # a longer walk is the cost
    names = [asked.ranking.level.names[each] for each in asked.ranking.listed]
    near: Array = np.flatnonzero(asked.reach.near[:, at])
    return (
        place,
        *((day,) if asked.view.days > 1 else ()),
        one.code,
        one.name,
        kind_name(one.kind),
        one.where,
        choice(one.code, asked.view),
        served,
        joined([names[each] for each in near.tolist()]),
        cost,
    )
