"""Proves where sessions reach most, with spopt's models and the solver HiGHS.

Imported by the planner's own process alone: it brings pandas, geopandas and matplotlib with it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from time import monotonic
from typing import Any, Literal

import highspy
import numpy as np
import numpy.typing as npt
import pulp
from spopt.locate import MCLP, PMedian

from geodata.reach.bounds import least_walk
from geodata.reach.interchange import exchange, first_plan, merit
from geodata.reach.problem import Plan, Problem, evaluate, short
from geodata.reach.progress import Progress, Stage, Tell

Array = npt.NDArray[Any]

# A model has a term for each area and venue, which take this long to write down and this much room.
SECONDS_A_TERM = {"cover": 8e-6, "median": 1e-4}
MOST_TERMS = {"cover": 2_000_000, "median": 60_000}
CLOSE = 1e-6  # of a walk
ROUNDING = 0.01  # people by which a solver's bound may be too low


@dataclass(frozen=True)
class _Found:
    """The bound that no plan exceeds, nan for none, and whether it is met."""

    bound: float
    optimal: bool


class _Search(pulp.HiGHS):  # type: ignore[misc]
    """PuLP's HiGHS, without gaps, on one thread, begun from a plan and ended at a time.

    `begin` are all variables that are 1 in the plan. All, since HiGHS completes a plan by a search
    of its own, and tells the gap of that.
    """

    def __init__(self, begin: list[Any], until: float, tell: Callable[[Any], None]) -> None:
        kinds = highspy.cb.HighsCallbackType
        super().__init__(
            msg=False,
            gapRel=0.0,
            gapAbs=0.0,
            threads=1,
            callbackTuple=(lambda _kind, _text, out, _in, _data: tell(out), None),
            callbacksToActivate=[kinds.kCallbackMipLogging, kinds.kCallbackMipImprovingSolution],
        )
        self._begin, self._until = begin, until

    def callSolver(self, lp: Any) -> None:  # noqa: N802 - PuLP's own name
        """Run with what time is left."""
        values = np.zeros(len(lp.variables()))
        values[[one.index for one in self._begin]] = 1
        solution = highspy.HighsSolution()
        solution.col_value = values.tolist()
        lp.solverModel.setSolution(solution)
        lp.solverModel.setOptionValue("time_limit", max(0.05, self._until - monotonic()))
        lp.solverModel.run()


class _Run:
    """One question to the solver: the best so far, how good that is, and when it must end.

    `gap` holds what is certain. What HiGHS says in between is told and not held.
    """

    def __init__(self, problem: Problem, *, until: float, tell: Tell, stage: Stage) -> None:
        self.problem, self.until = problem, until
        self._tell, self._stage, self._begun = tell, stage, monotonic()
        self.venues = first_plan(problem, until=until)
        self.plan = evaluate(problem, self.venues)
        self.gap = self._said = self.plan.gap
        self.say()

    @property
    def seconds(self) -> float:
        """Since the question was asked."""
        return monotonic() - self._begun

    def say(self, gap: float = 1.0) -> None:
        """Tell the best so far and the least gap that was said of it."""
        self._said = min(self._said, self.gap, gap)
        best = self.plan.metres if self.problem.goal == "median" else self.plan.people
        self._tell(Progress(self._stage, self.seconds, best, self._said))

    def offer(self, venues: tuple[int, ...]) -> None:
        """Take venues if they are better than the best so far."""
        self.venues = min(self.venues, venues, key=lambda one: (*merit(self.problem, one), one))
        self.plan = evaluate(self.problem, self.venues)
        self.gap = min(self.gap, self.plan.gap)

    def settle(self) -> None:
        """Exchange what is equally good, so that the same plan is given."""
        self.offer(exchange(self.problem, self.venues, until=self.until))

    def fits(self, kind: Literal["cover", "median"]) -> bool:
        """Whether the model is small enough to be written down in the time left."""
        terms = len(self.problem.people) * len(self.problem.allowed)
        left = self.until - monotonic()
        return terms <= MOST_TERMS[kind] and terms * SECONDS_A_TERM[kind] < left


def solve(problem: Problem, *, seconds: float, tell: Tell, stage: Stage = "searching") -> Plan:
    """The best plan, proved, or after `seconds` the best so far with its gap.

    "cover" is the maximal covering location problem (Church and ReVelle, Papers of the Regional
    Science Association 32 (1974), 101-118), "median" the p-median problem (Hakimi, Operations
    Research 12 (1964), 450-459), "fair" the first twice. A model that could not be written down in
    the time is not begun. `tell` is called with Progress.
    """
    run = _Run(problem, until=monotonic() + seconds, tell=tell, stage=stage)
    if not run.plan.proved:
        gap = {"cover": _people, "median": _median, "fair": _fair}[problem.goal](run)
        run.gap = min(run.gap, gap)
    run.settle()
    run.say()
    return replace(run.plan, proved=run.gap == 0, gap=run.gap, seconds=run.seconds)


def costs(problem: Problem, plan: Plan, *, seconds: float, tell: Tell) -> dict[int, int]:
    """By pinned or excluded venue, the best without that pin or exclusion less the plan's value.

    The value is people covered ("cover", "fair") or the mean walk in metres, rounded ("median"), so
    that an exclusion which costs anything is above 0, or below 0 for a walk. Under "fair" it can be
    below 0 too: more of the worst-served fifth may mean fewer people. Only proved plans are
    compared; venues for which the seconds did not suffice are left out.
    """
    until, found = monotonic() + seconds, {}
    for venue in (*problem.pinned, *problem.excluded) if plan.proved else ():
        left = until - monotonic()
        if left <= 0:
            break
        free = replace(
            problem,
            pinned=tuple(one for one in problem.pinned if one != venue),
            excluded=tuple(one for one in problem.excluded if one != venue),
        )
        other = solve(free, seconds=left, tell=tell, stage="comparing")
        if other.proved:
            metres = round(other.metres - plan.metres)
            found[venue] = metres if problem.goal == "median" else other.people - plan.people
    return found


def _people(run: _Run) -> float:
    """The gap of the best plan in people covered."""
    return _cover(run, run.problem.weights, lambda plan: plan.people)


def _fair(run: _Run) -> float:
    """The gap of the best plan in the worst-served fifth, or else in people."""
    problem = run.problem
    worst = _cover(run, problem.worst_weights, lambda plan: plan.worst, told=1.0)
    return max(worst, _cover(run, problem.weights, lambda plan: plan.people, told=worst, fair=True))


def _cover(
    run: _Run,
    weights: Array,
    value: Callable[[Plan], int],
    *,
    told: float = 0.0,
    fair: bool = False,
) -> float:
    """The gap of the best plan in people covered; `fair` keeps what is covered of the worst.

    Meanwhile no gap below `told` is told.
    """
    problem = run.problem
    if not run.fits("cover"):
        return 1.0
    columns = problem.walks[:, problem.allowed]
    rows = np.flatnonzero((columns <= problem.within).any(axis=1) & (problem.weights > 0))
    model = MCLP.from_cost_matrix(
        columns[rows], weights[rows], problem.within, problem.count, _pins(problem)
    )
    if fair:
        worst = problem.worst_weights[rows]
        held = [int(one) * model.cli_vars[at] for at, one in enumerate(worst) if one]
        model.problem += pulp.lpSum(held) >= run.plan.worst
    walks = columns[np.ix_(rows, np.isin(problem.allowed, run.venues).nonzero()[0])]
    inside = walks.min(axis=1, initial=np.inf) <= problem.within
    begin = [one for one, here in zip(model.cli_vars, inside, strict=True) if here]
    found = _search(run, model, begin, lambda gap: max(told, gap / (1 + gap)))
    bound = np.floor(found.bound + ROUNDING)
    return short(bound, value(run.plan)) if np.isfinite(bound) else 1.0


def _median(run: _Run) -> float:
    """The gap of the best plan in the mean walk."""
    problem, total = run.problem, run.problem.weights.sum()
    least = least_walk(problem, run.plan.metres * total, until=run.until)
    run.gap = min(run.gap, short(run.plan.metres * total, least))
    run.say()
    if not run.fits("median"):
        return run.gap
    columns = problem.walks[:, problem.allowed]
    model = PMedian.from_cost_matrix(columns, problem.weights, problem.count, _pins(problem))
    nearest = np.where(np.isin(problem.allowed, run.venues), columns, np.inf).argmin(axis=1)
    begin = model.cli_assgn_vars[np.arange(len(nearest)), nearest].tolist()
    found = _search(run, model, begin, lambda gap: gap)
    if not np.isfinite(found.bound):
        return 1.0
    gap = short(run.plan.metres * total, found.bound)
    return 0.0 if found.optimal and gap < CLOSE else gap


def _pins(problem: Problem) -> Array:
    """Which of the allowed venues are pinned, 0 or 1, as spopt wants them."""
    return np.isin(problem.allowed, problem.pinned).astype(np.int64)


def _search(run: _Run, model: Any, begin: list[Any], gap_of: Callable[[float], float]) -> _Found:
    """Let HiGHS solve a model of spopt until the run must end; offers what it finds to the run.

    `begin` are the variables of areas that are 1 in the best so far.
    """
    allowed = run.problem.allowed
    if monotonic() >= run.until:
        return _Found(np.nan, False)

    def venues_of(values: Any) -> tuple[int, ...]:
        chosen = zip(allowed, model.fac_vars, strict=True)
        return tuple(at for at, one in chosen if values[one.index] > 0.5)

    def told(out: Any) -> None:
        if len(out.mip_solution):
            run.offer(venues_of(out.mip_solution))
        run.say(gap_of(out.mip_gap) if np.isfinite(out.mip_gap) else 1.0)

    chosen = [one for at, one in zip(allowed, model.fac_vars, strict=True) if at in run.venues]
    lp = model.problem
    lp.solve(_Search([*chosen, *begin], run.until, told))
    highs = lp.solverModel
    info, sign = highs.getInfo(), -1 if lp.sense == pulp.LpMaximize else 1
    if info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible:
        run.offer(venues_of(highs.getSolution().col_value))
    optimal = highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
    return _Found(sign * info.mip_dual_bound, optimal)
