"""Which neighbourhoods an area covers, counted again from the published tables with pandas."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from geodata.catalogue import FIGURES_DIR
from geodata.coverage import basis, coverage, covering, figure, spread
from geodata.store import Store
from tests.geodata.conftest import CODE
from tests.town import build_town

UPTAKE = "uptake_first_16_plus"


@pytest.fixture(scope="module")
def lsoas() -> pd.DataFrame:
    """LSOAs in order of code, with people, ward and MSOA."""
    folder = FIGURES_DIR / CODE
    people = pd.read_csv(folder / "population_mid2022_lsoa21.csv")[["lsoa21_code", "population"]]
    found = pd.read_csv(folder / "lsoa21_lookup.csv").merge(people, on="lsoa21_code")
    return found.sort_values("lsoa21_code", ignore_index=True)


def areas_of(lsoas: pd.DataFrame) -> dict[str, pd.Series]:
    """A ward, an MSOA, an LSOA, the whole authority, an arbitrary selection, nothing."""
    return {
        "ward": lsoas.ward23_name == "Reddish South",
        "other ward": lsoas.ward23_name == "Edgeley",
        "msoa": lsoas.msoa11_code == lsoas.msoa11_code[30],
        "lsoa": lsoas.index == 17,
        "whole": lsoas.population > 0,
        "selection": lsoas.index % 5 < 3,
        "nothing": lsoas.population < 0,
    }


AREAS = ("ward", "other ward", "msoa", "lsoa", "whole", "selection", "nothing")


@pytest.mark.parametrize("name", AREAS)
def test_what_is_covered_has_more_than_half_of_its_people_inside(
    store: Store, lsoas: pd.DataFrame, name: str
) -> None:
    inside = pd.Series(areas_of(lsoas)[name])
    every = lsoas.groupby("msoa11_code").population.sum()
    here = lsoas[inside].groupby("msoa11_code").population.sum().reindex(every.index).fillna(0)
    covered = here > every / 2
    level = store.level("msoa", 2011)
    found = coverage(store, inside.to_numpy(), level)
    codes = np.array(level.codes)
    assert set(codes[found.covered]) == set(every.index[covered])
    assert set(codes[found.touched]) == set(lsoas[inside].msoa11_code)
    assert found.people == lsoas[inside].population.sum()
    assert found.held == here[covered].sum()
    assert found.beyond == (every - here)[covered].sum()
    if name not in ("lsoa", "nothing"):
        assert found.share == pytest.approx(here[covered].sum() / here.sum())
    assert (name in ("msoa", "whole")) <= (found.share == 1 and found.beyond_share == 0)


@pytest.mark.parametrize("name", AREAS)
def test_uptake_of_an_area_is_that_of_what_it_covers_or_of_the_one_it_lies_in(
    store: Store, lsoas: pd.DataFrame, name: str
) -> None:
    inside = pd.Series(areas_of(lsoas)[name])
    folder = FIGURES_DIR / CODE
    doses = pd.read_csv(folder / "covid_vaccination_msoa11_age_20210711.csv")
    first = doses.groupby("msoa11_code").first_dose.sum()
    register = pd.read_csv(folder / "population_nims_2021_msoa11.csv").set_index("msoa11_code")
    every = lsoas.groupby("msoa11_code").population.sum()
    here = lsoas[inside].groupby("msoa11_code").population.sum().reindex(every.index).fillna(0)
    used = list(every.index[here > every / 2]) or list(set(lsoas[inside].msoa11_code))
    found = basis(store, store.catalogue.indicator(UPTAKE), inside.to_numpy())
    value = figure(store, UPTAKE, found)
    if name == "nothing":
        assert found.how == "none"
        assert np.isnan(value.value[0])
        return
    assert found.how == ("lies in" if name == "lsoa" else "covered")
    assert found.count == len(used)
    assert value.numerator[0] == first[used].sum()
    assert value.value[0] == pytest.approx(
        100 * first[used].sum() / register["16_plus"][used].sum()
    )


def test_an_area_that_covers_none_and_lies_in_several_has_no_figure(store: Store) -> None:
    level = store.level("msoa", 2011)
    mask = np.zeros(len(store.areas.code), dtype=np.bool_)
    mask[[level.parts[3][0], level.parts[9][0]]] = True
    found = basis(store, store.catalogue.indicator(UPTAKE), mask)
    assert (found.how, found.count, int(found.coverage.touched.sum())) == ("none", 0, 2)
    assert np.isnan(figure(store, UPTAKE, found).value[0])


def test_half_of_the_people_is_not_more_than_half(tmp_path: Path) -> None:
    """The rule at its edge: halves of an area that is made even for it."""
    town = build_town(tmp_path)
    level = town.level("msoa")
    at = next(parts for parts in level.parts if len(parts) > 1)
    people = town.areas.population.copy()
    people[list(at)] = 0
    people[[at[0], at[-1]]] = 100
    object.__setattr__(town.areas, "population", people)
    mask = np.zeros(len(people), dtype=np.bool_)
    mask[at[0]] = True
    number = level.parts.index(at)
    assert not coverage(town, mask, level).covered[number]
    people[at[0]] = 101
    assert coverage(town, mask, level).covered[number]


def test_the_spread_of_a_level_has_each_area_as_it_is_by_itself(store: Store) -> None:
    for key in (UPTAKE, "ethnic_asian_share_2021", "imd_2025", "imd_2019"):
        indicator = store.catalogue.indicator(key)
        for name in ("ward", "msoa"):
            level = store.level(name)
            found = spread(store, key, level)
            for at in range(len(level.codes)):
                one = basis(store, indicator, level.of_area == at)
                alone = figure(store, key, one).value[0] if one.how != "lies in" else np.nan
                assert found.value[at] == pytest.approx(alone, nan_ok=True), (key, at)


def test_an_area_is_covered_by_one_at_most(store: Store) -> None:
    msoa, ward = store.level("msoa"), store.level("ward")
    found = covering(store, msoa, ward)
    for at in range(len(ward.codes)):
        assert (coverage(store, ward.of_area == at, msoa).covered == (found == at)).all()
    assert set(found.tolist()) == set(range(len(ward.codes)))
