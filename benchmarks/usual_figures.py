"""Three plotly figures of a selection, for the usual Dash application."""

from __future__ import annotations

from typing import Any

import numpy as np
import plotly.graph_objects as go  # type: ignore[import-untyped]

from geodata.classify import decile
from geodata.store import Store


def figures(store: Store, mask: np.ndarray) -> tuple[Any, ...]:
    """Areas by decile, people by ward, and two domains against each other."""
    return _deciles(store, mask), _wards(store, mask), _scatter(store, mask)


def _deciles(store: Store, mask: np.ndarray) -> Any:
    first = store.values(store.catalogue.indicators[0].key)
    number = decile(first.rank, first.total)
    every = [int((number == one).sum()) for one in range(1, 11)]
    chosen = [int(((number == one) & mask).sum()) for one in range(1, 11)]
    steps = list(range(1, 11))
    bars = [go.Bar(x=steps, y=every, name="All"), go.Bar(x=steps, y=chosen, name="Selected")]
    return go.Figure(bars, layout={"title": "Areas by decile"})


def _wards(store: Store, mask: np.ndarray) -> Any:
    names = np.array(store.areas.ward_name)
    people = store.areas.population
    wards = sorted(set(names[mask]))
    totals = [int(people[mask & (names == ward)].sum()) for ward in wards]
    bars = go.Bar(x=totals, y=wards, orientation="h")
    return go.Figure(bars, layout={"title": "People by ward"})


def _scatter(store: Store, mask: np.ndarray) -> Any:
    domains = [one.key for one in store.catalogue.indicators if one.domain]
    across, up = store.values(domains[0]).rank, store.values(domains[-1]).rank
    names = np.array(store.areas.name)
    marks = [
        go.Scatter(x=across[part], y=up[part], text=names[part], mode="markers", name=name)
        for part, name in ((~mask, "Others"), (mask, "Selected"))
    ]
    return go.Figure(marks, layout={"title": "Two domains"})
