"""A second authority with every kind, level and status, and what it can do without."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from itertools import product

import numpy as np
import pandas as pd
import pytest
import shapely

from geodata import bundle
from geodata.build import check
from geodata.build_inputs import REQUIRED, read_inputs
from geodata.build_shapes import Shapes, make_areas
from geodata.catalogue import load_authority, load_catalogue
from geodata.catalogue.authorities import AUTHORITY_FILE
from geodata.errors import BundleError, CatalogueError, TableError, UnknownKeyError
from geodata.kinds import KINDS
from geodata.search import find
from geodata.store import Store
from tests import town as place

AUTHORITY = load_authority(place.CODE, place.CATALOGUE, place.FIGURES)
CATALOGUE = load_catalogue(place.CATALOGUE)
LEVELS = (("lsoa", 2021), ("lsoa", 2011), ("msoa", 2011), ("practice", 2025))
FILES = {path.name for path in (place.FIGURES / place.CODE).iterdir()} - {AUTHORITY_FILE}
NEEDED = {AUTHORITY.table_for(purpose).file for purpose in REQUIRED}
OPTIONAL = sorted(FILES - NEEDED)


@pytest.fixture
def figures(tmp_path):
    return shutil.copytree(place.FIGURES, tmp_path / "figures")


def test_the_town_has_two_wards_three_msoas_and_an_area_that_was_split(town):
    assert [name for _, name in town.wards] == ["Inventon East", "Inventon West"]
    assert len(town.areas.code) == 12
    assert len(town.level("msoa", 2011).codes) == 3
    assert len(town.level("lsoa", 2011).codes) == 11
    assert sum(town.areas.changed) == 2
    borough = town.level("borough", 2023).geometry[0]
    assert shapely.union_all(town.level("ward", 2023).geometry).equals(borough)


def test_every_kind_is_there_on_every_level_it_can_be_on(town):
    there = {(one.kind.key, one.level, one.vintage) for one in town.catalogue.indicators}
    wanted = {(kind, *level) for kind, level in product(KINDS, LEVELS)}
    assert wanted - there == {("density", "practice", 2025)}


def test_rates_are_given_per_thousand_and_per_hundred_thousand(town):
    assert {one.per for one in town.catalogue.indicators if one.per} == {1_000, 100_000}


@pytest.mark.parametrize("level", [level for level in LEVELS if level[0] != "msoa"])
def test_every_status_is_there_in_every_kind_and_on_every_level(town, level):
    for kind in KINDS:
        found = [
            town.values(one.key)
            for one in town.catalogue.indicators
            if (one.level, one.vintage) == level and one.kind.key == kind
        ]
        seen = {status for values in found for status in values.status.tolist()}
        assert not found or seen >= ({"ok", "suppressed"} if kind == "rank" else {*bundle.STATUSES})


def test_only_what_is_known_has_a_value_and_a_true_nought_is_known(town):
    noughts = set()
    for one in town.catalogue.indicators:
        values = town.values(one.key)
        assert (np.isnan(values.value) == (values.status != "ok")).all(), one.key
        assert ((values.rank > 0) <= (values.status == "ok")).all(), one.key
        if (values.value == 0).any():
            noughts.add(one.kind.key)
    assert noughts == {"count", "density", "share", "rate", "index", "score", "change"} | (
        noughts & {"change_in_share", "ratio"}
    )


def test_a_share_of_nobody_is_not_applicable_and_a_mark_below_is_a_mark(town):
    values = town.values("carers_lsoa21")
    status = dict(zip(values.codes, values.status.tolist(), strict=True))
    assert status["E01999010"] == "not_applicable"
    assert status["E01999011"] == "suppressed"
    at = values.codes.index("E01999011")
    assert np.isnan([values.numerator[at], values.denominator[at]]).all()


def test_a_table_reads_a_mark_as_its_publisher_means_it(town):
    values = town.values("people_practice")
    text = (place.FIGURES / place.CODE / "figures_practice.csv").read_text()
    assert ",-," in text
    assert dict(zip(values.codes, values.status, strict=True))["Z99004"] == "not_applicable"


def test_a_trend_keeps_its_gap(town):
    series = town.series("first_16_plus")
    assert np.isnan(series.people).sum() == 1
    assert series.days == (0, 2)


def test_density_is_measured_on_the_level_that_it_is_about(town):
    small, large = town.values("population_density_2022"), town.values("people_density_msoa11")
    assert large.denominator[0] == pytest.approx(small.denominator[:4].sum(), abs=0.001)


def test_the_bundle_of_the_town_is_what_its_figures_build(town, tmp_path):
    place.build_town(tmp_path)
    words = check(place.CODE, out=tmp_path, figures=place.FIGURES, catalogue_dir=place.CATALOGUE)
    assert "is what the figures build" in words
    assert Store.open(tmp_path / place.CODE, catalogue_dir=place.CATALOGUE).edition == town.edition


def test_nothing_is_absent_of_what_is_there(town):
    assert town.absent.keys == {"indicators": [], "tables": [], "trends": []}
    assert town.catalogue.indicators == CATALOGUE.indicators


@pytest.mark.parametrize("file", OPTIONAL)
def test_a_bundle_is_built_and_opened_without_any_one_optional_file(figures, tmp_path, file):
    (figures / place.CODE / file).unlink()
    told = []
    store = place.build_town(tmp_path / "out", figures=figures, report=told.append)
    absent = store.absent
    assert file in {table.file for table in absent.tables} or file == "postcodes.csv"
    assert any(line.startswith(f"absent: {file}") for line in told)
    for one in CATALOGUE.indicators:
        gone = one in absent.indicators
        assert gone != (one in store.catalogue.indicators)
        assert gone == any(one.table == table.key for table in absent.tables)
        if gone:
            with pytest.raises(UnknownKeyError, match=one.key):
                store.values(one.key)
        else:
            assert len(store.values(one.key).codes) > 0
    for trend in CATALOGUE.trends:
        assert (trend in absent.trends) != (trend in store.catalogue.trends)
    assert find(store, "Inventon West").matches


def test_without_postcodes_practices_stand_where_their_list_says(figures, tmp_path, town):
    (figures / place.CODE / "postcodes.csv").unlink()
    store = place.build_town(tmp_path / "out", figures=figures)
    assert store.postcodes.code == ()
    assert store.practices.lsoa21.tolist() == town.practices.lsoa21.tolist()
    assert [table.key for table in store.absent.tables] == ["postcodes"]
    said = find(store, "ZZ99 1AX").message
    assert said == "ZZ99 1AX cannot be found: postcodes are not held for Inventon."
    assert "postcode" not in find(store, "nothing of the kind").message


def test_without_postcodes_a_practice_outside_its_ward_is_refused(figures, tmp_path):
    (figures / place.CODE / "postcodes.csv").unlink()
    path = figures / place.CODE / "gp_practices.csv"
    path.write_text(path.read_text().replace("E05999001", "E05999002", 1))
    with pytest.raises(TableError, match=r"Z99001, of E05999002, [\d,]+ m from its ward"):
        place.build_town(tmp_path / "out", figures=figures)


def test_without_a_list_of_practices_nothing_is_about_practices(figures, tmp_path):
    (figures / place.CODE / "gp_practices.csv").unlink()
    store = place.build_town(tmp_path / "out", figures=figures)
    assert store.practices.code == ()
    assert store.catalogue.at("practice") == ()
    assert store.absent.indicators == CATALOGUE.at("practice")


def test_where_no_patient_is_counted_no_figure_is_their_number(figures, tmp_path):
    path = figures / place.CODE / "gp_practices.csv"
    frame = pd.read_csv(path, dtype=str).assign(patients_2025_05="", pcn_code="", pcn_name="")
    frame.to_csv(path, index=False)
    store = place.build_town(tmp_path / "out", figures=figures)
    assert np.isnan(store.practices.patients).all()
    assert set(store.practices.pcn) == {""}
    assert [one.table for one in store.absent.indicators] == [
        one.table for one in CATALOGUE.indicators if one.table == "practices"
    ]


def test_with_what_is_required_alone_there_are_people(figures, tmp_path):
    for file in OPTIONAL:
        (figures / place.CODE / file).unlink()
    store = place.build_town(tmp_path / "out", figures=figures)
    assert [one.key for one in store.catalogue.indicators] == [
        "population_2022",
        "population_density_2022",
    ]
    assert store.dates == ()


@pytest.mark.parametrize("file", sorted(NEEDED))
def test_a_required_file_that_is_not_there_is_refused(figures, tmp_path, file):
    (figures / place.CODE / file).unlink()
    with pytest.raises(TableError, match=f"{file}: found no such file"):
        place.build_town(tmp_path / "out", figures=figures)


def test_where_other_tables_would_do_each_is_named(figures):
    """People may be those of estimates or of the census."""
    one = AUTHORITY.table_for("people")
    other = replace(one, key="residents", file="residents.csv")
    authority = replace(AUTHORITY, tables=(*AUTHORITY.tables, other))
    (figures / place.CODE / one.file).unlink()
    said = f"{one.file}: found no such file, expected that file or residents.csv, as every"
    with pytest.raises(TableError, match=said):
        read_inputs(CATALOGUE, authority, figures)


def test_people_under_another_heading_are_refused():
    """In a table without sums, of which nothing else asks for that column."""
    people, none = pd.DataFrame({"code": ["E01999001"], "total": [9]}), pd.DataFrame()
    with pytest.raises(TableError, match=r"a\.csv, row 1, column population: found no such column"):
        make_areas(none, people, file="a.csv", shapes=Shapes({}, ()), centroids=none)


def test_an_authority_without_figures_is_refused(tmp_path):
    with pytest.raises(CatalogueError, match=f"{place.CODE}: found no such file, expected code"):
        place.build_town(tmp_path / "out", figures=tmp_path)


def test_what_a_bundle_should_hold_and_does_not_is_still_refused(tmp_path):
    place.build_town(tmp_path)
    manifest = tmp_path / place.CODE / "manifest.json"
    content = json.loads(manifest.read_text())
    catalogue = shutil.copytree(place.CATALOGUE, tmp_path / "catalogue")
    path = catalogue / "indicators" / "figures.toml"
    path.write_text(path.read_text().replace('key = "people_{on}"', 'key = "folk_{on}"'))
    with pytest.raises(BundleError, match=r"folk_lsoa21.*is missing"):
        Store.open(tmp_path / place.CODE, catalogue_dir=catalogue)
    content["absent"]["indicators"] = [f"folk_{on}" for on in ("lsoa21", "lsoa11", "msoa11")]
    content["absent"]["indicators"].append("folk_practice")
    manifest.write_text(json.dumps(content))
    store = Store.open(tmp_path / place.CODE, catalogue_dir=catalogue)
    assert [one.key for one in store.absent.indicators] == content["absent"]["indicators"]


def test_the_town_and_the_product_have_different_figures(town, store):
    assert not set(town.areas.code) & set(store.areas.code)
    assert town.edition != store.edition
