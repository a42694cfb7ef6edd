from __future__ import annotations

import re

import pytest

from geodata.build import build
from geodata.catalogue import CATALOGUE_DIR, FIGURES_DIR, THEMES, load_authority, load_catalogue
from geodata.errors import CatalogueError, UnknownKeyError
from geodata.sources import read
from geodata.store import Store
from tests.geodata.conftest import CODE


def edit(path, old, new):
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def test_the_indicators_come_theme_by_theme_in_the_order_written():
    indicators = load_catalogue().indicators
    assert indicators[0].key == "imd_2025"
    assert tuple(dict.fromkeys(indicator.theme for indicator in indicators)) == THEMES
    keys = [indicator.key for indicator in indicators]
    for path in sorted((CATALOGUE_DIR / "indicators").glob("*.toml")):
        written = re.findall(r"^\[(\w+)\]$", path.read_text(), re.M)
        assert [key for key in keys if key in written] == written


def test_the_seven_domains_have_weights_that_add_to_a_hundred_but_for_rounding():
    domains = [indicator for indicator in load_catalogue().indicators if indicator.domain]
    weights = {indicator.key.removesuffix("_2025"): indicator.weight for indicator in domains}
    assert weights == {
        "income": 22.5,
        "employment": 22.5,
        "education": 13.5,
        "health": 13.5,
        "crime": 9.3,
        "barriers": 9.3,
        "environment": 9.3,
    }
    assert sum(weights.values()) == pytest.approx(99.9)


def test_every_rank_of_any_edition_warns_that_editions_do_not_compare():
    ranks = [one for one in load_catalogue().indicators if one.kind.is_rank]
    assert {one.edition for one in ranks} == {"2015", "2019", "2025"}
    for one in ranks:
        assert "not comparable rank by rank" in one.caveat


def test_density_says_how_its_area_was_measured():
    method = load_catalogue().indicator("population_density_2022").method
    for words in ("EPSG:27700", "20 m", "clipped"):
        assert words in method


def test_an_unknown_indicator_or_source_is_refused():
    with pytest.raises(UnknownKeyError, match="imd_2010"):
        load_catalogue().indicator("imd_2010")
    with pytest.raises(UnknownKeyError, match="iod_2010"):
        load_catalogue().source("iod_2010")


def test_an_authority_without_a_file_of_its_own_is_told_what_to_write():
    with pytest.raises(CatalogueError, match=r"expected code, name, kind of .*authority\.toml"):
        load_authority("E08000001")


def test_an_authority_code_cannot_leave_the_directory():
    with pytest.raises(CatalogueError, match="no code of an authority"):
        load_authority("../sources")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('unit = "people"', 'unti = "people"', "people.toml, population_2022.unti: found an unkno"),
        ('unit = "people"\n', "", "people.toml, population_2022.unit: found nothing, expected"),
        ('unit = "people"', "unit = 7", "population_2022.unit: found 7, expected str"),
        ('unit = "people"', 'unit = ""', "population_2022.unit: found ''"),
        ("vintage = 2021", "vintage = true", "vintage: found True, expected int"),
        ("vintage = 2021", "vintage = 2001", "expected one of lsoa 2021, lsoa 2011"),
        ('theme = "people"', 'theme = "weather"', "expected one of deprivation, children, people"),
        ('kind = "count"', 'kind = "rank"', "total for ranks, and only for them"),
        ('kind = "count"', 'kind = "counts"', "expected one of rank, count, density"),
        (
            'polarity = "neutral"',
            'polarity = "good"',
            "expected one of more_is_worse, more_is_better",
        ),
        ('source = "population_2022"', 'source = "nobody"', "source: found 'nobody'"),
        ('unit = "people"', 'unit = "people"\ndomain = true', "a weight for domains"),
        ('unit = "people"', 'unit = "people"\nranked_in = "Mars"', "the place of the total"),
        ("[population_2022]", "[imd_2025]", "a key used before"),
        ('label = "Population density"', 'label = "Population"', "unique within its edition"),
        ("[population_2022]", "[population_2022", "expected valid TOML"),
        ("[population_2022]", "stray = 1\n[population_2022]", "a table of keys and values"),
    ],
)
def test_a_wrong_indicator_is_refused_with_file_key_and_what_was_expected(
    catalogue_copy, old, new, words
):
    edit(catalogue_copy / "indicators" / "people.toml", old, new)
    with pytest.raises(CatalogueError, match=re.escape(words)):
        load_catalogue(catalogue_copy)


