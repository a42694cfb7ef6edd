"""The committed bundle, opened once; and copies of bundle, figures and catalogue to spoil."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import settings

from geodata import build_clusters, bundle
from geodata.build import FIGURES_DIR
from geodata.catalogue import CATALOGUE_DIR
from geodata.store import Store

# A first call can wait for an import or for another job: no property has a time limit.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

CODE = "E08000007"
ROOT = Path(__file__).parents[2]
FIXTURES = ROOT.parent / "shared" / "data" / "fixtures"


@pytest.fixture(autouse=True, scope="session")
def permuted_once() -> Iterator[None]:
    """Local Moran's I of the same figures is worked out once: it is most of what a build costs."""
    worked_out = build_clusters.local_moran
    kept: dict[tuple[bytes, ...], Any] = {}

    def remembered(values: Any, near: list[Any]) -> Any:
        key = (values.tobytes(), *(one.tobytes() for one in near))
        if key not in kept:
            kept[key] = worked_out(values, near)
        return tuple(one.copy() for one in kept[key])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build_clusters, "local_moran", remembered)
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


@pytest.fixture
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
