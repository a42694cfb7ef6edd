"""The routes beside the page that plans outreach: news of a plan, the call sheet, its files."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask, Response, abort, request

from charts.download import FORMATS
from charts.file_name import file_name
from charts.model import Chart
from charts.reach.people import people
from charts.reach.plan import plan
from charts.reach.settings import settings
from charts.reach.venues import venues
from page.asked_files import tables_of
from page.downloads import attached
from page.reach_asked import PATH, Asked, read
from page.reach_plan import news, solved
from page.reach_sheet import sheet
from page.robots import is_start
from page.shell import Page, Site, shell
from page.taken import taken

WHOLE = "sheet"
# The parts of each file; that of the call sheet has several tables, which a CSV file cannot hold.
FILES = {
    "people": ("people",),
    "venues": ("venues",),
    "plan": ("plan",),
    WHOLE: ("settings", "people", "plan", "venues"),
}
LINES = "application/x-ndjson; charset=utf-8"


def register_reach(server: Flask, site: Site) -> None:
    """Add the routes."""

    @server.get(f"/{PATH}/plan")
    def planned() -> Response:
        response = Response(news(_asked(site)), content_type=LINES)
        response.headers["Cache-Control"] = "no-store"
        return response

    @server.get(f"/{PATH}/sheet")
    def call_sheet() -> Response:
        asked = _asked(site)
        page = Page("Call sheet", sheet(asked, solved(asked), taken(site)))
        return Response(
            shell(site, page, current=PATH, indexed=is_start(request, page.status)),
            status=page.status,
        )

    @server.get(f"/{PATH}/<key>.<any(csv, xlsx):ending>")
    def reach_file(key: str, ending: str) -> Response:
        if key not in FILES or (key == WHOLE and ending == "csv"):
            abort(404)
        return _file(_asked(site), key, ending)


def _asked(site: Site) -> Asked:
    if not site.explorer.words.uptakes:
        abort(404)
    return read(site, request.query_string.decode("utf-8", "replace"))


def _file(asked: Asked, key: str, ending: str) -> Response:
    tables = tables_of(asked, *(PARTS[one](asked) for one in FILES[key]))
    kind, subject = FORMATS[ending], asked.ranking.subject
    name = file_name(f"{PATH} {key}", (subject,), asked.context, day=tables.day, ending=ending)
    return attached(kind.write(tables), kind.media_type, name)


def _plan(asked: Asked) -> Chart:
    question, outcome, why = solved(asked)
    return plan(asked.context, question, outcome, why)


PARTS: dict[str, Callable[[Asked], Chart]] = {
    "people": lambda asked: people(asked.context, asked.ranking),
    "venues": lambda asked: venues(asked.context, asked.ranking, asked.view),
    "plan": _plan,
    "settings": lambda asked: settings(asked.context, asked.ranking, asked.view),
}
