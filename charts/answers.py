"""The first finding of a view: the figure asked for, in the selection and the whole place."""

from __future__ import annotations

from dataclasses import replace

from charts.answer_ranks import rank_finding
from charts.answer_spread import categories_finding
from charts.answer_words import (
    left_out,
    members_of,
    sentence_of,
    share_of_counted,
    tested_word,
    value_beside,
)
from charts.estimates import Estimate, estimates, from_aggregate, of_place
from charts.findings import Figure, Finding, Where, figure_of
from charts.groups import compares, national
from charts.model import Context
from charts.words import noun
from charts.writer import Writer
from geodata.aggregate import method, selected
from geodata.catalogue import Indicator
from geodata.format import share_interval, source_words
from layers.over_time import moments


def first_finding(context: Context) -> Finding:
    """The figure of the view where it is selected, beside the whole place, at the date shown.

    A rank is answered by the share of people in the most deprived fifth. What does not add up is
    said to have no figure for more than one area.
    """
    indicator = context.indicator
    if indicator.kind.categorical:
        return categories_finding(context)
    if national(context) is indicator and indicator.kind.is_rank:
        return rank_finding(context)
    one, other = _estimates(context)
    here, place = _figures(context, one, other)
    split = compares(context)
    word = tested_word(indicator, one, other) if split else ""
    say = Writer(context.href(), source_words(indicator))
    _shares(indicator, one, other, split=split, say=say)
    sentence, people = sentence_of(context, one, other, word, say)
    also = " ".join(filter(None, (people, left_out(context, say))))
    words = f"{sentence} {also}"
    return say.finding(
        sentence,
        also=also,
        short=value_beside(context, one, other, word),
        people=people,
        asked=here,
        reference=place if split and place.text in words else None,
        comparison=word,
    )


def _shares(
    indicator: Indicator, one: Estimate, other: Estimate, *, split: bool, say: Writer
) -> None:
    """The shares that the sentence prints for a number of people that is some of those counted."""
    here: Where = "selection" if split else "place"
    pairs: tuple[tuple[Estimate, Where], ...] = ((one, here), (other, "place"))
    for found, where in pairs:
        share = share_of_counted(indicator, found)
        if share is not None:
            say.share(f"share of {indicator.key}", where, share)


def _estimates(context: Context) -> tuple[Estimate, Estimate]:
    """The figure of the selection and of the whole place, at the date of the view."""
    store, indicator = context.store, context.indicator
    moment = moments(store, indicator).get(context.date)
    if moment is not None:
        known = moment.status == "ok"
        inside = members_of(context, indicator) & known
        people, out_of = moment.people, moment.out_of
        one, other = estimates(
            [people[inside].sum(), people[known].sum()],
            [out_of[inside].sum(), out_of[known].sum()],
        )
        return one, other
    other = of_place(store, indicator.key)
    if not compares(context):
        return other, other
    return from_aggregate(selected(store, indicator.key, context.selection.mask), indicator)[
        0
    ], other


def _figures(context: Context, one: Estimate, other: Estimate) -> tuple[Figure, Figure]:
    indicator = context.indicator
    how, whole = (method(indicator, f"its {noun(indicator)}s", whole=one) for one in (False, True))
    where = members_of(context, indicator)
    alone = compares(context) and int(where.sum()) == 1
    date = context.date if context.date in moments(context.store, indicator) else ""
    here = figure_of(
        indicator,
        one,
        "selection" if compares(context) else "place",
        date=date,
        method="" if alone else how if compares(context) else whole,
    )
    share = share_of_counted(indicator, one)
    if share is not None:
        here = replace(here, bounds=f"as a share {share_interval(share.low, share.high)}")
    return here, figure_of(indicator, other, "place", date=date, method=whole)
