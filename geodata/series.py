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

    Arrays are dates by areas. `people` is nan at a date that does not publish this age group, and
    where `status` says why there is no figure. `dates` are the days that doses are counted to,
    `published` those of the releases. `denominator` are the people they are a share of: the
    register of July 2021 at every date, of local figures that of the date.
    """

    trend: Trend
    dates: tuple[str, ...]
    published: tuple[str, ...]
    codes: tuple[str, ...]
    people: Array
    denominator: Array
    status: Array

    @property
    def days(self) -> tuple[int, ...]:
        """Positions of the dates that publish this age group in every area; locally, in any."""
        known = ~np.isnan(self.people)
        there = known.any(axis=1) if self.trend.dates else known.all(axis=1)
        return tuple(np.flatnonzero(there).tolist())

    def added_up(self, inside: Array) -> tuple[Array, Array, int]:
        """People and whom they are a share of at each of `days`, and how many areas are left out.

        Of the areas `inside` the same are counted at each day: those with a figure at all of them;
        where there is none such, those with any. Then a day that lacks one of their figures is nan.
        """
        rows = list(self.days)
        known = ~np.isnan(self.people[rows])
        counted = inside & known.all(axis=0)
        if not counted.any():
            counted = inside & known.any(axis=0)
        whole = known[:, counted].all(axis=1) & counted.any()
        people, out_of = (
            np.where(whole, one[rows][:, counted].sum(axis=1), np.nan)
            for one in (self.people, self.denominator)
        )
        return people, out_of, int((inside & ~counted).sum())

    @property
    def age_group(self) -> str:
        """The age group, in words."""
        return self.trend.age_group

    @property
    def dose(self) -> str:
        """The dose: first or second; empty of local figures."""
        return self.trend.dose


def read_series(
    table: pa.Table, catalogue: Catalogue, values: Mapping[str, Values]
) -> dict[str, Series]:
    """Every trend of the catalogue, by key; KeyError when one has no rows."""
    columns = {name: table.column(name).to_pylist() for name in table.column_names}
    return {
        one.key: _of_figures(one, values) if one.dates else _published(one, columns, values)
        for one in catalogue.trends
    }


def _published(
    trend: Trend, columns: Mapping[str, list[Any]], values: Mapping[str, Values]
) -> Series:
    """A trend from the table of doses by date."""
    if trend.key not in columns["series"]:
        raise KeyError(f"{trend.key} in the series")
    dates = sorted(set(zip(columns["date"], columns["published"], strict=True)))
    uptake = values[trend.indicator]
    area = {code: index for index, code in enumerate(uptake.codes)}
    when = {date: index for index, (date, _) in enumerate(dates)}
    people = np.full((len(dates), len(area)), np.nan)
    for key, date, code, count in zip(
        columns["series"], columns["date"], columns["code"], columns["people"], strict=True
    ):
        if key == trend.key:
            people[when[date], area[code]] = np.nan if count is None else count
    people.flags.writeable = False
    return Series(
        trend=trend,
        dates=tuple(date for date, _ in dates),
        published=tuple(published for _, published in dates),
        codes=uptake.codes,
        people=people,
        denominator=np.broadcast_to(uptake.denominator, people.shape),
        status=np.where(np.isnan(people), "missing", "ok"),
    )


def _of_figures(trend: Trend, values: Mapping[str, Values]) -> Series:
    """A trend of which each date is a figure of its own."""
    every = [values[key] for key in trend.at]
    people, out_of = (
        np.array([np.where(one.status == "ok", getattr(one, part), np.nan) for one in every])
        for part in ("numerator", "denominator")
    )
    return Series(
        trend=trend,
        dates=trend.dates,
        published=(trend.source.published,) * len(every),
        codes=every[-1].codes,
        people=people,
        denominator=out_of,
        status=np.array([one.status for one in every]),
    )
