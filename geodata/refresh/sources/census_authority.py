"""Census 2021 of a whole authority: Nomis's archives again, their members for local authorities.

Categories have shorter names than the publisher's, by census_authority.toml. The people of a topic
to whom its question does not apply are not in these archives; such lines of the table stay.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from geodata.errors import refuse_table
from geodata.refresh.archive import unpack
from geodata.refresh.published import as_text, cells, checked
from geodata.refresh.source import Area, Fetch, Source
from geodata.refresh.sources.census_2021 import CODE, MEASURE, PLACE, check_year
from geodata.refresh.totals import Total
from geodata.refresh.totals import check as check_total
from geodata.schemas import count
from geodata.sources.cells import read_cells
from geodata.text_files import read_toml

TABLE = "borough_census_2021"
AUTHORITIES = Total(331)  # of England and Wales
FILE = Path(__file__).with_suffix(".toml")
ROW = ["topic", "table", "category", "count", "unit", "population_of_table"]


@dataclass(frozen=True)
class Topic:
    """A part of the table: see the head of census_authority.toml."""

    topic: str
    archive: str
    title: str
    total: str
    unit: str
    population: str
    categories: Mapping[str, str]

    @property
    def address(self) -> str:
        """Where the archive is."""
        return PLACE.format(topic=self.archive)

    def rows(self, fetch: Fetch, area: Area, before: pd.DataFrame) -> list[list[str]]:
        """The rows of the topic: those that stay, then the categories, which make the total."""
        held = fetch(self.address, kind="zip")
        member = f"census2021-{self.archive}-ltla.csv"
        into, name = fetch.cache.unpacked(held), f"census2021-{self.archive}.zip"
        path = unpack(fetch.cache.content(held), member, into, label=name)
        counts = self._counts(path, area, f"{TABLE}, {member}")
        same = [self.unit, self.population]
        stay = before[(before["topic"] == self.topic) & ~before["category"].isin(self.categories)]
        return stay[ROW].to_numpy().tolist() + [
            [self.topic, self.archive.upper(), ours, counts[ours], *same]
            for ours in self.categories
        ]

    def _counts(self, path: Path, area: Area, label: str) -> dict[str, str]:
        names = {ours: f"{self.title}: {theirs}" for ours, theirs in self.categories.items()}
        total = f"{self.title}: {self.total}"
        found = cells(path, (CODE, "date", total, *names.values()), label=label, ending=MEASURE)
        if area.whole:
            check_total(found, CODE, AUTHORITIES, label=label)
        code = area.authority.code
        row = found[found[CODE] == code]
        if len(row) != 1:
            refuse_table(label, 0, CODE, f"{len(row)} rows for {code}", "one")
        check_year(row["date"], label)
        columns = {one: count(one) for one in (total, *names.values())}
        own = checked(row, columns, label=label, own={}).iloc[0]
        added = sum(int(own[one]) for one in names.values())
        if added != int(own[total]):
            expected = f"{added}, what its {len(names)} categories add up to"
            refuse_table(label, int(row.index[0]) + 2, total, own[total], expected)
        return {ours: own[theirs] for ours, theirs in names.items()}


TOPICS = tuple(Topic(key, **entry) for key, entry in read_toml(FILE, "a TOML file").items())


def _read(fetch: Fetch, area: Area) -> Mapping[str, str]:
    path = area.file(TABLE)
    before = read_cells(path) if path.exists() else pd.DataFrame(columns=ROW)
    rows = [row for topic in TOPICS for row in topic.rows(fetch, area, before)]
    return {TABLE: as_text(pd.DataFrame(rows, columns=ROW))}


SOURCE = Source(
    key=TABLE,
    tables=(TABLE,),
    addresses=lambda _: {topic.address: "zip" for topic in TOPICS},
    read=_read,
)
