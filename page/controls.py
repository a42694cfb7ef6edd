"""The form that holds the view. Its controls are the state; submitting it needs no script."""

from __future__ import annotations

import htpy as h
from markupsafe import Markup

from callbacks.answer import Explorer
from geodata.search import hint
from page.draw_box import draw_box
from page.figure_choice import figure_choice
from page.filter_box import filter_box
from page.layer_box import layer_box
from views.key import keys_in
from views.keys import Keys
from views.view import View, address_of, print_value
from views.vocabulary import Vocabulary


def controls(
    view: View, explorer: Explorer, *, streets: bool, query: str, chips: Markup, done: Markup
) -> h.Renderable:
    """The form, filled with the present view: toolbar, filters with their chips, layers.

    The style sheets put its parts around the map.
    """
    return h.form(
        "#filters",
        method="get",
        autocomplete="off",
        aria_label="What to show",
    )[
        find_box(hint(explorer.store)),
        figure_choice(view, explorer),
        share_menu(query),
        h.div(".selected")[filter_box(view, explorer, done), draw_box(view, explorer), chips],
        layer_box(view, explorer, streets=streets),
        carried(view, explorer.words),
        h.noscript[h.button(".plain", type="submit")["Show this view"]],
    ]


def carried(view: Keys, words: Vocabulary) -> h.Node:
    """Hidden controls for the keys of a view that the page has no control for."""
    return [
        h.input(type="hidden", name=name, value=print_value(getattr(view, one.field)))
        for name, one in keys_in(type(view), words).items()
        if one.control == "hidden"
    ]


def find_box(hinted: str) -> h.Renderable:
    """Type-ahead search: an ARIA combobox driven by assets/find.js."""
    return h.div(".field.find", role="search")[
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
        h.p("#find-hint.unseen")[hinted],
        h.p("#find-answer.quiet", role="status"),
    ]


def share_menu(query: str) -> h.Renderable:
    """What can be done with the whole view. Scripts keep the way to sharing at the view shown."""
    return h.details("#sharing.menu")[
        h.summary["Share"],
        h.ul(".box.list")[
            h.li[h.a("#share", href=address_of("share", query), rel="nofollow")["Share or embed"]],
            h.li(".scripted")[h.button("#copy", type="button")["Copy link"]],
            h.li(".scripted")[h.button("#print", type="button")["Print"]],
        ],
    ]
