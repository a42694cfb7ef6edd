"""How each key of a view is read: what is kept, and what is refused. Pure.

A reader is given the values of a key and answers with what it keeps, None when nothing is usable,
and with the values it refuses.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping

from geodata.drawn import (
    FARTHEST,
    NEAREST,
    Corner,
    DrawnError,
    is_number,
    is_radius,
    outline_of,
    read_outline,
)
from geodata.landmarks import read_corners, read_near, token_of, unknown

STRENGTHS = 30, 100  # per cent, of the faintest and the strongest shading
DIGITS = 5  # of the whole part of a number
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


def number_from(lowest: float, highest: float, *, decimals: int = 0) -> Reader:
    """The last value, when it is a number in a range, written with so many decimals at most."""
    expected = f"expected is a number from {lowest:g} to {highest:g}"

    def read(values: list[str]) -> tuple[object, list[str]]:
        if not values:
            return None, []
        *others, last = values
        whole, point, part = last.partition(".")
        digits = (whole + part).isascii() and (whole + part).isdecimal()
        fits = whole and len(whole) <= DIGITS and len(point + part) <= (decimals and decimals + 1)
        if digits and fits and lowest <= float(last) <= highest:
            return (float(last) if decimals else int(last)), others
        return None, [*others, Refused(last, expected)]

    return read


def many_of(allowed: Iterable[str]) -> Reader:
    """Every value that is allowed, each once, sorted."""
    read_in_order = in_order(allowed)

    def read(values: list[str]) -> tuple[object, list[str]]:
        kept, refused = read_in_order(sorted(values))
        return kept, refused

    return read


def pages_of(tables: Iterable[str]) -> Reader:
    """The page of each table, from 2 on, as "areas-2"; the last of a table, sorted by table."""
    known = frozenset(tables)

    def read(values: list[str]) -> tuple[object, list[str]]:
        found, refused = {}, []
        for value in values:
            table, _, page = value.rpartition("-")
            number = int(page) if page.isascii() and page.isdecimal() and len(page) <= DIGITS else 0
            if table in known and number:
                found[table] = number
            else:
                refused.append(value)
        kept = tuple(sorted(f"{table}-{page}" for table, page in found.items() if page > 1))
        return (kept if found else None), refused

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
    """A place and a radius in metres: a landmark's token, or latitude and longitude.

    A radius alone means nothing: a form sends it whether or not there is a place.
    """
    tokens = frozenset(known)

    def read(values: list[str]) -> tuple[object, list[str]]:
        *place, radius = values or [""]
        if not place and (not radius or is_radius(radius)):
            return None, []
        kept = read_near(values, tokens)
        if kept:
            return kept, []
        why = f"expected is a place and a radius of {NEAREST} to {FARTHEST:,} metres"
        if is_radius(radius) and len(place) == 1:
            why = unknown(place[0])
        return None, [Refused(",".join(values), why)]

    return read


def outline_around(known: Mapping[str, Corner]) -> Reader:
    """An outline as an encoded polyline, or as its corners, in turn or one a line.

    A corner is a landmark, `known` by its token with its position, or a latitude and a longitude.
    """

    def read(values: list[str]) -> tuple[object, list[str]]:
        parts = [part for value in values for line in value.splitlines() for part in _parts(line)]
        if not parts:
            return None, []
        try:
            if len(parts) == 1 and not token_of(parts[0], known):
                return read_outline(parts[0]).text, []
            return outline_of(read_corners(parts, known)).text, []
        except DrawnError as error:
            return None, [Refused(",".join(values), str(error))]

    return read


def _parts(line: str) -> list[str]:
    """A line as the numbers it holds, or as the one text it is."""
    words = line.split()
    return words if all(map(is_number, words)) else [line.strip()]


def shortened(text: str) -> str:
    """What was refused, fit to be said again: no control characters, 40 letters at most."""
    clean = "".join(letter if letter.isprintable() else "�" for letter in text)
    return clean if len(clean) <= 40 else clean[:39] + "…"
