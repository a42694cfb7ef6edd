"""Files of tables as they are served: names, types, links between them, and what is refused."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from email.message import Message
from urllib.parse import urljoin

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook

from callbacks.answer import Explorer
from charts.download import FORMATS
from charts.file_name import file_name, slug
from charts.registry import CHARTS
from page import downloads, pictures
from settings import ROOT
from tests.served import client_of

NAME = re.compile(r"[a-z0-9][a-z0-9_.-]*")
DAY = "2031-02-03"


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return client_of()


@pytest.fixture(autouse=True)
def _one_day(monkeypatch: pytest.MonkeyPatch) -> None:
    for room in (downloads, pictures):
        monkeypatch.setattr(room, "today", lambda: downloads.date.fromisoformat(DAY))


def name_of(client: FlaskClient, address: str) -> str:
    """The file name that a browser reads from the answer's headers."""
    said = Message()
    said["Content-Disposition"] = client.get(address).headers["Content-Disposition"]
    return str(said.get_filename())


@pytest.mark.parametrize(
    ("key", "ending"),
    [(key, ending) for key in CHARTS for ending, one in FORMATS.items() if one.holds(key)],
)
def test_every_kind_of_file_of_every_table_has_its_type_and_can_be_asked_for_alone(
    client: FlaskClient, key: str, ending: str
) -> None:
    address = f"/download/{key}.{ending}?q=1"
    reply, head = client.get(address), client.head(address)
    assert reply.status_code == head.status_code == 200
    assert reply.headers["Content-Type"] == FORMATS[ending].media_type
    assert head.headers["Content-Disposition"] == reply.headers["Content-Disposition"]
    assert head.data == b""
    assert NAME.fullmatch(name_of(client, address))
    assert name_of(client, address).endswith(f"_{DAY}.{ending}")


@pytest.mark.parametrize(
    ("query", "parts"),
    [
        ("", ["areas", "overall-deprivation-2025", "all-areas"]),
        (
            "ward=E05015018",
            ["areas", "overall-deprivation-2025", "stockport-central"],
        ),
        ("q=1,3&basis=local", ["areas", "overall-deprivation-2025", "local-quintile-1-3"]),
        ("area=E01005744", ["areas", "overall-deprivation-2025"]),
        ("area=E01005744,E01005745", ["areas", "overall-deprivation-2025", "2-chosen-areas"]),
        ("ind=uptake_first_16_plus&date=2021-05-23", ["areas", "by-2021-05-23"]),
        ("ind=ethnic_asian_share_2021&with=imd_2019", ["asian-2021-and-overall-deprivation-2019"]),
    ],
)
def test_the_name_of_a_file_says_figure_filter_and_days(
    client: FlaskClient, query: str, parts: list[str]
) -> None:
    for address in (f"/download/areas.csv?{query}", f"/download/areas.xlsx?{query}"):
        name = name_of(client, address)
        assert all(part in name for part in parts), name
        assert DAY in name
    picture = name_of(client, f"/picture/map.svg?{query}")
    assert all(part in picture for part in parts if part != "areas"), picture
    assert "_map_" in picture


def test_no_two_filters_of_a_figure_give_files_of_one_name(explorer: Explorer) -> None:
    queries = ["", "ward=E05015018", "ward=E05015018&q=1", "q=1", "q=1&basis=local", "q=1,2"]
    queries += [f"area={code}" for code in explorer.store.areas.code[:3]]
    names = set()
    for query in queries:
        context = explorer.answer(query).context
        day = downloads.today()
        names.add(file_name("areas", (context.indicator,), context, day=day, ending="csv"))
    assert len(names) == len(queries)


@pytest.mark.parametrize(
    "text",
    ["Ynys Môn", 'a/b\\c:d*e?f"g<h>i|j', "../../etc", "x" * 300, "ﬁ 日本 ½", "", "CON.", "😀"],
)
def test_a_part_of_a_name_is_letters_that_every_system_takes(text: str) -> None:
    assert re.fullmatch(r"[a-z0-9-]{0,40}", slug(text))
    assert not slug(text).startswith("-")
    assert not slug(text).endswith("-")
    assert slug("Ynys Môn & Conwy, 2030") == "ynys-mon-and-conwy-2030"


@pytest.mark.parametrize(
    "query", ["", "ward=E05015018", 'ind=<">&ward=\u00e9,x', "q=1&utm_source=a%0d%0aSet-Cookie:b"]
)
def test_a_csv_file_leads_to_its_dictionary_which_names_that_very_file(
    client: FlaskClient, query: str
) -> None:
    reply = client.get(f"/download/wards.csv?{query}")
    match = re.fullmatch(
        r'<([!-~]+)>; rel="describedby"; type="application/csvm\+json"', reply.headers["Link"]
    )
    assert match
    address = urljoin(reply.request.url, match.group(1))
    assert not set(match.group(1)) & set('<>" ')
    dictionary = json.loads(client.get(address).data)
    again = urljoin(address, dictionary["url"])
    assert client.get(again).data == reply.data
    assert urljoin(address, match.group(1)) == address


def test_all_tables_of_a_view_are_one_workbook(client: FlaskClient, explorer: Explorer) -> None:
    query = "ind=ethnic_asian_share_2021&ward=E05015018"
    book = load_workbook(io.BytesIO(client.get(f"/download/view.xlsx?{query}").data))
    panels = explorer.panels(explorer.answer(query))
    assert len(book.sheetnames) == len(panels) + 3
    link = next(row[1].value for row in book["Notes"].iter_rows() if row[0].value == "View")
    assert client.get(link).status_code == 200
    for code in ("E05015018", "ethnic_asian_share_2021"):
        assert code in link


@pytest.mark.parametrize(
    "path", ["view.csv", "areas.xls", "areas.csv.xlsx", "nope.xlsx", "areas.x.csv", ".csv"]
)
def test_a_file_that_there_is_not_is_not_found(client: FlaskClient, path: str) -> None:
    assert client.get(f"/download/{path}").status_code == 404


def test_the_links_of_page_share_and_embed_lead_to_files(client: FlaskClient) -> None:
    for path in ("/map?q=1", "/embed?show=wards&q=1", "/embed?show=map&q=1", "/share?show=map&q=1"):
        page = client.get(path).get_data(as_text=True)
        links = [one.replace("&amp;", "&") for one in re.findall(r'href="(download/[^"]*)"', page)]
        kinds = {one.split("?")[0].split(".", 1)[1] for one in links}
        assert {"csv", "xlsx"} <= kinds, path
        assert all("q=1" in one for one in links)
        for one in links[:4]:
            assert client.get(f"/{one}").status_code == 200


@pytest.mark.parametrize("path", ["/map?q=1", "/embed?show=wards", "/share?show=map", "/data"])
def test_links_to_files_are_written_in_one_place(client: FlaskClient, path: str) -> None:
    links = re.findall(r"<a[^>]*>[^<]*", client.get(path).get_data(as_text=True))
    files = [one for one in links if "download/" in one]
    labels = {"All tables of this view (XLSX)", *(one.label for one in FORMATS.values())}
    assert {one.split(">")[1] for one in files} <= labels
    assert files
    assert all('class="download"' in one for one in files)


def test_a_worker_that_makes_no_workbook_does_not_carry_the_writer() -> None:
    """Nor the modules that only reading them back in tests needs."""
    lines = (
        "import sys, app; print([one for one in ('xlsxwriter', 'openpyxl') if one in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", lines], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
