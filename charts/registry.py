"""Every panel, in page order. A new chart is one module and one line here."""

from __future__ import annotations

from collections.abc import Callable

from charts.areas import areas
from charts.deciles import deciles
from charts.domains import domains
from charts.model import Chart, Context
from charts.scatter import scatter
from charts.wards import wards

CHARTS: dict[str, Callable[[Context], Chart]] = {
    "areas": areas,
    "deciles": deciles,
    "wards": wards,
    "domains": domains,
    "scatter": scatter,
}
