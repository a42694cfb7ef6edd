"""The forms of the page about inequality, one to each question; they work without scripts."""

from __future__ import annotations

from dataclasses import fields

import htpy as h

from charts.inequality.apart import grouping_words
from charts.inequality.meeting import condition_words, conditions
from charts.words import capital
from geodata.format import number
from layers.words import full_label
from page.fields import by_theme, field, option, radio, theme_name
from page.gaps_asked import Asked
from views.gaps import COUNTED, LEVELS, MOST_CONDITIONS, GapsView, splits
from views.view import print_value


def cut_form(asked: Asked) -> h.Renderable:
    """Where the tails are cut, by which index, in areas or people."""
    view = asked.view
    return _form(
        asked,
        "tails",
        ("by", "above", "cut", "count"),
        _index(asked, "by"),
        _range("above", "From, per cent (0 is the very end)", view.above, 0, 49),
        _range("cut", "To, per cent of areas", view.cut, 1, 50),
        h.div(".boxes")[
            [radio("count", key, capital(words), view.count) for key, words in COUNTED.items()]
        ],
    )


def gap_form(asked: Asked) -> h.Renderable:
    """Which figure, and what its gap is between."""
    view, between = asked.view, splits(asked.site.explorer.words)
    return _form(
        asked,
        "gap",
        ("ind", "split", "by"),
        _figure(asked, "ind"),
        field(
            "Between",
            h.select("#split", name="split")[
                [option(key, words, view.split) for key, words in between.items()]
            ],
            of="split",
        ),
        _index(asked, "gap-by"),
    )


def groups_form(asked: Asked) -> h.Renderable:
    """Which groups, and the index of the fifths that they live in."""
    store, words = asked.context.store, asked.site.explorer.words
    return _form(
        asked,
        "apart",
        ("groups", "by"),
        field(
            "Groups",
            h.select("#groups", name="groups")[
                [
                    option(key, grouping_words(store, key), asked.view.groups)
                    for key in words.groupings
                ]
            ],
            of="groups",
        ),
        _index(asked, "apart-by"),
    )


def floor_form(asked: Asked) -> h.Renderable:
    """A floor for the figure, and the areas that it is for."""
    view = asked.view
    unit = asked.context.indicator.unit
    return _form(
        asked,
        "floors",
        ("ind", "floor", "level"),
        _figure(asked, "floor-ind"),
        field(
            f"Floor ({unit}; 0 for the whole place's figure)",
            h.input(
                "#floor",
                type="number",
                name="floor",
                min="0",
                step="any",
                value=f"{view.floor:g}",
            ),
            of="floor",
        ),
        field(
            "For",
            h.select("#level", name="level")[
                [option(key, words, view.level) for key, words in LEVELS.items()]
            ],
            of="level",
        ),
    )


def meeting_form(asked: Asked) -> h.Renderable:
    """Up to five conditions, each a figure with one of its ends."""
    return _form(
        asked,
        "meeting",
        ("both",),
        [_condition(asked, at) for at in range(MOST_CONDITIONS)],
    )


def _condition(asked: Asked, at: int) -> h.Renderable:
    """One condition as a menu of the ends of every figure."""
    chosen = asked.view.both[at] if at < len(asked.view.both) else "none"
    catalogue = asked.context.store.catalogue
    name = f"condition-{at + 1}"

    def entries(theme: str) -> h.Node:
        return [
            option(f"{one.key}.{end}", f"{full_label(one)}: {words}", chosen)
            for one in catalogue.of_areas
            if one.theme == theme and not one.kind.categorical
            for end, words in (("more", one.more), ("less", one.less))
        ]

    themes = dict.fromkeys(one.theme for one in catalogue.of_areas)
    shown = conditions(asked.context.store, asked.view)
    label = f"Condition {at + 1}"
    if at < len(shown):
        label = f"{label}: {condition_words(asked.context.store, shown[at])}"
    return field(
        label,
        h.select(id=name, name="both")[
            option("none", "none", chosen),
            [
                h.optgroup(label=theme_name(theme))[entries(theme)]
                for theme in dict.fromkeys(themes)
            ],
        ],
        of=name,
    )


def _figure(asked: Asked, name: str) -> h.Renderable:
    catalogue, words = asked.context.store.catalogue, asked.site.explorer.words
    every = [catalogue.indicator(key) for key in words.concerning]
    return field("Figure", h.select(id=name, name="ind")[by_theme(every, asked.view.ind)], of=name)


def _index(asked: Asked, name: str) -> h.Renderable:
    """The index by whose ranks areas are deprived."""
    catalogue, words = asked.context.store.catalogue, asked.site.explorer.words
    ranked = [catalogue.indicator(key) for key in words.ranked]
    return field(
        "Deprivation by",
        h.select(id=name, name="by")[
            [option(one.key, full_label(one), asked.view.by) for one in ranked]
        ],
        of=name,
    )


def _range(name: str, label: str, value: int, low: int, high: int) -> h.Renderable:
    return h.div(".slider")[
        h.label(for_=name)[label],
        h.input(f"#{name}", type="range", name=name, min=low, max=high, value=value),
        h.output(for_=name)[number(value)],
    ]


def _form(asked: Asked, part: str, own: tuple[str, ...], *controls: h.Node) -> h.Renderable:
    """A form of some keys that carries the others along, and leads back to its question.

    Scripts fold it where there is one column, so that the answer is near its question.
    """
    others = [one.name for one in fields(GapsView) if one.name not in own]
    return h.details(".fold", open=True)[
        h.summary["Choose"],
        h.form(".question-form", method="get", action=f"{asked.site.link('gaps')}#{part}")[
            controls,
            [
                h.input(type="hidden", name=name, value=print_value(getattr(asked.view, name)))
                for name in others
            ],
            h.button(type="submit")["Show"],
        ],
    ]
