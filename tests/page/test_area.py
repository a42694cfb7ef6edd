"""Area pages: any area has one, two stand beside each other, and what cannot be shown is said."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import quote, urlencode

import brotli
import numpy as np
import pandas as pd
import polyline
import pytest
from flask.testing import FlaskClient

from geodata.catalogue import FIGURES_DIR
from geodata.store import Store
from tests.served import client_of

FIGURES = FIGURES_DIR / "E08000007"
WARD, MSOA, LSOA, BOROUGH = "E05015018", "E02001187", "E01005746", "E08000007"
DRAWN = "near=SK1 3XE,800"
OUTLINE = "shape=" + quote(
    polyline.encode([(53.39, -2.20), (53.43, -2.20), (53.43, -2.10), (53.39, -2.10)])
)
PAGES = (
    *(f"/area/{code}" for code in (WARD, MSOA, LSOA, BOROUGH)),
    f"/area?{DRAWN}",
    f"/area?{OUTLINE}",
    "/area?area=E01005746,E01005800",
    "/area?q=1",
    f"/area/{WARD}?versus={MSOA}",
    f"/area?{DRAWN}&versus={LSOA}",
)


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return client_of()


def page_of(client: FlaskClient, path: str, status: int = 200) -> str:
    reply = client.get(path)
    assert reply.status_code == status, path
    return unescape(reply.get_data(as_text=True))


def sizes(page: str) -> tuple[int, int]:
    """People and small areas that the head of a page names."""
    found = re.search(r"([\d,]+) people in [^,]*, ([\d,]+) small area", page)
    assert found
    people, areas = (int(one.replace(",", "")) for one in found.groups())
    return people, areas


@pytest.fixture(scope="module")
def people() -> pd.Series[int]:
    table = pd.read_csv(FIGURES / "population_mid2022_lsoa21.csv")
    return table.set_index("lsoa21_code")["population"]


@pytest.mark.parametrize("path", PAGES)
def test_any_area_has_a_page_of_one_heading_that_is_small(client: FlaskClient, path: str) -> None:
    page = page_of(client, path)
    assert len(re.findall(r"<h1[ >]", page)) == 1
    assert len(brotli.compress(page.encode(), quality=5)) < 80_000
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_a_circle_counts_the_people_of_the_centroids_within_it(
    client: FlaskClient, people: pd.Series[int]
) -> None:
    at = pd.read_csv(FIGURES / "postcodes.csv").set_index("postcode").loc["SK1 3XE"]
    centres = pd.read_csv(FIGURES / "lsoa21_population_weighted_centroids.csv")
    away = np.hypot(centres.easting - at.easting, centres.northing - at.northing)
    inside = centres.lsoa21_code[away <= 800]
    assert sizes(page_of(client, f"/area?{DRAWN}")) == (people[inside].sum(), len(inside))


def test_a_ward_counts_its_own_people(client: FlaskClient, people: pd.Series[int]) -> None:
    lookup = pd.read_csv(FIGURES / "lsoa21_lookup.csv")
    inside = lookup.lsoa21_code[lookup.ward23_code == WARD]
    assert sizes(page_of(client, f"/area/{WARD}")) == (people[inside].sum(), len(inside))


def test_a_small_area_is_named_after_what_it_is_part_of(client: FlaskClient, store: Store) -> None:
    at = store.areas.code.index(LSOA)
    name = f"Part of {store.areas.msoa_name[at]} ({store.areas.name[at]})"
    assert f"<h1>{name}</h1>" in page_of(client, f"/area/{LSOA}")


def test_a_selection_of_one_ward_is_the_ward(client: FlaskClient, store: Store) -> None:
    assert f"<h1>{dict(store.wards)[WARD]}</h1>" in page_of(client, f"/area?ward={WARD}")


def test_a_code_in_small_letters_is_the_same(client: FlaskClient) -> None:
    assert page_of(client, f"/area/{WARD.lower()}") == page_of(client, f"/area/{WARD}")


def test_a_code_of_an_earlier_year_says_what_became_of_it(
    client: FlaskClient, store: Store
) -> None:
    before = store.level("lsoa", 2011)
    gone = [code for code in before.codes if code not in store.areas.code]
    assert gone
    for code in gone:
        page = page_of(client, f"/area/{code}", 410)
        for part in before.parts[before.codes.index(code)]:
            assert f'href="/area/{store.areas.code[part]}"' in page
            assert store.areas.name[part] in page


CROSSING = "53.4,-2.1,53.41,-2.2,53.4,-2.2,53.41,-2.1"
MANY = ",".join(f"53.{at:05d},-2.{at:05d}" for at in range(40_000, 40_300))
HUGE = polyline.encode(
    [(53.4 + np.cos(one) / 9, -2.1 + np.sin(one) / 9) for one in np.linspace(0, 6.28, 100_000)]
)


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        ("shape=", 400, "Nothing was drawn"),
        ("near=", 400, "Nothing was drawn"),
        (f"shape={CROSSING}", 400, "crosses or touches itself near latitude 53.405"),
        (f"shape={quote(HUGE)}", 400, "longer than 8,000 characters"),
        (f"shape={MANY}", 400, "cross|touch|corners"),
        ("shape=53.4,-2.1,53.4,-2.2", 400, "at least 3 are needed"),
        ("shape=~~~", 400, "not an encoded outline"),
        ("shape=53.4,-2.1,53.5", 400, "a latitude and no longitude"),
        ("near=ZZ1 1ZZ,800", 400, "no postcode, GP practice or venue here is called"),
        ("near=SK1 3XE,1000000", 400, "a place and a radius of 50 to 20,000 metres"),
        ("near=SK1 3XE,nan", 400, "a place and a radius of 50 to 20,000 metres"),
        ("near=52,-1,500", 200, "lies outside Stockport"),
        ("near=53.4,-2.15,50", 200, "holds the centre of no small area"),
        ("shape=<script>", 400, r"shape=<script> \("),
        ("area=E01999999", 400, "area=E01999999"),
    ],
)
def test_what_cannot_be_shown_is_said_in_a_sentence(
    client: FlaskClient, query: str, status: int, said: str
) -> None:
    page = client.get(f"/area?{query}").get_data(as_text=True)
    assert re.search(said, page_of(client, f"/area?{query}", status))
    assert "<script" not in page


def test_a_link_to_a_drawn_area_is_exact(client: FlaskClient) -> None:
    corners = [(53.39012, -2.20345), (53.43678, -2.20901), (53.43234, -2.10567), (53.3889, -2.1)]
    flat = ",".join(f"{lat},{lon}" for lat, lon in corners)
    page = page_of(client, f"/area?shape={flat}")
    encoded = urlencode({"shape": polyline.encode(corners)})
    assert f'href="/map?{encoded}"' in page
    assert page == page_of(client, f"/area?{encoded}")


def cells_of(page: str, table: str) -> dict[str, list[str]]:
    """The rows of the first table after some words, by the words of their heading."""
    rows = {}
    for row in page.split(table)[1].split("</table>")[0].split("<tr")[1:]:
        cells = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)
        head, *rest = (re.sub("<[^>]*>", "", one) for one in cells)
        rows[head] = rest
    return rows


def test_an_area_beside_another_shows_the_figures_it_has_alone(
    client: FlaskClient, store: Store
) -> None:
    other = store.wards[0][0]
    both = cells_of(page_of(client, f"/area/{WARD}?versus={other}"), 'id="beside"')
    assert both.pop("Figure")[1:3] == [dict(store.wards)[one] for one in (WARD, other)]
    for place, code in enumerate((WARD, other)):
        alone = cells_of(page_of(client, f"/area/{code}"), 'id="panel-benchmark-title"')
        assert alone.pop("Figure")[1] == "Here"
        assert alone.keys() == both.keys()
        assert {one: cells[1] for one, cells in alone.items()} == {
            one: cells[1 + place] for one, cells in both.items()
        }


def test_a_page_beside_an_unknown_area_is_said(client: FlaskClient) -> None:
    page_of(client, f"/area/{WARD}?versus=E05999999", 404)


@pytest.mark.parametrize(("code", "there"), [(LSOA, False), (MSOA, True)])
def test_one_small_area_is_not_said_to_differ(client: FlaskClient, code: str, there: bool) -> None:
    page = page_of(client, f"/area/{code}")
    assert ('id="small_areas"' in page) is there
    assert 'id="nearby_practices"' in page
    alone = page_of(client, f"/embed?show=small_areas&area={LSOA}")
    assert "Its one small area is" in alone
