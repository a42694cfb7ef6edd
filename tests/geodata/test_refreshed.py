"""The figures that a refresh would bring, computed from the publishers' own and seen in the app."""

from __future__ import annotations

import csv
from collections import Counter
from html import unescape

import pytest

from app import create_app
from callbacks.answer import Explorer
from charts.missing import met
from charts.registry import CHARTS
from charts.report_checks.checked import checked
from geodata.aggregate import whole
from geodata.catalogue import FIGURES_DIR
from settings import Settings
from tests.geodata.conftest import CODE, FIXTURES
from tests.refreshed import build_refreshed

PAGES = ("map", "area/E01033947", "reach", "gaps", "gaps/report", "gaps/missing", "data")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    if not FIXTURES.exists():
        pytest.skip("the publishers' own files are not beside this checkout")
    return tmp_path_factory.mktemp("refreshed")


@pytest.fixture(scope="module")
def refreshed(folder):
    return build_refreshed(FIXTURES, folder)


@pytest.fixture(scope="module")
def client(folder, refreshed):
    settings = Settings(authority=refreshed.authority.code, bundles=folder / "bundle")
    return create_app(settings).server.test_client()


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def by_code(store, key):
    values = store.values(key)
    return dict(zip(values.codes, values.value.tolist(), strict=True))


def test_nothing_of_the_catalogue_is_absent_then_and_the_gap_of_ages_is_closed(store, refreshed):
    assert set(refreshed.absent.keys["indicators"]) == set()
    assert len(store.absent.indicators) > 100
    ages = next(one for one in store.gaps if one.key == "single_years")
    assert met(refreshed, ages)
    assert not met(store, ages)
    read = {one.table for one in refreshed.catalogue.indicators}
    assert {one.key for one in store.absent.tables if not one.purpose} <= read


@pytest.mark.parametrize(
    ("slug", "then", "now"),
    [
        ("asian_pakistani", ["asian_pakistani"], ["asian_pakistani"]),
        ("white_british", ["white_british"], ["white_british"]),
        ("white_other", ["white_other"], ["white_roma", "white_other"]),
        ("black", ["black_african", "black_caribbean", "black_other"], ["black"]),
    ],
)
def test_ethnic_groups_change_on_areas_that_are_the_same(refreshed, slug, then, now):
    more = FIXTURES / "more"
    before = {row["lsoa11_code"]: row for row in rows(more / "census_2011_ethnic_group_lsoa11.csv")}
    became = {
        row["lsoa21_code"]: row["lsoa11_code"]
        for row in rows(FIGURES_DIR / CODE / "lsoa21_lookup.csv")
    }
    after, people = Counter(dict.fromkeys(before, 0)), Counter()
    for row in rows(more / "census_2021_ethnic_group_19_lsoa21.csv"):
        code = became[row["lsoa21_code"]]
        after[code] += sum(int(row[name]) for name in now)
        people[code] += int(row["total"])
    assert list(became.values()).count("E01005758") == 2
    earlier = {code: sum(int(row[name]) for name in then) for code, row in before.items()}
    changes = {code: after[code] - count for code, count in earlier.items()}
    assert by_code(refreshed, f"ethnic_{slug}_change") == changes
    points = {
        code: 100 * after[code] / people[code] - 100 * count / int(before[code]["total"])
        for code, count in earlier.items()
    }
    assert by_code(refreshed, f"ethnic_{slug}_change_share") == pytest.approx(points)


def test_people_who_are_pakistani_rose_from_6_673_to_10_946(refreshed):
    assert whole(refreshed, "ethnic_asian_pakistani_count_2011").value == [6_673]
    assert whole(refreshed, "ethnic_asian_pakistani_count_2021").value == [10_946]
    assert whole(refreshed, "ethnic_asian_pakistani_change").value == [10_946 - 6_673]


def test_15_per_cent_are_under_10_in_the_most_and_11_in_the_least_deprived_fifth(refreshed):
    """Of people in mid-2020, by the national fifths of 2019."""
    fifth = {
        row["lsoa11_code"]: (int(row["imd_decile"]) + 1) // 2
        for row in rows(FIGURES_DIR / CODE / "imd_2019_lsoa11.csv")
    }
    young, people = Counter(), Counter()
    path = FIXTURES / "population" / "population_mid2020_lsoa11_stockport.csv"
    for row in rows(path):
        young[fifth[row["LSOA Code"]]] += sum(int(row[str(age)]) for age in range(10))
        people[fifth[row["LSOA Code"]]] += int(row["All Ages"])
    share = {at: 100 * young[at] / people[at] for at in (1, 2, 3, 4, 5)}
    assert (share[1], share[5]) == pytest.approx((14.60, 10.66), abs=0.005)
    claims = {one.claim.key: one for one in checked(refreshed)}
    for key, at in (("under_10_most", 1), ("under_10_least", 5)):
        assert claims[key].verdict == "holds"
        assert claims[key].tried[0].value == pytest.approx(share[at])
    bands = [one.key for one in refreshed.catalogue.group("age_2020")]
    assert len(bands) == 18
    added = sum(whole(refreshed, key).numerator for key in bands)
    assert added == whole(refreshed, bands[0]).denominator == sum(people.values())


def test_claims_of_ethnic_groups_can_be_checked(store, refreshed):
    before = {one.claim.key: one.verdict for one in checked(store)}
    after = {one.claim.key: one for one in checked(refreshed)}
    for key in ("white", "minority_people", "pakistani", "diverse_wards", "diverse_wards_share"):
        assert before[key] == "later"
        assert after[key].verdict in ("holds", "only", "fails")
        assert "not here" not in " ".join(after[key].words)
    assert (after["white"].verdict, after["minority_people"].verdict) == ("holds", "holds")


def test_fuel_poverty_universal_credit_and_obesity_are_as_published(refreshed):
    more = FIXTURES / "more"
    poor = {
        row["lsoa_code"]: float(row["fuel_poor_pct"])
        for row in rows(more / "fuel_poverty_lsoa_2012_2022.csv")
        if row["year"] == "2022"
    }
    assert by_code(refreshed, "fuel_poverty_share_2022") == pytest.approx(poor, abs=0.006)
    credit = {
        row["msoa11_code"]: int(row["households_on_universal_credit"])
        for row in rows(more / "universal_credit_households_msoa11_2015_2023.csv")
        if row["month"] == "2022-12"
    }
    assert by_code(refreshed, "universal_credit_households_2022_12") == credit
    obese = refreshed.values("child_reception_obese_2015_18")
    assert Counter(obese.status.tolist()) == {"ok": 40, "suppressed": 2}


@pytest.mark.parametrize("path", PAGES)
def test_every_page_answers_with_these_figures(client, path):
    reply = client.get(f"/{path}")
    assert reply.status_code == 200
    told = "has every figure of the catalogue" in unescape(reply.text)
    assert told == (path in ("data", "gaps/missing"))


def test_every_chart_of_a_figure_of_each_kind_is_made_or_absent_in_words(store, refreshed):
    keys = {(one.table, one.kind.key): one.key for one in store.absent.indicators}
    explorer = Explorer(refreshed)
    for key in keys.values():
        context = explorer.answer(f"ind={key}").context
        for make in CHARTS.values():
            assert make(context).sentence.endswith("."), key
