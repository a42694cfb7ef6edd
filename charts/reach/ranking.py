"""Areas in order of the people not reached, and how sure that order is."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from functools import lru_cache

import numpy as np

from charts.groups import main_index
from charts.msoas import numbers_on
from geodata.aggregate import estimated
from geodata.catalogue import Indicator
from geodata.contents import Array
from geodata.format import day
from geodata.levels import Level
from geodata.reach.counts import Counts, counts_of
from geodata.reach.floors import Floor, Standing
from geodata.reach.ranks import DRAWS, SEED, draws, not_reached, rank_intervals
from geodata.reach.rounded import counts_near, interval_near
from geodata.reach.weights import need
from geodata.selection import select
from geodata.stats import rank_competition
from geodata.store import Store
from layers.levels import NOUNS
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
    """Every area of the figure's level with what is known of it.

    Arrays are in the order of the level, nan if unknown. `counts` are people reached and the people
    they are among; `uptake`, `low` and `high` are in per cent. `mean_rank` is the people-weighted
    mean of the index's national ranks, `deprivation` the place by it (1 = most deprived). `listed`
    are the positions of those listed, in order, `left_out` of those that would be if their figure
    were shown. `first` and `last` are the central 95% of each one's place among those listed, 0
    for those that are not. `day` says what people are counted to, `unknown_day` that another was
    asked for in vain.
    """

    store: Store
    view: ReachView
    subject: Indicator
    index: Indicator
    counts: Counts
    uptake: Array
    low: Array
    high: Array
    floor: Floor
    mean_rank: Array
    deprivation: Array
    listed: tuple[int, ...]
    left_out: tuple[int, ...]
    first: Array
    last: Array
    day: str
    unknown_day: bool

    @property
    def level(self) -> Level:
        """The areas."""
        return self.counts.level

    @property
    def noun(self) -> str:
        """One of the areas: "neighbourhood", "small area"."""
        return NOUNS[self.level.name][0]

    @property
    def nouns(self) -> str:
        """Several of them."""
        return NOUNS[self.level.name][1]

    @property
    def missing(self) -> Array:
        """People not reached in each area, never below nought; nan where unknown."""
        return self.counts.missing

    @property
    def local(self) -> bool:
        """Whether the figure is a local one: rounded, with what is hidden left out."""
        return self.subject.near > 0

    @property
    def unreached(self) -> str:
        """Heading of those not reached: "People without a first dose"."""
        return "People not reached" if self.local else f"People without a {self.subject.role}"

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
    subject, index = store.catalogue.indicator(view.ind), main_index(store)
    asked = counts_of(store, subject.key, view.date)
    counts = asked or counts_of(store, subject.key)
    assert counts is not None  # a figure has its latest counts
    above, below = counts.numerator, counts.denominator
    low, high = interval_near(above, below, counts.near)
    mean = estimated(store, index.key, counts.level).value
    floor = counts.floor(view.floor / 100)
    inside, known = _inside(store, view, counts), ~np.isnan(above) & (below > 0)
    listed = tuple(np.flatnonzero(inside & known & _standing(view, floor)).tolist())
    order, first, last = _ordered(view, counts, mean, listed)
    return Ranking(
        store=store,
        view=view,
        subject=subject,
        index=index,
        counts=counts,
        uptake=100 * above / np.where(below > 0, below, np.nan),
        low=100 * low,
        high=100 * high,
        floor=floor,
        mean_rank=mean,
        deprivation=rank_competition(mean, largest_first=False),
        listed=order,
        left_out=tuple(np.flatnonzero(inside & ~known).tolist()),
        first=first,
        last=last,
        day=day(view.date) if view.date and asked else _latest(subject),
        unknown_day=asked is None,
    )


def _latest(subject: Indicator) -> str:
    return subject.period if subject.near else subject.edition.removeprefix("to ")


def _inside(store: Store, view: ReachView, counts: Counts) -> Array:
    """Areas that hold a selected small area and pass the filter of community."""
    mask = select(store, view.filter(main_index(store).key)).mask
    inside = store.members(mask, counts.level)
    if view.group:
        share = numbers_on(store, view.group, counts.level)
        inside &= np.nan_to_num(share, nan=-1.0) >= view.share
    return inside


def _standing(view: ReachView, floor: Floor) -> Array:
    """Areas that stand to the floor as those that are to be listed."""
    wanted = BELOW.get(view.only, tuple(Standing))
    return np.isin(np.array(floor.standing), wanted)


def _ordered(
    view: ReachView, counts: Counts, mean: Array, listed: tuple[int, ...]
) -> tuple[tuple[int, ...], Array, Array]:
    """Those listed in order, and the interval of each one's place."""
    first, last = (np.zeros(len(mean), dtype=np.int64) for _ in range(2))
    if not listed:
        return (), first, last
    at = list(listed)
    above, below = counts.numerator[at], counts.denominator[at]
    exact = _scores(view, (above / below)[None], below, mean[at])[0]
    some = counts_near(above, below, counts.near, count=DRAWS, seed=SEED + 1)
    scores = _scores(view, draws(*some), some[1], mean[at])
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
