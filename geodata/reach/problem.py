"""The question of where to hold sessions, and the plan that answers it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any, Literal, NoReturn

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
Goal = Literal["cover", "median", "fair"]
GOALS = ("cover", "median", "fair")
FIFTH = 0.2


@dataclass(frozen=True)
class Problem:
    """n areas and m venues, of which `count` are to be chosen.

    `people` to be reached and `worst` (whether it is of the worst-served fifth) are of each area;
    `metres` are n rows of m walks. An area is covered when a chosen venue is `within` metres.
    `pinned` venues are chosen, `excluded` ones are not; both are indices.

    `goal`: "cover", most people covered; "median", the least mean walk; "fair", most people of the
    worst-served fifth covered and, among such plans, most people. ValueError says what was found
    and what is expected.
    """

    people: tuple[int, ...]
    worst: tuple[bool, ...]
    metres: tuple[tuple[float, ...], ...]
    within: float
    count: int
    goal: Goal
    pinned: tuple[int, ...] = ()
    excluded: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        _check_numbers(self)
        _check_choice(self)

    @cached_property
    def walks(self) -> Array:
        """Metres as an array (n, m)."""
        return np.array(self.metres, dtype=np.float64)

    @cached_property
    def weights(self) -> Array:
        """People as an array."""
        return np.array(self.people, dtype=np.float64)

    @cached_property
    def worst_weights(self) -> Array:
        """People of the worst-served fifth as an array, 0 elsewhere."""
        return np.where(self.worst, self.weights, 0)

    @property
    def allowed(self) -> tuple[int, ...]:
        """The venues that are not excluded."""
        left_out = set(self.excluded)
        return tuple(one for one in range(len(self.metres[0])) if one not in left_out)

    def to_json(self) -> str:
        """One line of JSON."""
        return json.dumps({one.name: getattr(self, one.name) for one in fields(self)})

    @classmethod
    def from_json(cls, text: str) -> Problem:
        """From what `to_json` gives; ValueError for anything else."""
        try:
            read = json.loads(text)
            rows = tuple(map(tuple, read.pop("metres")))
            return cls(metres=rows, **{name: _tuple(value) for name, value in read.items()})
        except (AttributeError, KeyError, TypeError) as error:
            raise ValueError(f"problem: found {error!r}, expected its fields as JSON.") from error


@dataclass(frozen=True)
class Plan:
    """Chosen venues (indices, ascending) and what they reach.

    `covered` is of each area; `people` are those covered, `worst` those of the worst-served fifth
    among them; `metres` is the mean walk to the nearest chosen venue, weighted by people (0 when
    there are none). `proved`: nothing better exists; else `gap`, 0 to 1, is by how much of itself
    the value at most falls short. `seconds` is how long that took.
    """

    venues: tuple[int, ...]
    covered: tuple[bool, ...]
    people: int
    metres: float
    worst: int
    proved: bool
    gap: float
    seconds: float


def evaluate(problem: Problem, venues: Iterable[int]) -> Plan:
    """What venues reach, by the same arithmetic for a solver's plan and for a reader's own.

    The gap is to what all venues that may be used would reach together; a plan that reaches as much
    is proved. ValueError for no venue or one that does not exist.
    """
    chosen = sorted({int(one) for one in venues})
    _check_venues("venues", chosen, problem.walks.shape[1])
    if not chosen:
        _refuse("venues", "none", "at least one")
    inside, people, worst, metres = _reach(problem, chosen)
    _, most, most_worst, least = _reach(problem, problem.allowed)
    gap = {
        "cover": short(most, people),
        "fair": max(short(most_worst, worst), short(most, people)),
        "median": short(metres, least),
    }[problem.goal]
    return Plan(
        venues=tuple(chosen),
        covered=tuple(inside.tolist()),
        people=int(people),
        metres=metres,
        worst=int(worst),
        proved=gap == 0,
        gap=gap,
        seconds=0.0,
    )


def short(larger: float, smaller: float) -> float:
    """By how much of itself the larger number exceeds the smaller; 0 when it does not."""
    return max(0.0, float((larger - smaller) / larger)) if larger > 0 else 0.0


def worst_fifth(uptake: Array, people: Array) -> tuple[bool, ...]:
    """The areas of lowest uptake that together hold a fifth of the people: a boolean of each.

    The one in which the fifth is reached is among them. Areas whose uptake is nan are not; of equal
    uptakes the earlier area comes first.
    """
    uptake, people = (np.asarray(one, dtype=np.float64) for one in (uptake, people))
    known = np.flatnonzero(~np.isnan(uptake) & (people > 0))
    order = known[np.argsort(uptake[known], kind="stable")]
    before = np.cumsum(people[order]) - people[order]
    found = np.zeros(len(uptake), dtype=np.bool_)
    found[order[before < FIFTH * people[known].sum()]] = True
    return tuple(found.tolist())


def _reach(problem: Problem, venues: Iterable[int]) -> tuple[Array, float, float, float]:
    nearest = problem.walks[:, list(venues)].min(axis=1)
    inside = nearest <= problem.within
    total = problem.weights.sum()
    mean = float(problem.weights @ nearest / total) if total else 0.0
    return inside, problem.weights @ inside, problem.worst_weights @ inside, mean


def _check_numbers(problem: Problem) -> None:
    areas = len(problem.people)
    if not areas or not len(problem.worst) == len(problem.metres) == areas:
        found = f"{areas}, {len(problem.worst)} and {len(problem.metres)} areas"
        _refuse("people, worst and metres", found, "one or more areas, the same in each")
    for people, worst in zip(problem.people, problem.worst, strict=True):
        if isinstance(people, bool) or not isinstance(people, int) or people < 0:
            _refuse("people", repr(people), "whole numbers from 0")
        if not isinstance(worst, bool):
            _refuse("worst", repr(worst), "true or false")
    if len({len(row) for row in problem.metres}) != 1 or not problem.metres[0]:
        _refuse("metres", "rows of different lengths or none", "a row of walks for each area")
    bad = problem.walks[~(np.isfinite(problem.walks) & (problem.walks >= 0))]
    if bad.size:
        _refuse("metres", str(bad[0]), "metres from 0")
    if not 0 <= problem.within < np.inf:
        _refuse("within", str(problem.within), "metres from 0")


def _check_choice(problem: Problem) -> None:
    if problem.goal not in GOALS:
        _refuse("goal", repr(problem.goal), f"one of {', '.join(GOALS)}")
    size = len(problem.metres[0])
    _check_venues("pinned", problem.pinned, size)
    _check_venues("excluded", problem.excluded, size)
    both = sorted(set(problem.pinned) & set(problem.excluded))
    if both:
        _refuse("pinned and excluded", f"venue {both[0]} in both", "a venue in one of them")
    usable = size - len(set(problem.excluded))
    if not usable:
        _refuse("excluded", f"all {size} venues", "one or more that may be used")
    if isinstance(problem.count, bool) or not isinstance(problem.count, int):
        _refuse("count", repr(problem.count), "a whole number")
    if not 1 <= problem.count <= usable:
        _refuse("count", str(problem.count), f"1 to the {usable} venues that may be used")
    if len(problem.pinned) > problem.count:
        _refuse("pinned", f"{len(problem.pinned)} venues", f"no more than the {problem.count}")


def _check_venues(name: str, venues: Iterable[int], size: int) -> None:
    seen = list(venues)
    for one in seen:
        if isinstance(one, bool) or not isinstance(one, int) or not 0 <= one < size:
            _refuse(name, f"venue {one!r}", f"0 to {size - 1}")
    if len(set(seen)) != len(seen):
        _refuse(name, str(seen), "each venue once")


def _tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _refuse(name: str, found: str, expected: str) -> NoReturn:
    raise ValueError(f"{name}: found {found}, expected {expected}.")
