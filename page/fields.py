"""Controls of the form as markup: options by theme, radios, boxes, a field with its label."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

import htpy as h

from geodata.authorities import wards_by_authority
from geodata.catalogue import Indicator
from geodata.store import Store
from layers.words import full_label
from views.question import QUINTILES

_ENDS = {"1": "1 most deprived", "5": "5 least deprived"}
QUINTILE_LABELS = {one: _ENDS.get(one, one) for one in QUINTILES}

NO_AUTHORITY = "Without a small area of their own"  # wards that none fits best


def theme_name(theme: str) -> str:
    """What readers call a theme of the catalogue."""
    return theme.capitalize()


def field(label: str, control: h.Renderable, *, of: str, kind: str = "") -> h.Renderable:
    """A control under its label; `of` is the id of the control."""
    return h.div(class_=f"field {kind}".strip())[h.label(for_=of)[label], control]


def option(value: str, label: str, chosen: str) -> h.Element:
    """One entry of a menu."""
    return h.option(value=value, selected=value == chosen)[label]


def by_theme(
    every: Sequence[Indicator], chosen: str, label: Callable[[Indicator], str] = full_label
) -> h.Node:
    """Options for figures of areas, by theme."""
    return themed(every, lambda one: option(one.key, label(one), chosen))


def themed(every: Sequence[Indicator], entry: Callable[[Indicator], h.Element]) -> h.Node:
    """Entries for figures of areas, those of a theme together under its name."""
    return [
        h.optgroup(label=theme_name(theme))[[entry(one) for one in group]]
        for theme, group in groupby(every, key=lambda one: one.theme)
    ]


def radio(name: str, value: str, label: str, chosen: str) -> h.Element:
    """One of several of which one is chosen."""
    return h.label(".choice")[
        h.input(type="radio", name=name, value=value, checked=value == chosen), h.span[label]
    ]


def ward_boxes(store: Store, chosen: tuple[str, ...]) -> h.Node:
    """A box for each ward; those of each authority of several under its name."""

    def boxes(wards: Iterable[tuple[str, str]]) -> h.Node:
        return [checkbox("ward", code, name, chosen) for code, name in wards]

    return [
        h.fieldset(".group")[h.legend[authority or NO_AUTHORITY], boxes(wards)]
        if store.authorities
        else boxes(wards)
        for authority, wards in wards_by_authority(store)
    ]


def checkbox(name: str, value: str, label: str, chosen: tuple[str, ...]) -> h.Element:
    """A box for one of the values of a key."""
    return h.label(".check")[
        h.input(type="checkbox", name=name, value=value, checked=value in chosen), h.span[label]
    ]
