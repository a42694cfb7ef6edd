"""Code-Point Open: postcodes with their points and wards, from which wards are counted too.

Its address leads to another host, so a person fetches it. Which LSOA of 2011 a postcode is in was
looked up by ONS, and stays; one that is new is given to the nearest shape.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import geopandas
import pandas as pd
from pyproj import Transformer

from geodata.errors import refuse_table
from geodata.geography import BEFORE_CODE, LSOA_CODE, MSOA_CODE, WARD, WARD_CODE, WARD_NAME
from geodata.refresh.archive import members, unpack
from geodata.refresh.published import as_text, checked, headless
from geodata.refresh.source import Area, Fetch, Source
from geodata.schemas import code, count
from geodata.sources.cells import read_cells

TABLES = ("postcodes", "wards")
ADDRESS = "https://osdatahub.os.uk/downloads/open/CodePointOpen#codepo_gb.zip"
NAMES = (
    *("Postcode", "Positional_quality_indicator", "Eastings", "Northings", "Country_code"),
    *("NHS_regional_HA_code", "NHS_HA_code"),
    *("Admin_county_code", "Admin_district_code", "Admin_ward_code"),
)
DISTRICT = "Admin_district_code"
COLUMNS = {
    "Postcode": code("postcode", r"[A-Z]{1,2}\d[A-Z\d]? *\d[A-Z]{2}", unique=True),
    "Eastings": count("easting", low=1),
    "Northings": count("northing", low=1),
    "Positional_quality_indicator": count("positional_quality", low=10, high=90),
    "Admin_ward_code": code(WARD_CODE, r"E05\d{6}"),
}
MOST_GONE = 0.05  # of the postcodes of before; in a year about one in a hundred ends
UNPLACED = "90"  # the quality of a postcode without a point
NEAREST = "nearest_generalised_polygon"
PLACED = (BEFORE_CODE, "lsoa11_source", MSOA_CODE)
COLUMNS_OF_TABLE = (
    *("postcode", "lat", "lon", "easting", "northing", "positional_quality"),
    *(*PLACED, WARD_CODE, WARD_NAME),
)
MEMBER = re.compile(r"([a-z]{1,2})\.csv")


def _read(fetch: Fetch, area: Area) -> Mapping[str, str]:
    before = before_of(area)
    label, own = "postcodes, codepo_gb.zip", area.authority.code
    letters = sorted(set(before["postcode"].map(_area))) or _every(fetch)
    parts = [_member(fetch, one, area.authorities) for one in letters]
    fresh = pd.concat(parts, ignore_index=True)
    if fresh.empty:
        refuse_table(label, 0, DISTRICT, f"no row for {own}", "its postcodes")
    fresh = fresh.assign(postcode=fresh["postcode"].map(spaced))
    fresh[WARD_NAME] = fresh[WARD_CODE].map(area.names[WARD])
    for unknown in fresh[WARD_CODE][fresh[WARD_NAME].isna()]:
        refuse_table(label, 0, "Admin_ward_code", unknown, f"a ward of {WARD[1]}")
    placed = [one for one in (*PLACED, LSOA_CODE) if one in before.columns]
    known = before.set_index("postcode")[placed]
    fresh = degrees(fresh).join(known, on="postcode")
    new = fresh["lsoa11_code"].isna()
    if new.any():
        fresh.loc[new, known.columns] = _nearest(fresh[new], area)[known.columns].to_numpy()
    return tables(fresh[list(before.columns)], area, label=label)


def before_of(area: Area) -> pd.DataFrame:
    """The table of before, or one without rows."""
    path = area.file("postcodes")
    return read_cells(path) if path.exists() else pd.DataFrame(columns=list(COLUMNS_OF_TABLE))


def _every(fetch: Fetch) -> list[str]:
    """The letters of every postcode area, by the members of the archive."""
    there = members(fetch.cache.content(fetch(ADDRESS, kind="zip")), label="codepo_gb.zip")
    return [found[1] for one in there if (found := MEMBER.fullmatch(one))]


def degrees(frame: pd.DataFrame) -> pd.DataFrame:
    """The same with latitude and longitude, of metres on the National Grid."""
    lon, lat = Transformer.from_crs("EPSG:27700", "EPSG:4326", always_xy=True).transform(
        frame["easting"].astype(float), frame["northing"].astype(float)
    )
    written = ([str(one) for one in axis.round(5)] for axis in (lat, lon))
    return frame.assign(**dict(zip(("lat", "lon"), written, strict=True)))


def tables(postcodes: pd.DataFrame, area: Area, *, label: str) -> Mapping[str, str]:
    """The table of postcodes, and that of wards with how many each has.

    TableError where more of those of before are gone than Royal Mail ends between releases.
    """
    held = before_of(area)["postcode"]
    gone = held[~held.isin(postcodes["postcode"])]
    if len(gone) > MOST_GONE * len(held):
        found = f"{len(gone):,} of {len(held):,} gone that were there, as {', '.join(gone[:3])}"
        refuse_table(label, 0, "postcode", found, f"at most {MOST_GONE:.0%} of them")
    counted = postcodes.groupby(WARD_CODE).size()
    path = area.file("wards")
    listed = pd.DataFrame(area.names[WARD].items(), columns=[WARD_CODE, WARD_NAME])
    wards = read_cells(path) if path.exists() else listed
    wards["postcodes"] = [str(counted.get(one, 0)) for one in wards[WARD_CODE]]
    return {"postcodes": as_text(postcodes.sort_values("postcode")), "wards": as_text(wards)}


def _member(fetch: Fetch, letters: str, districts: Sequence[str]) -> pd.DataFrame:
    """The postcodes of authorities in an area such as SK; headings are in a file of their own."""
    held = fetch(ADDRESS, kind="zip")
    member, into = f"{letters.lower()}.csv", fetch.cache.unpacked(held)
    path = unpack(fetch.cache.content(held), member, into, label="codepo_gb.zip")
    found = headless(path, NAMES, into / f"headed-{member}", label=f"postcodes, {member}")
    placed = found["Positional_quality_indicator"] != UNPLACED
    found = found[placed & found[DISTRICT].isin(districts)]
    if found.empty:
        return pd.DataFrame(columns=[one.name for one in COLUMNS.values()])
    label = f"postcodes, {member} with a heading above it"
    return checked(found, COLUMNS, label=label, own={})


def _nearest(points: pd.DataFrame, area: Area) -> pd.DataFrame:
    """The LSOA and MSOA of 2011 of the shape that is nearest to each point."""
    shapes = geopandas.read_file(area.file("lsoa_boundaries"))
    places = geopandas.GeoDataFrame(
        points[["postcode"]],
        geometry=geopandas.points_from_xy(points["easting"], points["northing"]),
        crs="EPSG:27700",
    )
    near = places.sjoin_nearest(shapes.to_crs("EPSG:27700")).drop_duplicates("postcode")
    lookup = read_cells(area.file("lookup")).set_index(LSOA_CODE)
    own = lookup.loc[near[LSOA_CODE]]
    return pd.DataFrame(
        {
            "lsoa11_code": own[BEFORE_CODE].to_numpy(),
            "lsoa11_source": NEAREST,
            "msoa11_code": own[MSOA_CODE].to_numpy(),
            LSOA_CODE: near[LSOA_CODE].to_numpy(),
        }
    )


def _area(postcode: str) -> str:
    """The letters that a postcode begins with."""
    return postcode[:2].rstrip("0123456789")


def spaced(postcode: str) -> str:
    """As the figures write it, with one space."""
    letters = postcode.replace(" ", "")
    return f"{letters[:-3]} {letters[-3:]}"


SOURCE = Source(
    key="code_point_open",
    tables=TABLES,
    addresses=lambda _: {ADDRESS: "zip"},
    read=_read,
    said="code_point_open",
)
