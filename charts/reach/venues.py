"""Places where a session could be held, and whom each is within a walk of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from charts.columns import number_or_none
from charts.findings import Finding
from charts.model import Chart, Column, Context, Table
from charts.reach.ranking import Ranking
from charts.reach.words import of_areas
from charts.words import capital, joined, with_noun
from charts.writer import Writer
from geodata.candidates import Candidate, candidates, kind_name
from geodata.contents import Array
from geodata.format import number
from geodata.reach.walks import centroids, distances, walked
from geodata.store import Level, Store
from views.reach import OPEN, ReachView

KEY = "reach_venues"
NONE = "No venue is left to choose from. Choose another kind of venue, or any day."
UNKNOWN_HOURS = (
    "Places whose hours are not known are left out: GP practices, and lists without hours."
)


@dataclass(frozen=True, eq=False)
class Reachable:
    """The venues of a view and how far each listed area is from them.

    `straight` is areas (in the order of the list) by venues, in metres; `walked` is the
    same times the detour factor. `people` are those not reached in each area.
    """

    venues: tuple[Candidate, ...]
    straight: Array
    walked: Array
    people: Array
    within: float

    @cached_property
    def near(self) -> Array:
        """Which areas are within the walk of which venues."""
        near: Array = self.walked <= self.within
        return near

    @cached_property
    def served(self) -> Array:
        """People not reached within the walk of each venue."""
        served: Array = np.where(self.near, self.people[:, None], 0).sum(axis=0)
        return served


def reachable(ranking: Ranking, view: ReachView) -> Reachable:
    """The venues of the kinds asked for, known to be open on the day asked for.

    Those that are pinned or left out are among them whatever they are. The walk is from the
    population-weighted centroid of an area.
    """
    every = candidates(ranking.store)
    named = {*view.pin, *view.leave}
    chosen = [
        at
        for at, one in enumerate(every)
        if (one.kind in view.venues and one.is_open(view.on)) or one.code in named
    ]
    straight = _straight(ranking.store, ranking.level)[np.ix_(ranking.listed, chosen)]
    return Reachable(
        venues=tuple(every[at] for at in chosen),
        straight=straight,
        walked=walked(straight, view.detour),
        people=ranking.missing[list(ranking.listed)],
        within=float(view.walk),
    )


@lru_cache(maxsize=4)
def _straight(store: Store, level: Level) -> Array:
    """Metres from the centroid of each area to each candidate."""
    every = candidates(store)
    lats, lons = (np.array([getattr(one, name) for one in every]) for name in ("lat", "lon"))
    return distances(centroids(store, level), lats, lons)


def venues(context: Context, ranking: Ranking, view: ReachView) -> Chart:
    """Venues, those with most people not reached within the walk first."""
    found = reachable(ranking, view)
    order = sorted(range(len(found.venues)), key=lambda at: (-found.served[at], at))
    return Chart(
        key=KEY,
        title="Where could a session be held?",
        finding=_finding(context, found, order, view, noun=ranking.noun),
        picture=None,
        table=Table(
            _columns(ranking, view),
            tuple(_row(ranking, found, at, view) for at in order),
            f"Venues by people not reached within {number(view.walk)} m on foot",
        ),
        indicators=(ranking.subject,),
        notes=notes(ranking, view),
        lists=tuple(
            source for source in ranking.store.sources if _lists(ranking.store, source.key)
        ),
    )


def _lists(store: Store, source: str) -> bool:
    return any(store.authority.table_for(one).source == source for one in ("practices", "venues"))


def choice(code: str, view: ReachView) -> str:
    """What was said of a venue: "always", "left out", or nothing."""
    return "left out" if code in view.leave else "always" if code in view.pin else ""


def notes(ranking: Ranking, view: ReachView) -> tuple[str, ...]:
    """What walks and venues rest on."""
    return (
        f"A walk is the straight line times {number(view.detour, 2)}, from where a "
        f"{ranking.noun}'s people live on average (population-weighted centroids).",
        f"People not reached are those {of_areas(ranking.noun).split(',')[0]}.",
        "Venues are from public lists with their dates. Whether a room can be had is not known.",
        *((UNKNOWN_HOURS,) if view.on != "any" else ()),
    )


def _finding(
    context: Context, found: Reachable, order: list[int], view: ReachView, *, noun: str
) -> Finding:
    say = Writer(context.href())
    if not order:
        return say.finding(NONE)
    open_then = f" known to be open on {OPEN[view.on]}" if view.on != "any" else ""
    count = with_noun(len(order), "venue") + open_then
    best = int(found.served[order[0]])
    if not best:
        return say.finding(
            f"None of the {count} is within {number(view.walk)} m on foot of a listed {noun}."
        )
    most = say.value("served", "place", best, number(best))
    return say.finding(
        f"Of {count}, {found.venues[order[0]].name} has most people not reached near it: "
        f"{most} within {number(view.walk)} m on foot."
    )


def _columns(ranking: Ranking, view: ReachView) -> tuple[Column, ...]:
    return (
        Column("code", "Code", shown="download"),
        Column("venue", "Venue"),
        Column("kind", "Kind"),
        Column("address", "Address"),
        Column("choice", "Your choice", shown="when filled"),
        Column("served", f"{ranking.unreached} within {view.walk} m", numeric=True),
        Column("neighbourhoods", f"{capital(ranking.nouns)} within it"),
        Column("nearest", f"Nearest listed {ranking.noun}"),
        Column("straight", "Straight line to it, m", numeric=True, decimals=0),
        Column("list", "Listed by"),
        Column("list_date", "Date of the list", shown="download"),
    )


def _row(
    ranking: Ranking, found: Reachable, at: int, view: ReachView
) -> tuple[str | int | float | None, ...]:
    one, names = found.venues[at], [ranking.level.names[each] for each in ranking.listed]
    away = found.straight[:, at]
    nearest = int(away.argmin()) if len(away) else -1
    return (
        one.code,
        one.name,
        kind_name(one.kind),
        one.where,
        choice(one.code, view),
        int(found.served[at]),
        joined([names[each] for each in np.flatnonzero(found.near[:, at]).tolist()]),
        names[nearest] if nearest >= 0 else None,
        number_or_none(float(away[nearest])) if nearest >= 0 else None,
        one.publisher,
        one.date,
    )
