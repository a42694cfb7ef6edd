"""Patients Registered at a GP Practice: how many people each practice has on its list.

The address of the file is another each month, so a person takes it from the page. Names, networks
and positions of practices are of elsewhere, and stay. A practice that had no count and has none in
the file keeps an empty cell.
"""

from __future__ import annotations

from collections.abc import Mapping

from geodata.errors import refuse_table
from geodata.refresh.published import as_text, cells, checked
from geodata.refresh.source import Area, Fetch, Source
from geodata.refresh.totals import Total
from geodata.refresh.totals import check as check_total
from geodata.schemas import code, count
from geodata.sources.cells import read_cells

TABLE = "practices"
PAGE = (
    "https://digital.nhs.uk/data-and-information/publications/statistical/"
    "patients-registered-at-a-gp-practice/may-2025"
)
ADDRESS = f"{PAGE}#gp-reg-pat-prac-all.csv"
DAY = "01/05/2025"
TOTAL = Total(6_231, {"NUMBER_OF_PATIENTS": 63_773_098})
COLUMNS = {
    "CODE": code("practice_code", r"[A-Z]\d{5}", unique=True),
    "EXTRACT_DATE": code("day", r"\d\d/\d\d/\d{4}"),
    "NUMBER_OF_PATIENTS": count("patients_2025_05"),
}


def _read(fetch: Fetch, area: Area) -> Mapping[str, str]:
    path = fetch.cache.content(fetch(ADDRESS, kind="csv"))
    label = "practices, gp-reg-pat-prac-all.csv"
    found = cells(path, (*COLUMNS, "SEX", "AGE"), label=label)
    found = found[(found["SEX"] == "ALL") & (found["AGE"] == "ALL")]
    for line in found.index[found["EXTRACT_DATE"] != DAY]:
        refuse_table(label, int(line) + 2, "EXTRACT_DATE", found["EXTRACT_DATE"][line], DAY)
    if area.whole:
        check_total(found, "CODE", TOTAL, label=label)
    before = read_cells(area.file(TABLE))
    counted = before["practice_code"][before["patients_2025_05"] != ""]
    for missing in counted[~counted.isin(found["CODE"])]:
        refuse_table(label, 0, "CODE", f"no row for {missing}", "each practice as before")
    own = found[found["CODE"].isin(before["practice_code"])]
    fresh = checked(own, COLUMNS, label=label, own={}).set_index("practice_code")
    patients = before["practice_code"].map(fresh["patients_2025_05"])
    before["patients_2025_05"] = patients.fillna("")
    return {TABLE: as_text(before)}


SOURCE = Source(
    key="gp_patients",
    tables=(TABLE,),
    addresses=lambda _: {ADDRESS: "csv"},
    read=_read,
    needs=(TABLE,),
)
