"""English Indices of Deprivation 2015, File 7: the overall index of LSOAs of 2011."""

from __future__ import annotations

from collections.abc import Mapping

from geodata.refresh.published import as_text, checked
from geodata.refresh.source import Area, Fetch, Source
from geodata.refresh.sources.deprivation import IMD, File7, ranks
from geodata.schemas import code

ADDRESS = (
    "https://assets.publishing.service.gov.uk/government/uploads/system/uploads/attachment_data/"
    "file/467774/File_7_ID_2015_All_ranks__deciles_and_scores_for_the_Indices_of_Deprivation__"
    "and_population_denominators.csv"
)
LEVEL = ("lsoa", 2011)
TOTAL = 32_844
CODE = "LSOA code (2011)"
COLUMNS = {CODE: code("lsoa11_code", r"E01\d{6}"), **ranks({"imd": IMD}, TOTAL)}
FILE = File7("imd_2015", ADDRESS, LEVEL, CODE, TOTAL, "2013")


def _read(fetch: Fetch, area: Area) -> Mapping[str, str]:
    rows, label = FILE.rows(fetch, area, COLUMNS), FILE.label
    return {"imd_2015": as_text(checked(rows, COLUMNS, label=label, own={}))}


SOURCE = Source(
    key="imd_2015",
    tables=("imd_2015",),
    addresses=lambda _: {ADDRESS: "csv"},
    read=_read,
)
