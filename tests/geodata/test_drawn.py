"""Areas that a reader draws: what lies in them, how they are written, and what cannot be used."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import polyline
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.catalogue import FIGURES_DIR
from geodata.distance import metres, offsets, ring
from geodata.drawn import (
    MOST_CORNERS,
    DrawnError,
    circle_at,
    inside,
    outline_of,
    read_outline,
    rule,
    shortest,
    why_empty,
)
from geodata.landmarks import circle_of, landmark, positions, read_near, token_of
from geodata.store import Store

FIGURES = FIGURES_DIR / "E08000007"


@pytest.fixture(scope="module")
def centroids() -> pd.DataFrame:
    """Eastings and northings of every LSOA, metres."""
    table = pd.read_csv(FIGURES / "lsoa21_population_weighted_centroids.csv")
    return table.set_index("lsoa21_code").sort_index()


@pytest.fixture(scope="module")
def postcodes() -> pd.DataFrame:
    """Eastings and northings of every postcode, metres."""
    return pd.read_csv(FIGURES / "postcodes.csv").set_index("postcode")


def codes(store: Store, mask: np.ndarray) -> set[str]:
    """The codes of the areas in a mask."""
    return {code for code, there in zip(store.areas.code, mask, strict=True) if there}


@pytest.mark.parametrize("radius", [400, 800, 1_500, 4_000])
def test_a_circle_holds_the_areas_whose_centroids_lie_within_it_on_the_grid(
    store: Store, centroids: pd.DataFrame, postcodes: pd.DataFrame, radius: int
) -> None:
    # A metre on the grid is 0.4 mm short of one on the ground here, and the points are rounded.
    unsure = 2.0
    for postcode in postcodes.index[::97]:
        at = postcodes.loc[postcode]
        away = np.hypot(centroids.easting - at.easting, centroids.northing - at.northing)
        held = codes(
            store, inside(store, circle_of(store, (postcode.replace(" ", ""), str(radius))))
        )
        assert set(away.index[away < radius - unsure]) <= held
        assert held <= set(away.index[away < radius + unsure])


def test_distances_agree_with_the_national_grid(postcodes: pd.DataFrame) -> None:
    one, others = postcodes.iloc[0], postcodes.iloc[1::50]
    found = metres(one.lat, one.lon, others.lat.to_numpy(), others.lon.to_numpy())
    grid = np.hypot(others.easting - one.easting, others.northing - one.northing)
    assert np.abs(found * 0.9996 - grid).max() < 3


def test_a_ring_is_everywhere_as_far_as_it_says() -> None:
    corners = ring(53.4, -2.1, 1_000)
    away = np.hypot(*offsets(53.4, -2.1, corners[:, 1], corners[:, 0]))
    assert np.allclose(away, 1_000, atol=0.5)


def test_an_outline_holds_the_areas_whose_centroids_lie_inside(store: Store) -> None:
    box = outline_of([(53.40, -2.20), (53.43, -2.20), (53.43, -2.12), (53.40, -2.12)])
    lon, lat = store.areas.centroid.T
    expected = (lat >= 53.40) & (lat <= 53.43) & (lon >= -2.20) & (lon <= -2.12)
    assert (inside(store, box) == expected).all()
    assert 0 < expected.sum() < len(expected)


def test_without_centroids_more_than_half_of_the_postcodes_decide(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    from geodata import drawn

    with_centroids = rule(store)
    monkeypatch.setattr(drawn, "points_of", lambda one: np.full((len(one.areas.code), 2), np.nan))
    assert rule(store) != with_centroids
    box = outline_of([(53.40, -2.20), (53.43, -2.20), (53.43, -2.12), (53.40, -2.12)])
    postcodes = store.postcodes
    held = (
        (postcodes.lat >= 53.40)
        & (postcodes.lat <= 53.43)
        & (postcodes.lon >= -2.20)
        & (postcodes.lon <= -2.12)
    )
    shares = pd.Series(held).groupby(postcodes.lsoa21).mean()
    expected = {store.areas.code[at] for at in shares.index[shares > 0.5]}
    assert codes(store, inside(store, box)) == expected


corner = st.tuples(st.floats(53.3, 53.5), st.floats(-2.3, -2.0))


@given(st.lists(corner, min_size=3, max_size=40))
def test_what_can_be_used_is_read_again_exactly(corners: list[tuple[float, float]]) -> None:
    try:
        found = outline_of(corners)
    except DrawnError:
        return
    assert read_outline(found.text) == found
    assert found.polygon.is_valid
    assert found.polygon.area > 0


@given(st.text(max_size=40))
def test_any_text_is_an_outline_or_refused_in_words(text: str) -> None:
    try:
        found = read_outline(text)
    except DrawnError:
        return
    assert found.text == text


@pytest.mark.parametrize(
    ("corners", "why"),
    [
        ([], "0 corners"),
        ([(53.4, -2.1)] * 5, "1 corners"),
        ([(53.4, -2.1), (53.41, -2.1)], "2 corners"),
        ([(53.4, -2.1), (53.41, -2.1), (53.42, -2.1)], "crosses or touches|one line"),
        ([(53.4, -2.1), (53.41, -2.2), (53.4, -2.2), (53.41, -2.1)], "crosses.*latitude 53.405"),
        ([(-2.1, 153.4), (-2.2, 253.4), (-2.3, 53.4)], "not on the Earth"),
        (
            [
                (53.4 + math.cos(one / 100) / 50, -2.1 + math.sin(one / 100) / 50)
                for one in range(600)
            ],
            f"at most {MOST_CORNERS}",
        ),
    ],
)
def test_what_cannot_be_used_is_refused_with_the_reason(
    corners: list[tuple[float, float]], why: str
) -> None:
    with pytest.raises(DrawnError, match=why):
        outline_of(corners)


def test_a_hundred_thousand_corners_are_refused_at_once() -> None:
    turn = np.linspace(0, 2 * np.pi, 100_000)
    text = polyline.encode(list(zip(53.4 + np.cos(turn) / 9, -2.1 + np.sin(turn) / 9, strict=True)))
    with pytest.raises(DrawnError, match="corners, at most"):
        read_outline(text)


def test_why_nothing_is_held_is_said(store: Store) -> None:
    assert "outside Stockport" in why_empty(store, circle_at(52.0, -1.0, 500))
    first = store.areas.centroid[0]
    sliver = circle_at(float(first[1]) + 0.003, float(first[0]), 60)
    assert not inside(store, sliver).any()
    assert "no small area" in why_empty(store, sliver)


def test_an_outline_is_written_as_codes_where_they_are_shorter(store: Store) -> None:
    around = [(53.35, -2.3), (53.45, -2.3), (53.45, -1.95), (53.35, -1.95)]
    assert shortest(store, outline_of(around).text) == ()
    lon, lat = store.areas.centroid[0]
    many = circle_at(float(lat), float(lon), 60).polygon.exterior.coords[:-1]
    found = outline_of([(north, east) for east, north in many])
    assert shortest(store, found.text) == (store.areas.code[0],)


def test_landmarks_are_found_however_they_are_typed(store: Store) -> None:
    known = positions(store)
    for typed in ("sk1 3xe", "SK13XE", " sk1  3xe ", "SK1 3XE"):
        assert token_of(typed, known) == "SK13XE"
    assert landmark(store, "SK13XE").name == "SK1 3XE"
    assert token_of("ZZ1 1ZZ", known) == ""
    for token in list(known)[::50]:
        assert landmark(store, token).token == token_of(token, known)
    at = store.postcodes.code.index("SK1 3XE")
    assert landmark(store, "SK13XE").lat == store.postcodes.lat[at]
    practice = next(code for code in store.practices.code if code in known)
    assert circle_of(store, (practice, "500")).name == landmark(store, practice).name


@pytest.mark.parametrize("radius", ["0", "49", "20001", "-800", "8e2", "nan", "", "١٠٠", "800 "])
def test_a_radius_that_is_none_is_refused(radius: str) -> None:
    assert read_near(["SK13XE", radius], frozenset({"SK13XE"})) is None


@pytest.mark.parametrize("place", [["nan", "1"], ["91", "0"], ["53", "200"], ["x", "1"], ["1"]])
def test_a_point_that_is_none_is_refused(place: list[str]) -> None:
    assert read_near([*place, "800"], frozenset({"SK13XE"})) is None
