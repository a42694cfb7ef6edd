"""The register of practices: what it has otherwise than the list, and what is no register."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from geodata.errors import TableError
from geodata.refresh.cache import Cache
from geodata.refresh.source import Area
from geodata.refresh.sources import practice_register
from tests.geodata.publishers import registered
from tests.geodata.test_refresh_sources import FIGURES, WHOLE, Given

FIRST = registered("P88002", "MARPLE BRIDGE SURGERY", "SK6 5AA")
SECOND = registered("P88003", "MANOR MEDICAL PRACTICE", "SK2 5AR")


@pytest.fixture
def area(tmp_path: Path) -> Area:
    """The authority as if it had two practices."""
    (tmp_path / "figures").mkdir()
    heading, *rows = (FIGURES / "gp_practices.csv").read_text().splitlines(keepends=True)
    (tmp_path / "figures" / "gp_practices.csv").write_text(heading + "".join(rows[:2]))
    return replace(WHOLE, figures=tmp_path / "figures")


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


def notes(area: Area, cache: Cache, *lines: str) -> Sequence[str]:
    body = "\n".join(lines).encode()
    return practice_register.SOURCE.notes(Given(cache, {"https": [body]}), area)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (SECOND, []),
        (registered("P88003", "The Manor Medical-Practice", "SK25AR"), []),
        (SECOND.replace("ACTIVE", "A"), []),
        (
            registered("P88003", "MANOR MEDICAL PRACTICE", "SK2 5AR", closed="2026-03-31"),
            ["closed in the register since 2026-03-31"],
        ),
        (SECOND.replace("ACTIVE", "D"), ["dormant in the register"]),
        (
            registered("P88003", "MANOR HEALTH & CO", "SK1 1AA"),
            [
                "called MANOR HEALTH & CO in the register",
                "at SK1 1AA in the register, at SK2 5AR here",
            ],
        ),
        (
            registered("P88003", "MANOR MEDICAL PRACTICE", ""),
            ["at no postcode in the register, at SK2 5AR here"],
        ),
        (registered("P88999", "ELSEWHERE", "SK1 1AA"), ["not in the register"]),
        (
            registered("P88003", "[MANOR](x) <b>|`", "SK2 5AR"),
            [r"called \[MANOR](x) \<b>\|\` in the register"],
        ),
    ],
)
def test_what_the_register_has_otherwise_is_said_in_sentences(
    line: str, said: list[str], area: Area, cache: Cache
) -> None:
    start = "P88003 Manor Medical Practice (`gp_practices.csv`)"
    assert notes(area, cache, FIRST, line) == [f"{start}: {one}." for one in said]


def test_what_is_not_known_is_said_once_for_all(area: Area, cache: Cache) -> None:
    path = area.file("practices")
    heading, *rows = path.read_text().splitlines()
    some = [row.replace(",U", ",").replace(",64597,", ",,") for row in rows]
    more = [some[0].replace("P88002", f"P8890{at}") for at in range(3)]
    path.write_text("\n".join([heading, *some, *more]))
    assert notes(area, cache, FIRST, SECOND)[-1] == (
        "`gp_practices.csv`: network not known of P88002, P88900, P88901 and 1 more."
    )


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda _: "<!doctype html>", "found a web page or XML, expected a CSV file."),
        (lambda line: line.rpartition(",")[0], "row 3: found 26 cells, expected 27 cells."),
        (
            lambda line: line.replace("ACTIVE", "OPEN"),
            "row 3, column status: found 'OPEN', expected ACTIVE|A|INACTIVE|C|D|P.",
        ),
        (lambda _: FIRST, "row 3, column code: found P88002 again, expected each"),
        (
            lambda line: line.replace("MANOR MEDICAL PRACTICE", ""),
            "row 3, column name: found '', expected",
        ),
    ],
)
def test_what_is_no_register_is_refused_with_its_place(
    spoil: Callable[[str], str], sentence: str, area: Area, cache: Cache
) -> None:
    lines = [FIRST, spoil(SECOND)] if "html" not in spoil(SECOND) else [spoil(SECOND)]
    with pytest.raises(TableError) as refusal:
        notes(area, cache, *lines)
    assert sentence in str(refusal.value)


def test_a_register_without_any_of_the_practices_is_refused(area: Area, cache: Cache) -> None:
    with pytest.raises(TableError, match="found none of these practices, expected the 2 practices"):
        notes(area, cache, registered("A81001", "THE DENSHAM SURGERY", "TS18 1HU"))
