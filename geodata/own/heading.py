"""The lines above the table of a file of local figures: what it counts, of whom, for whom."""

from __future__ import annotations

import csv
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any
from unicodedata import category

from geodata.catalogue.indicators import AUDIENCES, PUBLISHED
from geodata.catalogue.model import THEMES
from geodata.errors import refuse_table
from geodata.own.rows import check_day, kind

NEEDED = ("title", "counts", "out of", "publisher", "published")
CHOICES = {
    "dates": ("added up", "each alone"),
    "more is": ("better", "worse", "neither"),
    "audience": AUDIENCES[::-1],
    "theme": ("vaccination", *(one for one in THEMES if one != "vaccination")),
}
NAMES = (*NEEDED, "period", "licence", *CHOICES)
LONGEST = 120  # characters of a text
EXAMPLE = "example"  # how what the template says begins
UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")  # characters that control or hide others


@dataclass(frozen=True)
class Heading:
    """What a file says of its figures.

    `counts` are the people counted ("people with a first dose"), `out_of` those they are counted
    among. `published` is a year, month or day in ISO 8601. `period` is when it was so, for a file
    without a column of dates. `added_up` says that counts include those of the dates before.
    """

    title: str
    counts: str
    out_of: str
    publisher: str
    published: str
    period: str
    licence: str
    theme: str
    audience: str
    more_is: str
    added_up: bool


def read_heading(file: str, lines: list[str]) -> Heading:
    """The lines above a table as a heading; TableError with the row for what is not understood."""
    said: dict[str, str] = {}
    for row, line in enumerate(lines, start=1):
        cells = _cells(file, row, line)
        name, text = cells[0].lower() if cells else "", ", ".join(filter(None, cells[1:]))
        if not name and not text:
            continue
        if name not in NAMES:
            near = get_close_matches(name, NAMES, n=1)
            expected = near[0] if near else f"one of {', '.join(NAMES)}, or the heading (area, …)"
            refuse_table(file, row, "", "another word" if near else kind(name), expected)
        if name in said:
            refuse_table(file, row, name, f"{name} again", "each line once")
        said[name] = _checked(file, row, name, text)
    for name in NEEDED:
        if not said.get(name):
            refuse_table(file, 0, "", f"no line {name!r}", "one, above the table")
    chosen: dict[str, Any] = {name: said.get(name) or CHOICES[name][0] for name in CHOICES}
    return Heading(
        title=said["title"],
        counts=said["counts"],
        out_of=said["out of"],
        publisher=said["publisher"],
        published=said["published"],
        period=said.get("period", ""),
        licence=said.get("licence") or "Not for publication",
        theme=chosen["theme"],
        audience=chosen["audience"],
        more_is=chosen["more is"],
        added_up=chosen["dates"] == CHOICES["dates"][0],
    )


def _cells(file: str, row: int, line: str) -> list[str]:
    try:
        return [cell.strip() for cell in next(csv.reader([line]), [])]
    except csv.Error:  # a cell of more letters than csv takes
        found, expected = f"a line of {len(line):,} characters", "a name and a few words"
        return refuse_table(file, row, "", found, expected)


def _checked(file: str, row: int, name: str, text: str) -> str:
    """The text of a line, or TableError."""
    if text.lower().startswith(EXAMPLE):
        refuse_table(file, row, name, "the words of the template", "words of your own")
    if name in CHOICES:
        if text.lower() not in ("", *CHOICES[name]):
            refuse_table(file, row, name, kind(text), f"one of {', '.join(CHOICES[name])}")
        return text.lower()
    if len(text) > LONGEST:
        refuse_table(file, row, name, f"{len(text)} characters", f"at most {LONGEST}")
    if set(text) & set("{}") or any(category(one) in UNSEEN for one in text):
        refuse_table(file, row, name, "braces or control characters", "plain words")
    if name == "title" and not any(one.isascii() and one.isalnum() for one in text):
        refuse_table(file, row, name, "none of the letters a to z", "words with some of them")
    if name == "published":
        _check_published(file, row, text)
    return text


def _check_published(file: str, row: int, text: str) -> None:
    """Refuse what is no year, month or day, or none that can be meant."""
    day = None
    if PUBLISHED.fullmatch(text):
        with suppress(ValueError):
            day = date(*map(int, f"{text}-01-01".split("-")[:3]))
    if day is None:
        refuse_table(file, row, "published", kind(text), "YYYY, YYYY-MM or YYYY-MM-DD")
    check_day(file, row, "published", day)
