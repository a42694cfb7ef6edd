"""Texts that a spreadsheet would run or change are known, and are left alone once disarmed."""

from __future__ import annotations

from calendar import month_name

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.spreadsheets import armed, disarmed, taken, worded

MONTHS = (
    "Jan",
    "february",
    "MAR",
    "apr",
    "May",
    "june",
    "JULY",
    "aug",
    "Sept",
    "oct",
    "Nov",
    "dec",
)
DIGITS = st.integers(0, 9999).map(str)
PART = st.one_of(DIGITS, st.sampled_from(MONTHS))
DATES = st.builds(
    lambda parts, digits, between: between.join([*parts, digits]),
    st.lists(PART, min_size=1, max_size=2),
    DIGITS,
    st.sampled_from(["-", "/", ".", " ", ", ", ":"]),
)


@given(DATES)
def test_what_may_be_a_date_or_a_time_is_taken(text: str) -> None:
    assert taken(text)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from("=+-@\t\r"), st.text(max_size=12))
def test_what_begins_like_a_formula_is_taken(sign: str, text: str) -> None:
    assert taken(sign + text)
    assert taken(f" {sign}{text}") or sign.isspace()


@pytest.mark.parametrize(
    "text",
    [
        *("0042", "00", "7E12", "12e-3", "3.50", "1,250", "12%", "£4", "(12)", "1234567890123456"),
        *("dec9", "9 SEP", "May 2019", "4/5", "10:30", "2030-12-31", "3rd June", "Fri 3 May 2019"),
        *("TRUE", "false", "#N/A", "#ref!", "12:00 pm", "5 1/2"),
    ],
)
def test_numbers_dates_and_words_of_spreadsheets_are_taken(text: str) -> None:
    assert taken(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", "0", "7", "2031", "123456789012345", "E01000001", "SK1 1AA", "Town 014B", "mid-2030"),
        *("in October 2030", "for 1 May 2030", "1 (most deprived)", "1 to 7 days", "May Bank"),
        *("Marple North", "Second Street", "4 of 191 areas", "financial year 2030-31", "no value"),
        *("over 14 days", "A&E", "the 1980s", "small areas of 2021", "2 areas you chose"),
    ],
)
def test_words_and_whole_numbers_stay_as_they_are(text: str) -> None:
    assert not taken(text)
    assert disarmed(text) == text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        *((f"{name} 2031", f"in {name} 2031") for name in month_name[1:]),
        *(("2031-04", "in April 2031"), ("5%", "5 per cent"), ("12.5 %", "12.5 per cent")),
    ],
)
def test_months_and_percentages_have_words_that_no_spreadsheet_takes(text: str, words: str) -> None:
    assert taken(text)
    assert worded(text) == words
    assert not taken(words)


@pytest.mark.parametrize(
    "text",
    ["=1%", "-5%", "2031-13", "2031-04-01", "4/2031", "=June 2031", "5%\n", "June 2031 ", "7E12"],
)
def test_formulas_and_days_stay_and_are_guarded(text: str) -> None:
    assert worded(text) == text
    assert disarmed(text) == "'" + text


@given(st.one_of(st.text(max_size=20), DATES, DATES.map(lambda one: "''" + one)))
def test_a_disarmed_text_is_left_alone_and_can_be_given_back(text: str) -> None:
    assert not taken(disarmed(text)) or text.startswith("'")
    assert armed(disarmed(text)) == text
