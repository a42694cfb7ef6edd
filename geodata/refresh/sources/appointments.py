"""Appointments in General Practice: of each practice in a month, by days from booking.

The file has a row for each kind of staff, mode, category and outcome besides; it is added up as it
is read. Its address is another each month, so a person takes it from the page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import pandas as pd

from geodata.errors import refuse_table
from geodata.refresh import long_file, practices
from geodata.refresh.archive import unpack
from geodata.refresh.published import as_text
from geodata.refresh.source import Area, Fetch, Source
from geodata.schemas import is_whole

TABLE = "appointments_2025_04"
PAGE = (
    "https://digital.nhs.uk/data-and-information/publications/statistical/"
    "appointments-in-general-practice/april-2025"
)
ADDRESS = f"{PAGE}#Practice_Level_Crosstab_Apr_25.zip"
MEMBER = "Practice_Level_Crosstab_Apr_25.csv"
MONTH = "01APR2025"
CODE, DATE, WAIT, COUNT = (
    "GP_CODE",
    "APPOINTMENT_MONTH_START_DATE",
    "TIME_BETWEEN_BOOK_AND_APPT",
    "COUNT_OF_APPOINTMENTS",
)
DETAIL = ("HCP_TYPE", "APPT_MODE", "NATIONAL_CATEGORY", "APPT_STATUS")
WAITS = {
    "Same Day": "same_day",
    "1 Day": "1_day",
    "2 to 7 Days": "2_7_days",
    "8  to 14 Days": "8_14_days",
    "15  to 21 Days": "15_21_days",
    "22  to 28 Days": "22_28_days",
    "More than 28 Days": "over_28_days",
    "Unknown / Data Quality": "unknown",
}


def _read(fetch: Fetch, area: Area) -> Mapping[str, str]:
    held = fetch(ADDRESS, kind="zip")
    label = f"{TABLE}, {MEMBER}"
    into, name = fetch.cache.unpacked(held), ADDRESS.rsplit("#", 1)[1]
    path = unpack(fetch.cache.content(held), MEMBER, into, label=name)
    ours = practices.ours(area, TABLE)
    counted: Counter[tuple[str, str]] = Counter()
    seen: dict[tuple[str, ...], int] = {}
    for line, cells in long_file.rows(path, (CODE, WAIT, *DETAIL, DATE, COUNT), label=label):
        if cells[0] in ours:
            _check(line, cells, seen, label)
            counted[cells[0], WAITS[cells[1]]] += int(cells[-1])
    there = sorted({code for code, _ in counted})
    practices.check_there(area, TABLE, there, label=label, column=CODE)
    made = [[code, *(str(counted[code, wait]) for wait in WAITS.values())] for code in there]
    return {TABLE: as_text(pd.DataFrame(made, columns=[practices.OWN, *WAITS.values()]))}


def _check(line: int, cells: list[str], seen: dict[tuple[str, ...], int], label: str) -> None:
    """Refuse another month or wait, what is no number, and a row that was there before."""
    *which, date, count = cells
    if date != MONTH:
        refuse_table(label, line, DATE, repr(date), MONTH)
    if which[1] not in WAITS:
        refuse_table(label, line, WAIT, repr(which[1]), f"one of {', '.join(WAITS)}")
    if not is_whole(count):
        refuse_table(label, line, COUNT, repr(count), "a whole number of 0 or more")
    first = seen.setdefault(tuple(which), line)
    if first != line:
        found = f"{which[0]}, {', '.join(which[1:])} again"
        refuse_table(label, line, CODE, found, f"each once (see row {first})")


SOURCE = Source(
    key=TABLE,
    tables=(TABLE,),
    addresses=lambda _: {ADDRESS: "zip"},
    read=_read,
    needs=("practices",),
)
