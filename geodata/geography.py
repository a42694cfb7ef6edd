"""Levels of areas by year, and the patterns of their codes.

FIGURE_LEVELS are LEVELS and the practices of a list, which are points and have no boundaries.
"""

from __future__ import annotations

LEVELS: tuple[tuple[str, int], ...] = (
    ("lsoa", 2021),
    ("lsoa", 2011),
    ("msoa", 2011),
    ("ward", 2023),
    ("borough", 2023),
)
FIGURE_LEVELS: tuple[tuple[str, int], ...] = (*LEVELS, ("practice", 2025))
CODE_PATTERNS = {
    "lsoa": r"E01\d{6}",
    "msoa": r"E02\d{6}",
    "ward": r"E05\d{6}",
    "borough": r"E0[6-9]\d{6}",
    "practice": r"[A-Z]\d{5}",
}
