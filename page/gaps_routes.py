"""The files and embeds of the page about inequality."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Flask, Response, abort, request

from callbacks.titles import name_of
from charts.download import FORMATS
from charts.file_name import file_name
from charts.model import Chart
from page.asked_files import tables_of
from page.downloads import attached, today
from page.embed_document import EmbedFiles
from page.embed_request import PATH as EMBED
from page.gaps import JUDGED, TABLES
from page.gaps_asked import PATH, Asked, read
from page.gaps_embed import gaps_embed, share_page
from page.pictures import MEDIA_TYPES
from page.shell import Page, Site, shell
from page.taken import start_here
from pictures.chart_file import NoPictureError, chart_file
from pictures.raster import png

TABLE_ENDINGS = ("csv", "xlsx")


def register_gaps(server: Flask, site: Site, files: EmbedFiles, *, origins: Sequence[str]) -> None:
    """Add the routes. `origins` are the pages that may embed."""

    @server.get(f"/{PATH}/<key>.<any(csv, xlsx, svg, png):ending>")
    def gaps_file(key: str, ending: str) -> Response:
        asked, chart = _part(site, key)
        content, media_type = _written(asked, chart, ending)
        name = file_name(
            f"{PATH} {key}", chart.indicators, asked.context, day=today(), ending=ending
        )
        return attached(content, media_type, name)

    @server.get(f"/{EMBED}/{PATH}/<key>")
    def gaps_embedded(key: str) -> str:
        asked, chart = _part(site, key)
        return gaps_embed(asked, key, chart, files, origins=origins)

    @server.get(f"/{PATH}/<key>/share")
    def gaps_shared(key: str) -> str:
        asked, chart = _part(site, key)
        body = share_page(asked, key, chart, start_here(site), origins=origins)
        return shell(site, Page("Embed a part of Gaps", body), current=PATH, indexed=False)


def _part(site: Site, key: str) -> tuple[Asked, Chart]:
    """What is asked for and the part of a key; not found where there is none."""
    words = site.explorer.words
    if key not in TABLES or not words.ranked or (key in JUDGED and not words.concerning):
        abort(404)
    asked = read(site, request.query_string.decode("utf-8", "replace"))
    if key == "apart" and not asked.view.groups:
        abort(404)
    return asked, TABLES[key](asked)


def _written(asked: Asked, chart: Chart, ending: str) -> tuple[bytes, str]:
    """A file of a part, and its media type."""
    if ending not in TABLE_ENDINGS:
        try:
            drawn = chart_file(chart, asked.context, heading=name_of(asked.context.store))
        except NoPictureError:
            abort(404)
        return (drawn.encode() if ending == "svg" else png(drawn, zoom=2)), MEDIA_TYPES[ending]
    kind = FORMATS[ending]
    return kind.write(tables_of(asked, chart)), kind.media_type
