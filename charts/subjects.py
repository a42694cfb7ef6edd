"""Which indicator a panel is about, when the one shown is not of the kind that the panel needs."""

from __future__ import annotations

from functools import lru_cache

from charts.model import Context
from geodata.catalogue import Indicator
from geodata.store import Store
from layers.words import full_label

CENSUS = (
    "The Office for National Statistics alters small counts of the census a little, so that nobody "
    "can be recognised. Totals differ by a few people between tables, and very small counts are "
    "uncertain."
)


def share_subject(context: Context, *themes: str) -> Indicator:
    """The share that a panel is about: the one shown, its sibling, or the first of its theme.

    Every answer comes with a numerator and a denominator. A panel that does not belong to the theme
    shown answers for the first theme it does belong to. Raises LookupError where there is no share;
    `has_share` says so before.
    """
    return _share_subject(context.store, context.indicator.key, themes)


def figure_subject(context: Context, *themes: str) -> Indicator:
    """The figure that a panel is about where any that adds up will do: the one shown, or a share.

    A number of people is shown as the share of the same people, where that is known.
    """
    shown = context.indicator
    if shown.theme in themes and _adds_up(shown) and not shown.kind.is_count:
        return shown
    if has_share(context.store, (shown.theme,) if shown.theme in themes else themes):
        return share_subject(context, *themes)
    every = context.store.catalogue.indicators
    return next(one for one in (shown, *every) if one.theme in themes and _adds_up(one))


def _adds_up(one: Indicator) -> bool:
    return one.level != "practice" and one.kind.adding != "none"


def has_share(store: Store, themes: tuple[str, ...]) -> bool:
    """Whether any of these themes has a share of areas with its counts."""
    return any(_is_share(one) for one in store.catalogue.indicators if one.theme in themes)


def has_figure(store: Store, themes: tuple[str, ...]) -> bool:
    """Whether any of these themes has a figure of areas that adds up."""
    return any(_adds_up(one) for one in store.catalogue.indicators if one.theme in themes)


def _is_share(one: Indicator) -> bool:
    return one.kind.is_share and one.has_parts and one.level != "practice"


@lru_cache(maxsize=512)
def _share_subject(store: Store, key: str, themes: tuple[str, ...]) -> Indicator:
    catalogue = store.catalogue
    shown = catalogue.indicator(key)
    if _is_share(shown) and shown.theme in themes:
        return shown
    same = (shown.table, shown.column)
    siblings = (one for one in catalogue.indicators if (one.table, one.column) == same)
    found = next((one for one in siblings if _is_share(one) and shown.column), None)
    alike = (one for one in catalogue.indicators if one.category == shown.category != "")
    same_theme = (one for one in alike if _is_share(one) and one.theme == shown.theme)
    found = found or next(same_theme, None)
    if found is not None and found.theme in themes:
        return found
    order = (shown.theme, *themes) if shown.theme in themes else themes
    shares = (one for theme in order for one in catalogue.indicators if one.theme == theme)
    answer = next((one for one in shares if _is_share(one)), None)
    if answer is None:
        raise LookupError(f"No share of areas in {', '.join(themes)}.")
    return answer


def absent_note(context: Context, subject: Indicator) -> tuple[str, ...]:
    """The note owed where a panel is about something else than what is shown."""
    shown = context.indicator
    if subject is shown or (subject.table, subject.column) == (shown.table, shown.column):
        return ()
    return (f"There is no share of {full_label(shown)}. This is {full_label(subject)}.",)


def census_note(subject: Indicator) -> tuple[str, ...]:
    """What is owed to counts of a census."""
    return (CENSUS,) if subject.source.key.startswith("census") else ()
