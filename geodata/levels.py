"""A level of areas in memory: their codes, names and shapes, and which LSOAs each is made of."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]


@dataclass(frozen=True, eq=False)
class Level:
    """The areas of one level, by code, and for each LSOA 2021 the index of the one it is in."""

    name: str
    vintage: int
    codes: tuple[str, ...]
    names: tuple[str, ...]
    geometry: Array
    of_area: Array

    def of(self, codes: Collection[str]) -> Array:
        """Which LSOAs 2021 lie in areas of some codes; a code that is not known has none."""
        chosen: Array = np.zeros(len(self.codes), dtype=np.bool_)
        chosen[self.indexes(codes)] = True
        return np.asarray(chosen[self.of_area])

    def indexes(self, codes: Collection[str]) -> list[int]:
        """The indexes of codes, rising, each once; those that are not known are left out."""
        return sorted({self.index[code] for code in codes if code in self.index})

    @cached_property
    def index(self) -> dict[str, int]:
        """The index of each area by its code."""
        return {code: at for at, code in enumerate(self.codes)}

    @cached_property
    def parts(self) -> tuple[tuple[int, ...], ...]:
        """The LSOAs 2021 of each area, as indexes."""
        found: list[list[int]] = [[] for _ in self.codes]
        for part, area in enumerate(self.of_area.tolist()):
            found[area].append(part)
        return tuple(map(tuple, found))
