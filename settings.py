"""The only reader of the environment. Every default serves the embedded bundle."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from geodata.errors import ExplorerError

ROOT = Path(__file__).resolve().parent
OPENSTREETMAP = "https://tile.openstreetmap.org/{z}/{x}/{y}.png"
ORIGIN = re.compile(r"https?://[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?")


class SettingsError(ExplorerError):
    """A setting holds a value the application cannot use."""

    def __init__(self, name: str, found: str, expected: str) -> None:
        super().__init__(f"The setting {name} is {found!r}; expected {expected}.")


@dataclass(frozen=True)
class Settings:
    """What a deployment may choose.

    `basemap` is "switch" (readers may turn the street map on), "on" (it starts on) or "none"
    (there is no switch and no tile is ever requested). `frame_ancestors` are the origins of pages
    that may embed a map or a chart; none by default. `address` is where readers find the start of
    the site; empty to take it from each request.
    """

    authority: str = "E08000007"
    bundles: Path = ROOT / "geodata" / "bundle"
    host: str = "127.0.0.1"
    port: int = 8050
    basemap: str = "switch"
    basemap_url: str = OPENSTREETMAP
    basemap_attribution: str = "© OpenStreetMap contributors"
    frame_ancestors: tuple[str, ...] = ()
    address: str = ""

    @property
    def bundle(self) -> Path:
        """Folder of the bundle to serve."""
        return self.bundles / self.authority

    @property
    def streets(self) -> dict[str, str] | None:
        """Address and attribution of the street map's tiles; None when it is not offered."""
        if self.basemap == "none":
            return None
        return {"url": self.basemap_url, "attribution": self.basemap_attribution}


def from_environment(environ: Mapping[str, str] = os.environ) -> Settings:
    """Settings from EXPLORER_* variables. Raises SettingsError naming what was found."""
    default = Settings()
    return Settings(
        authority=_authority(environ.get("EXPLORER_AUTHORITY", default.authority)),
        bundles=Path(environ.get("EXPLORER_BUNDLES", str(default.bundles))),
        host=environ.get("EXPLORER_HOST", default.host),
        port=_port(environ.get("EXPLORER_PORT", str(default.port))),
        basemap=_choice(
            "EXPLORER_BASEMAP", environ.get("EXPLORER_BASEMAP", default.basemap), "switch on none"
        ),
        basemap_url=_tiles(environ.get("EXPLORER_BASEMAP_URL", default.basemap_url)),
        basemap_attribution=environ.get(
            "EXPLORER_BASEMAP_ATTRIBUTION", default.basemap_attribution
        ),
        frame_ancestors=_origins(environ.get("EXPLORER_FRAME_ANCESTORS", "")),
        address=_address(environ.get("EXPLORER_ADDRESS", default.address)),
    )


def _authority(found: str) -> str:
    if len(found) == 9 and found[0] == "E" and found[1:].isdecimal() and found.isascii():
        return found
    raise SettingsError(
        "EXPLORER_AUTHORITY", found, "an English local authority code such as E08000007"
    )


def _port(found: str) -> int:
    if found.isascii() and found.isdecimal() and 0 < int(found) < 65536:
        return int(found)
    raise SettingsError("EXPLORER_PORT", found, "a whole number from 1 to 65535")


def _choice(name: str, found: str, allowed: str) -> str:
    if found in allowed.split():
        return found
    raise SettingsError(name, found, "one of " + ", ".join(allowed.split()))


def _tiles(found: str) -> str:
    if found.startswith(("https://", "http://", "/")) and all(
        part in found for part in ("{z}", "{x}", "{y}")
    ):
        return found
    raise SettingsError("EXPLORER_BASEMAP_URL", found, "a tile address holding {z}, {x} and {y}")


def _address(found: str) -> str:
    if not found or re.fullmatch(ORIGIN.pattern + r"(/[A-Za-z0-9._~/-]*)?", found):
        return found
    raise SettingsError(
        "EXPLORER_ADDRESS", found, "an address such as https://explorer.example.gov.uk/"
    )


def _origins(found: str) -> tuple[str, ...]:
    for origin in found.split():
        if not ORIGIN.fullmatch(origin):
            raise SettingsError(
                "EXPLORER_FRAME_ANCESTORS",
                origin,
                "origins such as https://intranet.example.gov.uk, separated by spaces",
            )
    return tuple(dict.fromkeys(found.split()))
