"""Practices, trends and clusters as the store hands them out."""

from __future__ import annotations

import math

import numpy as np
import pytest

from geodata import bundle
from geodata.aggregate import estimated
from geodata.classify import classify, measures_for
from geodata.errors import BundleError, UnknownKeyError
from geodata.selection import Filter, select
from geodata.store import Store

OLDER = ("2020-21", "2021-22", "2022-23")  # editions of practices outside the list
UNLISTED = ["P88034", "P88607", "P88610", "Y00912"]


def test_there_are_32_practices_in_the_list_and_four_outside_it(store):
    practices = store.practices
    assert list(practices.code) == sorted(practices.code)
    assert sum(practices.listed) == 32
    outside = [code for code, on in zip(practices.code, practices.listed, strict=True) if not on]
    assert outside == UNLISTED
    assert np.nansum(practices.patients) == 329_466
    largest = int(np.nanargmax(practices.patients))
    assert (practices.code[largest], practices.patients[largest]) == ("P88026", 54_195)


def test_practices_outside_the_list_have_no_place_and_no_patients(store):
    practices = store.practices
    for code in UNLISTED:
        index = practices.code.index(code)
        assert practices.lsoa21[index] == -1
        assert practices.name[index] == code
        assert practices.postcode[index] == practices.ward_code[index] == ""
        for numbers in (practices.lat, practices.lon, practices.patients):
            assert math.isnan(numbers[index])


def test_practices_can_share_a_postcode_and_stand_inside_the_authority(store):
    practices = store.practices
    listed = np.array(practices.listed)
    assert len(set(np.array(practices.postcode)[listed])) == 28
    assert (practices.lsoa21[listed] >= 0).all()
    assert set(np.array(practices.ward_code)[listed]) <= {code for code, _ in store.wards}


def test_practices_are_chosen_by_where_they_stand(store):
    everywhere = store.practice_mask(np.ones(191, dtype=bool))
    assert everywhere.tolist() == list(store.practices.listed)
    assert not store.practice_mask(np.zeros(191, dtype=bool)).any()
    counts = [
        store.practice_mask(select(store, Filter(wards=(code,))).mask).sum()
        for code, _ in store.wards
    ]
    assert sum(counts) == 32


def test_values_of_practices_are_in_the_order_of_the_practices(store):
    patients = store.values("patients_2025_05")
    assert patients.codes == store.practices.code
    assert np.array_equal(patients.value, store.practices.patients, equal_nan=True)
    diabetes = store.values("qof_diabetes_2020_21")
    assert diabetes.total == 35
    without = [
        code for code, one in zip(diabetes.codes, diabetes.status, strict=True) if one != "ok"
    ]
    assert without == ["Y00912"]


def test_what_a_practice_does_not_have_is_missing_and_not_nought(store):
    later = [one for one in store.catalogue.at("practice") if one.edition not in OLDER]
    assert later
    assert UNLISTED
    for indicator in later:
        values = store.values(indicator.key)
        for code in UNLISTED:
            index = values.codes.index(code)
            assert values.status[index] == "missing"
            assert math.isnan(values.value[index])
            assert values.rank[index] == 0


def test_values_of_msoas_are_in_the_order_of_their_level(store):
    assert store.values("uptake_first_16_plus").codes == store.level("msoa", 2011).codes


def test_a_rating_is_a_word_and_is_not_ranked(store):
    rating = store.values("cqc_rating")
    words = [word for word in rating.words if word]
    assert (words.count("Good"), words.count("Outstanding"), len(words)) == (30, 2, 32)
    assert rating.total == 0
    assert not rating.rank.any()
    assert measures_for(rating.indicator) == ("category",)
    assert classify(rating, "category", place="here").labels == rating.indicator.categories
    with pytest.raises(UnknownKeyError, match="only category"):
        classify(rating, "decile", place="here")


def test_shares_are_grouped_among_themselves_and_never_nationally(store):
    for key in ("ethnic_asian_share_2021", "uptake_first_16_plus", "qof_diabetes_2020_21"):
        values = store.values(key)
        assert measures_for(values.indicator) == ("decile", "local-quintile", "rank")
        assert classify(values, "local-quintile", place="here").basis == "here"


