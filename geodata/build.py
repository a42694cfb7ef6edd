"""Figures to bundle: read, check, compute, write. The format is described in bundle.py.

The same figures and catalogue give the same bytes: nothing depends on the time, the order of a set
or the machine. Everything is checked before the old bundle is touched.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path

import pyarrow as pa

from geodata import (
    build_authorities,
    build_diff,
    build_shapes,
    build_swap,
    build_tables,
    bundle,
)
from geodata.build_frames import make_frames, over_the_whole
from geodata.build_geometry import Mended
from geodata.build_inputs import Inputs, folder_of, read_inputs
from geodata.catalogue import CATALOGUE_DIR, FIGURES_DIR, load_authority, load_catalogue
from geodata.catalogue.own import Entries, read_entries, with_own
from geodata.errors import BundleError

Report = Callable[[str], None]
COMPARED = (bundle.OBSERVATIONS, bundle.AREAS)


def build(
    code: str,
    *,
    out: Path = bundle.BUNDLE_DIR,
    figures: Path = FIGURES_DIR,
    catalogue_dir: Path = CATALOGUE_DIR,
    report: Report = lambda _: None,
) -> str:
    """Build the bundle of one authority into out/<code>; returns what changed, in words.

    Progress goes to `report`, line by line. TableError, CatalogueError, GeographyError or
    BundleError (all ExplorerError) before anything is replaced: the old bundle stays.
    """
    target = out / code
    with build_swap.building(target):
        made = make(code, figures=figures, catalogue_dir=catalogue_dir, report=report, out=out)
        old = _previous(target, report)
        report(f"writing {target}")
        build_swap.swap_in(target, made)
    new = {name: build_tables.read(made[name]) for name in COMPARED}
    words = build_diff.describe(old.get(bundle.OBSERVATIONS), new[bundle.OBSERVATIONS])
    return words + build_diff.people(old.get(bundle.AREAS), new[bundle.AREAS])


def _previous(target: Path, report: Report) -> dict[str, pa.Table]:
    """What is compared of the bundle that is there; nothing, and why is reported, without one."""
    if not target.exists():
        return {}
    try:
        manifest = bundle.read_manifest(target)
        return {name: bundle.read_table(target, name, manifest) for name in COMPARED}
    except BundleError as error:
        report(f"comparing with nothing: {error}")
        return {}


def check(
    code: str,
    *,
    out: Path = bundle.BUNDLE_DIR,
    figures: Path = FIGURES_DIR,
    catalogue_dir: Path = CATALOGUE_DIR,
    report: Report = lambda _: None,
) -> str:
    """Refuse a bundle in out/<code> that is not what the figures build today.

    Another release of the Parquet library may write other bytes for the same table: files are
    compared by what they hold, and the catalogue by its hash.
    """
    path = out / code
    manifest = bundle.read_manifest(path)
    made = make(code, figures=figures, catalogue_dir=catalogue_dir, report=report, out=out)
    fresh = json.loads(made[bundle.MANIFEST])
    for name in bundle.FILES:
        if bundle.read_file(path, name, manifest) == made[name]:
            continue
        committed = bundle.read_table(path, name, manifest)
        if not committed.equals(build_tables.read(made[name])):
            raise BundleError(f"{path / name} is not what the figures build; {bundle.cure(path)}")
    for key in ("absent", "authority", "catalogue_hash", "inputs", "mended", "own", "sources"):
        if manifest.get(key) != fresh.get(key):
            raise BundleError(
                f"{path / bundle.MANIFEST} has another {key} than the figures and the catalogue; "
                + bundle.cure(path)
            )
    return f"{path} is what the figures build (content {manifest['content_hash'][:12]})."


def make(
    code: str,
    *,
    figures: Path,
    catalogue_dir: Path,
    report: Report,
    out: Path = bundle.BUNDLE_DIR,
) -> dict[str, bytes]:
    """Read, check and compute everything without writing: the bytes of every file, by name.

    Of what is for bundles that are kept, local figures for named readers are left out. Refuses as
    `build` does. The same inputs give the same bytes.
    """
    authority = load_authority(code, catalogue_dir, figures)
    own = read_entries(folder_of(figures, authority), public=bundle.is_kept(out))
    catalogue, authority = with_own(load_catalogue(catalogue_dir), authority, own)
    inputs = read_inputs(catalogue, authority, figures)
    report(f"read {len(inputs.tables)} tables")
    for table in inputs.absent.tables:
        report(f"absent: {table.file}, so nothing of {table.key}")
    lookup, file = inputs.frame_for("lookup"), inputs.authority.table_for("lookup").file
    if nameless := build_authorities.missing_words(inputs.authority, lookup, file=file):
        report(nameless)
    shapes = build_shapes.make_shapes(
        inputs.authority,
        lookup,
        lsoas=inputs.frame_for("lsoa_boundaries"),
        wards=inputs.frame_for("ward_boundaries"),
    )
    for item in shapes.mended:
        report(f"mended {item.code} ({item.reason})")
    report("dissolved and checked the boundaries")
    frames = make_frames(inputs, shapes)
    for line in over_the_whole(inputs.catalogue, frames[bundle.OBSERVATIONS]):
        report(line)
    report("placed postcodes and practices, checked the observations")
    content = {name: build_tables.parquet(frame, name) for name, frame in frames.items()}
    for level, frame in shapes.levels.items():
        name = bundle.boundaries_file(*level)
        frames[name], content[name] = frame, build_tables.geoparquet(frame, name)
    rows = {name: len(frame) for name, frame in frames.items()}
    manifest = _manifest(inputs, figures, own, mended=shapes.mended, content=content, rows=rows)
    return {**content, bundle.MANIFEST: manifest}


def _manifest(
    inputs: Inputs,
    figures: Path,
    own: Entries,
    *,
    mended: tuple[Mended, ...],
    content: Mapping[str, bytes],
    rows: Mapping[str, int],
) -> bytes:
    hashes = {name: bundle.sha256(data) for name, data in content.items()}
    manifest = {
        "schema_version": bundle.SCHEMA_VERSION,
        "authority": inputs.authority.said,
        "content_hash": bundle.content_hash(hashes),
        "catalogue_hash": bundle.catalogue_hash(inputs.catalogue, inputs.authority),
        "files": {
            name: {"sha256": hashes[name], "bytes": len(content[name]), "rows": rows[name]}
            for name in sorted(content)
        },
        "inputs": {
            f"{inputs.authority.code}/{table.file}": bundle.sha256(
                (folder_of(figures, inputs.authority) / table.file).read_bytes()
            )
            for table in inputs.tables
        },
        "absent": inputs.absent.keys,
        "sources": sorted({table.source for table in inputs.tables}),
        "mended": [asdict(item) for item in mended],
        **({"own": own} if own else {}),
    }
    return (json.dumps(manifest, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()
