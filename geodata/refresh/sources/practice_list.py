"""The list of practices of an authority that has none: by the register, the postcodes and the QOF.

Those listed are the active general practices of the register whose postcode lies in the authority.
Ward, small area and point are the postcode's. Networks are those of the Quality and Outcomes
Framework's own mapping, and fill only what is empty. A list that is there is never made anew.
"""

from __future__ import annotations

import string
from collections.abc import Mapping

from geodata.errors import refuse_table
from geodata.geography import BEFORE_CODE, MSOA_CODE, WARD, WARD_CODE, WARD_NAME
from geodata.refresh import practices
from geodata.refresh.archive import unpack
from geodata.refresh.published import as_text, cells, check_once, checked
from geodata.refresh.source import Area, Fetch, Source
from geodata.refresh.sources import practice_register, qof
from geodata.schemas import code, figure, text
from geodata.sources.cells import read_cells
from geodata.sources.practices import NETWORK

TABLE = practice_register.TABLE
EDITION = qof.EDITIONS[-1]
MEMBER = EDITION.member.replace("PREVALENCE", "MAPPING_NHS_GEOGRAPHIES")
PCN = ("pcn_code", "pcn_name")
NETWORKS = {
    "PRACTICE_CODE": code(practices.OWN, r"[A-Z]\d{5}", unique=True),
    "PCN_ODS_CODE": figure(code(PCN[0], NETWORK)),
    "PCN_NAME": figure(text(PCN[1])),
}
SMALL = {"And", "At", "For", "In", "Of", "On", "The"}
ABBREVIATED = {"Dr", "Drs", "Ltd", "Mr", "Mrs", "St"}
VOWELS = set("aeiouyAEIOUY")


def _read(fetch: Fetch, area: Area) -> Mapping[str, str]:
    places = read_cells(area.file("postcodes"))
    made = practice_register.general_practices(fetch, set(places["postcode"]))
    made = made.set_axis([practices.OWN, "practice_name", "postcode"], axis=1)
    made["practice_name"] = made["practice_name"].map(spelled)
    (patients,) = area.authority.table(TABLE).counts
    made[[*PCN, patients]] = ""
    place = [one for one in ("lat", "lon", BEFORE_CODE, MSOA_CODE, WARD_CODE) if one in places]
    made = made.merge(places[["postcode", *place]], on="postcode", validate="many_to_one")
    made[WARD_NAME] = made[WARD_CODE].map(area.names[WARD])
    return {TABLE: as_text(made.sort_values(practices.OWN))}


def _networks(fetch: Fetch, area: Area) -> Mapping[str, str]:
    """The list with networks where it has none."""
    here = read_cells(area.file(TABLE))
    empty = here[PCN[0]] == ""
    if not empty.any():
        return {}
    held, label = fetch(EDITION.address, kind="zip"), f"practices, {MEMBER}"
    archive, into = fetch.cache.content(held), fetch.cache.unpacked(held)
    path = unpack(archive, MEMBER, into, label=EDITION.address.rsplit("/", 1)[1])
    found = cells(path, tuple(NETWORKS), label=label)
    own = found[found["PRACTICE_CODE"].isin(here[practices.OWN])]
    if own.empty:
        refuse_table(label, 0, "PRACTICE_CODE", "no practice of the list", "some of them")
    own = own.drop_duplicates(list(NETWORKS))
    check_once(own, "PRACTICE_CODE", label=label)
    known = checked(own, NETWORKS, label=label, own={}).set_index(practices.OWN)
    known[PCN[1]] = known[PCN[1]].map(spelled)
    for name in PCN:
        here.loc[empty, name] = here.loc[empty, practices.OWN].map(known[name]).fillna("")
    return {TABLE: as_text(here)}


def spelled(name: str) -> str:
    """A name in capitals as it is written; what has no vowel stays, as letters that stand for more.

    A name that has small letters is as its publisher writes it.
    """
    if not name.isupper():
        return name
    first, *rest = (_word(one) for one in string.capwords(name).split())
    return " ".join([first, *(one.lower() if one in SMALL else one for one in rest)])


def _word(word: str) -> str:
    short = word.rstrip(".,")
    return word if VOWELS & set(short) or short in ABBREVIATED else word.upper()


SOURCES = (
    Source(
        key="practice_list",
        tables=(TABLE,),
        addresses=lambda _: {practice_register.ADDRESS: "csv"},
        read=_read,
        needs=("postcodes",),
        once=True,
    ),
    Source(
        key="practice_networks",
        tables=(TABLE,),
        addresses=EDITION.addresses,
        read=_networks,
        needs=(TABLE,),
    ),
)
