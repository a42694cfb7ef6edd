"""From tables and the catalogue to tidy observations, checked against what was published."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from geodata.catalogue import Authority, Indicator, Table
from geodata.classify import decile
from geodata.errors import CatalogueError, TableError

COLUMNS = [
    "indicator",
    "level",
    "vintage",
    "code",
    "period",
    "value",
    "numerator",
    "denominator",
    "status",
    "unit",
    "source",
]
DENSITY_DECIMALS = 1


def table_of(indicator: Indicator, authority: Authority) -> Table:
    """The table an indicator is read from, if the authority has one that fits it."""
    file = f"authorities/{authority.code}.toml"
    known = [table.key for table in authority.tables]
    if indicator.table not in known:
        raise CatalogueError(
            file=file,
            key=f"tables.{indicator.table}",
            found="no such table",
            expected=f"a table for {indicator.key}",
        )
    table = authority.table(indicator.table)
    for name in ("level", "vintage", "total"):
        wanted, found = getattr(indicator, name), getattr(table, name)
        if wanted != found:
            raise CatalogueError(
                file=file,
                key=f"tables.{table.key}.{name}",
                found=str(found),
                expected=f"{wanted}, as {indicator.key} has it",
            )
    if indicator.source.key != table.source:
        raise CatalogueError(
            file=file,
            key=f"tables.{table.key}.source",
            found=table.source,
            expected=f"{indicator.source.key}, as {indicator.key} has it",
        )
    return table


def observe(
    indicator: Indicator,
    frame: pd.DataFrame,
    *,
    file: str,
    names: Mapping[str, str],
    square_km: Mapping[str, float],
) -> pd.DataFrame:
    """The observations of one indicator, by code.

    `names` holds every area the table must have, by code; `square_km` the size of each LSOA 2021.
    """
    _check_areas(frame, names, file=file)
    _check_columns(frame, indicator, file=file)
    frame = frame.sort_values("code").reset_index(drop=True)
    value, numerator, denominator = _figures(indicator, frame, square_km)
    return pd.DataFrame(
        {
            "indicator": indicator.key,
            "level": indicator.level,
            "vintage": indicator.vintage,
            "code": frame["code"],
            "period": indicator.period,
            "value": value,
            "numerator": numerator,
            "denominator": denominator,
            "status": "ok",
            "unit": indicator.unit,
            "source": indicator.source.key,
        },
        columns=COLUMNS,
    )


def _figures(
    indicator: Indicator, frame: pd.DataFrame, square_km: Mapping[str, float]
) -> tuple[pd.Series[float], pd.Series[float], pd.Series[float]]:
    """Value, numerator and denominator; nan for what the kind of indicator does not have."""
    figures = frame[indicator.column].astype("float64")
    nothing = pd.Series(np.nan, index=frame.index)
    if indicator.kind == "density":
        size = frame["code"].map(square_km)
        return (figures / size).round(DENSITY_DECIMALS), figures, size
    return figures, figures if indicator.kind == "count" else nothing, nothing


def _check_columns(frame: pd.DataFrame, indicator: Indicator, *, file: str) -> None:
    for column in filter(None, (indicator.column, indicator.decile_column)):
        if column not in frame.columns:
            raise TableError(
                file=file,
                row=1,
                column=column,
                found="no such column",
                expected=f"the column that {indicator.key} needs",
            )
    if indicator.decile_column and indicator.total is not None:
        _check_deciles(frame, indicator, file=file)


def _check_areas(frame: pd.DataFrame, names: Mapping[str, str], *, file: str) -> None:
    for row, (code, name) in enumerate(zip(frame["code"], frame["name"], strict=True), start=2):
        if code not in names:
            raise TableError(
                file=file, row=row, column="code", found=code, expected="an area of the authority"
            )
        if name != names[code]:
            raise TableError(
                file=file, row=row, column="name", found=name, expected=f"{names[code]} for {code}"
            )
    absent = sorted(set(names) - set(frame["code"]))
    if absent:
        raise TableError(
            file=file,
            row=0,
            column="code",
            found=f"no row for {', '.join(absent[:5])}",
            expected=f"each of {len(names)} areas once",
        )


def _check_deciles(frame: pd.DataFrame, indicator: Indicator, *, file: str) -> None:
    assert indicator.total is not None
    computed = decile(frame[indicator.column].to_numpy(), indicator.total)
    published = frame[indicator.decile_column].to_numpy()
    for row in np.flatnonzero(computed != published):
        raise TableError(
            file=file,
            row=int(row) + 2,
            column=indicator.decile_column,
            found=f"{published[row]}",
            expected=f"{computed[row]}, from rank {frame[indicator.column].iloc[row]} of "
            f"{indicator.total}",
        )
