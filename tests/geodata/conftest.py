"""The committed bundle, opened once; and copies of bundle, figures and catalogue to spoil."""

from __future__ import annotations

import json
import pickle
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from geodata import (
    build_clusters,
    build_inputs,
    build_observations,
    build_shapes,
    bundle,
)
from geodata.catalogue import CATALOGUE_DIR, FIGURES_DIR, Indicator, load_catalogue
from geodata.store import Store
from tests.elsewhere import FIXTURES

CODE = "E08000007"
ROOT = Path(__file__).parents[2]


def remembering(
    work: Callable[..., Any], *, key: Callable[..., Any], fresh: Callable[[Any], Any]
) -> Callable[..., Any]:
    """Do the work once for each key; every caller gets a result that it may change."""
    kept: dict[Any, Any] = {}

    def remembered(*arguments: Any, **options: Any) -> Any:
        what = key(*arguments, **options)
        if what not in kept:
            kept[what] = work(*arguments, **options)
        return fresh(kept[what])

    return remembered


def content_of(path: Path) -> bytes | None:
    """The bytes of a file; None of one that is not there, which is for the reader to refuse."""
    return path.read_bytes() if path.is_file() else None


def bytes_of(frame: pd.DataFrame) -> bytes:
    """All that a frame holds, shapes as their bytes."""
    return pickle.dumps(pd.DataFrame(frame).to_dict("list"))


def folder_content(directory: Path = CATALOGUE_DIR) -> tuple[object, ...]:
    """Name and bytes of every file of a catalogue."""
    files = (path for path in sorted(directory.rglob("*")) if path.is_file())
    return tuple((path.relative_to(directory), path.read_bytes()) for path in files)


def observed_from(
    indicator: Indicator, frame: pd.DataFrame, *, file: str, square_km: Mapping[str, float]
) -> tuple[object, ...]:
    """All that the observations of an indicator are made of: some columns, and their marks."""
    columns = ("code", *build_observations.columns_of(indicator), indicator.decile_column)
    used = [one for name in columns for one in (name, f"{name}, status") if one in frame.columns]
    return repr(indicator), file, bytes_of(frame[used]), tuple(square_km.items())


@pytest.fixture(autouse=True, scope="session")
def worked_out_once() -> Iterator[None]:
    """What is costly in a build is done once for the same file, shapes or figures.

    A refusal is never remembered. A build in a process of its own remembers nothing, nor does a
    test that reads a table or works out local Moran's I itself. A catalogue cannot be changed, so
    that all get the same.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            build_inputs,
            "read",
            remembering(
                build_inputs.read,
                key=lambda folder, table: (repr(table), content_of(folder / table.file)),
                fresh=lambda frame: frame.copy(),
            ),
        )
        patch.setattr(
            build_observations,
            "observe",
            remembering(
                build_observations.observe, key=observed_from, fresh=lambda frame: frame.copy()
            ),
        )
        load = remembering(load_catalogue, key=folder_content, fresh=lambda one: one)
        for module in ("build", "store"):
            patch.setattr(f"geodata.{module}.load_catalogue", load)
        patch.setattr(
            build_shapes,
            "make_shapes",
            remembering(
                build_shapes.make_shapes,
                key=lambda authority, lookup, *, lsoas, wards: (
                    repr(authority),
                    *(bytes_of(frame) for frame in (lookup, lsoas, wards)),
                ),
                fresh=lambda shapes: replace(
                    shapes, levels={level: frame.copy() for level, frame in shapes.levels.items()}
                ),
            ),
        )
        patch.setattr(
            build_clusters,
            "local_moran",
            remembering(
                build_clusters.local_moran,
                key=lambda values, near: (values.tobytes(), *(one.tobytes() for one in near)),
                fresh=lambda found: tuple(one.copy() for one in found),
            ),
        )
        yield


@pytest.fixture(scope="session")
def store() -> Store:
    return Store.open(bundle.BUNDLE_DIR / CODE)


@pytest.fixture
def bundle_copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(bundle.BUNDLE_DIR / CODE, tmp_path / "bundles" / CODE))


@pytest.fixture
def figures_copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FIGURES_DIR, tmp_path / "figures"))


@pytest.fixture
def catalogue_copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CATALOGUE_DIR, tmp_path / "catalogue"))


@pytest.fixture(scope="session")
def fixtures() -> Path:
    if not FIXTURES.exists():
        pytest.skip("the publishers' own files are not beside this checkout")
    return FIXTURES


@pytest.fixture
def sign() -> Callable[[Path], None]:
    """Write a manifest that vouches for the files as they are now."""

    def sign_bundle(path: Path) -> None:
        manifest = json.loads((path / bundle.MANIFEST).read_text())
        for name, entry in manifest["files"].items():
            entry["sha256"] = bundle.sha256((path / name).read_bytes())
        hashes = {name: entry["sha256"] for name, entry in manifest["files"].items()}
        manifest["content_hash"] = bundle.content_hash(hashes)
        (path / bundle.MANIFEST).write_text(json.dumps(manifest))

    return sign_bundle


@pytest.fixture
def rewrite(sign: Callable[[Path], None]) -> Callable[..., None]:
    """Change the rows of one Parquet file of a bundle, and sign it."""

    def rewrite_file(path: Path, name: str, change: Callable[[list[dict]], list[dict]]) -> None:
        table = pq.ParquetFile(path / name).read()
        rows = change(table.to_pylist())
        pq.write_table(pa.Table.from_pylist(rows, schema=table.schema), path / name)
        sign(path)

    return rewrite_file
