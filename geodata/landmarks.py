"""Places that circles are drawn around: postcodes, practices and venues, each by a short token."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from geodata.drawn import Circle, Corner, DrawnError, circle_at, is_number, is_point, is_radius
from geodata.postcodes import wholes
from geodata.store import Store


@dataclass(frozen=True)
class Landmark:
    """A place with a name, where it is (degrees), and the token that stands for it in addresses.

    The token of a postcode is its letters and digits, of others their code.
    """

    token: str
    name: str
    lat: float
    lon: float


def positions(store: Store) -> Mapping[str, Corner]:
    """Where all landmarks of a bundle are, by token: practices with a place, venues, postcodes."""
    return {
        code.replace(" ", ""): (float(lat), float(lon))
        for points in (store.practices, store.venues, store.postcodes)
        for code, lat, lon in zip(points.code, points.lat, points.lon, strict=True)
        if not np.isnan(lat)
    }


def landmark(store: Store, token: str) -> Landmark:
    """The landmark of a token, one of `positions`."""
    for points in (store.practices, store.venues):
        if token in points.code:
            at = points.code.index(token)
            return Landmark(token, points.name[at], float(points.lat[at]), float(points.lon[at]))
    every = store.postcodes
    spelled = f"{token[:-3]} {token[-3:]}"
    at = bisect_left(every.code, spelled)
    return Landmark(token, spelled, float(every.lat[at]), float(every.lon[at]))


def token_of(text: str, known: Collection[str]) -> str:
    """The token that a text means: itself, or a postcode in any spacing; empty when unknown."""
    plain = text.strip().upper()
    if plain in known:
        return plain
    readings = (one.replace(" ", "") for one, _ in wholes(plain))
    return next((one for one in readings if one in known), "")


def circle_of(store: Store, near: tuple[str, ...]) -> Circle:
    """The circle of the values of `near`: a token and a radius, or a point and a radius."""
    radius = int(near[-1])
    if len(near) == 3:
        return circle_at(float(near[0]), float(near[1]), radius)
    place = landmark(store, near[0])
    return circle_at(place.lat, place.lon, radius, place.name)


def read_near(values: list[str], known: Collection[str]) -> tuple[str, ...] | None:
    """The values of `near` written one way, or None when they mean no circle."""
    *place, radius = values or [""]
    if not is_radius(radius):
        return None
    whole = str(int(radius))
    if len(place) == 2 and is_point(*place):
        lat, lon = (f"{float(one):.5f}".rstrip("0").rstrip(".") for one in place)
        return (lat, lon, whole)
    token = token_of(place[0], known) if len(place) == 1 else ""
    return (token, whole) if token else None


def read_corners(parts: Sequence[str], known: Mapping[str, Corner]) -> list[Corner]:
    """Corners from texts: each a landmark, or a latitude and then a longitude.

    Two corners are those of a rectangle. DrawnError says which text is no corner.
    """
    corners: list[Corner] = []
    left = iter(parts)
    for one in left:
        if is_number(one):
            other = next(left, "")
            if not is_number(other):
                raise DrawnError("a corner has a latitude and no longitude")
            corners.append((float(one), float(other)))
        elif token := token_of(one, known):
            corners.append(known[token])
        else:
            raise DrawnError(unknown(one))
    if len(corners) == 2:
        (lat, lon), (other_lat, other_lon) = corners
        return [(lat, lon), (lat, other_lon), (other_lat, other_lon), (other_lat, lon)]
    return corners


def unknown(text: str) -> str:
    """That a text is no landmark, in words for a reader."""
    return f"no postcode, GP practice or venue here is called “{text[:20]}”"
