"""Small drawing pieces: elements, scales, ticks, bars, labels. Pure; every text is escaped.

Marks are strings of ready SVG and are joined as such, because hundreds of them must cost almost
nothing. Presentation attributes only, never style=, so that a picture works under a strict content
policy and as a file of its own.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import NewType

from layers.palette import INK, LINE, MUTED, PAPER, SELECTION

Marks = NewType("Marks", str)
Value = str | float | int | None

WIDTH = 420
SIZE = 13
SMALL = 12
PALE = "#E6EAEE"
NONE = Marks("")
_EMS = dict.fromkeys("iljI.,:;'|! ", 0.34) | dict.fromkeys("ftr()[]-/", 0.43)
_EMS |= dict.fromkeys("ABCDEFGHJKLNOPQRSTUVXYZ&", 0.73) | dict.fromkeys("mwMW@%—", 0.97)


def tag(name: str, /, *children: Marks, text: str = "", **attributes: Value) -> Marks:
    """One element. Attribute names use _ for -; a trailing _ is dropped; None leaves one out."""
    parts = [
        f' {key.rstrip("_").replace("_", "-")}="{_print(value)}"'
        for key, value in attributes.items()
        if value is not None
    ]
    inside = "".join(children) + escape(text)
    return Marks(f"<{name}{''.join(parts)}{f'>{inside}</{name}>' if inside else '/>'}")


def _print(value: str | float | int) -> str:
    return escape(value) if isinstance(value, str) else plain(value)


def plain(value: float) -> str:
    """A coordinate: one decimal at most."""
    return f"{value:.1f}".removesuffix(".0")


def at(x: float, y: float) -> str:
    """A point of a path."""
    return f"{plain(x)} {plain(y)}"


def join(*parts: Marks) -> Marks:
    """Marks one after another."""
    return Marks("".join(parts))


@lru_cache(maxsize=32)
def escaped(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Texts made safe, remembered: the names of the areas do not change."""
    return tuple(escape(text) for text in texts)


@dataclass(frozen=True)
class Scale:
    """A straight line from a domain to a range of coordinates."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Coordinate of a value; the start when the domain has no width."""
        width = self.high - self.low
        return self.start + (self.end - self.start) * ((value - self.low) / width if width else 0)


def ticks(high: float, *, about: int = 4) -> tuple[float, ...]:
    """Round numbers from 0 up to `high`, about so many, in steps of 1, 2 or 5 times a power of 10.

    Only 0 when there is nothing to divide.
    """
    if high <= 0 or not math.isfinite(high):
        return (0.0,)
    rough = high / about
    power = 10 ** math.floor(math.log10(rough))
    step = next(power * base for base in (1, 2, 5, 10) if power * base >= rough * 0.999)
    return tuple(step * index for index in range(math.floor(high / step + 1e-9) + 1))


def label(
    x: float,
    y: float,
    text: str,
    *,
    anchor: str = "",
    bold: bool = False,
    quiet: bool = False,
    size: int = 0,
    halo: bool = False,
) -> Marks:
    """Text with its baseline at y. `anchor` is "middle" or "end"; a halo parts it from lines."""
    return Marks(
        f'<text x="{plain(x)}" y="{plain(y)}"'
        + (f' text-anchor="{anchor}"' if anchor else "")
        + (' font-weight="600"' if bold else "")
        + (f' fill="{MUTED}"' if quiet else "")
        + (f' font-size="{size}"' if size else "")
        + (f' stroke="{PAPER}" stroke-width="3" paint-order="stroke"' if halo else "")
        + f">{escape(text)}</text>"
    )


def bar(x: float, y: float, width: float, height: float) -> Marks:
    """A bar for what is selected: filled and dark. Something never looks like nothing."""
    return _bar(x, y, width, height, look=f'fill="{SELECTION}"')


def pale_bar(x: float, y: float, width: float, height: float) -> Marks:
    """A bar for what is compared with: pale and outlined."""
    return _bar(x, y, width, height, look=f'fill="{PALE}" stroke="{MUTED}" stroke-width=".8"')


def rule(x1: float, y1: float, x2: float, y2: float, *, strong: bool = False) -> Marks:
    """A gridline, or a stronger line for an axis."""
    end = f"H{plain(x2)}" if y1 == y2 else f"V{plain(y2)}" if x1 == x2 else f"L{at(x2, y2)}"
    path = f"M{at(x1, y1)}{end}"
    return Marks(f'<path d="{path}" stroke="{MUTED if strong else LINE}"/>')


def diamond(x: float, y: float, *, reach: float = 6, fill: str = "") -> Marks:
    """The mark of the selection on an axis; of another colour it has a dark edge."""
    r = plain(reach)
    path = f"M{plain(x - reach)} {plain(y)}l{r}-{r} {r} {r}-{r} {r}z"
    look = f'fill="{fill}" stroke="{INK}"' if fill else f'fill="{SELECTION}" stroke="{PAPER}"'
    return Marks(f'<path d="{path}" {look}/>')


def whisker(x1: float, x2: float, y: float, *, quiet: bool = False, reach: float = 3.5) -> Marks:
    """A confidence interval along a row: a line with a cap at each end."""
    a, b, r = plain(x1), plain(x2), plain(reach)
    cap = f"m0-{r}v{plain(2 * reach)}"
    path = f"M{a} {plain(y)}H{b}{cap}M{a} {plain(y)}{cap}"
    return Marks(f'<path d="{path}" stroke="{MUTED if quiet else INK}" fill="none"/>')


def ring(x: float, y: float, *, reach: float = 4.5) -> Marks:
    """The mark of the whole place on an axis."""
    return tag("circle", cx=x, cy=y, r=reach, fill=PAPER, stroke=MUTED, stroke_width=1.8)


def text_width(text: str, *, size: int = SIZE) -> float:
    """Width of a text in a wide sans-serif typeface; narrower ones leave a little room."""
    return size * sum(_EMS.get(one, 0.62) for one in text)


def shortened(text: str, width: float, *, size: int = SIZE) -> str:
    """Text cut to a width, with an ellipsis where it was cut."""
    if text_width(text, size=size) <= width:
        return text
    while text and text_width(text + "…", size=size) > width:
        text = text[:-1]
    return text.rstrip(" &,") + "…"


def _bar(x: float, y: float, width: float, height: float, *, look: str) -> Marks:
    return Marks(f'<path d="{box(x, y, max(width, 1.5), height)}" {look}/>') if width > 0 else NONE


def box(x: float, y: float, width: float, height: float) -> str:
    """The path of a rectangle."""
    return f"M{plain(x)} {plain(y)}h{plain(width)}v{plain(height)}h-{plain(width)}z"


def dashed(x: float, top: float, bottom: float) -> Marks:
    """An upright dashed line with a pale edge, so that it is seen on dark bars too."""
    path = f"M{x:.1f} {top:.0f}V{bottom:.0f}"
    edge = tag("path", d=path, stroke=PAPER, stroke_width=3, stroke_opacity=".8")
    line = tag("path", d=path, stroke=INK, stroke_width=1.2, stroke_dasharray="4 3")
    return tag("g", edge, line, fill="none", pointer_events="none")
