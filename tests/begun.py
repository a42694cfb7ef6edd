"""What publishers give of an authority that is to be begun, in their formats.

`of_place` serves the publishers' own files that lie beside the checkout, as tests/elsewhere.py has
them. What they do not hold is worked out as there, and said there. Besides, people of mid-2022 are
not in the copy of File 7: those of the census stand in their place, and children and older people
are INVENTED, as none. Other columns without figures are marked so, and every other address answers
404, as that of a page that was moved does. `of_folder` serves a place whose figures are here.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pandas as pd
from openpyxl import Workbook

from geodata.catalogue import FIGURES_DIR, load_authority
from geodata.geography import LAD_CODE, LAD_NAME
from geodata.refresh.authority_kinds import kind_of
from geodata.refresh.source import area_of
from geodata.refresh.sources import (
    SOURCES,
    area_lookups,
    authority_areas,
    census_2021,
    iod_2019,
    iod_2025,
    ons_geography,
    workbooks,
)
from geodata.refresh.sources.authority_areas import AUTHORITY
from tests.elsewhere import NOT_HERE, TEN, Place, figures_of, ranks
from tests.geodata.publishers import archive, listed, own_names, written
from tests.geodata.refresh_server import Page, PublisherServer, file, layer

HERE = "E08000007"
PAGE = 60  # features at a time, so that there are pages
LSOAS, WARDS = ons_geography.LAYERS
AGES = {**{str(age): f"age_{age}" for age in range(90)}, "90+": "age_90_plus"}
CENSUS = {
    "ts021": (census_2021.ETHNIC_GROUP, "ethnic_group_2021_lsoa21.csv"),
    "ts030": (census_2021.RELIGION, "religion_2021_lsoa21.csv"),
}
Rows = Sequence[Mapping[str, Any]]


def of_place(place: Place, fixtures: Path, folder: Path) -> dict[str, Page]:
    """Pages by address, of an authority of Greater Manchester with its neighbours."""
    hand = figures_of(place, fixtures, folder) / place.code
    changes = pd.read_csv(fixtures / "lookups" / "lsoa11_lsoa21_lad22_ew.csv.gz", dtype=str)
    changes = changes[changes["LAD22CD"].isin(TEN.districts)]
    shapes = fixtures / "boundaries"
    made = _geography(
        listed(hand / "lsoa21_lookup.csv"),
        place=place,
        changes=changes.to_dict("records"),
        lsoas=_shapes(shapes / "gm_lsoa21_bgc.geojson", LSOAS, "area_code", "area_name"),
        wards=_shapes(shapes / "gm_ward23_bgc.geojson", WARDS, "area_code", "area_name"),
    )
    made |= _census(hand)
    made[iod_2025.ADDRESS] = file(_file_7_of_2025(hand, fixtures))
    made[iod_2019.ADDRESS] = file(_file_7_of_2019(hand, fixtures))
    people = next(one for one in workbooks.SOURCES if one.key == "population_2020")
    (address,) = people.addresses(None)  # type: ignore[arg-type]
    made[address.partition("?")[0]] = file(_workbook(hand))
    return made


def of_folder(
    figures: Path, place: Place, several: Mapping[str, Sequence[str]] | None = None
) -> dict[str, Page]:
    """Pages by address, of the geography of a place as its figures have it; `several` areas of
    before make one."""
    lookup = listed(figures / "lsoa21_lookup.csv")
    names = own_names(area_lookups.FIELDS)
    changes = [
        {theirs: one[ours] for theirs, ours in names.items()} | change
        for one in lookup
        for before in (several or {}).get(one["lsoa21_code"], [one["lsoa11_code"]])
        for merged in [one["lsoa21_code"] in (several or {})]
        for change in [{"LSOA11CD": before} | ({"CHGIND": "M"} if merged else {})]
    ]
    return _geography(
        lookup,
        place=place,
        changes=changes,
        lsoas=_shapes(figures / "lsoa21_boundaries.geojson", LSOAS, "lsoa21_code", "lsoa21_name"),
        wards=_shapes(figures / "ward23_boundaries.geojson", WARDS, "ward23_code", "ward23_name"),
    )


def mirrors_of(server: PublisherServer) -> dict[str, str]:
    """Where each origin of any adapter is to be found instead: no test asks another server."""
    known = area_of(load_authority(HERE), FIGURES_DIR / HERE)
    addresses = [address for source in SOURCES for address in source.addresses(known)]
    hosts = {urlsplit(one).netloc for one in addresses}
    return {f"https://{host}": f"http://127.0.0.1:{server.port}/{host}" for host in hosts}


def _geography(
    lookup: Rows, *, place: Place, changes: Rows, lsoas: Rows, wards: Rows
) -> dict[str, Page]:
    """The look-ups and layers of ONS, of a look-up as the figures have it."""
    whole = {LAD_CODE: place.code, LAD_NAME: place.name}
    names = own_names(authority_areas.AREAS)
    best = [{theirs: (whole | dict(one))[ours] for theirs, ours in names.items()} for one in lookup]
    named = {one["lsoa11_name"][:-1]: one["msoa11_code"] for one in lookup}
    authority_of = {one["WD23CD"]: one[AUTHORITY] for one in best}
    for one in wards:
        one["properties"][AUTHORITY] = authority_of.get(one["properties"]["WD23CD"], "")
    services = {
        area_lookups.BEST_FIT: (_features(best), "LSOA21CD"),
        authority_areas.NEIGHBOURHOODS: (
            _features({"MSOA11NM": name, "MSOA11CD": code} for name, code in named.items()),
            "MSOA11NM",
        ),
        area_lookups.LOOK_UP: (_features(changes), "LSOA21CD"),
        LSOAS.service: (lsoas, LSOAS.code),
        WARDS.service: (wards, WARDS.code),
    }
    if (kind := kind_of(place.code)).look_up:
        names = {f"{kind.columns}CD": place.code, f"{kind.columns}NM": place.name}
        others = [{AUTHORITY: "E08999009", **dict.fromkeys(names, "E47999009")}]
        own = [{AUTHORITY: one, **names} for one in dict.fromkeys(authority_of.values())]
        services[authority_areas.listing(kind)] = (_features(own + others), AUTHORITY)
    return {
        f"{service}/query": layer(rows, field, page=PAGE)
        for service, (rows, field) in services.items()
    }


def _features(rows: Any) -> Rows:
    return [{"properties": dict(one)} for one in rows]


def _shapes(path: Path, of: ons_geography.Layer, code: str, name: str) -> Rows:
    """The features of a file under the fields of a layer."""
    return [
        {
            "type": "Feature",
            "properties": {of.code: one["properties"][code], of.name: one["properties"][name]},
            "geometry": one["geometry"],
        }
        for one in json.loads(path.read_text())["features"]
    ]


def _census(hand: Path) -> dict[str, Page]:
    made = {}
    for topic, (names, name) in CENSUS.items():
        heading = {"date": "date", **own_names(census_2021.WHO), **names}
        rows = [{**one, "date": census_2021.YEAR} for one in listed(hand / name)]
        body = archive({f"census2021-{topic}-lsoa.csv": written(heading, rows)})
        made[census_2021.PLACE.format(topic=topic)] = file(body, "application/zip")
    return made


def _file_7_of_2025(hand: Path, fixtures: Path) -> bytes:
    names = own_names(iod_2025.WHO, iod_2025.RANKS, iod_2025.PEOPLE)
    invented = dict.fromkeys(("age_0_15", "age_60_plus", "working_age_iod_denominator"), "0")
    areas = {
        one["lsoa21_code"]: {"lsoa21_name": area["lsoa21_name"], **one, **invented}
        for one, area in zip(
            listed(hand / "residents_2021_lsoa21.csv"),
            listed(hand / "ethnic_group_2021_lsoa21.csv"),
            strict=True,
        )
    }
    return _file_7(fixtures / "imd" / "imd2025_england_lsoa21.parquet", "lsoa21_code", names, areas)


def _file_7_of_2019(hand: Path, fixtures: Path) -> bytes:
    names = own_names(iod_2019.WHO, iod_2019.OVERALL, iod_2019.HEALTH, iod_2019.EACH)
    found = listed(hand / "imd_2019_lsoa11.csv")
    areas = {one["lsoa11_code"]: {"lsoa11_name": one["lsoa11_name"]} for one in found}
    return _file_7(fixtures / "imd" / "imd2019_england_lsoa11.parquet", "lsoa11_code", names, areas)


def _file_7(
    path: Path, code: str, names: Mapping[str, str], areas: Mapping[str, Mapping[str, str]]
) -> bytes:
    """The rows of some areas, with marks where the copy has no column."""
    frame = ranks(pd.read_parquet(path), code).astype(str)
    empty = dict.fromkeys(names.values(), NOT_HERE)
    return written(
        names,
        [
            empty | dict(areas[row[code]]) | {str(name): cell for name, cell in row.items()}
            for row in frame[frame[code].isin(list(areas))].to_dict("records")
        ],
    )


def _workbook(hand: Path) -> bytes:
    """The sheet of people by single year of age."""
    made = Workbook()
    sheet = made.create_sheet("Mid-2020 Persons")
    sheet.append(["LSOA Code", "All Ages", *AGES])
    for row in listed(hand / "population_mid2020_ages_lsoa11.csv"):
        ages = [int(row[name]) for name in ("total", *AGES.values())]
        sheet.append([row["lsoa11_code"], *ages])
    written_to = io.BytesIO()
    made.save(written_to)
    return written_to.getvalue()
