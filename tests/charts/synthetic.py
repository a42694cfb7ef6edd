"""Indicators of every kind on every level, with every status, published or not."""

from __future__ import annotations

import copy
from dataclasses import replace
from typing import Any

import numpy as np

from geodata.catalogue import Indicator
from geodata.contents import Values
from geodata.kinds import KINDS, Kind
from geodata.stats import rank_competition
from geodata.store import Store

LEVELS = (("lsoa", 2021), ("lsoa", 2011), ("msoa", 2011), ("practice", 2025))
STATUSES = ("suppressed", "missing", "not_applicable")
UNITS = {
    "share": "% of residents",
    "rate": "per 100,000 people",
    "ratio": "England is 100",
    "years": "years of life",
    "density": "people per square kilometre",
    "index": "from 0 to 1",
    "score": "points",
    "rank": "rank of the areas here",
    "category": "kind of place",
}


def key_of(kind: str, level: str, vintage: int) -> str:
    return f"made_up_{kind}_{level}_{vintage}"


def with_every_kind(store: Store) -> Store:
    """A copy of the store that knows one more indicator for every kind and level."""
    fake = copy.copy(store)
    made = [_made(store, kind, *level) for kind in KINDS.values() for level in LEVELS]
    catalogue: Any = replace(
        store.catalogue, indicators=(*store.catalogue.indicators, *(one.indicator for one in made))
    )
    fake.catalogue = catalogue
    fake._values = {**store._values, **{one.indicator.key: one for one in made}}
    return fake


def _made(store: Store, kind: Kind, level: str, vintage: int) -> Values:
    indicator = _indicator(store, kind, level, vintage)
    codes = store.practices.code if level == "practice" else store.level(level, vintage).codes
    size = len(codes)
    denominator = 500.0 + 7 * np.arange(size)
    numerator = np.floor(denominator * (0.1 + 0.5 * (np.arange(size) * 37 % size) / size))
    before = np.floor(numerator / 2) if kind.adding == "change in parts" else np.full(size, np.nan)
    value = numerator * (indicator.per or 100) / denominator
    if kind.adding == "sum":
        value = numerator - (200 if kind.signed else 0)
    elif kind.key == "index":
        value = numerator / denominator
    elif kind.adding == "change in parts":
        value = 100 * (numerator - before) / denominator
    elif kind.categorical:
        value = 1.0 + np.arange(size) % 2
    status = np.full(size, "ok", dtype=object)
    status[1:4] = STATUSES
    there = status == "ok"
    value = np.where(there, value, np.nan)
    rank = rank_competition(value, largest_first=indicator.largest_first)
    has_parts = indicator.has_parts or kind.adding == "change in parts"
    if kind.categorical:
        rank = np.zeros(size, dtype=np.int64)
    return Values(
        indicator=indicator,
        codes=tuple(codes),
        value=np.full(size, np.nan) if kind.is_rank else value,
        numerator=np.where(there & has_parts, numerator, np.nan),
        denominator=np.where(there & has_parts, denominator, np.nan),
        before_numerator=np.where(there, before, np.nan),
        before_denominator=np.where(np.isnan(before), np.nan, denominator),
        status=status.astype(str),
        rank=np.asarray(rank, dtype=np.int64),
        total=indicator.total or int(there.sum()),
    )


def _indicator(store: Store, kind: Kind, level: str, vintage: int) -> Indicator:
    parts = kind.parts == "must" or kind.is_share
    base = store.catalogue.indicator("population_2022")
    return replace(
        base,
        key=key_of(kind.key, level, vintage),
        label=f"Made up {kind.name}",
        short_label=f"Made up {kind.key}",
        theme="practices" if level == "practice" else "people",
        level=level,
        vintage=vintage,
        kind=kind,
        unit=UNITS.get(kind.key, "people"),
        polarity="more_is_worse",
        interval=kind.interval if parts else "none",
        per=100_000 if kind.parts == "must" else None,
        column="made_up",
        table=f"made_up_{kind.key}",
        denominator_column="made_up_total" if parts else "",
        categories=("urban", "rural") if kind.categorical else (),
        reference=100.0 if kind.key == "ratio" else None,
        group=f"made_up_{kind.key}_{level}_{vintage}",
        category="All",
        predicate="",
        total=400 if kind.is_rank and level != "practice" else None,
        ranked_in="England",
    )
