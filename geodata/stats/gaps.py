"""Gaps: who makes one, whether it has changed, and one of figures without counts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from geodata.stats.arrays import CONFIDENCE, Floats, Numbers, same_length
from geodata.stats.averages import weighted_mean_by
from geodata.stats.intervals import newcombe_difference

Pair = tuple[npt.ArrayLike, npt.ArrayLike]


@dataclass(frozen=True, eq=False)
class Contributions:
    """The parts of a place's gap from a benchmark, a group each; `points` add up to `gap`.

    `points` are `weight` (the group's fraction of all people) times `value` less the benchmark.
    A group of nobody has points 0 and value nan. In per cent and percentage points, or per so many.
    """

    points: Floats
    weight: Floats
    value: Floats
    gap: float


@dataclass(frozen=True, eq=False)
class IndicativeGap:
    """The mean of each quintile, most deprived first, and least less most deprived: no interval.

    `ends` are the outermost quintiles (1 to 5) that have a mean; the gap is nan with fewer than
    two.
    """

    means: Floats
    gap: float
    ends: tuple[int, int]


def decompose(
    numerators: Numbers,
    denominators: Numbers,
    benchmark: float,
    groups: Numbers,
    *,
    per: float = 100,
) -> Contributions:
    """How much each group of areas adds to the whole place's gap from a benchmark.

    With a/n of a group, N of all people and benchmark b: (per a - b n) / N, which is the group's
    fraction of people times its own gap. The parts add up to the place's gap exactly. It is the
    part due to rates of E. M. Kitagawa, Journal of the American Statistical Association 50 (1955),
    1168-1194, with one rate b for every group of the standard, so that no part is due to who lives
    where. `groups` numbers the group of each area from 0.
    Areas without a figure are left out, of the place too. Refused where nobody is counted, or an
    area counted is in no group (-1): parts would not add up.
    """
    counts, totals = same_length(numerators, denominators)
    number = np.asarray(groups, dtype=np.int64)
    there = ~np.isnan(counts) & (totals > 0)
    if not there.any() or bool((number[there] < 0).any()):
        raise ValueError("A gap is made by areas that count people and are each in a group.")
    size = int(number.max()) + 1
    above, below = (
        np.bincount(number[there], weights=one[there], minlength=size) for one in (counts, totals)
    )
    everybody = float(below.sum())
    value = per * above / np.where(below > 0, below, np.nan)
    return Contributions(
        points=(per * above - benchmark * below) / everybody,
        weight=below / everybody,
        value=value,
        gap=per * float(above.sum()) / everybody - benchmark,
    )


def change_of_gap(
    most_before: Pair,
    least_before: Pair,
    most_after: Pair,
    least_after: Pair,
    *,
    correlation: float = 0.0,
    confidence: float = CONFIDENCE,
) -> tuple[Floats, Floats, Floats]:
    """The gap (least less most deprived) after, less that before: change, low, high, as fractions.

    Each pair is a numerator and a denominator. The gaps have Newcombe's limits, and those are
    squared and added once more: R. G. Newcombe, "Estimating the difference between differences:
    measurement of additive scale interaction for proportions", Statistics in Medicine 20 (2001),
    2885-2893; in general the method of variance estimates recovery, G. Y. Zou and A. Donner,
    Statistics in Medicine 27 (2008), 1693-1702, which takes the correlation of both gaps.

    Assumption: that correlation is unknown where the same people are counted twice without being
    linked, and is taken as 0. Who is counted at both dates makes it positive as a rule, and the
    interval is then too wide: a change outside it is sure, one within it may yet be real.
    """
    before, low1, high1 = newcombe_difference(*least_before, *most_before, confidence=confidence)
    after, low2, high2 = newcombe_difference(*least_after, *most_after, confidence=confidence)
    change = after - before
    down = _joined(after - low2, high1 - before, correlation)
    up = _joined(high2 - after, before - low1, correlation)
    return change, change - down, change + up


def _joined(one: Floats, other: Floats, correlation: float) -> Floats:
    """The distance to a limit of a difference, from those of its two parts."""
    square = one**2 + other**2 - 2 * correlation * one * other
    return np.asarray(np.sqrt(square), dtype=np.float64)


def weighted_gap(values: Numbers, people: Numbers, quintile: Numbers) -> IndicativeGap:
    """The gap of a figure that comes without counts: people-weighted means of quintiles 1 to 5.

    So is life expectancy of neighbourhoods summed up where deaths are not to hand. It is indicative
    only: a mean of life expectancies is not the life expectancy of all, and there is no interval.
    Quintile 0 (none) and values that are nan are left out.
    """
    numbers, weights = same_length(values, people)
    number = np.asarray(quintile, dtype=np.int64)
    inside = number > 0
    means = weighted_mean_by(numbers[inside], weights[inside], number[inside] - 1, 5)
    known = np.flatnonzero(~np.isnan(means))
    if known.size < 2:
        return IndicativeGap(means, float("nan"), (0, 0))
    first, last = int(known[0]), int(known[-1])
    return IndicativeGap(means, float(means[last] - means[first]), (first + 1, last + 1))
