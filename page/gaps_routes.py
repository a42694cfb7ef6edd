"""The files of the page about inequality."""

from __future__ import annotations

from flask import Flask, Response, abort, request

from charts.download import FORMATS
from charts.file_about import Download
from charts.file_name import file_name
from page.downloads import today
from page.gaps import TABLES
from page.gaps_asked import PATH, read
from page.preview import as_asked, start_of
from page.shell import Site
from views.view import address_of


def register_gaps(server: Flask, site: Site) -> None:
    """Add the route."""

    @server.get(f"/{PATH}/<key>.<ending>")
    def gaps_file(key: str, ending: str) -> Response:
        words = site.explorer.words
        if ending not in ("csv", "xlsx") or key not in TABLES or not words.concerning:
            abort(404)
        asked = read(site, request.query_string.decode("utf-8", "replace"))
        chart = TABLES[key](asked)
        start = start_of(site.address, host=request.host_url, prefix=site.root)
        tables = Download(
            charts=(chart,),
            context=asked.context,
            view=address_of(f"{start}{PATH}", asked.query()),
            asked=as_asked(request.query_string),
            day=today(),
        )
        kind = FORMATS[ending]
        response = Response(kind.write(tables), content_type=kind.media_type)
        name = file_name(
            f"{PATH} {key}", chart.indicators, asked.context, day=tables.day, ending=ending
        )
        response.headers.set("Content-Disposition", "attachment", filename=name)
        return response
