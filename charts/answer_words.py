"""Parts of the first sentence of a view: where, how much, beside what, how many people."""

from __future__ import annotations

import numpy as np

from charts.comparison import verdict
from charts.estimates import Estimate, estimates
from charts.groups import compares, selection_words
from charts.model import Context
from charts.picks import picks
from charts.words import capital, fits, joined, noun, with_noun
from geodata.aggregate import members
from geodata.catalogue import Indicator
from geodata.contents import Array
from geodata.format import (
    amount,
    day,
    number,
    percent,
    share_words,
    whole_words,
    with_sign,
    with_unit,
)
from layers.over_time import moments
from layers.words import full_label


def tested_word(indicator: Indicator, one: Estimate, other: Estimate) -> str:
    """The tested word; of a number of people that of their share."""
    part, all_ = share_of_counted(indicator, one), share_of_counted(indicator, other)
    if part is not None and all_ is not None:
        one, other = part, all_
    return verdict(one, other.value, indicator.polarity)


def members_of(context: Context, indicator: Indicator) -> Array:
    """Which areas (or practices) of the indicator the selection takes in, as a mask."""
    store = context.store
    if indicator.level == "practice" and context.selection.is_everything:
        return np.ones(len(store.practices.code), dtype=np.bool_)
    return members(store, indicator, context.selection.mask)


def place_of(context: Context) -> str:
    """Where the figure is for: the place, or the selection with its larger areas counted."""
    if not compares(context):
        return context.place
    name = selection_name(context)
    found = picks(context.store, context.selection.filter.picked)
    if context.indicator.level == "lsoa" or (found.msoas and not found.rest):
        return name
    inside = int(members_of(context, context.indicator).sum())
    return f"{name} ({with_noun(inside, noun(context.indicator))})"


def selection_name(context: Context) -> str:
    """The selection by name: wards, quintiles, or how many areas are picked."""
    store, asked = context.store, context.selection.filter
    picked = np.flatnonzero(context.selection.mask)
    if asked.picked and len(picked) == 1:
        return store.areas.name[int(picked[0])]
    return capital(selection_words(store, asked, count=context.selection.count))


def sentence_of(context: Context, one: Estimate, other: Estimate, word: str) -> tuple[str, str]:
    """The first sentence, and the people behind it where they would make it too long."""
    indicator, split = context.indicator, compares(context)
    if split and indicator.level == "practice" and not members_of(context, indicator).any():
        return f"No practice stands in {selection_name(context)}.", _of_place(context, other)
    named = _answer(context, one, other, word, start=place_of(context))
    words = named if fits(named) else _answer(context, one, other, word, start=_short(context))
    if not one.known:
        return f"{words}.", ""
    made_of = _made_of(indicator, one, other, place=context.place if split else "")
    if not made_of:
        return f"{words}.", ""
    join = ", " if indicator.kind.is_count and not indicator.has_parts else ": "
    together = f"{words}{join}{made_of}."
    if fits(together):
        return together, ""
    return f"{words}.", f"That is {made_of}."


def _short(context: Context) -> str:
    """Where the figure is for, where names would be too long: they follow in the next sentence."""
    return f"The selection{place_of(context).removeprefix(selection_name(context))}"


def _answer(context: Context, one: Estimate, other: Estimate, word: str, *, start: str) -> str:
    """Value and comparison, without the people behind them."""
    indicator, label = context.indicator, full_label(context.indicator)
    if not compares(context):
        start = context.place
    if not one.known:
        return f"{label}, {start}: no figure{_beside(context, other, '')}"
    if indicator.predicate:
        words = f"{start}: {_value(indicator, one)} {_predicate(context)}"
    else:
        words = f"{label}, {start}: {_value(indicator, one)}"
    return words + _beside(context, other, word) if compares(context) else words


def _of_place(context: Context, other: Estimate) -> str:
    value = _value(context.indicator, other) if other.known else "no figure"
    return f"{full_label(context.indicator)}, {context.place}: {value}."


