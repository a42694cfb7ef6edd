"""The outcome of practices against how deprived their patients are, and what chance would do."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from charts.columns import beside_ward, beside_ward_cell, ward_column
from charts.findings import Finding
from charts.groups import Array, compares
from charts.model import SELECTED, Cell, Chart, Column, Context, Table
from charts.practice_figures import (
    CRUDE,
    PATIENTS,
    PLACE_NOTE,
    Outcome,
    outcome_by,
    outcome_of,
    standing_words,
    unlisted_note,
    usual,
)
from charts.practices_points import picture
from charts.writer import Writer
from geodata.catalogue import Indicator
from geodata.format import number, signed, source_words
from geodata.stats import (
    TAIL_95,
    TAIL_998,
    Line,
    binomial_limit,
    poisson_limit,
    spearman,
    weighted_line,
)
from geodata.store import Store
from layers.words import full_label

KEY = "practices_deprivation"


@dataclass(frozen=True, eq=False)
class Spread:
    """Deprivation of each practice's patients, a line through the outcomes, and control limits.

    `beyond` says for each practice how far it lies from all practices together: 0 as chance would
    have it, 1 outside the 95% limits of its size, 2 outside those of 99.8%. Limits are
    (low 99.8, low 95, high 95, high 99.8), nan where the numbers behind a value are not known.
    """

    outcome: Outcome
    by: Indicator
    score: Array
    value: Array
    line: Line
    correlation: float
    limits: Array
    beyond: Array

    @property
    def there(self) -> Array:
        """The practices with both values."""
        return ~np.isnan(self.score) & ~np.isnan(self.value)


def practices_deprivation(context: Context) -> Chart:
    """Does the outcome go with the deprivation of patients, and who differs beyond chance?"""
    asked = outcome_of(context).indicator
    fits = not asked.kind.categorical and asked.role != PATIENTS
    found = _spread(context.store, (asked if fits else usual(context.store)).key)
    subject = found.outcome.indicator
    inside = context.store.practice_mask(context.selection.mask)
    other = () if fits else (f"{full_label(asked)} cannot be drawn here. This is another figure.",)
    return Chart(
        key=KEY,
        title=f"Does it go with the deprivation of patients? {full_label(subject)}",
        finding=_finding(context, found),
        picture=picture(context, found, inside if compares(context) else None),
        table=_table(context, found, inside),
        indicators=(subject, found.by),
        notes=(
            *other,
            "Control limits (Spiegelhalter 2005) show how far from all practices together chance "
            "alone takes 95% and 99.8% of practices with as many patients. They are exact "
            "binomial limits for shares and Poisson limits for rates. Practices differ for many "
            "reasons, age above all, so more lie outside than chance would have.",
            "The line is least squares through all practices, each counting once, with its 95% "
            "interval shaded. It is no proof of cause. The rank correlation is Spearman's.",
            PLACE_NOTE,
            CRUDE,
            *unlisted_note(context, found.outcome),
        ),
    )


def patients_deprivation(store: Store) -> Indicator:
    """How deprived the patients of practices are, in the indicator's own score."""
    return store.catalogue.role(PATIENTS)[0]


@lru_cache(maxsize=64)
def _spread(store: Store, key: str) -> Spread:
    outcome = outcome_by(store, key)
    value = np.array([one.value for one in outcome.each])
    by = patients_deprivation(store)
    score = store.values(by.key).value
    limits = _limits(outcome)
    return Spread(
        outcome=outcome,
        by=by,
        score=score,
        value=value,
        line=weighted_line(score, value, np.ones(len(value))),
        correlation=spearman(score, value),
        limits=limits,
        beyond=_beyond(value, limits),
    )


def _limits(outcome: Outcome) -> Array:
    """The four control limits of each practice, in the units of the value."""
    sizes = np.array([one.total if one.known else 0 for one in outcome.each], dtype=np.float64)
    limits, there = np.full((4, sizes.size), np.nan), sizes > 0
    indicator = outcome.indicator
    if indicator.interval == "none" or not there.any():
        return limits
    scale = float(indicator.per or 100)
    target = outcome.whole.value / scale
    limit = binomial_limit if indicator.kind.is_share else poisson_limit
    for row, (tail, upper) in enumerate(
        ((TAIL_998, False), (TAIL_95, False), (TAIL_95, True), (TAIL_998, True))
    ):
        limits[row, there] = scale * limit(target, sizes[there], tail=tail, upper=upper)
    return limits


