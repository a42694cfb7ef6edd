"""Where the selected wards stand in an order of all wards, in words."""

from __future__ import annotations

from collections.abc import Sequence

from charts.words import joined
from charts.writer import Writer

NAMED = 2


def places_words(places: Sequence[tuple[str, int]], every: int, say: Writer, many: str) -> str:
    """Where those selected stand in an order of wards, or of `many`; the first two by name."""
    if not places:
        return ""
    named = [
        f"{name} is number {say.count(f'place of {name}', 'place', at)}"
        for name, at in places[:NAMED]
    ]
    said = f" {joined(named)} of {say.count(many, 'place', every)} {many}."
    left = len(places) - NAMED
    if left <= 0:
        return said
    more = say.count(f"{many} not named in the order", "selection", left)
    return f"{said} {more} more {'is' if left == 1 else 'are'} selected."
