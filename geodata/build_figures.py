"""From the columns of tables to the value, numerator and denominator of an indicator."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from geodata import build_marks, marks, stats
from geodata.catalogue import Indicator
from geodata.errors import TableError

PER_CENT = 100
DENSITY_DECIMALS = 1


@dataclass(frozen=True, eq=False)
class Figures:
    """What an indicator has in each row of its table; nan for what its kind does not have.

    `before` are numerator and denominator of the share that a change in a share starts from. Where
    a column holds a mark, everything is nan and `status` says what the mark means.
    """

    value: Any
    numerator: Any
    denominator: Any
    before: tuple[Any, Any] | None = None
    status: Any = None


def figures(
    indicator: Indicator, frame: pd.DataFrame, *, file: str, square_km: Mapping[str, float]
) -> Figures:
    """The figures of one indicator, row by row of its table.

    A mark in one part is the status of the whole, and the parts are left out with it: a share of
    several areas is then taken over the same areas above and below. Over nobody there is no value.
    """
    status = build_marks.status_of(frame, columns_of(indicator))
    known = status == marks.OK
    found = _figures(indicator, frame, known=known, file=file, square_km=square_km)
    return Figures(
        found.value.where(known),
        found.numerator.where(known),
        found.denominator.where(known),
        found.before and (found.before[0].where(known), found.before[1].where(known)),
        status.mask(known & found.value.isna(), "not_applicable"),
    )


def columns_of(indicator: Indicator) -> tuple[str, ...]:
    """The columns of its table that the figures of an indicator are made of, each needed."""
    one = indicator
    parts = (one.denominator_column, one.before_column, one.before_denominator_column)
    return tuple(name for name in (one.column, *one.columns, *parts) if name)


def _figures(
    indicator: Indicator,
    frame: pd.DataFrame,
    *,
    known: pd.Series[bool],
    file: str,
    square_km: Mapping[str, float],
) -> Figures:
    nothing = pd.Series(np.nan, index=frame.index)
    if indicator.formula == "diversity":
        counts = frame[list(indicator.columns)].to_numpy(dtype=np.float64)
        value = FORMULAS[indicator.formula](counts)
        total = pd.Series(counts.sum(axis=1), index=frame.index)
        return Figures(pd.Series(value, index=frame.index), nothing, total)
    if indicator.kind.categorical:
        return Figures(
            _places(indicator, frame[known], file=file).reindex(frame.index), nothing, nothing
        )
    column = frame[indicator.column].astype("float64")
    if indicator.kind.key == "density":
        size = frame["code"].map(square_km)
        return Figures((column / size).round(DENSITY_DECIMALS), column, size)
    if indicator.before_column:
        return _change(indicator, frame, column)
    if indicator.has_parts:
        return _of_parts(indicator, column, frame[indicator.denominator_column].astype("float64"))
    return Figures(column, column if indicator.kind.is_count else nothing, nothing)


def _of_parts(indicator: Indicator, numerator: Any, denominator: Any) -> Figures:
    """Shares, rates and remainders. Nothing is capped; over nobody there is no value."""
    if indicator.formula == "remainder":
        left = denominator - numerator
        return Figures(left, left, denominator)
    per = PER_CENT if indicator.per is None else indicator.per
    return Figures(per * numerator / denominator.where(denominator > 0), numerator, denominator)


def _change(indicator: Indicator, frame: pd.DataFrame, after: Any) -> Figures:
    """From the earlier column to the later: in numbers, or in points of two percentages."""
    before = frame[indicator.before_column].astype("float64")
    if not indicator.before_denominator_column:
        nothing = pd.Series(np.nan, index=frame.index)
        return Figures(after - before, nothing, nothing)
    whole, whole_before = (
        frame[name].astype("float64")
        for name in (indicator.denominator_column, indicator.before_denominator_column)
    )
    later = PER_CENT * after / whole.where(whole > 0)
    earlier = PER_CENT * before / whole_before.where(whole_before > 0)
    return Figures(later - earlier, after, whole, (before, whole_before))


def _places(indicator: Indicator, frame: pd.DataFrame, *, file: str) -> Any:
    """The place of each word in the indicator's categories, from 1."""
    words = frame[indicator.column].tolist()
    for word in words:
        if word not in indicator.categories:
            raise TableError(
                file=file,
                row=0,
                column=indicator.column,
                found=word,
                expected=f"one of {', '.join(indicator.categories)}",
            )
    places = [indicator.categories.index(word) + 1 for word in words]
    return pd.Series(places, index=frame.index, dtype="float64")


FORMULAS: dict[str, Callable[[Any], Any]] = {"diversity": stats.diversity}
