"""How each key of a view is read: what is kept, and what is refused. Pure.

A reader is given the values of a key and answers with what it keeps, None when nothing is usable,
and with the values it refuses.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

FAINTEST, STRONGEST = 30, 100
NORTHMOST = 85.0  # where maps of the web end: farther north has no place on them
Position = tuple[float, float, float]
Reader = Callable[[list[str]], tuple[object, list[str]]]


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


def shortened(text: str) -> str:
    """What was refused, fit to be said again: no control characters, 40 letters at most."""
    clean = "".join(letter if letter.isprintable() else "�" for letter in text)
    return clean if len(clean) <= 40 else clean[:39] + "…"
