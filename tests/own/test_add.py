"""A file of local figures from the command line to every page, file and picture."""

from __future__ import annotations

import csv
import io
import json
import re
from html import unescape

import pytest

from app import create_app
from geodata import bundle
from geodata.build import check
from geodata.bundle import read_manifest
from geodata.geography import LSOA
from geodata.own.attack import attack
from geodata.own.cells import ALL, Figure
from geodata.own.entry import entry_of
from geodata.own.layout import read_delivery
from geodata.own.register import read_register
from geodata.own.rule import must_hide
from layers.choropleth import choropleth
from layers.sheet import spoken
from serving.audience import AudienceError
from settings import Settings
from tests import town as place
from tests.own.conftest import HEADING, copy_of
from tests.town import build_town

KEY = "own_flu_vaccination"
FIGURE = f"{KEY}_flu_2026_01_31_65_and_over_female"
MARK = "ocal figures, rounded"


PAGES = {
    "page": f"/map?ind={FIGURE}",
    "page of a ward": f"/map?ind={FIGURE}&ward=E05999001",
    "drawn area": f"/map?ind={FIGURE}&near=ZZ99%201AX,1500",
    "embedded map": f"/embed?show=map&ind={FIGURE}",
    "embedded list": f"/embed?show=areas&ind={FIGURE}",
    "picture of the map": f"/picture/map.svg?ind={FIGURE}",
    "picture of a chart": f"/picture/wards.svg?ind={FIGURE}",
    "list as CSV": f"/download/areas.csv?ind={FIGURE}",
    "wards as CSV": f"/download/wards.csv?ind={FIGURE}",
    "areas as GeoJSON": f"/download/areas.geojson?ind={FIGURE}",
    "sharing": f"/share?ind={FIGURE}",
    "gaps": f"/gaps?fig={FIGURE}",
    "page of a date": f"/map?ind={FIGURE}&date=2025-12-31",
    "picture of a date": f"/picture/map.svg?ind={FIGURE}&date=2025-12-31",
    "chart over time": f"/picture/uptake_time.svg?ind={FIGURE}",
    "dates as CSV": f"/download/uptake_time.csv?ind={FIGURE}",
    "data": "/data",
}


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_it_says_everywhere_that_the_figures_are_local_and_rounded(read, path):
    assert MARK in read(path).get_data(as_text=True)


@pytest.mark.parametrize("query", ["", "&area=E01999001"])
def test_every_figure_has_its_pages_however_much_of_it_is_hidden(read, truth, query):
    for figure in truth.figures:
        key = "_".join((KEY, *(re.sub("[^a-z0-9]+", "_", one) for one in figure if one != ALL)))
        assert MARK in read(f"/map?ind={key}{query}").get_data(as_text=True)


def test_the_cards_of_the_map_say_so_too(added):
    store = added.open()
    sheet = choropleth(store, store.catalogue.indicator(FIGURE), "local-quintile")
    assert all(MARK in spoken(sheet.lines, at) for at in range(len(store.areas.code)))


def test_what_a_file_calls_itself_is_text_and_never_markup(read):
    for name, path in PAGES.items():
        text = read(path).get_data(as_text=True)
        if "CSV" not in name and "JSON" not in name:
            assert "<b>" not in text
    assert "Inventon <b>&Partners" in unescape(read(PAGES["data"]).get_data(as_text=True))


def printed_by(read, path):
    text = read(path).get_data(as_text=True).removeprefix("\ufeff")
    return list(csv.DictReader(io.StringIO(text)))


def test_the_list_shows_what_was_protected_and_nothing_else(read, added, truth):
    printed = read_register(added.own / f"{KEY}.printed.csv").latest()
    at = next(
        one
        for one in truth.figures
        if one.age == "65 and over" and one.sex == "female" and one.date > "2026"
    )
    rows = printed_by(read, PAGES["list as CSV"])
    assert len(rows) == len(truth.areas)
    assert {row["status"] for row in rows} == {"published", "suppressed"}
    for row in rows:
        state = printed[row["lsoa21_code"], at]
        shown = (row["numerator"], row["denominator"])
        assert shown == ((str(state.counted.value), str(state.out_of.value)) if state else ("", ""))


