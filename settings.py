"""The only reader of the environment. Every default serves the embedded bundle."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from geodata.errors import ExplorerError

ROOT = Path(__file__).resolve().parent
OPENSTREETMAP = "https://tile.openstreetmap.org/{z}/{x}/{y}.png"
PREFIX = re.compile(r"/([a-z0-9_-]+/)*")
ALL = ("all",)
LEAST_SECRET = 32
LOOPBACK = ("127.0.0.1", "[::1]", "localhost")
SECRET = re.compile(rf"[!-~]{{{LEAST_SECRET},}}")
TILES = re.compile(r"(https?://[A-Za-z0-9{}.-]+(:[0-9]{1,5})?)?/[A-Za-z0-9{}._~/?&=%@-]*")
ORIGIN = re.compile(r"https?://[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?")

CONTACT = re.compile(
    r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+|https?://[A-Za-z0-9.:-]+(/[A-Za-z0-9._~/?=&%-]*)?"
)


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
    the site; empty where it is not known. `contact` is a mail address or a web address that
    readers may turn to; empty when there is none.

    `authorities` are several to serve, each below /m/<code>/, ("all",) being every bundle that
    lies in `bundles`; without any, `authority` is served. `kept` is how many of them are open at
    once.

    `prefix` is the path under which readers find the explorer; `proxies` how many reverse proxies
    stand before it, each of which sets X-Forwarded-Proto and X-Forwarded-Host; `tls` whether
    readers reach it over https only. `drain` is for how many seconds it goes on serving, not
    ready, once it is asked to stop. `metrics_port` is a second port, 0 for none.

    `audience` is "public", "restricted" or "me". A restricted deployment answers only requests in
    which the proxy names the reader in `user_header` and proves itself with `proxy_secret`. "me" is
    whoever starts it, on the same computer: it listens there alone and believes no proxy.
    """

    authority: str = "E08000007"
    authorities: tuple[str, ...] = ()
    kept: int = 4
    bundles: Path = ROOT / "geodata" / "bundle"
    host: str = "127.0.0.1"
    port: int = 8050
    basemap: str = "switch"
    basemap_url: str = OPENSTREETMAP
    basemap_attribution: str = "© OpenStreetMap contributors"
    frame_ancestors: tuple[str, ...] = ()
    address: str = ""
    contact: str = ""
    workers: int = 2
    prefix: str = "/"
    proxies: int = 0
    tls: str = "no"
    log: str = "plain"
    metrics_port: int = 0
    drain: int = 0
    audience: str = "public"
    user_header: str = "X-Forwarded-User"
    proxy_secret: str = field(default="", repr=False)

    @property
    def bundle(self) -> Path:
        """Folder of the bundle to serve."""
        return self.bundles / self.authority

    @property
    def places(self) -> tuple[str, ...]:
        """Codes of the bundles to serve; SettingsError where none lies in the folder."""
        if self.authorities != ALL:
            return self.authorities or (self.authority,)
        found = sorted(path.parent.name for path in self.bundles.glob("E*/manifest.json"))
        if not found:
            raise SettingsError("EXPLORER_AUTHORITIES", "all", f"bundles in {self.bundles}")
        return tuple(found)

    def at(self, code: str) -> Settings:
        """The settings of one of several places; what stands before all of them is no part."""
        below = f"m/{code}/"
        address = self.address and f"{self.address.rstrip('/')}/{below}"
        return replace(
            self,
            authority=code,
            authorities=(),
            prefix=self.prefix + below,
            address=address,
            proxies=0,
            metrics_port=0,
        )

    @property
    def streets(self) -> dict[str, str] | None:
        """Address and attribution of the street map's tiles; None when it is not offered."""
        if self.basemap == "none":
            return None
        return {"url": self.basemap_url, "attribution": self.basemap_attribution}


def from_environment(environ: Mapping[str, str] = os.environ) -> Settings:
    """Settings from EXPLORER_* variables. Raises SettingsError naming what was found."""
    default = Settings()

    def said(name: str) -> str:
        return environ.get(name, str(getattr(default, name.removeprefix("EXPLORER_").lower())))

    def number(name: str, least: int, most: int) -> int:
        return _number(name, said(name), least=least, most=most)

    settings = Settings(
        authority=_authority(said("EXPLORER_AUTHORITY")),
        authorities=_authorities(environ.get("EXPLORER_AUTHORITIES", "")),
        kept=number("EXPLORER_KEPT", 1, 1000),
        bundles=Path(said("EXPLORER_BUNDLES")),
        host=_host(said("EXPLORER_HOST")),
        port=number("EXPLORER_PORT", 1, 65535),
        basemap=_choice("EXPLORER_BASEMAP", said("EXPLORER_BASEMAP"), "switch on none"),
        basemap_url=_tiles(said("EXPLORER_BASEMAP_URL")),
        basemap_attribution=said("EXPLORER_BASEMAP_ATTRIBUTION"),
        frame_ancestors=_origins(environ.get("EXPLORER_FRAME_ANCESTORS", "")),
        address=_address(environ.get("EXPLORER_ADDRESS", default.address)),
        contact=_contact(environ.get("EXPLORER_CONTACT", default.contact)),
        workers=number("EXPLORER_WORKERS", 1, 64),
        prefix=_prefix(said("EXPLORER_PREFIX")),
        proxies=number("EXPLORER_PROXIES", 0, 5),
        tls=_choice("EXPLORER_TLS", said("EXPLORER_TLS"), "no yes"),
        log=_choice("EXPLORER_LOG", said("EXPLORER_LOG"), "plain json"),
        metrics_port=_number(
            "EXPLORER_METRICS_PORT", said("EXPLORER_METRICS_PORT"), least=0, most=65535
        ),
        drain=number("EXPLORER_DRAIN", 0, 300),
        audience=_choice("EXPLORER_AUDIENCE", said("EXPLORER_AUDIENCE"), "public restricted me"),
        user_header=_header(said("EXPLORER_USER_HEADER")),
        proxy_secret=said("EXPLORER_PROXY_SECRET"),
    )
    _check_together(settings)
    return settings


