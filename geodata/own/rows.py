"""Cells of a file of local figures: whole numbers and dates."""

from __future__ import annotations

import re
from datetime import date

import pandas as pd

from geodata.errors import refuse_table

DIMENSIONS = ("dose", "age", "sex", "date")
DIGITS = 9
OLDEST = 100  # years back that figures are from
ISO = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})")
BRITISH = re.compile(r"(?P<day>[0-9]{1,2})/(?P<month>[0-9]{1,2})/(?P<year>[0-9]{4})")


def kind(text: str) -> str:
    """What a text is, for a refusal: itself it may be a count, a postcode or somebody's name."""
    if not text:
        return "an empty cell"
    return "a text with digits" if any(one.isdigit() for one in text) else "other words"


def whole_numbers(file: str, frame: pd.DataFrame, name: str) -> pd.Series[int]:
    """A column of texts as whole numbers, nought or more; TableError for anything else."""
    odd = frame[~frame[name].str.fullmatch(rf"[0-9]{{1,{DIGITS}}}")]
    for row, text in odd[["row", name]].itertuples(index=False):
        expected = "a whole number, as it was counted, or no row: small ones are hidden here"
        refuse_table(file, row, name, _odd(text), expected)
    return frame[name].astype("int64")


def _odd(text: str) -> str:
    """What is in the place of a whole number, without saying a number."""
    if not text:
        return "an empty cell"
    for sign, words in (("-", "a number below nought"), (".", "decimals"), (",", "commas")):
        if sign in text and any(letter.isdigit() for letter in text):
            return words
    if not text.isdigit():
        return "a mark or a word"
    return f"more than {DIGITS} digits" if text.isascii() else "digits of another script"


def checked_dates(file: str, frame: pd.DataFrame) -> pd.Series[str]:
    """The column of dates in ISO 8601; TableError for what is no day, or none that can be meant."""
    found = {}
    for text in frame["date"].unique():
        day = _day(text)
        row = int(frame["row"][frame["date"] == text].iloc[0])
        if day is None:
            expected = "a day, as YYYY-MM-DD or DD/MM/YYYY"
            refuse_table(file, row, "date", kind(text), expected)
        check_day(file, row, "date", day)
        found[text] = day.isoformat()
    return frame["date"].map(found)


def check_day(file: str, row: int, column: str, day: date) -> None:
    """Refuse a day to come, and one so long ago that a digit of its year is wrong."""
    today = date.today()
    if day > today:
        refuse_table(file, row, column, "a day to come", "a day that has been")
    if day.year < today.year - OLDEST:
        refuse_table(file, row, column, "a day of long ago", f"one of the last {OLDEST} years")


def _day(text: str) -> date | None:
    """A day in ISO 8601, or as the United Kingdom writes it; None for any other text."""
    found = ISO.fullmatch(text) or BRITISH.fullmatch(text)
    try:
        return date(*(int(found[part]) for part in ("year", "month", "day"))) if found else None
    except ValueError:
        return None
