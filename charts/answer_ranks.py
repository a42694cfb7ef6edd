"""The first finding of a view of ranks or of categories."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from charts.answer_words import left_out, members_of, place_of
from charts.estimates import Estimate, estimates
from charts.findings import Figure, Finding, Where
from charts.groups import Array, compares, everywhere, level_of, people_in
from charts.model import Context
from charts.words import fits
from charts.writer import Writer
from geodata.aggregate import whole
from geodata.catalogue import Indicator
from geodata.classify import decile, national_quintile
from geodata.format import number, rank_of, share_words, source_words
from geodata.store import Store
from layers.words import full_label

TENTHS = 10


def rank_finding(context: Context) -> Finding:
    """How many people live in the most deprived fifth; of one area its rank."""
    store, indicator = context.store, context.indicator
    members = members_of(context, indicator)
    if compares(context) and int(members.sum()) == 1:
        return _one_rank(context, int(np.flatnonzero(members)[0]))
    one, other = _in_fifth(store, indicator, context.selection.mask), _of_place(store, indicator)
    concept = f"people in the most deprived fifth, {indicator.key}"
    split, say = compares(context), Writer(context.href(), source_words(indicator))
    here: Where = "selection" if split else "place"
    beside = f", against {context.place}'s {share_words(other.value)}" if split else ""
    share, fifth_of = share_words(one.value), f"in the {indicator.more} fifth"
    answer = f": {share} of people live {fifth_of} of {indicator.ranked_in}'s areas{beside}"
    words = f"{place_of(context, say)}{answer}"
    words = words if fits(words) else f"The selection{answer}"
    count = say.count(f"numerator of {concept}", here, one.count)
    total = say.count(f"denominator of {concept}", here, one.total)
    people = f"That is {count} of {total} people"
    made_of = f"{people}, {full_label(indicator)}."
    return say.finding(
        f"{words}.",
        also=" ".join(filter(None, (made_of, left_out(context, say)))),
        short=f"{share} of people {fifth_of}{beside}",
        people=f"{people}.",
        asked=_share_figure(concept, one, split=split),
        reference=_share_figure(concept, other, split=False) if split else None,
    )


def _in_fifth(store: Store, indicator: Indicator, mask: Array) -> Estimate:
    """People in the most deprived fifth, of all in areas with a rank."""
    counted = [people_in(store, mask & one) for one in _ranked(store, indicator)]
    return estimates(counted[:1], counted[1:])[0]


@lru_cache(maxsize=64)
def _ranked(store: Store, indicator: Indicator) -> tuple[Array, Array]:
    """Which LSOAs lie in areas of the most deprived fifth, and which in areas with a rank."""
    values, of_area = store.values(indicator.key), level_of(store, indicator).of_area
    fifth = national_quintile(values.rank, values.total) == 1
    return fifth[of_area], (values.rank > 0)[of_area]


@lru_cache(maxsize=64)
def _of_place(store: Store, indicator: Indicator) -> Estimate:
    return _in_fifth(store, indicator, everywhere(store))


def _share_figure(concept: str, one: Estimate, *, split: bool) -> Figure:
    return Figure(
        concept=concept,
        where="selection" if split else "place",
        text=share_words(one.value),
        value=one.value,
        numerator=float(one.count),
        denominator=float(one.total),
        method="people of small areas in national quintile 1 over all people",
    )


def _one_rank(context: Context, at: int) -> Finding:
    """Decile and rank of one area, the average of the place, and how many areas are before it."""
    store, indicator = context.store, context.indicator
    ranks, total = store.values(indicator.key).rank, indicator.total or 0
    rank, name = int(ranks[at]), level_of(store, indicator).names[at]
    say = Writer(context.href(), source_words(indicator))
    mean = float(whole(store, indicator.key).value[0])
    words_of_mean = rank_of(mean, total) if mean == mean else "no rank"
    say.value(f"average {indicator.key} of {context.place}", "place", mean, words_of_mean)
    averages = f"{context.place} averages {words_of_mean}"
    if not rank:
        words = f"{name}: no rank, {full_label(indicator)}."
        return say.finding(words, also=f"{averages}.", short="no rank")
    say.value(f"{indicator.key} of {name}", "place", float(rank), rank_of(rank, total))
    tenth = int(decile(ranks, total)[at])
    place = say.value(f"decile on {indicator.key}", "selection", float(tenth), number(tenth))
    before = say.count("areas before it", "place", int(((ranks > 0) & (ranks < rank)).sum()))
    every = say.count("areas with a rank", "place", int((ranks > 0).sum()))
    ends = f"1 = {indicator.rank_ends[0]}"
    ranked = f"{rank_of(rank, total)} areas in {indicator.ranked_in} ({ends})"
    return say.finding(
        f"{name}: decile {place} of {TENTHS}, {ranked}, {full_label(indicator)}.",
        also=f"{averages}; {before} of its {every} areas rank before it.",
        short=f"{rank_of(rank, total)}, {averages}",
        asked=Figure(indicator.key, "selection", number(rank), float(rank)),
    )
