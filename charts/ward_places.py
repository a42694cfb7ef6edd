"""Where the selected wards stand in an order of all wards, in words."""

from __future__ import annotations

from collections.abc import Sequence

from charts.words import joined
from charts.writer import Writer

NAMED = 2


def places_words(places: Sequence[tuple[str, int]], every: int, say: Writer) -> str:
    """Where the selected wards stand in the order, the first two by name; "" without any."""
    if not places:
        return ""
    named = [
        f"{name} is number {say.count(f'place of {name}', 'place', at)}"
        for name, at in places[:NAMED]
    ]
    left = len(places) - NAMED
    named += [f"{say.count('more wards', 'selection', left)} more selected"] if left > 0 else []
    return f" {joined(named)}, of {say.count('wards', 'place', every)} wards."
