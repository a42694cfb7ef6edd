"""Shares and counts of people, in the whole authority and in its deprivation fifths."""

from __future__ import annotations

import numpy as np

from charts.estimates import of_place
from charts.groups import Array
from charts.msoas import quintiles_of
from charts.report_checks.model import Finder, Found, view_of
from charts.words import areas_of, joined, noun
from geodata.aggregate import aggregate
from geodata.catalogue import Indicator
from geodata.catalogue.reports import Attempt, Claim
from geodata.format import difference_of, number, rounded, share_words, signed, with_sign, with_unit
from geodata.geography import LSOA
from geodata.selection import quintiles
from geodata.stats import spearman
from geodata.store import Store
from layers.words import full_label

NATIONAL = "national"
ENDS = {1: "most", 5: "least"}


def share_of_place(store: Store, claim: Claim, attempt: Attempt) -> Found:
    """A figure of the whole authority."""
    indicator, one = store.values(attempt.figure).indicator, of_place(store, attempt.figure)
    return Finder(claim, attempt).found(
        f"{full_label(indicator)} in {store.authority.name}",
        one.text(indicator),
        one.value,
        indicator,
    )


def people(store: Store, claim: Claim, attempt: Attempt) -> Found:
    """A number of people in the whole authority, of several groups added up."""
    keys = attempt.figures or (attempt.figure,)
    indicators = [store.values(key).indicator for key in keys]
    total = sum(of_place(store, key).value for key in keys)
    return Finder(claim, attempt).found(
        joined([full_label(one) for one in indicators]),
        with_unit(indicators[0], total),
        total,
        *indicators,
        of=store.authority.name,
    )


def share_in_fifth(store: Store, claim: Claim, attempt: Attempt) -> Found:
    """A share of the people in one national fifth of areas."""
    indicator, index = _both(store, attempt)
    value = float(aggregate(store, indicator.key, _in_fifth(store, attempt), 1).value[0])
    return Finder(claim, attempt).found(
        f"{full_label(indicator)} in {_fifth(index, attempt)}",
        share_words(value),
        value,
        indicator,
        index,
        view=_fifth_view(indicator, index, attempt),
        seen=int((quintiles(store, by=index.key, basis=NATIONAL) == attempt.cut).sum()),
    )


def fifth_less_place(store: Store, claim: Claim, attempt: Attempt) -> Found:
    """How far a share in one national fifth lies from that of the whole authority, in points."""
    indicator, index = _both(store, attempt)
    inside = _in_fifth(store, attempt)
    value = float(aggregate(store, indicator.key, inside, 1).value[0])
    whole = of_place(store, indicator.key).value
    where = store.authority.name
    return Finder(claim, attempt).found(
        f"{full_label(indicator)} in {_fifth(index, attempt)}, less {where}",
        f"{difference_of(indicator, value, whole).in_unit('percentage points')}: "
        f"{share_words(value)} in "
        f"{areas_of(indicator, int((inside == 0).sum()))}, {where} {share_words(whole)}",
        value - whole,
        indicator,
        index,
        view=_fifth_view(indicator, index, attempt),
        seen=int((quintiles(store, by=index.key, basis=NATIONAL) == attempt.cut).sum()),
    )


def fifths_apart(store: Store, claim: Claim, attempt: Attempt) -> Found:
    """How far a figure in the least deprived national fifth lies from that in the most deprived."""
    indicator, index = _both(store, attempt)
    most, least = (
        float(aggregate(store, indicator.key, _in_fifth(store, attempt, end), 1).value[0])
        for end in ENDS
    )
    return Finder(claim, attempt).found(
        f"{full_label(indicator)}: least less most deprived national fifth, {full_label(index)}",
        f"{difference_of(indicator, least, most).in_unit(indicator.unit)}: "
        f"{with_sign(indicator, least)} and {with_sign(indicator, most)}",
        least - most,
        indicator,
        index,
    )


def goes_with(store: Store, claim: Claim, attempt: Attempt) -> Found:
    """How the order of areas by one figure goes with their order by another (Spearman's rho)."""
    first, second = (store.values(key) for key in attempt.figures)
    level = store.level(first.indicator.level, first.indicator.vintage)
    own = store.level(second.indicator.level, second.indicator.vintage)
    parent = _parents(own.of_area, level.of_area, len(own.codes))
    other = aggregate(store, second.indicator.key, parent, len(level.codes)).value
    value = spearman(first.value, other)
    return Finder(claim, attempt).found(
        f"{full_label(first.indicator)} beside {full_label(second.indicator)}, rank correlation",
        f"{signed(value, 2)} over {areas_of(first.indicator, len(level.codes))}",
        value,
        first.indicator,
        second.indicator,
        view=view_of(first.indicator, {"with": second.indicator.key, "as": "pair"}),
    )


def odd_sums(store: Store, claim: Claim, attempt: Attempt) -> Found:
    """In how many areas people with and without something do not add up to the denominator."""
    share_of, count = (store.values(key) for key in attempt.figures)
    odd = rounded(np.nansum(share_of.numerator + count.value != share_of.denominator))
    every = areas_of(share_of.indicator, len(share_of.codes))
    return Finder(claim, attempt).found(
        f"People with and without a dose do not add up to the register, in how many "
        f"{noun(share_of.indicator)}s",
        f"{number(float(odd))} of {every}",
        float(odd),
        share_of.indicator,
        count.indicator,
        agrees=not odd,
    )


def _both(store: Store, attempt: Attempt) -> tuple[Indicator, Indicator]:
    """The figure, and the index that makes the fifths."""
    (index,) = attempt.figures
    return store.values(attempt.figure).indicator, store.values(index).indicator


def _in_fifth(store: Store, attempt: Attempt, fifth: int | None = None) -> Array:
    """0 for each area of the figure's level in a fifth, that of the attempt or another; else -1."""
    indicator, index = _both(store, attempt)
    if (indicator.level, indicator.vintage) == LSOA:
        classes = quintiles(store, by=index.key, basis=NATIONAL)
    else:
        level = store.level(indicator.level, indicator.vintage)
        classes = quintiles_of(store, level, index.key, NATIONAL)
    return np.where(classes == (fifth or attempt.cut), 0, -1)


def _fifth(index: Indicator, attempt: Attempt) -> str:
    return f"the {ENDS[attempt.cut or 1]} deprived national fifth, {full_label(index)}"


def _fifth_view(indicator: Indicator, index: Indicator, attempt: Attempt) -> str:
    return view_of(indicator, {"q": str(attempt.cut), "by": index.key})


def _parents(parts: Array, wholes: Array, size: int) -> Array:
    """For each area of a level the larger one it lies in; -1 without one."""
    found = np.full(size, -1, dtype=np.int64)
    found[parts] = wholes
    return found
