"""How practices changed between two editions of the quality framework."""

import pytest

from charts.registry import CHARTS
from geodata.stats import newcombe_difference
from geodata.store import Store

from .conftest import rows_of, view_of

FILE = "gp_qof_prevalence_newer.csv"


def counts(year: str, group: str) -> dict[str, tuple[int, int]]:
    return {
        row["practice_code"]: (int(float(row["register"])), int(float(row["list_size"])))
        for row in rows_of(FILE)
        if (row["year"], row["group_code"]) == (year, group)
    }


@pytest.mark.parametrize(
    ("key", "then", "now", "group"),
    [
        ("qof_diabetes_2024_25", "2022-23", "2024-25", "DM"),
        ("qof_diabetes_2022_23", "2021-22", "2022-23", "DM"),
        ("qof_dementia_2022_23", "2021-22", "2022-23", "DEM"),
    ],
)
def test_a_change_is_one_share_less_the_other_with_its_interval(
    store: Store, key: str, then: str, now: str, group: str
) -> None:
    table = CHARTS["practices"](view_of(store, indicator=key)).table
    names = [one.key for one in table.columns]
    before, after = counts(then, group), counts(now, group)
    assert next(one for one in table.columns if one.key == "change").label.endswith(
        f"{then}, points"
    )
    compared = 0
    for row in table.rows:
        one = dict(zip(names, row, strict=True))
        code = str(one["practice_code"])
        if code not in before or code not in after:
            assert one["change"] is None
            continue
        expected = [100 * float(x) for x in newcombe_difference(*after[code], *before[code])]
        assert [one["change"], one["change_low"], one["change_high"]] == pytest.approx(expected)
        grew = after[code][1] > 1.25 * before[code][1]
        assert bool(one["change_note"]) == grew
        compared += 1
    assert compared == len(before.keys() & after.keys())


def test_lists_that_grew_much_and_practices_that_closed_are_named(store: Store) -> None:
    before, after = counts("2021-22", "AF"), counts("2022-23", "AF")
    notes = CHARTS["practices"](view_of(store, indicator="qof_asthma_2022_23")).notes
    grown = next(one for one in notes if "as after a merger" in one)
    for code in after:
        merged = code in before and after[code][1] > 1.25 * before[code][1]
        assert (f"({code})" in grown) == merged
    gone = next(one for one in notes if "none since" in one)
    assert {code for code in before if code in gone} == before.keys() - after.keys() != set()
    later = " ".join(CHARTS["practices"](view_of(store, indicator="qof_asthma_2024_25")).notes)
    assert "merger" not in later
    assert "none since: Y00912" in later


@pytest.mark.parametrize("key", ["qof_asthma_2020_21", "qof_smoking_2023_24", "cqc_rating"])
def test_without_an_edition_before_no_change_is_shown(store: Store, key: str) -> None:
    chart = CHARTS["practices"](view_of(store, indicator=key))
    assert "change" not in [one.key for one in chart.table.columns]
    assert not any("change since" in one for one in chart.notes)


def test_the_countrys_figure_is_said_where_it_is_held(store: Store) -> None:
    chart = CHARTS["practices"](view_of(store, indicator="qof_diabetes_2024_25"))
    (row,) = (
        row
        for row in rows_of("gp_qof_prevalence_england.csv")
        if (row["year"], row["group_code"]) == ("2024-25", "DM")
    )
    assert f"England has {float(row['prevalence_pct']):.1f}%." in chart.sentence
    at = [one.key for one in chart.table.columns].index("national_value")
    assert {line[at] for line in chart.table.rows} == {float(row["prevalence_pct"])}
    older = CHARTS["practices"](view_of(store, indicator="qof_diabetes_2020_21"))
    assert "England" not in older.sentence
