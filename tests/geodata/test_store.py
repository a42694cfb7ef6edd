from __future__ import annotations

import json
import subprocess
import sys
import time

import numpy as np
import pytest

from geodata import bundle
from geodata.errors import BundleError, UnknownKeyError
from geodata.geography import LEVELS
from geodata.store import Store

CURE = "run: python -m geodata build E08000007"


def spoil(path, change):
    manifest = json.loads((path / bundle.MANIFEST).read_text())
    change(manifest)
    (path / bundle.MANIFEST).write_text(json.dumps(manifest))


def test_opening_a_store_imports_no_pandas_and_no_geopandas():
    script = (
        "import sys; from geodata.store import Store; from geodata.bundle import BUNDLE_DIR;"
        "from geodata import classify, selection, stats; from geodata.search import find;"
        "s = Store.open(BUNDLE_DIR / 'E08000007'); s.values('imd_2025'); find(s, 'a');"
        "selection.select(s, selection.Filter(quintiles=(1,), by='imd_2025'));"
        "print([m for m in ('pandas', 'geopandas', 'pyproj', 'dash', 'plotly', 'flask', 'htpy')"
        " if m in sys.modules])"
    )
    result = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert result.stdout == "[]\n"


def test_opening_a_store_takes_less_than_half_a_second_of_work():
    start = time.process_time()
    Store.open(bundle.BUNDLE_DIR / "E08000007")
    assert time.process_time() - start < 0.5


def test_a_missing_bundle_is_refused_with_the_cure(tmp_path):
    with pytest.raises(BundleError, match="There is no bundle at") as refusal:
        Store.open(tmp_path / "E08000007")
    assert CURE in str(refusal.value)


@pytest.mark.parametrize("name", bundle.FILES)
def test_a_file_with_one_changed_byte_is_refused_by_name(bundle_copy, name):
    content = bytearray((bundle_copy / name).read_bytes())
    content[len(content) // 2] ^= 1
    (bundle_copy / name).write_bytes(content)
    with pytest.raises(BundleError, match="is damaged") as refusal:
        Store.open(bundle_copy)
    assert str(bundle_copy / name) in str(refusal.value)
    assert CURE in str(refusal.value)


def test_a_file_that_is_gone_is_refused_by_name(bundle_copy):
    (bundle_copy / bundle.POSTCODES).unlink()
    with pytest.raises(BundleError, match=r"postcodes\.parquet cannot be read"):
        Store.open(bundle_copy)


def test_a_file_that_is_no_parquet_is_refused_even_when_its_hash_is_right(bundle_copy, sign):
    (bundle_copy / bundle.AREAS).write_bytes(b"not a table")
    sign(bundle_copy)
    with pytest.raises(BundleError, match=r"areas\.parquet is damaged"):
        Store.open(bundle_copy)


def test_a_bundle_of_a_newer_schema_asks_for_a_newer_program(bundle_copy):
    spoil(bundle_copy, lambda manifest: manifest.update(schema_version=99))
    with pytest.raises(BundleError, match=r"schema version 99.*update the program"):
        Store.open(bundle_copy)


def test_a_bundle_of_an_older_schema_asks_for_a_build(bundle_copy):
    spoil(bundle_copy, lambda manifest: manifest.update(schema_version=0))
    with pytest.raises(BundleError, match=rf"schema version 0.*{CURE}"):
        Store.open(bundle_copy)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda m: m.pop("schema_version"), "no schema_version"),
        (lambda m: m.pop("files"), "does not list the bundle's files"),
        (lambda m: m["files"].pop(bundle.AREAS), "does not list the bundle's files"),
        (lambda m: m["files"].update({bundle.AREAS: 7}), "does not list the bundle's files"),
        (lambda m: m.update(content_hash="0"), "content_hash"),
        (lambda m: m.pop("absent"), "does not say what is absent"),
        (lambda m: m.update(absent=[]), "does not say what is absent"),
    ],
)
def test_a_manifest_with_something_missing_is_refused(bundle_copy, change, words):
    spoil(bundle_copy, change)
    with pytest.raises(BundleError, match=words):
        Store.open(bundle_copy)


@pytest.mark.parametrize("text", ["", "{", "[]", "\x00"])
def test_a_manifest_that_is_no_manifest_is_refused(bundle_copy, text):
    (bundle_copy / bundle.MANIFEST).write_text(text)
    with pytest.raises(BundleError, match=r"manifest\.json is damaged"):
        Store.open(bundle_copy)


def test_a_bundle_without_an_indicator_of_the_catalogue_is_refused(bundle_copy, rewrite):
    rewrite(
        bundle_copy,
        bundle.OBSERVATIONS,
        lambda rows: [row for row in rows if row["indicator"] != "crime_2025"],
    )
    with pytest.raises(BundleError, match="crime_2025") as refusal:
        Store.open(bundle_copy)
    assert CURE in str(refusal.value)


def test_the_bundle_standing_aside_is_served_while_its_place_is_empty(bundle_copy):
    bundle_copy.rename(bundle.set_aside(bundle_copy))
    assert len(Store.open(bundle_copy).areas.code) == 191


