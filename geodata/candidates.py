"""Places where a session could be held: general practices and venues, as one list."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from geodata.store import Store
from geodata.venues import CLOSED, kind_words

PRACTICE = "practice"


@dataclass(frozen=True)
class Candidate:
    """A place where a session could be held. `kind` is that of a venue, or "practice".

    `address` is empty for practices, whose list gives none. `date` and `publisher` are those of the
    list that it is from. `lsoa21` is the index of the LSOA it stands in, `lat` and `lon` are
    degrees. `saturday` and `sunday` are hours as `Venues` has them, "" where they are not known.
    """

    code: str
    name: str
    kind: str
    address: str
    postcode: str
    date: str
    publisher: str
    lsoa21: int
    lat: float
    lon: float
    saturday: str = ""
    sunday: str = ""

    def is_open(self, day: str) -> bool:
        """Whether it is known to be open on "saturday" or "sunday"; on "any" day all are."""
        return day == "any" or getattr(self, day) not in ("", CLOSED)

    @property
    def where(self) -> str:
        """Address and postcode, as far as they are known."""
        return ", ".join(filter(None, (self.address, self.postcode)))


@lru_cache(maxsize=4)
def candidates(store: Store) -> tuple[Candidate, ...]:
    """Every venue, and every practice of the present list that has a place, in order of code."""
    return tuple(sorted((*_practices(store), *_venues(store)), key=lambda one: one.code))


def kind_name(kind: str) -> str:
    """The kind of a candidate in words: "GP practice", "place of worship"."""
    return "GP practice" if kind == PRACTICE else kind_words(kind)


def _practices(store: Store) -> list[Candidate]:
    every = store.practices
    placed = [at for at, known in enumerate(every.listed) if known and not np.isnan(every.lat[at])]
    if not placed:
        return []
    source = store.catalogue.source(store.authority.table_for("practices").source)
    return [
        Candidate(
            code=every.code[at],
            name=every.name[at],
            kind=PRACTICE,
            address="",
            postcode=every.postcode[at],
            date=source.published,
            publisher=source.publisher,
            lsoa21=int(every.lsoa21[at]),
            lat=float(every.lat[at]),
            lon=float(every.lon[at]),
        )
        for at in placed
    ]


def _venues(store: Store) -> list[Candidate]:
    every = store.venues
    return [
        Candidate(
            code=code,
            name=every.name[at],
            kind=every.kind[at],
            address=every.address[at],
            postcode=every.postcode[at],
            date=every.date[at],
            publisher=every.publisher[at],
            lsoa21=int(every.lsoa21[at]),
            lat=float(every.lat[at]),
            lon=float(every.lon[at]),
            saturday=every.open_saturday[at],
            sunday=every.open_sunday[at],
        )
        for at, code in enumerate(every.code)
    ]
