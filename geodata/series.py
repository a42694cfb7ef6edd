"""Trends in memory: people with a dose, by date and area."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from geodata.catalogue import Catalogue, Trend

if TYPE_CHECKING:
    from geodata.contents import Values

Array = npt.NDArray[Any]


@dataclass(frozen=True, eq=False)
class Series:
    """People with a dose, added up since the first, at each date and in each area.

    `people` is dates by areas, nan at a date that does not publish this age group, and where a
    publisher put a mark in the place of a figure. `dates` are the
    days that doses are counted to, `published` those of the releases. `denominator` is the register
    of July 2021, the same for every date.
    """

    trend: Trend
    dates: tuple[str, ...]
    published: tuple[str, ...]
    codes: tuple[str, ...]
    people: Array
    denominator: Array

    @property
    def days(self) -> tuple[int, ...]:
        """Positions of the dates that publish this age group in every area."""
        return tuple(np.flatnonzero(~np.isnan(self.people).any(axis=1)).tolist())

    @property
    def age_group(self) -> str:
        """The age group, in words."""
        return self.trend.age_group

    @property
    def dose(self) -> str:
        """The dose: first or second."""
        return self.trend.dose


def read_series(
    table: pa.Table, catalogue: Catalogue, values: Mapping[str, Values]
) -> dict[str, Series]:
    """Every trend of the catalogue, by key; KeyError when one has no rows."""
    columns = {name: table.column(name).to_pylist() for name in table.column_names}
    dates = sorted(set(zip(columns["date"], columns["published"], strict=True)))
    answers = {}
    for trend in catalogue.trends:
        uptake = values[trend.indicator]
        area = {code: index for index, code in enumerate(uptake.codes)}
        when = {date: index for index, (date, _) in enumerate(dates)}
        people = np.full((len(dates), len(area)), np.nan)
        for key, date, code, count in zip(
            columns["series"], columns["date"], columns["code"], columns["people"], strict=True
        ):
            if key == trend.key:
                people[when[date], area[code]] = count
        if trend.key not in columns["series"]:
            raise KeyError(f"{trend.key} in the series")
        people.flags.writeable = False
        answers[trend.key] = Series(
            trend=trend,
            dates=tuple(date for date, _ in dates),
            published=tuple(published for _, published in dates),
            codes=uptake.codes,
            people=people,
            denominator=uptake.denominator,
        )
    return answers
