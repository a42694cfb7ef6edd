"""A local figure of several dates: on the map, in its chart and in files, hidden cells as gaps."""

from __future__ import annotations

import csv
import io

import numpy as np
import pytest

from charts import svg
from charts.estimates import UNKNOWN, estimates
from charts.time_picture import _parts
from geodata.own.register import read_register
from geodata.series import Series
from layers.choropleth_at import choropleth_at
from layers.over_time import moments
from layers.sheet import marks

KEY = "own_flu_vaccination"
LATEST = f"{KEY}_flu_2026_01_31_65_and_over_female"
DATES = ["2025-12-31", "2026-01-31"]


@pytest.fixture(scope="module")
def found(added):
    store = added.open()
    return moments(store, store.catalogue.indicator(LATEST))


def test_each_date_shows_what_was_printed_and_hidden_cells_are_neither_nought_nor_a_class(
    added, found, truth
):
    printed = read_register(added.own / f"{KEY}.printed.csv").latest()
    hidden = 0
    assert list(found) == DATES
    for date, moment in found.items():
        sheet = choropleth_at(added.open(), moment)
        (figure,) = {
            one for _, one in printed if one.date == date and one[2:] == ("65 and over", "female")
        }
        for at, code in enumerate(truth.areas):
            state = printed[code, figure]
            if state is None:
                hidden += 1
                assert np.isnan(moment.people[at])
                assert np.isnan(moment.out_of[at])
                assert sheet.number[at] == 0
                assert "Suppressed" in [line.texts[at] for line in sheet.lines]
            else:
                counts = (moment.people[at], moment.out_of[at])
                assert counts == (state.counted.value, state.out_of.value)
        assert marks(sheet.number, sheet.status).count("crossed") == sum(sheet.number == 0)
    assert hidden > 5


def test_the_dates_and_their_gaps_are_in_the_files(read, found):
    text = read(f"/download/areas.csv?ind={LATEST}&date={DATES[0]}").get_data(as_text=True)
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    said = {row["lsoa21_code"]: (row["value_at_date"] == "", row["status_at_date"]) for row in rows}
    for code, people in zip(found[DATES[0]].series.codes, found[DATES[0]].people, strict=True):
        assert said[code] == ((True, "suppressed") if np.isnan(people) else (False, "published"))
    text = read(f"/download/uptake_time.csv?ind={LATEST}").get_data(as_text=True)
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    counts = [value for row in rows for name, value in row.items() if "people" in name and value]
    assert len(rows) == len(DATES)
    assert counts
    assert all(int(value) % 5 == 0 for value in counts)


def test_the_strip_says_the_date_that_is_shown(read):
    page = read(f"/map?ind={LATEST}&date={DATES[0]}").get_data(as_text=True)
    said = page.partition('id="headline"')[2].partition("</")[0]
    assert "by 31 December 2025" in said
    assert "January" not in said


@pytest.fixture
def series(found):
    """Three areas at three dates: one always shown, one hidden at the second, one never shown."""
    people = np.array([[10.0, 20, np.nan], [15, np.nan, np.nan], [20, 30, np.nan]])
    shape = {"people": people, "denominator": people + 50, "status": np.isnan(people)}
    given = found[DATES[0]].series
    return Series(given.trend, ("a", "b", "c"), ("", "", ""), ("x", "y", "z"), **shape)


@pytest.mark.parametrize(
    ("inside", "people", "left_out"),
    [
        ([True, True, True], [10, 15, 20], 2),
        ([False, True, True], [20, np.nan, 30], 1),
        ([False, False, True], [np.nan, np.nan, np.nan], 1),
    ],
)
def test_a_line_counts_the_same_areas_at_each_date_or_has_a_gap(series, inside, people, left_out):
    found, _, left = series.added_up(np.array(inside))
    assert np.array_equal(found, people, equal_nan=True)
    assert left == left_out


def test_a_line_is_drawn_in_the_parts_between_its_gaps():
    one, two, four = estimates([10, 20, 30], [90, 90, 90])
    parts = _parts([one, two, UNKNOWN, four], range(4), svg.Scale(0, 3, 0, 3))
    assert [len(part) for part in parts] == [2, 1]
