"""Texts that a spreadsheet would run or change when it opens a file of plain text.

A spreadsheet reads "2025-10" as October 2025, "1-7" as the seventh of January, "1E5" as a number
and "=A1" as a formula. An apostrophe in front makes each of them text; a month or a percentage is
better said in words that need none.
"""

from __future__ import annotations

import re
from calendar import month_name

from geodata.format import month

MARK = "'"
_RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    "sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_DAYS = (
    "mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs(?:day)?)?|fri(?:day)?|sat(?:urday)?|"
    "sun(?:day)?"
)
_TIME = re.compile(
    rf"(?=.*\d)(?:\d+(?:st|nd|rd|th)?|{_MONTHS}|{_DAYS}|[ap]m|\s[ap]\b|[tz](?![a-z])|[-/.:,\s])+",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"[£$€¥(\s]*[\d.,\s’]*\d[\d.,\s’]*(?:[ed][+-]?\d+)?[\s%‰)£$€¥]*", re.IGNORECASE
)
_PERCENT = re.compile(r"([\d.,]+)\s?%")
_MONTH = re.compile(rf"(?:{'|'.join(month_name[1:])}) \d{{4}}")
_ISO_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")
_WORD = re.compile(r"true|false|#(?:n/a|ref!|value!|div/0!|name\?|num!|null!)", re.IGNORECASE)
_WHOLE = re.compile(r"0|[1-9]\d{0,14}", re.ASCII)


def taken(text: str) -> bool:
    """Whether a spreadsheet makes something else of a text: a formula, date, number or error.

    A whole number without leading noughts stays what it is.
    """
    bare = text.strip()
    if text.startswith(_RUNS) or bare.startswith(_RUNS):
        return True
    if _WHOLE.fullmatch(bare):
        return False
    return any(one.fullmatch(bare) for one in (_TIME, _NUMBER, _WORD))


def worded(text: str) -> str:
    """A month or a percentage as words: "in June 2025", "5 per cent". All else stays as it is."""
    if _MONTH.fullmatch(text):
        return f"in {text}"
    if _ISO_MONTH.fullmatch(text):
        return f"in {month(text)}"
    return _PERCENT.sub(r"\1 per cent", text) if _PERCENT.fullmatch(text) else text


def disarmed(text: str) -> str:
    """The text, with an apostrophe in front where a spreadsheet would run or change it.

    One that begins with apostrophes gets another where it would be taken without them, so that
    `armed` always gives back what was written.
    """
    return MARK + text if taken(text.lstrip(MARK)) else text


def armed(text: str) -> str:
    """The text that was disarmed."""
    return text.removeprefix(MARK) if taken(text.lstrip(MARK)) else text
