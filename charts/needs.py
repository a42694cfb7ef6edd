"""What a panel is made of: whether a bundle has it. A panel without it is left out."""

from __future__ import annotations

from collections.abc import Callable

from charts import profile
from charts.practice_figures import PATIENTS, outcomes
from charts.subjects import has_figure, has_share
from charts.uptake_points import MAJORITY
from charts.waiting import ROLES
from geodata.store import Store

Need = Callable[[Store], bool]


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
    """Uptake of a first dose by age."""
    return bool(store.catalogue.role("first dose"))


def doses_and_ethnic_groups(store: Store) -> bool:
    """Uptake of a dose, and the ethnic groups with the largest among them."""
    groups = [one.category for one in store.catalogue.role("ethnic mix")]
    return doses(store) and MAJORITY in groups


def trends(store: Store) -> bool:
    """Doses at more than one date."""
    return bool(store.catalogue.trends)


def remainders(store: Store) -> bool:
    """People without a dose."""
    return bool(store.catalogue.role("no first dose"))


def domains(store: Store) -> bool:
    """Domains of deprivation."""
    return any(one.domain for one in store.catalogue.indicators)


def profiles(store: Store) -> bool:
    """Figures that the pages of areas say."""
    return bool(profile.figures(store))


def ranks(store: Store) -> bool:
    """Whether an index has national ranks."""
    return bool(store.catalogue.ranked)


def authorities(store: Store) -> bool:
    """Several local authorities."""
    return bool(store.authorities)


def venues(store: Store) -> bool:
    """Whether any venue is known."""
    return bool(store.venues.code)


def practice_outcomes(store: Store) -> bool:
    """Outcomes of practices."""
    return bool(outcomes(store))


def practice_deprivation(store: Store) -> bool:
    """Outcomes of practices and how deprived their patients are."""
    return practice_outcomes(store) and bool(store.catalogue.role(PATIENTS))


def waiting_times(store: Store) -> bool:
    """Appointments by time from booking."""
    return all(store.catalogue.role(one) for one in ROLES)
