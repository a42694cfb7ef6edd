"""How each key of a view is read: what is kept, and what is refused. Pure.

A reader is given the values of a key and answers with what it keeps, None when nothing is usable,
and with the values it refuses.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

from geodata.drawn import FARTHEST, NEAREST, DrawnError, outline_of, read_outline
from geodata.landmarks import read_near

FAINTEST, STRONGEST = 30, 100
NORTHMOST = 85.0  # where maps of the web end: farther north has no place on them
Position = tuple[float, float, float]
Reader = Callable[[list[str]], tuple[object, list[str]]]


class Refused(str):
    """A value that is refused, with the reason in words."""

    __slots__ = ("why",)
    why: str

    def __new__(cls, value: str, why: str) -> Refused:
        made = super().__new__(cls, value)
        made.why = why
        return made


def one_of(allowed: Iterable[str]) -> Reader:
    """The last of the values that is allowed."""
    known = frozenset(allowed)

    def read(values: list[str]) -> tuple[object, list[str]]:
        good = [value for value in values if value in known]
        return (good[-1] if good else None), [value for value in values if value not in known]

    return read


def one_or_none(allowed: Iterable[str]) -> Reader:
    """The last value that is allowed, or nothing when "none" is asked for."""
    read_one = one_of({*allowed, "none"})

    def read(values: list[str]) -> tuple[object, list[str]]:
        kept, refused = read_one(values)
        return ("" if kept == "none" else kept), refused

    return read


def in_order(allowed: Iterable[str], *, lowest: str = "") -> Reader:
    """Every value that is allowed, each once, in the order given; `lowest` after all others."""
    known = frozenset(allowed)

    def read(values: list[str]) -> tuple[object, list[str]]:
        given = sorted(values, key=lambda value: value == lowest) if lowest else values
        kept = tuple(dict.fromkeys(value for value in given if value in known))
        refused = [value for value in values if value not in known and value != "none"]
        return (None if refused and not kept else kept), refused

    return read


def read_strength(values: list[str]) -> tuple[int | None, list[str]]:
    """A whole percentage between the faintest and the strongest shading."""
    if not values:
        return None, []
    digits = values[-1].isascii() and values[-1].isdecimal() and len(values[-1]) <= 3
    if digits and FAINTEST <= int(values[-1]) <= STRONGEST:
        return int(values[-1]), values[:-1]
    return None, values


def many_of(allowed: Iterable[str]) -> Reader:
    """Every value that is allowed, each once, sorted."""
    read_in_order = in_order(allowed)

    def read(values: list[str]) -> tuple[object, list[str]]:
        kept, refused = read_in_order(sorted(values))
        return kept, refused

    return read


def read_position(values: list[str]) -> tuple[Position | None, list[str]]:
    """Latitude, longitude and zoom."""
    if not values:
        return None, []
    try:
        lat, lon, zoom = (float(value) for value in values)
    except ValueError:
        return None, [",".join(values)]
    inside = abs(lat) <= NORTHMOST and -180 <= lon <= 180 and 0 <= zoom <= 19
    if not inside or not all(map(math.isfinite, (lat, lon, zoom))):
        return None, [",".join(values)]
    return (round(lat, 5), round(lon, 5), round(zoom, 2)), []


def circle_around(known: Iterable[str]) -> Reader:
    """A place and a radius in metres: a landmark's token, or latitude and longitude."""
    tokens = frozenset(known)

    def read(values: list[str]) -> tuple[object, list[str]]:
        if not values:
            return None, []
        kept = read_near(values, tokens)
        why = f"expected is a place and a radius of {NEAREST} to {FARTHEST:,} metres"
        return kept, [] if kept else [Refused(",".join(values), why)]

    return read


def read_shape(values: list[str]) -> tuple[str | None, list[str]]:
    """An outline as an encoded polyline, or as latitudes and longitudes of corners in turn."""
    if not values:
        return None, []
    try:
        if all(map(_is_number, values)):
            numbers = [float(value) for value in values]
            if len(numbers) % 2:
                raise DrawnError("a corner has a latitude and no longitude")
            return outline_of(list(zip(numbers[::2], numbers[1::2], strict=True))).text, []
        if len(values) > 1:
            raise DrawnError(f"expected is one outline without holes, found {len(values)}")
        return read_outline(values[0]).text, []
    except DrawnError as error:
        return None, [Refused(",".join(values), str(error))]


def _is_number(value: str) -> bool:
    try:
        return math.isfinite(float(value))
    except ValueError:
        return False


def shortened(text: str) -> str:
    """What was refused, fit to be said again: no control characters, 40 letters at most."""
    clean = "".join(letter if letter.isprintable() else "�" for letter in text)
    return clean if len(clean) <= 40 else clean[:39] + "…"
