"""From what a visit recorded to numbers: milliseconds until painted, requests, bytes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from statistics import median
from typing import Any

from benchmarks.errors import BenchmarkError
from benchmarks.frames import Frame, frames, painted
from benchmarks.session import Record, Visit

REPLY = "/_dash-update-component"
Samples = dict[str, list[float]]


class Results:
    """Every sample of every page, by page and measure."""

    def __init__(self) -> None:
        self._samples: dict[str, Samples] = defaultdict(lambda: defaultdict(list))

    def add(self, page: str, visit: Visit, *, lost: int, areas: int) -> None:
        """Take in one visit. Raises BenchmarkError when the map did not change."""
        if not visit.recoloured:
            raise BenchmarkError(f"A restyle of {page} left every pixel of the map as it was.")
        shown = frames(visit.events)
        self._samples[page]["loads without a map"].append(lost)
        self._samples[page]["hover: requests"].append(visit.hovered)
        for record in visit.records:
            for name, value in _measure(record, shown, areas):
                self._samples[page][name].append(value)

    def median(self, page: str, measure: str) -> float:
        """Median of a measure. Raises KeyError for one that was never taken."""
        return float(median(self._samples[page][measure]))

    def measures(self, page: str) -> dict[str, list[float]]:
        """Every sample of a page, by measure."""
        return dict(self._samples[page])


def _measure(record: Record, shown: Sequence[Frame], areas: int) -> Iterator[tuple[str, float]]:
    if record.name == "load":
        yield from _load(record, shown, areas)
        return
    whole = [one for one in record.draws if one["filled"] == areas]
    if record.name in ("restyle", "measure"):
        map_painted = painted(shown, whole[0]["end"])
        yield record.name, map_painted - record.input
        answered = [one for one in record.requests if one["end"] <= map_painted]
        yield f"{record.name}: replies before the paint", len(answered)
        return
    charts = painted(shown, record.changes[-1]["end"])
    rest = painted(shown, record.draws[-1]["end"])
    if record.name == "ward":
        yield "ward: charts painted", charts - record.input
        yield "ward: map at rest after the zoom", rest - record.input
        return
    yield f"{record.name}: map painted", rest - record.input
    yield f"{record.name}: charts painted", charts - record.input
    yield record.name, max(charts, rest) - record.input
    yield from _replies(record)


def _load(record: Record, shown: Sequence[Frame], areas: int) -> Iterator[tuple[str, float]]:
    first = next(one for one in record.draws if one["filled"] == areas)
    if record.picture is not None:
        yield "picture painted", painted(shown, record.picture)
    yield "areas painted", painted(shown, first["end"])
    yield "areas in the first draw", first["filled"]
    if record.changes:
        yield "charts complete", painted(shown, record.changes[-1]["end"])
    yield "load: requests", len(record.requests)
    yield "load: bytes", sum(one["wire"] for one in record.requests)


def _replies(record: Record) -> Iterator[tuple[str, float]]:
    replies: list[dict[str, Any]] = [one for one in record.requests if one["path"] == REPLY]
    yield f"{record.name}: requests", len(record.requests)
    yield f"{record.name}: bytes", sum(one["wire"] for one in replies)
    yield f"{record.name}: bytes, unpacked", sum(one["plain"] for one in replies)
    yield f"{record.name}: server", max(one["server"] for one in replies)
