"""Ranks to classes. Class 1 is the first of `Indicator.class_ends`; class 0 means no value.

Where something is of concern class 1 is that end; figures about who people are run low to high.

All cuts are exact whole-number arithmetic: no rank near a boundary depends on rounding.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from geodata.catalogue import Indicator
from geodata.errors import UnknownKeyError
from geodata.format import number as number_words
from geodata.format import rounded
from geodata.stats import rank_competition

if TYPE_CHECKING:
    from geodata.store import Values

Ranks = npt.NDArray[Any]
ClassNumbers = npt.NDArray[np.uint8]

BAND_ENDS = (1, 5, 10, 20, 50, 100)


@dataclass(frozen=True)
class Measure:
    """A way to group ranks into `classes` groups."""

    key: str
    label: str
    classes: int


MEASURES: dict[str, Measure] = {
    measure.key: measure
    for measure in (
        Measure("decile", "Decile", 10),
        Measure("national-quintile", "National quintile", 5),
        Measure("local-quintile", "Local quintile", 5),
        Measure("rank", "Rank bands", len(BAND_ENDS)),
    )
}


@dataclass(frozen=True, eq=False)
class Classes:
    """A class for each area, the words for each class, and whom the areas were ranked among."""

    measure: Measure
    number: ClassNumbers
    labels: tuple[str, ...]
    basis: str


def group(rank: Ranks, total: int, *, groups: int) -> ClassNumbers:
    """ceil(groups * rank / total), with 0 for rank 0."""
    ranks = np.asarray(rank, dtype=np.int64)
    if bool(((ranks < 0) | (ranks > total)).any()):
        raise ValueError(f"Ranks must lie between 1 and {total}, or be 0 where there is no value.")
    return (-(-groups * ranks // max(total, 1))).astype(np.uint8)


def decile(rank: Ranks, total: int) -> ClassNumbers:
    """ceil(10 * rank / total), as the Indices of Deprivation cut their deciles."""
    return group(rank, total, groups=10)


def national_quintile(rank: Ranks, total: int) -> ClassNumbers:
    """ceil(decile / 2): two deciles make a quintile."""
    return ((decile(rank, total) + 1) // 2).astype(np.uint8)


def local_group(rank: Ranks, groups: int) -> ClassNumbers:
    """The areas that have a rank, among themselves: ceil(groups * local rank / areas with a rank).

    Equal ranks take the same local rank (the best of them) and so the same group.
    """
    ranks = np.asarray(rank, dtype=np.int64)
    present = ranks > 0
    local = rank_competition(np.where(present, ranks, np.nan), largest_first=False)
    return group(local, int(present.sum()), groups=groups)


def rank_band(rank: Ranks, total: int) -> ClassNumbers:
    """Which band of BAND_ENDS a rank falls in: 1 is the first 1%, 2 is over 1% to 5%, and so on.

    Bands do not overlap (not cumulative). A rank is in the first band whose share it does not pass.
    """
    ranks = np.asarray(rank, dtype=np.int64)
    if bool(((ranks < 0) | (ranks > total)).any()):
        raise ValueError(f"Ranks must lie between 1 and {total}, or be 0 where there is no value.")
    ends = np.array(BAND_ENDS, dtype=np.int64) * total
    bands = np.searchsorted(ends, 100 * ranks, side="left") + 1
    return np.where(ranks > 0, bands, 0).astype(np.uint8)


CATEGORY = "category"  # the measure of figures that are words
BANDS = "reference"  # of figures around a reference: bands that have it in their middle
EDGES = (0.8, 0.95, 1.05, 1.25)  # of the reference; the outer two are each other's reciprocal


def measures_for(indicator: Indicator) -> tuple[str, ...]:
    """The measures that make sense: national quintiles need national ranks, words their own."""
    if indicator.kind.categorical:
        return (CATEGORY,)
    if indicator.reference is not None:
        return (BANDS,)
    national = indicator.total is not None
    return tuple(key for key in MEASURES if national or key != "national-quintile")


def usable_measure(indicator: Indicator, asked: str) -> str:
    """The measure shown when `asked` is chosen: local quintiles where no national rank exists."""
    if indicator.kind.categorical:
        return CATEGORY
    if indicator.reference is not None:
        return BANDS
    return asked if asked in measures_for(indicator) else "local-quintile"


def classify(values: Values, measure_key: str, *, place: str) -> Classes:
    """Class every area by its rank. `place`, the authority's name, is the basis when local."""
    indicator = values.indicator
    if measure_key not in measures_for(indicator):
        known = ", ".join(measures_for(indicator))
        raise UnknownKeyError(f"{indicator.key} has no measure {measure_key!r}, only {known}.")
    if measure_key == CATEGORY:
        return _categories(values, place=place)
    if indicator.reference is not None:
        return _bands(values, indicator.reference, place=place)
    measure = MEASURES[measure_key]
    local = indicator.total is None or measure_key == "local-quintile"
    if measure_key == "rank":
        number = rank_band(values.rank, values.total)
    elif local:
        number = local_group(values.rank, measure.classes)
    elif measure_key == "national-quintile":
        number = national_quintile(values.rank, values.total)
    else:
        number = decile(values.rank, values.total)
    return Classes(
        measure=measure,
        number=number if indicator.of_concern else _low_to_high(number, measure.classes),
        labels=labels(measure, indicator),
        basis=place if local else indicator.ranked_in,
    )


def _categories(values: Values, *, place: str) -> Classes:
    """A class for each word, in the order in which the catalogue lists them."""
    words = values.indicator.categories
    number = np.nan_to_num(values.value, nan=0.0).astype(np.uint8)
    return Classes(Measure(CATEGORY, "Category", len(words)), number, words, place)


def _bands(values: Values, reference: float, *, place: str) -> Classes:
    """Bands around a reference, each with its lower edge; the middle one holds the reference."""
    indicator = values.indicator
    digits = indicator.kind.decimals
    edges = [float(rounded(reference * one, digits)) for one in EDGES]
    band = 1 + np.searchsorted(edges, np.nan_to_num(values.value), side="right")
    below = [number_words(one - 10.0**-digits, digits) for one in edges]
    above = [number_words(one, digits) for one in edges]
    names = [
        f"{below[0]} and under",
        *(f"{low} to {high}" for low, high in zip(above, below[1:], strict=False)),
        f"{above[-1]} and over",
    ]
    names[2] += f" (near {number_words(reference)})"
    if indicator.largest_first and indicator.of_concern:
        band, names = len(names) + 1 - band, names[::-1]
    number = np.where(np.isnan(values.value), 0, band).astype(np.uint8)
    return Classes(Measure(BANDS, "Bands", len(names)), number, tuple(names), place)


def _low_to_high(number: ClassNumbers, classes: int) -> ClassNumbers:
    """Groups of ranks, of which the first is the highest, numbered from the lowest."""
    return np.where(number > 0, classes + 1 - number, 0).astype(np.uint8)


def labels(measure: Measure, indicator: Indicator) -> tuple[str, ...]:
    """Words for classes 1 and up, saying at both ends what the end means."""
    if measure.key == "rank":
        starts = (0, *BAND_ENDS[:-1])
        names = [
            f"over {start}% to {end}%" if start else f"first {end}%"
            for start, end in zip(starts, BAND_ENDS, strict=True)
        ]
    else:
        names = [str(number) for number in range(1, measure.classes + 1)]
    first, last = indicator.class_ends
    if measure.key == "rank" and not indicator.of_concern:
        names.reverse()
    names[0] += f" ({first})"
    names[-1] += f" ({last})"
    return tuple(names)
