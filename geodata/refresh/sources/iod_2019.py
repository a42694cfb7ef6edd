"""English Indices of Deprivation 2019, File 7: ranks of LSOAs of 2011."""

from __future__ import annotations

from collections.abc import Mapping

from geodata.refresh.published import as_text, checked
from geodata.refresh.source import Area, Fetch, Source
from geodata.refresh.sources.deprivation import DOMAINS, IMD, File7, ranks, score
from geodata.schemas import code, text

ADDRESS = (
    "https://assets.publishing.service.gov.uk/government/uploads/system/uploads/attachment_data/"
    "file/845345/"
    "File_7_-_All_IoD2019_Scores__Ranks__Deciles_and_Population_Denominators_3.csv"
)
LEVEL = ("lsoa", 2011)
TOTAL = 32_844
CODE = "LSOA code (2011)"
WHO = {CODE: code("lsoa11_code", r"E01\d{6}"), "LSOA name (2011)": text("lsoa11_name")}
OVERALL = ranks({"imd": IMD}, TOTAL)
HEALTH = {**score("health", DOMAINS["health"]), **ranks({"health": DOMAINS["health"]}, TOTAL)}
EACH = ranks(DOMAINS, TOTAL)
COLUMNS = tuple(dict.fromkeys((*WHO, *OVERALL, *HEALTH, *EACH)))
FILE = File7("iod_2019", ADDRESS, LEVEL, CODE, TOTAL, "2019")


def _read(fetch: Fetch, area: Area) -> Mapping[str, str]:
    rows, label = FILE.rows(fetch, area, COLUMNS), FILE.label
    parts = {
        "imd_2019": {**WHO, **OVERALL},
        "imd_2019_health": {**WHO, **HEALTH},
        "iod_2019_domains": {CODE: WHO[CODE], **EACH},
    }
    return {
        table: as_text(checked(rows, columns, label=label, own={}))
        for table, columns in parts.items()
    }


SOURCE = Source(
    key="iod_2019",
    tables=("imd_2019", "imd_2019_health", "iod_2019_domains"),
    addresses=lambda _: {ADDRESS: "csv"},
    read=_read,
)
