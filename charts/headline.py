"""The sentences at the top of the page: what is selected, how deprived it is, where and on what."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from charts.answer_words import range_words
from charts.answers import first_finding
from charts.domains_positions import by_gap, positions, worst_words
from charts.findings import Finding, Writer
from charts.groups import (
    Array,
    everywhere,
    level_of,
    national,
    people_in,
    people_of,
    quintile_words,
    ranks_or_nan,
    selection_words,
    ward_names,
)
from charts.model import Context
from charts.picks import picks
from charts.words import (
    areas_of,
    capital,
    cut,
    fits,
    joined,
    some_of,
    vintage_words,
    with_noun,
)
from geodata.catalogue import Indicator
from geodata.classify import national_quintile, rank_band
from geodata.format import number, percent, source_words
from geodata.selection import Filter
from geodata.stats import share
from geodata.store import Level, Store
from layers.words import full_label

MOST_NAMED = 8
MOST_PICKED = 4


@dataclass(frozen=True, eq=False)
class Cut:
    """Selected areas on the deprived side of a cut-point, as a mask of their level, and people."""

    members: Array
    people: int

    @property
    def areas(self) -> int:
        """How many areas."""
        return int(self.members.sum())


def headline(context: Context) -> tuple[Finding, ...]:
    """What stands at the top of the page. The first finding answers the question asked.

    It is followed by what is selected, where that is most deprived, and on which domain.
    """
    if context.selection.is_empty:
        return (Finding(_nothing(context), view=context.href()),)
    rest = [_size(context), *_picked_names(context), *_most_deprived(context)]
    worst: list[Finding] = []
    if not context.selection.is_everything:
        gaps = by_gap(positions(context))[:1]
        says = [Writer(context.href(), source_words(worst.indicator)) for worst in gaps]
        worst = [
            say.finding(worst_words(context, one, say)) for one, say in zip(gaps, says, strict=True)
        ]
    spread = range_words(context)
    said = [Finding(one, view=context.href()) for one in rest]
    ranges = [Finding(spread, view=context.href())] if spread else []
    if context.selection.is_everything:
        return (first_finding(context), *ranges, *said)
    return (first_finding(context), *said, *worst, *ranges)


def lead(context: Context, *shown: Indicator) -> str:
    """The first sentence about each figure shown, where a map or a chart stands alone.

    Of several, each is named before its sentence.
    """
    if context.selection.is_empty:
        return _nothing(context)
    said = [_first_sentence(context, one) for one in shown]
    if len(shown) > 1:
        said = [f"{full_label(one)}. {text}" for one, text in zip(shown, said, strict=True)]
    return " ".join([*said, *_picked_names(context)])


def _first_sentence(context: Context, shown: Indicator) -> str:
    date = context.date if shown is context.indicator else ""
    return first_finding(replace(context, indicator=shown, date=date)).sentence


def _nothing(context: Context) -> str:
    store, chosen = context.store, context.selection.filter
    if chosen.picked:
        return (
            f"None of the areas picked is in {context.place}. Choose others, or clear them, to "
            "continue."
        )
    names = joined(ward_names(store, chosen.wards), most=3, noun="wards")
    quintile = f"in {quintile_words(store, chosen)}" if chosen.quintiles else ""
    where = f"both in {names} and {quintile}" if names and quintile else quintile or f"in {names}"
    start = f"No area is {where}."
    if not fits(start):
        start = f"{_selected_words(store, chosen)} No area is both."
    return f"{start} Choose others, or clear a filter, to continue."


def _size(context: Context) -> str:
    store, mask = context.store, context.selection.mask
    total, people = len(store.areas.code), people_in(store, mask)
    small = "small area (LSOA)", "small areas (LSOAs)"
    if context.selection.is_everything:
        return (
            f"{context.place} has {with_noun(total, *small)} and {number(people)} people "
            f"({context.store.people_period})."
        )
    count = context.selection.count
    chosen = context.selection.filter
    name = capital(selection_words(store, chosen, count=count))
    whole = people_in(store, everywhere(store))
    held = f"{with_noun(people, 'person', 'people')} ({context.store.people_period})"
    part = f"{percent(share(people, whole))} of {context.place}'s people"
    if chosen.picked:
        found = picks(store, chosen.picked)
        verb = "has" if len(found.msoas) + len(found.rest) == 1 else "have"
        return f"{'The ' * name[0].isdigit()}{name} {verb} {held}, {part}."
    size = f"{some_of(count, total, *small)}, with {held}, {part}."
    if fits(f"{name}: {size}"):
        return f"{name}: {size}"
    return f"{_selected_words(store, chosen)} These are {size}"


def _selected_words(store: Store, chosen: Filter) -> str:
    """The filters in sentences of their own, where one would be too long for both."""
    quintiles = quintile_words(store, chosen)
    if not chosen.wards:
        return f"Selected are the areas in {quintiles}."
    wards = f"Selected: {joined(ward_names(store, chosen.wards), most=3, noun='wards')}."
    return f"{wards} Only their areas in {quintiles} count." if chosen.quintiles else wards


def _picked_names(context: Context) -> tuple[str, ...]:
    """The picked areas by name, while they are few enough to read."""
    areas = context.store.areas
    found = picks(context.store, context.selection.filter.picked)
    if not 0 < len(found.msoas) + len(found.rest) <= MOST_PICKED:
        return ()
    names = [f"{name} (MSOA, {with_noun(len(parts), 'area')})" for name, parts in found.msoas]
    names += [
        f"{areas.name[one]} in {areas.msoa_name[one]} ({areas.ward_name[one]} ward)"
        for one in map(areas.code.index, found.rest)
    ]
    return (" ".join(f"You picked {one}." for one in names),)


def _most_deprived(context: Context) -> tuple[str, ...]:
    """Areas in the first 1 % by name with the people living in them, then those in the first fifth.

    Both are cumulative: the fifth includes the 1 %.
    """
    indicator = national(context)
    values = context.store.values(indicator.key)
    first = _cut(context, rank_band(values.rank, values.total) == 1)
    fifth = _cut(context, national_quintile(values.rank, values.total) == 1)
    total = int(
        context.store.members(context.selection.mask, level_of(context.store, indicator)).sum()
    )
    on = (
        f"on the {full_label(indicator)}"
        if "Index" in indicator.label
        else (f"on {full_label(indicator)}")
    )
    where = f"in {cut(indicator, 1)} {on}"
    return (
        *_first_sentences(context, first, total, where),
        _fifth_sentence(context, first, fifth, total),
    )


def _cut(context: Context, inside: Array) -> Cut:
    store = context.store
    level = level_of(store, national(context))
    members = store.members(context.selection.mask, level) & inside
    people = people_of(store, level, context.selection.mask)
    return Cut(members, int(people[inside].sum()))


def _first_sentences(context: Context, first: Cut, total: int, where: str) -> tuple[str, ...]:
    indicator = national(context)
    its = _owner(context)
    if not first.areas:
        if total == 1:
            return (f"It is not {where}.",)
        return (f"None of {its} {areas_of(indicator, total)} is {where}.",)
    verb = "is" if first.areas == 1 else "are"
    old = vintage_words(indicator)
    named = _named(context, first.members, level_of(context.store, indicator))
    people = with_noun(first.people, "person", "people")
    lives = "lives" if first.people == 1 else "live"
    there = "that area" if first.areas == 1 else "those areas"
    if total == 1:
        return (f"It is {where}. {named}",)
    return (
        f"{number(first.areas)} of {its} areas{old} {verb} {where}. {named}",
        f"{people} {lives} in {there} ({context.store.people_period}).",
    )


def _fifth_sentence(context: Context, first: Cut, fifth: Cut, total: int) -> str:
    indicator = national(context)
    where = f"in {cut(indicator, 20)}"
    if total == 1:
        return f"It is {'' if fifth.areas else 'not '}{where}."
    if not fifth.areas:
        return f"None is {where}."
    old = vintage_words(indicator)
    part = share(fifth.people, people_in(context.store, context.selection.mask))
    verb = "is" if fifth.areas == 1 else "are"
    how_many = (
        f"all {number(total)} areas"
        if fifth.areas == total
        else some_of(fifth.areas, total, "area")
    )
    start = "With those, " if first.areas else ""
    return capital(
        f"{start}{how_many}{old} {verb} {where}, home to "
        f"{with_noun(fifth.people, 'person', 'people')} ({percent(part)})."
    )


def _owner(context: Context) -> str:
    return "its" if context.selection.is_everything or context.selection.count == 1 else "these"


def _named(context: Context, members: Array, level: Level) -> str:
    """Areas by name, gathered by neighbourhood, most deprived first within it."""
    values = context.store.values(national(context).key)
    ranks = ranks_or_nan(values)
    order = sorted(np.flatnonzero(members).tolist(), key=lambda one: float(ranks[one]))
    neighbourhoods: dict[str, list[str]] = {}
    for one in order[:MOST_NAMED]:
        area = int(np.flatnonzero(level.of_area == one)[0])
        place = context.store.areas.msoa_name[area]
        neighbourhoods.setdefault(place, []).append(level.names[one])
    parts = [f"In {place}: {joined(names)}." for place, names in neighbourhoods.items()]
    if len(order) > MOST_NAMED:
        parts.append(f"There are {len(order) - MOST_NAMED} more.")
    return " ".join(parts)
