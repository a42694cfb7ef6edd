"""The page that plans outreach, checked against the publishers' tables and by enumeration."""

from __future__ import annotations

import io
import json
import re
from html import unescape
from itertools import combinations
from math import ceil
from urllib.parse import urlencode

import numpy as np
import openpyxl
import pandas as pd
import pyproj
import pytest
from flask.testing import FlaskClient

from callbacks.answer import Explorer
from charts.reach.impact import impact
from charts.reach.plan import question
from charts.reach.ranking import ranking
from geodata.catalogue import FIGURES_DIR
from geodata.reach.problem import evaluate
from geodata.reach.progress import Outcome
from geodata.store import Store
from tests.served import client_of
from views.reach import ReachView, parse_reach
from views.vocabulary import Vocabulary

FIGURES = FIGURES_DIR / "E08000007"
OLDER = "ind=uptake_first_50_plus"
WARD = "E05015018"


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return client_of()


@pytest.fixture(scope="module")
def doses() -> pd.DataFrame:
    table = pd.read_csv(FIGURES / "covid_vaccination_msoa11_20210711.csv", index_col="msoa11_code")
    table["missing"] = table.population_50_plus_nims - table.first_dose_50_plus
    return table


@pytest.fixture(scope="module")
def words(store: Store) -> Vocabulary:
    return Vocabulary.of(store)


def view_of(query: str, words: Vocabulary) -> ReachView:
    view, ignored = parse_reach(query, words)
    assert not ignored
    return view


def page_of(client: FlaskClient, query: str, path: str = "/reach") -> str:
    reply = client.get(f"{path}?{query}")
    assert reply.status_code == 200, query
    return unescape(reply.get_data(as_text=True))


def section(page: str, name: str) -> str:
    found = re.search(rf'<section id="{name}".*?</section>', page, re.S)
    assert found, name
    return re.sub(r"<[^>]+>", " ", found[0])


def listed(page: str) -> list[tuple[str, int]]:
    """Neighbourhoods of the list with the people not reached."""
    rows = re.findall(r'<th scope="row"><a [^>]*>([^<]+)</a></th><td class="n">([\d,]+)</td>', page)
    return [(name, int(count.replace(",", ""))) for name, count in rows]


def plan_page(client: FlaskClient, query: str) -> str:
    """The part of the page that the news of a plan ends with."""
    lines = client.get(f"/reach/plan?{query}").get_data(as_text=True).splitlines()
    last: str = json.loads(lines[-1])["html"]
    return unescape(last)


def covered(text: str) -> int:
    found = re.search(r"([\d,]+) of [\d,]+ people not reached are within", text)
    assert found, text[:200]
    return int(found[1].replace(",", ""))


def test_the_first_five_of_the_list_have_most_people_without_a_dose(
    client: FlaskClient, doses: pd.DataFrame
) -> None:
    most = doses.sort_values(["missing"], ascending=False, kind="stable").head(5)
    found = listed(page_of(client, OLDER))
    assert [count for _, count in found[:5]] == most.missing.tolist()
    assert {name for name, _ in found[:5]} == set(most.msoa_hcl_name)
    assert len(found) == len(doses)
    assert sum(count for _, count in found) == doses.missing.sum()


@pytest.mark.parametrize("floor", [85, 90, 93, 95])
def test_people_needed_for_a_floor_are_counted_exactly(
    client: FlaskClient, doses: pd.DataFrame, floor: int
) -> None:
    pairs = zip(doses.first_dose_50_plus, doses.population_50_plus_nims, strict=True)
    needed = [max(0, ceil((floor * people - 100 * dosed) / 100)) for dosed, people in pairs]
    words = section(page_of(client, f"{OLDER}&floor={floor}"), "below")
    if sum(needed):
        assert f"{sum(needed):,} more pe" in words
    else:
        assert "None of" in words


