"""Parts of the first sentence of a view: where, how much, beside what, how many people."""

from __future__ import annotations

import numpy as np

from charts.comparison import verdict
from charts.estimates import Estimate, estimates
from charts.findings import Where
from charts.groups import WARDS_NAMED, compares, selection_words
from charts.model import Context
from charts.picks import MOST_NAMED, picks
from charts.words import capital, fits, noun, with_noun
from charts.writer import Writer
from geodata.aggregate import members
from geodata.catalogue import Indicator
from geodata.contents import Array
from geodata.format import (
    day,
    percent,
    share_words,
    whole_words,
    with_sign,
    with_unit,
)
from layers.over_time import label_at, moments


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


def place_of(context: Context, say: Writer) -> str:
    """Where the figure is for: the place, or the selection with its larger areas counted."""
    if not compares(context):
        return context.place
    name = selection_name(context)
    count_named(context, say)
    found = picks(context.store, context.selection.filter.picked)
    if context.indicator.level == "lsoa" or (found.msoas and not found.rest):
        return name
    inside = int(members_of(context, context.indicator).sum())
    say.count(f"{noun(context.indicator)}s", "selection", inside)
    return f"{name} ({with_noun(inside, noun(context.indicator))})"


def count_named(context: Context, say: Writer) -> None:
    """What the name of the selection counts: areas picked, wards beyond those named."""
    found = picks(context.store, context.selection.filter.picked)
    if found.rest:
        say.count("areas picked", "selection", len(found.rest))
    if len(found.msoas) > MOST_NAMED:
        say.count("MSOAs picked", "selection", len(found.msoas))
    chosen = context.selection.filter
    for noun_, codes in (("local authorities", chosen.authorities), ("wards", chosen.wards)):
        if len(codes) > WARDS_NAMED:
            say.count(f"{noun_} not named", "selection", len(codes) - WARDS_NAMED)


def selection_name(context: Context) -> str:
    """The selection by name: wards, quintiles, or how many areas are picked."""
    store, asked = context.store, context.selection.filter
    picked = np.flatnonzero(context.selection.mask)
    if asked.picked and len(picked) == 1:
        return store.areas.name[int(picked[0])]
    return capital(selection_words(store, asked, count=context.selection.count))


def sentence_of(
    context: Context, one: Estimate, other: Estimate, word: str, say: Writer
) -> tuple[str, str]:
    """The first sentence, and the people behind it where they would make it too long."""
    indicator, split = context.indicator, compares(context)
    count_named(context, say)
    if split and indicator.level == "practice" and not members_of(context, indicator).any():
        return f"No practice stands in {selection_name(context)}.", _of_place(context, other, say)
    named = _answer(context, one, other, word, start=place_of(context, say))
    words = (
        named
        if fits(named)
        else _answer(context, one, other, word, start=short_place(context, say))
    )
    if not one.known:
        return f"{words}.", ""
    say.estimate(indicator, "place", other)
    made_of = _made_of(indicator, one, other, place=context.place if split else "", say=say)
    if not made_of:
        return f"{words}.", ""
    join = ", " if indicator.kind.is_count and not indicator.has_parts else ": "
    together = f"{words}{join}{made_of}."
    if fits(together):
        return together, ""
    return f"{words}.", f"That is {made_of}."


def short_place(context: Context, say: Writer) -> str:
    """Where the figure is for, where names would be too long: they follow in the next sentence."""
    return f"The selection{place_of(context, say).removeprefix(selection_name(context))}"


def _answer(context: Context, one: Estimate, other: Estimate, word: str, *, start: str) -> str:
    """Value and comparison, without the people behind them."""
    indicator = context.indicator
    label = label_at(context.store, indicator, context.date)
    if not compares(context):
        start = context.place
    if not one.known:
        where = _after_a_name(context, start)
        return f"{label}, {where}: no figure{_beside(context, other, '')}"
    if indicator.predicate:
        words = f"{start}: {_value(indicator, one)} {_predicate(context)}"
    else:
        words = f"{label}, {_after_a_name(context, start)}: {_value(indicator, one)}"
    return words + _beside(context, other, word) if compares(context) else words


def _after_a_name(context: Context, start: str) -> str:
    """Where the figure is for, without a large letter that is not its own."""
    asked, count = context.selection.filter, context.selection.count
    own = selection_words(context.store, asked, count=count)
    return start.replace(capital(own), own, 1).replace("The selection", "the selection", 1)


def _of_place(context: Context, other: Estimate, say: Writer) -> str:
    value = _value(context.indicator, other) if other.known else "no figure"
    say.estimate(context.indicator, "place", other)
    label = label_at(context.store, context.indicator, context.date)
    return f"{label}, {context.place}: {value}."


def value_beside(context: Context, one: Estimate, other: Estimate, word: str) -> str:
    """The value beside that of the place, to follow a name."""
    value = _value(context.indicator, one) if one.known else "no figure"
    return value + _beside(context, other, word) if compares(context) else value


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


def _made_of(
    indicator: Indicator, one: Estimate, other: Estimate, *, place: str, say: Writer
) -> str:
    """People behind the value: numerator of denominator, or the part of the place's number."""
    here: Where = "selection" if place else "place"
    if indicator.has_parts and one.total:
        count = say.count(f"numerator of {indicator.key}", here, one.count)
        total = say.count(f"denominator of {indicator.key}", here, one.total)
        return f"{count} of {total}{_counted(indicator)}"
    if indicator.kind.is_count and place and other.value:
        part = percent(one.value / other.value)
        say.value(f"part of {indicator.key}", here, 100 * one.value / other.value, part)
        return f"{part} of {place}'s {with_sign(indicator, other.value)}"
    return ""


def _counted(indicator: Indicator) -> str:
    """What a denominator counts, to follow it: " on the register", " usual residents"."""
    if indicator.kind.is_share:
        return whole_words(indicator)
    heading = indicator.denominator_heading
    return f" {heading[:1].lower()}{heading[1:]}" if heading else ""


def left_out(context: Context, say: Writer) -> str:
    """How many areas of the selection have no figure; nothing where all have one."""
    moment = moments(context.store, context.indicator).get(context.date)
    ok = moment.status == "ok" if moment else context.store.values(context.indicator.key).ok
    inside = members_of(context, context.indicator)
    none = int((inside & ~ok).sum())
    if not none or none == int(inside.sum()):
        return ""
    here: Where = "selection" if compares(context) else "place"
    nouns = noun(context.indicator)
    say.count(f"{nouns}s", here, int(inside.sum()))
    some = say.count(f"{nouns}s without {context.indicator.key}", here, none)
    return f"{some} of {with_noun(int(inside.sum()), nouns)} without a figure left out."
