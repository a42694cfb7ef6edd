"""Small areas within the most deprived part of a country: how many, which share, how unusual."""

from __future__ import annotations

from collections import Counter

import numpy as np

from charts.groups import Array, codes_in, level_of
from charts.report_checks.model import Finder, Found, view_of
from charts.words import joined, some_of
from geodata.catalogue import Indicator
from geodata.catalogue.reports import Attempt, Claim
from geodata.contents import Values
from geodata.format import number, share_words
from geodata.stats import share
from geodata.store import Store
from layers.words import full_label

AREAS = "areas"
FIFTH = 20  # per cent: the cut that the map has a filter for


def areas_within(store: Store, claim: Claim, attempt: Attempt) -> Found:
    """How many areas rank within a cut-point, or in a band between two."""
    values, inside = _asked(store, attempt)
    count, every = int(inside.sum()), _ranked(values)
    return Finder(claim, attempt).found(
        f"Areas in {band(values.indicator, attempt)}",
        some_of(count, every, "area"),
        count,
        values.indicator,
        of=f"{number(every)} areas with a rank",
        view=_view(store, values.indicator, attempt, inside),
        seen=int(_today(store, values.indicator, inside).sum()),
    )


def where_within(store: Store, claim: Claim, attempt: Attempt) -> Found:
    """In which neighbourhoods the areas within a cut-point lie, beside those that are named.

    `codes` has the neighbourhood of each area that the report counts, so some of them twice.
    """
    values, inside = _asked(store, attempt)
    parts = level_of(store, values.indicator).parts
    lie = [parts[at][0] for at in np.flatnonzero(inside)]
    counts = Counter(store.areas.msoa_name[at] for at in lie)
    return Finder(claim, attempt).found(
        f"Neighbourhoods of the areas in {band(values.indicator, attempt)}",
        joined([f"{number(count)} in {name}" for name, count in sorted(counts.items())]),
        float("nan"),
        values.indicator,
        agrees=sorted(store.areas.msoa_code[at] for at in lie) == sorted(attempt.codes),
        view=_view(store, values.indicator, attempt, inside),
        seen=int(_today(store, values.indicator, inside).sum()),
    )


def share_within(store: Store, claim: Claim, attempt: Attempt) -> Found:
    """The share of areas within a cut-point, or of the people of an indicator in these areas."""
    values, inside = _asked(store, attempt)
    counted = None if attempt.counted == AREAS else store.values(attempt.counted)
    if counted is None:
        part, whole, what = float(inside.sum()), float(_ranked(values)), "Areas in"
        of = "areas"
    else:
        part, whole = _people(store, values.indicator, inside, counted)
        what = f"People ({counted.indicator.period}) living in areas in"
        of = counted.indicator.unit
    value = 100 * share(part, whole)
    return Finder(claim, attempt).found(
        f"{what} {band(values.indicator, attempt)}",
        f"{share_words(value)} ({number(part)} of {number(whole)} {of})",
        value,
        values.indicator,
        *((counted.indicator,) if counted else ()),
        of=f"{number(whole)} {of}",
        view=_view(store, values.indicator, attempt, inside),
        seen=int(_today(store, values.indicator, inside).sum()),
    )


def times_expected(store: Store, claim: Claim, attempt: Attempt) -> Found:
    """The share of areas in a band over its national share, which the cut-points themselves say."""
    values, inside = _asked(store, attempt)
    count, every = int(inside.sum()), _ranked(values)
    here, there = 100 * share(count, every), (attempt.cut or 0) - (attempt.over or 0)
    times = here / there
    return Finder(claim, attempt).found(
        f"Share of areas in {band(values.indicator, attempt)}, over the national {there}%",
        f"{number(times, 2)} times: {share_words(here)} ({some_of(count, every, 'area')})",
        times,
        values.indicator,
        of=f"{number(every)} areas with a rank",
        view=_view(store, values.indicator, attempt, inside),
        seen=int(_today(store, values.indicator, inside).sum()),
    )


def band(indicator: Indicator, attempt: Attempt) -> str:
    """A cut-point in words, always saying whether it is cumulative."""
    named = f"{indicator.more} {attempt.cut}%" if not attempt.over else ""
    words = (
        f"the {named}, cumulative" if named else f"the band over {attempt.over}% to {attempt.cut}%"
    )
    return f"{words}, {full_label(indicator)}"


def within(values: Values, cut: int, over: int = 0) -> Array:
    """Which areas rank within the first `cut` per cent and not within the first `over`."""
    ranks = 100 * np.asarray(values.rank, dtype=np.int64)
    return (values.rank > 0) & (ranks <= cut * values.total) & (ranks > over * values.total)


def _asked(store: Store, attempt: Attempt) -> tuple[Values, Array]:
    values = store.values(attempt.figure)
    return values, within(values, attempt.cut or 0, attempt.over or 0)


def _ranked(values: Values) -> int:
    return int((values.rank > 0).sum())


def _people(
    store: Store, indicator: Indicator, inside: Array, counted: Values
) -> tuple[float, float]:
    """People in the areas inside and everywhere, counted on these areas or on today's."""
    same = counted.indicator.vintage == indicator.vintage
    mask = inside if same else _today(store, indicator, inside)
    return float(np.nansum(counted.value[mask])), float(np.nansum(counted.value))


def _today(store: Store, indicator: Indicator, inside: Array) -> Array:
    """The areas of today that lie in those inside."""
    return inside[level_of(store, indicator).of_area]


def _view(store: Store, indicator: Indicator, attempt: Attempt, inside: Array) -> str:
    """The map of these areas: by its own filter of fifths, otherwise with the areas chosen."""
    if attempt.cut == FIFTH and not attempt.over:
        return view_of(indicator, {"q": "1", "by": indicator.key})
    codes = codes_in(store, _today(store, indicator, inside))
    return view_of(indicator, {"measure": "rank", **({"area": ",".join(codes)} if codes else {})})
