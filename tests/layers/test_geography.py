"""What the browser knows of areas: which small areas a ward holds."""

from __future__ import annotations

from geodata.store import Store
from layers.geography import geography


def test_every_small_area_is_in_its_ward_and_in_no_other(store: Store) -> None:
    wards = geography(store, {})["wards"]
    found = sorted((part, code) for code, parts in wards.items() for part in parts)
    assert found == list(enumerate(store.areas.ward_code))