def test_a_community_is_one_of_small_areas_added_up(client: FlaskClient) -> None:
    lookup = pd.read_csv(FIGURES / "lsoa21_lookup.csv", index_col="lsoa21_code")
    religion = pd.read_csv(FIGURES / "religion_2021_lsoa21.csv", index_col="lsoa21_code")
    sums = religion[["muslim", "total"]].groupby(lookup.msoa_hcl_name).sum()
    expected = set(sums.index[100 * sums.muslim / sums.total >= 10])
    page = page_of(client, f"{OLDER}&group=religion_muslim_share_2021&share=10")
    assert {name for name, _ in listed(page)} == expected
    assert 0 < len(expected) < len(sums)


def test_a_day_of_the_series_has_its_own_doses(client: FlaskClient) -> None:
    series = pd.read_csv(FIGURES / "covid_vaccination_msoa11_series.csv")
    register = pd.read_csv(FIGURES / "population_nims_2021_msoa11.csv", index_col="msoa11_code")
    chosen = series[(series.doses_to == "2021-03-21") & (series.dose == "first")]
    eighty = chosen[chosen.age_band == "80_plus"].set_index("msoa11_code").people
    missing = (register["80_plus"] - eighty).clip(lower=0)
    page = page_of(client, "ind=uptake_first_80_plus&date=2021-03-21")
    assert sum(count for _, count in listed(page)) == missing.sum()
    assert "21 March 2021" in section(page, "who")


def test_a_day_without_figures_is_said(client: FlaskClient) -> None:
    page = page_of(client, "ind=uptake_first_25_29&date=2021-03-21")
    assert "published for the date asked for" in section(page, "who")
    assert "11 July 2021" in section(page, "who")


def test_weights_change_the_order_and_are_written_in_words(client: FlaskClient) -> None:
    plain, weighted = (page_of(client, f"{OLDER}{one}") for one in ("", "&people=0&deprived=100"))
    assert "100% deprivation" in section(weighted, "who")
    assert "By people alone" in section(weighted, "who")
    assert "By people alone" not in section(plain, "who")
    assert listed(weighted) != listed(plain)
    assert sorted(listed(weighted)) == sorted(listed(plain))


def test_the_order_by_deprivation_alone_is_that_of_mean_ranks(
    store: Store, words: Vocabulary
) -> None:
    found = ranking(store, view_of("people=0&deprived=100", words))
    means = [found.mean_rank[at] for at in found.listed]
    assert means == sorted(means)
    assert [found.first[at] for at in found.listed] == list(range(1, len(found.listed) + 1))


def test_the_interval_of_a_place_holds_the_place(store: Store, words: Vocabulary) -> None:
    for query in (OLDER, "deprived=30&gap=70", f"ward={WARD}"):
        found = ranking(store, view_of(query, words))
        for place, at in enumerate(found.listed, start=1):
            assert found.first[at] <= place <= found.last[at]
            assert 1 <= found.first[at] <= found.last[at] <= len(found.listed)


@pytest.fixture(scope="module")
def walks() -> dict[str, np.ndarray]:
    """Straight metres from the centroids of neighbourhoods to venues on the National Grid."""
    points = pd.read_csv(FIGURES / "lsoa21_population_weighted_centroids.csv").set_index(
        "lsoa21_code"
    )
    people = pd.read_csv(FIGURES / "population_mid2022_lsoa21.csv").set_index("lsoa21_code")
    lookup = pd.read_csv(FIGURES / "lsoa21_lookup.csv").set_index("lsoa21_code")
    weights = people.population
    sums = (
        pd.DataFrame({"x": points.easting * weights, "y": points.northing * weights, "n": weights})
        .groupby(lookup.msoa11_code)
        .sum()
    )
    venues = pd.read_csv(FIGURES / "venues.csv")
    chosen = venues[venues.type == "library"].sort_values("venue_id")
    east, north = pyproj.Transformer.from_crs(4326, 27700, always_xy=True).transform(
        chosen.lon.to_numpy(), chosen.lat.to_numpy()
    )
    x, y = (sums.x / sums.n).to_numpy(), (sums.y / sums.n).to_numpy()
    distance = np.hypot(x[:, None] - east, y[:, None] - north)
    return {
        "metres": distance,
        "codes": sums.index.to_numpy(),
        "venues": chosen.venue_id.to_numpy(),
    }


