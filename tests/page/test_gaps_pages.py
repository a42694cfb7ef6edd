"""The report checked and the board of data gaps: what stands there, where it leads, as files."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from callbacks.answer import Explorer
from charts.report_checks.checked import VERDICTS, checked
from geodata.store import Store
from tests.served import client_of, town_client

LINK = re.compile(r'<a href="/map\?([^"]+)" aria-label="([^"]*)">([^<]*)</a>')


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return client_of()


@pytest.fixture(scope="module")
def there(town_bundles: Path) -> FlaskClient:
    return town_client(town_bundles)


def text_of(client: FlaskClient, path: str) -> str:
    reply = client.get(path)
    assert reply.status_code == 200, path
    return reply.get_data(as_text=True)


def rows_of(client: FlaskClient, path: str) -> list[dict[str, str]]:
    text = client.get(path).get_data().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_every_claim_stands_with_its_verdict_and_all_that_was_tried(
    client: FlaskClient, store: Store
) -> None:
    page = unescape(text_of(client, "/gaps/report"))
    for one in checked(store):
        section = page.split(f">{one.claim.says}</h3>")[1].split("</details>")[0]
        assert all(words in section for words in one.words)
        for found in one.found:
            assert f"<dt>{found.definition}<" in section
            behind = section.lower()
            assert all(said.lower() in behind for said in (found.of, found.areas, found.period))
            assert found.text[1:] in section
    assert "Wards changed in May 2023" in page


def test_all_claims_stand_at_the_top_by_verdict_and_lead_to_their_card(
    client: FlaskClient, store: Store
) -> None:
    page = unescape(text_of(client, "/gaps/report"))
    top, cards = page.split('<div class="by-verdict">')[1].split('<div class="claims">')
    assert '<details class="claim' in cards
    assert " open" not in "".join(re.findall(r"<details[^>]*>", cards))
    for key, label in VERDICTS.items():
        some = [one for one in checked(store) if one.verdict == key]
        group = top.split(f">{label} ({len(some)})</h2>")[1].split("</ul>")[0]
        assert re.findall(r'href="#claim-(\w+)">([^<]+)<', group) == [
            (one.claim.key, one.claim.brief) for one in some
        ]
        assert all(f'id="claim-{one.claim.key}"' in cards for one in some)


def test_only_cards_of_what_can_be_checked_go_on_paper(client: FlaskClient, store: Store) -> None:
    page = text_of(client, "/gaps/report")
    some = sum(one.verdict not in ("later", "never") for one in checked(store))
    assert page.count('class="claim checkable"') == some
    assert 0 < some < len(checked(store))


def test_nothing_behind_a_definition_is_printed_twice(client: FlaskClient) -> None:
    behind = re.findall(r'<dt>[^<]*<span class="quiet">([^<]*)<', text_of(client, "/gaps/report"))
    assert len(behind) > 40
    for one in behind:
        said = one.lower().split("; ")
        assert len(set(said)) == len(said)


def test_every_link_opens_a_map_that_understands_it_and_selects_what_it_says(
    client: FlaskClient, explorer: Explorer
) -> None:
    links = {
        (unescape(query), words)
        for query, _, words in LINK.findall(text_of(client, "/gaps/report"))
    }
    assert len(links) > 20
    for query, words in links:
        answer = explorer.answer(query)
        assert answer.ignored == (), query
        said = re.match(r"Map of (\d+) areas?", words)
        every = len(explorer.store.areas.code)
        assert answer.selection.count == (int(said[1]) if said else every), query
        assert client.get(f"/map?{query}").status_code == 200


def test_links_to_a_cut_point_select_the_areas_within_it(
    client: FlaskClient, explorer: Explorer, store: Store
) -> None:
    page = text_of(client, "/gaps/report")
    section = page.split("Four areas are in the most deprived 1% of")[1].split("</details>")[0]
    query, label, _ = LINK.findall(section)[0]
    assert "most deprived 1%" in unescape(label)
    chosen = explorer.answer(unescape(query)).selection.mask
    ranks = store.values("imd_2019").rank[store.level("lsoa", 2011).of_area]
    assert (chosen == (ranks * 100 <= store.values("imd_2019").total)).all()


@pytest.mark.parametrize("key", ["report", "missing"])
def test_tables_are_files_with_the_page_they_are_from(client: FlaskClient, key: str) -> None:
    page = text_of(client, f"/gaps/{key}")
    for ending in ("csv", "xlsx"):
        assert f'href="/download/{key}.{ending}"' in page
    rows = rows_of(client, f"/download/{key}.csv")
    assert {row["view"] for row in rows} == {f"http://localhost/gaps/{key}"}
    assert page.count("<tr") == 1 + len(rows)
    book = zipfile.ZipFile(io.BytesIO(client.get(f"/download/{key}.xlsx").data))
    assert "xl/worksheets/sheet1.xml" in book.namelist()
    assert client.get(f"/download/{key}.csv-metadata.json").status_code == 200
    assert client.get(f"/download/{key}.geojson").status_code == 404


def test_the_file_of_the_report_has_numbers_that_are_not_rounded(client: FlaskClient) -> None:
    rows = rows_of(client, "/download/report.csv")
    fifth = next(row for row in rows if row["claim"].startswith("17% of areas"))
    assert float(fifth["value"]) == pytest.approx(100 * 31 / 190, abs=1e-9)
    assert fifth["counted_among"] == "190 areas"
    assert fifth["areas_found"] == "small areas (LSOAs) of 2011"
    assert fifth["agrees"] == "no"


def test_every_gap_says_who_has_it_and_how_to_add_it(client: FlaskClient, store: Store) -> None:
    page = unescape(text_of(client, "/gaps/missing"))
    assert len(store.gaps) >= 20
    for one in store.gaps:
        section = next(part for part in page.split("<section") if f">{one.need}</h2>" in part)
        for words in (one.needed_for, one.publisher, one.exists, one.level, one.add, one.held):
            assert words in section
    nearest = re.findall(r'href="/map\?([^"]+)"', page)
    assert len(nearest) > 10
    for query in set(nearest):
        assert Explorer(store).answer(unescape(query)).ignored == ()


def test_no_number_is_made_up_for_groups_that_are_not_here(store: Store) -> None:
    groups = next(one for one in store.gaps if one.key == "population_groups")
    assert "indicative" in groups.exists
    assert not re.search(r"\d", groups.exists)


def test_another_authority_is_told_in_words(there: FlaskClient) -> None:
    report = unescape(text_of(there, "/gaps/report"))
    assert "No report on the inequalities of Inventon is among the figures." in report
    assert "January" not in report.split("<main")[1].split("</main>")[0]
    missing = unescape(text_of(there, "/gaps/missing"))
    assert "No list of needed figures has been written for Inventon." in missing
    for key in ("report", "missing"):
        assert there.get(f"/download/{key}.csv").status_code == 404


def test_without_the_door_that_they_belong_to_nothing_leads_back(client: FlaskClient) -> None:
    there = client.get("/gaps").status_code == 200
    assert ("Back to " in text_of(client, "/gaps/report")) == there
