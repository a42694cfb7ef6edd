"""Bundles of former days: read as they were, or refused in a sentence. See tests/data/bundles."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from geodata import bundle
from geodata.errors import BundleError
from geodata.store import Store
from tests import town

FROZEN = town.FOLDER.parent / "bundles"
# rows of areas, postcodes, observations; people
HELD = {6: (12, 24, 565, 17_901), 7: (12, 24, 565, 17_901)}


def test_every_version_that_was_ever_written_is_kept() -> None:
    there = {int(path.name) for path in FROZEN.iterdir() if path.is_dir()}
    assert there == set(HELD)
    assert bundle.SCHEMA_VERSION in there


@pytest.mark.parametrize("version", HELD)
def test_tables_of_former_days_are_read_as_they_were_or_refused(version: int) -> None:
    place = FROZEN / str(version) / town.CODE
    if version != bundle.SCHEMA_VERSION:
        with pytest.raises(BundleError, match=f"has schema version {version}, .* run: python"):
            bundle.read_manifest(place)
        return
    manifest = bundle.read_manifest(place)
    tables = {name: bundle.read_table(place, name, manifest) for name in bundle.FILES}
    for name, table in tables.items():
        assert len(table) == manifest["files"][name]["rows"]
    rows = [len(tables[one]) for one in (bundle.AREAS, bundle.POSTCODES, bundle.OBSERVATIONS)]
    assert (*rows, sum(tables[bundle.AREAS]["population"].to_pylist())) == HELD[version]


@pytest.mark.parametrize("version", HELD)
def test_the_store_opens_it_unless_its_catalogue_asks_for_more(version: int) -> None:
    place = FROZEN / str(version) / town.CODE
    try:
        store = Store.open(place, catalogue_dir=town.CATALOGUE)
    except BundleError as error:
        refused = str(error)
        assert len(refused.splitlines()) == 1
        assert "has schema version" in refused or "what the catalogue asks for" in refused
    else:
        assert (len(store.areas.code), int(store.areas.population.sum())) == (12, 17_901)


@pytest.mark.parametrize("version", [bundle.SCHEMA_VERSION - 1, bundle.SCHEMA_VERSION + 1])
def test_another_version_is_refused_before_its_tables_are_read(
    version: int, tmp_path: Path
) -> None:
    place = Path(
        shutil.copytree(FROZEN / str(bundle.SCHEMA_VERSION) / town.CODE, tmp_path / town.CODE)
    )
    manifest = json.loads((place / bundle.MANIFEST).read_text())
    (place / bundle.MANIFEST).write_text(json.dumps(manifest | {"schema_version": version}))
    (place / bundle.AREAS).unlink()
    with pytest.raises(BundleError, match=f"has schema version {version}, ") as refusal:
        Store.open(place, catalogue_dir=town.CATALOGUE)
    assert len(str(refusal.value).splitlines()) == 1
