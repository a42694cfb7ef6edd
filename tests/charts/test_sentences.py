"""What the page says, against counts made here from the published tables."""

from __future__ import annotations

import math
from collections import Counter
from typing import Any

import numpy as np
import pytest
from scipy.stats import spearmanr

from charts.deciles import deciles
from charts.domains import domains, finding
from charts.domains_positions import Position
from charts.headline import headline
from charts.model import Context
from charts.scatter import scatter
from charts.scatter_points import find_points
from charts.wards import wards as ward_chart
from geodata.classify import classify
from geodata.selection import Filter
from geodata.store import Store
from layers.over_time import moments

from .conftest import View, rows_of


def sentences(context: Context) -> tuple[str, ...]:
    return tuple(one.words for one in headline(context))


Published = dict[str, dict[str, Any]]
TOTAL = 33755


def first(published: Published, *, per_cent: int, ward: str = "") -> list[dict[str, Any]]:
    return [
        area
        for area in published.values()
        if int(area["imd_rank"]) * 100 <= per_cent * TOTAL and ward in ("", area["ward"])
    ]


def position(areas: list[dict[str, Any]], column: str) -> float:
    people = sum(area["people"] for area in areas)
    mean = sum(int(area[column]) * area["people"] for area in areas) / people
    return 100 * (mean - 1) / TOTAL


def test_the_whole_place_is_counted_in_areas_and_people(view: View, published: Published) -> None:
    people = sum(area["people"] for area in published.values())
    said = sentences(view())
    assert said[1] == f"Stockport has 191 small areas (LSOAs) and {people:,} people (mid-2022)."
    assert people == 297_191


def test_areas_in_the_most_deprived_one_per_cent_are_named_and_their_people_counted(
    view: View, published: Published
) -> None:
    worst = first(published, per_cent=1)
    said = " ".join(sentences(view()))
    assert f"{len(worst)} of its areas are in the most deprived 1% of England on the Index" in said
    assert f"{sum(area['people'] for area in worst):,} people live in those areas" in said
    for area in worst:
        assert area["lsoa21_name"] in said
        assert area["place"] in said


def test_the_most_deprived_fifth_includes_the_one_per_cent_and_says_so(
    view: View, published: Published
) -> None:
    fifth = [area for area in published.values() if int(area["imd_decile"]) <= 2]
    assert f"With those, {len(fifth)} of 191 areas are in the most deprived 20% of England" in (
        " ".join(sentences(view()))
    )


def test_a_ward_worker_reads_which_areas_how_many_people_and_which_domain(
    view: View, wards: dict[str, str], published: Published
) -> None:
    name = "Brinnington & Stockport Central"
    inside = [area for area in published.values() if area["ward"] == name]
    worst = first(published, per_cent=1, ward=name)
    said = sentences(view(Filter(wards=(wards[name],))))
    people = sum(area["people"] for area in inside)
    assert said[1].startswith(f"{name}: {len(inside)} of 191 small areas (LSOAs), with {people:,}")
    assert all(area["lsoa21_name"] in said[2] for area in worst)
    assert (
        said[3]
        == f"{sum(area['people'] for area in worst):,} people live in those areas (mid-2022)."
    )
    columns = [c for c in inside[0] if c.endswith("_rank") and c[:3] not in ("imd", "ida")]
    every = list(published.values())
    gaps = {c: position(inside, c) - position(every, c) for c in columns}
    column = min(gaps, key=lambda one: gaps[one])
    assert column == "education_rank"
    assert "is worst on Education, skills and training deprivation." in said[-1]
    assert (
        f"{position(inside, column):.1f}% of England's areas rank more deprived than it" in said[-1]
    )
    assert f"against {position(every, column):.1f}% for Stockport" in said[-1]


