"""How areas spread: from what to what their values run, or how many are in each category."""

from __future__ import annotations

import numpy as np

from charts.answer_words import members_of, place_of, short_place
from charts.findings import Finding, Where
from charts.groups import compares
from charts.model import Context
from charts.words import fits, joined, noun
from charts.writer import Writer
from geodata.format import amount, source_words, with_sign, with_unit
from layers.over_time import moments
from layers.words import full_label


def range_finding(context: Context) -> tuple[Finding, ...]:
    """From what to what the areas run; none for ranks, categories, practices and one area."""
    indicator = context.indicator
    if indicator.total is not None or indicator.kind.categorical or indicator.level == "practice":
        return ()
    values = context.store.values(indicator.key)
    moment = moments(context.store, indicator).get(context.date)
    inside = members_of(context, indicator) & (values.rank > 0)
    found = (moment.share if moment else values.value)[inside]
    found = found[~np.isnan(found)]  # of another date some are not shown
    label = f"{indicator.label}, by {moment.day}," if moment else full_label(indicator)
    say = Writer(context.href(), source_words(indicator))
    if not found.size:
        return (say.finding(f"{label} has no value for the selection."),)
    if found.size == 1:
        return ()
    here: Where = "selection" if compares(context) else "place"
    first, last = float(found.min()), float(found.max())
    low, _ = (
        say.value(f"{name} {indicator.key}", here, end, amount(indicator, end), date=context.date)
        for name, end in (("lowest", first), ("highest", last))
    )
    start, across = f"{label} runs from {low} to", f"across these {noun(indicator)}s."
    named = f"{start} {with_unit(indicator, last)} {across}"
    words = named if fits(named) else f"{start} {with_sign(indicator, last)} {across}"
    return (say.finding(f"{words} It has no national rank."),)


def categories_finding(context: Context) -> Finding:
    """How many areas or practices are in each category."""
    indicator = context.indicator
    say = Writer(context.href(), source_words(indicator))
    values = context.store.values(indicator.key)
    words = [values.words[at] for at in np.flatnonzero(members_of(context, indicator))]
    here: Where = "selection" if compares(context) else "place"
    counts = {one: words.count(one) for one in indicator.categories if one in words}
    counts |= {"without a figure": words.count("")} if "" in words else {}
    found = [
        f"{say.count(f'{noun(indicator)}s {name}, {indicator.key}', here, count)} {name}"
        for name, count in counts.items()
    ]
    answer = f"{full_label(indicator)}: {joined(found) or 'no figure'}."
    named = f"{place_of(context, say)}, {answer}"
    return say.finding(
        named if fits(named) else f"{short_place(context, say)}, {answer}", short=joined(found)
    )
