"""The routes beside the page that plans outreach: news of a plan, the call sheet, its files."""

from __future__ import annotations

from flask import Flask, Response, abort, request

from charts.download import FORMATS
from charts.file_about import Download
from charts.file_name import file_name
from charts.model import Chart
from charts.reach.people import people
from charts.reach.plan import plan
from charts.reach.settings import settings
from charts.reach.venues import venues
from page.area_sheet import Taken
from page.downloads import today
from page.preview import as_asked, start_of
from page.reach_asked import PATH, Asked, read
from page.reach_plan import news, solved
from page.reach_sheet import sheet
from page.robots import is_start
from page.shell import Page, Site, shell
from views.view import address_of

TABLES = {"people": ("people",), "venues": ("venues",), "plan": ("plan",)}
WHOLE = "sheet"
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
        page = Page("Call sheet", sheet(asked, solved(asked), _taken(site)))
        return Response(
            shell(site, page, current=PATH, indexed=is_start(request, page.status)),
            status=page.status,
        )

    @server.get(f"/{PATH}/<key>.<ending>")
    def reach_file(key: str, ending: str) -> Response:
        if ending not in ("csv", "xlsx") or key not in (*TABLES, WHOLE):
            abort(404)
        if key == WHOLE and ending == "csv":
            abort(404)
        return _file(_asked(site), key, ending)


def _asked(site: Site) -> Asked:
    if not site.explorer.words.uptakes:
        abort(404)
    return read(site, request.query_string.decode("utf-8", "replace"))


def _taken(site: Site) -> Taken:
    start = start_of(site.address, host=request.host_url, prefix=site.root)
    return Taken(start, today().isoformat())


def _file(asked: Asked, key: str, ending: str) -> Response:
    start = start_of(asked.site.address, host=request.host_url, prefix=asked.site.root)
    tables = Download(
        charts=_charts(asked, key),
        context=asked.context,
        view=address_of(f"{start}{PATH}", asked.query()),
        asked=as_asked(request.query_string),
        day=today(),
    )
    kind = FORMATS[ending]
    response = Response(kind.write(tables), content_type=kind.media_type)
    name = file_name(
        f"{PATH} {key}", (asked.ranking.subject,), asked.context, day=tables.day, ending=ending
    )
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _charts(asked: Asked, key: str) -> tuple[Chart, ...]:
    """The tables of a file; the call sheet has all of them, its settings first."""
    made = {
        "people": lambda: people(asked.context, asked.ranking),
        "venues": lambda: venues(asked.context, asked.ranking, asked.view),
        "plan": lambda: _plan(asked),
        "settings": lambda: settings(asked.context, asked.ranking, asked.view),
    }
    keys = TABLES.get(key, ("settings", "people", "plan", "venues"))
    return tuple(made[one]() for one in keys)


def _plan(asked: Asked) -> Chart:
    question, outcome, why = solved(asked)
    return plan(asked.context, question, outcome, why)
