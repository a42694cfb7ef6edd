"""The map with its legends, its dates and the second map, as it stands before any script."""

from __future__ import annotations

from collections.abc import Mapping

import htpy as h
from markupsafe import Markup

from geodata.geography import WARD, in_force
from geodata.store import Store
from page.script_words import WORDS


def map_figure(
    entry: Markup, parts: Mapping[str, Markup], *, frame: Markup, picture: str, outlines: str
) -> h.Renderable:
    """The map with what lies over it: key, dates, and the card for the area that is looked at.

    `parts` are the fragments of the view by id; `outlines` says whose they are; `frame` stands
    where the map will be until it is there; `picture` is where the same map is as a picture, for
    readers without JavaScript.
    """
    return h.section("#map-section.map", tabindex="-1", aria_label="Map")[
        h.noscript[
            h.p(".plain")[
                "Without JavaScript the map is a picture. Every value on it is in the ",
                h.a(href="#panel-areas")["table of areas"],
                ".",
            ],
            h.img(".still", src=picture, alt="Map of this view, with its key and source"),
        ],
        h.div("#maps")[
            h.div(".first")[
                h.div("#mapbox")[
                    frame,
                    entry,
                    h.div("#card", hidden=True),
                    h.p("#pending", role="alert", hidden=True),
                ],
                h.a(".skip", href="#filters")["Skip to the choices"],
                h.a(".skip", href="#panel-areas")["Skip to the table of areas"],
                h.details(".key", open=True)[
                    h.summary["Key"],
                    h.div[parts["legend"], parts["measure-note"], overlay_legends(parts, outlines)],
                ],
                time_control(),
            ],
            h.section("#second", aria_label="Second map", hidden=True)[
                h.div("#second-map"),
                h.details(".key", open=True)[
                    h.summary["Key", h.span(".unseen")[" of the second map"]],
                    parts["second-legend"],
                ],
            ],
        ],
    ]


def outline_words(store: Store) -> str:
    """Whose outlines lie over the areas."""
    wards = f"Wards of {in_force(WARD)}"
    return f"{wards}. Heavier: local authorities" if store.authorities else wards


def overlay_legends(parts: Mapping[str, Markup], outlines: str) -> h.Renderable:
    """An entry for each overlay that has something to explain."""
    return h.div(".overlay-legends")[
        h.p("#overlay-legend", hidden=True)[h.span(".outline"), outlines],
        parts["practice-legend"],
        parts["circle-legend"],
        parts["cluster-legend"],
        parts["venue-legend"],
    ]


def time_control() -> h.Renderable:
    """The dates of an indicator that has several; assets/time.js fills it."""
    return h.div("#time", role="group", aria_label="Over time", hidden=True)[
        h.button("#play", type="button")["Play"],
        h.label(".unseen", for_="day")["Date"],
        h.input("#day", type="range", min=0, max=0, step=1, value=0),
        h.output("#day-words", for_="day"),
        h.button("#latest", type="button", hidden=True)[WORDS["latest"]],
    ]
