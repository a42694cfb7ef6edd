"""What differs between two versions of a table is told cell by cell, whatever identifies a row."""

from __future__ import annotations

from pathlib import Path

import pytest

from geodata.build import FIGURES_DIR
from geodata.refresh.tables import Change, compare
from tests.geodata.conftest import CODE

TABLES = sorted(path.name for path in (FIGURES_DIR / CODE).iterdir())


@pytest.mark.parametrize("name", TABLES)
def test_no_row_of_any_table_hides_another(name: str) -> None:
    path = FIGURES_DIR / CODE / name
    if path.suffix == ".csv":
        assert compare(path, path).rows == len(path.read_text().splitlines()) - 1


def test_a_row_is_known_by_as_many_columns_as_it_needs(tmp_path: Path) -> None:
    before, after = tmp_path / "before.csv", tmp_path / "after.csv"
    heading = "date,to,code,band,dose,people\n"
    before.write_text(f"{heading}d,t,E1,a,first,1\nd,t,E1,a,second,2\nd,t,E2,a,first,3\n")
    after.write_text(f"{heading}d,t,E1,a,first,1\nd,t,E1,a,second,*\nd,t,E2,a,first,3\n")
    found = compare(before, after)
    assert (found.rows, found.marked) == (3, 1)
    assert found.changes == (Change("d t E1 a second", "people", "2", "*"),)


def test_a_first_version_is_all_new(tmp_path: Path) -> None:
    after = tmp_path / "after.csv"
    after.write_text("code,change\nE1,U\n")
    found = compare(tmp_path / "before.csv", after)
    assert found.changes == (Change("E1", "code", "", "E1"), Change("E1", "change", "", "U"))
    assert found.marked == 0, "U is unchanged there, and no mark"


def test_a_mark_of_a_tables_own_is_counted(tmp_path: Path) -> None:
    after = tmp_path / "after.csv"
    after.write_text("code,percent\nP88002,-97\nP88003,80\n")
    assert compare(after, after).marked == 0
    assert compare(after, after, own={"-97": "suppressed"}).marked == 1
