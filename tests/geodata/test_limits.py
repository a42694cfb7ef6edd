"""Figures that none of their kind can be: refused of a publisher before they are put in place."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest

from geodata.catalogue import FIGURES_DIR, load_authority
from geodata.errors import TableError
from geodata.refresh.bring import bring
from geodata.refresh.cache import Cache
from geodata.refresh.changes import Refused
from geodata.refresh.fetch import Fetcher
from geodata.refresh.published import as_text
from geodata.refresh.source import Source, area_of
from geodata.sources import limits
from geodata.sources.cells import read_cells
from tests.geodata.conftest import CODE

FIGURES = FIGURES_DIR / CODE
AUTHORITY = load_authority(CODE)
OBESE = "reception_obese"
MEASURED = pd.DataFrame(
    [["E02001187", OBESE, "9.5"]], columns=["msoa11_code", "measure", "percent"]
)


def spoilt(key: str, column: str, label: str, cell: str) -> tuple[pd.DataFrame, str]:
    """The cells of a table, another one among them in the first row of a label, and its area."""
    path = FIGURES / AUTHORITY.table(key).file
    cells = read_cells(path) if path.exists() else MEASURED.copy()
    row = next(one for one in cells.index if label in ("", *cells.loc[one]))
    cells.loc[row, column] = cell
    return cells, str(cells.iat[row, 0])


@pytest.mark.parametrize(
    ("key", "column", "label", "cell", "expected"),
    [
        ("practice_life_expectancy", "life_expectancy_male", "", "790", "50 to 100"),
        ("practice_life_expectancy", "life_expectancy_male", "", "-5", "50 to 100"),
        ("practice_life_expectancy", "life_expectancy_male", "", "7.9", "50 to 100"),
        ("local_health", "value", "life_expectancy_birth_female", "7.9", "50 to 100"),
        ("local_health", "value", "smr_cancer_u75", "-0.1", "0 to 1,500"),
        ("child_obesity", "percent", OBESE, "130", "0.5 to 100"),
        ("child_obesity", "percent", OBESE, "0.095", "0.5 to 100"),
        ("practice_deprivation_2025", "imd_2025_score", "", "-5", "0 to 100"),
        ("borough_health", "value", "smoking_adults_18_plus_aps", "500", "1 to 100"),
        ("iod_2025", "imd_score", "", "1300.5", "0 to 100"),
        ("population_2022", "population", "", "27000", "0 to 20,000"),
        ("practice_attendances", "ae_per_1000_0_4_2021_22", "", "700.1", "607.3, of 150 and 247"),
    ],
)
def test_a_figure_beyond_its_limits_is_refused_with_its_area(
    key: str, column: str, label: str, cell: str, expected: str
) -> None:
    cells, where = spoilt(key, column, label, cell)
    with pytest.raises(TableError) as refusal:
        limits.check(cells, AUTHORITY.table(key), file=key)
    assert str(refusal.value).startswith(f"{key}, column {column}: found {cell} for {where}")
    assert refusal.value.expected == expected


def test_a_source_that_gives_such_a_figure_costs_its_own_tables_alone(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(FIGURES, tmp_path / CODE))
    text = as_text(spoilt("child_obesity", "percent", OBESE, "130")[0])
    source = Source("obesity", ("child_obesity",), lambda _: {}, lambda *_: {"child_obesity": text})
    given = Fetcher(Cache(tmp_path / "cache"))
    area = area_of(AUTHORITY, folder)
    (refused,), _ = bring(area, [source], given, strict=False, report=lambda _: None)
    assert isinstance(refused, Refused)
    assert refused.words == (
        "obesity, child_obesity_msoa11.csv, column percent: "
        "found 130 for E02001187, reception_obese, expected 0.5 to 100."
    )
    assert list(folder.glob("*obesity*")) == []


def test_marks_pass_but_not_where_there_is_nothing_else() -> None:
    table = AUTHORITY.table("fuel_poverty_2022")
    codes = [f"E0100574{one}" for one in range(10)]
    cells = pd.DataFrame({"lsoa21_code": codes, "fuel_poor_households": ""}, dtype=str)
    with pytest.raises(TableError, match="found marks alone in 10 rows, expected some figures"):
        limits.check(cells, table, file=table.file)
    cells.loc[0, "fuel_poor_households"] = "12"
    limits.check(cells, table, file=table.file)


def test_every_number_of_a_publisher_has_its_limits() -> None:
    for table in AUTHORITY.tables:
        known = dict(table.limits)
        assert [one for one in table.numbers if not any(key.startswith(one) for key in known)] == []