def test_wards_are_sums_of_what_is_printed(read, added, truth):
    """Asked for as a reader does, of every figure."""
    printed = read_register(added.own / f"{KEY}.printed.csv").latest()
    ward = dict(zip(truth.areas, added.open().areas.ward_code, strict=True))
    for figure in truth.figures:
        key = "_".join((KEY, *(re.sub("[^a-z0-9]+", "_", one) for one in figure if one != ALL)))
        for row in printed_by(read, f"/download/wards.csv?ind={key}"):
            states = [
                printed[code, figure] for code in truth.areas if ward[code] == row["ward23_code"]
            ]
            shown = [one.counted.value for one in states if one]
            assert row["ward_count"] == (str(sum(shown)) if shown else "")


def test_no_small_count_is_in_any_row_of_figure_anywhere(read, added, truth):
    """In the figures' table, in the bundle and in what is served there is a multiple of 5 or c."""
    for line in csv.DictReader((added.own / f"{KEY}.csv").read_text().splitlines()):
        assert all(
            cell == "c" or int(cell) % 5 == 0 for name, cell in line.items() if "code" not in name
        )
    store = added.open()
    for indicator in store.catalogue.indicators:
        if indicator.key.startswith(KEY):
            values = store.values(indicator.key)
            known = values.status == "ok"
            assert (values.numerator[known] % 5 == 0).all()
            assert (values.denominator[known] % 5 == 0).all()
    for row in printed_by(read, PAGES["wards as CSV"]):
        assert {int(row[name]) % 5 for name in ("ward_count", "ward_total") if row[name]} <= {0}
    hidden = [one for one in truth.each() if must_hide(*truth.true(*one))]
    assert len(hidden) > 20


def test_the_bundle_holds_no_true_count_that_the_table_hides(added, truth):
    """Of every small count of the file the observations have no value, numerator or denominator."""
    store = added.open()
    for figure, area in truth.each():
        if must_hide(*truth.true(figure, area)):
            name = "_".join(one for one in truth.figures[figure] if one != "all")
            key = f"{KEY}_{re.sub('[^a-z0-9]+', '_', name)}"
            values = store.values(key)
            assert values.status[area] == "suppressed"


def test_an_attacker_with_all_that_the_product_prints_fails(added, truth):
    register = read_register(added.own / f"{KEY}.printed.csv")
    outcome = attack(added.open(), KEY, truth, register, added_up=True)
    assert outcome.tried > 50
    assert outcome.sums == 0
    assert outcome.broken == ()


def test_the_attacker_would_succeed_if_one_true_total_were_printed(added, truth, monkeypatch):
    """As if the whole town's figure were made of true counts, and rounded afterwards."""
    figure = truth.figures.index(truth.figures[0])
    name = f"{KEY}_flu_2025_12_31_under_65_female"
    asked = "geodata.own.attack.over"
    true = truth.count[figure].sum(), truth.out_of[figure].sum()

    class Leaky:
        numerator, denominator = ([5 * round(one / 5)] for one in true)

    from geodata.own import attack as room

    honest = room.over
    monkeypatch.setattr(
        asked,
        lambda store, key, level: (
            Leaky if key == name and level.name == "borough" else honest(store, key, level)
        ),
    )
    register = read_register(added.own / f"{KEY}.printed.csv")
    assert attack(added.open(), KEY, truth, register, added_up=True).sums > 0


def test_only_a_restricted_deployment_serves_them(added):
    with pytest.raises(AudienceError, match="Local figures, rounded"):
        create_app(
            Settings(authority=place.CODE, bundles=added.base / "out"), catalogue=place.CATALOGUE
        )


