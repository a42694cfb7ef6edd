"""Where the selection is most deprived: areas in the first 1% by name, then the first fifth."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from charts.findings import Finding, Where
from charts.groups import Array, compares, level_of, national, people_in
from charts.model import Context
from charts.words import areas_of, capital, cut, joined, some_of, vintage_words, with_noun
from charts.writer import Writer
from geodata.classify import national_quintile, rank_band
from geodata.format import number, percent, source_words
from geodata.stats import share
from geodata.store import Level, Store
from layers.words import full_label

MOST_NAMED = 8


@dataclass(frozen=True, eq=False)
class Cut:
    """Selected areas on the deprived side of a cut-point, as a mask of their level, and people."""

    members: Array
    people: int

    @property
    def areas(self) -> int:
        """How many areas."""
        return int(np.count_nonzero(self.members))


def most_deprived(context: Context) -> tuple[Finding, ...]:
    """Areas in the first 1% by name with the people living in them, then those in the first fifth.

    Both are cumulative: the fifth includes the 1%.
    """
    indicator = national(context)
    first, fifth = (_cut(context, one) for one in _before(context.store, indicator.key))
    level = level_of(context.store, indicator)
    total = int(np.count_nonzero(context.store.members(context.selection.mask, level)))
    return (*_first_percent(context, first, total), _fifth(context, first, fifth, total))


@lru_cache(maxsize=64)
def _before(store: Store, key: str) -> tuple[tuple[Array, Array], ...]:
    """Which areas are in the first 1% and in the first fifth, each with the LSOAs in them."""
    values = store.values(key)
    bands, fifths = (each(values.rank, values.total) for each in (rank_band, national_quintile))
    of_area = level_of(store, values.indicator).of_area
    return tuple((one, one[of_area]) for one in (bands == 1, fifths == 1))


def _cut(context: Context, before: tuple[Array, Array]) -> Cut:
    store, mask = context.store, context.selection.mask
    members = store.members(mask, level_of(store, national(context)))
    return Cut(members & before[0], people_in(store, mask & before[1]))


def _here(context: Context) -> Where:
    return "selection" if compares(context) else "place"


def _writer(context: Context, first: Cut, total: int, per_cent: int) -> Writer:
    """A writer of how many areas there are and how many of them lie before a cut-point."""
    indicator, here = national(context), _here(context)
    say = Writer(context.href(), source_words(indicator))
    say.count(f"areas in {cut(indicator, per_cent)}, {indicator.key}", here, first.areas)
    say.count(f"areas{vintage_words(indicator)}", here, total)
    say.value(f"the first {per_cent} per cent", "place", per_cent, f"{per_cent}%")
    return say


def _first_percent(context: Context, first: Cut, total: int) -> tuple[Finding, ...]:
    indicator, its, say = national(context), _owner(context), _writer(context, first, total, 1)
    where = f"in {cut(indicator, 1)} on {_article(indicator.label)}{full_label(indicator)}"
    if not first.areas:
        none = f"None of {its} {areas_of(indicator, total)} is"
        return (say.finding(f"{'It is not' if total == 1 else none} {where}."),)
    named = _named(context, first.members, level_of(context.store, indicator), say)
    if total == 1:
        return (say.finding(f"It is {where}. {named}"),)
    verb = "is" if first.areas == 1 else "are"
    old, one = vintage_words(indicator), first.areas == 1
    counted = Writer(context.href(), source_words(indicator))
    concept = f"people in {cut(indicator, 1)}, {indicator.key}"
    people = counted.count(concept, _here(context), first.people)
    lives = "person lives" if first.people == 1 else "people live"
    return (
        say.finding(f"{number(first.areas)} of {its} areas{old} {verb} {where}. {named}"),
        counted.finding(
            f"{people} {lives} in {'that area' if one else 'those areas'} "
            f"({context.store.people_period})."
        ),
    )


def _article(label: str) -> str:
    return "the " if "Index" in label else ""


def _fifth(context: Context, first: Cut, fifth: Cut, total: int) -> Finding:
    indicator, say = national(context), _writer(context, fifth, total, 20)
    where = f"in {cut(indicator, 20)}"
    if total == 1:
        return say.finding(f"It is {'' if fifth.areas else 'not '}{where}.")
    if not fifth.areas:
        return say.finding(f"None is {where}.")
    part = share(fifth.people, people_in(context.store, context.selection.mask))
    concept = f"people in {cut(indicator, 20)}, {indicator.key}"
    say.count(concept, _here(context), fifth.people)
    shared = say.value(f"share of {concept}", _here(context), 100 * part, percent(part))
    all_of = f"all {number(total)} areas"
    how_many = all_of if fifth.areas == total else some_of(fifth.areas, total, "area")
    start = "With those, " if first.areas else ""
    return say.finding(
        capital(
            f"{start}{how_many}{vintage_words(indicator)} {'is' if fifth.areas == 1 else 'are'} "
            f"{where}, home to {with_noun(fifth.people, 'person', 'people')} ({shared})."
        )
    )


def _owner(context: Context) -> str:
    return "its" if context.selection.is_everything or context.selection.count == 1 else "these"


def _named(context: Context, members: Array, level: Level, say: Writer) -> str:
    """Areas by name, gathered by neighbourhood, most deprived first within it."""
    ranks = context.store.values(national(context).key).rank
    order = sorted(np.flatnonzero(members).tolist(), key=ranks.__getitem__)
    neighbourhoods: dict[str, list[str]] = {}
    for one in order[:MOST_NAMED]:
        place = context.store.areas.msoa_name[level.parts[one][0]]
        neighbourhoods.setdefault(place, []).append(level.names[one])
    parts = [f"In {place}: {joined(names)}." for place, names in neighbourhoods.items()]
    if len(order) > MOST_NAMED:
        left = say.count("more areas", _here(context), len(order) - MOST_NAMED)
        parts.append(f"There {'is' if left == '1' else 'are'} {left} more.")
    return " ".join(parts)
