"""What stands beside the map: summary, charts, list and what is behind the figures."""

from __future__ import annotations

from collections.abc import Mapping

import htpy as h
from markupsafe import Markup

from callbacks.answer import column
from geodata.store import Store

SECTIONS = {
    "summary": "Summary",
    "charts": "Charts",
    "list": "List",
    "about-section": "About",
}


def side_panel(store: Store, parts: Mapping[str, Markup]) -> h.Renderable:
    """The panel, which alone scrolls; on a phone it is a sheet over the map.

    `parts` are the fragments of the view by id.
    """
    return h.section("#panel", aria_label="Figures")[
        h.div(".panel-head")[
            h.nav(aria_label="Parts of the figures")[
                h.ul[(h.li[h.a(href=f"#{key}")[name]] for key, name in SECTIONS.items())]
            ],
            h.button("#tall.scripted", type="button", aria_pressed="false")["Full height"],
        ],
        h.section("#summary", tabindex="-1", aria_label=SECTIONS["summary"])[
            parts["findings"],
            h.p("#streets-status.quiet", role="status"),
            parts["map-note"],
            parts["practice-note"],
            parts["venue-note"],
        ],
        h.div("#charts.charts", tabindex="-1", role="group", aria_label=SECTIONS["charts"])[
            [parts[key] for key in column(parts)]
        ],
        h.section("#list", tabindex="-1", aria_label=SECTIONS["list"])[
            parts["panel-areas"], parts["practice-list"], parts["venue-list"]
        ],
        _about(store, parts),
    ]


def panel_toggle() -> h.Node:
    """What opens and shuts the panel, and the edge by which it is widened."""
    return [
        h.button("#figures.scripted", type="button", aria_controls="panel", aria_expanded="true")[
            h.span(".when-open")["Hide"], h.span(".when-shut")["More"]
        ],
        h.div(
            "#panel-edge.scripted",
            role="separator",
            tabindex="0",
            aria_label="Width of the figures",
            aria_orientation="vertical",
            aria_controls="panel",
            aria_valuemin=320,
            aria_valuemax=800,
            aria_valuenow=440,
        ),
    ]


def _about(store: Store, parts: Mapping[str, Markup]) -> h.Renderable:
    return h.section("#about-section", tabindex="-1", aria_label=SECTIONS["about-section"])[
        parts["about"],
        h.p(".quiet.keys.arrows")[
            "Keyboard: Tab to the map. Arrow keys move between neighbouring areas, ",
            "Page Down to the next by rank. Enter chooses an area. ",
            "+ and − zoom, 0 returns to the start, Escape leaves.",
        ],
        h.p(".quiet.keys")[store.boundary_credit],
    ]
