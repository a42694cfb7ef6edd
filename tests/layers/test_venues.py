"""Venues on the map: which kinds there are, how each looks, what is said of each."""

from __future__ import annotations

import json
from itertools import combinations

import brotli
import numpy as np
import pytest

from geodata.store import Store
from layers.mercator import pixels
from layers.palette import PAPER, VENUE_COLOURS
from layers.venues import (
    SIDE,
    offsets,
    shapes,
    venue_kinds,
    venue_lines,
    venue_marks,
)

MOST = 8_000  # bytes of the file of the scripts, as it is sent


def light(colour: str) -> float:
    """Relative luminance, as WCAG defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_each_kind_has_its_own_letters_and_colour_and_its_number(store: Store) -> None:
    kinds = venue_kinds(store)
    assert {one.key: one.count for one in kinds} == {
        one: store.venues.kind.count(one) for one in set(store.venues.kind)
    }
    for look in ("letters", "colour", "label"):
        assert len({getattr(one, look) for one in kinds}) == len(kinds), look
    assert all(one.label.startswith(one.letters) and len(one.letters) < 3 for one in kinds)


@pytest.mark.parametrize("colour", VENUE_COLOURS)
def test_white_letters_can_be_read_on_every_colour(colour: str) -> None:
    assert (light(PAPER) + 0.05) / (light(colour) + 0.05) >= 4.5


def test_every_venue_is_sent_in_a_small_file_with_what_its_card_says(store: Store) -> None:
    sent = shapes(store)
    text = json.dumps(sent, separators=(",", ":"), ensure_ascii=False)
    assert len(brotli.compress(text.encode())) < MOST
    found = {one["properties"]["code"]: one for one in sent["features"]}
    assert set(found) == set(store.venues.code)
    for at, code in enumerate(store.venues.code):
        about = found[code]["properties"]
        assert about["lines"] == [[one.kind, one.texts[at]] for one in venue_lines(store)]


def test_the_card_says_what_is_known_and_what_is_not(store: Store) -> None:
    said = {one.kind: one.texts for one in venue_lines(store)}
    assert set(said) == {"name", "kind", "place", "open", "list"}
    at = store.venues.code.index("PH-FV018")
    assert [said[one][at] for one in ("name", "kind", "place", "open", "list")] == [
        "Asda Pharmacy",
        "Pharmacy",
        "Warren Street, SK1 1UA",
        "Saturday: 09:00 to 20:00; Sunday: 10:30 to 16:30",
        "List: NHSBSA consolidated pharmaceutical list, June 2025",
    ]
    library = store.venues.kind.index("library")
    assert said["open"][library] == "Saturday and Sunday: not known"


def test_venues_at_one_point_stand_side_by_side(store: Store) -> None:
    found = store.venues
    homes = pixels(found.lon, found.lat, zoom=18)
    places = homes[:, 0] + np.array(offsets(store))
    together = [
        (one, other)
        for one, other in combinations(range(len(found.code)), 2)
        if np.hypot(*(homes[one] - homes[other])) < 0.01
    ]
    assert together
    assert all(abs(places[one] - places[other]) > SIDE for one, other in together)
    shared = {at for pair in together for at in pair}
    assert {at for at, moved in enumerate(offsets(store)) if moved} <= shared


def test_only_the_kinds_that_are_chosen_are_there_and_nothing_is_lost(store: Store) -> None:
    every = tuple(one.key for one in venue_kinds(store))
    assert len(venue_marks(store, every).here) == len(store.venues.code)
    some = venue_marks(store, ("library", "pharmacy"))
    assert {store.venues.kind[at] for at in some.here} == {"library", "pharmacy"}
    assert [one.key for one in some.kinds] == ["library", "pharmacy"]
    assert len(some.letters) == len(some.colours) == len(some.here)


def test_a_venue_without_a_known_postcode_is_named(store: Store) -> None:
    known = set(store.postcodes.code)
    for kind in venue_kinds(store):
        notes = " ".join(venue_marks(store, (kind.key,)).notes)
        for at, one in enumerate(store.venues.kind):
            if one == kind.key:
                named = f"{store.venues.name[at]}" in notes
                assert named == (store.venues.postcode[at] not in known)


def test_venues_outside_the_selection_are_counted_in_words(store: Store) -> None:
    found = venue_marks(store, ("library",))
    ward = np.array([code == "E05015018" for code in store.areas.ward_code])
    inside = sum(bool(ward[store.venues.lsoa21[at]]) for at in found.here)
    stand = "stands" if inside == 1 else "stand"
    assert found.faded(store.venues.inside(ward)) == (
        f"{inside} of 16 venues {stand} in the areas selected; the others are grey.",
    )
    assert found.counts(store.venues.inside(ward)) == (f"{inside} of 16",)
    every = np.ones(len(store.venues.code), dtype=bool)
    assert (found.faded(every), found.counts(every)) == ((), ("16",))


def test_the_kinds_of_an_invented_town_are_its_own(town: Store) -> None:
    assert [(one.key, one.letters) for one in venue_kinds(town)] == [
        ("library", "L"),
        ("pharmacy", "P"),
    ]
