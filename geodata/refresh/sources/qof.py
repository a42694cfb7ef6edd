"""Quality and Outcomes Framework: the registers of conditions in each practice, by edition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from geodata.errors import refuse_table
from geodata.refresh.archive import unpack
from geodata.refresh.published import as_text, cells, checked, per_row
from geodata.refresh.source import Area, Fetch, Source
from geodata.refresh.totals import Total
from geodata.refresh.totals import check as check_total
from geodata.schemas import Column, code, count
from geodata.sources.cells import read_cells

PLACE = "https://files.digital.nhs.uk/"
ENGLAND = "qof_england"
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
COUNTRY = ("year", "group_code", "register", "list_size", "prevalence_pct", "practices")


@dataclass(frozen=True)
class Edition:
    """A year, its table, the archive and the member, and how many practices that has, if known."""

    year: str
    table: str
    archive: str
    member: str
    total: Total | None = None

    @property
    def tables(self) -> tuple[str, ...]:
        """The table of practices, and England's for the years that it has."""
        return (self.table, ENGLAND) if self.year > FIRST else (self.table,)

    @property
    def address(self) -> str:
        """Where the archive is."""
        return PLACE + self.archive

    def addresses(self, _: Area) -> dict[str, str]:
        """That of the archive."""
        return {self.address: "zip"}

    def read(self, fetch: Fetch, area: Area) -> Mapping[str, str]:
        """The rows of this year in files that hold others too, which stay as they are."""
        held = fetch(self.address, kind="zip")
        archive, into = fetch.cache.content(held), fetch.cache.unpacked(held)
        label = f"{self.table}, {self.member}"
        path = unpack(archive, self.member, into, label=self.address.rsplit("/", 1)[1])
        found = cells(path, tuple(COLUMNS), label=label)
        if area.whole and self.total:
            check_total(found, "PRACTICE_CODE", self.total, label=label)
        before = _held(area, self.table, (*ORDER, "prevalence_pct"))
        ours = _practices(area) | set(before["practice_code"][before["year"] == self.year])
        rows = found[found["PRACTICE_CODE"].isin(ours)]
        fresh = checked(rows, COLUMNS, label=label, own={})
        _check_pairs(fresh, before[before["year"] == self.year], label)
        _check_other_years(fresh, before[before["year"] != self.year], label)
        share = per_row(fresh, _share, label=label, column="REGISTER")
        fresh = fresh.assign(
            year=self.year,
            condition=fresh["group_code"].map(CONDITIONS),
            list_age=fresh["list_age"].map(LISTS),
            prevalence_pct=[str(float(one)) for one in share] if self.year == FIRST else share,
        )[[*ORDER, "prevalence_pct"]].sort_values(["practice_code", "group_code"])
        texts = {self.table: as_text(_among(before, fresh, self.year))}
        if area.whole and ENGLAND in self.tables:
            england = _held(area, ENGLAND, COUNTRY)
            texts[ENGLAND] = as_text(_among(england, _england(found, self.year, label), self.year))
        return texts


FIRST = "2020-21"
EDITIONS = (
    Edition(FIRST, "qof_2020_21", "AC/3C964F/QOF2021_v2.zip", "PREVALENCE_2021_v2.csv"),
    Edition(
        "2021-22",
        "qof_2021_22",
        "90/6F833F/QOF_2122_V2.zip",
        "PREVALENCE_2122_V2.csv",
        Total(6_470),
    ),
    Edition(
        "2022-23",
        "qof_2022_23",
        "32/40B931/QOF%202022-23%20Raw%20data%20.csv%20files.zip",
        "PREVALENCE_2223.csv",
        Total(6_378),
    ),
    Edition("2024-25", "qof_2024_25", "95/4708D7/QOF2425.zip", "PREVALENCE_2425.csv", Total(6_188)),
)


def _held(area: Area, table: str, names: Sequence[str]) -> pd.DataFrame:
    """The cells of a table of before, or none under these names."""
    path = area.file(table)
    return read_cells(path) if path.exists() else pd.DataFrame(columns=list(names), dtype=str)


def _among(before: pd.DataFrame, fresh: pd.DataFrame, year: str) -> pd.DataFrame:
    """The rows of a year in the place of those that were there."""
    return pd.concat([before[before["year"] < year], fresh, before[before["year"] > year]])


def _england(found: pd.DataFrame, year: str, label: str) -> pd.DataFrame:
    """Registers and lists of every practice added up, a row for each group."""
    every = checked(found, COLUMNS, label=label, own={})
    counted = every.assign(**{name: every[name].astype(int) for name in ("register", "list_size")})
    groups = counted.groupby("group_code", as_index=False).agg(
        register=("register", "sum"),
        list_size=("list_size", "sum"),
        practices=("practice_code", "nunique"),
    )
    share = (100 * groups["register"] / groups["list_size"]).round(4)
    return groups.assign(
        year=year, register=groups["register"].astype(float), prevalence_pct=share
    )[list(COUNTRY)].astype(str)


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


def _check_other_years(fresh: pd.DataFrame, others: pd.DataFrame, label: str) -> None:
    """Refuse the registers of another year that is held: a file does not say of which it is."""
    same = fresh.merge(others, on=["practice_code", "group_code", "register", "list_size"])
    for year, rows in same.groupby("year"):
        if 2 * len(rows) > len(fresh):
            found = f"{len(rows):,} registers of {len(fresh):,} as in {year!s}"
            refuse_table(label, 0, "REGISTER", found, "those of another year")


def _share(row: pd.Series[str]) -> str:
    """Per cent of the list, with three decimals; a register above its list is refused."""
    register, patients = int(row["register"]), int(row["list_size"])
    if register > patients:
        raise ValueError(row["register"], f"at most the {patients} patients of the list")
    return f"{100 * register / patients:.3f}"


SOURCES = tuple(
    Source(one.table, one.tables, one.addresses, one.read, needs=("practices",)) for one in EDITIONS
)
