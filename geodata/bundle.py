"""The bundle: the product of a build and the only thing the running application reads.

Format, schema version 7. A directory named after the authority's code, holding

manifest.json             schema_version, authority (what its file says), content_hash,
                          catalogue_hash, files {name: {sha256, bytes, rows}},
                          inputs {figures file: sha256},
                          absent {indicators, tables, trends: [key, ...]} (what the catalogue
                          has and the authority has no table for),
                          sources [key, ...], mended [{code, reason}], and own {key: entry} where
                          there are local figures (catalogue/own.py). Keys sorted, no times.
areas.parquet             one row per LSOA 2021, by code: lsoa21_code, lsoa21_name, lsoa11_code,
                          lsoa11_name, changed (bool), msoa11_code, msoa11_name, ward23_code,
                          ward23_name, former_ward_name (of the ward before those, null where
                          that is not known), lad23_code, lad23_name (its local authority; both
                          columns in bundles of several alone), population (int64), area_km2,
                          lon, lat (a point inside the area), centroid_lon, centroid_lat
                          (population-weighted; null where none are held). Look-up and labels
                          in one table.
postcodes.parquet         one row per postcode, by postcode: postcode, lsoa21_code, ward23_code,
                          quality (positional, 10 is best), method (how lsoa21_code was found:
                          lookup, point_in_polygon, nearest_polygon), lon, lat.
points_practices.parquet  one row per general practice, by code: code, name, postcode, pcn_code,
                          pcn_name, ward_code, ward_name (of the postcode), lsoa21_code, lat, lon,
                          patients, listed (bool). All but code and name are null when not listed.
points_venues.parquet     one row per venue, by code: code, name, kind, address, postcode,
                          ward_code, ward_name (that it stands in), lsoa21_code, lat, lon,
                          open_saturday and open_sunday ("09:00-13:00", several by commas,
                          "closed", null where not known), date and publisher of its list.
observations.parquet      tidy, one row per indicator and area or practice: indicator, level,
                          vintage, code, period, value, numerator, denominator, status (ok,
                          suppressed, missing, not_applicable), unit, source. value is null unless
                          status is ok; numerator and denominator are null too
                          where a publisher put a mark in the place of one of them. Shares are in
                          per cent; of a category, value is its place.
series.parquet            one row per trend, date and area: series, date (doses up to it),
                          published, code, people. A date that does not give a trend has no rows.
facts.parquet             tables of the whole authority or country, one row per cell: table, row,
                          column, words, number. Both are null where no figure is given.
clusters.parquet          one row per indicator and area: indicator, level, vintage, code,
                          statistic (local Moran's I), p, p_adjusted, quadrant.
boundaries_<level>_<vintage>.parquet
                          GeoParquet 1.1 (WKB, longitude and latitude, 6 decimals): code, name,
                          geometry. Rows by code.

Parquet files are zstd-compressed. content_hash is the SHA-256 of the lines "<sha256>  <name>" of
all files in order of name. A reader refuses a schema_version newer than it knows, and a file whose
SHA-256 is not the manifest's.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from geodata.catalogue import Authority, Catalogue
from geodata.errors import BundleError
from geodata.geography import LEVELS
from geodata.text_files import TextFileError, read_json

SCHEMA_VERSION = 7
MANIFEST = "manifest.json"
AREAS = "areas.parquet"
POSTCODES = "postcodes.parquet"
PRACTICES = "points_practices.parquet"
VENUES = "points_venues.parquet"
OBSERVATIONS = "observations.parquet"
SERIES = "series.parquet"
CLUSTERS = "clusters.parquet"
FACTS = "facts.parquet"
BUNDLE_DIR = Path(__file__).parent / "bundle"

STATUSES = ("ok", "suppressed", "missing", "not_applicable")


def is_kept(folder: Path) -> bool:
    """Whether bundles of a folder are kept with the project, for everybody who has that."""
    return folder.resolve() == BUNDLE_DIR.resolve()


def boundaries_file(name: str, vintage: int) -> str:
    """The file name of one level's shapes."""
    return f"boundaries_{name}_{vintage}.parquet"


FILES = (
    AREAS,
    CLUSTERS,
    FACTS,
    OBSERVATIONS,
    PRACTICES,
    POSTCODES,
    SERIES,
    VENUES,
    *(boundaries_file(*level) for level in LEVELS),
)


