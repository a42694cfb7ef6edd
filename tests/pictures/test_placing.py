"""Names take their places one after the other; those that lead do so first."""

from __future__ import annotations

import numpy as np
import pytest

from geodata.contents import Array
from geodata.store import Store
from page.map_data import name_data
from pictures.names import name_zooms, usual_zooms
from pictures.placing import Placing

ZOOM, FINE = 12, 10.0


def some(count: int, seed: int) -> Placing:
    """Boxes of several sizes at whole places, so that some share a place on one axis."""
    dice = np.random.default_rng(seed)
    places = dice.permutation(60 * 60)[:count]
    x, y = 900.0 * (places % 60), 900.0 * (places // 60)
    return Placing(x, y, dice.uniform(10, 60, count), dice.uniform(7, 14, count), ZOOM, FINE)


def one_by_one(placing: Placing, leading: tuple[int, ...]) -> Array:
    """The definition: each name beside all that come before it."""
    rest = [at for at in range(len(placing.x)) if at not in leading]
    zooms = np.zeros(len(placing.x))
    before: list[int] = []
    for at in (*leading, *rest):
        for other in before:
            with np.errstate(divide="ignore"):
                beside = (placing.across[at] + placing.across[other]) / abs(
                    placing.x[at] - placing.x[other]
                )
                below = (placing.down[at] + placing.down[other]) / abs(
                    placing.y[at] - placing.y[other]
                )
            parting = ZOOM + np.log2(FINE * min(beside, below))
            if parting > zooms[other]:
                zooms[at] = max(zooms[at], parting)
        before.append(at)
    return zooms


@pytest.mark.parametrize("leading", [(), (0,), (79,), (3, 40, 41), tuple(range(1, 80, 2))])
@pytest.mark.parametrize("seed", [1, 2])
def test_placing_anew_what_leading_changes_is_placing_all(
    leading: tuple[int, ...], seed: int
) -> None:
    placing = some(80, seed)
    found = placing.zooms(leading)
    assert found == pytest.approx(one_by_one(placing, leading), abs=1e-12)
    assert (found != placing.usual).any() == bool(set(leading) - {0})


def test_a_view_says_only_of_names_that_its_wards_move_when_they_are_shown(store: Store) -> None:
    usual = dict(zip(store.level("ward").codes, usual_zooms(store), strict=True))
    last = max(usual, key=usual.__getitem__)
    found = name_zooms(store, (last,))
    assert name_zooms(store, ()) == {}
    assert found[last] < usual[last]
    assert all(usual[code] != zoom for code, zoom in found.items())
    assert [one[5] for one in name_data(store)] == list(usual.values())
