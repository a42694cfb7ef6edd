"""The registry of doors: every page of the site that is not a map, and its routes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from urllib.parse import parse_qsl, urlencode

from flask import Flask, Response, redirect, request
from werkzeug.wrappers import Response as Reply

from page.accessibility import accessibility
from page.area import Asked, area
from page.area_sheet import LISTED
from page.data import data
from page.gaps import gaps
from page.gaps_missing import PATH as MISSING
from page.gaps_missing import gaps_missing
from page.gaps_report import PATH as REPORT
from page.gaps_report import gaps_report
from page.help import help_page
from page.home import home
from page.reach import reach
from page.robots import is_start
from page.shell import MAP_PATH, Page, Site, Way, shell
from page.taken import taken


@dataclass(frozen=True)
class Door:
    """A page: its path (empty for the start), its name in the header or footer, and its writer.

    The start is where the name of the site leads. With an empty `where` other pages lead to it.

    `write` is None for the map, which Dash serves.
    """

    path: str
    label: str
    write: Callable[[Site], Page] | None
    where: str = "header"


def _area(site: Site) -> Page:
    given = parse_qsl(request.query_string.decode("utf-8", "replace"), keep_blank_values=True)
    asked = Asked(
        code=(request.view_args or {}).get("code", ""),
        query=urlencode([one for one in given if one[0] not in OWN_KEYS]),
        typed=request.args.get("find", ""),
        versus=request.args.get("versus", ""),
        listed=urlencode([one for one in given if one[0] in LISTED]),
    )
    return area(site, asked, taken(site))


def _reach(site: Site) -> Page:
    return reach(site, request.query_string.decode("utf-8", "replace"), taken(site))


def _gaps(site: Site) -> Page:
    return gaps(site, request.query_string.decode("utf-8", "replace"), taken(site))


DOORS = (
    Door("", "Home", home, "name"),
    Door("area", "Area", _area),
    Door(MAP_PATH, "Map", None),
    Door("reach", "Reach", _reach),
    Door("gaps", "Gaps", _gaps),
    Door("data", "Data", data),
    Door(REPORT, "The report, checked", gaps_report, ""),
    Door(MISSING, "What is missing", gaps_missing, ""),
    Door("help", "Help", help_page, "footer"),
    Door("accessibility", "Accessibility statement", accessibility, "footer"),
)
WAYS = tuple(Way(one.path, one.label, one.where) for one in DOORS)
WRITERS = {one.path: one.write for one in DOORS if one.write}
SCRIPTED = ("reach", "gaps")  # pages that have a script of their own, by path
EXCHANGES = ("needs.js", "exchange.js")  # come before each of them
WITH_CODES = "area"
OWN_KEYS = ("find", "versus", *LISTED)  # of the page of areas; the rest of its address is a view
STYLES = (
    "tokens.css",
    "page.css",
    "charts.css",
    "shell.css",
    "doors.css",
    "area.css",
    "reach.css",
    "gaps.css",
    "targets.css",
    "forced.css",
    "paper.css",
)


def register_doors(server: Flask, site: Site) -> None:
    """Add the routes of every door but the start and the map, which are Dash's own."""
    for path in filter(None, WRITERS):
        server.add_url_rule(f"/{path}", f"door-{path}", partial(write_door, site, path))
    of_codes = partial(write_door, site, WITH_CODES)
    server.add_url_rule(f"/{WITH_CODES}/<code>", f"door-{WITH_CODES}-code", of_codes)


def write_door(site: Site, path: str, **_: str) -> Reply:
    """The answer of a door to the present request."""
    page = WRITERS[path](site)
    if page.elsewhere:
        return redirect(page.elsewhere, 303)
    indexed = is_start(request, page.status)
    return Response(shell(site, page, current=path, indexed=indexed), status=page.status)
