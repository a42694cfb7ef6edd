"""The layout of a file of local figures: its template, and reading it.

Lines of a name and a text, an empty line, then a table: a place, a count and what it is out of,
and, where the figures have them, a dose (or programme), an age, a sex and a date.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from geodata.errors import ExplorerError, refuse_table
from geodata.own.ages import in_order
from geodata.own.heading import EXAMPLE, Heading, read_heading
from geodata.own.rows import DIMENSIONS, checked_dates, kind, whole_numbers
from geodata.sources.cells import KIND, frame_of, lines_of
from geodata.text_files import TextFileError, UnreadableError, printable_name, read_text

NEEDED = ("area", "count", "out_of")
SEXES = ("female", "male", "not known")
LONGEST_WORD = 60
MOST_LINES = 2_000_000  # which take 1.3 GB to read and place
TEMPLATE = f"""\
title,{EXAMPLE.capitalize()}: flu vaccination
counts,{EXAMPLE.capitalize()}: people with a flu vaccination
out of,{EXAMPLE.capitalize()}: people offered one
publisher,{EXAMPLE.capitalize()}: the council's public health team
published,YYYY-MM
period,
dates,added up
more is,better
audience,restricted
licence,

area,dose,age,sex,date,count,out_of
EXAMPLE 1,first dose,under 65,female,YYYY-MM-DD,312,410
EXAMPLE 1,first dose,65 and over,female,YYYY-MM-DD,98,120
"""


@dataclass(frozen=True, eq=False)
class Delivery:
    """A file that was read: its heading, and its rows.

    `rows` has the columns area, dose, age, sex (texts, "" where the file has no such column), date
    (ISO 8601, or the period), count and out_of (whole numbers), and `row`, the line of the file.
    """

    file: str
    heading: Heading
    rows: pd.DataFrame


def read_delivery(path: Path) -> Delivery:
    """Read and check a file; every refusal is a TableError with row, column, found and expected.

    But for a file that cannot be opened, of which nothing is known: ExplorerError. A refusal may
    end in a log: it names no count, and no text where a postcode or somebody's name may stand.
    """
    file = printable_name(path)
    lines = _lines(path)
    above = _above(file, lines)
    heading = read_heading(file, lines[:above])
    lines[above] = ",".join(_columns(file, lines[above], above + 1))
    frame = frame_of(file, lines, above=above)
    if frame.empty:
        refuse_table(file, above + 1, "", "no row", "a row for each place")
    rows = range(above + 2, above + 2 + len(frame))
    frame = frame.apply(lambda column: column.str.strip()).assign(row=list(rows))
    left = frame[frame["area"].str.lower().str.startswith(EXAMPLE)]
    if len(left):
        found, expected = "an example of the template", "figures of your own"
        refuse_table(file, int(left["row"].iloc[0]), "area", found, expected)
    dated = "date" in frame.columns
    if dated == bool(heading.period):
        found = "both a period and dates" if dated else "neither a column date nor a line period"
        refuse_table(file, 0, "date", found, "one of the two")
    frame = frame.assign(**{name: "" for name in DIMENSIONS if name not in frame.columns})
    frame["date"] = checked_dates(file, frame) if dated else heading.period
    _check_words(file, frame)
    for name in ("count", "out_of"):
        frame[name] = whole_numbers(file, frame, name)
    for row in frame[frame["count"] > frame["out_of"]]["row"]:
        refuse_table(file, row, "count", "more than it is out of", "as many at most")
    return Delivery(file, heading, frame[["area", *DIMENSIONS, "count", "out_of", "row"]])


def _lines(path: Path) -> list[str]:
    """The lines of a file, read once: another may be put in its place at any moment."""
    file = printable_name(path)
    try:
        lines = lines_of(read_text(path, KIND))
    except UnreadableError as error:
        raise ExplorerError(f"{file}: {error}.") from error
    except TextFileError as error:
        refuse_table(file, error.row, "", error.found, error.expected)
    if len(lines) > MOST_LINES:
        expected = f"at most {MOST_LINES:,}: add postcodes up by small area first"
        refuse_table(file, 0, "", f"{len(lines):,} lines", expected)
    return lines


def _above(file: str, lines: list[str]) -> int:
    """How many lines stand above the table; TableError where there is no table."""
    for at, line in enumerate(lines):
        start = line.strip().strip('"').lower()
        if start.startswith(("area,", 'area",')):
            return at
        for sign, words in ((";", "semicolons"), ("\t", "tabs")):
            first = line.partition(sign)[0] if sign in line else ","
            if "," not in first and (at == 0 or start.startswith("area")):
                expected = 'commas: save it as "CSV UTF-8 (comma delimited)"'
                refuse_table(file, at + 1, "", f"{words} between cells", expected)
    lines_above = "below the lines that say what is counted: see add --template"
    expected = f"a heading with {', '.join(NEEDED)} {lines_above}"
    return refuse_table(file, 0, "", "no heading that begins with area", expected)


def _columns(file: str, line: str, row: int) -> list[str]:
    """The names of the columns, in the order of the file.

    TableError names a column that is not known by its place: a row may stand there by mistake.
    """
    names = [name.strip().lower() for name in line.replace('"', "").split(",")]
    for at, name in enumerate(names, start=1):
        if name not in (*NEEDED, *DIMENSIONS, "programme"):
            what = "a column of no use" if name else "a column without a name"
            expected = f"of {', '.join((*NEEDED, *DIMENSIONS))} alone"
            refuse_table(file, row, f"number {at}", what, expected)
    found = ["dose" if name == "programme" else name for name in names]
    for name in NEEDED:
        if name not in found:
            refuse_table(file, row, name, "no such column", f"{', '.join(NEEDED)} at least")
    for name in found:
        if found.count(name) > 1:
            both = "both dose and programme" if names.count(name) == 1 else f"two columns {name}"
            refuse_table(file, row, name, both, "one of the two")
    return found


def _check_words(file: str, frame: pd.DataFrame) -> None:
    """Doses, ages and sexes: said in every row or in none, and ages that do not overlap."""
    for name in ("dose", "age", "sex"):
        words = frame[name].drop_duplicates()
        for row, word in frame.loc[words.index, ["row", name]].itertuples(index=False):
            if word == "" and len(words) > 1:
                refuse_table(file, row, name, "an empty cell", f"a word, as in other rows' {name}")
            if len(word) > LONGEST_WORD or not word.isprintable() or set(word) & set("{}"):
                refuse_table(file, row, name, "a text that is long or odd", "a few plain words")
            if name == "sex" and word not in ("", *SEXES):
                expected = f"one of {', '.join(SEXES)}; totals are added up here"
                refuse_table(file, row, name, kind(word), expected)
    ages = frame[["age", "row"]].drop_duplicates("age")
    in_order(file, dict(zip(ages["age"], ages["row"].tolist(), strict=True)))