def test_a_part_above_its_whole_is_flagged_and_not_cut(bundle_copy, rewrite):
    def change(rows):
        for row in rows:
            if (row["indicator"], row["code"]) == ("uptake_first_80_plus", "E02001187"):
                row.update(value=110.0, numerator=110.0, denominator=100.0)
            if (row["indicator"], row["code"]) == ("unvaccinated_80_plus", "E02001187"):
                row.update(value=-10.0, numerator=-10.0, denominator=100.0)
        return rows

    rewrite(bundle_copy, bundle.OBSERVATIONS, change)
    store = Store.open(bundle_copy)
    for key, value in (("uptake_first_80_plus", 110), ("unvaccinated_80_plus", -10)):
        values = store.values(key)
        assert np.flatnonzero(values.over).tolist() == [0]
        assert values.value[0] == value
    assert not store.values("population_density_2022").over.any()


def test_a_trend_is_dates_by_areas_and_empty_where_nothing_was_published(store):
    series = store.series("first_50_plus")
    assert series.people.shape == (6, 42)
    assert series.dates[0] == "2021-02-21"
    assert series.published[-1] == "2021-07-15"
    assert (series.dose, series.age_group) == ("first", "50 and over")
    assert np.isnan(series.people).all(axis=1).tolist() == [True] + [False] * 5
    assert series.codes == store.level("msoa", 2011).codes


@pytest.mark.parametrize(
    ("key", "published"),
    [
        ("first_16_plus", 6),
        ("first_80_plus", 6),
        ("first_50_plus", 5),
        ("second_16_plus", 4),
        ("second_50_plus", 3),
        ("second_80_plus", 3),
    ],
)
def test_a_trend_has_the_dates_that_publish_all_of_its_bands(store, key, published):
    people = store.series(key).people
    assert (~np.isnan(people)).all(axis=1).sum() == published
    assert np.isnan(people).any(axis=1).sum() == 6 - published


def test_first_doses_of_all_ages_never_fall_and_end_at_the_uptake(store):
    for trend in store.catalogue.trends:
        series, uptake = store.series(trend.key), store.values(trend.indicator)
        assert series.people[-1].tolist() == uptake.numerator.tolist()
        assert all((one == uptake.denominator).all() for one in series.denominator)
    assert (np.diff(store.series("first_16_plus").people, axis=0) >= 0).all()


def test_clusters_name_the_deprived_end_high(store):
    clusters, values = store.clusters("imd_2025"), store.values("imd_2025")
    assert clusters.codes == values.codes
    high = clusters.significant & (clusters.quadrant == "high-high")
    low = clusters.significant & (clusters.quadrant == "low-low")
    assert high.sum() >= 10
    assert low.sum() >= 10
    assert values.rank[high].max() < values.rank[low].min()
    assert (clusters.p_adjusted >= clusters.p).all()


def test_an_indicator_without_clusters_is_refused_with_those_that_have_them(store):
    with pytest.raises(UnknownKeyError, match="imd_2025"):
        store.clusters("patients_2025_05")


def test_a_trend_that_does_not_exist_is_refused(store):
    with pytest.raises(UnknownKeyError, match="no trend 'boosters'"):
        store.series("boosters")


def test_the_whole_authority_has_the_mean_rank_of_its_areas(store):
    (found,) = estimated(store, "imd_2019", store.level("borough")).value
    ranks = store.values("imd_2019").rank[store.level("lsoa", 2011).of_area]
    assert found == pytest.approx(np.average(ranks, weights=store.areas.population))


@pytest.mark.parametrize(
    ("name", "column", "key"),
    [
        (bundle.SERIES, "series", "first_50_plus"),
        (bundle.CLUSTERS, "indicator", "imd_2025"),
    ],
)
def test_a_bundle_without_a_trend_or_a_cluster_is_refused(bundle_copy, rewrite, name, column, key):
    rewrite(bundle_copy, name, lambda rows: [row for row in rows if row[column] != key])
    with pytest.raises(BundleError, match=key):
        Store.open(bundle_copy)


def test_what_the_store_hands_out_of_the_themes_cannot_be_changed(store):
    shared = [
        store.practices.lsoa21,
        store.practices.patients,
        store.series("first_16_plus").people,
        store.clusters("imd_2025").p,
    ]
    for array in shared:
        with pytest.raises(ValueError, match="read-only"):
            array[0] = array[0]
