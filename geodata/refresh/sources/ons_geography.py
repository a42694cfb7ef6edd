"""ONS Open Geography: LSOAs of 2021, with population-weighted centroids, and wards of 2023."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from geodata.errors import refuse_table
from geodata.geography import column
from geodata.refresh import arcgis
from geodata.refresh.source import Area, Fetch, Source

SERVER = "https://services1.arcgis.com/ESMARspQHYMw9BZ9/arcgis/rest/services"
CENTROIDS = f"{SERVER}/LLSOA_Dec_2021_PWC_for_England_and_Wales_2022/FeatureServer/0"
LEVEL = ("lsoa", 2021)
POINTS = {"outFields": "LSOA21CD", "outSR": "27700", "f": "json"}
SIX, THREE = Decimal("0.000001"), Decimal("0.001")
FARTHEST = 10**7
BY_CODE = "each area once"


@dataclass(frozen=True)
class Layer:
    """A layer of boundaries: its service, the level it is of, and its fields of codes and names."""

    table: str
    service: str
    level: tuple[str, int]
    code: str
    name: str

    @property
    def asked(self) -> dict[str, str]:
        """What is asked for of each feature."""
        return {"outFields": f"{self.code},{self.name}", "outSR": "4326", "f": "geojson"}

    def addresses(self, area: Area) -> dict[str, str]:
        """The first pages."""
        return arcgis.first_pages(self.service, list(area.names[self.level]), **self.asked)

    def read(self, fetch: Fetch, area: Area) -> Mapping[str, str]:
        """Corners are cut to five decimals, about a metre, as the figures have them."""
        label, codes = f"{self.table}, ONS Open Geography", list(area.names[self.level])
        found = arcgis.features(fetch, self.service, codes, label=label, **self.asked)
        features = [
            {
                "type": "Feature",
                "properties": {
                    column(self.level, "code"): code,
                    column(self.level, "name"): _text(one, self.name, code, label),
                },
                "geometry": _shape(one.get("geometry"), code, label),
            }
            for code, one in _each_once(found, "properties", self.code, codes, label)
        ]
        content = {"type": "FeatureCollection", "features": features}
        text = json.dumps(content, separators=(",", ":"), ensure_ascii=False)
        return {self.table: text}


LAYERS = (
    Layer(
        table="lsoa_boundaries",
        service=f"{SERVER}/Lower_layer_Super_Output_Areas_December_2021_Boundaries_EW_BGC_V5/"
        "FeatureServer/0",
        level=LEVEL,
        code="LSOA21CD",
        name="LSOA21NM",
    ),
    Layer(
        table="ward_boundaries",
        service=f"{SERVER}/WD_MAY_2023_UK_BGC/FeatureServer/0",
        level=("ward", 2023),
        code="WD23CD",
        name="WD23NM",
    ),
)


def _centroids(fetch: Fetch, area: Area) -> Mapping[str, str]:
    label, codes = "centroids, ONS Open Geography", list(area.names[LEVEL])
    found = arcgis.features(fetch, CENTROIDS, codes, label=label, **POINTS)
    lines = ["lsoa21_code,easting,northing"]
    for code, one in _each_once(found, "attributes", POINTS["outFields"], codes, label):
        place = one.get("geometry")
        lines.append(",".join((code, *(_metres(place, axis, code, label) for axis in "xy"))))
    return {"centroids": "\n".join(lines) + "\n"}


def _metres(place: Any, axis: str, code: str, label: str) -> str:
    """How far a point is east or north on the National Grid, whose metres have seven digits."""
    there: Any = place.get(axis) if isinstance(place, dict) else place
    if type(there) not in (Decimal, int) or not 0 <= there < FARTHEST:
        refuse_table(label, 0, axis, f"{there!r} for {code}", "metres on the National Grid")
    return str(Decimal(there).quantize(THREE))


def _each_once(
    features: Iterable[Any], where: str, field: str, codes: Sequence[str], label: str
) -> list[tuple[str, dict[str, Any]]]:
    """Features by code, in order; each code of the look-up exactly once, and no other."""
    found: dict[str, dict[str, Any]] = {}
    for row, one in enumerate(features, start=1):
        held = one.get(where) if isinstance(one, dict) else None
        code = held.get(field) if isinstance(held, dict) else None
        if not isinstance(code, str):
            there = ", ".join(held or {}) if isinstance(held, dict) else "nothing"
            refuse_table(label, row, field, f"a feature with {there}", f"a feature with {field}")
        if code in found:
            refuse_table(label, row, field, f"{code} again", BY_CODE)
        if code not in codes:
            refuse_table(label, row, field, repr(code), "an area of the look-up")
        found[code] = one
    missing = [code for code in codes if code not in found]
    if missing:
        more = f" and {len(missing) - 1:,} others" if len(missing) > 1 else ""
        refuse_table(label, 0, field, f"no feature for {missing[0]}{more}", BY_CODE)
    return sorted(found.items())


def _text(feature: dict[str, Any], name: str, code: str, label: str) -> str:
    text = feature["properties"].get(name)
    if not isinstance(text, str) or not text.strip():
        refuse_table(label, 0, name, f"{text!r} for {code}", "a name")
    return text


def _shape(geometry: Any, code: str, label: str) -> dict[str, Any]:
    """A polygon, or several, of corners as short as the figures have them."""
    if not isinstance(geometry, dict) or geometry.get("type") not in ("Polygon", "MultiPolygon"):
        kind = geometry.get("type") if isinstance(geometry, dict) else "nothing"
        refuse_table(label, 0, "geometry", f"{kind} for {code}", "a polygon")
    try:
        there = geometry["coordinates"]
        parts = there if geometry["type"] == "MultiPolygon" else [there]
        cut = [[[_corner(one) for one in ring] for ring in part] for part in parts]
    except (LookupError, TypeError, ValueError, ArithmeticError):
        refuse_table(label, 0, "geometry", f"corners that are no numbers for {code}", "a polygon")
    if len(cut) == 1:
        return {"type": "Polygon", "coordinates": cut[0]}
    return {"type": "MultiPolygon", "coordinates": cut}


def _corner(corner: Any) -> list[float]:
    lon, lat, *_ = corner
    return [float(Decimal(one).quantize(SIX)) for one in (lon, lat)]


SOURCES = (
    *(Source(one.table, (one.table,), one.addresses, one.read) for one in LAYERS),
    Source(
        key="centroids",
        tables=("centroids",),
        addresses=lambda area: arcgis.first_pages(CENTROIDS, list(area.names[LEVEL]), **POINTS),
        read=_centroids,
    ),
)
