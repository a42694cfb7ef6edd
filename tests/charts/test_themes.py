"""What the panels of the themes print, against counts made here from the published tables."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from charts.composition import list_of_groups
from charts.file_csv import csv_text
from charts.headline import headline
from charts.panel import panel
from charts.registry import CHARTS, charts_for
from charts.writer import Writer
from geodata.catalogue import THEMES
from geodata.geography import MSOA_NAME
from geodata.selection import Filter
from layers.texts import rank_texts

from .conftest import View, rows_of
from .test_tables import column

OLDER = ("50_54", "55_59", "60_64", "65_69", "70_74", "75_79", "80_plus")
Published = dict[str, dict[str, Any]]


def wilson(count: int, total: int) -> tuple[float, float]:
    """Wilson 1927, written out for percentages."""
    z, p = 1.959963984540054, count / total
    spread = z * math.sqrt(p * (1 - p) / total + z * z / (4 * total * total))
    low, high = (
        (p + z * z / (2 * total) + sign * spread) / (1 + z * z / total) for sign in (-1, 1)
    )
    return 100 * low, 100 * high


def lookup() -> dict[str, dict[str, str]]:
    return {row["lsoa21_code"]: row for row in rows_of("lsoa21_lookup.csv")}


def in_wards(name: str, column: str) -> Counter[str]:
    found: Counter[str] = Counter()
    place = lookup()
    for row in rows_of(name):
        found[place[row["lsoa21_code"]]["ward23_name"]] += int(row[column])
    return found


def test_what_share_of_the_muslims_live_in_the_three_wards_where_most_do(view: View) -> None:
    muslims = in_wards("religion_2021_lsoa21.csv", "muslim")
    top = muslims.most_common(3)
    part, whole = sum(count for _, count in top), sum(muslims.values())
    low, high = wilson(part, whole)
    names = "{}, {} and {}".format(*(name for name, _ in top))
    finding = CHARTS["concentration"](view(indicator="religion_muslim_share_2021")).finding
    said, share = finding.sentence, f"{100 * part / whole:.1f}%"
    start = f"{share} of Stockport's {whole:,} usual residents who were Muslim live in 3 wards."
    assert said.startswith(f"{start} Those are {names}, home to ")
    assert f"{share} ({low:.1f} to {high:.1f}%)" in finding.sureness[0]
    running, needed = 0, 0
    for _, count in muslims.most_common():
        running, needed = running + count, needed + 1
        if 2 * running >= whole:
            break
    assert f"Half of the group live in {needed} of 21 wards" in said


def doses(bands: tuple[str, ...] = ()) -> tuple[Counter[str], Counter[str]]:
    """First doses and register of each MSOA by name, of all bands or of some."""
    first: Counter[str] = Counter()
    register: Counter[str] = Counter()
    for row in rows_of("covid_vaccination_msoa11_age_20210711.csv"):
        if not bands or row["age_band"] in bands:
            first[row["msoa_hcl_name"]] += int(row["first_dose"])
            register[row["msoa_hcl_name"]] += int(row["population_nims"])
    if not bands:
        register = Counter(
            {
                r["msoa_hcl_name"]: int(r["16_plus"])
                for r in rows_of("population_nims_2021_msoa11.csv")
            }
        )
    return first, register


def test_which_msoa_has_the_lowest_first_dose_uptake_and_its_deprivation_and_mix(
    view: View, published: Published
) -> None:
    first, register = doses()
    lowest = min(register, key=lambda name: first[name] / register[name])
    ranks: Counter[str] = Counter()
    heads: Counter[str] = Counter()
    for area in published.values():
        ranks[area["place"]] += int(area["imd_rank"]) * area["people"]
        heads[area["place"]] += area["people"]
    mean = {name: ranks[name] / heads[name] for name in heads}
    place = sorted(mean, key=lambda name: mean[name]).index(lowest) + 1
    groups: Counter[str] = Counter()
    for row in rows_of("ethnic_group_2021_lsoa21.csv"):
        if published[row["lsoa21_code"]]["place"] == lowest:
            groups.update(
                {name: int(row[name]) for name in ("asian", "black", "mixed", "white", "other")}
            )
    said = CHARTS["uptake_deprivation"](view(indicator="uptake_first_16_plus")).sentence
    share = 100 * first[lowest] / register[lowest]
    assert said.startswith(
        f"Lowest is {lowest}: {share:.1f}%, {first[lowest]:,} of {register[lowest]:,} on the"
    )
    low, high = wilson(first[lowest], register[lowest])
    sure = " ".join(
        CHARTS["uptake_deprivation"](view(indicator="uptake_first_16_plus")).finding.sureness
    )
    assert f"{share:.1f}% ({low:.1f} to {high:.1f}%)" in sure
    assert f"It is number {place} of 42 neighbourhoods, counted from the most deprived" in said
    table = CHARTS["uptake_deprivation"](view(indicator="uptake_first_16_plus")).table
    assert column(table, "mean_rank")[0] == pytest.approx(mean[lowest])
    for name, count in groups.items():
        assert column(table, f"{name}_percent")[0] == pytest.approx(100 * count / groups.total())
    assert f"{100 * groups['white'] / groups.total():.1f}% White" in said


def test_how_many_over_50s_of_the_most_deprived_local_quintile_had_no_first_dose(
    view: View, published: Published
) -> None:
    order = sorted(published.values(), key=lambda area: int(area["imd_rank"]))
    fifth = order[: math.floor(len(order) / 5)]
    names = {area["place"] for area in fifth}
    first, register = doses(OLDER)
    missing = {name: register[name] - first[name] for name in names}
    context = view(Filter(quintiles=(1,), basis="local"), indicator="unvaccinated_50_plus")
    assert context.selection.count == len(fifth) == 38
    said = CHARTS["unvaccinated"](context).sentence
    assert said.startswith(
        f"Among the most deprived local quintile, {sum(missing.values()):,} people aged 50 and "
        f"over had no first dose by 11 July 2021, in {len(names)} neighbourhoods."
    )
    table = CHARTS["unvaccinated"](context).table
    listed = zip(column(table, MSOA_NAME), column(table, "without_first_dose"), strict=True)
    assert dict(listed) == missing
    by_16 = CHARTS["unvaccinated"](
        view(Filter(quintiles=(1,), basis="local"), indicator="uptake_first_16_plus")
    )
    assert by_16.sentence.startswith(said[:90])


def test_which_practices_are_above_the_boroughs_interval_on_diabetes_and_where(view: View) -> None:
    counts = {
        row["practice_code"]: (int(row["register"]), int(row["list_size"]))
        for row in rows_of("gp_qof_prevalence.csv")
        if row["year"] == "2020-21" and row["group_code"] == "DM"
    }
    listed = {row["practice_code"]: row for row in rows_of("gp_practices.csv")}
    register, patients = (sum(pair[at] for pair in counts.values()) for at in (0, 1))
    low, high = wilson(register, patients)
    above = {code for code, (count, size) in counts.items() if 100 * count / size > high}
    chart = CHARTS["practices"](view(indicator="qof_diabetes_2020_21"))
    said, share = chart.sentence, 100 * register / patients
    assert f"{len(above)} of {len(counts)} practices are above Stockport's {share:.1f}%." in said
    (sure,) = chart.finding.sureness
    assert f"{share:.1f}% ({low:.1f} to {high:.1f}%)" in sure
    assert "Not adjusted for age." in said
    named = next(one for one in chart.notes if "by ward. " in one).removesuffix(".")
    wards = dict(part.split(": ", 1) for part in named.split("by ward. ")[1].split(". "))
    for code, row in listed.items():
        here = wards.get(row["ward23_name"], "")
        assert (row["practice_name"] in here) == (code in above)
    assert {code for code in above if code not in listed} == {"P88607", "P88610"}
    assert "P88607 and P88610" in wards["Not in the list of May 2025"]


def test_composition_is_higher_or_lower_and_never_better_or_worse(
    view: View, wards: dict[str, str]
) -> None:
    context = view(Filter(wards=(wards["Heald Green"],)), indicator="religion_muslim_share_2021")
    chart = CHARTS["composition"](context)
    words = dict(zip(column(chart.table, "group"), column(chart.table, "comparison"), strict=True))
    muslims, everyone = (in_wards("religion_2021_lsoa21.csv", key) for key in ("muslim", "total"))
    here = 100 * muslims["Heald Green"] / everyone["Heald Green"]
    assert chart.sentence.startswith(f"Muslim: {here:.1f}% of the {everyone['Heald Green']:,}")
    assert words["Muslim"] == "higher"
    assert words["Christian"] == "lower"
    html = str(panel(chart, context))
    assert "better" not in html.replace("never better", "")
    assert "worse" not in html


def test_shares_by_quintile_are_counts_added_up(view: View, published: Published) -> None:
    counts: Counter[int] = Counter()
    totals: Counter[int] = Counter()
    for row in rows_of("ethnic_group_2021_lsoa21.csv"):
        quintile = (int(published[row["lsoa21_code"]]["imd_decile"]) + 1) // 2
        counts[quintile] += int(row["asian"])
        totals[quintile] += int(row["total"])
    table = CHARTS["by_quintile"](view(indicator="ethnic_asian_count_2021")).table
    assert column(table, "all_count")[:5] == [counts[one] for one in range(1, 6)]
    assert column(table, "all_total")[:5] == [totals[one] for one in range(1, 6)]
    low, high = wilson(counts[1], totals[1])
    assert column(table, "all_low")[0] == pytest.approx(low, abs=0.006)
    assert column(table, "all_high")[0] == pytest.approx(high, abs=0.006)


def test_uptake_by_age_counts_people_without_a_dose(view: View) -> None:
    chart = CHARTS["uptake_age"](view(indicator="uptake_first_16_plus"))
    first, register = doses(("25_29",))
    left = sum(register.values()) - sum(first.values())
    at = column(chart.table, "age").index("25 to 29")
    assert column(chart.table, "all_without")[at] == left
    assert f"{left:,} without" in str(chart.picture)
    assert "NIMS" not in chart.sentence
    assert any("NIMS" in note for note in chart.notes)


def test_uptake_over_time_ends_at_the_published_total(view: View) -> None:
    chart = CHARTS["uptake_time"](view(indicator="uptake_first_16_plus"))
    first, register = doses()
    share = 100 * sum(first.values()) / sum(register.values())
    assert column(chart.table, "all_percent")[-1] == pytest.approx(share, abs=0.05)
    assert len(chart.table.rows) == 6
    assert "national quintile of neighbourhoods did not clearly change" in chart.sentence
    local = CHARTS["uptake_time"](view(Filter(basis="local"), indicator="uptake_first_16_plus"))
    assert "local quintile of neighbourhoods narrowed" in local.sentence
    second = CHARTS["uptake_time"](view(indicator="uptake_second_75_79"))
    assert [row[0] for row in second.table.rows] == ["2021-05-23", "2021-06-20", "2021-07-11"]


def test_waits_add_up_to_all_appointments_with_a_known_time(view: View) -> None:
    same = known = 0
    for row in rows_of("gp_appointments_2025_04.csv"):
        same += int(row["same_day"])
        known += sum(
            int(count) for name, count in row.items() if name not in ("practice_code", "unknown")
        )
    chart = CHARTS["waiting"](view())
    assert f"{100 * same / known:.1f}% of {known:,} appointments" in chart.sentence
    times = ("same_day", "1_to_7_days", "8_to_14_days", "over_14_days")
    for row in zip(*(column(chart.table, f"{time}_percent") for time in times), strict=True):
        assert sum(row) == pytest.approx(100, abs=0.21)


def test_practices_are_filtered_by_where_they_stand_and_it_says_how_many(
    view: View, wards: dict[str, str]
) -> None:
    context = view(Filter(wards=(wards["Heald Green"],)))
    chart = CHARTS["practices"](context)
    assert chart.sentence.startswith("2 of 32 practices stand in the selected areas and are shown.")
    assert len(chart.table.rows) == 2
    assert any("its patients live elsewhere too" in note for note in chart.notes)
    empty = view(Filter(wards=("none",)))
    assert CHARTS["practices"](empty).sentence.startswith("No area is selected;")


def test_a_rating_is_listed_in_words_without_a_picture(view: View) -> None:
    chart = CHARTS["practices"](view(indicator="cqc_rating"))
    assert chart.picture is None
    assert set(column(chart.table, "value")) == {"Good", "Outstanding"}


@pytest.mark.parametrize("theme", THEMES)
def test_every_panel_of_a_theme_says_so_when_nothing_is_selected(view: View, theme: str) -> None:
    first = next(one for one in view().store.catalogue.indicators if one.theme == theme)
    context = view(Filter(wards=("none",)), indicator=first.key)
    for key in charts_for(theme, practices=True, store=context.store):
        if key not in ("areas", "wards"):
            assert "No area is selected" in CHARTS[key](context).sentence, key


def test_practices_join_any_theme_while_they_are_on_the_map() -> None:
    alone, joined = charts_for("religion"), charts_for("religion", practices=True)
    assert set(joined) - set(alone) == {"practices", "practices_deprivation", "waiting"}
    assert [key for key in joined if key in alone] == list(alone)
    assert "domains" in charts_for("deprivation")
    assert "domains" not in alone


def test_every_practice_outcome_is_drawn_and_downloaded(view: View) -> None:
    for one in view().store.catalogue.at("practice"):
        context = replace(view(), practice=one)
        for key in ("practices", "practices_deprivation"):
            chart = CHARTS[key](context)
            html = str(panel(chart, context))
            assert csv_text(chart, context)
            assert ">nan" not in html
            assert " nan " not in html


def test_a_point_of_the_scatter_is_an_msoa_where_one_side_is_known_for_msoas_only(
    view: View,
) -> None:
    chart = CHARTS["scatter"](view(x="imd_2025", y="uptake_first_16_plus"))
    assert "42 neighbourhoods" in chart.sentence
    assert str(chart.picture).count("</a>") == 42
    assert any("mean rank of its small areas" in note for note in chart.notes)


def test_numbers_by_quintile_have_no_gap_and_say_how_many_neighbourhoods_hold_them(
    view: View, published: Published
) -> None:
    ranks: Counter[str] = Counter()
    heads: Counter[str] = Counter()
    for row in rows_of("lsoa21_lookup.csv"):
        area = published[row["lsoa21_code"]]
        ranks[row["msoa11_code"]] += int(area["imd_rank"]) * area["people"]
        heads[row["msoa11_code"]] += area["people"]
    children, held = Counter[int](), Counter[int]()
    for row in rows_of("child_low_income_msoa11.csv"):
        if row["year"] == "2021/22":
            code = row["msoa11_code"]
            quintile = math.ceil(math.ceil(10 * round(ranks[code] / heads[code]) / 33755) / 2)
            children[quintile] += int(row["children"])
            held[quintile] += 1
    chart = CHARTS["by_quintile"](view(indicator="child_low_income_2021_22"))
    assert column(chart.table, "all_value")[:5] == [children[one] for one in range(1, 6)]
    assert f"{children[1]:,} in quintile 1" in chart.sentence
    assert f"{held[5]} neighbourhoods in quintile 5" in chart.sentence
    assert "gap" not in f"{chart.sentence} {chart.notes}".lower()


def test_life_expectancy_by_local_fifths_is_the_mean_of_their_neighbourhoods(
    view: View, published: Published
) -> None:
    ranks: Counter[str] = Counter()
    heads: Counter[str] = Counter()
    for row in rows_of("lsoa21_lookup.csv"):
        area = published[row["lsoa21_code"]]
        ranks[row["msoa11_code"]] += int(area["imd_rank"]) * area["people"]
        heads[row["msoa11_code"]] += area["people"]
    order = sorted(heads, key=lambda code: ranks[code] / heads[code])
    fifth = {code: math.ceil(5 * at / len(order)) for at, code in enumerate(order, start=1)}
    years = {
        row["msoa11_code"]: float(row["value"])
        for row in rows_of("local_health_msoa11.csv")
        if row["indicator"] == "life_expectancy_birth_female"
    }
    means = []
    for one in range(1, 6):
        codes = [code for code in order if fifth[code] == one]
        people = sum(heads[code] for code in codes)
        means.append(sum(years[code] * heads[code] for code in codes) / people)
    context = view(Filter(basis="local"), indicator="life_expectancy_female_2015_19")
    chart = CHARTS["by_quintile"](context)
    assert column(chart.table, "all_value")[:5] == pytest.approx(means)
    assert f"{means[0]:.1f} in quintile 1 (most deprived)" in chart.sentence
    assert means == sorted(means)


HEALTH = ("life_expectancy_male_2015_19", "deaths_stroke_2015_19", "limiting_illness_2011")


@pytest.mark.parametrize("key", HEALTH)
def test_places_that_may_differ_by_chance_are_never_tested_or_ranked(
    view: View, key: str, wards: dict[str, str]
) -> None:
    context = view(Filter(wards=(wards["Reddish South"],)), indicator=key)
    values = context.store.values(key)
    assert set(rank_texts(values, place="here")) == {""}
    first = headline(context)[0]
    assert first.comparison == ""
    assert not re.search(r"\b(better|worse|higher|lower|similar|highest|lowest)\b", first.words)
    for name in ("wards", "deciles"):
        assert CHARTS[name](context).table.rows == ()
    listed = CHARTS["areas"](context)
    assert "may differ by chance" in listed.sentence
    assert not any("rank" in one.key for one in listed.table.columns)
    assert "It is indicative" in CHARTS["by_quintile"](view(indicator=key)).sentence


def test_a_change_of_a_group_stands_beside_the_share_of_that_group(view: View) -> None:
    for key in ("composition", "concentration"):
        chart = CHARTS[key](view(indicator="religion_muslim_change"))
        assert "Muslim" in chart.sentence
        assert "No religion 2021" not in chart.title


def test_a_list_of_many_groups_names_the_first_and_counts_the_others() -> None:
    say = Writer("", "")
    names = [f"{age} to {age + 4}" for age in range(0, 45, 5)]
    assert list_of_groups("lower", names[:3], say) == "Lower: 0 to 4, 5 to 9 and 10 to 14."
    assert list_of_groups("lower", names, say) == (
        "Lower: 0 to 4, 5 to 9, 10 to 14, 15 to 19 and 5 more groups."
    )