@pytest.mark.parametrize("apart", [-17, -16, 0, 16, 17])
def test_what_differs_by_nothing_that_is_printed_is_about_the_same(
    view: View, wards: dict[str, str], apart: int
) -> None:
    """A twentieth of a percentage point, from which on it is 0.1, is 16.9 ranks."""
    context = view(Filter(wards=(next(iter(wards.values())),)))
    education = context.store.catalogue.indicator("education_2025")
    said = finding(context, (Position(education, 10_000 + apart, 10_000),)).words
    assert (said.count("is about the same as Stockport.") == 2) == (abs(apart) < 17), said
    assert ("0.1 percentage points" in said) == (abs(apart) == 17), said
    assert "0.0 percentage points" not in said


def test_the_index_of_2019_is_counted_on_its_own_areas(view: View) -> None:
    rows = rows_of("imd_2019_lsoa11.csv")
    fifth = sum(int(row["imd_decile"]) <= 2 for row in rows)
    said = " ".join(sentences(view(indicator="imd_2019")))
    assert f"{fifth} of 190 areas of 2011 are in the most deprived 20% of England" in said
    assert "Index of Multiple Deprivation 2019" in said


def test_an_indicator_without_national_rank_keeps_the_main_index_and_adds_a_sentence(
    view: View,
) -> None:
    said = sentences(view(indicator="population_density_2022"))
    assert "Index of Multiple Deprivation 2025" in said[3]
    assert said[1].startswith("Population density mid-2022 runs from ")
    assert said[1].endswith("It has no national rank.")


def test_an_empty_selection_is_said_in_words(view: View, wards: dict[str, str]) -> None:
    filter = Filter(wards=(wards["Marple North"],), quintiles=(1,))
    assert sentences(view(filter)) == (
        "No area is both in Marple North and in national quintile 1 "
        "(Index of Multiple Deprivation 2025). Choose others, or clear a filter, to continue.",
    )


def test_more_than_three_wards_are_counted_not_listed(view: View, wards: dict[str, str]) -> None:
    said = sentences(view(Filter(wards=tuple(sorted(wards.values()))[:5])))
    assert "and 2 more wards" in said[1]


def test_areas_that_a_reader_chose_are_called_so(view: View) -> None:
    picked = ("E01005743", "E01005744", "E01005745")
    assert sentences(view(Filter(picked=picked)))[1].startswith("The 3 areas you chose have ")


def test_the_decile_sentence_names_the_cut_and_sets_the_place_beside_it(
    view: View, wards: dict[str, str], published: Published
) -> None:
    said = deciles(view(Filter(wards=(wards["Marple North"],)))).sentence
    every = sum(area["people"] for area in published.values())
    part = sum(area["people"] for area in published.values() if area["imd_decile"] == "1") / every
    assert said == (
        "None of 7 selected areas is in the most deprived 10% of England (decile 1). "
        f"In Stockport as a whole it is {100 * part:.1f}% of people."
    )


def test_the_wards_sentence_gives_the_share_of_people(view: View, published: Published) -> None:
    name = "Brinnington & Stockport Central"
    inside = [area for area in published.values() if area["ward"] == name]
    first_fifth = sum(area["people"] for area in inside if int(area["imd_decile"]) <= 2)
    part = 100 * first_fifth / sum(area["people"] for area in inside)
    assert ward_chart(view()).sentence.startswith(f"In {name} {part:.1f}% of people live in areas")


def test_wards_without_a_national_rank_are_ranked_by_what_is_shown(
    view: View, published: Published
) -> None:
    people: Counter[str] = Counter()
    for area in published.values():
        people[area["ward"]] += area["people"]
    (first, most), (last, fewest) = people.most_common(1)[0], people.most_common()[-1]
    said = ward_chart(view(indicator="population_2022")).sentence
    assert said == (
        f"Population mid-2022: {first} is highest with {most:,} people. {last} is lowest with "
        f"{fewest:,} people. The average ward has {sum(people.values()) / 21:,.0f} people."
    )


def test_the_whole_place_says_its_most_and_least_deprived_domain(
    view: View, published: Published
) -> None:
    every = list(published.values())
    said = domains(view()).sentence
    assert f"{position(every, 'environment_rank'):.1f}% of England's areas" in said
    assert f"{position(every, 'barriers_rank'):.1f}%" in said