def _check_together(settings: Settings) -> None:
    """Settings that are each usable, but not beside each other."""
    secret = settings.proxy_secret
    if settings.audience == "restricted" and not SECRET.fullmatch(secret):
        raise SettingsError(
            "EXPLORER_PROXY_SECRET",
            f"{len(secret)} characters",
            f"at least {LEAST_SECRET} plain characters without spaces or line ends, because "
            "EXPLORER_AUDIENCE is 'restricted'",
        )
    if settings.audience == "me" and (settings.host not in LOOPBACK or settings.proxies):
        found = f"{settings.host} and {settings.proxies} proxies"
        expected = f"one of {', '.join(LOOPBACK)} and 0 proxies, because EXPLORER_AUDIENCE is 'me'"
        raise SettingsError("EXPLORER_HOST, EXPLORER_PROXIES", found, expected)
    if settings.metrics_port == settings.port:
        raise SettingsError(
            "EXPLORER_METRICS_PORT", str(settings.port), "another port than EXPLORER_PORT"
        )


def _authority(found: str) -> str:
    if len(found) == 9 and found[0] == "E" and found[1:].isdecimal() and found.isascii():
        return found
    raise SettingsError(
        "EXPLORER_AUTHORITY", found, "an English local authority code such as E08000007"
    )


def _authorities(found: str) -> tuple[str, ...]:
    codes = tuple(dict.fromkeys(found.split()))
    return codes if codes == ALL else tuple(map(_authority, codes))


def _host(found: str) -> str:
    """An address to listen on; one of IPv6 in brackets, as gunicorn wants it."""
    bare = found.removeprefix("[").removesuffix("]")
    if re.fullmatch(r"[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*", bare):
        return f"[{bare}]"
    if re.fullmatch(r"[A-Za-z0-9.-]+", found):
        return found
    raise SettingsError("EXPLORER_HOST", found, "an address such as 127.0.0.1, 0.0.0.0 or ::")


def _number(name: str, found: str, *, least: int, most: int) -> int:
    if found.isascii() and found.isdecimal() and len(found) < 7 and least <= int(found) <= most:
        return int(found)
    raise SettingsError(name, found, f"a whole number from {least} to {most}")


def _choice(name: str, found: str, allowed: str) -> str:
    if found in allowed.split():
        return found
    raise SettingsError(name, found, "one of " + ", ".join(allowed.split()))


def _prefix(found: str) -> str:
    if PREFIX.fullmatch(found):
        return found
    raise SettingsError("EXPLORER_PREFIX", found, "a path such as / or /inequalities/")


def _header(found: str) -> str:
    if re.fullmatch(r"[A-Za-z][A-Za-z0-9-]{0,60}", found):
        return found
    raise SettingsError("EXPLORER_USER_HEADER", found, "the name of a header")


def _tiles(found: str) -> str:
    if TILES.fullmatch(found) and all(part in found for part in ("{z}", "{x}", "{y}")):
        return found
    raise SettingsError("EXPLORER_BASEMAP_URL", found, "a tile address holding {z}, {x} and {y}")


def _address(found: str) -> str:
    if not found or re.fullmatch(ORIGIN.pattern + r"(/[A-Za-z0-9._~/-]*)?", found):
        return found
    raise SettingsError(
        "EXPLORER_ADDRESS", found, "an address such as https://explorer.example.gov.uk/"
    )


def _contact(found: str) -> str:
    if not found or CONTACT.fullmatch(found):
        return found
    expected = "a mail address such as insight@example.gov.uk, or a web address"
    raise SettingsError("EXPLORER_CONTACT", found, expected)


def _origins(found: str) -> tuple[str, ...]:
    """Starts of addresses; a slash at their end says nothing more and is taken off."""
    origins = [one.removesuffix("/") for one in found.split()]
    for origin in origins:
        if not ORIGIN.fullmatch(origin):
            raise SettingsError(
                "EXPLORER_FRAME_ANCESTORS",
                origin,
                "https:// and a host in small letters, without a path, for each site, separated by "
                "spaces, such as 'https://intranet.example.gov.uk https://www.example.gov.uk'",
            )
    return tuple(dict.fromkeys(origins))
