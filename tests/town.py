"""Inventon, a town that does not exist: two wards, twelve areas, every kind, level and status.

As two local authorities under one code, Westerby and Easterby, each has one of the wards.

Its figures and its catalogue lie in tests/data/town. To give it another indicator, write an entry
in catalogue/indicators and, where it needs one, a column in figures/E08999001/figures_*.csv.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from geodata.store import Store

CODE, OF_TWO = "E08999001", "E47999001"
AUTHORITIES = {"E05999001": ("E08999002", "Westerby"), "E05999002": ("E08999003", "Easterby")}
FOLDER = Path(__file__).parent / "data" / "town"
FIGURES = FOLDER / "figures"
CATALOGUE = FOLDER / "catalogue"


def figures_of_two(folder: Path, *, named: bool = True) -> Path:
    """Write `folder`/<OF_TWO>, whose look-up names the authority of each area, or none."""
    here = shutil.copytree(FIGURES / CODE, folder / OF_TWO)
    said = (here / "authority.toml").read_text()
    (here / "authority.toml").write_text(said.replace(CODE, OF_TWO))
    lookup = here / "lsoa21_lookup.csv"
    heading, *lines = lookup.read_text().splitlines()
    if named:
        heading += ",lad23_code,lad23_name"
        lines = [",".join((one, *AUTHORITIES[one.split(",")[-2]])) for one in lines]
    lookup.write_text("\n".join((heading, *lines)))
    return folder


def build_town(
    out: Path,
    *,
    code: str = CODE,
    figures: Path = FIGURES,
    catalogue: Path = CATALOGUE,
    report: Callable[[str], None] = lambda _: None,
) -> Store:
    """Build the town's bundle into out/<code> and open it."""
    from geodata.build import build  # all that a build needs, which few tests do

    build(code, out=out, figures=figures, catalogue_dir=catalogue, report=report)
    return Store.open(out / code, catalogue_dir=catalogue)
