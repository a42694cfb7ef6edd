"""Census 2011 as Nomis gives it: a CSV file for each topic, with every LSOA of 2011."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from geodata.errors import refuse_table
from geodata.geography import LSOA_BEFORE, column
from geodata.refresh.joined import added
from geodata.refresh.published import as_text, checked, rows_of
from geodata.refresh.source import Area, Fetch, Source
from geodata.refresh.sources.census_2021 import CODE, MEASURE
from geodata.refresh.totals import Total
from geodata.schemas import code, count, figure
from geodata.sources.cells import read_cells

PLACE = (
    "https://www.nomisweb.co.uk/api/v01/dataset/{dataset}.bulk.csv"
    "?time=latest&measures=20100&rural_urban=total&geography=TYPE298"
)
LEVEL = LSOA_BEFORE
YEAR = "2011"
AREAS, RESIDENTS = 34_753, 56_075_912  # of England and Wales
OWN, NAME = column(LSOA_BEFORE, "code"), column(LSOA_BEFORE, "name")
GROUPS = {
    "White: English/Welsh/Scottish/Northern Irish/British": "white_british",
    "White: Irish": "white_irish",
    "White: Gypsy or Irish Traveller": "white_gypsy_irish_traveller",
    "White: Other White": "white_other",
    "Mixed/multiple ethnic groups: White and Black Caribbean": "mixed_white_black_caribbean",
    "Mixed/multiple ethnic groups: White and Black African": "mixed_white_black_african",
    "Mixed/multiple ethnic groups: White and Asian": "mixed_white_asian",
    "Mixed/multiple ethnic groups: Other Mixed": "mixed_other",
    "Asian/Asian British: Indian": "asian_indian",
    "Asian/Asian British: Pakistani": "asian_pakistani",
    "Asian/Asian British: Bangladeshi": "asian_bangladeshi",
    "Asian/Asian British: Chinese": "asian_chinese",
    "Asian/Asian British: Other Asian": "asian_other",
    "Black/African/Caribbean/Black British: African": "black_african",
    "Black/African/Caribbean/Black British: Caribbean": "black_caribbean",
    "Black/African/Caribbean/Black British: Other Black": "black_other",
    "Other ethnic group: Arab": "other_arab",
    "Other ethnic group: Any other ethnic group": "other_any_other",
}
RELIGIONS = {
    "No religion": "no_religion",
    "Christian": "christian",
    "Buddhist": "buddhist",
    "Hindu": "hindu",
    "Jewish": "jewish",
    "Muslim": "muslim",
    "Sikh": "sikh",
    "Other religion": "other_religion",
    "Religion not stated": "not_stated",
}


@dataclass(frozen=True)
class Topic:
    """A table: the dataset of Nomis, how its headings begin, our column for each of them.

    `added` is a column of ours that is the sum of all. Columns of the table that are none of these
    were compiled from elsewhere and stay.
    """

    table: str
    dataset: str
    title: str
    columns: Mapping[str, str]
    total: Total
    added: str = ""

    @property
    def address(self) -> str:
        """Where Nomis has every LSOA."""
        return PLACE.format(dataset=self.dataset)

    @property
    def names(self) -> dict[str, str]:
        """Our columns by the publisher's headings."""
        return {f"{self.title}: {one}": own for one, own in self.columns.items()}

    def addresses(self, _: Area) -> dict[str, str]:
        """That of the file."""
        return {self.address: "csv"}

    def read(self, fetch: Fetch, area: Area) -> Mapping[str, str]:
        """The rows of the area, in the columns and the order of the table."""
        label = f"{self.table}, Nomis {self.dataset}"
        rows = rows_of(
            fetch.cache.content(fetch(self.address, kind="csv")),
            LEVEL,
            area,
            code=CODE,
            columns=("date", *self.names),
            label=label,
            ending=MEASURE,
            total=self.total,
            counts=tuple(self.names),
        )
        for line, found in zip(rows.index, rows["date"], strict=True):
            if found != YEAR:
                refuse_table(label, int(line) + 2, "date", repr(found), f"the census of {YEAR}")
        columns = {one: figure(count(own)) for one, own in self.names.items()}
        fresh = checked(rows, {CODE: code(OWN, r"E01\d{6}"), **columns}, label=label, own={})
        if self.added:
            counts = fresh[list(self.columns.values())]
            fresh.insert(1, self.added, counts.apply(added, axis=1))
        return {self.table: as_text(self._among(fresh, area))}

    def _among(self, fresh: pd.DataFrame, area: Area) -> pd.DataFrame:
        """In the columns and the order of before; a table that is new has names where it must."""
        path = area.file(self.table)
        if not path.exists():
            if area.authority.table(self.table).named:
                fresh.insert(1, NAME, fresh[OWN].map(area.names[LEVEL]))
            return fresh
        before = read_cells(path)
        by_code = fresh.set_index(OWN)
        for name in by_code.columns:
            before[name] = before[OWN].map(by_code[name])
        return before


TOPICS = (
    Topic(
        table="census_2011",
        dataset="nm_144_1",
        title="Variable",
        columns={
            "All usual residents": "residents",
            "Lives in a household": "in_households",
            "Lives in a communal establishment": "in_communal_establishments",
        },
        total=Total(AREAS, {"Variable: All usual residents": RESIDENTS}),
    ),
    Topic(
        table="ethnic_group_2011",
        dataset="nm_608_1",
        title="Ethnic Group",
        columns={"All usual residents": "total", **GROUPS},
        total=Total(AREAS, {"Ethnic Group: All usual residents": RESIDENTS}),
    ),
    Topic(
        table="religion_2011",
        dataset="nm_616_1",
        title="Religion",
        columns=RELIGIONS,
        total=Total(AREAS),
        added="total",
    ),
)
SOURCES = tuple(Source(one.table, (one.table,), one.addresses, one.read) for one in TOPICS)
