"""What stands where a chart cannot be made: the same chart in words, with an empty table."""

from __future__ import annotations

from charts.findings import Finding
from charts.model import Chart, Column, Context, Table
from layers.words import full_label

KEY = "absent"


def absent(context: Context, why: str = "") -> Chart:
    """A chart that says why there is none; by default that the figures for it are not held."""
    words = why or f"The figures held for {context.place} have nothing to make this chart of."
    return Chart(
        key=KEY,
        title=f"No chart of {full_label(context.indicator)}",
        finding=Finding(words),
        picture=None,
        table=Table((Column("nothing", "No rows"),), (), words),
        indicators=(context.indicator,),
        notes=(),
    )
