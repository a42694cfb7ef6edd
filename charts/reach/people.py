"""The list of areas: people not reached, how sure the order is, who lives there."""

from __future__ import annotations

from functools import lru_cache
from math import nan

import numpy as np

from charts.columns import interval_columns, number_or_none
from charts.findings import Finding
from charts.model import Cell, Chart, Column, Context, Link, Table
from charts.msoas import numbers_on
from charts.reach.ranking import Ranking
from charts.reach.words import (
    UNKNOWN,
    asked,
    filters_words,
    how_near,
    left_out,
    listed_words,
    named,
    order_words,
    place_words,
    what_areas,
    where_in,
)
from charts.words import STATUS, capital, joined
from charts.writer import Writer
from geodata.catalogue import Indicator
from geodata.contents import Array
from geodata.format import interval, number, source_words
from geodata.geography import MSOA, MSOA_NAME, column
from geodata.reach.floors import Standing
from geodata.reach.ranks import DRAWS, SEED
from geodata.store import Level, Store

KEY = "reach_people"
NAMED = 3
STANDINGS = {
    Standing.BELOW: "below",
    Standing.POSSIBLY_BELOW: "possibly below",
    Standing.ABOVE: "not below",
    Standing.UNKNOWN: "not known",
}
ROUNDED_PLACES = (
    "Each simulation begins with other counts that would be shown so. Areas with the same number "
    "stand in the order of their codes."
)
DEPRIVATION = (
    "Place by the mean rank of its small areas, weighted by people, or by its own rank; 1 is the "
    "most deprived."
)
MAJORITY = "White"
LANGUAGE = "Little or no English"


