"""The form that holds the view. Its controls are the state; submitting it needs no script."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from operator import attrgetter

import htpy as h
from markupsafe import Markup

from callbacks.answer import Explorer
from geodata.catalogue import Indicator
from geodata.classify import MEASURES
from geodata.geography import WARD, in_force
from layers.areas import shaded
from layers.words import full_label
from views.key import keys_of
from views.keys import QUINTILES, Keys
from views.readers import FAINTEST, STRONGEST
from views.view import View, print_value
from views.vocabulary import OVERLAY_LABELS, OVERLAYS

THEMES = {
    "deprivation": "Deprivation",
    "people": "People",
    "ethnicity": "Ethnicity",
    "religion": "Religion",
    "language": "Language",
    "households": "Households",
    "vaccination": "Vaccination",
}

OTHER_FIGURES = "Practice and patients"


def controls(view: View, explorer: Explorer, *, streets: bool, note: Markup) -> h.Renderable:
    """The form, filled with the present view; `note` says why classes are not those asked for."""
    return h.form(
        "#filters",
        method="get",
        autocomplete="off",
        aria_label="What to show",
    )[
        find_box(explorer.store.authority.name),
        show_group(view, explorer, note),
        ward_group(view, explorer),
        quintile_group(view, explorer),
        overlay_group(view, explorer, streets=streets),
        carried(view),
        h.noscript[h.button(type="submit")["Show this view"]],
    ]


def carried(view: Keys) -> h.Node:
    """Hidden controls for the keys of a view that the page has no control for."""
    return [
        h.input(type="hidden", name=name, value=print_value(getattr(view, one.field)))
        for name, one in keys_of(type(view)).items()
        if one.control == "hidden"
    ]


def find_box(place: str) -> h.Renderable:
    """Type-ahead search: an ARIA combobox driven by assets/find.js."""
    return h.div(".group.find", role="search")[
        h.label(for_="find")["Find a place"],
        h.input(
            "#find",
            type="text",
            role="combobox",
            name="find",
            form="finder",
            aria_expanded="false",
            aria_controls="found",
            aria_autocomplete="list",
            aria_describedby="find-hint",
            spellcheck="false",
        ),
        h.ul("#found", role="listbox", aria_label="Places found", hidden=True),
        h.noscript[h.button(type="submit", form="finder")["Find"]],
        h.p("#find-hint.quiet")[f"Postcode, place, GP practice or area code in {place}"],
        h.p("#find-answer.quiet", role="status"),
    ]


def show_group(view: View, explorer: Explorer, note: Markup) -> h.Renderable:
    """Which indicator shades the map, and how."""
    every = shaded(explorer.store)
    return h.fieldset(".group")[
        h.legend["Shade the map by"],
        h.label(for_="ind")["Indicator"],
        h.select("#ind", name="ind")[_themes(every, view.ind)],
        h.label(for_="with")["Together with"],
        h.select("#with", name="with")[
            _option("", "nothing else: one figure alone", view.with_), _themes(every, view.with_)
        ],
        h.div("#pairing.choices", role="group", aria_label="Two figures as", hidden=not view.with_)[
            _radio("as", "pair", "nine shades", view.as_),
            _radio("as", "beside", "two maps", view.as_),
        ],
        h.div(".choices", role="group", aria_label="Measure")[
            (_radio("measure", key, one.label, view.measure) for key, one in MEASURES.items())
        ],
        note,
    ]


def _themes(
    every: tuple[Indicator, ...], chosen: str, label: Callable[[Indicator], str] = full_label
) -> h.Node:
    """Options for areas' indicators, by theme."""
    return [
        h.optgroup(label=THEMES.get(theme, theme.capitalize()))[
            [_option(one.key, label(one), chosen) for one in group]
        ]
        for theme, group in groupby(every, key=lambda one: one.theme)
    ]


def ward_group(view: View, explorer: Explorer) -> h.Renderable:
    """One checkbox a ward."""
    return h.fieldset(".group")[
        h.legend[f"Wards ({in_force(WARD)})"],
        h.div(".wards")[
            (_checkbox("ward", code, name, view.ward) for code, name in explorer.store.wards)
        ],
    ]


