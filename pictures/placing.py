"""From which zoom on each of many names is shown, none lying on another; some may lead.

A name that comes before another keeps its place; the other waits for the zoom at which they part.
Who waits for whom is worked out once. When some lead, only those whose turn it changes are placed
anew: which those are follows from name to name, in order.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from heapq import heapify, heappop, heappush

import numpy as np

from geodata.contents import Array

ALWAYS = 0.0


@dataclass(frozen=True, eq=False)
class Placing:
    """Boxes around points, in the order in which they take their places; each array has one each.

    `x` and `y` are units of the plane; `across` and `down`, half a box's width and height, are
    pixels, as large at every zoom. At zoom `zoom` a pixel is `fine` units wide.
    """

    x: Array
    y: Array
    across: Array
    down: Array
    zoom: float
    fine: float

    @cached_property
    def usual(self) -> Array:
        """The zoom from which on each is shown while none leads."""
        zooms = np.zeros(len(self.x))
        for at in range(len(zooms)):
            before = slice(at)
            zooms[at] = _first(self._partings(at)[before], zooms[before])
        return zooms

    def zooms(self, leading: tuple[int, ...]) -> Array:
        """The same where some take their places before all others, in rising order."""
        zooms, leads = self.usual.copy(), np.zeros(len(self.x), dtype=np.bool_)
        partings = {at: self._partings(at) for at in leading}
        for at in leading:
            zooms[at] = _first(partings[at][leads], zooms[leads])
            leads[at] = True
        waiting = [one for at in leading for one in self._followers(at, partings[at], zooms, leads)]
        heapify(waiting)
        placed = -1
        while waiting:
            at = heappop(waiting)
            if at == placed:
                continue
            placed, parting, before = at, self._partings(at), leads.copy()
            before[:at] = True
            zooms[at] = _first(parting[before], zooms[before])
            if zooms[at] != self.usual[at]:
                for one in self._followers(at, parting, zooms, leads):
                    heappush(waiting, one)
        return zooms

    def _followers(self, at: int, parting: Array, zooms: Array, leads: Array) -> list[int]:
        """Those to place anew, because a name leads or is shown from another zoom on than usual."""
        later = np.arange(len(parting)) > at
        asked = ~leads if leads[at] else later & ~leads
        before = np.where(later & (parting > self.usual[at]), parting, ALWAYS)
        after = np.where(parting > zooms[at], parting, ALWAYS)
        matters = asked & (before != after) & (np.maximum(before, after) >= self.usual)
        found: list[int] = np.flatnonzero(matters).tolist()
        return found

    def _partings(self, at: int) -> Array:
        """The zoom from which on one does not meet each of all."""
        with np.errstate(divide="ignore"):
            beside = (self.across[at] + self.across) / abs(self.x[at] - self.x)
            below = (self.down[at] + self.down) / abs(self.y[at] - self.y)
        zooms: Array = self.zoom + np.log2(self.fine * np.minimum(beside, below))
        return zooms


def _first(partings: Array, shown: Array) -> float:
    """The first zoom at which a name meets none that is `shown` from a zoom on."""
    return float(partings[partings > shown].max(initial=ALWAYS))
