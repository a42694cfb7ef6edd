"""True counts as one table: areas by doses, dates, ages and sexes, and their totals.

Nothing of this module is ever written. Totals over ages and sexes are cells like any other, so
that what protects the parts protects them too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from geodata.own.ages import in_order
from geodata.own.layout import SEXES
from geodata.own.places import Placed

Array = npt.NDArray[Any]
ALL = "all"  # the total over ages, or over sexes


class Figure(NamedTuple):
    """What sets one figure of a file apart; "" for what the file does not tell, ALL for a total."""

    dose: str
    date: str
    age: str
    sex: str


@dataclass(frozen=True, eq=False)
class Cells:
    """Counts and what they are out of: arrays of figures by areas, nan where nothing was given."""

    areas: tuple[str, ...]
    figures: tuple[Figure, ...]
    count: Array
    out_of: Array

    def true(self, figure: int, area: int) -> tuple[int, int]:
        """The count of a cell that was given, and what it is out of."""
        return int(self.count[figure, area]), int(self.out_of[figure, area])

    def steady(self, area: int) -> bool:
        """Whether counts of an area are out of the same people at each date."""
        people: dict[Figure, set[float]] = {}
        for at, figure in enumerate(self.figures):
            people.setdefault(figure._replace(dose="", date=""), set()).add(self.out_of[at, area])
        return all(len(one) == 1 for one in people.values())

    def each(self) -> Iterator[tuple[int, int]]:
        """The cells that were given, as figure and area."""
        return ((int(f), int(a)) for f, a in np.argwhere(~np.isnan(self.count)))


def cells_of(file: str, placed: Placed) -> Cells:
    """The table of a file: its rows, and totals wherever every part of one is given."""
    rows = placed.rows
    ages = in_order(file, dict.fromkeys(rows["age"], 0))
    sexes = [one for one in ("", *SEXES) if one in set(rows["sex"])]
    doses = list(dict.fromkeys(rows["dose"]))
    axes: list[Sequence[str]] = [doses, sorted(set(rows["date"])), ages, sexes]
    shape = (*map(len, axes), len(placed.codes))
    at = {code: index for index, code in enumerate(placed.codes)}
    names = ("dose", "date", "age", "sex")
    places = [rows[name].map(list(axis).index) for name, axis in zip(names, axes, strict=True)]
    index = (*places, rows["area"].map(at))
    count, out_of = (_filled(shape, index, rows[name]) for name in ("count", "out_of"))
    for axis in (2, 3):
        if shape[axis] > 1:
            count, out_of = (_with_total(one, axis) for one in (count, out_of))
            axes[axis] = (*axes[axis], ALL)
    figures = tuple(Figure(*one) for one in product(*axes))
    flat = (len(figures), len(placed.codes))
    return Cells(placed.codes, figures, count.reshape(flat), out_of.reshape(flat))


def _filled(shape: tuple[int, ...], index: tuple[Any, ...], values: pd.Series[Any]) -> Array:
    array = np.full(shape, np.nan)
    array[index] = values
    return array


def _with_total(array: Array, axis: int) -> Array:
    return np.concatenate([array, array.sum(axis=axis, keepdims=True)], axis=axis)
