"""What is selected: authorities, wards and deprivation quintiles, in one box of the strip."""

from __future__ import annotations

import htpy as h

from callbacks.answer import Explorer
from geodata.geography import WARD, in_force
from layers.words import full_label
from page.fields import QUINTILE_LABELS, checkbox, field, option, radio, ward_boxes
from views.view import View


def filter_box(view: View, explorer: Explorer, done: h.Node) -> h.Renderable:
    """The box; `done` is the button that closes it and says how many areas are shown."""
    return h.details("#filter-box.menu")[
        h.summary["Filters"],
        h.div(".box")[
            h.div(".choices-of")[
                _authorities(view, explorer), _wards(view, explorer), _quintiles(view, explorer)
            ],
            h.noscript[h.button(type="submit")["Show this view"]],
            done,
        ],
    ]


def _authorities(view: View, explorer: Explorer) -> h.Node:
    """A box for each local authority; nothing in a bundle of one."""
    every = explorer.store.authorities
    return (
        every
        and h.fieldset(".group")[
            h.legend["Local authorities"],
            h.div(".choices")[(checkbox("lad", code, name, view.lad) for code, name in every)],
        ]
    )


def _wards(view: View, explorer: Explorer) -> h.Renderable:
    """A box for each ward, and a field that shortens the list."""
    return h.fieldset(".group")[
        h.legend[f"Wards ({in_force(WARD)})"],
        h.div(".field.scripted")[
            h.label(for_="ward-search")["Find in the list"],
            h.input("#ward-search", type="search", autocomplete="off", aria_controls="ward-list"),
        ],
        h.div("#ward-list.wards")[ward_boxes(explorer.store, view.ward)],
    ]


def _quintiles(view: View, explorer: Explorer) -> h.Renderable:
    """Quintiles 1 to 5, whose quintiles, and of what; nothing where there are no ranks."""
    ranked = explorer.store.catalogue.ranked
    if not ranked:
        return h.fragment[None]
    return h.fieldset(".group")[
        h.legend["Deprivation quintile"],
        h.div(".row")[
            (checkbox("q", key, label, view.q) for key, label in QUINTILE_LABELS.items())
        ],
        h.div(".choices", role="group", aria_label="Quintiles of")[
            radio("basis", "national", "National", view.basis),
            radio("basis", "local", f"Local ({explorer.store.authority.name})", view.basis),
        ],
        field(
            "Quintiles by",
            h.select("#by", name="by")[
                (option(one.key, full_label(one), view.by) for one in ranked)
            ],
            of="by",
        ),
    ]
