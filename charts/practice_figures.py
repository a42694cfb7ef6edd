"""The outcome chosen, for each general practice and for all practices together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from charts.comparison import between
from charts.estimates import Estimate
from charts.groups import Array, compares
from charts.model import Context
from charts.words import counted, some_of
from geodata.catalogue import Indicator
from geodata.format import number, percent, with_unit
from geodata.stats import byar_rate, wilson
from geodata.store import Store

USUAL = "qof_diabetes_2020_21"
PLACE_NOTE = (
    "A practice is a place and a list: its patients live elsewhere too. A filter by ward, quintile "
    "or area chooses practices by where they stand."
)
CRUDE = (
    "Crude figures: not adjusted for age. A practice with older patients has more people with "
    "long-term illness."
)


@dataclass(frozen=True, eq=False)
class Outcome:
    """One outcome of every practice, in the store's order, with all practices together."""

    indicator: Indicator
    each: tuple[Estimate, ...]
    whole: Estimate
    words: tuple[str, ...]
    status: tuple[str, ...]
    category: tuple[str, ...]

    @property
    def is_share(self) -> bool:
        """Whether values are shares, from 0 to 1."""
        return self.indicator.kind.is_share

    def text(self, one: Estimate) -> str:
        """A value as it stands in a sentence."""
        return percent(one.value) if self.is_share else with_unit(self.indicator, one.value)

    def bounds(self, one: Estimate) -> str:
        """An interval as it stands in a sentence."""
        if one.low != one.low:
            return "no interval"
        if self.is_share:
            return f"95 % interval {100 * one.low:.1f} to {100 * one.high:.1f} %"
        return f"95 % interval {one.low:,.1f} to {one.high:,.1f}"


def outcome_of(context: Context) -> Outcome:
    """The practice outcome of the view, or the usual one."""
    return outcome_by(context.store, context.practice.key if context.practice else USUAL)


@lru_cache(maxsize=128)
def outcome_by(store: Store, key: str) -> Outcome:
    """An outcome by its key; it does not depend on what is selected."""
    values = store.values(key)
    indicator = values.indicator
    scale = 100.0 if indicator.kind.is_share else 1.0
    low, high = _bounds(indicator, values.numerator, values.denominator)
    whole = _whole(store, key)
    each = tuple(
        Estimate(_count(a), _count(b), value, lower, upper, over=bool(over))
        for a, b, value, lower, upper, over in zip(
            values.numerator.tolist(),
            values.denominator.tolist(),
            (values.value / scale).tolist(),
            low.tolist(),
            high.tolist(),
            values.over.tolist(),
            strict=True,
        )
    )
    return Outcome(
        indicator=indicator,
        each=each,
        whole=whole,
        words=tuple(between(one.low, one.high, whole.value, indicator.polarity) for one in each),
        status=tuple(str(one) for one in values.status),
        category=values.words,
    )


def _count(value: float) -> int:
    return 0 if value != value else int(value)


def _bounds(indicator: Indicator, above: Array, below: Array) -> tuple[Array, Array]:
    if indicator.interval == "wilson":
        return wilson(above, below)
    if indicator.interval == "byar":
        return byar_rate(above, below, per=float(indicator.per or 1))
    nothing = np.full(above.shape, np.nan)
    return nothing, nothing


def _whole(store: Store, key: str) -> Estimate:
    """All practices together: parts added up, or the mean weighted by patients of May 2025."""
    values = store.values(key)
    indicator, nan = values.indicator, float("nan")
    if indicator.kind.categorical:
        return Estimate(0, 0, nan, nan, nan)
    if indicator.has_parts:
        above, below = np.nansum(values.numerator), np.nansum(values.denominator)
        low, high = _bounds(indicator, np.array([above]), np.array([below]))
        per = 1 if indicator.kind.is_share else (indicator.per or 1)
        value = float(per * above / below)
        return Estimate(int(above), int(below), value, float(low[0]), float(high[0]))
    there = ~np.isnan(values.value) & ~np.isnan(store.practices.patients)
    weights = np.where(there, store.practices.patients, 0.0)
    if indicator.kind.is_count:
        weights = there.astype(np.float64)
    mean = float((np.nan_to_num(values.value) * weights).sum() / weights.sum())
    return Estimate(0, 0, mean / (100 if indicator.kind.is_share else 1), nan, nan)


def whole_words(context: Context, found: Outcome) -> str:
    """How the line of the whole place was found."""
    if found.indicator.has_parts:
        return f"The line is {context.place}: all practices' numbers added up, then divided."
    if found.indicator.kind.is_count:
        return "The line is the average practice."
    return (
        "The line is the mean of all practices, weighted by their patients of May 2025; without "
        "the numbers behind it there is no interval."
    )


def shown(context: Context) -> Array:
    """The practices that a view shows: those that stand in the selection, else all."""
    everything = np.ones(len(context.store.practices.code), dtype=np.bool_)
    if not compares(context):
        return everything
    inside = context.store.practice_mask(context.selection.mask)
    return inside if inside.any() else everything


def place_words(context: Context) -> str:
    """How many practices stand in the selection; nothing while everything is selected."""
    if context.selection.is_empty:
        return "No area is selected"
    if context.selection.is_everything:
        return ""
    listed = sum(context.store.practices.listed)
    inside = int(context.store.practice_mask(context.selection.mask).sum())
    if not inside:
        return "No practice stands in the selected areas"
    verb = "stands" if inside == 1 else "stand"
    return f"{some_of(inside, listed, 'practice')} {verb} in the selected areas"


def shown_words(context: Context) -> str:
    """How many practices are shown, and why those."""
    words, chosen = place_words(context), int(shown(context).sum())
    if not words:
        return ""
    if chosen == len(context.store.practices.code):
        return f"{words}; all practices are shown."
    return f"{words} and {_are(chosen)} shown."


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def unlisted_note(context: Context, found: Outcome) -> tuple[str, ...]:
    """The practices that have a figure and are not in the list any more."""
    practices = context.store.practices
    gone = [
        code
        for code, listed, one in zip(practices.code, practices.listed, found.each, strict=True)
        if not listed and one.known
    ]
    if not gone:
        return ()
    return (
        f"{counted(len(gone), 'practice')} of {found.indicator.edition} {_are(len(gone))} not in "
        f"the list of May 2025 and {'has' if len(gone) == 1 else 'have'} no place on the map: "
        f"{', '.join(gone)}. {context.place}'s figure includes them.",
    )


def size_words(context: Context, at: int) -> str:
    """A practice's list, in words."""
    patients = float(context.store.practices.patients[at])
    return "not in the list of May 2025" if patients != patients else f"{number(patients)} patients"
