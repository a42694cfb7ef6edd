"""Colours, named by what they mean. Dark is of concern; where nothing is, dark is more.

The five sequential colours are the ONS ramp; six and ten are drawn through it at equal steps of
lightness. Neighbouring deciles cannot keep 3:1 contrast, so quintiles are the default measure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple, dataclass, replace
from typing import Any

from geodata.catalogue import Indicator

INK = "#0B1F33"
MUTED = "#51606F"
LINE = "#D5DBE1"
PAPER = "#FFFFFF"
SELECTION = "#12436D"
BOROUGH = "#9AA7B4"
ACCENT = "#F46A25"
CLUSTER = "#A3123A"
NO_VALUE = "#8A949E"
FADED = "#D6D6D6"  # what is not selected: no class and no missing place has a grey near it
FADED_DARK = "#4D4D4D"  # the same on a dark ground, which only a reader's forced colours make

# The colours of lines by name: with forced colours the browser has others for some of them.
COLOURS = {
    "ink": INK,
    "paper": PAPER,
    "noValue": NO_VALUE,
    "accent": ACCENT,
    "cluster": CLUSTER,
    "faded": FADED,
    "fadedDark": FADED_DARK,
}


@dataclass(frozen=True)
class Stroke:
    """A line: its colour's name, width in pixels, opacity, and dashes in pixels."""

    colour: str
    width: float
    opacity: float = 1
    dashes: str = ""


# The lines of the map, a casing before the line that stands on it.
STROKES: dict[str, tuple[Stroke, ...]] = {
    "border": (Stroke("paper", 1),),
    "fadedBorder": (Stroke("paper", 0.5),),
    "chosen": (Stroke("paper", 4), Stroke("ink", 2)),
    "picked": (Stroke("paper", 5), Stroke("ink", 2.5)),
    "changed": (Stroke("ink", 3, dashes="4 5"),),
    "drawn": (Stroke("paper", 3), Stroke("ink", 1.5, dashes="7 4")),
    "hand": (Stroke("accent", 3.5),),
    "class": (Stroke("paper", 4), Stroke("accent", 2)),
    "wards": (Stroke("ink", 1.4, 0.85),),
    "authorities": (Stroke("ink", 3),),
    "clusters": (Stroke("paper", 6, 0.9), Stroke("cluster", 3)),
    "circle": (Stroke("ink", 1.3),),
    "fadedCircle": (Stroke("ink", 1.3, 0.3),),
    "practice": (Stroke("ink", 1.2),),
    "unknownPractice": (Stroke("ink", 1.2, dashes="2 2"),),
    "fadedPractice": (Stroke("ink", 1.2, 0.35),),
    "namedPractice": (Stroke("ink", 4),),
    "leader": (Stroke("ink", 1),),
    "venue": (Stroke("paper", 1.5),),
    "namedVenue": (Stroke("ink", 3),),
}

# How much of the ground is covered by the paper of a circle that counts people, of one that is
# not selected, and of the disc on which a practice stands; that disc is wider by so many pixels.
CIRCLE_FILL, FADED_CIRCLE_FILL, DISC_FILL, DISC_EDGE = 0.6, 0.15, 0.9, 2

# Of more places than these the lines between them are thinner, or little is left of the colours.
_FEW = 400


def between(name: str, places: int) -> Stroke:
    """The line of a name between so many areas or wards of a map: as wide a share of each."""
    (line,) = STROKES[name]
    return replace(line, width=round(line.width * min(1, (_FEW / places) ** 0.5), 2))


def look(areas: int, wards: int) -> dict[str, Any]:
    """What scripts paint a map of so many places with, by the names of `assets/renderer.js`."""
    many = {"border": areas, "fadedBorder": areas, "wards": wards}
    lines = STROKES | {name: (between(name, places),) for name, places in many.items()}
    return {
        **COLOURS,
        "strokes": {name: [astuple(one) for one in found] for name, found in lines.items()},
        "circleFill": CIRCLE_FILL,
        "fadedCircleFill": FADED_CIRCLE_FILL,
        "discFill": DISC_FILL,
        "discEdge": DISC_EDGE,
    }


