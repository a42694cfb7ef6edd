"""Wards in order of the figure shown."""

from __future__ import annotations

from charts.divisions import WARDS
from charts.model import Chart, Context
from charts.ranked import ranked


def wards(context: Context) -> Chart:
    """Chart 2: which wards are most deprived, or have most of what has no national rank."""
    return ranked(context, WARDS)
