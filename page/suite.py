"""Dash's scripts as one file: those that the page uses, without the libraries that it does not.

dash-leaflet's script holds a library for each component it offers. A library that no component of
the map needs is emptied, so that it is neither sent nor read. Another version's script is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

from geodata.errors import ExplorerError

SUITE = (  # in the order in which they need each other
    "dash/deps/react@18.3.1.min.js",
    "dash/deps/react-dom@18.3.1.min.js",
    "dash/deps/prop-types@15.8.1.min.js",
    "dash_leaflet/async-GeoJSON.js",  # dash-leaflet asks for it, unless it is there before
    "dash_leaflet/dash_leaflet.js",
    "dash/dash-renderer/build/dash_renderer.min.js",
)
NOTHING, NO_PICTURE = "()=>{}", 't=>{t.exports=""}'
EMPTIED: Mapping[str, tuple[tuple[str, str, str, str], ...]] = {
    "dash_leaflet/dash_leaflet.js": (  # a component, where its library starts and ends
        ("EasyButton", "3495:()=>", "3882:function", NOTHING),
        ("GestureHandling", "3882:function", "601:function", NOTHING),
        ("PolylineDecorator", "601:function", "9401:function", NOTHING),
        ("FullScreenControl", "9401:function", "3481:function", NOTHING),
        ("Marker", "2447:t=>", "7510:t=>", NO_PICTURE),
        ("Marker", "1405:t=>", "295:e=>", NO_PICTURE),
        ("Colorbar", "2768:function", "4866:(t", NOTHING),
    ),
    "dash_leaflet/async-GeoJSON.js": (  # GeoJSON has an own name for it in `format`
        ("geobuf", "4969:t=>", "3889:t=>", NOTHING),
        ("geobuf", "3889:t=>", "7479:(t", NOTHING),
        ("geobuf", "7479:(t", "6894:(t", NOTHING),
    ),
}


class SuiteError(ExplorerError):
    """A script of Dash is not the one that this module knows."""


def suite() -> bytes:
    """The scripts one after the other. Raises SuiteError when one has other parts than expected."""
    return "\n;".join(map(_script, SUITE)).encode()


def _script(name: str) -> str:
    package, _, path = name.partition("/")
    found = find_spec(package)
    if found is None or found.origin is None:
        raise SuiteError(f"The package {package} is not installed; expected its script {path}.")
    text = (Path(found.origin).parent / path).read_text(encoding="utf-8")
    for _, start, end, instead in EMPTIED.get(name, ()):
        text = _without(text, name, start, end, instead)
    return text


def _without(text: str, name: str, start: str, end: str, instead: str) -> str:
    """A script with one of its modules emptied: from its number to the number of the next."""
    before, first, rest = text.partition(f",{start}")
    _, last, after = rest.partition(f",{end}")
    if not first or not last:
        raise SuiteError(
            f"{name}: found no module {start} before {end}; expected the pinned version."
        )
    number = start.partition(":")[0]
    return f"{before},{number}:{instead},{end}{after}"
