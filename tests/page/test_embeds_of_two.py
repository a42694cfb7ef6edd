"""An embed of two figures says the finding of both, and its corner beside the legend."""

from __future__ import annotations

import re
from html import unescape

import pytest
from flask.testing import FlaskClient

from callbacks.answer import Explorer
from charts.headline import lead
from layers.words import full_label
from tests.served import client_of


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return client_of()


def words(text: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split())


@pytest.mark.parametrize("way", ["pair", "beside"])
@pytest.mark.parametrize(
    ("first", "second", "rest"),
    [
        ("income_2025", "uptake_first_50_plus", ""),
        ("population_2022", "health_2025", "&ward=E05015023"),
        ("imd_2019", "ethnic_asian_share_2021", "&q=1,2"),
        ("crime_2025", "imd_2025", "&area=E01005744"),
    ],
)
def test_both_findings_are_said_and_each_is_named(
    client: FlaskClient, explorer: Explorer, way: str, first: str, second: str, rest: str
) -> None:
    query = f"ind={first}&with={second}&as={way}{rest}"
    text = words(client.get(f"/embed?show=map&{query}").get_data(as_text=True))
    context = explorer.answer(query).context
    for key in (first, second):
        one = explorer.store.catalogue.indicator(key)
        sentence = lead(explorer.answer(f"ind={key}{rest}").context, one)
        named = f"{full_label(one)}. {sentence.split('. ')[0]}"
        assert words(named)[:60] in text, key
    assert text.count(words(lead(context, context.indicator))[-60:]) <= 2


def test_the_corner_where_both_meet_is_said_once_beside_the_legend(client: FlaskClient) -> None:
    for query in ("ind=income_2025&with=crime_2025", "ind=age_60_plus_share_2022&with=imd_2025"):
        page = client.get(f"/map?{query}").get_data(as_text=True)
        legend = re.search(r'id="legend".*?<p>(.*?)</p>', page, re.DOTALL)
        assert legend
        corner = words(legend[1])
        text = client.get(f"/embed?show=map&{query}").get_data(as_text=True)
        between = text[text.index('class="legend"') : text.index('class="mapbox"')]
        assert corner in words(between)
        assert words(text).count(corner) == 1


def test_an_embed_of_one_figure_has_one_finding_without_its_name(client: FlaskClient) -> None:
    page = client.get("/embed?show=map&ind=income_2025").get_data(as_text=True)
    assert 'class="finding">Stockport: ' in page
