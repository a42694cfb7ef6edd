"""Controls of the form as markup: options by theme, radios, boxes, a field with its label."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby

import htpy as h

from geodata.catalogue import Indicator
from layers.words import full_label
from views.keys import QUINTILES

_ENDS = {"1": "1 most deprived", "5": "5 least deprived"}
QUINTILE_LABELS = {one: _ENDS.get(one, one) for one in QUINTILES}


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


def checkbox(name: str, value: str, label: str, chosen: tuple[str, ...]) -> h.Element:
    """A box for one of the values of a key."""
    return h.label(".check")[
        h.input(type="checkbox", name=name, value=value, checked=value in chosen), h.span[label]
    ]