def test_a_source_with_a_date_in_words_is_refused(catalogue_copy):
    edit(catalogue_copy / "sources.toml", 'published = "2025-10"', 'published = "Oct 2025"')
    with pytest.raises(CatalogueError, match=r"iod_2025\.published: found Oct 2025"):
        load_catalogue(catalogue_copy)


def test_a_catalogue_without_sources_is_refused(catalogue_copy):
    (catalogue_copy / "sources.toml").unlink()
    with pytest.raises(CatalogueError, match=r"sources\.toml, file: found no such file"):
        load_catalogue(catalogue_copy)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('code = "E08000007"', 'code = "E08000008"', "the name of its folder"),
        ('name = "Stockport"\n', "", "E08000007.name: found nothing"),
        ("[tables.practices]", "[tables.surgeries]", "tables.surgeries: found 'surgeries'"),
        ("unlisted", "listed", "tables.practices.listed: found an unknown key"),
        ("unlisted", 'level = "x"\nunlisted', "tables.practices.level: found an unknown key"),
    ],
)
def test_a_wrong_authority_is_refused_with_file_key_and_what_was_expected(
    figures_copy, old, new, words
):
    edit(figures_copy / CODE / "authority.toml", old, new)
    with pytest.raises(CatalogueError, match=re.escape(words)) as refusal:
        load_authority(CODE, figures=figures_copy)
    assert refusal.value.file == "E08000007/authority.toml"


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        ("geography", 'kind = "lookup"', 'kind = "loookup"', "lookup.kind: found 'loookup'"),
        ("geography", 'source = "area_lookups"', 'source = "x"', "lookup.source: found 'x'"),
        ("geography", "vintage = 2023", "vintage = 2024", "wards.vintage: found ward 2024"),
        ("geography", 'file = "lsoa21_lookup', 'fiel = "lsoa21', "lookup.fiel: found an unknown"),
        ("geography", 'purpose = "wards"', 'purpose = "words"', "wards.purpose: found 'words'"),
        ("geography", 'purpose = "wards"\n', "", "tables/, purpose wards: found no table"),
        ("deprivation", "total = 33755\n", "", "iod_2025.total: found None"),
        ("people", "[ethnic_group_2021]", "[iod_2025]", "people.toml, iod_2025: found a key used"),
        ("people", "{size}", "{sise}", "each.size: found an unused name"),
        (
            "vaccination",
            'each.ages = ["16_plus", "18_plus"]',
            "each.ages = 7",
            "each.ages: found 7",
        ),
        (
            "vaccination",
            'table = "vaccination_2021"',
            'table = "x"',
            "agreements.1.table: found 'x'",
        ),
    ],
)
def test_a_wrong_table_is_refused_with_file_key_and_what_was_expected(
    catalogue_copy, file, old, new, words
):
    edit(catalogue_copy / "tables" / f"{file}.toml", old, new)
    with pytest.raises(CatalogueError, match=re.escape(words)):
        load_authority("E08000007", catalogue_copy)


def test_an_authority_is_said_in_ten_lines():
    path = FIGURES_DIR / CODE / "authority.toml"
    assert len(path.read_text().splitlines()) <= 10


def test_what_is_said_of_each_is_said_of_every_one():
    table = load_authority("E08000007").table("vaccination_age_2021")
    assert len(table.at_most) == 13
    assert ("second_dose_80_plus", "first_dose_80_plus") in table.at_most
    added = dict(table.added)
    assert len(added["second_dose_all"]) == 13
    assert added["second_dose_all"][0] == "second_dose_under_25"
    agreements = load_authority("E08000007").agreements
    assert len(agreements) == 27
    assert ("second_dose_50_plus", 7) in {(one.column, len(one.columns)) for one in agreements}


