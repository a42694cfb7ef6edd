"""How polarised an authority is: its place among others by one named definition."""

from __future__ import annotations

from charts.report_checks.model import Finder, Found, view_of
from geodata.catalogue.reports import Attempt, Claim
from geodata.facts import Row
from geodata.format import number
from geodata.stats import share
from geodata.store import Store

DEFINITIONS = {
    "rarer": "The smaller of two shares",
    "together": "Two shares added",
    "product": "Two shares multiplied",
}
BOROUGHS = "boroughs"
OF_BOROUGHS = ("E08", "E09")  # codes of metropolitan boroughs and of those of London
SAME = 1e-12


def polarised(store: Store, claim: Claim, attempt: Attempt) -> Found | None:
    """The place by areas in the most and the least deprived part; None without its own row."""
    table = store.facts(attempt.table)
    if table is None:
        return None
    boroughs = attempt.counted == BOROUGHS
    each = {
        str(row["authority_code"]): _value(row, attempt)
        for row in table.where(**dict(attempt.cells))
        if not boroughs or str(row["authority_code"]).startswith(OF_BOROUGHS)
    }
    if store.authority.code not in each:
        return None
    own = each[store.authority.code]
    place = 1 + sum(value > own + SAME for value in each.values())
    among = "metropolitan and London boroughs" if boroughs else "authorities of England"
    edition = dict(attempt.cells).get("edition", "")
    return Finder(claim, attempt).found(
        f"{DEFINITIONS[attempt.column]}: areas in the most and in the least deprived "
        f"{attempt.cut}%, among {among}, {edition}",
        f"place {number(place)} of {number(len(each))}",
        place,
        of=f"{number(len(each))} {among}",
        period=edition,
        lists=(table.source,),
        view=view_of(store.catalogue.indicator(attempt.figure), {"measure": "rank"}),
    )


def _value(row: Row, attempt: Attempt) -> float:
    most, least = (
        share(float(row[f"{end}_{attempt.cut}"] or 0), float(row["areas"] or 0))
        for end in ("most", "least")
    )
    values = {"rarer": min(most, least), "together": most + least, "product": most * least}
    return values[attempt.column]
