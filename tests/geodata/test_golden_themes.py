"""Figures of the themes, computed from the tables alone and seen again through the store."""

from __future__ import annotations

import csv
import math
from collections import Counter

import numpy as np
import pandas as pd
import pytest

from geodata import stats
from geodata.aggregate import estimated, over, whole
from geodata.catalogue import FIGURES_DIR
from geodata.selection import Filter, select
from tests.geodata.conftest import CODE

BANDS_50 = ("50_54", "55_59", "60_64", "65_69", "70_74", "75_79", "80_plus")


def rows(name):
    with (FIGURES_DIR / CODE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def total(store, key, part="value"):
    return np.nansum(getattr(store.values(key), part))


def by_code(store, key):
    values = store.values(key)
    return dict(zip(values.codes, values.value.tolist(), strict=True))


def wilson(count, n):
    z, p = 1.959963984540054, count / n
    spread = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return tuple((p + z * z / (2 * n) + sign * spread) / (1 + z * z / n) for sign in (-1, 1))


def test_the_lowest_first_dose_uptake_is_71_per_cent_around_the_town_centre(store):
    register = {row["msoa11_code"]: row for row in rows("population_nims_2021_msoa11.csv")}
    doses = Counter()
    for row in rows("covid_vaccination_msoa11_age_20210711.csv"):
        doses[row["msoa11_code"]] += int(row["first_dose"])
    uptake = {code: 100 * doses[code] / int(register[code]["16_plus"]) for code in register}
    lowest = min(uptake, key=uptake.get)
    assert register[lowest]["msoa_hcl_name"] == "Central Stockport, Portwood & Shaw Heath"
    assert uptake[lowest] == pytest.approx(70.88, abs=0.005)
    found = by_code(store, "uptake_first_16_plus")
    assert min(found, key=found.get) == lowest
    assert found == pytest.approx(uptake)
    assert store.values("uptake_first_16_plus").rank.max() == 42


def test_people_over_50_without_a_first_dose_are_register_less_doses(store):
    """In the whole authority, then in the MSOAs that hold an LSOA of the most deprived quintile.

    An MSOA belongs to a selection of LSOAs when at least one of them lies in it.
    """
    missing = Counter()
    for row in rows("covid_vaccination_msoa11_age_20210711.csv"):
        if row["age_band"] in BANDS_50:
            missing[row["msoa11_code"]] += int(row["population_nims"]) - int(row["first_dose"])
    assert sum(missing.values()) == 8_507
    assert by_code(store, "unvaccinated_50_plus") == dict(missing)
    decile = {row["lsoa21_code"]: int(row["imd_decile"]) for row in rows("imd_2025_lsoa21.csv")}
    deprived = {
        row["msoa11_code"] for row in rows("lsoa21_lookup.csv") if decile[row["lsoa21_code"]] <= 2
    }
    level = store.level("msoa", 2011)
    members = store.members(select(store, Filter(quintiles=(1,), by="imd_2025")).mask, level)
    assert {code for code, on in zip(level.codes, members, strict=True) if on} == deprived
    found = store.values("unvaccinated_50_plus").value[members].sum()
    assert found == sum(missing[code] for code in deprived)
    assert (len(deprived), found) == (15, 3_419)


def test_44_per_cent_of_the_muslims_live_in_three_wards(store):
    ward = {row["lsoa21_code"]: row["ward23_name"] for row in rows("lsoa21_lookup.csv")}
    muslims = Counter()
    for row in rows("religion_2021_lsoa21.csv"):
        muslims[ward[row["lsoa21_code"]]] += int(row["muslim"])
    first = muslims.most_common(3)
    assert [name for name, _ in first] == ["Heald Green", "Cheadle West & Gatley", "Heatons South"]
    share = sum(count for _, count in first) / sum(muslims.values())
    assert share == pytest.approx(0.4448, abs=5e-5)
    level = store.level("ward", 2023)
    counts = np.bincount(level.of_area, weights=store.values("religion_muslim_count_2021").value)
    assert dict(zip(level.names, counts.astype(int).tolist(), strict=True)) == dict(muslims)


def test_practices_with_more_diabetes_than_the_authority(store):
    """Above the authority's own interval; and, stricter, with an interval above its value."""
    counts = {
        row["practice_code"]: (int(row["register"]), int(row["list_size"]))
        for row in rows("gp_qof_prevalence.csv")
        if row["year"] == "2020-21" and row["group_code"] == "DM"
    }
    register = sum(count for count, _ in counts.values())
    patients = sum(size for _, size in counts.values())
    high = wilson(register, patients)[1]
    above = {code for code, (count, size) in counts.items() if count / size > high}
    wholly = {
        code
        for code, (count, size) in counts.items()
        if wilson(count, size)[0] > register / patients
    }
    values = store.values("qof_diabetes_2020_21")
    limit = 100 * stats.wilson(np.nansum(values.numerator), np.nansum(values.denominator))[1]
    low = stats.wilson(values.numerator, values.denominator)[0]
    codes = np.array(values.codes)
    assert set(codes[values.value > limit]) == above
    assert set(codes[low > np.nansum(values.numerator) / np.nansum(values.denominator)]) == wholly
    assert (len(above), len(wholly), len(counts)) == (21, 11, 35)


def test_census_totals_differ_by_a_few_people_between_tables(store):
    assert total(store, "ethnic_asian_share_2021", "denominator") == 294_792
    assert total(store, "religion_muslim_share_2021", "denominator") == 294_786
    assert total(store, "ethnic_asian_count_2021") == 21_453
    assert total(store, "religion_muslim_count_2021") == 16_335
    assert total(store, "little_or_no_english_count_2021") == 2_391
    assert total(store, "one_person_households_count_2021") == 39_450


@pytest.mark.parametrize(
    ("group", "whole"),
    [("ethnic_group_2021", 5), ("religion_2021", 9), ("religion_2011", 9), ("age_2022", 3)],
)
def test_shares_of_a_group_add_up_to_everybody(store, group, whole):
    members = store.catalogue.group(group)
    assert len(members) == whole
    shares = sum(store.values(one.key).value for one in members)
    areas = len(store.values(members[0].key).codes)
    assert areas == {"2011": 190}.get(members[0].edition, 191)
    assert shares == pytest.approx(np.full(areas, 100.0))


def test_every_share_is_its_parts_and_every_rate_too(store):
    fractions = [
        one for one in store.catalogue.indicators if one.kind.is_fraction and one.has_parts
    ]
    assert len(fractions) > 50
    for indicator in fractions:
        values = store.values(indicator.key)
        expected = (indicator.per or 100) * values.numerator / values.denominator
        assert np.allclose(values.value, expected, equal_nan=True), indicator.key


def test_diversity_is_one_less_the_squared_shares(store):
    found = by_code(store, "ethnic_diversity_2021")
    for row in rows("ethnic_group_2021_lsoa21.csv"):
        groups = [int(row[name]) for name in ("asian", "black", "mixed", "white", "other")]
        expected = 1 - sum(count**2 for count in groups) / sum(groups) ** 2
        assert found[row["lsoa21_code"]] == pytest.approx(expected)


def test_doses_and_register_are_the_published_totals(store):
    assert total(store, "uptake_first_16_plus", "numerator") == 207_854
    assert total(store, "uptake_second_16_plus", "numerator") == 160_874
    parts = total(store, "unvaccinated_16_plus") + total(store, "uptake_first_16_plus", "numerator")
    assert parts == total(store, "uptake_first_16_plus", "denominator")


def test_nobody_under_25_is_in_a_percentage(store):
    young = [one for one in store.catalogue.indicators if "under_25" in one.key]
    assert {one.kind.key for one in young} == {"count"}
    assert len(young) == 2
    assert total(store, "doses_first_under_25") == sum(
        int(row["first_dose"])
        for row in rows("covid_vaccination_msoa11_age_20210711.csv")
        if row["age_band"] == "under_25"
    )


def test_waits_are_over_appointments_with_a_known_wait(store):
    assert total(store, "wait_same_day_2025_04", "numerator") == 65_911
    assert total(store, "wait_within_week_2025_04", "numerator") == 65_911 + 11_768 + 25_199
    assert total(store, "wait_after_two_weeks_2025_04", "numerator") == 12_688 + 7_378 + 6_203
    assert total(store, "wait_same_day_2025_04", "denominator") == 153_731 - 134


@pytest.mark.parametrize(
    ("year", "file"),
    [
        ("2020-21", "gp_qof_prevalence.csv"),
        ("2021-22", "gp_qof_prevalence_newer.csv"),
        ("2022-23", "gp_qof_prevalence.csv"),
        ("2022-23", "gp_qof_prevalence_newer.csv"),
        ("2024-25", "gp_qof_prevalence_newer.csv"),
    ],
)
def test_recorded_prevalence_is_the_percentage_beside_it_in_the_table(store, year, file):
    keys = {
        one.column: one.key
        for one in store.catalogue.at("practice")
        if one.key.startswith("qof_") and one.edition == year
    }
    published = [row for row in rows(file) if row["year"] == year]
    assert len(keys) == 21
    assert {f"register_{row['group_code']}" for row in published} <= set(keys)
    for row in published:
        found = by_code(store, keys[f"register_{row['group_code']}"])[row["practice_code"]]
        assert found == pytest.approx(float(row["prevalence_pct"]), abs=6e-4)


def test_the_countrys_prevalence_is_that_of_all_its_practices(store):
    known = rows("gp_qof_prevalence_england.csv")
    assert len(known) == 63
    for row in known:
        (one,) = (
            one
            for one in store.catalogue.at("practice")
            if one.edition == row["year"] and one.column == f"register_{row['group_code']}"
        )
        share = 100 * float(row["register"]) / float(row["list_size"])
        assert store.values(one.key).national == pytest.approx(share, abs=6e-5)
    assert math.isnan(store.values("qof_diabetes_2020_21").national)


def test_attendances_are_the_rate_beside_them_in_the_table(store):
    found = by_code(store, "ae_attendances_0_4_2021_22")
    for row in rows("gp_more_indicators.csv"):
        expected = float(row["ae_per_1000_0_4_2021_22"])
        assert found[row["practice_code"]] == pytest.approx(expected, abs=0.06)


def test_a_mean_rank_is_the_ranks_of_the_lsoas_weighted_by_people(store):
    people = {
        row["lsoa21_code"]: int(row["population"]) for row in rows("population_mid2022_lsoa21.csv")
    }
    rank = {row["lsoa21_code"]: int(row["imd_rank"]) for row in rows("imd_2025_lsoa21.csv")}
    sums, heads = Counter(), Counter()
    for row in rows("lsoa21_lookup.csv"):
        sums[row["msoa11_code"]] += rank[row["lsoa21_code"]] * people[row["lsoa21_code"]]
        heads[row["msoa11_code"]] += people[row["lsoa21_code"]]
    level = store.level("msoa", 2011)
    expected = [sums[code] / heads[code] for code in level.codes]
    assert estimated(store, "imd_2025", level).value == pytest.approx(expected)


def test_the_change_in_share_is_that_of_counts_added_up(store):
    """Share after less share before, of the whole, of each ward and of each area."""
    lookup = rows("lsoa21_lookup.csv")
    later = {row["lsoa21_code"]: row for row in rows("religion_2021_lsoa21.csv")}
    earlier = {row["lsoa11_code"]: row for row in rows("census_2011_religion_lsoa11.csv")}
    group = store.catalogue.group("religion_share_change")
    assert len(group) == 9
    for one in group:
        now, before = one.column.removesuffix("_2021"), one.before_column

        def changed(kept, now=now, before=before):
            inside = [row for row in lookup if kept(row)]
            old = {row["lsoa11_code"] for row in inside}
            after = [later[row["lsoa21_code"]] for row in inside]
            was = [earlier[code] for code in old]
            return 100 * (
                sum(int(row[now]) for row in after) / sum(int(row["total"]) for row in after)
                - sum(int(row[before]) for row in was) / sum(int(row["total"]) for row in was)
            )

        assert whole(store, one.key).value[0] == pytest.approx(changed(bool))
        wards = store.level("ward")
        for code, found in zip(wards.codes, over(store, one.key, wards).value, strict=True):
            assert found == pytest.approx(
                changed(lambda row, code=code: row["ward23_code"] == code)
            )
        for code, found in by_code(store, one.key).items():
            assert found == pytest.approx(
                changed(lambda row, code=code: row["lsoa11_code"] == code)
            )


def test_children_in_low_income_are_the_counts_of_the_table_in_each_year(store):
    years = store.catalogue.group("child_low_income")
    published = rows("child_low_income_msoa11.csv")
    assert [one.edition for one in years] == sorted({row["year"] for row in published})[::-1]
    for one in years:
        then = [row for row in published if row["year"] == one.edition]
        counts = {row["msoa11_code"]: int(row["children"]) for row in then}
        assert by_code(store, one.key) == counts
    assert total(store, "child_low_income_2021_22") == 10_855
    assert total(store, "child_low_income_2014_15") == 8_544


def local_health(name):
    rows_of = (row for row in rows("local_health_msoa11.csv") if row["indicator"] == name)
    return {row["msoa11_code"]: float(row["value"]) for row in rows_of}


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("life_expectancy_female_2015_19", "life_expectancy_birth_female"),
        ("deaths_cancer_under_75_2015_19", "smr_cancer_u75"),
        ("emergency_admissions_2015_20", "emergency_admissions_all_causes"),
        ("limiting_illness_2011", "limiting_long_term_illness_pct_2011"),
    ],
)
def test_health_is_the_published_figure_of_each_neighbourhood_and_of_the_whole(store, key, name):
    assert by_code(store, key) == local_health(name)
    whole_of = {row["indicator"]: float(row["value"]) for row in rows("local_health_borough.csv")}
    assert whole(store, key).value.tolist() == [whole_of[name]]


