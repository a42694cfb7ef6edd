"""The practices layer: one circle a general practice, as large as its list.

The browser fetches it when a reader first turns practices on. Where circles would lie on each
other (several practices share a postcode) they stand apart, with a line to the place.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any

import numpy as np

from geodata.format import number
from geodata.store import Store
from layers.apart import apart
from layers.mercator import pixels
from layers.sheet import Line

SCALE, SMALLEST = 0.0945, 5  # pixels of radius for the root of a patient; and at least
SAMPLES = (5_000, 10_000, 50_000)  # lists whose sizes the legend shows
ZOOMS = tuple(at / 2 for at in range(18, 37))  # offsets are worked out for these, 9 to 18


def radius(patients: float) -> float:
    """The radius in pixels of a list of so many patients: their surface is in proportion.

    The smallest where the number is not known.
    """
    known = patients if patients == patients else 0.0
    return max(SMALLEST, round(SCALE * math.sqrt(known), 2))


def listed(store: Store) -> tuple[int, ...]:
    """Indexes of the practices that have a place, those with the longest lists first."""
    here = np.flatnonzero(store.practices.listed).tolist()
    patients = np.nan_to_num(store.practices.patients, nan=0.0)
    return tuple(sorted(here, key=lambda at: -patients[at]))


def place_lines(store: Store) -> tuple[Line, ...]:
    """What is said of each practice whatever figure is shown: name, place and list."""
    found = store.practices
    places = (
        f"{code}, {ward} ward" if there else ""
        for code, ward, there in zip(found.postcode, found.ward_name, found.listed, strict=True)
    )
    lists = (
        f"{patients_words(one)} on the list ({store.list_period}), wherever they live"
        if there
        else ""
        for one, there in zip(found.patients.tolist(), found.listed, strict=True)
    )
    return Line("name", found.name), Line("place", tuple(places)), Line("list", tuple(lists))


def patients_words(patients: float) -> str:
    """How many patients a list has, or that the number is not known."""
    return f"{number(patients)} patients" if patients == patients else "unknown number of patients"


@lru_cache(maxsize=4)
def offsets(store: Store) -> tuple[tuple[tuple[int, int], ...], ...]:
    """For each of ZOOMS how far each of `listed` stands from its place, in pixels."""
    found, here = store.practices, list(listed(store))
    radii = [radius(one) for one in found.patients[here].tolist()]
    answer = []
    for zoom in ZOOMS:
        homes = pixels(found.lon[here], found.lat[here], zoom=zoom).tolist()
        marks = apart([(x, y) for x, y in homes], radii)
        answer.append(
            tuple((round(one.x - one.home[0]), round(one.y - one.home[1])) for one in marks)
        )
    return tuple(answer)


def shapes(store: Store) -> dict[str, Any]:
    """GeoJSON of the practices that have a place; `index` is the practice's place in figures.

    `offsets` holds, for each of ZOOMS, pixels to the right and down from the place.
    """
    found, here = store.practices, listed(store)
    moved = offsets(store)
    texts = {line.kind: line.texts for line in place_lines(store)}
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {
                    "index": index,
                    "code": found.code[index],
                    "radius": radius(found.patients[index]),
                    "offsets": [step[at] for step in moved],
                    "lines": [[kind, every[index]] for kind, every in texts.items()],
                    "area": int(found.lsoa21[index]),
                },
                "geometry": {
                    "type": "Point",
                    "coordinates": [float(found.lon[index]), float(found.lat[index])],
                },
            }
            for at, index in enumerate(here)
        ],
    }
