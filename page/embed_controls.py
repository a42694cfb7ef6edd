"""The form of an embed: only what its readers may change. It works without scripts."""

from __future__ import annotations

from collections.abc import Callable

import htpy as h

from callbacks.answer import Answer, Explorer
from charts.panel import CONTROLS
from charts.words import joined
from geodata.authorities import wards_by_authority
from geodata.classify import MEASURES, measures_for
from layers.areas import shaded
from layers.over_time import moments
from layers.words import full_label
from page.embed_request import PATH, EmbedRequest, fixed
from page.fields import NO_AUTHORITY, QUINTILE_LABELS, by_theme, field, option
from views.view import print_value

NAMED = 4  # of several that are chosen
Pairs = list[tuple[str, str]]


def embed_form(embed: EmbedRequest, answer: Answer, explorer: Explorer) -> h.Renderable:
    """Selects for what may be changed and a button; nothing at all where nothing may be."""
    every = [made(answer, explorer) for key, made in _CONTROLS.items() if key in embed.change]
    offered = [one for one in every if one is not None]
    axes = embed.show == "scatter" and bool({"x", "y"} & set(embed.change))
    if not offered and not axes:
        return h.fragment[None]
    return h.form("#filters.change", method="get", action=PATH, aria_label="What to show")[
        (h.input(type="hidden", name=name, value=value) for name, value in fixed(embed).items()),
        offered,
        axes and CONTROLS["scatter"](answer.context),
        h.button(type="submit")["Show"],
        h.p("#hint.quiet", role="status"),
    ]


def _indicator(answer: Answer, explorer: Explorer) -> h.Renderable:
    return _field("ind", "Figure", by_theme(shaded(explorer.store), answer.view.ind))


def _practice(answer: Answer, explorer: Explorer) -> h.Renderable:
    every = explorer.store.catalogue.at("practice")
    options = _options([(one.key, full_label(one)) for one in every], answer.view.practice)
    return _field("practice", "Figure", options)


def _measure(answer: Answer, explorer: Explorer) -> h.Renderable | None:
    """The groupings that the figure shown has; nothing where it makes its own."""
    found = [key for key in measures_for(answer.context.indicator) if key in MEASURES]
    dated = answer.view.date in moments(explorer.store, answer.context.indicator)
    if answer.view.paired or dated or not found:
        return None
    pairs = [(key, MEASURES[key].label) for key in found]
    return _field("measure", "Classes", _options(pairs, answer.context.measure))


def _date(answer: Answer, explorer: Explorer) -> h.Renderable | None:
    """The dates of the figure shown; nothing for a figure that has one date only."""
    found = moments(explorer.store, answer.context.indicator)
    if not found:
        return None
    pairs = [("none", "Latest figures"), *((key, f"By {one.day}") for key, one in found.items())]
    chosen = answer.view.date if answer.view.date in found else "none"
    return _field("date", "Date", _options(pairs, chosen))


def _authority(answer: Answer, explorer: Explorer) -> h.Renderable | None:
    """The local authorities of several; nothing in a bundle of one."""
    pairs = list(explorer.store.authorities)
    options = _chosen(_everywhere(explorer), pairs, answer.view.lad)
    return _field("lad", "Local authority", options) if pairs else None


def _ward(answer: Answer, explorer: Explorer) -> h.Renderable:
    """The wards, those of each authority of several under its name."""
    store, chosen = explorer.store, answer.view.ward
    if not store.authorities:
        return _field("ward", "Ward", _chosen(_everywhere(explorer), list(store.wards), chosen))
    groups = [
        h.optgroup(label=name or NO_AUTHORITY)[_options(list(wards), print_value(chosen))]
        for name, wards in wards_by_authority(store)
    ]
    named = [name for code, name in store.wards if code in chosen]
    several = [(print_value(chosen), joined(named, most=NAMED))] if len(chosen) > 1 else []
    first = _options([*_everywhere(explorer), *several], print_value(chosen))
    return _field("ward", "Ward", [first, groups])


def _everywhere(explorer: Explorer) -> Pairs:
    return [("", f"All of {explorer.store.authority.name}")]


def _quintile(answer: Answer, _: Explorer) -> h.Renderable:
    label = f"Deprivation quintile ({answer.view.basis})"
    return _field("q", label, _chosen([("", "All")], list(QUINTILE_LABELS.items()), answer.view.q))


_CONTROLS: dict[str, Callable[[Answer, Explorer], h.Renderable | None]] = {
    "ind": _indicator,
    "measure": _measure,
    "date": _date,
    "lad": _authority,
    "ward": _ward,
    "q": _quintile,
    "practice": _practice,
}


def _field(name: str, label: str, options: h.Node) -> h.Renderable:
    own = f"embed-{name}"
    return field(label, h.select(id=own, name=name)[options], of=own)


def _options(pairs: Pairs, chosen: str) -> h.Node:
    return [option(value, label, chosen) for value, label in pairs]


def _chosen(first: Pairs, pairs: Pairs, chosen: tuple[str, ...]) -> h.Node:
    """All or one of several; what is chosen already stays a choice, also when it is several."""
    both = print_value(chosen)
    names = [label for value, label in pairs if value in chosen]
    several = [(both, joined(names, most=NAMED))]
    return _options([*first, *(several if len(chosen) > 1 else []), *pairs], both)