def test_every_published_figure_of_health_is_an_indicator(store):
    columns = [one.column for one in store.catalogue.indicators if one.table == "local_health"]
    names = {row["indicator"] for row in rows("local_health_msoa11.csv")}
    assert sorted(columns) == sorted(f"value_{one}" for one in names)


def test_standardised_ratios_do_not_average_to_that_of_the_whole(store):
    """Why the whole is taken as published: weighted by people, neighbourhoods come out higher."""
    level = store.level("msoa", 2011)
    values = store.values("deaths_all_causes_2015_19")
    mean = np.average(values.value, weights=store.people(level))
    assert mean == pytest.approx(102.4, abs=0.05)
    assert whole(store, "deaths_all_causes_2015_19").value[0] == 97.7


def test_religion_of_2011_is_its_counts_over_all_residents(store):
    published = rows("census_2011_religion_lsoa11.csv")
    for name in ("muslim", "no_religion", "not_stated"):
        values = store.values(f"religion_{name}_share_2011")
        counts = {row["lsoa11_code"]: int(row[name]) for row in published}
        assert dict(zip(values.codes, values.numerator.tolist(), strict=True)) == counts
    assert total(store, "religion_muslim_share_2011", "denominator") == 283_275


@pytest.mark.parametrize("name", ["muslim", "christian", "no_religion"])
def test_religion_changes_on_areas_that_are_the_same_the_split_one_added_up(store, name):
    before = {row["lsoa11_code"]: row for row in rows("census_2011_religion_lsoa11.csv")}
    became = {row["lsoa21_code"]: row["lsoa11_code"] for row in rows("lsoa21_lookup.csv")}
    people = Counter(dict.fromkeys(before, 0))
    for row in rows("religion_2021_lsoa21.csv"):
        people[became[row["lsoa21_code"]]] += int(row[name])
    assert len(people) == 190
    change = {code: people[code] - int(row[name]) for code, row in before.items()}
    assert by_code(store, f"religion_{name}_change") == change


