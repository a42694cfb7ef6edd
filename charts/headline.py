"""The sentences at the top of the page: what is selected, how deprived it is, where and on what."""

from __future__ import annotations

from dataclasses import replace

from charts.answer_spread import range_finding
from charts.answer_words import count_named
from charts.answers import first_finding
from charts.both import both_finding
from charts.domains_positions import by_gap, positions, worst_words
from charts.findings import Finding
from charts.groups import (
    division_words,
    drawn_words,
    everywhere,
    people_in,
    quintile_words,
    selection_words,
)
from charts.model import Context
from charts.most_deprived import most_deprived
from charts.picks import picks
from charts.words import capital, fits, joined, some_of, with_noun
from charts.writer import Writer
from geodata.authorities import ward_words
from geodata.catalogue import Indicator
from geodata.drawn import inside, why_empty
from geodata.format import percent, source_words
from geodata.selection import Filter, drawn
from geodata.stats import share
from geodata.store import Store
from layers.words import full_label

MOST_PICKED = 4


def headline(context: Context) -> tuple[Finding, ...]:
    """What stands at the top of the page. The first finding answers the question asked.

    It is followed by the answer for the second figure, by what is selected, where that is most
    deprived, and on which domain.
    """
    if context.selection.is_empty:
        return (_nothing(context),)
    answers = (*_answers(context), *both_finding(context))
    rest = (_size(context), *_picked_names(context), *most_deprived(context))
    if context.selection.is_everything:
        return (*answers, *range_finding(context), *rest)
    worst: list[Finding] = []
    for one in by_gap(positions(context))[:1]:
        say = Writer(context.href(), source_words(one.indicator))
        worst.append(say.finding(worst_words(context, one, say)))
    return (*answers, *rest, *worst, *range_finding(context))


def lead(context: Context, *shown: Indicator) -> str:
    """The first sentence about each figure shown, where a map or a chart stands alone.

    Of several, each is named before its sentence.
    """
    if context.selection.is_empty:
        return _nothing(context).words
    said = [_answer(context, one).sentence for one in shown]
    if len(shown) > 1:
        said = [f"{full_label(one)}. {text}" for one, text in zip(shown, said, strict=True)]
    return " ".join([*said, *(one.sentence for one in _picked_names(context))])


def _answers(context: Context) -> tuple[Finding, ...]:
    """The answer for the figure of the view, and for the one that it is compared with."""
    second = (context.second,) if context.second else ()
    return tuple(_answer(context, one) for one in (context.indicator, *second))


def _answer(context: Context, shown: Indicator) -> Finding:
    date = context.date if shown is context.indicator else ""
    return first_finding(replace(context, indicator=shown, date=date))


def _nothing(context: Context) -> Finding:
    """That no area is selected, and what to do about it."""
    store, chosen = context.store, context.selection.filter
    view = context.href()
    if chosen.picked:
        start = f"None of the areas chosen is in {context.place}."
        return Finding(start, also="Choose others, or clear them, to continue.", view=view)
    found = drawn(store, chosen)
    for one in found:
        if not inside(store, one).any():
            return Finding(why_empty(store, one), view=view)
    divisions = " and in ".join(division_words(store, chosen))
    names = joined([*([divisions] if divisions else []), *map(drawn_words, found)])
    quintile = f"in {quintile_words(store, chosen)}" if chosen.quintiles else ""
    where = f"both in {names} and {quintile}" if names and quintile else quintile or f"in {names}"
    start, also = f"No area is {where}.", "Choose others, or clear a filter, to continue."
    if not fits(start):
        these = "wards" if chosen.wards or not chosen.authorities else "local authorities"
        start = f"No area is both in these {these} and in these quintiles."
        also = f"{_selected_words(store, chosen)} {also}"
    return Finding(start, also=also, view=view)


def _size(context: Context) -> Finding:
    """How many areas and people are selected, out of how many."""
    store, say = context.store, Writer(context.href())
    total, whole = len(store.areas.code), people_in(store, everywhere(store))
    every = say.count("areas", "place", total)
    all_people = say.count("people", "place", whole)
    period = f"({store.people_period})"
    if context.selection.is_everything:
        areas = "small area (LSOA)" if total == 1 else "small areas (LSOAs)"
        return say.finding(f"{context.place} has {every} {areas} and {all_people} people {period}.")
    count, chosen = context.selection.count, context.selection.filter
    people = people_in(store, context.selection.mask)
    count_named(context, say)
    say.count("areas", "selection", count)
    say.count("people", "selection", people)
    held = f"{with_noun(people, 'person', 'people')} {period}"
    value = say.value(
        "part of the people", "selection", 100 * share(people, whole), percent(share(people, whole))
    )
    part = f"{value} of {context.place}'s people"
    name = capital(selection_words(store, chosen, count=count))
    if chosen.picked:
        found = picks(store, chosen.picked)
        verb = "has" if len(found.msoas) + len(found.rest) == 1 else "have"
        return say.finding(f"{name} {verb} {held}, {part}.")
    areas = some_of(count, total, "small area (LSOA)", "small areas (LSOAs)")
    size = f"{areas}, with {held}, {part}."
    if fits(f"{name}: {size}"):
        return say.finding(f"{name}: {size}")
    these = "This is" if count == 1 else "These are"
    return say.finding(f"{_selected_words(store, chosen)} {these} {size}")


def _selected_words(store: Store, chosen: Filter) -> str:
    """The filters in sentences of their own, where one would be too long for both."""
    quintiles = quintile_words(store, chosen)
    if not (chosen.authorities or chosen.wards or chosen.is_drawn):
        return f"Selected are the areas in {quintiles}."
    places = [*division_words(store, chosen), *map(drawn_words, drawn(store, chosen))]
    named = f"Selected: {joined(places)}."
    return f"{named} Only their areas in {quintiles} count." if chosen.quintiles else named


def _picked_names(context: Context) -> tuple[Finding, ...]:
    """The picked areas by name, while they are few enough to read."""
    areas, say = context.store.areas, Writer(context.href())
    found = picks(context.store, context.selection.filter.picked)
    if not 0 < len(found.msoas) + len(found.rest) <= MOST_PICKED:
        return ()
    names = []
    for name, parts in found.msoas:
        say.count(f"areas of {name}", "place", len(parts))
        names.append(f"{name} (neighbourhood of {with_noun(len(parts), 'area')})")
    names += [
        f"{areas.name[one]} in {areas.msoa_name[one]} ({ward_words(context.store, one, 'ward')})"
        for one in map(areas.code.index, found.rest)
    ]
    return (say.finding(" ".join(f"You chose {one}." for one in names)),)
