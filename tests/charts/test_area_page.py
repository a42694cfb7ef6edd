"""What an area page says beside its figures: small areas, practices, venues, people then."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from charts.change import censuses, change, people_then_and_now
from charts.nearby import nearby_practices
from charts.small_areas import small_areas
from charts.venue_lists import nearby_venues
from geodata.catalogue import FIGURES_DIR
from geodata.nearby import away, middle
from geodata.selection import Filter, venues_in
from geodata.store import Store

from .conftest import view_of
from .test_tables import column

FIGURES = FIGURES_DIR / "E08000007"
WARD = "E05015018"
FILTERS = (
    Filter(),
    Filter(wards=(WARD,)),
    Filter(picked=("E01005746",)),
    Filter(near=("SK13XE", "800")),
    Filter(quintiles=(1,), by="imd_2025"),
)


@pytest.fixture(scope="module")
def lookup() -> pd.DataFrame:
    return pd.read_csv(FIGURES / "lsoa21_lookup.csv")


def test_small_areas_are_those_of_the_ward_the_most_deprived_first(
    store: Store, lookup: pd.DataFrame
) -> None:
    ranks = pd.read_csv(FIGURES / "imd_2025_lsoa21.csv").set_index("lsoa21_code")
    own = ranks.loc[lookup.lsoa21_code[lookup.ward23_code == WARD]]
    rank = next(one for one in own.columns if one.startswith("imd") and "rank" in one)
    own = own.sort_values(rank)
    table = small_areas(view_of(store, Filter(wards=(WARD,)))).table
    assert column(table, "lsoa21_code") == own.index.tolist()
    assert column(table, "rank") == own[rank].tolist()
    assert column(table, "decile") == np.ceil(10 * own[rank] / 33_755).astype(int).tolist()


@pytest.mark.parametrize("filter", FILTERS)
def test_the_nearest_practices_are_nearest_on_the_grid(store: Store, filter: Filter) -> None:
    context = view_of(store, filter)
    mask = context.selection.mask
    centres = pd.read_csv(FIGURES / "lsoa21_population_weighted_centroids.csv")
    people = pd.read_csv(FIGURES / "population_mid2022_lsoa21.csv").set_index("lsoa21_code")
    chosen = [code for code, there in zip(store.areas.code, mask, strict=True) if there]
    own = centres.set_index("lsoa21_code").loc[chosen]
    weights = people.population[chosen]
    east, north = (np.average(own[one], weights=weights) for one in ("easting", "northing"))
    grid = pd.read_csv(FIGURES / "postcodes.csv").set_index("postcode")
    table = nearby_practices(context).table
    for postcode, metres in zip(
        column(table, "postcode"), column(table, "distance_m"), strict=True
    ):
        at = grid.loc[postcode]
        expected = np.hypot(at.easting - east, at.northing - north)
        assert metres == pytest.approx(expected, rel=1e-3, abs=6)
    inside = column(table, "inside")
    assert inside == sorted(inside, reverse=True)
    outside = [
        one for one, there in zip(column(table, "distance_m"), inside, strict=True) if not there
    ]
    assert outside == sorted(outside)
    named = set(column(table, "practice_code"))
    distance = away(store, mask, store.practices.lat, store.practices.lon)
    rest = [
        far
        for code, far, listed in zip(
            store.practices.code, distance, store.practices.listed, strict=True
        )
        if listed and code not in named
    ]
    assert not outside or not rest or max(outside) <= min(rest)


@pytest.mark.parametrize("filter", FILTERS)
def test_each_kind_of_venue_is_there_and_all_that_stand_inside(
    store: Store, filter: Filter
) -> None:
    context = view_of(store, filter)
    table = nearby_venues(context).table
    kinds = {one.replace("_", " ") for one in store.venues.kind}
    assert {str(one).lower() for one in column(table, "kind")} == kinds
    chosen = venues_in(store, context.selection)
    standing = {code for code, there in zip(store.venues.code, chosen, strict=True) if there}
    codes, inside = column(table, "venue_code"), column(table, "inside")
    assert {code for code, there in zip(codes, inside, strict=True) if there} == standing
    assert len(codes) == len(set(codes))


def test_people_then_and_now_are_the_published_counts(store: Store, lookup: pd.DataFrame) -> None:
    before = pd.read_csv(FIGURES / "census_2011_headcount_lsoa11.csv").set_index("lsoa11_code")
    after = pd.read_csv(FIGURES / "ethnic_group_2021_lsoa21.csv").set_index("lsoa21_code")
    for ward, rows in lookup.groupby("ward23_code"):
        table = change(view_of(store, Filter(wards=(ward,)))).table
        then = before.residents[rows.lsoa11_code.unique()].sum()
        now = after.total[rows.lsoa21_code].sum()
        assert column(table, "people_before")[0] == then
        assert column(table, "people_after")[0] == now
        assert column(table, "change")[0] == now - then
        assert column(table, "change_share")[0] == pytest.approx(100 * (now - then) / then)


def test_a_part_of_a_split_area_is_not_compared(store: Store) -> None:
    parts = [code for code, new in zip(store.areas.code, store.areas.changed, strict=True) if new]
    assert len(parts) > 1
    alone = change(view_of(store, Filter(picked=(parts[0],))))
    assert "cannot be compared" in alone.sentence
    assert column(alone.table, "people_before")[0] is None
    together = change(view_of(store, Filter(picked=tuple(parts))))
    assert column(together.table, "people_before")[0] > 0
    pair = censuses(store)
    assert pair is not None
    nobody = np.zeros(len(store.areas.code), dtype=bool)
    assert people_then_and_now(store, pair, nobody) == (0.0, 0.0)


def test_the_middle_of_nobody_is_nowhere(store: Store) -> None:
    assert np.isnan(middle(store, np.zeros(len(store.areas.code), dtype=bool))).all()


MAKERS: tuple[Any, ...] = (small_areas, nearby_practices, nearby_venues)


@pytest.mark.parametrize("make", MAKERS)
def test_an_invented_town_has_them_too(town: Store, make: Any) -> None:
    for ward, _ in town.wards:
        index = town.catalogue.ranked[0].key
        chart = make(view_of(town, Filter(wards=(ward,), by=index), indicator=index))
        assert chart.sentence
        assert chart.table.rows
