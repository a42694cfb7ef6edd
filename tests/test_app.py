"""The application as gunicorn starts it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from app import create_app, create_server
from geodata.catalogue import load_authority, load_catalogue
from geodata.errors import BundleError
from settings import Settings
from tests import town


def test_a_setting_that_cannot_be_used_stops_the_start_with_a_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("EXPLORER_AUTHORITY", "E09999999")
    with pytest.raises(SystemExit, match=r"There is no bundle at .*E09999999"):
        create_server()
    monkeypatch.setenv("EXPLORER_AUTHORITY", "nowhere")
    with pytest.raises(SystemExit, match="expected an English local authority code"):
        create_server()


def test_a_place_whose_areas_nothing_ranks_is_not_served_and_what_brings_ranks_is_said(
    tmp_path: Path,
) -> None:
    figures = Path(shutil.copytree(town.FIGURES, tmp_path / "figures"))
    authority = load_authority(town.CODE, town.CATALOGUE, town.FIGURES)
    ranked = load_catalogue(town.CATALOGUE).ranked
    for file in {authority.table(one.table).file for one in ranked}:
        (figures / town.CODE / file).unlink()
    town.build_town(tmp_path / "bundle", figures=figures)
    with pytest.raises(BundleError) as refusal:
        create_app(
            Settings(authority=town.CODE, bundles=tmp_path / "bundle"), catalogue=town.CATALOGUE
        )
    said = str(refusal.value)
    assert "found no figure with national ranks, expected one at least" in said
    assert said.endswith(f"refresh {town.CODE} --only {ranked[0].source.key}")
