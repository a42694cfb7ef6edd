"""The page about inequality, checked against the publishers' tables by independent computation."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from html import unescape
from math import ceil

import openpyxl
import pandas as pd
import pytest
from flask.testing import FlaskClient

from app import create_app
from charts.inequality.gap import gap_found
from charts.inequality.split import SPLIT, split
from geodata.catalogue import FIGURES_DIR
from geodata.store import Store
from page.gaps import TABLES
from page.gaps_asked import read
from settings import Settings
from tests.sample import without_siblings
from tests.served import app_of
from views.gaps import parse_gaps, splits
from views.vocabulary import Vocabulary

FIGURES = FIGURES_DIR / "E08000007"
MEN = "life_expectancy_male_2015_19"
OLDER = "uptake_first_50_plus"


@pytest.fixture(scope="module")
def app() -> object:
    return app_of()


@pytest.fixture(scope="module")
def client(app) -> FlaskClient:
    return app.server.test_client()


def page_of(client: FlaskClient, query: str) -> str:
    reply = client.get(f"/gaps?{query}")
    assert reply.status_code == 200, query
    return unescape(reply.get_data(as_text=True))


def section(page: str, name: str) -> str:
    found = re.search(
        rf'<section id="{name}" class="question".*?(?=<section id="\w+" class="question"|</main>)',
        page,
        re.S,
    )
    assert found, name
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found[0]))


@pytest.mark.parametrize(("above", "areas"), [(0, 10), (1, 6)])
def test_the_two_counts_of_the_report_are_each_one_setting(
    client: FlaskClient, above: int, areas: int
) -> None:
    ranks = pd.read_csv(FIGURES / "imd_2019_lsoa11.csv").filter(like="rank").iloc[:, 0]
    inside = ((100 * ranks > above * 32_844) & (100 * ranks <= 5 * 32_844)).sum()
    assert inside == areas
    words = section(page_of(client, f"by=imd_2019&cut=5&above={above}"), "tails")
    assert f"{areas} of 190 areas of 2011 are among the most deprived" in words.replace("Six", "6")


def test_people_are_counted_too(client: FlaskClient) -> None:
    words = section(page_of(client, "by=imd_2019&cut=10&count=people"), "tails")
    assert re.search(r"Of [\d,]+ people in Stockport, [\d,]+ \([\d.]+%\) live in the most", words)


def test_the_place_among_authorities_is_by_every_definition(client: FlaskClient) -> None:
    tails = pd.read_csv(FIGURES / "authority_deprivation_tails.csv")
    edition = tails[tails.edition.astype(str).str.contains("2019")]
    smaller = edition[["most_5", "least_5"]].min(axis=1) / edition.areas
    own = smaller[edition.authority_code == "E08000007"].iloc[0]
    words = section(page_of(client, "by=imd_2019&cut=5"), "tails")
    assert f"is {(smaller > own).sum() + 1}th of {len(edition)} authorities" in words
    assert "Over-representation in both tails" in words


def test_a_cut_that_is_not_tabled_is_said(client: FlaskClient) -> None:
    words = section(page_of(client, "by=imd_2019&cut=7"), "tails")
    assert "Other authorities are known for the whole index alone" in words


def test_life_expectancy_of_men_by_fifth_is_the_mean_over_people(
    client: FlaskClient, store: Store
) -> None:
    table = pd.read_csv(FIGURES / "local_health_msoa11.csv")
    men = table[table.indicator.str.contains("male") & ~table.indicator.str.contains("female")]
    lookup = pd.read_csv(FIGURES / "lsoa21_lookup.csv").set_index("lsoa21_code")
    people = pd.read_csv(FIGURES / "population_mid2022_lsoa21.csv").set_index("lsoa21_code")
    heads = people.population.groupby(lookup.msoa11_code).sum()
    subject = store.catalogue.indicator(MEN)
    found = split(store, subject, "imd_2025", "national")
    codes = store.level("msoa").codes
    value = men.set_index("msoa11_code").value
    for at in range(5):
        inside = [code for code, number in zip(codes, found.number, strict=True) if number == at]
        if inside:
            expected = (value[inside] * heads[inside]).sum() / heads[inside].sum()
            assert found.values[at].value == pytest.approx(expected)
    words = section(page_of(client, f"ind={MEN}"), "gap")
    first, last = (found.values[end].value for end in found.ends)
    assert f"{first:.1f} in quintile 1" in words
    assert f"{last - first:+.1f} years" in words
    assert "indicative" in words


@pytest.mark.parametrize("how", list(SPLIT))
def test_the_parts_of_a_gap_add_up_to_it(app, how: str) -> None:
    asked = read(app._site, f"ind={OLDER}&split={how}")
    found = gap_found(asked.context, asked.view)
    assert sum(found.points) == pytest.approx(found.whole.value - found.benchmark)
    counts = [one.count for one in found.split.values if one.known]
    assert sum(counts) == found.whole.count


@pytest.mark.parametrize(
    ("grouping", "table", "code"),
    [
        ("religion_2021", "religion_2021_lsoa21", "lsoa21_code"),
        ("ethnic_group_2021", "ethnic_group_2021_lsoa21", "lsoa21_code"),
        ("religion_2011", "census_2011_religion_lsoa11", "lsoa11_code"),
    ],
)
def test_groups_are_as_even_as_the_published_counts_say(
    app, grouping: str, table: str, code: str
) -> None:
    found = TABLES["apart"](read(app._site, f"groups={grouping}")).table
    counts = pd.read_csv(FIGURES / f"{table}.csv").set_index(code)
    groups = app._site.explorer.store.catalogue.group(grouping)
    total = counts[groups[0].denominator_column or "total"]
    for one in groups:
        own = counts[one.column]
        a, b = own / own.sum(), (total - own) / (total - own).sum()
        (row,) = (row for row in found.rows if row[0] == one.key)
        assert row[2] == own.sum()
        assert row[4] == pytest.approx((a - b).abs().sum() / 2)
        assert row[5] == pytest.approx((a * own / total).sum())
        assert sum(row[6:]) == pytest.approx(100)
    assert [row[4] for row in found.rows[:-1]] == sorted(
        (row[4] for row in found.rows[:-1]), reverse=True
    )


def test_where_groups_live_is_by_the_index_of_the_view(app) -> None:
    found = TABLES["apart"](read(app._site, "groups=religion_2021&by=imd_2025")).table
    ranks = pd.read_csv(FIGURES / "imd_2025_lsoa21.csv").set_index("lsoa21_code").imd_rank
    counts = pd.read_csv(FIGURES / "religion_2021_lsoa21.csv").set_index("lsoa21_code")
    deprived = counts[(ranks.reindex(counts.index) <= 33_755 / 5)]
    for row in found.rows:
        column = row[0].removeprefix("religion_").removesuffix("_share_2021") or "total"
        expected = 100 * deprived[column].sum() / counts[column].sum()
        assert row[6] == pytest.approx(expected), column


def test_people_needed_to_bring_every_neighbourhood_to_a_floor(client: FlaskClient) -> None:
    doses = pd.read_csv(FIGURES / "covid_vaccination_msoa11_20210711.csv")
    pairs = zip(doses.first_dose_50_plus, doses.population_50_plus_nims, strict=True)
    needed = sum(max(0, ceil((95 * people - 100 * dosed) / 100)) for dosed, people in pairs)
    words = section(page_of(client, f"ind={OLDER}&floor=95"), "floors")
    assert f"{needed:,} people would have to change" in words


def test_a_floor_of_what_is_bad_is_not_to_be_exceeded(store: Store, app) -> None:
    bad = next(
        one
        for one in store.catalogue.of_areas
        if one.polarity == "more_is_worse" and one.kind.is_share
    )
    chart = TABLES["floors"](read(app._site, f"ind={bad.key}&floor=10"))
    names = [one.key for one in chart.table.columns]
    at, standing = (names.index(one) for one in ("needed", "standing"))
    value = next(
        at
        for at, one in enumerate(names)
        if one.startswith("value") and one.endswith(("percent", "value"))
    )
    for row in chart.table.rows:
        if row[standing] == "short of it":
            assert row[value] > 10
        if row[at] is not None:
            assert (row[at] > 0) == (row[value] > 10)


def test_conditions_meet_where_independent_masks_do(client: FlaskClient) -> None:
    imd = pd.read_csv(FIGURES / "imd_2025_lsoa21.csv").set_index("lsoa21_code")
    doses = pd.read_csv(FIGURES / "covid_vaccination_msoa11_20210711.csv").set_index("msoa11_code")
    lookup = pd.read_csv(FIGURES / "lsoa21_lookup.csv").set_index("lsoa21_code")
    rank = imd[next(one for one in imd.columns if "rank" in one)]
    deprived = 5 * rank <= 33_755
    uptake = doses.first_dose_50_plus / doses.population_50_plus_nims
    lowest = uptake.rank(method="min") * 5 <= len(uptake)
    both = deprived & lookup.msoa11_code.map(lowest).reindex(deprived.index)
    words = section(page_of(client, f"both=imd_2025.more,{OLDER}.less"), "meeting")
    assert f"{both.sum()} small areas meet all 2 conditions" in words


def test_a_change_of_the_gap_has_its_interval(store: Store, client: FlaskClient) -> None:
    subject = store.catalogue.indicator("uptake_first_16_plus")
    assert store.series_of(subject.key) is not None
    words = section(page_of(client, "ind=uptake_first_16_plus"), "gap")
    assert re.search(r"From 21 February 2021, .* the gap has [a-z ]+: [−+][\d.]+ points", words)


HOSTILE = (
    "cut=0&above=50&by=x&count=x",
    "cut=1&above=49",
    "floor=NaN&level=x&ind=imd_2025",
    "floor=99999&ind=" + MEN,
    "both=" + ",".join(["imd_2025.more"] * 200),
    "both=<script>alert(1)</script>.more",
    "both=none",
    "split=mix&ind=qof_diabetes_2020_21",
)


@pytest.mark.parametrize("query", HOSTILE)
def test_whatever_is_asked_is_answered_in_words(client: FlaskClient, query: str) -> None:
    page = page_of(client, query)
    assert "<script>alert" not in client.get(f"/gaps?{query}").get_data(as_text=True)
    assert not re.search(r"\bnan\b", re.sub(r"<[^>]+>", " ", page.replace("floor=NaN", "")), re.I)


def test_every_kind_of_figure_has_a_gap_and_a_floor_in_every_split(
    store: Store, client: FlaskClient
) -> None:
    words = Vocabulary.of(store)
    ways = list(SPLIT)
    figures = (store.catalogue.indicator(key) for key in words.concerning)
    for at, one in enumerate(without_siblings(figures)):
        split_by, level = ways[at % len(ways)], ("own", "ward", "quintile")[at % 3]
        page_of(client, f"ind={one.key}&split={split_by}&level={level}")


@pytest.mark.parametrize("table", list(TABLES))
def test_every_part_is_a_file_with_the_screens_numbers(
    client: FlaskClient, app, table: str
) -> None:
    query = f"ind={OLDER}&by=imd_2019&cut=5"
    chart = TABLES[table](read(app._site, query))
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"/gaps/{table}.xlsx?{query}").data))
    sheet = book[book.sheetnames[1]]
    assert sheet.max_row == len(chart.table.rows) + 1
    numbers = [cell for row in chart.table.rows for cell in row if isinstance(cell, int)]
    written = [
        cell
        for row in sheet.iter_rows(min_row=2, values_only=True)
        for cell in row
        if isinstance(cell, int)
    ]
    assert sum(numbers) == pytest.approx(sum(written), rel=0.01) or set(numbers) <= set(written)
    text = client.get(f"/gaps/{table}.csv?{query}").get_data(as_text=True)
    assert len(text.strip().splitlines()) == len(chart.table.rows) + 1


def test_a_link_restores_every_choice(store: Store, client: FlaskClient) -> None:
    query = f"by=imd_2019&above=1&cut=5&count=people&ind={OLDER}&split=ward&floor=92.5&level=ward"
    view, ignored = parse_gaps(query, Vocabulary.of(store))
    assert not ignored
    page = page_of(client, query)
    assert f'value="{view.floor:g}"' in page
    assert re.search(r'name="above"[^>]*value="1"', page)


@pytest.mark.parametrize("part", list(TABLES))
def test_every_part_can_be_embedded_and_drawn_parts_are_pictures(
    client: FlaskClient, app, part: str
) -> None:
    query = f"ind={OLDER}&by=imd_2019&cut=5"
    chart = TABLES[part](read(app._site, query))
    document = client.get(f"/embed/gaps/{part}?{query}")
    assert document.status_code == 200
    text = unescape(document.get_data(as_text=True))
    assert chart.finding.words in text
    assert "Source:" in text
    page = unescape(client.get(f"/gaps/{part}/share?{query}").get_data(as_text=True))
    assert "<iframe" in page
    assert f"/embed/gaps/{part}?" in page
    for ending in ("svg", "png"):
        status = client.get(f"/gaps/{part}.{ending}?{query}").status_code
        assert status == (200 if chart.picture else 404)
    assert client.get(f"/gaps/none.{'csv'}").status_code == 404


def test_only_named_pages_may_hold_an_embed_of_a_part() -> None:
    served = create_app(Settings(frame_ancestors=("https://intranet.example.gov.uk",)))
    policy = served.server.test_client().get("/embed/gaps/tails").headers
    assert (
        "frame-ancestors 'self' https://intranet.example.gov.uk"
        in (policy["Content-Security-Policy"])
    )


def test_without_ethnic_groups_there_is_no_split_by_their_mix(store: Store) -> None:
    words = replace(Vocabulary.of(store), mixed=False)
    view, ignored = parse_gaps("split=mix", words)
    assert view.split != "mix"
    assert len(ignored) == 1
    assert "mix" in splits(Vocabulary.of(store))
    assert "mix" not in splits(words)


def test_a_band_that_begins_where_it_ends_is_said(client: FlaskClient) -> None:
    page = page_of(client, "by=imd_2019&cut=5&above=8")
    assert "above=8 (expected is less than 5)" in page
    assert "10 of 190" in section(page, "tails")


def test_the_index_of_the_fifths_is_named(client: FlaskClient) -> None:
    for index, words in (("imd_2019", "2019"), ("imd_2025", "2025")):
        page = page_of(client, f"ind={MEN}&by={index}")
        assert f"national quintiles of deprivation (Index of Multiple Deprivation {words})" in (
            section(page, "gap")
        )