def test_a_damaged_bundle_standing_aside_names_the_real_cure(bundle_copy):
    aside = bundle.set_aside(bundle_copy)
    bundle_copy.rename(aside)
    (aside / bundle.AREAS).unlink()
    with pytest.raises(BundleError, match=CURE):
        Store.open(bundle_copy)


def test_areas_are_in_order_of_code_and_complete(store):
    areas = store.areas
    assert list(areas.code) == sorted(set(areas.code))
    for field in ("name", "lsoa11_code", "msoa_code", "msoa_name", "ward_code", "ward_name"):
        assert len(getattr(areas, field)) == 191
        assert all(getattr(areas, field))
    assert areas.population.dtype == np.int64
    assert areas.label_point.shape == (191, 2)
    assert sum(areas.changed) == 2


@pytest.mark.parametrize(("level", "count"), list(zip(LEVELS, [191, 190, 42, 21, 1], strict=True)))
def test_a_level_has_its_areas_and_every_lsoa_is_in_one(store, level, count):
    found = store.level(*level)
    assert (found.name, found.vintage) == level
    assert len(found.codes) == len(found.names) == len(found.geometry) == count
    assert list(found.codes) == sorted(found.codes)
    assert set(found.of_area.tolist()) == set(range(count))
    assert store.people(found).sum() == store.areas.population.sum()


def test_an_lsoa_of_2021_is_in_itself(store):
    assert store.level("lsoa", 2021).of_area.tolist() == list(range(191))


def test_the_index_into_a_level_agrees_with_the_codes(store):
    for level, codes in (
        (store.level("lsoa", 2011), store.areas.lsoa11_code),
        (store.level("msoa", 2011), store.areas.msoa_code),
        (store.level("ward", 2023), store.areas.ward_code),
    ):
        assert tuple(level.codes[index] for index in level.of_area) == codes


def test_an_unknown_level_is_refused_with_the_ones_there_are(store):
    with pytest.raises(UnknownKeyError, match="lsoa 2021, lsoa 2011"):
        store.level("ward", 2022)


def test_members_are_the_areas_that_hold_a_selected_lsoa(store):
    mask = np.zeros(191, dtype=bool)
    assert not store.members(mask, store.level("msoa", 2011)).any()
    mask[7] = True
    members = store.members(mask, store.level("msoa", 2011))
    assert members.sum() == 1
    assert store.level("msoa", 2011).codes[int(members.argmax())] == store.areas.msoa_code[7]
    assert (store.members(mask, store.level("lsoa")) == mask).all()
    assert store.level("lsoa").of_area.tolist() == list(range(len(mask)))


def test_wards_are_in_order_of_name(store):
    names = [name for _, name in store.wards]
    assert names == sorted(names)
    assert len(names) == 21


def test_published_ranks_are_national_and_counts_are_ranked_here(store):
    imd, people = store.values("imd_2025"), store.values("population_2022")
    assert imd.total == 33755
    assert (imd.rank == imd.value).all()
    assert people.total == 191
    assert people.rank[people.value.argmax()] == 1
    assert people.rank[people.value.argmin()] == 191
    assert (people.numerator == people.value).all()


def test_density_carries_its_people_and_its_square_kilometres(store):
    density = store.values("population_density_2022")
    assert density.value == pytest.approx(density.numerator / density.denominator, abs=0.06)
    assert density.numerator.tolist() == store.areas.population.tolist()


def test_suppressed_missing_and_absent_values_have_no_rank_and_no_value(bundle_copy, rewrite):
    def change(rows):
        people = [row for row in rows if row["indicator"] == "population_2022"]
        people[0].update(status="suppressed", value=None)
        people[1].update(status="missing", value=None)
        people[2].update(status="suppressed", value=3.0)
        return [row for row in rows if row is not people[3]]

    rewrite(bundle_copy, bundle.OBSERVATIONS, change)
    values = Store.open(bundle_copy).values("population_2022")
    assert values.status[:5].tolist() == ["suppressed", "missing", "suppressed", "missing", "ok"]
    assert np.isnan(values.value[:4]).all()
    assert values.rank[:4].tolist() == [0, 0, 0, 0]
    assert values.total == 187
    assert values.rank.max() == 187


def test_what_the_store_hands_out_cannot_be_changed(store):
    level, values = store.level("ward", 2023), store.values("imd_2025")
    shared = [
        store.areas.population,
        store.areas.label_point,
        store.postcodes.lsoa21,
        level.geometry,
        level.of_area,
        values.value,
        values.rank,
        values.status,
    ]
    for array in shared:
        with pytest.raises(ValueError, match="read-only"):
            array[0] = array[0]


def test_postcodes_are_sorted_and_point_at_areas_and_wards(store):
    postcodes = store.postcodes
    assert len(postcodes.code) == 6824
    assert list(postcodes.code) == sorted(set(postcodes.code))
    assert 0 <= postcodes.lsoa21.min() <= postcodes.lsoa21.max() < 191
    assert set(postcodes.ward_code) <= {code for code, _ in store.wards}
    assert set(postcodes.quality.tolist()) <= {10, 20, 30, 40, 50, 60, 90}
