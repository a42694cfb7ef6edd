"""Cells of a file of local figures: whole numbers and dates."""

from __future__ import annotations

import re
from datetime import date

import pandas as pd

from geodata.errors import refuse_table

DIMENSIONS = ("dose", "age", "sex", "date")
DIGITS = 9
LIKE_A_DAY = re.compile(r"[0-9]{1,4}([-/.])[0-9]{1,2}\1[0-9]{1,4}")


def shown(text: str) -> str:
    """A text as a refusal may repeat it: none that may be a count or a postcode."""
    if not text:
        return "an empty cell"
    if any(letter.isdigit() for letter in text) and not LIKE_A_DAY.fullmatch(text):
        return "a text with digits"
    return repr(text)


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
    return "a mark or a word" if not text.isdigit() else f"more than {DIGITS} digits"


def checked_dates(file: str, frame: pd.DataFrame) -> pd.Series[str]:
    """The column of dates in ISO 8601; TableError for what is no day, or one yet to come."""
    found = {}
    for text in frame["date"].unique():
        day = _day(text)
        row = int(frame["row"][frame["date"] == text].iloc[0])
        if day is None:
            expected = "a day, as YYYY-MM-DD or DD/MM/YYYY"
            refuse_table(file, row, "date", shown(text[:20]), expected)
        if day > date.today():
            refuse_table(file, row, "date", text, "a day that has been")
        found[text] = day.isoformat()
    return frame["date"].map(found)


def _day(text: str) -> date | None:
    """A day in ISO 8601, or as the United Kingdom writes it; None for any other text."""
    parts = text.split("/")
    try:
        return date(*map(int, parts[::-1])) if len(parts) == 3 else date.fromisoformat(text)
    except ValueError:
        return None
