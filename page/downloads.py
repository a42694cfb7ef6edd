"""Tables as files: `/download/areas.csv`, `/download/view.xlsx`, and what their columns hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from flask import Flask, Response, abort, request

from callbacks.answer import Answer, Explorer, canonical
from charts.download import FORMATS, WHOLE_AREA, WHOLE_VIEW, Format
from charts.file_about import Download
from charts.file_csvw import ENDING as DICTIONARY
from charts.file_csvw import MEDIA_TYPE
from charts.file_name import file_name
from charts.model import Chart
from charts.registry import CHARTS, PAGES, area_charts
from page.preview import as_asked, page_address, start_of
from page.shell import GAPS_PATH
from views.view import address_of


def today() -> date:
    """The day, as files and their names say it."""
    return datetime.now(UTC).date()


def register_downloads(server: Flask, explorer: Explorer, *, address: str, prefix: str) -> None:
    """Add the route. `address` is where the administrator says the site is, or empty."""

    @server.get("/download/<key>.<ending>")
    def download(key: str, ending: str) -> Response:
        key, _, more = key.partition(".")
        ending = f"{more}.{ending}" if more else ending
        kind = FORMATS.get(ending)
        if kind is None or key not in _keys(kind):
            abort(404)
        answer = explorer.answer(request.query_string.decode("utf-8", "replace"))
        charts = _charts(key, answer, explorer)
        if key in PAGES and not charts[0].table.rows:
            abort(404)
        start = start_of(address, host=request.host_url, prefix=prefix)
        tables = Download(
            charts=charts,
            context=answer.context,
            view=f"{start}{GAPS_PATH}/{key}"
            if key in PAGES
            else page_address(start, canonical(answer, explorer)),
            asked=as_asked(request.query_string),
            day=today(),
        )
        named = {
            WHOLE_VIEW: (answer.context.indicator,),
            WHOLE_AREA: (),
            **dict.fromkeys(PAGES, ()),
        }
        name = file_name(
            key,
            named.get(key, tables.chart.indicators),
            answer.context,
            day=tables.day,
            ending=ending,
        )
        response = attached(kind.write(tables), kind.media_type, name)
        if ending == "csv":
            about = address_of(f"{key}.{DICTIONARY}", tables.asked)
            response.headers["Link"] = f'<{about}>; rel="describedby"; type="{MEDIA_TYPE}"'
        return response


def attached(content: bytes, media_type: str, name: str) -> Response:
    """The answer that a browser saves as a file of that name."""
    response = Response(content, content_type=media_type)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _keys(kind: Format) -> tuple[str, ...]:
    charts = (key for key in (*CHARTS, *PAGES) if kind.holds(key))
    return (*charts, WHOLE_VIEW, WHOLE_AREA) if kind.several else tuple(charts)


def _charts(key: str, answer: Answer, explorer: Explorer) -> tuple[Chart, ...]:
    """The chart of a key; all that stand on the page for the whole view, or an area's page."""
    if key in PAGES:
        return (PAGES[key](answer.context),)
    wholes = {
        WHOLE_VIEW: (*explorer.panels(answer), "areas"),
        WHOLE_AREA: area_charts(explorer.store),
    }
    keys = wholes.get(key, (key,))
    return tuple(replace(explorer.chart(one, answer), key=one) for one in keys)
