"""Which indicator a panel is about, when the one shown is not of the kind that the panel needs."""

from __future__ import annotations

from functools import lru_cache

from charts.model import Context
from geodata.catalogue import Catalogue, Indicator
from geodata.store import Store
from layers.words import full_label

CENSUS = (
    "The Office for National Statistics alters small counts of the census a little so that nobody "
    "can be recognised: totals differ by a few people between tables, and very small counts are "
    "uncertain."
)


def share_of(context: Context, *themes: str) -> Indicator:
    """The share that a panel is about: the one shown, its sibling, or the first of its theme.

    Every answer comes with a numerator and a denominator. A panel that does not belong to the theme
    shown answers for the first theme it does belong to.
    """
    return _share_of(context.store, context.indicator.key, themes)


@lru_cache(maxsize=512)
def _share_of(store: Store, key: str, themes: tuple[str, ...]) -> Indicator:
    catalogue = store.catalogue
    shown = catalogue.indicator(key)
    if shown.theme not in themes:
        return _first(catalogue, themes[0])
    if shown.has_parts and (shown.kind.is_share or shown.kind.is_count):
        return shown
    same = (shown.table, shown.column)
    siblings = (one for one in catalogue.indicators if (one.table, one.column) == same)
    found = next((one for one in siblings if one.kind.is_share and shown.column), None)
    return found or _first(catalogue, shown.theme)


def _first(catalogue: Catalogue, theme: str) -> Indicator:
    every = (one for one in catalogue.indicators if one.theme == theme)
    return next(one for one in every if one.kind.is_share and one.has_parts)


def instead(context: Context, subject: Indicator) -> tuple[str, ...]:
    """The note owed where a panel is about something else than what is shown."""
    shown = context.indicator
    if subject is shown or (subject.table, subject.column) == (shown.table, shown.column):
        return ()
    return (f"{full_label(shown)} has no share to show here; this is {full_label(subject)}.",)


def counted_as(subject: Indicator) -> str:
    """What the share is a share of: "usual residents", "households", "the register"."""
    return subject.denominator_label


def census_note(subject: Indicator) -> tuple[str, ...]:
    """What is owed to counts of a census."""
    return (CENSUS,) if subject.source.key.startswith("census") else ()
