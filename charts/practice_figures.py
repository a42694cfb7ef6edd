"""The outcome chosen, for each general practice and for all practices together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from math import nan

import numpy as np

from charts.columns import number_or_none
from charts.comparison import between
from charts.estimates import UNKNOWN, Estimate, each, of_place
from charts.groups import Array, choosable
from charts.model import Cell, Column, Context
from charts.words import COUNTRY, some_of, with_noun
from charts.writer import Writer
from geodata.catalogue import Indicator
from geodata.format import number, with_sign
from geodata.store import Store

PATIENTS = "patients' deprivation"
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
    """One outcome of every practice, in the store's order, with all practices together.

    `national` is that of all practices of the country; nan where it is not held.
    """

    indicator: Indicator
    each: tuple[Estimate, ...]
    whole: Estimate
    words: tuple[str, ...]
    status: tuple[str, ...]
    category: tuple[str, ...]
    national: float = nan

    def text(self, one: Estimate) -> str:
        """A value as it stands in a sentence."""
        return (
            with_sign(self.indicator, one.value)
            if self.by_sign and one.known
            else one.text(self.indicator)
        )

    def bounds(self, one: Estimate) -> str:
        """An interval as it stands in a sentence."""
        return one.bounds(self.indicator)

    @property
    def by_sign(self) -> bool:
        """Whether a sign says the unit: "6.3%"."""
        return bool(self.indicator.kind.sign)


def outcome_of(context: Context) -> Outcome:
    """The practice outcome of the view, or the usual one."""
    return outcome_by(context.store, (context.practice or usual(context.store)).key)


def outcomes(store: Store) -> tuple[Indicator, ...]:
    """What practices have that is a number, but how deprived their patients are."""
    every = store.catalogue.at("practice")
    return tuple(one for one in every if not one.kind.categorical and one.role != PATIENTS)


def usual(store: Store) -> Indicator:
    """The outcome that is shown unasked: the one the catalogue marks, or else the first."""
    every = outcomes(store)
    return next((one for one in every if one.usual), every[0])


@lru_cache(maxsize=128)
def outcome_by(store: Store, key: str) -> Outcome:
    """An outcome by its key; it does not depend on what is selected."""
    values = store.values(key)
    indicator = values.indicator
    found = tuple(each(values))
    every = UNKNOWN if indicator.kind.categorical else _whole(store, key)
    return Outcome(
        indicator=indicator,
        each=found,
        whole=every,
        words=tuple(between(one.low, one.high, every.value, indicator.polarity) for one in found),
        status=tuple(str(one) for one in values.status),
        category=values.words,
        national=values.national,
    )


def _whole(store: Store, key: str) -> Estimate:
    """All practices together; of counts the average practice."""
    found = of_place(store, key)
    if not store.values(key).indicator.kind.is_count:
        return found
    known = int((store.values(key).status == "ok").sum())
    return replace(found, value=found.value / known if known else nan)


def line_words(context: Context, found: Outcome) -> str:
    """How the line of the whole place was found."""
    if found.indicator.has_parts:
        return f"The line is {context.place}: all practices' numbers added up, then divided."
    if found.indicator.kind.is_count:
        return "The line is the average practice."
    return (
        "The line is the mean of all practices, weighted by their patients of "
        f"{context.store.list_period}. Without the numbers behind it there is no interval."
    )


def national_words(found: Outcome, say: Writer) -> str:
    """The country's figure in a sentence; nothing where it is not held."""
    value = found.national
    if value != value:
        return ""
    one = found.indicator
    text = say.value(f"{one.key} of {COUNTRY}", "place", value, with_sign(one, value))
    return f" {COUNTRY} has {text}."


def national_columns(context: Context, found: Outcome) -> tuple[Column, ...]:
    """Columns for files: the whole place and the country, where its figure is held."""
    if found.national != found.national:
        return ()
    one = found.indicator
    return tuple(
        Column(key, name, numeric=True, shown="download", indicator=one, meaning=f"In {one.unit}.")
        for key, name in (("place_value", context.place), ("national_value", COUNTRY))
    )


def national_cells(found: Outcome) -> tuple[Cell, ...]:
    """The cells of `national_columns`."""
    known = found.national == found.national
    return (number_or_none(found.whole.value), found.national) if known else ()


def shown(context: Context) -> Array:
    """The practices that a view is about: those that stand in the selection, else all."""
    return _standing(context.store, context.selection.mask)


def listed(context: Context) -> Array:
    """The practices that a view lists: also those that stand where more areas can be picked."""
    if not context.selection.filter.picked:
        return shown(context)
    return _standing(context.store, choosable(context))


def _standing(store: Store, mask: Array) -> Array:
    """The practices that stand in the areas of a mask; all where none does or it has every area."""
    everything = np.ones(len(store.practices.code), dtype=np.bool_)
    inside = everything if mask.all() else store.practice_mask(mask)
    return inside if inside.any() else everything


def standing_words(context: Context) -> str:
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
    words, chosen = standing_words(context), int(shown(context).sum())
    if not words:
        return ""
    if context.selection.filter.picked:
        return f"{words}."
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
        f"{with_noun(len(gone), 'practice')} of {found.indicator.edition} {_are(len(gone))} "
        f"{gone_words(context.store)} and {'has' if len(gone) == 1 else 'have'} no place on the "
        f"map: {', '.join(gone)}. {context.place}'s figure includes them.",
    )


def size_words(context: Context, at: int) -> str:
    """A practice's list, in words."""
    practices = context.store.practices
    if not practices.listed[at]:
        return gone_words(context.store)
    patients = float(practices.patients[at])
    if patients != patients:
        return "number of patients not known"
    return f"{number(patients)} patients"


def gone_words(store: Store) -> str:
    """What is said of a practice that has figures and is not in the list."""
    return f"not in the list of {store.list_period}"