def test_an_authority_can_have_a_file_and_marks_of_its_own(figures_copy):
    path = figures_copy / CODE / "authority.toml"
    path.write_text(
        path.read_text() + '[tables.postcodes]\nfile = "codes.csv"\nmarks."-" = "missing"'
    )
    table = load_authority(CODE, figures=figures_copy).table("postcodes")
    assert (table.file, table.marks, table.level) == ("codes.csv", (("-", "missing"),), "lsoa")
    assert load_authority("E08000007").table("postcodes").file == "postcodes.csv"


HELD = [one for one in load_authority(CODE).tables if (FIGURES_DIR / CODE / one.file).exists()]


@pytest.mark.parametrize("table", HELD, ids=lambda table: table.key)
def test_every_table_of_the_authority_can_be_read(table):
    frame = read(FIGURES_DIR / CODE, table)
    assert len(frame) > 0


def test_a_table_is_held_or_absent_and_the_bundle_says_which(store):
    absent = {table.key for table in store.absent.tables}
    assert {one.key for one in HELD} == {one.key for one in store.authority.tables} - absent


def test_one_entry_adds_an_indicator_from_a_known_table(catalogue_copy, tmp_path):
    path = catalogue_copy / "indicators" / "deprivation.toml"
    entry = path.read_text().split("[imd_2019]")[1].split("\n[")[0]
    entry = entry.replace('table = "imd_2019"', 'table = "imd_2019_health"')
    entry = entry.replace("imd_rank", "health_rank").replace("imd_decile", "health_decile")
    entry = entry.replace('label = "Index of Multiple Deprivation"', 'label = "Another"')
    path.write_text(f"{path.read_text()}\n[another_2019]{entry}")
    words = build("E08000007", out=tmp_path / "out", catalogue_dir=catalogue_copy)
    assert re.fullmatch(
        r"No previous bundle to compare with: [\d,]+ observations, all new\.", words
    )
    store = Store.open(tmp_path / "out" / "E08000007", catalogue_dir=catalogue_copy)
    assert store.values("another_2019").rank[1] == 1146


def test_catalogue_texts_are_plain_sentences():
    for indicator in load_catalogue().indicators:
        for field in ("method", "definition", "caveat"):
            text = getattr(indicator, field)
            assert text.endswith("."), (indicator.key, field)
            assert "  " not in text


def test_every_table_named_in_the_sources_document_exists_and_the_other_way_round():
    named = set(re.findall(r"^### (\S+)", (FIGURES_DIR / "SOURCES.md").read_text(), re.M))
    kept = {path.name for path in (FIGURES_DIR / CODE).iterdir()} - {"authority.toml"}
    assert named == kept


def test_every_table_in_use_is_in_the_sources_document():
    text = (FIGURES_DIR / "SOURCES.md").read_text()
    described = set(re.findall(r"^(?:### |- \*\*)([\w.]+\.\w+)", text, re.M))
    authority = load_authority("E08000007")
    used = {table.key for table in authority.tables if table.purpose}
    used |= {indicator.table for indicator in load_catalogue(CATALOGUE_DIR).indicators}
    used |= {trend.table for trend in load_catalogue(CATALOGUE_DIR).trends}
    used |= {key for one in authority.agreements for key in (one.table, one.other)}
    assert {authority.table(key).file for key in used} <= described


@pytest.mark.parametrize("key", ["population_2022", "patients_2025_05", "cqc_rating"])
def test_what_cannot_be_compared_with_the_whole_is_refused_in_a_profile(catalogue_copy, key):
    path = next(
        one
        for one in (catalogue_copy / "indicators").glob("*.toml")
        if f"[{key}]\n" in one.read_text()
    )
    path.write_text(path.read_text().replace(f"[{key}]\n", f"[{key}]\nprofile = true\n"))
    with pytest.raises(CatalogueError, match=f"{key}.profile"):
        load_catalogue(catalogue_copy)