@pytest.mark.parametrize(
    ("line", "audience"), [("", "restricted"), ("audience,public\n", "public")]
)
def test_a_file_is_for_named_readers_unless_it_says_otherwise(flu, tmp_path, line, audience):
    path = tmp_path / "flu.csv"
    path.write_text(line + flu.read_text())
    heading = read_delivery(path).heading
    source = entry_of(KEY, heading, LSOA, [Figure("flu", "2026-01-31", "", "")])["source"]
    assert source["audience"] == audience


def test_the_same_file_again_is_nothing_new_and_a_build_makes_the_same(added, flu, capsys):
    before = {path.name: path.read_bytes() for path in added.own.iterdir()}
    assert added.add(flu) == 2
    assert "Nothing new" in capsys.readouterr().out
    assert before == {path.name: path.read_bytes() for path in added.own.iterdir()}
    said = check(
        place.CODE,
        out=added.base / "out",
        figures=added.base / "figures",
        catalogue_dir=place.CATALOGUE,
    )
    assert "is what the figures build" in said
    manifest = json.loads((added.base / "out" / place.CODE / "manifest.json").read_text())
    assert list(manifest["own"]) == [KEY]


def test_postcodes_are_added_up_and_no_file_knows_them_afterwards(bare, flu, tmp_path, capsys):
    town = copy_of(bare, tmp_path / "town")
    heading = (
        flu.read_text().partition("\n\n")[0].replace("Flu", "Shingles").replace("flu", "shingles")
    )
    rows = ["area,date,count,out_of", *(f"ZZ99 {at}AX,2026-01-31,9,30" for at in (1, 2, 3))]
    rows += ["ZZ991AY,2026-01-31,12,30", "AB1 2CD,2026-01-31,11,40"]
    path = tmp_path / "shingles.csv"
    path.write_text("\n".join([heading, "", *rows]) + "\n")
    assert town.add(path) == 0
    assert "Rows of postcodes outside the authority, left out: 1." in capsys.readouterr().out
    store = town.open()
    values = store.values("own_shingles_vaccination_2026_01_31")
    found = dict(
        zip(
            values.codes,
            zip(values.numerator, values.denominator, values.status, strict=True),
            strict=True,
        )
    )
    assert found["E01999001"] == (20, 60, "ok")
    assert found["E01999005"][2] == "missing"
    for file in (*town.own.iterdir(), town.base / "out" / place.CODE / "manifest.json"):
        assert b"ZZ99" not in file.read_bytes()
        assert b"AB1" not in file.read_bytes()


def test_figures_for_named_readers_never_get_into_the_bundles_that_are_kept(
    added, flu, tmp_path, monkeypatch, capsys
):
    """A build and a refresh leave them out there, and none can be added there."""
    town = copy_of(added, tmp_path / "town")
    assert "own" in read_manifest(town.base / "out" / place.CODE)
    monkeypatch.setattr(bundle, "BUNDLE_DIR", town.base / "out")
    build_town(town.base / "out", figures=town.base / "figures")
    manifest = read_manifest(town.base / "out" / place.CODE)
    assert not manifest.get("own")
    assert not [key for key in manifest["sources"] if "flu" in key]
    assert town.add(flu) == 1
    said = capsys.readouterr()
    assert "for named readers, expected another folder" in said.out + said.err
    figures = town.base / "figures" / place.CODE / "own"
    (entry,) = figures.glob("*.json")
    other = tmp_path / "shingles.csv"
    heading = HEADING.replace("Flu", "Shingles").replace("flu", "shingles")
    other.write_text(flu.read_text().replace(HEADING, f"{heading}audience,public\n"))
    assert town.add(other) == 0
    assert [*read_manifest(town.base / "out" / place.CODE)["own"]] == ["own_shingles_vaccination"]
    said = json.loads(entry.read_text())
    said["source"]["audience"] = "public"
    entry.write_text(json.dumps(said))
    build_town(town.base / "out", figures=town.base / "figures")
    assert read_manifest(town.base / "out" / place.CODE)["own"]
