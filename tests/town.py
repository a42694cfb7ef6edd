"""Inventon, a town that does not exist: two wards, twelve areas, every kind, level and status.

Its figures and its catalogue lie in tests/data/town. To give it another indicator, write an entry
in catalogue/indicators and, where it needs one, a column in figures/E08999001/figures_*.csv.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from geodata.store import Store

CODE = "E08999001"
FOLDER = Path(__file__).parent / "data" / "town"
FIGURES = FOLDER / "figures"
CATALOGUE = FOLDER / "catalogue"


def build_town(
    out: Path,
    *,
    figures: Path = FIGURES,
    catalogue: Path = CATALOGUE,
    report: Callable[[str], None] = lambda _: None,
) -> Store:
    """Build the town's bundle into out/<code> and open it."""
    from geodata.build import build  # all that a build needs, which few tests do

    build(CODE, out=out, figures=figures, catalogue_dir=catalogue, report=report)
    return Store.open(out / CODE, catalogue_dir=catalogue)
