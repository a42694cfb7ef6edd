"""Which wards or practices are first by a figure, within the authority."""

from __future__ import annotations

import numpy as np

from charts.groups import Array
from charts.report_checks.model import Finder, Found, view_of
from charts.words import joined, noun
from geodata.aggregate import aggregate, estimated, method, over
from geodata.catalogue import Indicator
from geodata.catalogue.reports import Attempt, Claim
from geodata.format import number, share_words
from geodata.geography import WARD, in_force
from geodata.stats import share
from geodata.store import Store
from layers.words import full_label


def highest_wards(store: Store, claim: Claim, attempt: Attempt) -> Found:
    """The wards with the highest figure, as many as the claim names."""
    return _wards(store, claim, attempt, highest=True)


def lowest_wards(store: Store, claim: Claim, attempt: Attempt) -> Found:
    """The wards with the lowest figure; of ranks these are the most deprived."""
    return _wards(store, claim, attempt, highest=False)


def highest_practices(store: Store, claim: Claim, attempt: Attempt) -> Found:
    """The practices with the highest figure."""
    return _practices(store, claim, attempt, highest=True)


def lowest_practices(store: Store, claim: Claim, attempt: Attempt) -> Found:
    """The practices with the lowest figure."""
    return _practices(store, claim, attempt, highest=False)


def part_in_wards(store: Store, claim: Claim, attempt: Attempt) -> Found:
    """Which part of all who are counted in a share lives in some wards."""
    indicator, level = store.values(attempt.figure).indicator, store.level("ward")
    each = over(store, attempt.figure, level).numerator
    part = float(np.nansum(each[np.isin(level.codes, attempt.codes)]))
    whole = float(np.nansum(each))
    return Finder(claim, attempt).found(
        f"{full_label(indicator)}: part living in {_names(store, attempt)}",
        f"{share_words(100 * share(part, whole))} ({number(part)} of {number(whole)} people)",
        100 * share(part, whole),
        indicator,
        of=indicator.numerator,
        view=view_of(indicator, {"ward": ",".join(sorted(attempt.codes))}),
        seen=_seen(store, attempt.codes),
    )


def rest_in_wards(store: Store, claim: Claim, attempt: Attempt) -> Found:
    """Everybody but a group, as a share of the people of some wards together."""
    indicator = store.values(attempt.figure).indicator
    own = store.level(indicator.level, indicator.vintage)
    wards = np.isin(store.areas.ward_code, attempt.codes)
    groups = np.where(store.members(wards, own), 0, -1)
    value = 100 - float(aggregate(store, attempt.figure, groups, 1).value[0])
    return Finder(claim, attempt).found(
        f"All but {full_label(indicator)} in {_names(store, attempt)} together",
        share_words(value),
        value,
        indicator,
        view=view_of(indicator, {"ward": ",".join(sorted(attempt.codes))}),
        seen=_seen(store, attempt.codes),
    )


def spread_of_wards(store: Store, claim: Claim, attempt: Attempt) -> Found:
    """From the lowest to the highest ward, each the figure of its areas by best fit."""
    indicator, level = store.values(attempt.figure).indicator, store.level("ward")
    each = over(store, indicator.key, level).value
    gap = float(np.nanmax(each) - np.nanmin(each))
    return Finder(claim, attempt).found(
        f"From the lowest to the highest of {number(float((each == each).sum()))} wards of "
        f"{in_force(WARD)}, {full_label(indicator)}",
        f"{number(gap, 1)} {indicator.unit}",
        gap,
        indicator,
        of=f"wards, each {method(indicator, f'its {noun(indicator)}s')}",
    )


def _wards(store: Store, claim: Claim, attempt: Attempt, *, highest: bool) -> Found:
    indicator, level = store.values(attempt.figure).indicator, store.level("ward")
    each = (over if indicator.level == "lsoa" else estimated)(store, indicator.key, level).value
    first = _first(each, len(attempt.codes), highest=highest)
    codes = tuple(level.codes[at] for at in first)
    return Finder(claim, attempt).found(
        f"{_ends(indicator, highest, len(codes), 'ward')} in {store.authority.name}, wards of "
        f"{in_force(WARD)}",
        joined([level.names[at] for at in first]),
        float("nan"),
        indicator,
        agrees=set(codes) == set(attempt.codes),
        view=view_of(indicator, {"ward": ",".join(sorted(codes))}),
        seen=_seen(store, codes),
    )


def _practices(store: Store, claim: Claim, attempt: Attempt, *, highest: bool) -> Found:
    values = store.values(attempt.figure)
    first = _first(values.value, len(attempt.codes), highest=highest)
    names = [store.practices.name[store.practices.code.index(values.codes[at])] for at in first]
    return Finder(claim, attempt).found(
        f"{_ends(values.indicator, highest, len(first), 'practice')} in {store.authority.name}",
        joined(names),
        float("nan"),
        values.indicator,
        agrees={values.codes[at] for at in first} == set(attempt.codes),
    )


def _first(each: Array, count: int, *, highest: bool) -> list[int]:
    """Indexes of the places with the highest or the lowest values, those without one left out."""
    sign = -1 if highest else 1
    known = [at for at, value in enumerate(each.tolist()) if value == value]
    return sorted(known, key=lambda at: sign * each[at])[:count]


def _ends(indicator: Indicator, highest: bool, count: int, one: str) -> str:
    end = "highest" if highest else "lowest"
    mean = "mean rank on " if indicator.kind.is_rank else ""
    nouns = one if count == 1 else f"{count} {one}s"
    return f"The {nouns} with the {end} {mean}{full_label(indicator)}"


def _seen(store: Store, wards: tuple[str, ...]) -> int:
    return int(np.isin(store.areas.ward_code, wards).sum())


def _names(store: Store, attempt: Attempt) -> str:
    names = dict(store.wards)
    return joined([names[one] for one in attempt.codes if one in names])
