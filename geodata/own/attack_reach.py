"""What the page that plans outreach would tell an attacker.

It prints people not reached of each area and in all, people needed for floors, and the people
within a walk of venues, whatever is selected. Each of these is compared with what follows from the
printed figures of the areas alone; where one of them differs, all is taken for the truth.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import inf
from typing import Any

import numpy as np
import numpy.typing as npt

from geodata.candidates import candidates
from geodata.own.cells import Cells, Figure
from geodata.own.entry import name_of
from geodata.own.sums import Sum, masks
from geodata.own.system import CLOSE
from geodata.reach.counts import Counts, counts_of
from geodata.reach.walks import centroids, distances, walked
from geodata.store import Store

Array = npt.NDArray[Any]
FLOORS = tuple(at / 100 for at in range(5, 100, 5))
WALKS = (600, 1200, 2400)  # metres


def told_by_reach(store: Store, key: str, cells: Cells, *, seed: int) -> list[Sum]:
    """What is printed of the figures of a file, if their printed cells do not tell all of it."""
    found = []
    for figure in cells.figures:
        own = f"{key}_{name_of(figure)}"
        asked = _as_reach_asks(store, own, figure.date)
        shown = asked and counts_of(store, own)
        if asked and shown:
            selections = _selections(store, asked, seed=seed)
            found.append(prints(figure, asked, shown, selections))
    return taken_for_true(found)


def _as_reach_asks(store: Store, key: str, date: str) -> Counts | None:
    """The counts of a figure by its trend and date, where it has one; None of practices."""
    if store.values(key).indicator.level == "practice":
        return None
    trends = (one.indicator for one in store.catalogue.trends if key in one.at)
    trend = next(trends, "")
    return counts_of(store, trend, date) if trend else counts_of(store, key)


def taken_for_true(found: Iterable[tuple[list[Sum], bool]]) -> list[Sum]:
    """All that is printed of several figures, if any of it tells more than is shown; or nothing."""
    found = list(found)
    return [one for sums, _ in found for one in sums] if any(more for _, more in found) else []


def prints(
    figure: Figure, asked: Counts, shown: Counts, selections: Iterator[Array]
) -> tuple[list[Sum], bool]:
    """What is printed of counts, and whether any of it does not follow from those that are shown.

    `selections` are masks of the areas: listed, or covered by a plan.
    """
    codes, sums, differs = np.array(asked.level.codes), [], False
    for inside in selections:
        listed = inside & ~np.isnan(asked.missing)
        total = float(asked.missing[listed].sum())
        differs |= abs(total - float(np.nansum(shown.missing[inside]))) > CLOSE
        sums.append(Sum(figure, frozenset(codes[listed]), -1, 1, (total, total)))
    for floor in FLOORS:
        needed, expected = asked.floor(floor).needed, shown.floor(floor).needed
        told = np.flatnonzero(~np.isnan(needed))
        differs |= not np.array_equal(needed, expected, equal_nan=True)
        for at in told:
            among = (needed[at] - 1, needed[at]) if needed[at] else (-inf, 0.0)
            sums.append(Sum(figure, frozenset(codes[[at]]), -1, floor, among))
        most = float(needed[told].sum())
        sums.append(Sum(figure, frozenset(codes[told]), -1, floor, (-inf, most)))
    return sums, differs


def _selections(store: Store, counts: Counts, *, seed: int) -> Iterator[Array]:
    """The whole, wards, selections, and what is within walks of each venue."""
    yield np.ones(len(counts.level.codes), dtype=np.bool_)
    ward = store.level("ward").of_area
    for one in np.unique(ward):
        yield store.members(ward == one, counts.level)
    for mask in masks(store, seed=seed):
        yield store.members(mask, counts.level)
    every = candidates(store)
    lats, lons = (np.array([getattr(one, name) for one in every]) for name in ("lat", "lon"))
    metres = walked(distances(centroids(store, counts.level), lats, lons))
    for walk in WALKS:
        yield from (metres <= walk).T
