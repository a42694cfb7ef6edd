"""Colours, named by what they mean. Class 1 is always the darkest: dark means more of the title.

The five sequential colours are the ONS ramp; six and ten are drawn through it at equal steps of
lightness. Neighbouring deciles cannot keep 3:1 contrast, so quintiles are the default measure.
"""

from __future__ import annotations

INK = "#0B1F33"
MUTED = "#51606F"
LINE = "#D5DBE1"
PAPER = "#FFFFFF"
SELECTION = "#12436D"
BOROUGH = "#9AA7B4"
ACCENT = "#F46A25"
CLUSTER = "#5B1A8B"
NO_VALUE = "#B8BEC4"

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

# Practices lie on shaded areas, so theirs are other hues; four for categories, five for quintiles.
_PRACTICE_RAMPS: dict[int, tuple[str, ...]] = {
    4: ("#4A0A3F", "#A01C6B", "#DE86B9", "#FBE3F1"),
    5: ("#4A0A3F", "#8A1560", "#C2518F", "#E39CC4", "#FBE3F1"),
}

# Thirds of two figures, row by row: the first figure's 1, 2, 3 with the second's 1, 2, 3. The first
# alone is pink, the second alone teal; both ends together are dark blue, neither is cream.
PAIR = (
    *("#3B4994", "#8C62AA", "#BE64AC"),
    *("#5698B9", "#A5ADD3", "#DFB0D6"),
    *("#5AC8C8", "#ACE4E4", "#F3E9D2"),
)


def practice_ramp(classes: int) -> tuple[str, ...]:
    """Colours for classes of practices, darkest first. Raises KeyError for other sizes."""
    return _PRACTICE_RAMPS[classes]


def ramp(classes: int) -> tuple[str, ...]:
    """Colours for classes 1 to `classes`, darkest first. Raises KeyError for other sizes."""
    return _RAMPS[classes]