def people(context: Context, ranking: Ranking) -> Chart:
    """Areas in order of the people not reached, and then those that are left out."""
    everybody = (*ranking.listed, *ranking.left_out)
    return Chart(
        key=KEY,
        title="Who is not reached, and where?",
        finding=_finding(context, ranking),
        picture=None,
        table=Table(
            _columns(ranking),
            (
                *(_row(ranking, place, at) for place, at in enumerate(ranking.listed, start=1)),
                *(_row_left_out(ranking, at) for at in ranking.left_out),
            ),
            f"{capital(ranking.nouns)} by {asked(ranking)}",
            link=lambda row: Link(
                f"{context.href(open=ranking.level.codes[everybody[row]])}#ages", False
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
        filters = f" {filters}." if filters else ""
        none = f"No {ranking.noun} is listed with these filters.{filters}"
        return say.finding(none, also=" ".join(left_out(ranking)))
    missing, what = ranking.missing, "not reached"
    whole = say.value(what, "selection", total := ranking.total(missing), number(total))
    top = [
        f"{named(ranking, at)} ({say.value(what, 'place', missing[at], number(missing[at]))})"
        for at in sorted(ranking.listed, key=lambda one: (-missing[one], one))[:NAMED]
    ]
    most = (f"Most are in {joined(top)}.",) if len(ranking.listed) > 1 else ()
    about, then = ("about ", ",") if ranking.local else ("", "")
    return say.finding(
        f"There are {about}{whole} {asked(ranking)}{then} in {listed_words(ranking)}.",
        also=" ".join((*most, *left_out(ranking))),
    )


def _columns(ranking: Ranking) -> tuple[Column, ...]:
    subject = ranking.subject
    return (
        Column("place", "Place", numeric=True, without="left out"),
        *_name_columns(ranking),
        Column(
            "not_reached",
            ranking.unreached,
            numeric=True,
            meaning=f"{subject.denominator_head} less {subject.numerator_head.lower()}.",
        ),
        Column(
            "place_between",
            "Place, 95 of 100 times",
            meaning="Places that 95% of simulations gave it.",
        ),
        Column("place_first", "Highest place", numeric=True, shown="download"),
        Column("place_last", "Lowest place", numeric=True, shown="download"),
        Column("with_dose", subject.numerator_head, numeric=True, shown="download"),
        Column("register", subject.denominator_head, numeric=True, shown="download"),
        Column("uptake", "Uptake, %", numeric=True, indicator=subject),
        Column("interval", "95% interval", meaning=_interval(ranking)),
        *interval_columns("uptake", "Uptake", shown="download", indicator=subject),
        Column("standing", f"Floor {ranking.view.floor}%"),
        Column(
            "needed",
            "People needed for the floor",
            numeric=True,
            meaning="The fewest more people reached that bring it to the floor.",
        ),
        Column("deprivation", "Deprivation, place", numeric=True, decimals=0, meaning=DEPRIVATION),
        Column("other_groups", f"Other than {MAJORITY}, %", numeric=True),
        Column("little_english", "Little or no English, %", numeric=True),
        *((Column("status", "Status", shown="download"),) if ranking.left_out else ()),
    )


def _name_columns(ranking: Ranking) -> tuple[Column, ...]:
    """Code and name; of a small area as a reader knows it, and as programs do."""
    own = (ranking.level.name, ranking.level.vintage)
    code = Column(column(own, "code"), "Code", shown="download")
    if own == MSOA:
        return code, Column(MSOA_NAME, "Neighbourhood")
    return (
        code,
        Column("area", "Small area"),
        Column(column(own, "name"), "Name", shown="download"),
        Column(MSOA_NAME, "Neighbourhood", shown="download"),
    )


def _interval(ranking: Ranking) -> str:
    how = "Wilson, rounding taken in" if ranking.local else "Wilson"
    return f"The interval of uptake ({how}), in words."


def _row(ranking: Ranking, place: int, at: int) -> tuple[Cell, ...]:
    return (
        place,
        *_names(ranking, at),
        int(ranking.missing[at]),
        place_words(ranking, at),
        int(ranking.first[at]),
        int(ranking.last[at]),
        int(ranking.counts.numerator[at]),
        int(ranking.counts.denominator[at]),
        number_or_none(ranking.uptake[at]),
        interval(ranking.subject, ranking.low[at], ranking.high[at]).removesuffix("%"),
        number_or_none(ranking.low[at]),
        number_or_none(ranking.high[at]),
        STANDINGS[ranking.floor.standing[at]],
        int(ranking.floor.needed[at]),
        *_who(ranking, at),
        *_status(ranking, at),
    )


def _row_left_out(ranking: Ranking, at: int) -> tuple[Cell, ...]:
    """An area without a figure that is shown: why, and who lives there."""
    return None, *_names(ranking, at), *(None,) * 12, *_who(ranking, at), *_status(ranking, at)


def _status(ranking: Ranking, at: int) -> tuple[str, ...]:
    """Whether there is a figure, in a list that leaves areas out for want of one."""
    return (STATUS[str(ranking.counts.status[at])],) if ranking.left_out else ()


def _names(ranking: Ranking, at: int) -> tuple[str, ...]:
    code, name, within = ranking.level.codes[at], ranking.level.names[at], where_in(ranking, at)
    return (code, named(ranking, at), name, within) if within else (code, name)


def _who(ranking: Ranking, at: int) -> tuple[Cell, ...]:
    """Deprivation, other groups than the majority, little or no English."""
    shares = (float(one[at]) for one in _mix(ranking.store, ranking.level))
    return (number_or_none(ranking.deprivation[at]), *map(number_or_none, shares))


@lru_cache(maxsize=4)
def _mix(store: Store, level: Level) -> tuple[Array, Array]:
    """Shares of each area's people, in per cent: other than the majority, little or no English."""
    nothing = np.full(len(level.codes), nan)
    shares = {one.category: numbers_on(store, one.key, level) for one in who_lives_there(store)}
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
                what_areas(ranking),
                *how_near(ranking),
                order_words(ranking.view),
                weighted,
                f"Places come from {number(DRAWS)} simulations of uptake from its interval "
                f"(Jeffreys), begun with the number {SEED}.",
                ROUNDED_PLACES
                if ranking.local
                else "The register keeps some who have moved away, so true uptake can be higher.",
            ),
        )
    )
