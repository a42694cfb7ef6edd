"""Everything that was chosen, as a table: what must be known to make the same list again."""

from __future__ import annotations

from charts.findings import Finding
from charts.model import Chart, Column, Context, Table
from charts.reach.ranking import Ranking
from charts.reach.venues import notes
from charts.reach.words import (
    UNKNOWN,
    asked,
    filters_words,
    how_near,
    left_out,
    listed_words,
    order_words,
    what_areas,
)
from charts.words import joined, with_noun
from geodata.candidates import candidates, kind_name
from geodata.format import number
from views.reach import GOALS, OPEN, ReachView

KEY = "reach_settings"


def settings(context: Context, ranking: Ranking, view: ReachView) -> Chart:
    """What was chosen, one row a choice."""
    return Chart(
        key=KEY,
        title="Settings",
        finding=Finding(f"This plan is for {asked(ranking)}.", view=context.href()),
        picture=None,
        table=Table(
            (Column("setting", "Setting"), Column("chosen", "Chosen")),
            tuple(chosen(ranking, view).items()),
            "What was chosen",
        ),
        indicators=(ranking.subject,),
        notes=(UNKNOWN, what_areas(ranking), *how_near(ranking), *notes(ranking, view)),
    )


def chosen(ranking: Ranking, view: ReachView) -> dict[str, str]:
    """Each choice by its name."""
    names = {one.code: one.name for one in candidates(ranking.store)}
    kinds = joined([kind_name(one) for one in view.venues]) or "none"
    each = f" on each of {with_noun(view.days, 'day')}" if view.days > 1 else ""
    return {
        "Whom": asked(ranking),
        "Listed": "; ".join((listed_words(ranking), *filters_words(ranking))),
        **({"Left out": " ".join(left_out(ranking))} if ranking.left_out else {}),
        "Order": order_words(view).removeprefix("In order of ").removesuffix("."),
        "Floor": f"{view.floor}%",
        "Kinds of venues": kinds,
        "Open on": OPEN[view.on],
        "Walk": f"{number(view.walk)} m at most, {number(view.detour, 2)} times the straight line",
        "Venues": f"{number(view.k)}{each}",
        "Chosen for": GOALS[view.goal],
        "Always chosen": joined([names[one] for one in view.pin]) or "none",
        "Venues left out": joined([names[one] for one in view.leave]) or "none",
    }