def best_of_triples(near: np.ndarray, people: np.ndarray, *, holding: int | None = None) -> int:
    """Most people within the walk of one of three, by trying all."""
    triples = combinations(range(near.shape[1]), 3)
    return max(
        int(people[near[:, three].any(axis=1)].sum())
        for three in (list(one) for one in triples)
        if holding is None or holding in three
    )


def test_three_venues_are_the_best_of_all_triples_and_a_pin_costs_the_difference(
    client: FlaskClient, doses: pd.DataFrame, walks: dict[str, np.ndarray]
) -> None:
    near = 1.3 * walks["metres"] <= 1_200
    people = doses.missing.reindex(walks["codes"]).to_numpy()
    query = f"{OLDER}&venues=library&k=3"
    best = best_of_triples(near, people)
    assert covered(plan_page(client, query)) == best
    worst = int(np.where(near, people[:, None], 0).sum(axis=0).argmin())
    pinned = best_of_triples(near, people, holding=worst)
    page = plan_page(client, f"{query}&pin={walks['venues'][worst]}")
    assert covered(page) == pinned
    assert pinned < best
    assert f"covers {best - pinned:,} fewer people" in page


def test_what_is_left_out_has_a_cost_and_is_not_chosen(client: FlaskClient) -> None:
    query = f"{OLDER}&venues=library&k=3"
    first = plan_page(client, query)
    code = re.search(r"pin=([A-Z]{2}-[A-Z0-9]+)", first)
    assert code
    page = plan_page(client, f"{query}&leave={code[1]}")
    assert "Leaving it out" in page
    assert covered(page) <= covered(first)


def test_the_change_of_a_plan_is_recomputed_from_counts(store: Store, words: Vocabulary) -> None:
    asked = question(
        found := ranking(store, view := view_of(f"{OLDER}&venues=library&success=40", words)), view
    )
    assert asked.problem is not None
    outcome = Outcome(evaluate(asked.problem, (0, 1, 2)), {})
    says = impact(asked, outcome)
    inside = [at for at, one in zip(found.listed, outcome.plan.covered, strict=True) if one]
    added = sum(round(0.4 * float(found.missing[at])) for at in inside)
    assert says.people == added
    whole = found.counts.denominator.sum()
    assert says.after - says.before == pytest.approx(100 * added / whole)


