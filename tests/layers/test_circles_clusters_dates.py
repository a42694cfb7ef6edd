"""Circles, clusters and dates: what lies over the shaded areas, and how they were earlier."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from geodata.catalogue import Indicator
from geodata.store import Store
from layers.areas import shaded
from layers.circles import circles
from layers.clusters import clusters, kinds, labels
from layers.over_time import BANDS, bands, moments
from page.map_data import cluster_data, indicator_data


def clustered(store: Store) -> list[Indicator]:
    return [one for one in shaded(store) if one.clusters]


def test_circles_are_counts_and_nothing_else(store: Store) -> None:
    assert {one.kind.key for one in store.catalogue.counts} == {"count"}
    for one in store.catalogue.counts:
        assert len(circles(store, one).radii) == len(store.values(one.key).value)


def test_an_area_in_a_cluster_is_significant_and_its_end_is_right(store: Store) -> None:
    for indicator in clustered(store):
        found, classes = store.clusters(indicator.key), kinds(store, indicator)
        assert len(classes) == len(found.codes)
        for letter, significant, kind in zip(
            classes, found.significant, found.quadrant, strict=True
        ):
            assert (letter != 0) == significant
            if letter == 1:
                assert kind == "high-high"
    rank = store.values("imd_2025").rank
    inside = kinds(store, store.catalogue.indicator("imd_2025")) == 1
    assert rank[inside].max() < np.median(rank)


def test_outlines_enclose_exactly_the_areas_they_count(store: Store) -> None:
    indicator = store.catalogue.indicator("imd_2025")
    found, level = clusters(store, indicator), store.level("lsoa", 2021)
    classes = kinds(store, indicator).tolist()
    assert [one.label for one in found.kinds] == list(labels(indicator))
    for number, kind in enumerate(found.kinds, start=1):
        inside = [kind.shape.covers(shapely.point_on_surface(area)) for area in level.geometry]
        assert sum(inside) == kind.areas == classes.count(number)
    assert [one["dashes"] for one in cluster_data(store, indicator)] == [
        one.dashes for one in found.kinds if one.areas
    ]


def test_an_indicator_without_clusters_has_none(store: Store) -> None:
    indicator = store.catalogue.indicator("population_2022")
    assert clusters(store, indicator).kinds == ()
    assert indicator_data(store, indicator)["clusters"]["lines"] == []


def test_the_last_date_of_a_series_is_the_figure_itself(store: Store) -> None:
    for trend in store.catalogue.trends:
        indicator = store.catalogue.indicator(trend.indicator)
        found = moments(store, indicator)
        last = found["2021-07-11"]
        assert list(found)[-1] == "2021-07-11"
        assert last.day == "11 July 2021"
        assert last.people.tolist() == store.values(indicator.key).numerator.tolist()
        sent = indicator_data(store, indicator)
        assert [day for day, _ in sent["dates"]] == list(sent["at"]) == list(found)


def test_a_date_that_does_not_publish_an_age_group_is_left_out(store: Store) -> None:
    found = moments(store, store.catalogue.indicator("uptake_second_50_plus"))
    assert list(found) == ["2021-05-23", "2021-06-20", "2021-07-11"]


def test_an_indicator_of_one_date_has_no_series(store: Store) -> None:
    assert moments(store, store.catalogue.indicator("imd_2025")) == {}
    assert indicator_data(store, store.catalogue.indicator("imd_2025"))["at"] == {}


@pytest.mark.parametrize("key", ["uptake_first_16_plus", "uptake_second_80_plus"])
def test_bands_hold_their_lower_bound_and_are_the_same_at_every_date(
    store: Store, key: str
) -> None:
    found = moments(store, store.catalogue.indicator(key))
    assert len(found) >= 3
    for moment in found.values():
        for share, band in zip(moment.share, bands(moment), strict=True):
            low = 10 * (band - 1)
            assert 1 <= band <= len(BANDS) == 10
            assert low <= share < low + 10 or (band == len(BANDS) and share >= 100)
