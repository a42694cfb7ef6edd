"""Quality and Outcomes Framework 2023-24: per cent of its points that each practice achieved.

Of a group of indicators they are the points achieved over those to be had: every figure of the
table, times the points of its group, is a number of points with two decimals.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path

import pandas as pd

from geodata.errors import refuse_table
from geodata.refresh import long_file, practices
from geodata.refresh.archive import unpack
from geodata.refresh.published import as_text, cells, check_once, checked
from geodata.refresh.source import Area, Fetch, Source
from geodata.refresh.sources.qof import PLACE
from geodata.schemas import NUMBER, Column, count

TABLE, YEAR = "qof_achievement_2023_24", "2023-24"
ADDRESS = f"{PLACE}DA/975A29/QOF2324.zip"
INDICATORS = "MAPPING_INDICATORS_2324.csv"
REGIONS = (
    "EAST_OF_ENGLAND",
    "LONDON",
    "MIDLANDS",
    "NORTH_EAST_AND_YORKSHIRE",
    "NORTH_WEST",
    "SOUTH_EAST",
    "SOUTH_WEST",
)
ACHIEVED = "ACHIEVEMENT_{}_2324.csv"
AREAS = {
    "AF": "atrial_fibrillation",
    "BP": "blood_pressure_45_plus",
    "CHD": "coronary_heart_disease",
    "CHOL": "cholesterol",
    "HF": "heart_failure",
    "HYP": "hypertension",
    "PAD": "peripheral_arterial_disease",
    "STIA": "stroke_tia",
}
COLUMNS = {
    "INDICATOR_CODE": Column("indicator"),
    "GROUP_CODE": Column("group"),
    "INDICATOR_POINT_VALUE": count("points", low=1),
}
CODE, INDICATOR, MEASURE, VALUE = "PRACTICE_CODE", "INDICATOR_CODE", "MEASURE", "VALUE"
POINTS = "ACHIEVED_POINTS"
Points = dict[tuple[str, str], Decimal]


def _read(fetch: Fetch, area: Area) -> Mapping[str, str]:
    held = fetch(ADDRESS, kind="zip")
    archive, into = fetch.cache.content(held), fetch.cache.unpacked(held)

    def member(name: str) -> Path:
        return unpack(archive, name, into, label=ADDRESS.rsplit("/", 1)[1])

    groups = _groups(member(INDICATORS))
    ours, achieved = practices.ours(area, TABLE), Points()
    for region in REGIONS:
        name = ACHIEVED.format(region)
        _add(achieved, member(name), groups, ours, label=f"{TABLE}, {name}")
    there = sorted({practice for practice, _ in achieved})
    practices.check_there(area, TABLE, there, label=TABLE, column=CODE)
    rows = [row for practice in there for row in _rows(practice, groups, achieved)]
    names = [practices.OWN, "year", "group_code", "area", "achievement_pct"]
    return {TABLE: as_text(pd.DataFrame(rows, columns=names))}


def _groups(path: Path) -> dict[str, dict[str, int]]:
    """The indicators of each group, with their points."""
    label = f"{TABLE}, {INDICATORS}"
    found = cells(path, tuple(COLUMNS), label=label)
    found = found[found["GROUP_CODE"].isin(AREAS)]
    check_once(found, INDICATOR, label=label)
    found = checked(found, COLUMNS, label=label, own={})
    groups = {
        str(group): dict(zip(rows["indicator"], rows["points"].astype(int), strict=True))
        for group, rows in found.groupby("group")
    }
    for group in AREAS:
        if group not in groups:
            refuse_table(label, 0, "GROUP_CODE", f"no indicator of {group}", "some of each group")
    return groups


def _add(
    achieved: Points,
    path: Path,
    groups: Mapping[str, Mapping[str, int]],
    ours: set[str],
    *,
    label: str,
) -> None:
    """Note the points that our practices achieved in a region, by practice and indicator."""
    most = {name: points for group in groups.values() for name, points in group.items()}
    for line, row in long_file.rows(path, (CODE, INDICATOR, MEASURE, VALUE), label=label):
        practice, indicator, measure, value = row
        if measure != POINTS or practice not in ours or indicator not in most:
            continue
        if not NUMBER.fullmatch(value) or not 0 <= Decimal(value) <= most[indicator]:
            expected = f"a number from 0 to {most[indicator]}"
            refuse_table(label, line, VALUE, f"{value!r} for {practice} {indicator}", expected)
        if (practice, indicator) in achieved:
            refuse_table(label, line, CODE, f"{practice} {indicator} again", "each once")
        achieved[practice, indicator] = Decimal(value)


def _rows(
    practice: str, groups: Mapping[str, Mapping[str, int]], achieved: Points
) -> Iterator[tuple[str, ...]]:
    for group, area in AREAS.items():
        points = groups[group]
        for indicator in points:
            if (practice, indicator) not in achieved:
                found = f"no {POINTS} of {indicator} for {practice}"
                refuse_table(TABLE, 0, MEASURE, found, "those of each indicator")
        share = 100 * sum(achieved[practice, one] for one in points) / sum(points.values())
        yield practice, YEAR, group, area, str(round(float(share), 4))


SOURCE = Source(
    key=TABLE,
    tables=(TABLE,),
    addresses=lambda _: {ADDRESS: "zip"},
    read=_read,
    needs=("practices",),
)
