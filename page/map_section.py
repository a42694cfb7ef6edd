"""The map with its legends, its dates and the second map: what the scripts fill."""

from __future__ import annotations

import htpy as h
from markupsafe import Markup

from callbacks.answer import Explorer


def map_figure(explorer: Explorer, entry: Markup, *, about: h.Node, picture: str) -> h.Renderable:
    """The map, its legend and the card for the area under the pointer or the keyboard.

    `picture` is where the same map is as a picture, for readers without JavaScript.
    """
    return h.section(".map", aria_label="Map")[
        h.noscript[
            h.p(".plain")[
                "Without JavaScript the map is a picture. Every value on it is in the ",
                h.a(href="#panel-areas")["table of areas"],
                ".",
            ],
            h.img(".still", src=picture, alt="Map of this view, with its legend and source"),
        ],
        h.div("#maps")[
            h.div(".first")[
                h.div("#legend", role="group", aria_label="Legend"),
                time_control(),
                h.div("#mapbox")[entry, h.div("#card", hidden=True)],
            ],
            h.section("#second", aria_label="Second map", hidden=True)[
                h.div("#second-legend"), h.div("#second-map")
            ],
        ],
        overlay_legends(),
        h.p(".quiet.touch")["Use two fingers to move the map."],
        h.p("#streets-status.quiet", role="status"),
        h.p("#map-note.quiet"),
        h.p("#practice-note.quiet", hidden=True),
        h.details("#practice-list", hidden=True)[
            h.summary["GP practices on the map, as a list"], h.ol
        ],
        about,
        h.p(".quiet.keys.arrows")[
            "Keyboard: Tab to the map, arrow keys move between neighbouring areas, ",
            "Page Down goes to the next by rank, Enter picks an area, + and − zoom, ",
            "0 returns to the start, Escape leaves.",
        ],
        h.p(".quiet.keys")[explorer.store.catalogue.source("lsoa_2021_boundaries").attribution],
    ]


def overlay_legends() -> h.Renderable:
    """An entry for each overlay that has something to explain; the scripts fill them."""
    return h.div(".overlay-legends")[
        h.p("#overlay-legend", hidden=True)[h.span(".outline"), "Wards of May 2023"],
        h.div("#practice-legend", role="group", aria_label="Legend of GP practices", hidden=True),
        h.div("#circle-legend", role="group", aria_label="Legend of circles", hidden=True),
        h.div("#cluster-legend", role="group", aria_label="Legend of clusters", hidden=True),
    ]


def time_control() -> h.Renderable:
    """The dates of an indicator that has several; assets/time.js fills it."""
    return h.div("#time", role="group", aria_label="Over time", hidden=True)[
        h.button("#play", type="button")["Play"],
        h.label(".unseen", for_="day")["Date"],
        h.input("#day", type="range", min=0, max=0, step=1, value=0),
        h.output("#day-words", for_="day"),
        h.button("#latest", type="button", hidden=True)["Latest figures"],
    ]