def _value(indicator: Indicator, one: Estimate) -> str:
    share = share_of_counted(indicator, one)
    if share is not None:
        return share_words(share.value)
    return (with_sign if indicator.kind.sign else with_unit)(indicator, one.value)


def _predicate(context: Context) -> str:
    date = context.date if context.date in moments(context.store, context.indicator) else ""
    edition = context.indicator.edition.removeprefix("to ")
    return context.indicator.predicate.format(date=day(date) if date else edition)


def _beside(context: Context, other: Estimate, word: str) -> str:
    indicator = context.indicator
    if not other.known or (indicator.kind.is_count and not other.total):
        return ""
    start = {"similar": "similar to", "": "against"}.get(word, f"{word} than")
    share = share_of_counted(indicator, other)
    value = share_words(share.value) if share else with_sign(indicator, other.value)
    return f", {start} {context.place}'s {value}"


def share_of_counted(indicator: Indicator, one: Estimate) -> Estimate | None:
    """Of a number of people that is some of those counted: their share; None for anything else."""
    if not (indicator.kind.is_count and indicator.has_parts and one.total):
        return None
    return estimates([one.count], [one.total])[0]


def _made_of(indicator: Indicator, one: Estimate, other: Estimate, *, place: str) -> str:
    """People behind the value: numerator of denominator, or the part of the place's number."""
    if indicator.has_parts and one.total:
        return f"{number(one.count)} of {number(one.total)}{denominator_of(indicator)}"
    if indicator.kind.is_count and place and other.value:
        return (
            f"{percent(one.value / other.value)} of {place}'s {with_sign(indicator, other.value)}"
        )
    return ""


def denominator_of(indicator: Indicator) -> str:
    """What a denominator counts, to follow it: " on the register", " usual residents"."""
    if indicator.kind.is_share:
        return whole_words(indicator)
    heading = indicator.denominator_heading
    return f" {heading[:1].lower()}{heading[1:]}" if heading else ""


def left_out(context: Context) -> str:
    """How many areas of the selection have no figure; nothing where all have one."""
    values = context.store.values(context.indicator.key)
    inside = members_of(context, context.indicator)
    none = int((inside & (values.status != "ok")).sum())
    if not none or none == int(inside.sum()):
        return ""
    every = with_noun(int(inside.sum()), noun(context.indicator))
    return f"{number(none)} of {every} without a figure left out."


def range_words(context: Context) -> str:
    """From what to what the areas run; "" for ranks, categories and practices."""
    indicator = context.indicator
    if indicator.total is not None or indicator.kind.categorical or indicator.level == "practice":
        return ""
    values = context.store.values(indicator.key)
    moment = moments(context.store, indicator).get(context.date)
    inside = members_of(context, indicator) & (values.rank > 0)
    found = (moment.share if moment else values.value)[inside]
    label = full_label(indicator)
    if not found.size:
        return f"{label} has no value for the selection."
    if found.size == 1:
        return ""
    low, high = float(found.min()), float(found.max())
    start = f"{label} runs from {amount(indicator, low)} to"
    end = f"across these {noun(indicator)}s."
    named = f"{start} {with_unit(indicator, high)} {end}"
    words = named if fits(named) else f"{start} {with_sign(indicator, high)} {end}"
    return f"{words} It has no national rank."


def categories(context: Context) -> str:
    """How many areas or practices are in each category."""
    indicator = context.indicator
    values = context.store.values(indicator.key)
    words = [values.words[at] for at in np.flatnonzero(members_of(context, indicator))]
    found = [f"{words.count(one)} {one}" for one in indicator.categories if one in words]
    found += [f"{words.count('')} without a figure"] if "" in words else []
    answer = f"{full_label(indicator)}: {joined(found) or 'no figure'}."
    named = f"{place_of(context)}, {answer}"
    return named if fits(named) else f"{_short(context)}, {answer}"
