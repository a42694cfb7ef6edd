"""What is not selected is grey: never near the colour of a class or of a place without a value."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from callbacks.answer import Explorer
from geodata.contents import Array
from layers import palette
from layers.areas import shaded
from layers.choropleth import choropleth
from layers.sheet import Entry, counts, standing

JUST_NOTICED = 2.3  # a difference in CIE L*a*b* that an eye just notices (Mahy and others, 1994)
GROUNDS = {palette.FADED: ("#E6EBEF", "#FFFFFF"), palette.FADED_DARK: ("#000000", "#202020")}
RAMPS = (
    palette._RAMPS,
    palette._NEUTRAL_RAMPS,
    palette._PRACTICE_RAMPS,
    palette._NEUTRAL_PRACTICE_RAMPS,
)
CLASSES = sorted(
    {one for ramps in RAMPS for ramp in ramps.values() for one in ramp}
    | {*palette.PAIR, *palette._AROUND}
)
OTHERS = (*CLASSES, palette.NO_VALUE)


def rgb(colour: str) -> Array:
    return np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255


def lab(parts: Array) -> Array:
    """CIE L*a*b* of sRGB between 0 and 1, under D65 (IEC 61966-2-1, CIE 15)."""
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    to_xyz = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    xyz = np.array(to_xyz) @ linear / [0.95047, 1, 1.08883]
    x, y, z = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def difference(one: str, other: str, *, ground: str, strength: float) -> float:
    """How far two colours are from each other when so much of the ground is covered by them."""
    laid = [strength * rgb(colour) + (1 - strength) * rgb(ground) for colour in (one, other)]
    return float(np.linalg.norm(lab(laid[0]) - lab(laid[1])))


def test_a_key_writes_its_counts_as_the_page_does() -> None:
    entries = (Entry("#000000", "first", number=1), Entry("#FFFFFF", "none", status="missing"))
    number = np.repeat([1, 0], [1702, 1001])
    status = np.where(number == 1, "ok", "missing")
    every = np.ones(len(number), dtype=np.bool_)
    some = np.arange(len(number)) < 1650
    assert counts(entries, number, status, every) == ("1,702", "1,001")
    assert counts(entries, number, status, some) == ("1,650 of 1,702", "0 of 1,001")
    assert standing("practice", some)[0].startswith("1,650 of 2,703 practices stand in")


@pytest.mark.parametrize("grey", GROUNDS)
def test_the_grey_of_what_is_not_selected_is_grey(grey: str) -> None:
    assert len(set(rgb(grey).tolist())) == 1


@pytest.mark.parametrize("other", OTHERS)
@given(st.sampled_from(sorted(GROUNDS)), st.floats(0.3, 1), st.integers(0, 1))
def test_no_class_and_no_missing_place_looks_like_what_is_not_selected(
    other: str, grey: str, strength: float, at: int
) -> None:
    ground = GROUNDS[grey][at]
    assert difference(grey, other, ground=ground, strength=strength) > JUST_NOTICED
    assert difference(grey, other, ground=ground, strength=1) > 4 * JUST_NOTICED


@pytest.mark.parametrize("grey", GROUNDS)
def test_what_is_not_selected_stands_out_from_the_ground(grey: str) -> None:
    for ground in GROUNDS[grey]:
        assert difference(grey, ground, ground=ground, strength=0.92) > 2 * JUST_NOTICED


def test_every_colour_of_an_indicator_is_among_those_that_are_compared(explorer: Explorer) -> None:
    for one in shaded(explorer.store):
        assert set(choropleth(explorer.store, one, "decile").colours) <= set(CLASSES)