def _beyond(value: Array, limits: Array) -> Array:
    with np.errstate(invalid="ignore"):
        outside = (value < limits[1]) | (value > limits[2])
        far = (value < limits[0]) | (value > limits[3])
    return np.where(far, 2, outside.astype(np.int64))


def _finding(context: Context, found: Spread) -> Finding:
    """How the outcome goes with deprivation, and how many practices differ beyond chance."""
    subject, there, line = found.outcome.indicator, found.there, found.line
    say = Writer(context.href(), source_words(subject))
    if not there.any():
        return say.finding(f"No practice has both {full_label(subject)} and a deprivation score.")
    low, middle, high = (10 * one for one in (line.slope_low, line.slope, line.slope_high))
    concept, bounds = f"slope of {subject.key}", f"95% interval {signed(low)} to {signed(high)}"
    slope = say.value(concept, "place", middle, signed(middle), bounds)
    step = say.count("step of the score", "place", 10)
    unit = "percentage points" if subject.kind.is_share else subject.unit
    every = say.count(f"practices with {subject.key}", "place", int(there.sum()))
    noun = "practice" if int(there.sum()) == 1 else "practices"
    text = (
        f"{full_label(subject)} changes by {slope} {unit} for each {step} points that patients' "
        f"deprivation score is higher. That is over {every} {noun}{_correlation(found, say)}. "
        f"{_limits_words(found, say)}"
    )
    where = standing_words(context)
    if not where:
        return say.finding(text)
    if compares(context):
        say.count("practices", "selection", int(_inside(context).sum()))
        say.count("practices", "place", sum(context.store.practices.listed))
    return say.finding(f"{text} {where}.")


def _inside(context: Context) -> Array:
    return context.store.practice_mask(context.selection.mask)


def _limits_words(found: Spread, say: Writer) -> str:
    """How many practices lie outside the control limits."""
    if np.isnan(found.limits).all():
        return "There are no control limits for it."
    key, beyond = found.outcome.indicator.key, found.beyond[found.there]
    some = say.count(f"outside 95% limits, {key}", "place", int((beyond >= 1).sum()))
    far = say.count(f"outside 99.8% limits, {key}", "place", int((beyond >= 2).sum()))
    inner, outer = (
        say.value(f"{name} control limits", "place", part, f"{part}%")
        for name, part in (("inner", 95), ("outer", 99.8))
    )
    return (
        f"{some} differ by more than chance explains in practices of their size ({inner} control "
        f"limits), {far} of them by far ({outer})."
    )


def _correlation(found: Spread, say: Writer) -> str:
    """Spearman's correlation; nothing where all practices are alike."""
    if found.correlation != found.correlation:
        return ", which are all alike"
    key = f"rank correlation of {found.outcome.indicator.key}"
    text = number(found.correlation, 2)
    return f" (rank correlation {say.value(key, 'place', found.correlation, text)})"


def _table(context: Context, found: Spread, inside: Array) -> Table:
    store, split = context.store.practices, compares(context)
    subject = found.outcome.indicator
    columns = (
        Column("practice_code", "Code", shown="download"),
        Column("practice_name", "Practice"),
        ward_column(),
        *beside_ward(context.store),
        SELECTED,
        Column(f"patients_{found.by.key}", "Patients' deprivation score", numeric=True),
        Column("value", subject.unit, numeric=True, indicator=subject),
        Column("out_of", "Out of", numeric=True),
        Column("limit_95_low", "95% limit, low", numeric=True),
        Column("limit_95_high", "95% limit, high", numeric=True),
        Column("limit_998_low", "99.8% low", numeric=True, shown="download"),
        Column("limit_998_high", "99.8% high", numeric=True, shown="download"),
        Column("limits", "Control limits", shown="when filled"),
    )
    words = ("inside", "outside 95%", "outside 99.8%")
    known = ~np.isnan(found.limits[1])
    order = sorted(np.flatnonzero(found.there).tolist(), key=lambda at: -found.value[at])
    rows = tuple(
        (
            store.code[at],
            store.name[at],
            store.ward_name[at],
            *beside_ward_cell(context.store, int(store.lsoa21[at])),
            "yes" if split and inside[at] else "",
            float(found.score[at]),
            float(found.value[at]),
            found.outcome.each[at].total or None,
            *(_limit(found.limits[row, at]) for row in (1, 2, 0, 3)),
            words[int(found.beyond[at])] if known[at] else "",
        )
        for at in order
    )
    return Table(columns, rows, f"{full_label(subject)} and the deprivation of patients")


def _limit(value: float) -> Cell:
    return None if value != value else float(value)