def sha256(content: bytes) -> str:
    """The SHA-256 of some bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def content_hash(hashes: Mapping[str, str]) -> str:
    """One hash for the whole bundle, from the hash of each file by name (see above)."""
    return sha256("".join(f"{hashes[name]}  {name}\n" for name in sorted(hashes)).encode())


def catalogue_hash(catalogue: Catalogue, authority: Authority) -> str:
    """Changes whenever a word or a mapping of the catalogue does; "public" is not a word of it.

    Of a kind only its name counts: how numbers are written does not change what was built.
    """
    worded = asdict(catalogue, dict_factory=_said)
    content = {"catalogue": worded, "authority": asdict(authority)}
    return sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode())


def _said(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    return {
        name: value["key"] if name == "kind" and isinstance(value, dict) else value
        for name, value in pairs
        if (name, value) != ("audience", "public")
    }


def set_aside(path: Path) -> Path:
    """Where a swap puts the previous bundle for the moment between its two renames."""
    return path.with_name(f".{path.name}.previous")


def cure(path: Path) -> str:
    """The command that makes a bundle anew."""
    code = path.name.removeprefix(".").removesuffix(".previous")
    return f"run: python -m geodata build {code}"


def read_manifest(path: Path) -> dict[str, Any]:
    """The manifest of the bundle in `path`, its version and shape checked.

    BundleError, with the file and the cure, where there is none or it is damaged or of another
    version.
    """
    file = path / MANIFEST
    try:
        manifest = read_json(file, "a manifest in JSON")
    except TextFileError as error:
        if not file.exists():
            raise BundleError(
                f"There is no bundle at {path} ({MANIFEST} is missing); {cure(path)}"
            ) from error
        raise BundleError(f"{file} is damaged ({error}); {cure(path)}") from error
    version = manifest.get("schema_version") if isinstance(manifest, dict) else None
    if not isinstance(version, int):
        raise BundleError(f"{file} is damaged (it has no schema_version); {cure(path)}")
    if version != SCHEMA_VERSION:
        raise BundleError(
            f"{file} has schema version {version}, this program reads version {SCHEMA_VERSION}; "
            + ("update the program" if version > SCHEMA_VERSION else cure(path))
        )
    hashes = _hashes(manifest.get("files"))
    if sorted(hashes) != sorted(FILES):
        raise BundleError(f"{file} is damaged (it does not list the bundle's files); {cure(path)}")
    if manifest.get("content_hash") != content_hash(hashes):
        raise BundleError(f"{file} is damaged (its content_hash is another); {cure(path)}")
    said = manifest.get("authority")
    if not isinstance(said, dict) or not {"code", "name", "kind"} <= said.keys():
        raise BundleError(f"{file} is damaged (it does not say whose it is); {cure(path)}")
    absent = manifest.get("absent")
    if not isinstance(absent, dict) or sorted(absent) != ["indicators", "tables", "trends"]:
        raise BundleError(f"{file} is damaged (it does not say what is absent); {cure(path)}")
    answer: dict[str, Any] = manifest
    return answer


def _hashes(files: object) -> dict[str, str]:
    """The hash of each file a manifest lists, leaving out what is not an entry."""
    entries = files.items() if isinstance(files, dict) else ()
    return {
        name: entry["sha256"]
        for name, entry in entries
        if isinstance(entry, dict) and isinstance(entry.get("sha256"), str)
    }


def read_file(path: Path, name: str, manifest: Mapping[str, Any]) -> bytes:
    """The bytes of one file of the bundle.

    BundleError, with the file and the cure, where they cannot be read or are not what the manifest
    says. KeyError for a name that is none of FILES.
    """
    file = path / name
    try:
        content = file.read_bytes()
    except OSError as error:
        raise BundleError(f"{file} cannot be read ({error.strerror}); {cure(path)}") from error
    if sha256(content) != manifest["files"][name]["sha256"]:
        raise BundleError(f"{file} is damaged (its hash is not the manifest's); {cure(path)}")
    return content


def read_table(path: Path, name: str, manifest: Mapping[str, Any]) -> pa.Table:
    """One file of the bundle as a table, with no geometry decoded; BundleError as `read_file`."""
    content = read_file(path, name, manifest)
    try:
        return pq.ParquetFile(io.BytesIO(content)).read()
    except pa.ArrowException as error:
        raise BundleError(f"{path / name} is damaged ({error}); {cure(path)}") from error
