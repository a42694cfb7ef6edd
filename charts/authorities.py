"""The local authorities of a bundle of several in order of the figure shown."""

from __future__ import annotations

from charts.divisions import AUTHORITIES
from charts.model import Chart, Context
from charts.ranked import ranked


def authorities(context: Context) -> Chart:
    """Which local authorities are most deprived, or have most of what has no national rank."""
    return ranked(context, AUTHORITIES)