def quintile_group(view: View, explorer: Explorer) -> h.Renderable:
    """Quintiles 1 to 5, whose quintiles, and of what; nothing where there are no ranks."""
    ranked = explorer.store.catalogue.ranked
    if not ranked:
        return h.fragment[None]
    labels = {"1": "1 most deprived", "5": "5 least deprived"}
    return h.fieldset(".group")[
        h.legend["Deprivation quintile"],
        h.div(".row")[(_checkbox("q", key, labels.get(key, key), view.q) for key in QUINTILES)],
        h.div(".choices", role="group", aria_label="Quintiles of")[
            _radio("basis", "national", "National", view.basis),
            _radio("basis", "local", f"Local ({explorer.store.authority.name})", view.basis),
        ],
        h.label(for_="by")["Quintiles by"],
        h.select("#by", name="by")[(_option(one.key, full_label(one), view.by) for one in ranked)],
    ]


def overlay_group(view: View, explorer: Explorer, *, streets: bool) -> h.Renderable:
    """What lies over the shaded areas: an ordered list, and what circles and practices show."""
    offered = explorer.words.overlays
    order = [one for one in _list_order(view.over) if one in offered]
    return h.fieldset(".group")[
        h.legend["On the map"],
        h.input(type="hidden", name="over", value="none", data_constant=True),
        h.p("#overlays-hint.quiet")["The first that is ticked lies on top."],
        h.ul("#overlays", data_order="over", aria_describedby="overlays-hint")[
            (_overlay(one, view) for one in order if streets or one != "streets")
        ],
        "practices" in offered and _practice_choice(view, explorer),
        "circles" in offered and _count_choice(view, explorer),
        h.label(for_="fade")["Strength of the shading"],
        h.input(
            "#fade",
            type="range",
            name="fade",
            min=FAINTEST,
            max=STRONGEST,
            step=1,
            value=view.fade,
        ),
    ]


def _practice_choice(view: View, explorer: Explorer) -> h.Renderable:
    return h.fragment[
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
    return h.fragment[
        h.label(for_="circle")["Circles count"],
        h.select("#circle", name="circle")[_themes(counts, view.circle, attrgetter("short_label"))],
    ]


def _list_order(over: tuple[str, ...]) -> list[str]:
    """The usual order where the view keeps to it, or else those that are on first; streets last."""
    usual = [one for one in OVERLAYS if one != "streets"]
    shown = [one for one in over if one != "streets"]
    if shown == [one for one in usual if one in shown]:
        return [*usual, "streets"]
    return [*shown, *(one for one in usual if one not in shown), "streets"]


def _overlay(key: str, view: View) -> h.Element:
    label = OVERLAY_LABELS[key]
    moves = (("↑", -1, "above the one before"), ("↓", 1, "below the next"))
    return h.li(data_overlay=key, data_label=label, data_last=key == "streets")[
        _checkbox("over", key, label, view.over),
        h.label(".faint")[
            h.input(type="checkbox", name="faint", value=key, checked=key in view.faint),
            h.span["Faint", h.span(".unseen")[f" {label}"]],
        ],
        key != "streets"
        and [
            h.button(type="button", data_step=step, aria_label=f"Move {label} {words}")[arrow]
            for arrow, step, words in moves
        ],
    ]


def _outcomes(view: View, explorer: Explorer) -> h.Node:
    """Options for the outcomes of practices, by family."""
    every = explorer.store.catalogue.at("practice")
    families = groupby(every, key=lambda one: one.menu or OTHER_FIGURES)
    return [
        h.optgroup(label=family)[
            [_option(one.key, full_label(one), view.practice) for one in group]
        ]
        for family, group in families
    ]


def _option(value: str, label: str, chosen: str) -> h.Element:
    return h.option(value=value, selected=value == chosen)[label]


def _radio(name: str, value: str, label: str, chosen: str) -> h.Element:
    return h.label(".choice")[
        h.input(type="radio", name=name, value=value, checked=value == chosen), h.span[label]
    ]


def _checkbox(name: str, value: str, label: str, chosen: tuple[str, ...]) -> h.Element:
    return h.label(".check")[
        h.input(type="checkbox", name=name, value=value, checked=value in chosen), h.span[label]
    ]
