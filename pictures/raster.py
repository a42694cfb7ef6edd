"""An SVG as PNG, with the letters that travel with the explorer: no font need be installed."""

from __future__ import annotations

from pathlib import Path

import resvg_py

FONTS = Path(__file__).resolve().parents[1] / "assets" / "fonts"
FAMILY = "DejaVu Sans"  # the name the condensed cut goes by
_FILES = [str(FONTS / name) for name in ("DejaVuSansCondensed.ttf", "DejaVuSansCondensed-Bold.ttf")]


def png(svg_text: str, *, zoom: int = 1) -> bytes:
    """The picture so many times its own size. Raises ValueError for what is no SVG."""
    return resvg_py.svg_to_bytes(
        svg_string=svg_text,
        zoom=zoom,
        background="#FFFFFF",
        skip_system_fonts=True,
        font_files=_FILES,
        font_family=FAMILY,
        sans_serif_family=FAMILY,
    )
