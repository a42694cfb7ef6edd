"""The four questions about all themes, each answered with the reader's own hands in a few steps.

The figures themselves are counted again in tests/charts/test_themes.py from the published tables.
"""

from __future__ import annotations

import re

import pytest

from tests.browser.conftest import Open, settled
from tests.browser.figures import rows
from tests.browser.screen import choose, control, finding, lead, show, text, unfold, ward_box

pytestmark = pytest.mark.browser


def test_the_lowest_first_dose_uptake_with_its_deprivation_and_ethnic_mix(come_to: Open) -> None:
    page = come_to()
    show(page, "uptake_first_16_plus")
    settled(page)
    unfold(page, "Uptake, deprivation and ethnic mix")
    said = finding(page, "uptake_deprivation")
    assert "Lowest is Central Stockport, Portwood & Shaw Heath: 70.9%" in said
    assert "of 42 neighbourhoods, counted from the most deprived" in said
    assert "the largest other group is Asian" in said
    notes = page.locator("#panel-uptake_deprivation .about").text_content() or ""
    for group in ("Asian", "Black", "Mixed", "White", "Other"):
        assert re.search(rf"{group} \d+\.\d%", notes)


def test_the_share_of_muslims_in_the_three_wards_where_most_live(come_to: Open) -> None:
    page = come_to()
    show(page, "religion_muslim_share_2021")
    settled(page)
    unfold(page, "Where most live")
    said = finding(page, "concentration")
    assert said.startswith("44.5% of Stockport's")
    assert "Heald Green, Cheadle West & Gatley and Heatons South" in said


def test_the_change_in_muslim_residents_in_the_borough_and_where_most_live(come_to: Open) -> None:
    """In people and in points, from the screen, as counted from the tables of both censuses."""
    lookup = list(rows("lsoa21_lookup"))
    later = {row["lsoa21_code"]: row for row in list(rows("religion_2021_lsoa21"))}
    earlier = {row["lsoa11_code"]: row for row in list(rows("census_2011_religion_lsoa11"))}

    def changes(ward: str = "") -> tuple[int, float, int]:
        inside = [row for row in lookup if ward in ("", row["ward23_name"])]
        now = [later[row["lsoa21_code"]] for row in inside]
        then = [earlier[code] for code in {row["lsoa11_code"] for row in inside}]
        (after, of), (before, of_before) = (
            [sum(int(row[name]) for row in some) for name in ("muslim", "total")]
            for some in (now, then)
        )
        return after - before, 100 * (after / of - before / of_before), after

    most = sorted({row["ward23_name"] for row in lookup}, key=lambda name: -changes(name)[2])[:3]
    page = come_to()
    for key, at, digits, unit in (
        ("religion_muslim_change", 0, 0, "people"),
        ("religion_muslim_share_change", 1, 1, "percentage points"),
    ):
        show(page, key)
        whole = f"{changes()[at]:+,.{digits}f}"
        assert lead(page).endswith(f"Stockport: {whole} {unit}.")
        for name in most:
            choose(page, ward_box(page, name))
            here = f"{changes(name)[at]:+,.{digits}f} {unit}"
            assert f"{name}: {here}, against Stockport's {whole}" in lead(page)
            ward_box(page, name).uncheck()
            settled(page)


def test_over_50s_without_a_first_dose_in_the_most_deprived_local_quintile(come_to: Open) -> None:
    page = come_to()
    show(page, "uptake_first_50_plus")
    control(page, "Local (Stockport)").check()
    control(page, "1 most deprived").check()
    settled(page)
    said = finding(page, "unvaccinated")
    assert said.startswith(
        "Among the most deprived local quintile, 3,861 people aged 50 and over had no first dose "
        "by 11 July 2021, in 17 neighbourhoods."
    )


def test_practices_above_the_boroughs_interval_on_diabetes_and_where_they_are(
    come_to: Open,
) -> None:
    page = come_to("?practice=qof_diabetes_2020_21")
    control(page, "GP practices").check()
    page.locator("#practice-legend li").first.wait_for()
    settled(page)
    said = finding(page, "practices")
    assert "21 of 35 practices are above Stockport's" in said
    assert "interval" not in said
    assert page.locator("#practice-list li").count() == 32
    assert "Diabetes" in text(page, "#practice-legend h2")
