"""Printed sums that tell more than their printed parts do, and the selections they are asked of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from geodata.geography import LSOA
from geodata.own.cells import Figure
from geodata.own.system import Range
from geodata.store import Store

Array = npt.NDArray[Any]
SELECTIONS = 200


@dataclass(frozen=True)
class Sum:
    """What is printed of a figure over some areas, and is not that of their printed figures.

    `count` times the true counts and `out_of` times what they are out of are in the range `among`.
    """

    figure: Figure
    areas: frozenset[str]
    count: float
    out_of: float
    among: Range


def masks(store: Store, *, seed: int) -> Iterator[Array]:
    """Selections of small areas: each alone, all but each, and as many at random."""
    size, rng = len(store.level(*LSOA).codes), np.random.default_rng(seed)
    for at in range(size):
        alone = np.arange(size) == at
        yield alone
        yield ~alone
    for _ in range(SELECTIONS):
        yield rng.random(size) < rng.random()
