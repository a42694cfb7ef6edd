"""Neighbourhoods in order of the people not reached, and how sure that order is."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from functools import cached_property, lru_cache

import numpy as np

from charts.groups import main_index
from charts.msoas import msoa_level, msoa_numbers
from geodata.aggregate import estimated
from geodata.catalogue import Indicator
from geodata.contents import Array, Level
from geodata.format import day
from geodata.reach.floors import Floor, Standing, floor_of
from geodata.reach.ranks import draws, not_reached, rank_intervals
from geodata.reach.weights import need
from geodata.selection import select
from geodata.stats import interval_by, rank_competition
from geodata.store import Store
from layers.over_time import series_of
from views.reach import ReachView

# The keys that the order depends on; what only venues and plans depend on is left out.
ORDERED_BY = (
    *("ind", "date", "lad", "ward", "q", "group", "share", "floor", "only"),
    *("people", "deprived", "gap"),
)

# The standings that are listed, by the value of the key `only`.
BELOW = {
    "certainly": (Standing.BELOW,),
    "possibly": (Standing.BELOW, Standing.POSSIBLY_BELOW),
}


@dataclass(frozen=True, eq=False)
class Ranking:
    """Every MSOA with what is known of it; arrays are in the order of the level, nan if unknown.

    `numerator` has the dose, `denominator` is the register; `uptake`, `low` and `high` are in per
    cent. `mean_rank` is the people-weighted mean of the index's national ranks, `deprivation` the
    place by it (1 = most deprived). `listed` are the positions of those listed, in order;
    `first` and `last` the central 95% of each one's place among them, 0 for those that are not.
    `day` says what doses are counted to, `unknown_day` that another was asked for in vain.
    """

    store: Store
    view: ReachView
    subject: Indicator
    index: Indicator
    level: Level
    numerator: Array
    denominator: Array
    uptake: Array
    low: Array
    high: Array
    floor: Floor
    mean_rank: Array
    deprivation: Array
    listed: tuple[int, ...]
    first: Array
    last: Array
    day: str
    unknown_day: bool

    @cached_property
    def missing(self) -> Array:
        """People not reached in each MSOA, never below nought; nan where unknown."""
        missing: Array = np.maximum(self.denominator - self.numerator, 0)
        return missing

    @property
    def dose(self) -> str:
        """The dose: "first dose" or "second dose"."""
        return self.subject.role

    def total(self, each: Array) -> int:
        """A sum over those listed."""
        return int(np.nansum(each[list(self.listed)]))


def ranking(store: Store, view: ReachView) -> Ranking:
    """The ranking of a view; the last ones are remembered."""
    default = ReachView(**{one.name: None for one in fields(ReachView)})  # type: ignore[arg-type]
    kept = {name: getattr(view, name) for name in ORDERED_BY}
    return _ranking(store, replace(default, **kept))


@lru_cache(maxsize=64)
def _ranking(store: Store, view: ReachView) -> Ranking:
    subject, level = store.catalogue.indicator(view.ind), msoa_level(store)
    index = main_index(store)
    above, below, at, unknown = _counts(store, subject, view.date)
    low, high = interval_by(subject.interval, above, below, per=100)
    mean = estimated(store, index.key, level).value
    floor = floor_of(above, below, view.floor / 100)
    listed = _listed(store, view, level, floor, known=~np.isnan(above + below))
    order, first, last = _ordered(view, above, below, mean, listed)
    return Ranking(
        store=store,
        view=view,
        subject=subject,
        index=index,
        level=level,
        numerator=above,
        denominator=below,
        uptake=100 * above / below,
        low=low,
        high=high,
        floor=floor,
        mean_rank=mean,
        deprivation=rank_competition(mean, largest_first=False),
        listed=order,
        first=first,
        last=last,
        day=at,
        unknown_day=unknown,
    )


def _counts(store: Store, subject: Indicator, date: str) -> tuple[Array, Array, str, bool]:
    """People with the dose and on the register, the day they are counted to, and whether the day
    asked for has no such figures.
    """
    values = store.values(subject.key)
    ok = values.status == "ok"
    above, below = (np.where(ok, one, np.nan) for one in (values.numerator, values.denominator))
    latest = subject.edition.removeprefix("to ")
    if not date:
        return above, below, latest, False
    series = series_of(store, subject)
    if series is None or series.dates.index(date) not in series.days:
        return above, below, latest, True
    return series.people[series.dates.index(date)], series.denominator, day(date), False


def _listed(
    store: Store, view: ReachView, level: Level, floor: Floor, *, known: Array
) -> tuple[int, ...]:
    """MSOAs that hold a selected area and pass the filters of community and floor."""
    mask = select(store, view.filter(main_index(store).key)).mask
    inside = store.members(mask, level) & known
    if view.group:
        inside &= np.nan_to_num(msoa_numbers(store, view.group), nan=-1.0) >= view.share
    wanted = BELOW.get(view.only)
    if wanted:
        inside &= np.isin(np.array(floor.standing), wanted)
    return tuple(np.flatnonzero(inside).tolist())


def _ordered(
    view: ReachView, above: Array, below: Array, mean: Array, listed: tuple[int, ...]
) -> tuple[tuple[int, ...], Array, Array]:
    """Those listed in order, and the interval of each one's place."""
    first, last = (np.zeros(len(above), dtype=np.int64) for _ in range(2))
    if not listed:
        return (), first, last
    at = list(listed)
    drawn = draws(above[at], below[at])
    exact = _scores(view, (above / below)[None, at], below[at], mean[at])[0]
    scores = _scores(view, drawn, below[at], mean[at])
    lowest, highest = rank_intervals(scores)
    first[at], last[at] = lowest, highest
    order = sorted(range(len(at)), key=lambda one: (-exact[one], at[one]))
    return tuple(at[one] for one in order), first, last


def _scores(view: ReachView, uptakes: Array, below: Array, mean: Array) -> Array:
    """What the order is by, for each draw of uptake: people, or a weighted sum of the criteria."""
    people = not_reached(uptakes, below)
    if not view.is_weighted:
        return people
    deprived = np.broadcast_to(-mean, people.shape)
    gap = np.maximum(view.floor - 100 * uptakes, 0)
    found: Array = need(np.stack([people, deprived, gap], axis=-1), np.array(view.weights, float))
    return found
