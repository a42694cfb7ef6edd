"""Quality and Outcomes Framework 2020-21: the registers of conditions in each practice."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from geodata.errors import refuse_table
from geodata.refresh.archive import unpack
from geodata.refresh.published import as_text, cells, checked, per_row
from geodata.refresh.source import Area, Fetch, Source
from geodata.schemas import Column, code, count
from geodata.sources.cells import read_cells

ADDRESS = "https://files.digital.nhs.uk/AC/3C964F/QOF2021_v2.zip"
MEMBER = "PREVALENCE_2021_v2.csv"
YEAR = "2020-21"
TABLE = "qof_2020_21"
LISTS = {"TOTAL": "all", **{f"{age:02d}OV": f"{age}+" for age in (6, 16, 17, 18, 50)}}
CONDITIONS = {
    "AF": "atrial_fibrillation",
    "AST": "asthma",
    "CAN": "cancer",
    "CHD": "coronary_heart_disease",
    "CKD": "chronic_kidney_disease",
    "COPD": "copd",
    "DEM": "dementia",
    "DEP": "depression",
    "DM": "diabetes",
    "EP": "epilepsy",
    "HF": "heart_failure",
    "HYP": "hypertension",
    "LD": "learning_disability",
    "MH": "mental_health",
    "NDH": "non_diabetic_hyperglycaemia",
    "OB": "obesity",
    "OST": "osteoporosis",
    "PAD": "peripheral_arterial_disease",
    "PC": "palliative_care",
    "RA": "rheumatoid_arthritis",
    "STIA": "stroke_tia",
}
COLUMNS = {
    "PRACTICE_CODE": code("practice_code", r"[A-Z]\d{5}"),
    "GROUP_CODE": Column("group_code", pattern="|".join(CONDITIONS)),
    "REGISTER": count("register"),
    "PATIENT_LIST_TYPE": Column("list_age", pattern="|".join(LISTS)),
    "PRACTICE_LIST_SIZE": count("list_size", low=1),
}
ORDER = ("practice_code", "year", "group_code", "condition", "register", "list_age", "list_size")


def _read(fetch: Fetch, area: Area) -> Mapping[str, str]:
    """The rows of this year in a file that holds others too, which stay as they are."""
    held = fetch(ADDRESS, kind="zip")
    archive, into = fetch.cache.content(held), fetch.cache.unpacked(held)
    label = f"{TABLE}, {MEMBER}"
    path = unpack(archive, MEMBER, into, label=ADDRESS.rsplit("/", 1)[1])
    found = cells(path, tuple(COLUMNS), label=label)
    before = read_cells(area.figures / area.authority.table(TABLE).file)
    ours = _practices(area) | set(before["practice_code"][before["year"] == YEAR])
    rows = found[found["PRACTICE_CODE"].isin(ours)]
    fresh = checked(rows, COLUMNS, label=label, own={})
    _check_pairs(fresh, before[before["year"] == YEAR], label)
    share = per_row(fresh, _share, label=label, column="REGISTER")
    fresh = fresh.assign(
        year=YEAR,
        condition=fresh["group_code"].map(CONDITIONS),
        list_age=fresh["list_age"].map(LISTS),
        prevalence_pct=share,
    )[[*ORDER, "prevalence_pct"]].sort_values(["practice_code", "group_code"])
    after = before[before["year"] > YEAR]
    return {TABLE: as_text(pd.concat([before[before["year"] < YEAR], fresh, after]))}


def _practices(area: Area) -> set[str]:
    """The practices of the list, and those that other tables know without it."""
    table = area.authority.table_for("practices")
    listed = read_cells(area.figures / table.file)["practice_code"]
    return {*listed, *table.unlisted}


def _check_pairs(fresh: pd.DataFrame, before: pd.DataFrame, label: str) -> None:
    """Refuse a practice and group given twice, and one that was there before and is not now."""
    pair = ["practice_code", "group_code"]
    for line in fresh.index[fresh.duplicated(pair)]:
        found = " ".join(fresh.loc[line, pair])
        refuse_table(label, int(line) + 2, "GROUP_CODE", f"{found} again", "each once")
    held = set(fresh[pair].itertuples(index=False, name=None))
    for one in before[pair].itertuples(index=False, name=None):
        if one not in held:
            refuse_table(label, 0, "GROUP_CODE", f"no row for {' '.join(one)}", "as before")


def _share(row: pd.Series[str]) -> str:
    """Per cent of the list, to three decimals; a register above its list is refused."""
    register, patients = int(row["register"]), int(row["list_size"])
    if register > patients:
        raise ValueError(row["register"], f"at most the {patients} patients of the list")
    return str(round(100 * register / patients, 3))


SOURCE = Source(
    key=TABLE,
    tables=(TABLE,),
    addresses=lambda _: {ADDRESS: "zip"},
    read=_read,
)
