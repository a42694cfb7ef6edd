"""The plain routes, without a browser."""

from __future__ import annotations

import csv
import io

import pytest
from flask.testing import FlaskClient

from callbacks.answer import Explorer
from charts.registry import CHARTS
from tests.served import client_of


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return client_of()


@pytest.mark.parametrize("key", CHARTS)
def test_every_table_downloads_with_its_source_on_every_row(
    client: FlaskClient, explorer: Explorer, key: str
) -> None:
    reply = client.get(f"/download/{key}.csv?ward=E05015018")
    assert reply.status_code == 200
    assert reply.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in reply.headers["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(reply.data.decode("utf-8-sig"))))
    shown = explorer.chart(key, explorer.answer("ward=E05015018")).table.rows
    assert len(rows) == len(shown)
    assert all(row["source"] and row["licence"] and row["definition"] for row in rows)


def test_the_page_for_a_view_holds_its_findings_without_any_script(client: FlaskClient) -> None:
    page = client.get("/map?ward=E05015018").get_data(as_text=True)
    assert "Brinnington &amp; Stockport Central: 7 of 191 small areas" in page
    assert page.count("<svg") >= 4


def test_what_a_link_says_is_never_markup(client: FlaskClient) -> None:
    page = client.get("/map?ind=<script>alert(1)</script>").get_data(as_text=True)
    assert "<script>alert" not in page
    assert "ind=&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_the_data_block_cannot_be_ended_by_what_it_holds(client: FlaskClient) -> None:
    page = client.get("/map?ward=E05015018").get_data(as_text=True)
    block = page.split('id="boot"')[1].split("</script>")[0]
    assert "<" not in block


@pytest.mark.parametrize("path", ["/nope", "/download/nope.csv", "/files/nope.js", "/a/b/c"])
def test_an_address_without_a_page_is_not_found(client: FlaskClient, path: str) -> None:
    reply = client.get(path)
    assert reply.status_code == 404
    assert "There is no page at this address" in reply.get_data(as_text=True)


def test_a_search_answers_in_words(client: FlaskClient) -> None:
    found = client.get("/find?q=sk11ua").get_json()
    assert [match["label"] for match in found["matches"]] == ["SK1 1UA"]
    nothing = client.get("/find?q=ZZ99 9ZZ").get_json()
    assert "not in the list" in nothing["message"]


def test_every_page_carries_the_attributions(client: FlaskClient) -> None:
    page = client.get("/map").get_data(as_text=True)
    for words in (
        "Open Government Licence v3.0",
        "Contains OS data © Crown copyright and database right 2025",
        "Contains Royal Mail data © Royal Mail copyright and database right 2025",
        "House of Commons Library",
    ):
        assert words in page


def test_health_names_the_bundle(client: FlaskClient) -> None:
    assert client.get("/healthz").get_json()["status"] == "ok"
