"""Stat-Xplore: a question with a key, its answer, and an export in its place."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from geodata.errors import ExplorerError, FetchError, TableError
from geodata.geography import MSOA
from geodata.refresh import national, posts, run
from geodata.refresh.cache import Cache
from geodata.refresh.fetch import Fetcher
from geodata.refresh.source import Area
from geodata.refresh.sources import stat_xplore
from tests.geodata.publishers import EXTRACTS, cube, listed
from tests.geodata.test_refresh_sources import CODE, WHOLE, Given

EXPORT = (EXTRACTS / "stat_xplore_export.csv").read_text()
TWO = {"E02001187": "Reddish North", "E02001188": "Reddish South East"}
CHILDREN, CREDIT = stat_xplore.CUBES
THREE = replace(CREDIT, periods={"2015-08": "201508", "2015-09": "201509", "2023-11": "202311"})
YEARS = replace(CHILDREN, periods={"2020/21": "2020", "2021/22": "2021"})
QUESTION = YEARS.address(replace(WHOLE, names={**WHOLE.names, MSOA: TWO}))


@pytest.fixture
def area() -> Area:
    """Two neighbourhoods, whose names of ONS the look-up has."""
    return replace(WHOLE, names={**WHOLE.names, MSOA: TWO})


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


def query(address: str) -> Any:
    return json.loads(unquote(address.partition("?")[2]))


def answer() -> dict[str, Any]:
    found = {(code, year): 7 for code in TWO for year in YEARS.periods}
    return cube(query(QUESTION), {**found, ("E02001188", "2021/22"): 0})


def made(content: object, area: Area, cache: Cache) -> list[str]:
    given = Given(cache, {"https": [json.dumps(content).encode()]})
    return YEARS.read(given, area)["child_low_income"].splitlines()


def test_a_question_names_the_database_its_areas_and_its_years() -> None:
    asked = query(QUESTION)
    assert QUESTION.startswith("https://stat-xplore.dwp.gov.uk/webapi/rest/v1/table?")
    assert asked["database"] == "str:database:CILIF_REL"
    assert asked["measures"] == ["str:count:CILIF_REL:V_F_CILIF_REL"]
    where, when = (asked["recodes"][uri] for (uri,) in asked["dimensions"])
    assert where["map"][0][0].endswith("V_F_CILIF_REL:COA:V_C_MASTERGEOG11_MSOA_TO_LA_NI:E02001187")
    assert when == {
        "map": [
            ["str:value:CILIF_REL:F_CILIF_DATE:DATE_NAME:C_CILIF_YEAR:2020"],
            ["str:value:CILIF_REL:F_CILIF_DATE:DATE_NAME:C_CILIF_YEAR:2021"],
        ],
        "total": False,
    }


def test_an_answer_becomes_a_row_for_each_area_and_year(area: Area, cache: Cache) -> None:
    assert made(answer(), area, cache) == [
        "msoa11_code,year,children",
        "E02001187,2020/21,7",
        "E02001187,2021/22,7",
        "E02001188,2020/21,7",
        "E02001188,2021/22,0",
    ]


def test_what_is_not_told_is_no_nought(area: Area, cache: Cache) -> None:
    content = answer()
    counted = content["cubes"][YEARS.measure]
    counted["values"][0] = [None, 7.0]
    counted["annotations"] = [["", "p"], ["", "X"]]
    assert [row.rpartition(",")[2] for row in made(content, area, cache)[1:]] == [
        *("..", "7"),
        *("7", ".."),
    ]


def label(content: Any, text: str) -> None:
    content["fields"][1]["items"][0]["labels"] = [text]


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (
            lambda c: label(c, "2019/20"),
            "column year: found 2019/20, expected each of the 2 from 2020/21 to 2021/22.",
        ),
        (
            lambda c: c["cubes"].update({YEARS.measure: {"values": [[1, 2]]}}),
            "by area and year.",
        ),
        (lambda c: c["cubes"].clear(), "found another answer (KeyError: "),
        (lambda c: c.pop("fields"), "found another answer (KeyError: 'fields')"),
        (
            lambda c: c["cubes"][YEARS.measure]["values"][0].append(3),
            "found another answer (ValueError",
        ),
        (
            lambda c: c["fields"][0]["items"][1].update(uris=["a:b:E02001187"]),
            "found E02001187 again, expected each area once",
        ),
        (
            lambda c: c["fields"][0]["items"][1].update(uris=["a:b:E02099999"]),
            "found no row for E02001188, expected all 2 areas of the look-up of 2011.",
        ),
        (
            lambda c: c["cubes"][YEARS.measure]["values"][0].__setitem__(0, -3),
            "found -3, expected a whole number of 0 or more.",
        ),
        (
            lambda c: c["cubes"][YEARS.measure]["values"][0].__setitem__(0, "many"),
            "found 'many', expected a whole number of 0 or more.",
        ),
    ],
)
def test_another_answer_is_refused_with_what_was_found(
    spoil: Callable[[Any], object], sentence: str, area: Area, cache: Cache
) -> None:
    content = answer()
    spoil(content)
    with pytest.raises(TableError) as refusal:
        made(content, area, cache)
    assert sentence in str(refusal.value)
    assert str(refusal.value).startswith("child_low_income, Stat-Xplore")


def test_a_web_page_is_no_answer(area: Area, cache: Cache) -> None:
    given = Given(cache, {"https": [b"<!doctype html><html>Log in</html>"]})
    with pytest.raises(TableError, match="found a web page or XML, expected JSON"):
        YEARS.read(given, area)


def exported(text: str, area: Area, cache: Cache) -> Mapping[str, str]:
    return THREE.read_export(Given(cache, {"https": [text.encode()]}), area)


def test_an_export_is_read_by_the_names_of_its_areas(area: Area, cache: Cache) -> None:
    text = exported(EXPORT, area, cache)["universal_credit_households"]
    assert text.splitlines() == [
        "msoa11_code,month,households",
        "E02001187,2015-08,61",
        "E02001187,2015-09,62",
        "E02001187,2023-11,640",
        "E02001188,2015-08,..",
        "E02001188,2015-09,0",
        "E02001188,2023-11,333",
    ]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (
            "September 2015 (r)",
            "October 2015",
            "column month: found October 2015, expected each of the 3 from 2015-08 to 2023-11.",
        ),
        (
            '"September 2015 (r)","September 2015 - Annotations",',
            "",
            "column month: found nothing for 2015-09, expected each of the 3 from 2015-08",
        ),
        (
            '"Stockport 002"',
            '"Stockport 001"',
            "row 14, column area: found E02001187 again, expected each area once (see row 13).",
        ),
        ('"Stockport 002"', '"Stockton 002"', "found no row for E02001188"),
        (",333,", ',"1,333",', "row 14, column November 2023 (p): found '1,333', expected a whole"),
        ('"Month"', '"Quarter"', "column Month: found no row that begins so"),
        (
            "Households on Universal Credit",
            "People on Universal Credit",
            "row 1: found Stat-Xplore People on Universal Credit (I II III IV z) National",
        ),
        ("Stat-Xplore", "<!doctype html>", "found a web page or XML, expected a CSV file."),
    ],
)
def test_another_export_is_refused_with_what_was_found(
    old: str, new: str, sentence: str, area: Area, cache: Cache
) -> None:
    assert old in EXPORT
    with pytest.raises(TableError) as refusal:
        exported(EXPORT.replace(old, new), area, cache)
    assert sentence in str(refusal.value)


def test_each_month_of_an_export_is_one_of_those_that_are_asked_for() -> None:
    assert CREDIT.periods["2015-08"] == "201508"
    assert list(CREDIT.periods)[-2:] == ["2022-12", "2023-11"]
    assert len(CREDIT.periods) == 90
    assert [CREDIT.cell(one) for one in ("August 2015", "December 2022 (r)", "Smarch 2020")] == [
        *("2015-08", "2022-12", "Smarch 2020"),
    ]


def test_a_key_goes_into_the_header_alone() -> None:
    keys = posts.keys({"STAT_XPLORE_KEY": " 65794a ", "OTHER": "x"})
    assert keys == {"https://stat-xplore.dwp.gov.uk": "65794a"}
    method, url, headers, body = posts.request(
        QUESTION, QUESTION.replace("https://stat", "http://127.0.0.1/stat"), "65794a", {"A": "b"}
    )
    assert (method, url) == (
        "POST",
        "http://127.0.0.1/stat-xplore.dwp.gov.uk/webapi/rest/v1/table",
    )
    assert headers == {"A": "b", "APIKey": "65794a", "Content-Type": "application/json"}
    assert json.loads(body or b"") == query(QUESTION)
    assert posts.request("https://x/y?z", "https://x/y?z", None, {})[0] == "GET"


def test_workers_of_a_cluster_are_told_no_key(cache: Cache) -> None:
    fetcher = Fetcher(cache, keys={"https://stat-xplore.dwp.gov.uk": "65794a"})
    assert "65794a" not in repr(fetcher)
    places = run.Places(changes=cache.folder / "CHANGES.md")
    task = national.Task(CODE, places, run.Asked(only=("child_low_income",)), fetcher)
    address = CHILDREN.address(WHOLE)
    with cache.part(address) as part:
        part.path.write_text("{}")
        cache.keep(address, part, validator="", fetched="a day")
    (left,), refused = national.fetch([task], replace(fetcher, offline=True))
    assert (dict(left.fetcher.keys), refused) == ({}, [])
    assert left.fetcher(address, kind="json").address == address


def test_a_key_that_is_none_and_a_question_without_one_are_refused_without_telling_it() -> None:
    with pytest.raises(ExplorerError) as refusal:
        posts.keys({"STAT_XPLORE_KEY": "abc\ndef"})
    assert "abc" not in str(refusal.value)
    assert "STAT_XPLORE_KEY holds a space or a letter that no key has" in str(refusal.value)
    with pytest.raises(FetchError, match="found no STAT_XPLORE_KEY, expected a key of Stat-Xplore"):
        posts.request(QUESTION, QUESTION, None, {})


def test_households_of_every_neighbourhood_and_month_are_those_of_the_copy(
    fixtures: Path, cache: Cache
) -> None:
    """42 neighbourhoods, 90 months, by the names that an export has."""
    copied = listed(fixtures / "more" / "universal_credit_households_msoa11_2015_2023.csv")
    by_name: dict[str, dict[str, str]] = {}
    for row in copied:
        cells = by_name.setdefault(row["msoa11_name"], {})
        flag = f" ({row['flag']})" if row["flag"] else ""
        year, month = row["month"].split("-")
        label = f"{stat_xplore.MONTHS[int(month) - 1]} {year}"
        cells[f'"{label}{flag}","{label} - Annotations",'] = row["households_on_universal_credit"]
    heading = "".join(next(iter(by_name.values())))
    lines = [
        f'"{name}",' + "".join(f"{one},," for one in by_name[name].values()) for name in by_name
    ]
    text = "\n".join(['"Households on Universal Credit"', f'"Month",{heading}', *lines])
    given = Given(cache, {"https": [text.encode()]})
    made = CREDIT.read_export(given, WHOLE)["universal_credit_households"]
    assert made.splitlines()[1:] == [
        f"{one['msoa11_code']},{one['month']},{one['households_on_universal_credit']}"
        for one in copied
    ]
