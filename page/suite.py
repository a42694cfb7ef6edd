"""Dash's scripts as one file: those that the page uses, without the libraries that it does not.

dash-leaflet's script holds a library for each component it offers. A library that no component of
the map needs is emptied, so that it is neither sent nor read. Another version's script is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path, PurePosixPath

from geodata.errors import ExplorerError
from page.files import Files

SUITE = (  # in the order in which they need each other
    "dash/deps/react@18.3.1.min.js",
    "dash/deps/react-dom@18.3.1.min.js",
    "dash/deps/prop-types@15.8.1.min.js",
    "dash_leaflet/async-GeoJSON.js",  # dash-leaflet asks for it, unless it is there before
    "dash_leaflet/dash_leaflet.js",
    "dash/dash-renderer/build/dash_renderer.min.js",
)
# What dash-leaflet fetches when a component is first put on the map, from beside its own script.
LATER = {"async-EditControl.ts": "dash_leaflet/async-EditControl.ts.js"}
NOTHING, NO_PICTURE = "()=>{}", 't=>{t.exports="data:,"}'
EMPTIED: Mapping[str, tuple[tuple[str, str, str, str], ...]] = {
    "dash_leaflet/dash_leaflet.js": (  # a component, where its library starts and ends
        ("EasyButton", "4882:(t", "1559:(t", NOTHING),
        ("GestureHandling", "1559:(t", "4466:(t", NOTHING),
        ("FullScreenControl", "4466:(t", "1081:(t", NOTHING),
        ("EasyButton", "3495:()", "3882:f", NOTHING),
        ("GestureHandling", "3882:f", "601:f", NOTHING),
        ("PolylineDecorator", "601:f", "9401:f", NOTHING),
        ("FullScreenControl", "9401:f", "3481:f", NOTHING),
        ("FullScreenControl", "8283:t", "9539:t", NO_PICTURE),
        ("LayersControl", "9539:t", "6698:t", NO_PICTURE),
        ("LayersControl", "6698:t", "2447:t", NO_PICTURE),
        ("Marker", "2447:t", "7510:t", NO_PICTURE),
        ("Marker", "7510:t", "1405:t", NO_PICTURE),
        ("Marker", "1405:t", "295:e", NO_PICTURE),
        ("Colorbar", "2768:f", "4866:(t", NOTHING),
    ),
    "dash_leaflet/async-GeoJSON.js": (  # a `format` of GeoJSON, or another of its properties
        ("geobuf", "7526:(t", "2178:(t", NOTHING),
        ("cluster", "2178:(t", "4969:t", NOTHING),
        ("geobuf", "4969:t", "3889:t", NOTHING),
        ("geobuf", "3889:t", "7479:(t", NOTHING),
        ("geobuf", "7479:(t", "6894:(t", NOTHING),
    ),
}


class SuiteError(ExplorerError):
    """A script of Dash is not the one that this module knows."""


def publish_suite(files: Files) -> str:
    """Publish the scripts one after the other, and those that are fetched later; its address.

    Raises SuiteError when one has other parts than expected.
    """
    text = "\n;".join(map(_script, SUITE))
    for name, script in LATER.items():
        address = files.add(f"{name}.js", _script(script).encode())
        if text.count(f'"{name}"') != 1:
            raise SuiteError(f"found no one {name}; expected the pinned version of dash-leaflet.")
        text = text.replace(f'"{name}"', f'"{PurePosixPath(address).stem}"')
    return files.add("dash-renderer.js", text.encode())  # a name that Dash looks for in a page


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
    """A script with one of its modules emptied: up to the comma before the next."""
    if text.count(start) != 1 or text.count(end) != 1:
        raise SuiteError(f"{name}: found no one {start} before {end}; expected the pinned version.")
    before, _, rest = text.partition(start)
    after = rest.partition(end)[2]
    return f"{before}{start.partition(':')[0]}:{instead},{end}{after}"
