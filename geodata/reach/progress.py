"""What is told while venues are planned, and at the end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from geodata.reach.problem import Plan

Stage = Literal["waiting", "starting", "searching", "comparing"]


@dataclass(frozen=True)
class Progress:
    """How far a plan is: seconds since it was asked for, and the best found so far.

    `stage`: "waiting" for another plan to be finished, "starting" the planner, "searching" for the
    best plan, "comparing" it with plans without a pin or an exclusion. `best` is the number of
    people covered (goals "cover" and "fair") or the mean walk in metres ("median"), `gap` by how
    much of itself it at most falls short, 0 to 1; None before there is one.
    """

    stage: Stage
    seconds: float
    best: float | None = None
    gap: float | None = None


@dataclass(frozen=True)
class Outcome:
    """A plan and, by venue, what each pin and exclusion changes.

    `costs`: the best without that pin or exclusion less the plan's value, people or whole metres. A
    venue for which time ran out is not in it.
    """

    plan: Plan
    costs: Mapping[int, int]


Tell = Callable[[Progress], None]