def test_muslims_rose_by_6_904_between_two_censuses(store):
    assert total(store, "religion_muslim_change") == 16_335 - 9_431


ENGLAND = {
    "ethnic": (
        "ts021_ethnic_group_5_lsoa21_ew",
        {"Asian, Asian British or Asian Welsh": "asian", "White": "white"},
    ),
    "religion": (
        "ts030_religion_lsoa21_ew",
        {"Muslim": "muslim", "No religion": "no_religion", "Not answered": "not_answered"},
    ),
}


@pytest.mark.parametrize("theme", ENGLAND)
def test_the_share_of_england_is_that_of_all_its_small_areas(store, fixtures, theme):
    name, groups = ENGLAND[theme]
    table = pd.read_parquet(fixtures / "census" / f"{name}.parquet")
    england = table[table["lsoa21_code"].str.startswith("E")]
    assert len(england) == 33_755
    for column, slug in groups.items():
        share = 100 * england[column].sum() / england["total_residents"].sum()
        one = store.catalogue.indicator(f"{theme}_{slug}_share_2021")
        assert one.national == pytest.approx(share, abs=0.0001)


@pytest.mark.parametrize("key", ["ethnic_group_2021", "religion_2021", "ethnic_group_19_2021"])
def test_the_groups_of_england_are_all_of_it(store, key):
    every = (*store.catalogue.indicators, *store.absent.indicators)
    shares = [one.national for one in every if one.group == key]
    assert sum(shares) == pytest.approx(100, abs=0.001)


def test_the_deprivation_of_patients_in_2025_is_the_score_of_the_table(store):
    found = by_code(store, "imd_2025_score")
    for row in rows("gp_imd_2025_score.csv"):
        assert found[row["practice_code"]] == float(row["imd_2025_score"])
