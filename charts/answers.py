"""The answer to the question asked: the chosen figure in the selection, beside the whole place."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from charts.comparison import between
from charts.groups import (
    Array,
    compares,
    everywhere,
    level_of,
    people_in,
    people_of,
    selection_words,
)
from charts.model import Context, Finding
from charts.words import areas_of, capital, counted, noun
from geodata.aggregate import Aggregate, method, selected, whole
from geodata.catalogue import Indicator
from geodata.classify import national_quintile
from geodata.format import number, percent, rank_of, whole_words, with_sign, with_unit
from geodata.stats import wilson
from layers.over_time import Moment, moments, title
from layers.words import full_label

NAN = float("nan")
FIFTH = 20  # per cent
SIMILAR = "similar to"


@dataclass(frozen=True)
class _Figure:
    """One figure of a set of areas, in the indicator's unit; nan where there is none."""

    value: float
    numerator: float = NAN
    denominator: float = NAN
    low: float = NAN
    high: float = NAN
    left_out: int = 0


def answer(context: Context, shown: Indicator) -> tuple[Finding, ...]:
    """What `shown` is in the selection and in the whole place, at the date of the view.

    The first finding is the answer; the others say what it is made of and what is left out.
    """
    if shown.kind.categorical or shown.level == "practice":
        return ()
    if shown.kind.is_rank:
        return _deprivation(context, shown)
    moment = moments(context.store, shown).get(context.date)
    here, there = _figures(context, shown, moment)
    label = f"{title(shown)}, by {moment.day}" if moment else full_label(shown)
    finding = _beside(context, shown, here, there, label=label)
    return (finding, *_made_of(context, shown, here), *_without(context, shown, here))


def _figures(context: Context, shown: Indicator, moment: Moment | None) -> tuple[_Figure, _Figure]:
    """The figure of the selection and that of the whole place."""
    store, mask = context.store, context.selection.mask
    if moment is None:
        return (_one(selected(store, shown.key, mask)), _one(whole(store, shown.key)))
    members = store.members(mask, level_of(store, shown))
    return _at_date(moment, members), _at_date(moment, np.ones_like(members))


def _one(found: Aggregate) -> _Figure:
    return _Figure(
        value=float(found.value[0]),
        numerator=float(found.numerator[0]),
        denominator=float(found.denominator[0]),
        low=float(found.low[0]),
        high=float(found.high[0]),
        left_out=int(found.left_out[0]),
    )


def _at_date(moment: Moment, members: Array) -> _Figure:
    above = float(moment.people[members].sum())
    below = float(moment.series.denominator[members].sum())
    low, high = (100 * float(bound) for bound in wilson(above, below))
    return _Figure(100 * above / below if below else NAN, above, below, low, high)


def _beside(
    context: Context, shown: Indicator, here: _Figure, there: _Figure, *, label: str
) -> Finding:
    """ "Somewhere, 4 MSOAs: 74.3 % (First dose ...), worse than the whole place's 81.4 %." """
    split = compares(context)
    known = here.value == here.value
    word = between(here.low, here.high, there.value, shown.polarity) if split else ""
    said = _value(shown, here.value) if known else "no figure"
    words = f"{_where(context, shown)}: {said} ({label})"
    if split and known:
        words += f", {_comparison(context, shown, here, there, word)}"
    return Finding(
        words=f"{words}.",
        indicator=shown,
        value=here.value,
        numerator=here.numerator,
        denominator=here.denominator,
        interval=(here.low, here.high),
        comparison=word,
        reference=there.value,
        method=shown.method if shown.has_parts else capital(f"{method(shown)}."),
        view=context.href(),
    )


def _comparison(
    context: Context, shown: Indicator, here: _Figure, there: _Figure, word: str
) -> str:
    place, reference = context.place, with_sign(shown, there.value)
    if shown.kind.adding == "sum" and there.value:
        return f"{percent(here.value / there.value)} of {place}'s {reference}"
    if not word:
        return f"against {place}'s {reference}"
    return f"{SIMILAR if word == 'similar' else f'{word} than'} {place}'s {reference}"


def _value(shown: Indicator, value: float) -> str:
    """A value; with its unit where neither a sign nor the label says it."""
    plain = shown.kind.is_share or shown.kind.is_count
    return with_sign(shown, value) if plain else with_unit(shown, value)


def _where(context: Context, shown: Indicator) -> str:
    """The selection by name; how many larger areas it lies in where those have the figure."""
    if not compares(context):
        return context.place
    store, chosen = context.store, context.selection
    name = capital(selection_words(store, chosen.filter, count=chosen.count))
    if chosen.filter.picked and chosen.count == 1:
        name = store.areas.name[int(np.flatnonzero(chosen.mask)[0])]
    if shown.level == "lsoa":
        return name
    members = int(store.members(chosen.mask, level_of(store, shown)).sum())
    return f"{name}, {counted(members, noun(shown))}"


def _made_of(context: Context, shown: Indicator, here: _Figure) -> tuple[Finding, ...]:
    """The people behind the figure."""
    if not here.denominator > 0:
        return ()
    if shown.kind.is_share:
        parts = f"{number(here.numerator)} of {number(here.denominator)}"
        words = f"That is {parts}{whole_words(shown)}."
    elif shown.kind.is_count:
        part = percent(here.numerator / here.denominator)
        words = f"That is {part} of the {number(here.denominator)} {shown.denominator}."
    else:
        words = f"That is {number(here.numerator)} events among {number(here.denominator)} at risk."
    return (Finding(words=words, indicator=shown, view=context.href()),)


def _without(context: Context, shown: Indicator, here: _Figure) -> tuple[Finding, ...]:
    if not here.left_out:
        return ()
    members = context.store.members(context.selection.mask, level_of(context.store, shown))
    count = int(members.sum())
    words = f"{number(here.left_out)} of {areas_of(shown, count)} without a figure left out."
    return (Finding(words=words, indicator=shown, view=context.href()),)


def _deprivation(context: Context, shown: Indicator) -> tuple[Finding, ...]:
    """For ranks: the part of the people who live in the first fifth; of one area its own rank."""
    store, chosen = context.store, context.selection
    values, level = store.values(shown.key), level_of(store, shown)
    members = store.members(chosen.mask, level)
    if int(members.sum()) == 1:
        at = int(np.flatnonzero(members)[0])
        rank = int(values.rank[at])
        said = f"{rank_of(rank, values.total)}, 1 = {shown.more}" if rank else "no rank"
        words = f"{level.names[at]}: {said} ({full_label(shown)})."
        return (Finding(words, shown, value=float(rank or NAN), view=context.href()),)
    first = national_quintile(values.rank, values.total) == 1

    def people(mask: Array) -> tuple[int, int]:
        return int(people_of(store, level, mask)[first].sum()), people_in(store, mask)

    here, there = people(chosen.mask), people(everywhere(store))
    share, reference = (a / b if b else NAN for a, b in (here, there))
    beside = f", against {context.place}'s {percent(reference)}" if compares(context) else ""
    fifth = f"the {shown.more} {FIFTH} % of {shown.ranked_in}"
    return (
        Finding(
            words=(
                f"{_where(context, shown)}: {percent(share)} of people live in {fifth} "
                f"({full_label(shown)}){beside}."
            ),
            indicator=shown,
            value=100 * share,
            numerator=float(here[0]),
            denominator=float(here[1]),
            reference=100 * reference,
            method="People of the areas in national quintile 1 over all people of the areas.",
            view=context.href(),
        ),
    )
