"""Areas of a reader's own, in one box: around a place, from corner to corner, or by pointer."""

from __future__ import annotations

import htpy as h

from callbacks.answer import Explorer
from geodata.drawn import FARTHEST, MOST_CORNERS, NEAREST, read_outline, rule
from geodata.format import number
from page.fields import field
from views.view import View, print_value

RADIUS = 800  # metres, ten minutes on foot
MOST_LINES = 50  # corners that are written out; an outline of more stands encoded
LONGEST = 4_000  # letters
STOPPED = "Nothing was drawn."
ABSENT = "What draws on the map could not be loaded. Type a place or corners instead."
PENS = {
    "polygon": "Click each corner on the map, and the first one again to finish.",
    "rectangle": "Press on one corner on the map, move to the opposite one and let go.",
    "circle": "Press on the middle on the map, move outwards and let go.",
}


def draw_box(view: View, explorer: Explorer) -> h.Renderable:
    """The box; its fields are part of the form, and make a view without scripts too."""
    return h.details("#draw-box.menu", data_stopped=STOPPED, data_absent=ABSENT)[
        h.summary[h.span["Draw", h.span(".whole")[" an area"]]],
        h.div(".box")[
            _pens(),
            _circle(view),
            _outline(view),
            h.p(".group.quiet")[rule(explorer.store)],
        ],
    ]


def _pens() -> h.Renderable:
    """Buttons that begin to draw on the map."""
    return h.fieldset(".group.scripted")[
        h.legend["With the pointer on the map"],
        h.div(".pens")[
            (
                h.button(type="button", data_pen=pen, data_words=f"{words} Escape stops.")[
                    pen.capitalize()
                ]
                for pen, words in PENS.items()
            )
        ],
    ]


def _circle(view: View) -> h.Renderable:
    """A place and a radius: two inputs of one key, which the server joins."""
    *place, radius = view.near or (str(RADIUS),)
    return h.fieldset(".group")[
        h.legend["Circle"],
        field(
            "Around a postcode, or the code of a GP practice or venue",
            h.input(
                "#around",
                type="text",
                name="near",
                value=print_value(tuple(place)),
                data_typed=True,
            ),
            of="around",
        ),
        field(
            f"Metres, {NEAREST} to {number(FARTHEST)}",
            h.input(
                "#metres",
                type="text",
                name="near",
                inputmode="numeric",
                value=radius,
                data_typed=True,
            ),
            of="metres",
        ),
        _button("circle", "Show circle"),
    ]


def _outline(view: View) -> h.Renderable:
    """Corners as text."""
    return h.fieldset(".group")[
        h.legend["Outline"],
        field(
            "Corners, one a line: a postcode, or latitude and longitude",
            h.textarea(
                "#corners",
                name="shape",
                rows=4,
                maxlength=LONGEST,
                spellcheck="false",
                aria_describedby="corners-hint",
                data_typed=True,
            )[_corners(view.shape)],
            of="corners",
        ),
        h.p("#corners-hint.quiet")[
            f"Two corners are a rectangle, three or more an outline. At most {MOST_CORNERS}."
        ],
        _button("outline", "Show outline"),
    ]


def _corners(shape: str) -> str:
    corners = read_outline(shape).corners if shape else ()
    lines = "\n".join(f"{lat}, {lon}" for lat, lon in corners)
    return lines if len(corners) <= MOST_LINES else shape


def _button(shows: str, words: str) -> h.Node:
    """A button for scripts, and one that sends the form."""
    return [
        h.button(".scripted", type="button", data_shows=shows)[words],
        h.noscript[h.button(type="submit")[words]],
    ]
