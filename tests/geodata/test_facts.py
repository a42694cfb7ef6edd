"""Tables of the whole authority and country: every cell of the file, with publisher and date."""

from __future__ import annotations

import csv
import math

import pytest

from geodata.build import build
from geodata.catalogue import FIGURES_DIR, load_authority
from geodata.errors import TableError
from tests.geodata.conftest import CODE

TABLES = [one for one in load_authority(CODE).tables if one.kind == "facts"]


@pytest.mark.parametrize("table", TABLES, ids=lambda one: one.key)
def test_every_cell_of_a_table_of_facts_is_read_as_it_is_published(store, table):
    found = store.facts(table.key)
    with (FIGURES_DIR / CODE / table.file).open(encoding="utf-8", newline="") as file:
        published = list(csv.DictReader(file))
    assert len(found.rows) == len(published)
    for row, cells in zip(found.rows, published, strict=True):
        assert set(row) == set(cells)
        for name, cell in cells.items():
            wanted = cell if name in table.words else float(cell or "nan")
            same = row[name] in (None, "") if cell == "" else row[name] == wanted
            assert same, (table.key, name, cell, row[name])


@pytest.mark.parametrize("table", TABLES, ids=lambda one: one.key)
def test_a_table_of_facts_has_publisher_date_and_licence(store, table):
    source = store.facts(table.key).source
    assert source.publisher
    assert source.published
    assert source.licence == "Open Government Licence v3.0"


def test_rows_are_found_by_their_words(store):
    """Polarisation: how many areas of each authority are in both tails, from the file alone."""
    rows = store.facts("authority_deprivation_tails").where(edition="2019")
    assert len(rows) == 317
    (here,) = (row for row in rows if row["authority_code"] == CODE)
    assert (here["areas"], here["most_1"], here["most_5"]) == (190, 4, 10)
    assert sum(row["most_10"] for row in rows) == 3_284
    groups = store.facts("borough_census_2021").where(topic="ethnic_group")
    assert len(groups) == 19
    assert math.fsum(row["count"] for row in groups) == 294_770


def test_the_countrys_figure_stands_beside_the_authoritys_where_it_was_published(store):
    rows = store.facts("borough_health").rows
    beside = [row for row in rows if row["england_value"] is not None]
    assert beside
    assert all(row["value"] is not None for row in rows)


def test_an_authority_without_such_tables_has_none(town):
    assert town.facts("borough_health") is None


def test_a_number_that_is_none_is_refused_with_its_row(tmp_path, figures_copy):
    path = figures_copy / CODE / "child_low_income_borough.csv"
    path.write_text(path.read_text().replace("8538", "many"))
    with pytest.raises(TableError, match=r"child_low_income_borough.csv, row 2.*a whole number"):
        build(CODE, out=tmp_path / "out", figures=figures_copy)
    assert not (tmp_path / "out" / CODE).exists()
