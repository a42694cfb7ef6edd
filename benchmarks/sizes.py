"""Sizes beyond a borough: ten authorities as they are, and a country of invented areas."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any

from benchmarks.country import open_country
from benchmarks.measures import Results
from benchmarks.run import run
from callbacks.answer import Explorer
from geodata.store import Store
from tests.elsewhere import FIXTURES, TEN, build_place

FIFTHS = ("q={one}", "q={one}&ind=ethnic_asian_share_2021", "q={one}&ind=imd_2019")
TRIED = 5  # filters of each kind
SERVER = 15  # milliseconds of a filter
FILTERS = {"filter: map painted": 2, "filter": 4}
AIMS = {
    "ten authorities": {"restyle": 1.5, "measure": 1.5, **FILTERS},
    "country": {"restyle": 0.7, "measure": 0.7, **FILTERS},
}
FEW = 2  # rounds of the country at most, and one before those: each is some minutes

Progress = Callable[[str], None]


def of_sizes(
    *, rounds: int, warm: int, progress: Progress, bundles: Path | None = None
) -> Iterator[str]:
    """A line for each ratio and time; one that says so where the publishers' files are not.

    The country's bundle is built in `bundles`, or taken from there where it is.
    """
    if FIXTURES.exists():
        yield from _of_ten(rounds=rounds, warm=warm, progress=progress)
    else:
        yield f"ten authorities: not measured, no publishers' files at {FIXTURES}"
    few: dict[str, Any] = {"rounds": min(rounds, FEW), "warm": min(warm, 1), "progress": progress}
    with TemporaryDirectory() as place:
        yield from _of_country(bundles or Path(place), **few)


def _of_ten(**options: Any) -> Iterator[str]:
    with TemporaryDirectory() as place:
        store = build_place(TEN, FIXTURES, Path(place))
        yield from _visited("ten authorities", store, Path(place) / "bundle", **options)


def _of_country(bundles: Path, *, progress: Progress, **options: Any) -> Iterator[str]:
    store = open_country(bundles, report=progress)
    yield from _visited("country", store, bundles, progress=progress, **options)


def _visited(name: str, store: Store, bundles: Path, **options: Any) -> Iterator[str]:
    """The place's own page beside the floor with its areas, and what its server works."""
    with _environment(EXPLORER_AUTHORITY=store.authority.code, EXPLORER_BUNDLES=str(bundles)):
        results = run(names=("floor", "explorer"), **options)
    size = f"{name}, {len(store.areas.code):,} areas"
    for measure, limit in AIMS[name].items():
        yield _line(size, results, ("explorer", measure), limit)
    yield from _served(size, store)


def _served(size: str, store: Store) -> Iterator[str]:
    """The server's processor time of a reply to filters that nobody asked for before."""
    explorer = Explorer(store)
    wards = store.level("ward").codes[:TRIED]
    filters = {
        "quintile": [one.format(one=fifth) for one in FIFTHS for fifth in range(1, TRIED + 1)],
        "ward": [f"ward={code}" for code in wards],
    }
    for first in ("", *(one.format(one="") for one in FIFTHS)):
        explorer.reply(first)
    for kind, queries in filters.items():
        taken = []
        for query in queries:
            began = process_time()
            explorer.reply(query)
            taken.append(1000 * (process_time() - began))
        found = float(median(taken))
        verdict = "met" if found < SERVER else "not met"
        yield (
            f"{size}: server's time of a filter by {kind} {found:.0f} ms   "
            f"aim: under {SERVER}: {verdict}"
        )


def _line(size: str, results: Results, top: tuple[str, str], limit: float) -> str:
    floor, ours = results.median("floor", "restyle"), results.median(*top)
    verdict = "met" if ours <= limit * floor else "not met"
    return (
        f"{size}: {top[1]} {ours:.0f} ms, setStyle of bare Leaflet {floor:.0f} ms, ratio "
        f"{ours / floor:.2f}   aim: at most {limit:g}: {verdict}"
    )


@contextmanager
def _environment(**values: str) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
