"""From doses by date and band to the trends of the catalogue."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from geodata.catalogue import Authority, Table, Trend
from geodata.errors import CatalogueError, TableError

COLUMNS = ["series", "date", "published", "code", "people"]
ALL_AGES = "all_ages"


def trend_table(trend: Trend, authority: Authority) -> Table:
    """The table of doses a trend is read from, or CatalogueError where none fits it."""
    tables = [table for table in authority.tables if table.key == trend.table]
    fits = bool(tables) and tables[0].kind == "doses" and tables[0].source == trend.source.key
    if not fits:
        raise CatalogueError(
            file="tables/",
            key=trend.table,
            found=tables[0].kind if tables else "no such table",
            expected=f"a table of doses from {trend.source.key} for {trend.key}",
        )
    return tables[0]


def make_series(
    trend: Trend, doses: pd.DataFrame, *, codes: Sequence[str], latest: pd.DataFrame, file: str
) -> pd.DataFrame:
    """People with the dose in each area at each date that publishes all bands of the trend.

    Other dates have no rows; where one of the bands is a mark, people are null. `latest` holds the
    observations of the trend's uptake: its numerators must be the people of the last date.
    """
    rows = doses[doses["dose"] == trend.dose]
    parts = [
        _one_date(trend, group, codes=codes, file=file)
        for _, group in rows.groupby(["date", "published"])
    ]
    series = pd.concat(parts, ignore_index=True)
    if series.empty:
        raise _refusal(file, f"no date with all of {', '.join(trend.bands)}", trend.key)
    last = series[series["date"] == series["date"].max()].set_index("code")["people"]
    expected = latest.set_index("code")["numerator"]
    for code in codes:
        if pd.notna(last[code]) and pd.notna(expected[code]) and last[code] != expected[code]:
            found = f"{last[code]} people in {code} at the last date of {trend.key}"
            raise _refusal(file, found, f"{expected[code]:.0f}, as {trend.indicator} has")
    return series[COLUMNS]


def _one_date(trend: Trend, rows: pd.DataFrame, *, codes: Sequence[str], file: str) -> pd.DataFrame:
    there = set(rows["age_band"])
    wanted = set(trend.bands) or ({ALL_AGES} & there or there)
    if not wanted <= there:
        return pd.DataFrame(columns=COLUMNS)
    rows = rows[rows["age_band"].isin(wanted)]
    bands = rows.groupby("code").size()
    odd = sorted(set(bands.index) ^ set(codes)) or list(bands.index[bands < len(wanted)])
    if odd:
        date = rows["date"].iloc[0]
        raise _refusal(file, f"another set of rows for {odd[0]} on {date}", "every band for all")
    people = rows.pivot(index="code", columns="age_band", values="people").sum(axis=1, skipna=False)
    people = people.astype("Int64").sort_index()
    return pd.DataFrame(
        {
            "series": trend.key,
            "date": rows["date"].iloc[0],
            "published": rows["published"].iloc[0],
            "code": people.index,
            "people": people.array,
        }
    )


def _refusal(file: str, found: str, expected: str) -> TableError:
    return TableError(file=file, row=0, column="people", found=found, expected=expected)
