"""The first finding of a view: the figure asked for, in the selection and the whole place."""

from __future__ import annotations

from dataclasses import replace

from charts.answer_ranks import rank_finding
from charts.answer_words import (
    categories,
    left_out,
    members_of,
    sentence_of,
    share_of_counted,
    tested_word,
)
from charts.estimates import Estimate, estimates, from_aggregate, of_place
from charts.findings import Figure, Finding, figure_of
from charts.groups import compares, national
from charts.model import Context
from charts.words import noun
from geodata.aggregate import method, selected
from geodata.format import share_interval, source_words
from layers.over_time import moments


def first_finding(context: Context) -> Finding:
    """The figure of the view where it is selected, beside the whole place, at the date shown.

    A rank is answered by the share of people in the most deprived fifth. What does not add up is
    said to have no figure for more than one area.
    """
    indicator = context.indicator
    if indicator.kind.categorical:
        return Finding(categories(context), source=source_words(indicator), view=context.href())
    if national(context) is indicator and indicator.kind.is_rank:
        return rank_finding(context)
    one, other = _estimates(context)
    here, place = _figures(context, one, other)
    word = tested_word(indicator, one, other) if compares(context) else ""
    sentence, people = sentence_of(context, one, other, word)
    return Finding(
        sentence,
        also=" ".join(filter(None, (people, left_out(context)))),
        figure=here,
        reference=place if compares(context) else None,
        comparison=word,
        source=source_words(indicator),
        view=context.href(),
    )


def _estimates(context: Context) -> tuple[Estimate, Estimate]:
    """The figure of the selection and of the whole place, at the date of the view."""
    store, indicator = context.store, context.indicator
    moment = moments(store, indicator).get(context.date)
    if moment is not None:
        inside, register = members_of(context, indicator), moment.series.denominator
        people = moment.people
        one, other = estimates(
            [people[inside].sum(), people.sum()], [register[inside].sum(), register.sum()]
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
    how = method(indicator, f"its {noun(indicator)}s")
    where = members_of(context, indicator)
    alone = compares(context) and int(where.sum()) == 1
    date = context.date if context.date in moments(context.store, indicator) else ""
    here = figure_of(
        indicator,
        one,
        "selection" if compares(context) else "place",
        date=date,
        method="" if alone else how,
    )
    share = share_of_counted(indicator, one)
    if share is not None:
        here = replace(here, bounds=f"as a share {share_interval(share.low, share.high)}")
    return here, figure_of(indicator, other, "place", date=date, method=how)
