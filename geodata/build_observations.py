"""From tables and the catalogue to tidy observations, checked against what was published."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from geodata import build_marks
from geodata.build_figures import columns_of, figures
from geodata.catalogue import Authority, Indicator, Table
from geodata.classify import decile
from geodata.errors import CatalogueError, TableError
from geodata.geography import LSOA

COLUMNS = [
    "indicator",
    "level",
    "vintage",
    "code",
    "period",
    "value",
    "numerator",
    "denominator",
    "before_numerator",
    "before_denominator",
    "status",
    "unit",
    "source",
]


def table_of(indicator: Indicator, authority: Authority) -> Table:
    """The table an indicator is read from.

    CatalogueError where the authority has none, or one of another level, year, total or source.
    """
    table = _known_table(indicator, indicator.table, authority)
    ranked = ("total",) if indicator.kind.is_rank else ()
    _check_fits(indicator, table, names=("level", "vintage", *ranked))
    if indicator.source.key != table.source:
        raise CatalogueError(
            file="tables/",
            key=f"{table.key}.source",
            found=table.source,
            expected=f"{indicator.source.key}, as {indicator.key} has it",
        )
    return table


def denominator_table_of(indicator: Indicator, authority: Authority) -> Table | None:
    """The other table that holds the denominator; None where the indicator names none.

    CatalogueError where the authority lacks it, or it is of another level or year.
    """
    if not indicator.denominator_table:
        return None
    table = _known_table(indicator, indicator.denominator_table, authority)
    _check_fits(indicator, table, names=("level", "vintage"))
    return table


def _known_table(indicator: Indicator, key: str, authority: Authority) -> Table:
    if key not in [table.key for table in authority.tables]:
        raise CatalogueError(
            file="tables/",
            key=key,
            found="no such table",
            expected=f"a table for {indicator.key}",
        )
    return authority.table(key)


def _check_fits(indicator: Indicator, table: Table, *, names: tuple[str, ...]) -> None:
    for name in names:
        wanted, found = getattr(indicator, name), getattr(table, name)
        if wanted != found:
            raise CatalogueError(
                file="tables/",
                key=f"{table.key}.{name}",
                found=str(found),
                expected=f"{wanted}, as {indicator.key} has it",
            )


def observe(
    indicator: Indicator,
    frame: pd.DataFrame,
    *,
    file: str,
    square_km: Mapping[str, float],
) -> pd.DataFrame:
    """The observations of one indicator, by code; `square_km` is the size of each area.

    A table about practices may leave practices out: those have no row here either.
    """
    _check_columns(frame, indicator, file=file)
    frame = frame.sort_values("code").reset_index(drop=True)
    found = figures(indicator, frame, file=file, square_km=square_km)
    before, whole_before = found.before or (np.nan, np.nan)
    return pd.DataFrame(
        {
            "indicator": indicator.key,
            "level": indicator.level,
            "vintage": indicator.vintage,
            "code": frame["code"],
            "period": indicator.period,
            "value": found.value,
            "numerator": found.numerator,
            "denominator": found.denominator,
            "before_numerator": before,
            "before_denominator": whole_before,
            "status": found.status,
            "unit": indicator.unit,
            "source": indicator.source.key,
        },
        columns=COLUMNS,
    )


def with_denominator(
    indicator: Indicator, frame: pd.DataFrame, other: pd.DataFrame, *, file: str
) -> pd.DataFrame:
    """The frame with the denominator's column from another table, joined by code.

    A mark in that column stays one. TableError where `other`, of `file`, has no such column, lacks
    an area of the frame or has one more.
    """
    column = indicator.denominator_column
    _need(other, column, indicator, file=file)
    check_areas(other, dict(zip(frame["code"], frame["code"], strict=True)), file=file, named=False)
    by_code = other.set_index("code").reindex(frame["code"]).set_axis(frame.index)
    status = build_marks.status_of(by_code, [column])
    return build_marks.with_status(frame.assign(**{column: by_code[column]}), column, status)


def with_later(
    indicator: Indicator, frame: pd.DataFrame, later: pd.DataFrame, *, became: Mapping[str, str]
) -> pd.DataFrame:
    """The frame with the columns of a later table under their names and its year: "muslim_2021".

    `became` has for the code of each later area that of the area of before which it was part of.
    """
    year = f"_{LSOA[1]}"
    wanted = [name for name in columns_of(indicator) if name.endswith(year)]
    names = [name.removesuffix(year) for name in wanted]
    for name in names:
        _need(later, name, indicator, file=indicator.later_table)
    sums = later[names].groupby(later["code"].map(became)).sum(min_count=1)
    added = sums.reindex(frame["code"]).set_axis(frame.index).set_axis(wanted, axis=1)
    return frame.assign(**{name: added[name] for name in wanted})


def check_areas(
    frame: pd.DataFrame,
    names: Mapping[str, str],
    *,
    file: str,
    complete: bool = True,
    named: bool = True,
) -> None:
    """Refuse areas that are not in `names` (by code), are called otherwise, or are absent.

    Only a table that must be `complete` is refused for an absence.
    """
    shown = frame["name"] if named and "name" in frame.columns else frame["code"].map(names)
    for row, (code, name) in enumerate(zip(frame["code"], shown, strict=True), start=2):
        if code not in names:
            raise TableError(
                file=file, row=row, column="code", found=code, expected="an area of the authority"
            )
        if name != names[code]:
            raise TableError(
                file=file, row=row, column="name", found=name, expected=f"{names[code]} for {code}"
            )
    absent = sorted(set(names) - set(frame["code"]))
    if absent and complete:
        raise TableError(
            file=file,
            row=0,
            column="code",
            found=f"no row for {', '.join(absent[:5])}",
            expected=f"each of {len(names)} areas once",
        )


def _check_columns(frame: pd.DataFrame, indicator: Indicator, *, file: str) -> None:
    for column in filter(None, (*columns_of(indicator), indicator.decile_column)):
        _need(frame, column, indicator, file=file)
    if indicator.decile_column and indicator.total is not None:
        _check_deciles(frame, indicator, file=file)


def _need(frame: pd.DataFrame, column: str, indicator: Indicator, *, file: str) -> None:
    if column not in frame.columns:
        raise TableError(
            file=file,
            row=1,
            column=column,
            found="no such column",
            expected=f"the column that {indicator.key} needs",
        )


def _check_deciles(frame: pd.DataFrame, indicator: Indicator, *, file: str) -> None:
    assert indicator.total is not None
    names = [indicator.column, indicator.decile_column]
    checked = frame[build_marks.known(frame, names)]
    ranks, published = (checked[name].astype("int64") for name in names)
    computed = decile(ranks.to_numpy(), indicator.total)
    for row in checked.index[published != computed]:
        rank = ranks[row]
        raise TableError(
            file=file,
            row=int(row) + 2,
            column=indicator.decile_column,
            found=f"{published[row]}",
            expected=f"{decile(rank, indicator.total)}, from rank {rank} of {indicator.total}",
        )
