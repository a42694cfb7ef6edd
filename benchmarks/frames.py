"""From a browser trace to the moment a change reached the screen.

A change made by a script (a draw on the canvas, new elements) is shown by the first frame of the
main thread that contains or follows it. That frame is committed, its layer tree is activated, and
the compositor's next DrawFrame presents it. All times are milliseconds of `performance.now()`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.errors import BenchmarkError

CATEGORIES = ("blink.user_timing", "benchmark", "disabled-by-default-devtools.timeline.frame")
CLOCK = "benchmark-clock"
Event = Mapping[str, Any]


@dataclass(frozen=True)
class Frame:
    """One frame of the main thread that reached the screen."""

    start: float
    end: float
    painted: float


def frames(events: Sequence[Event]) -> tuple[Frame, ...]:
    """Frames of the page that made the mark CLOCK, in order. Raises BenchmarkError without it."""
    clock = [one for one in events if one["name"] == CLOCK and "blink.user_timing" in one["cat"]]
    if not clock:
        raise BenchmarkError(f"The trace holds no mark {CLOCK!r}; found {len(events)} events.")
    origin = clock[-1]["ts"] - clock[-1]["args"]["data"]["startTime"] * 1000
    mine = sorted(
        (one for one in events if one["pid"] == clock[-1]["pid"]), key=lambda one: one["ts"]
    )
    found = []
    for work in (
        one for one in mine if one["name"] == "ProxyMain::BeginMainFrame" and "dur" in one
    ):
        drawn = _drawn(mine, work)
        if drawn is not None:
            start = (work["ts"] - origin) / 1000
            found.append(Frame(start, start + work["dur"] / 1000, (drawn - origin) / 1000))
    return tuple(found)


def _drawn(mine: Sequence[Event], work: Event) -> float | None:
    """When the frame was drawn; None for one that changed nothing on the screen."""
    end = work["ts"] + work["dur"]
    begun = [
        one
        for one in mine
        if one["name"] == "BeginMainThreadFrame" and work["ts"] <= one["ts"] <= end
    ]
    if not begun:
        return None
    tree, number = begun[0]["args"]["layerTreeId"], begun[0]["args"]["data"]["frameId"]
    active = False
    for one in mine:
        args = one.get("args", {})
        if one["ts"] < work["ts"] or args.get("layerTreeId") != tree:
            continue
        if one["name"] == "ActivateLayerTree" and args.get("frameId") == number:
            active = True
        elif one["name"] == "DrawFrame" and active:
            return float(one["ts"])
    return None


def painted(shown: Sequence[Frame], at: float) -> float:
    """When a change made at a moment reached the screen. Raises BenchmarkError if it never did."""
    for frame in shown:
        if frame.end >= at:
            return frame.painted
    raise BenchmarkError(f"No frame follows the change at {at:.1f} ms; {len(shown)} frames found.")
