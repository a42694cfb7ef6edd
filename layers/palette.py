"""Colours, named by what they mean. Dark is of concern; where nothing is, dark is more.

The five sequential colours are the ONS ramp; six and ten are drawn through it at equal steps of
lightness. Neighbouring deciles cannot keep 3:1 contrast, so quintiles are the default measure.
"""

from __future__ import annotations

from collections.abc import Mapping

from geodata.catalogue import Indicator

INK = "#0B1F33"
MUTED = "#51606F"
LINE = "#D5DBE1"
PAPER = "#FFFFFF"
SELECTION = "#12436D"
BOROUGH = "#9AA7B4"
ACCENT = "#F46A25"
CLUSTER = "#A3123A"
NO_VALUE = "#B8BEC4"
FADED = 0.17  # strength of areas that are not selected, beside those that are
WARD_WIDTH, WARD_OPACITY = 1.4, 0.85  # pixels; of ward outlines

# What scripts paint with, by the names that `assets/renderer.js` uses.
LOOK: dict[str, str | float] = {
    "ink": INK,
    "paper": PAPER,
    "noValue": NO_VALUE,
    "accent": ACCENT,
    "cluster": CLUSTER,
    "faded": FADED,
    "wardWidth": WARD_WIDTH,
    "wardOpacity": WARD_OPACITY,
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

# Practices lie on shaded areas, so theirs are other hues; four for categories, five for quintiles.
_PRACTICE_RAMPS: dict[int, tuple[str, ...]] = {
    4: ("#4A0A3F", "#A01C6B", "#DE86B9", "#FBE3F1"),
    5: ("#4A0A3F", "#8A1560", "#C2518F", "#E39CC4", "#FBE3F1"),
}
_NEUTRAL_PRACTICE_RAMPS: dict[int, tuple[str, ...]] = {
    4: ("#123F24", "#3F8A54", "#93C99D", "#E8F5E6"),
    5: ("#123F24", "#2F7A45", "#6DB27C", "#AFD9B4", "#E8F5E6"),
}

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

    Of concern: class 1 is the darkest. Neutral: class 1 is the lowest and the palest.
    """
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
