"""Two areas side by side: the interval of the difference decides, not whether intervals overlap."""

from __future__ import annotations

import math
import re

import pytest

from charts.absent import absent
from charts.cells import cell_words
from charts.model import Context, Table
from charts.side_by_side import NO_TEST, SHARED, UNKNOWN, side_by_side
from charts.table import html_table
from geodata.selection import Filter
from geodata.store import Store
from tests.charts import published_profile as published

from .conftest import View, view_of
from .test_tables import column


def newcombe(a: float, n: float, b: float, m: float) -> tuple[float, float]:
    """Method 10 of Newcombe (1998), in points, from Wilson's intervals written anew."""
    (low1, high1), (low2, high2) = published.wilson(a, n), published.wilson(b, m)
    p, q = 100 * a / n, 100 * b / m
    low = p - q - math.hypot(p - low1, high2 - q)
    return low, p - q + math.hypot(high1 - p, q - low2)


def codes_of(context: Context) -> set[str]:
    areas = zip(context.store.areas.code, context.selection.mask, strict=True)
    return {code for code, one in areas if one}


def pairs(store: Store) -> dict[str, tuple[Filter, Filter]]:
    wards, areas = [code for code, _ in store.wards], store.areas.code
    one = published.filters(store)
    return {
        "two wards": (Filter(wards=(wards[3],)), Filter(wards=(wards[10],))),
        "wards alike": (Filter(wards=(wards[9],)), Filter(wards=(wards[11],))),
        "a ward and a small area": (one["ward"], Filter(picked=(areas[100],))),
        "small areas": (Filter(picked=(areas[17],)), Filter(picked=(areas[90],))),
        "selections": (Filter(picked=areas[5:60]), Filter(picked=areas[80:130])),
    }


@pytest.mark.parametrize(
    "name", ["two wards", "wards alike", "a ward and a small area", "small areas", "selections"]
)
def test_values_and_tested_words_are_those_of_the_published_tables(
    view: View, store: Store, name: str
) -> None:
    first, second = (view(one) for one in pairs(store)[name])
    found = side_by_side(first, second)
    for at, key in enumerate(column(found, "figure_key")):
        one, other = (published.figure(key, codes_of(each)) for each in (first, second))
        assert column(found, "first_value")[at] == pytest.approx(one[0])
        assert column(found, "second_value")[at] == pytest.approx(other[0])
        assert column(found, "difference")[at] == pytest.approx(one[0] - other[0])
        said = column(found, "tested")[at]
        if key in published.UNTESTED:
            assert said == NO_TEST
            continue
        low, high = newcombe(*one[1:], *other[1:])
        ends = ("worse", "better") if key in published.UPTAKE else ("lower", "higher")
        assert said == (ends[1] if low > 0 else ends[0] if high < 0 else "similar"), key
        assert column(found, "difference_low")[at] == pytest.approx(low)
        assert column(found, "difference_high")[at] == pytest.approx(high)


def test_areas_whose_intervals_overlap_can_differ(view: View, store: Store) -> None:
    overlap = 0
    wards = [view(Filter(wards=(code,))) for code, _ in store.wards[:9]]
    for at, one in enumerate(wards):
        for other in wards[at + 1 :]:
            table = side_by_side(one, other)
            names = ("first_low", "first_high", "second_low", "second_high", "tested")
            for low, high, low2, high2, said in zip(
                *(column(table, n) for n in names), strict=True
            ):
                apart = low is None or low > high2 or low2 > high
                overlap += not apart and said in ("higher", "lower", "better", "worse")
    assert overlap > 0


def test_areas_that_hold_the_same_people_are_not_tested(view: View, store: Store) -> None:
    areas = store.areas
    ward = published.filters(store)["ward"]
    inside = next(
        code for code, of in zip(areas.code, areas.ward_code, strict=True) if of in ward.wards
    )
    found = side_by_side(view(ward), view(Filter(picked=(inside,))))
    assert set(column(found, "tested")) == {SHARED}
    assert set(column(found, "difference_low")) == {None}
    neighbours = [
        code
        for code, of in zip(areas.code, areas.msoa_code, strict=True)
        if of == areas.msoa_code[0]
    ]
    found = side_by_side(*(view(Filter(picked=(code,))) for code in neighbours[:2]))
    by_key = dict(zip(column(found, "figure_key"), column(found, "tested"), strict=True))
    assert by_key["uptake_first_16_plus"] == SHARED
    assert by_key["age_0_15_share_2022"] != SHARED


def decimal(words: str) -> float:
    return float(words.replace(",", "").replace("−", "-").replace("+", ""))


def test_a_printed_difference_is_that_of_its_neighbours_or_says_why_not(
    view: View, store: Store
) -> None:
    said = set()
    for code, _ in store.wards[1:]:
        table = side_by_side(view(Filter(wards=(store.wards[0][0],))), view(Filter(wards=(code,))))
        names = [one.key for one in table.columns]
        for row in table.rows:
            words = {name: cell_words(table, row, at) for at, name in enumerate(names)}
            if words["difference"].startswith("under"):
                continue
            gap = decimal(words["first_value"]) - decimal(words["second_value"])
            agrees = gap == pytest.approx(decimal(words["difference"]))
            assert words["flag"] == ("" if agrees else "before rounding"), words
            said.add(agrees)
    assert said == {True, False}


def test_every_two_areas_of_the_invented_town_stand_side_by_side(town: Store) -> None:
    ranked, said, tables = town.catalogue.ranked[0].key, set(), []
    every = [
        view_of(town, Filter(picked=(code,), by=ranked), indicator=ranked, x=ranked, y=ranked)
        for code in town.areas.code
    ]
    for one, other in zip(every, every[1:] + every[:1], strict=True):
        table: Table = side_by_side(one, other)
        html = str(html_table(absent(one), one, table))
        assert not re.search(r"\bnan\b|None<|\binf\b", html)
        said |= set(column(table, "tested")) | set(column(table, "first_why"))
        tables.append(table)
    assert said >= {UNKNOWN, NO_TEST, SHARED, "suppressed", "missing", "not applicable"}
    assert 0.0 in {value for table in tables for value in column(table, "first_value")}
