"""The printed report: medians, ratios, aims."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import quantiles

from benchmarks.measures import Results


@dataclass(frozen=True)
class Aim:
    """A ratio between two medians of the same run, and what it should stay within."""

    words: str
    top: tuple[str, str]
    bottom: tuple[str, str]
    limit: float
    at_least: bool = False


LOST = "loads without a map"
AIMS = (
    Aim(
        "restyle by indicator / setStyle of bare Leaflet",
        ("explorer", "restyle"),
        ("floor", "restyle"),
        1.5,
    ),
    Aim(
        "restyle by measure / setStyle of bare Leaflet",
        ("explorer", "measure"),
        ("floor", "restyle"),
        1.5,
    ),
    Aim(
        "restyle the usual way / restyle of the explorer",
        ("usual", "restyle"),
        ("explorer", "restyle"),
        2,
        at_least=True,
    ),
    Aim(
        "one filter: map and every chart / setStyle of bare Leaflet",
        ("explorer", "filter"),
        ("floor", "restyle"),
        4,
    ),
    Aim(
        "one filter: the map / setStyle of bare Leaflet",
        ("explorer", "filter: map painted"),
        ("floor", "restyle"),
        2,
    ),
    Aim(
        "first areas, a picture / load of bare Leaflet",
        ("explorer", "picture painted"),
        ("floor", "areas painted"),
        1.3,
    ),
    Aim(
        "the map as Leaflet draws it / load of bare Leaflet",
        ("explorer", "areas painted"),
        ("floor", "areas painted"),
        3.5,
    ),
    Aim(
        "every chart / load of bare Leaflet",
        ("explorer", "charts complete"),
        ("floor", "areas painted"),
        5,
    ),
)
COMPARED = (
    ("the map, the usual way / explorer", "usual", "areas painted", "explorer"),
    ("every chart, the usual way / explorer", "usual", "charts complete", "explorer"),
    ("one filter, the usual way / explorer", "usual", "filter", "explorer"),
)


def lines(results: Results) -> Iterator[str]:
    """The report, line by line."""
    for page in ("floor", "usual", "explorer"):
        yield f"\n{page}"
        for name, samples in results.measures(page).items():
            if name == LOST:
                yield f"  {name:<40} {sum(samples):10.0f}    (of {sum(samples) + len(samples):.0f})"
                continue
            yield f"  {name:<40} {_number(name, results.median(page, name))}  {_spread(samples)}"
    yield "\nratios of medians in this run"
    for aim in AIMS:
        ratio = results.median(*aim.top) / results.median(*aim.bottom)
        met = ratio >= aim.limit if aim.at_least else ratio <= aim.limit
        sign = "at least" if aim.at_least else "at most"
        verdict = "met" if met else "not met"
        yield f"  {aim.words:<62} {ratio:5.2f}   aim: {sign} {aim.limit:g}: {verdict}"
    for words, page, name, other in COMPARED:
        ratio = results.median(page, name) / results.median(other, name)
        yield f"  {words:<62} {ratio:5.2f}"


def _number(name: str, value: float) -> str:
    if "bytes" in name:
        return f"{value:10,.0f} B "
    if any(word in name for word in ("requests", "replies", "areas in")):
        return f"{value:10.0f}   "
    return f"{value:10.1f} ms"


def _spread(samples: list[float]) -> str:
    if len(samples) < 4 or min(samples) == max(samples):
        return f"(n = {len(samples)})"
    low, _, high = quantiles(samples, n=4)
    return f"(n = {len(samples)}, middle half {low:,.0f} to {high:,.0f})"