def test_a_call_sheet_as_a_workbook_has_the_totals_of_the_screen(client: FlaskClient) -> None:
    query = f"{OLDER}&venues=library,pharmacy"
    page, plan = page_of(client, query), plan_page(client, query)
    reply = client.get(f"/reach/sheet.xlsx?{query}")
    book = openpyxl.load_workbook(io.BytesIO(reply.data))
    assert book.sheetnames[0] == "Notes"
    sheet = book["Reach people"]
    heads = [one.value for one in sheet[1]]
    at = heads.index("People without a first dose")
    counts = [row[at] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert counts == [count for _, count in listed(page)]
    served = [one.value for one in book["Reach plan"][1]]
    column = next(at for at, one in enumerate(served) if one and "nearest" in one)
    rows = book["Reach plan"].iter_rows(min_row=2, values_only=True)
    assert sum(row[column] for row in rows) == covered(plan)
    for one in book:
        for row in one.iter_rows():
            assert all(cell.data_type != "f" for cell in row)


@pytest.mark.parametrize("table", ["people", "venues", "plan"])
def test_every_table_is_a_file_that_names_what_it_is_of(client: FlaskClient, table: str) -> None:
    reply = client.get(f"/reach/{table}.csv?{OLDER}&ward={WARD}")
    assert reply.status_code == 200
    name = reply.headers["Content-Disposition"]
    assert f"reach-{table}" in name
    assert "brinnington" in name
    heads = reply.get_data(as_text=True).splitlines()[0].removeprefix("\ufeff").split(",")
    assert len(heads) == len(set(heads)) > 3


def test_a_plan_leads_to_the_map_with_its_venues_and_their_walks(
    client: FlaskClient, explorer: Explorer
) -> None:
    """As far as the map has keys for it: kinds of venues, and a circle for one venue."""
    query = f"{OLDER}&k=2&venues=pharmacy,library,practice&walk=1300&ward={WARD}"
    client.get(f"/reach/sheet?{query}")
    plan = page_of(client, query).partition('id="plan"')[2].partition('id="plan-table"')[0]
    links = re.findall(r'href="/map\?([^"]+)"', plan)
    walks = [one for one in links if "near=" in one]
    assert len(walks) == 2
    for link in links:
        answer = explorer.answer(link)
        assert answer.ignored == ()
        assert answer.view.ind == "uptake_first_50_plus"
        assert answer.view.ward == (() if link in walks else (WARD,))
        assert {*answer.view.venues} <= {"pharmacy", "library"}
        assert answer.view.venues or "practices" in answer.view.over
        if link in walks:
            assert answer.view.near[1] == "1000"  # 1,300 m on foot, 1.3 times the straight line
            assert f"{answer.view.near[0]}" in query_of_pins(plan)


def query_of_pins(plan: str) -> set[str]:
    """Codes of the venues that a plan offers to choose always."""
    return set(re.findall(r"pin=([\w-]+)", plan))


def test_venues_of_a_day_are_those_known_to_be_open(client: FlaskClient) -> None:
    table = pd.read_csv(FIGURES / "venues.csv")
    for day in ("saturday", "sunday"):
        rows = client.get(f"/reach/venues.csv?{OLDER}&on={day}").get_data(as_text=True)
        found = set(pd.read_csv(io.StringIO(rows)).iloc[:, 0])
        usual = table[table.type.isin(["pharmacy", "library", "place_of_worship"])]
        assert found == set(usual[usual[f"open_{day}"].notna()].venue_id)
    page = page_of(client, f"{OLDER}&on=sunday")
    assert "known to be open on Sunday" in page
    assert "hours are not known are left out" in page
    assert '<option value="sunday" selected>Sunday</option>' in page
    assert "known to be open" not in section(page_of(client, OLDER), "venues")
    assert "or any day" in section(page_of(client, "venues=library&on=sunday"), "venues")


def test_a_call_sheet_says_how_many_of_the_list_it_has_and_where_the_rest_is(
    client: FlaskClient, store: Store
) -> None:
    page = page_of(client, OLDER, "/reach/sheet")
    every = len(store.level("msoa").codes)
    assert f"Neighbourhoods in order: the first 12 of {every}" in page
    assert f'{every - 12} more neighbourhoods: in <a href="/reach?{OLDER}#who">' in page
    few = page_of(client, f"{OLDER}&ward={WARD}", "/reach/sheet")
    assert "Neighbourhoods in order</h2>" in few
    assert "the first" not in few


@pytest.mark.parametrize("path", ["/reach/none.csv", "/reach/sheet.csv", "/reach/people.pdf"])
def test_a_file_that_there_is_not_is_not_found(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


HOSTILE = (
    "people=NaN&deprived=-5&gap=1e9",
    "people=0&deprived=0&gap=0",
    "k=999&walk=-1&detour=inf",
    "pin=<script>alert(1)</script>&leave=../../etc/passwd",
    "ind=no_such&date=2021-02-30&ward=E0&q=9&group=x&share=101&floor=0&only=x&goal=x&open=y",
    "venues=none",
    "venues=jobcentre&k=12",
    "on=monday",
    "pin=PH-FF385&leave=PH-FF385",
    "venues=jobcentre&k=1&pin=PH-FF385,PH-FF018,PH-FL388",
    "floor=1&only=certainly",
    "group=religion_muslim_share_2021&share=100",
    "a=b&" * 200,
    "pin=" + ",".join(["PH-FF385"] * 3000),
)


@pytest.mark.parametrize("query", HOSTILE)
@pytest.mark.parametrize("path", ["/reach", "/reach/sheet", "/reach/plan", "/reach/sheet.xlsx"])
def test_whatever_is_asked_is_answered_in_words(client: FlaskClient, path: str, query: str) -> None:
    reply = client.get(f"{path}?{query}")
    assert reply.status_code == 200
    if "xlsx" not in path:
        text = reply.get_data(as_text=True)
        assert "<script>alert" not in text
        assert "Traceback" not in text
        shown = text.replace("people=NaN", "")
        assert not re.search(r"\bnan\b", re.sub(r"<[^>]+>", " ", shown), re.I)


def test_what_is_not_understood_is_said_with_what_is_expected(client: FlaskClient) -> None:
    page = page_of(client, "floor=abc&k=99")
    assert "floor=abc (expected is a number from 1 to 100)" in page
    assert "k=99 (expected is a number from 1 to 12)" in page


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("venues=none", "No venue is left to choose from"),
        ("venues=jobcentre&k=5", "only 1 can be chosen"),
        ("pin=PH-FF385&leave=PH-FF385", "cannot be chosen always and left out"),
        ("k=1&pin=PH-FF385,PH-FL388", "2 venues must be chosen"),
        ("floor=1&only=certainly", "No neighbourhood is listed"),
    ],
)
def test_what_cannot_be_planned_is_said(client: FlaskClient, query: str, words: str) -> None:
    assert words in section(page_of(client, query), "plan")
    assert words in page_of(client, query, "/reach/sheet")


