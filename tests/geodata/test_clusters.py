"""Local Moran's I as the build asks for it, against a ring that can be worked out in full."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from geodata.build_clusters import local_moran

RING = [np.array([(i - 1) % 12, (i + 1) % 12]) for i in range(12)]


def test_local_morans_add_up_to_the_global_one():
    values = np.random.default_rng(2).normal(size=12)
    z = values - values.mean()
    lags = np.array([z[near].mean() for near in RING])
    moran = (z * lags).sum() / (z**2).sum()
    statistic, _, _ = local_moran(values, RING)
    assert statistic.sum() / 11 == pytest.approx(moran)


def test_pseudo_p_values_are_near_those_of_every_possible_neighbourhood():
    values = np.array([9.0, 8.5, 7.0, 1.0, 3.0, 2.5, 0.2, 4.0, 4.4, 5.0, 6.1, 8.8])
    _, p, _ = local_moran(values, RING)
    z = (values - values.mean()) / values.std()
    for place, near in enumerate(RING):
        every = np.array([sum(two) / 2 for two in itertools.combinations(np.delete(z, place), 2)])
        lag = z[near].mean()
        most = min((every >= lag - 1e-9).mean(), (every <= lag + 1e-9).mean())
        least = min((every > lag + 1e-9).mean(), (every < lag - 1e-9).mean())
        assert 2 * least - 0.03 < p[place] < 2 * most + 0.03


def test_quadrants_name_the_place_first_and_its_neighbours_second():
    values = np.array([9.0, 9, 9, 1, 1, 1, 1, 9, 1, 1, 1, 9])
    _, _, quadrant = local_moran(values, RING)
    assert (quadrant[0], quadrant[4], quadrant[7]) == ("high-high", "low-low", "high-low")
    assert (quadrant[3], quadrant[11]) == ("low-high", "high-high")


def test_one_answer_every_time_and_none_for_a_missing_value():
    values = np.append(np.arange(11.0), np.nan)
    first, second = local_moran(values, RING), local_moran(values, RING)
    assert first[1][:11].tolist() == second[1][:11].tolist()
    assert np.isnan(first[1][11])
    assert first[2][11] == ""


def test_values_that_are_all_the_same_make_no_cluster():
    statistic, p, quadrant = local_moran(np.ones(12), RING)
    assert np.isnan(statistic).all()
    assert np.isnan(p).all()
    assert set(quadrant) == {""}
