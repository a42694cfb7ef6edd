"""The list of neighbourhoods: people not reached, how sure the order is, who lives there."""

from __future__ import annotations

from functools import lru_cache
from math import nan

import numpy as np

from charts.columns import interval_columns, number_or_none
from charts.findings import Finding
from charts.model import Cell, Chart, Column, Context, Link, Table
from charts.msoas import msoa_numbers
from charts.reach.ranking import Ranking
from charts.reach.words import (
    NEIGHBOURHOODS,
    UNKNOWN,
    asked,
    filters_words,
    listed_words,
    order_words,
    place_words,
)
from charts.words import joined
from charts.writer import Writer
from geodata.catalogue import Indicator
from geodata.contents import Array
from geodata.format import interval, number, source_words
from geodata.geography import MSOA_CODE, MSOA_NAME
from geodata.reach.floors import Standing
from geodata.reach.ranks import DRAWS, SEED
from geodata.store import Store

KEY = "reach_people"
NAMED = 3
STANDINGS = {
    Standing.BELOW: "below",
    Standing.POSSIBLY_BELOW: "possibly below",
    Standing.ABOVE: "not below",
    Standing.UNKNOWN: "not known",
}
MAJORITY = "White"
LANGUAGE = "Little or no English"


def people(context: Context, ranking: Ranking) -> Chart:
    """Neighbourhoods in order of the people not reached."""
    return Chart(
        key=KEY,
        title="Who is not reached, and where?",
        finding=_finding(context, ranking),
        picture=None,
        table=Table(
            _columns(ranking),
            tuple(_row(ranking, place, at) for place, at in enumerate(ranking.listed, start=1)),
            f"Neighbourhoods by {asked(ranking)}",
            link=lambda row: Link(
                f"{context.href(open=ranking.level.codes[ranking.listed[row]])}#ages", False
            ),
        ),
        indicators=(ranking.subject, ranking.index, *who_lives_there(ranking.store)),
        notes=_notes(ranking),
    )


def _finding(context: Context, ranking: Ranking) -> Finding:
    """How many they are in all, and where most of them are."""
    say = Writer(context.href(), source_words(ranking.subject))
    if not ranking.listed:
        filters = "; ".join(filters_words(ranking))
        return say.finding(f"No neighbourhood is listed with these filters. {filters}.")
    names, missing = ranking.level.names, ranking.missing
    whole = say.value("not reached", "selection", total := ranking.total(missing), number(total))
    top = [
        f"{names[at]} ({say.value('not reached', 'place', missing[at], number(missing[at]))})"
        for at in sorted(ranking.listed, key=lambda one: (-missing[one], one))[:NAMED]
    ]
    aged = asked(ranking).removeprefix("people ")
    return say.finding(
        f"There are {whole} people {aged} in {listed_words(ranking)}.",
        also=f"Most are in {joined(top)}." if len(ranking.listed) > 1 else "",
    )


def _columns(ranking: Ranking) -> tuple[Column, ...]:
    subject = ranking.subject
    return (
        Column("place", "Place", numeric=True),
        Column(MSOA_CODE, "Code", shown="download"),
        Column(MSOA_NAME, "Neighbourhood"),
        Column(
            "not_reached",
            f"People without a {ranking.dose}",
            numeric=True,
            meaning="The register less those with the dose.",
        ),
        Column(
            "place_between",
            "Place, 95 of 100 times",
            meaning="Places that 95% of simulations gave it.",
        ),
        Column("place_first", "Highest place", numeric=True, shown="download"),
        Column("place_last", "Lowest place", numeric=True, shown="download"),
        Column("with_dose", "With the dose", numeric=True, shown="download"),
        Column("register", "On the register", numeric=True, shown="download"),
        Column("uptake", "Uptake, %", numeric=True, indicator=subject),
        Column("interval", "95% interval", meaning="The interval of uptake (Wilson), in words."),
        *interval_columns("uptake", "Uptake", shown="download", indicator=subject),
        Column("standing", f"Floor {ranking.view.floor}%"),
        Column(
            "needed",
            "People needed for the floor",
            numeric=True,
            meaning="The fewest more people with the dose that bring it to the floor.",
        ),
        Column(
            "deprivation",
            "Deprivation, place",
            numeric=True,
            decimals=0,
            meaning="Place by the mean rank of its small areas, weighted by people; 1 is the most "
            "deprived.",
        ),
        Column("other_groups", f"Other than {MAJORITY}, %", numeric=True),
        Column("little_english", "Little or no English, %", numeric=True),
    )


def _row(ranking: Ranking, place: int, at: int) -> tuple[Cell, ...]:
    other, english = _mix(ranking.store)
    return (
        place,
        ranking.level.codes[at],
        ranking.level.names[at],
        int(ranking.missing[at]),
        place_words(ranking, at),
        int(ranking.first[at]),
        int(ranking.last[at]),
        int(ranking.numerator[at]),
        int(ranking.denominator[at]),
        number_or_none(ranking.uptake[at]),
        interval(ranking.subject, ranking.low[at], ranking.high[at]).removesuffix("%"),
        number_or_none(ranking.low[at]),
        number_or_none(ranking.high[at]),
        STANDINGS[ranking.floor.standing[at]],
        int(ranking.floor.needed[at]),
        number_or_none(ranking.deprivation[at]),
        number_or_none(float(other[at])),
        number_or_none(float(english[at])),
    )


@lru_cache(maxsize=4)
def _mix(store: Store) -> tuple[Array, Array]:
    """Shares of each MSOA's people, in per cent: other than the majority, little or no English."""
    nothing = np.full(len(store.level("msoa").codes), nan)
    shares = {one.category: msoa_numbers(store, one.key) for one in who_lives_there(store)}
    return 100 - shares.get(MAJORITY, nothing), shares.get(LANGUAGE, nothing)


def who_lives_there(store: Store) -> tuple[Indicator, ...]:
    """The figures of the list that say who lives in a neighbourhood, of those there are."""
    return tuple(
        one
        for one in store.catalogue.indicators
        if (one.role == "ethnic mix" and one.category == MAJORITY)
        or (one.category == LANGUAGE and one.kind.is_share)
    )


def _notes(ranking: Ranking) -> tuple[str, ...]:
    weighted = (
        "Each criterion is scaled from 0 to 1 over those listed, multiplied by its weight and "
        "added (simple additive weighting)."
        if ranking.view.is_weighted
        else ""
    )
    return tuple(
        filter(
            None,
            (
                UNKNOWN,
                NEIGHBOURHOODS,
                order_words(ranking.view),
                weighted,
                f"Places come from {number(DRAWS)} simulations of uptake from its interval "
                f"(Jeffreys), begun with the number {SEED}.",
                "The register keeps some who have moved away, so true uptake can be higher.",
            ),
        )
    )
