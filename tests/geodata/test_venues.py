"""Venues: when they are open as their lists say, and the ward that each stands in."""

from __future__ import annotations

import csv
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from geodata.build_geometry import CRS84
from geodata.build_ground import on_the_ground
from geodata.build_practices import make_venues
from geodata.catalogue import load_authority
from geodata.errors import TableError
from geodata.geography import BOROUGH, LSOA, LSOA_BEFORE, WARD
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


def test_a_venue_stands_in_the_ward_that_its_list_names(store: Store) -> None:
    figures = Path(venues.__file__).parents[1] / "figures" / "E08000007" / "venues.csv"
    with figures.open(encoding="utf-8-sig", newline="") as file:
        listed = {row["venue_id"]: row["ward23_name"] for row in csv.DictReader(file)}
    found, level = store.venues, store.level("ward")
    names = dict(zip(level.codes, level.names, strict=True))
    own = dict(zip(found.code, found.ward_name, strict=True))
    assert {code: own[code] for code, name in listed.items() if name} == {
        code: name for code, name in listed.items() if name
    }
    assert [names[code] for code in found.ward_code] == list(found.ward_name)


def test_without_a_ward_in_its_list_a_venue_stands_in_the_ward_that_holds_it(
    store: Store, town: Store
) -> None:
    for one in (store, town):
        level, found = one.level("ward"), one.venues
        places = shapely.points(found.lon, found.lat)
        own = [level.geometry[level.codes.index(code)] for code in found.ward_code]
        assert shapely.covers(own, places).all()


@pytest.mark.parametrize("ward", ["Elsewhere", "edgeley"])
def test_a_ward_of_elsewhere_is_refused(store: Store, ward: str) -> None:
    frame = pd.DataFrame({"code": ["PH-A"], "ward_name": [ward], "lon": [-2.15], "lat": [53.4]})
    shapes = {
        one: gpd.GeoDataFrame(
            {"code": level.codes, "name": level.names}, geometry=level.geometry, crs=CRS84
        )
        for one in (LSOA, LSOA_BEFORE, WARD, BOROUGH)
        for level in [store.level(*one)]
    }
    with pytest.raises(TableError, match="a ward of the authority"):
        make_venues(
            frame,
            file="venues.csv",
            lsoas=shapes[LSOA],
            wards=shapes[WARD],
            ground=on_the_ground(shapes),
        )


def test_what_is_not_known_is_said_as_not_known(store: Store) -> None:
    found = store.venues
    told = {kind for kind, hours in zip(found.kind, found.open_saturday, strict=True) if hours}
    assert told == {"pharmacy"}
    assert hours_words("") == "not known"
    assert hours_words("closed") == "closed"
    assert hours_words("09:00-13:00,14:00-17:00") == "09:00 to 13:00 and 14:00 to 17:00"
