"""What a panel is made of: whether a bundle has it. A panel without it is left out."""

from __future__ import annotations

from collections.abc import Callable

from charts.practice_figures import USUAL
from charts.practices_deprivation import PATIENTS
from charts.subjects import has_figure, has_share
from charts.unvaccinated import GROUP as REMAINDERS
from charts.uptake_points import GROUPS, MAJORITY, MIX
from charts.waiting import LATE, SAME_DAY, WEEK
from geodata.store import Store

Need = Callable[[Store], bool]


def _keys(store: Store) -> frozenset[str]:
    return frozenset(one.key for one in store.catalogue.indicators)


def _has_group(store: Store, group: str) -> bool:
    return any(one.group == group for one in store.catalogue.indicators)


def shares_of(*themes: str) -> Need:
    """Any share of areas, with its counts, in one of these themes."""
    return lambda store: has_share(store, themes)


def figures_of(*themes: str) -> Need:
    """Any figure of areas that adds up, in one of these themes."""
    return lambda store: has_figure(store, themes)


def groups_of(*themes: str) -> Need:
    """Any share of areas in one of these themes whose siblings are known."""
    return lambda store: has_share(store, themes)


def doses(store: Store) -> bool:
    """Uptake of a dose by age."""
    return any(_has_group(store, one) for one in GROUPS)


def doses_and_ethnic_groups(store: Store) -> bool:
    """Uptake of a dose, and the ethnic groups with the largest among them."""
    groups = [one.category for one in store.catalogue.indicators if one.group == MIX]
    return _has_group(store, GROUPS[0]) and MAJORITY in groups


def trends(store: Store) -> bool:
    """Doses at more than one date."""
    return bool(store.catalogue.trends)


def remainders(store: Store) -> bool:
    """People without a dose."""
    return _has_group(store, REMAINDERS)


def domains(store: Store) -> bool:
    """Domains of deprivation."""
    return any(one.domain for one in store.catalogue.indicators)


def practice_outcomes(store: Store) -> bool:
    """Outcomes of practices, the usual one among them."""
    return USUAL in _keys(store)


def practice_deprivation(store: Store) -> bool:
    """Outcomes of practices and how deprived their patients are."""
    return {USUAL, PATIENTS} <= _keys(store)


def waiting_times(store: Store) -> bool:
    """Appointments by time from booking."""
    return {SAME_DAY, WEEK, LATE} <= _keys(store)
