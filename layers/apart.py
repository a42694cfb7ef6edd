"""Circles that would lie on each other, pushed apart: each as little as it can be from its home."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

ROUNDS, GAP, PULL, GOLDEN = 80, 4, 0.04, 2.399963
MOVED = 3  # pixels from which on a line leads back to the place


@dataclass
class Mark:
    """A circle's home, where it is now, and its radius, in pixels."""

    home: tuple[float, float]
    x: float
    y: float
    radius: float


def apart(homes: Sequence[tuple[float, float]], radii: Sequence[float]) -> list[Mark]:
    """Where circles of these radii end, in pixels; the same circles always in the same places."""
    marks = [Mark((x, y), x, y, radius) for (x, y), radius in zip(homes, radii, strict=True)]
    for turn in range(ROUNDS):
        pulling = turn < ROUNDS / 2
        if pulling:
            for mark in marks:
                mark.x += (mark.home[0] - mark.x) * PULL
                mark.y += (mark.home[1] - mark.y) * PULL
        pushed = False
        for number, one in enumerate(marks):
            for other in marks[number + 1 :]:
                pushed |= _push(one, other, number * GOLDEN)
        if not pushed and not pulling:
            break
    return marks


def _push(one: Mark, other: Mark, angle: float) -> bool:
    across, down = other.x - one.x, other.y - one.y
    reach = one.radius + other.radius + GAP
    if abs(across) >= reach or abs(down) >= reach:
        return False
    distance = math.hypot(across, down)
    lacking = reach - distance
    if lacking <= 0:
        return False
    right = across / distance if distance > 0.01 else math.cos(angle)
    below = down / distance if distance > 0.01 else math.sin(angle)
    share = other.radius / (one.radius + other.radius)  # the larger one moves less
    one.x -= right * lacking * share
    one.y -= below * lacking * share
    other.x += right * lacking * (1 - share)
    other.y += below * lacking * (1 - share)
    return True
