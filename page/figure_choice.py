"""What shades the map: theme, figure, unit or age group, its classes, and a figure beside it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import htpy as h

from callbacks.answer import Explorer
from callbacks.map_model import class_name
from geodata.catalogue import Indicator
from geodata.classify import MEASURES
from layers.areas import shaded
from layers.words import full_label
from page.fields import by_theme, field, option, theme_name, themed
from views.view import View
from views.vocabulary import COMPARED


def figure_choice(view: View, explorer: Explorer) -> h.Renderable:
    """The menus of the toolbar. Where there is little room they open as one."""
    return h.details("#choose.menu", open=True)[
        h.summary["Figure"],
        h.div(".fields")[
            _steps(view, explorer),
            field("Classes", _classes(view, explorer), of="measure"),
            _comparison(view, explorer),
        ],
    ]


def _steps(view: View, explorer: Explorer) -> h.Node:
    """A menu for each step; without scripts one menu has all figures."""
    every = shaded(explorer.store)
    now = explorer.store.catalogue.indicator(view.ind)
    themes = dict.fromkeys(one.theme for one in every)
    near = [one for one in every if one.theme == now.theme]
    figures = dict.fromkeys(one.choice[0] for one in near)
    variants = [one.choice[1] for one in near if one.choice[0] == now.choice[0]]
    figure, variant = now.choice
    return [
        field(
            "Theme",
            h.select("#theme")[
                (option(theme_name(one), theme_name(one), theme_name(now.theme)) for one in themes)
            ],
            of="theme",
            kind="step",
        ),
        field(
            "Figure",
            h.select("#figure")[(option(one, one, figure) for one in figures)],
            of="figure",
            kind="step wide",
        ),
        field(
            "Unit, age or year",
            h.select("#variant")[(option(one, one, variant) for one in variants)],
            of="variant",
            kind="step",
        ),
        field(
            "Figure",
            h.select("#ind", name="ind")[themed(every, partial(_step_entry, view.ind))],
            of="ind",
            kind="plain",
        ),
    ]


def _step_entry(chosen: str, one: Indicator) -> h.Element:
    """A figure in the menu of all, with its place in the steps."""
    figure, variant = one.choice
    return h.option(
        value=one.key, selected=one.key == chosen, data_figure=figure, data_variant=variant
    )[full_label(one)]


def _classes(view: View, explorer: Explorer) -> h.Renderable:
    """Menu of classes, each called what the map then shows; assets/classes.js keeps it so.

    Of those that a figure shows alike one is offered: that of the view, or else the last.
    """
    names = {key: class_name(replace(view, measure=key), explorer.store) for key in MEASURES}
    offered = {name: key for key, name in names.items()} | {names[view.measure]: view.measure}
    return h.select("#measure", name="measure", aria_describedby="measure-note")[
        (
            h.option(value=key, selected=key == view.measure, hidden=offered[name] != key)[name]
            for key, name in names.items()
        )
    ]


def _comparison(view: View, explorer: Explorer) -> h.Node:
    """A second figure, and how the two are shown."""
    return [
        field(
            "Compare with",
            h.select("#with", name="with")[
                option("", "nothing else", view.with_),
                by_theme(shaded(explorer.store), view.with_),
            ],
            of="with",
        ),
        h.div("#pairing.field", hidden=not view.with_)[
            h.label(for_="as")["Compared as"],
            h.select("#as", name="as")[
                (option(key, label, view.as_) for key, label in COMPARED.items())
            ],
        ],
    ]
