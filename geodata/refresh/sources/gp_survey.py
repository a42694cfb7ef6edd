"""GP Patient Survey 2025: how many of a practice's patients call it good, and how many answered.

The file has a column for each answer to each question, over a thousand. Its questions, and with
them its headings, are others each year; those before 2024 were of another series. Percentages are
fractions in it, and cells below nought are marks.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from geodata import marks
from geodata.refresh import long_file, practices
from geodata.refresh.published import as_text, check_once, checked, per_row
from geodata.refresh.source import Area, Fetch, Source
from geodata.refresh.totals import Total
from geodata.refresh.totals import check as check_total
from geodata.schemas import code, count, figure, number

TABLE = "patient_survey_2025"
FILE = "GPPS_2025_Practice_data_(weighted)_(csv)_PUBLIC.csv"
ADDRESS = (
    "https://www.gp-patient.co.uk/FileDownload/Download?fileRedirect="
    f"2025%2Fsurvey-results%2Fpractice-results%2Fpractice-data-csv%2F{FILE}"
)
CODE, GOOD, ANSWERS = "ad_practicecode", "overallexp.pcteval", "overallexp.baseevaluw"
ENGLAND = Total(6_215)
COLUMNS = {
    CODE: code(practices.OWN, r"[A-Z]\d{5}"),
    GOOD: figure(number("overall_good_pct", low=0, high=1)),
    ANSWERS: figure(count("answers")),
}


def _read(fetch: Fetch, area: Area) -> Mapping[str, str]:
    path = fetch.cache.content(fetch(ADDRESS, kind="csv"))
    label = f"{TABLE}, {FILE}"
    rows = list(long_file.rows(path, tuple(COLUMNS), label=label))
    found = pd.DataFrame(
        [cells for _, cells in rows], index=[line - 2 for line, _ in rows], columns=list(COLUMNS)
    )
    if area.whole:
        check_total(found, CODE, ENGLAND, label=label)
    found = found[found[CODE].isin(practices.ours(area, TABLE))].sort_values(CODE)
    check_once(found, CODE, label=label)
    practices.check_there(area, TABLE, set(found[CODE]), label=label, column=CODE)
    own = dict(area.authority.table(TABLE).marks)
    fresh = checked(found, COLUMNS, label=label, own=own)

    def percent(row: pd.Series[str]) -> str:
        cell = row["overall_good_pct"]
        known = marks.meaning(cell, own) == marks.OK
        return str(round(100 * float(cell), 4)) if known else cell

    share = per_row(fresh, percent, label=label, column=GOOD)
    return {TABLE: as_text(fresh.assign(overall_good_pct=share))}


SOURCE = Source(
    key=TABLE,
    tables=(TABLE,),
    addresses=lambda _: {ADDRESS: "csv"},
    read=_read,
    needs=("practices",),
)
