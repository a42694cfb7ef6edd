"""What lies over the shaded areas: an ordered list, and the settings of those that are on."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter

import htpy as h

from callbacks.answer import Explorer
from layers.venues import venue_kinds
from layers.words import full_label
from page.fields import by_theme, checkbox, option
from views.readers import STRENGTHS
from views.view import View
from views.vocabulary import OVERLAY_LABELS, OVERLAYS, STREETS, VENUES, overlay_labels

OTHER_FIGURES = "Practice and patients"
MOVES = (("↑", -1, "above the one before"), ("↓", 1, "below the next"))


def layer_box(view: View, explorer: Explorer, *, streets: bool) -> h.Renderable:
    """The box; each layer's own settings are shown while it is on."""
    offered = explorer.words.overlays
    order = [one for one in _list_order(view.over) if one in offered]
    labels = overlay_labels(explorer.store)
    return h.details("#layers.menu")[
        h.summary["Layers"],
        h.fieldset(".box.group")[
            h.legend["Over the areas"],
            h.input(type="hidden", name="over", value="none", data_constant=True),
            h.p("#overlays-hint.quiet")["The first that is ticked lies on top."],
            h.ul("#overlays", data_order="over", aria_describedby="overlays-hint")[
                (_layer(one, labels[one], view) for one in order if streets or one != STREETS)
            ],
            "practices" in offered and _practice_choice(view, explorer),
            "circles" in offered and _count_choice(view, explorer),
            h.label(for_="fade")["Strength of the shading"],
            h.input(
                "#fade",
                type="range",
                name="fade",
                min=STRENGTHS[0],
                max=STRENGTHS[1],
                step=1,
                value=view.fade,
            ),
            explorer.words.venues and _venue_choice(view, explorer),
            h.noscript[h.button(type="submit")["Show this view"]],
        ],
    ]


def _practice_choice(view: View, explorer: Explorer) -> h.Renderable:
    return h.div(data_for="practices", hidden="practices" not in view.over)[
        h.label(for_="practice")["GP practices coloured by"],
        h.select("#practice", name="practice", aria_describedby="practice-hint")[
            _outcomes(view, explorer)
        ],
        h.p("#practice-hint.quiet")[
            "A practice is a place and a list: patients live elsewhere too."
        ],
    ]


def _count_choice(view: View, explorer: Explorer) -> h.Renderable:
    counts = explorer.store.catalogue.counts
    return h.div(data_for="circles", hidden="circles" not in view.over)[
        h.label(for_="circle")["Circles count"],
        h.select("#circle", name="circle")[
            by_theme(counts, view.circle, attrgetter("short_label"))
        ],
    ]


def _venue_choice(view: View, explorer: Explorer) -> h.Renderable:
    """The kinds of venues that there are, with the number of each; above all other layers."""
    return h.fieldset(".group")[
        h.legend[OVERLAY_LABELS[VENUES]],
        (
            checkbox("venues", one.key, f"{one.label} ({one.count})", view.venues)
            for one in venue_kinds(explorer.store)
        ),
        checkbox("faint", VENUES, "Draw venues faintly", view.faint),
    ]


def _list_order(over: tuple[str, ...]) -> list[str]:
    """The usual order where the view keeps to it, or else those that are on first; streets last."""
    usual = [one for one in OVERLAYS if one != STREETS]
    shown = [one for one in over if one != STREETS]
    if shown == [one for one in usual if one in shown]:
        return [*usual, STREETS]
    return [*shown, *(one for one in usual if one not in shown), STREETS]


def _layer(key: str, label: str, view: View) -> h.Element:
    return h.li(data_overlay=key, data_label=label, data_last=key == STREETS)[
        checkbox("over", key, label, view.over),
        h.label(".faint")[
            h.input(type="checkbox", name="faint", value=key, checked=key in view.faint),
            h.span["Faint", h.span(".unseen")[f" {label}"]],
        ],
        key != STREETS
        and h.span(".moves")[
            (
                h.button(type="button", data_step=step, aria_label=f"Move {label} {words}")[arrow]
                for arrow, step, words in MOVES
            )
        ],
    ]


def _outcomes(view: View, explorer: Explorer) -> h.Node:
    """Options for the outcomes of practices, by family."""
    every = explorer.store.catalogue.at("practice")
    families = groupby(every, key=lambda one: one.menu or OTHER_FIGURES)
    return [
        h.optgroup(label=family)[[option(one.key, full_label(one), view.practice) for one in group]]
        for family, group in families
    ]
