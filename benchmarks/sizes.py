"""Sizes beyond a borough: ten authorities as they are, and a country of invented areas."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time

from benchmarks import grid, subjects
from benchmarks.country import build_country
from benchmarks.measures import Results
from benchmarks.run import browser, run, visited
from benchmarks.servers import serving
from callbacks.answer import Explorer
from geodata.store import Store
from tests.elsewhere import FIXTURES, TEN, build_place

FIFTHS = ("q={one}", "q={one}&ind=ethnic_asian_share_2021", "q={one}&ind=imd_2019")
TRIED = 5  # filters of each kind
PAINTED = {"floor": "", "country": "ours"}
MAP = "width=1000&height=700"
LIMITS = {"ten authorities": 1.5, "country": 0.7}
SERVER = 15  # milliseconds of a filter

Progress = Callable[[str], None]


def of_sizes(*, rounds: int, warm: int, progress: Progress) -> Iterator[str]:
    """A line for each ratio and time; one that says so where the publishers' files are not."""
    if FIXTURES.exists():
        yield from _of_ten(rounds=rounds, warm=warm, progress=progress)
    else:
        yield f"ten authorities: not measured, no publishers' files at {FIXTURES}"
    yield from _of_country(rounds=rounds, warm=warm, progress=progress)


def _of_ten(*, rounds: int, warm: int, progress: Progress) -> Iterator[str]:
    with TemporaryDirectory() as place:
        store = build_place(TEN, FIXTURES, Path(place))
        bundles = Path(place) / "bundle"
        with _environment(EXPLORER_AUTHORITY=TEN.code, EXPLORER_BUNDLES=str(bundles)):
            names = ("floor", "explorer")
            results = run(rounds=rounds, warm=warm, progress=progress, names=names)
        size = f"ten authorities, {len(store.areas.code):,} areas"
        for name in ("restyle", "measure"):
            yield _line(size, results, ("explorer", name), LIMITS["ten authorities"])
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


def _of_country(*, rounds: int, warm: int, progress: Progress) -> Iterator[str]:
    """Leaflet's canvas beside the explorer's, on the same shapes."""
    results = Results()
    with serving(("country",)) as addresses, browser() as chrome:
        for turn in range(1 - warm, rounds + 1):
            progress(f"country, round {turn} of {rounds}")
            for name, path in PAINTED.items():
                address = f"{addresses['country']}/{path}?{MAP}"
                found, lost = visited(chrome, subjects.floor(grid.ENGLAND), address)
                if turn > 0:
                    results.add(name, found, lost=lost, areas=grid.ENGLAND)
    size = f"country of invented areas, {grid.ENGLAND:,}"
    yield _line(f"{size}, painting alone", results, ("country", "restyle"), LIMITS["country"])
    with TemporaryDirectory() as place:
        progress("country, building a bundle: some minutes")
        yield from _served(size, build_country(Path(place)))


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