_RAMPS: dict[int, tuple[str, ...]] = {
    5: ("#080C54", "#186290", "#1F9EB7", "#80C6A3", "#CDE594"),
    6: ("#080C54", "#143F77", "#1A739B", "#39A9B3", "#86C8A2", "#CDE594"),
    10: (
        "#080C54",
        "#0F3168",
        "#16567F",
        "#196C95",
        "#1D8AA8",
        "#35A7B4",
        "#62BAAA",
        "#87C9A2",
        "#AAD79B",
        "#CDE594",
    ),
}

# Who people are: another hue, so that nothing reads as of concern; drawn from low (pale) to high.
_NEUTRAL_RAMPS: dict[int, tuple[str, ...]] = {
    5: ("#2A0E4D", "#5B378C", "#8C6CBA", "#BEA7DC", "#EFE7F8"),
    6: ("#2A0E4D", "#512E7F", "#7856A8", "#A084C8", "#C7B4E2", "#EFE7F8"),
    10: (
        "#2A0E4D",
        "#3F2068",
        "#553284",
        "#6B489C",
        "#8160B0",
        "#9779C2",
        "#AD93D1",
        "#C3AEDF",
        "#D9CBEC",
        "#EFE7F8",
    ),
}

# Around a reference: the side of concern is brown, the other teal, and the middle pale.
_AROUND = ("#5E3203", "#BF812D", "#F7EBC9", "#5FB3A7", "#01544C")

# Practices lie on shaded areas, so theirs are other hues; four for categories, five for quintiles.
_PRACTICE_RAMPS: dict[int, tuple[str, ...]] = {
    4: ("#4A0A3F", "#A01C6B", "#DE86B9", "#FBE3F1"),
    5: ("#4A0A3F", "#8A1560", "#C2518F", "#E39CC4", "#FBE3F1"),
}
_NEUTRAL_PRACTICE_RAMPS: dict[int, tuple[str, ...]] = {
    4: ("#123F24", "#3F8A54", "#93C99D", "#E8F5E6"),
    5: ("#123F24", "#2F7A45", "#6DB27C", "#AFD9B4", "#E8F5E6"),
}

# Kinds of venues, in turn: dark, so that white letters can be read on each.
VENUE_COLOURS = (
    *("#7A3E00", "#005F8A", "#6B2C91", "#9B1C31", "#4A5A00"),
    *("#1F3FA8", "#B0186E", "#0B6450", "#3B4A5A", "#8A5A00"),
)

# Thirds of two figures, row by row: the first figure's 1, 2, 3 with the second's 1, 2, 3. The first
# alone is pink, the second alone teal; both ends together are dark blue, neither is cream.
PAIR = (
    *("#3B4994", "#8C62AA", "#BE64AC"),
    *("#5698B9", "#A5ADD3", "#DFB0D6"),
    *("#5AC8C8", "#ACE4E4", "#F3E9D2"),
)


def practice_ramp(indicator: Indicator, classes: int) -> tuple[str, ...]:
    """Colours of practices for classes 1 to `classes`."""
    ramps = (_PRACTICE_RAMPS, _NEUTRAL_PRACTICE_RAMPS)
    return _in_order(indicator, *(_ramp_of(one, classes) for one in ramps))


def class_colours(indicator: Indicator, classes: int) -> tuple[str, ...]:
    """Colours of areas for classes 1 to `classes`.

    Of concern: class 1 is the darkest. Neutral: class 1 is the lowest and the palest. Around a
    reference: the middle class is the palest.
    """
    if indicator.reference is not None:
        return _in_order(indicator, _AROUND, _AROUND)
    return _in_order(indicator, *(_ramp_of(one, classes) for one in (_RAMPS, _NEUTRAL_RAMPS)))


def _ramp_of(ramps: Mapping[int, tuple[str, ...]], classes: int) -> tuple[str, ...]:
    """A ramp of that size; for a size that was not drawn, colours spread over the longest one."""
    longest = ramps[max(ramps)]
    if classes in ramps or classes > len(longest):
        return ramps[classes]
    step = (len(longest) - 1) / max(classes - 1, 1)
    return tuple(longest[round(step * at)] for at in range(classes))


def ramp(classes: int) -> tuple[str, ...]:
    """Colours for quintiles and other classes of deprivation, the most deprived darkest."""
    return _RAMPS[classes]


def _in_order(
    indicator: Indicator, concern: tuple[str, ...], neutral: tuple[str, ...]
) -> tuple[str, ...]:
    return concern if indicator.of_concern else neutral[::-1]