def test_a_link_restores_every_choice(client: FlaskClient, words: Vocabulary) -> None:
    chosen = {
        "ind": "uptake_second_50_plus",
        "ward": f"{WARD}",
        "q": "1,2",
        "group": "ethnic_asian_share_2021",
        "share": "5",
        "floor": "95",
        "people": "40",
        "deprived": "30",
        "gap": "30",
        "venues": "library,pharmacy",
        "walk": "1500",
        "detour": "1.25",
        "k": "2",
        "days": "2",
        "goal": "fair",
        "pin": "PH-FF385",
        "success": "25",
    }
    page = page_of(client, urlencode(chosen, safe=","))
    address = re.search(r'data-address="/reach\?([^"]*)"', page)
    assert address
    assert view_of(address[1], words) == view_of(urlencode(chosen), words)


def test_venues_that_cover_nobody_else_are_said(client: FlaskClient) -> None:
    page = plan_page(client, f"{OLDER}&only=certainly")
    found = re.search(r'class="finding">([^<]*)', page)
    assert found
    assert "more venues would cover nobody else" in found[1]


def test_what_is_below_a_floor_by_its_figure_is_counted(
    client: FlaskClient, doses: pd.DataFrame
) -> None:
    below = (100 * doses.first_dose_50_plus < 90 * doses.population_50_plus_nims).sum()
    words = section(page_of(client, f"{OLDER}&floor=90"), "below")
    assert f"{below} neighbourhoods are below 90% by their figure" in words


def test_weights_are_said_not_to_move_the_plan(client: FlaskClient) -> None:
    assert "the plan counts people, whatever the weights" in plan_page(
        client, f"{OLDER}&deprived=5"
    )


def test_several_days_share_the_venues_out(client: FlaskClient) -> None:
    page = plan_page(client, f"{OLDER}&venues=library,pharmacy&k=2&days=2")
    assert page.count("day 1") == page.count("day 2") == 2


def test_an_opened_row_has_its_ages_and_its_page(client: FlaskClient) -> None:
    page = page_of(client, f"{OLDER}&open=E02001187")
    assert "Reddish Vale View" in section(page, "ages")
    assert 'href="/area/E02001187"' in page