def test_correlation_is_given_with_its_number_of_areas_and_never_as_cause(
    view: View, published: Published
) -> None:
    rows = list(published.values())
    expected = spearmanr(
        [int(row["income_rank"]) for row in rows], [int(row["health_rank"]) for row in rows]
    ).statistic
    context = view(x="income_2025", y="health_2025")
    assert math.isclose(find_points(context).correlation, expected, abs_tol=1e-9)
    said = scatter(context).sentence
    assert said.startswith(f"A strong link (rank correlation {expected:.2f}, 191 areas)")
    assert said.endswith("This is no proof of cause.")


@pytest.mark.parametrize("x", ["income_2025", "unvaccinated_16_plus", "population_density_2022"])
@pytest.mark.parametrize("y", ["uptake_first_16_plus", "health_2025", "age_60_plus_share_2022"])
def test_a_correlation_has_the_sign_of_the_line_that_is_drawn(view: View, x: str, y: str) -> None:
    found = find_points(view(x=x, y=y))
    across, up = (one.number[found.chosen] for one in (found.x, found.y))
    assert np.sign(found.correlation) == np.sign(spearmanr(across, up).statistic)


@pytest.mark.parametrize("wards", [(), ("E05015024",), ("E05015018", "E05015019")])
def test_where_two_figures_coincide_is_said_by_name(
    store: Store, view: View, wards: tuple[str, ...]
) -> None:
    one, other = (store.values(key) for key in ("income_2025", "health_2025"))
    second = store.catalogue.indicator("health_2025")
    context = view(Filter(wards=wards), indicator="income_2025", second=second)
    last = len(store.areas.code) / 3
    local = [np.argsort(np.argsort(values.rank)) for values in (one, other)]
    both = (local[0] < np.floor(last)) & (local[1] < np.floor(last)) & context.selection.mask
    names = {store.areas.name[at] for at in np.flatnonzero(both)}
    (said,) = (one for one in sentences(context) if "first third of both" in one)
    count = int(said.split(" ")[0].replace("None", "0"))
    assert abs(count - len(names)) <= 2  # where a third ends within areas
    assert f"of {context.selection.count} small areas" in said
    listed = said.partition("They are ")[2].partition("It is ")[0]
    first = {name.strip(" .") for name in listed.partition(" and ")[0].split(",") if name}
    assert first <= names


def test_a_value_of_a_date_is_never_said_under_another(store: Store, view: View) -> None:
    figure = store.catalogue.indicator("uptake_first_16_plus")
    *earlier, last = moments(store, figure).values()
    for date, moment in zip(moments(store, figure), earlier, strict=False):
        said = " ".join(sentences(view(indicator=figure.key, date=date)))
        assert moment.day in said
        assert last.day not in said


@pytest.mark.parametrize("key", ["religion_muslim_share_2021", "imd_2025", "population_2022"])
def test_the_ends_of_deciles_are_those_of_the_map_and_of_the_areas(
    store: Store, view: View, key: str
) -> None:
    context = view(indicator=key, measure="decile")
    one, values = store.catalogue.indicator(key), store.values(key)
    number = classify(values, "decile", place="Stockport").number
    drawn = str(deciles(context).picture.draw("page"))
    means = [values.value[number == at].mean() for at in (1, 10)]
    ends = one.class_ends
    assert f"Decile 1 is {ends[0]}, 10 {ends[1]}" in drawn
    assert f"Decile 1, {ends[0]}: " in drawn
    rises = means[0] < means[1]
    lowest_first = one.kind.is_rank or not one.of_concern
    assert rises == lowest_first


def test_fewer_than_five_areas_get_no_correlation(view: View) -> None:
    said = scatter(view(Filter(picked=("E01005743", "E01005744")))).sentence
    assert said == "2 selected areas: too few to say whether the two go together, which needs 5."


def test_areas_are_deprived_and_people_never(view: View) -> None:
    for chart in (deciles, ward_chart, domains, scatter):
        assert "deprived people" not in chart(view()).sentence
