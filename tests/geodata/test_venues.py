"""When venues are open: what their lists say, and what they leave open."""

from __future__ import annotations

from pathlib import Path

import pytest

from geodata.catalogue import load_authority
from geodata.errors import TableError
from geodata.sources import venues
from geodata.store import Store
from geodata.venues import hours_words

HEAD = "venue_id,name,type,address,postcode,lat,lon,open_saturday,open_sunday,source_date,source\n"
PLACE = "1 Any Street,SK1 3XE,53.4,-2.15"


def read(path: Path, *rows: str) -> list[tuple[object, object]]:
    path.write_text(HEAD + "\n".join(rows) + "\n")
    table = load_authority("E08000007").table_for("venues")
    frame = venues.read(path, table)
    return [
        tuple(one if isinstance(one, str) else None for one in pair)
        for pair in zip(frame.open_saturday, frame.open_sunday, strict=True)
    ]


def test_a_list_that_has_hours_has_them_of_all_its_venues(tmp_path: Path) -> None:
    assert read(
        tmp_path / "venues.csv",
        f"PH-A,One,pharmacy,{PLACE},09:00-13:00,,2025-06,A list",
        f"PH-B,Two,pharmacy,{PLACE},,,2025-06,A list",
        f"LI-A,Three,library,{PLACE},,,2023,Another list",
    ) == [("09:00-13:00", "closed"), ("closed", "closed"), (None, None)]


def test_hours_that_cannot_be_read_are_refused(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="open_sunday"):
        read(tmp_path / "venues.csv", f"PH-A,One,pharmacy,{PLACE},,all day,2025-06,A list")


def test_what_is_not_known_is_said_as_not_known(store: Store) -> None:
    found = store.venues
    told = {kind for kind, hours in zip(found.kind, found.open_saturday, strict=True) if hours}
    assert told == {"pharmacy"}
    assert hours_words("") == "not known"
    assert hours_words("closed") == "closed"
    assert hours_words("09:00-13:00,14:00-17:00") == "09:00 to 13:00 and 14:00 to 17:00"
