"""Tables of a page with a view of its own, as they go into files."""

from __future__ import annotations

from typing import Any

from flask import request

from charts.file_about import Download
from charts.model import Chart
from page.asked import Asked
from page.downloads import today
from page.preview import as_asked
from page.taken import start_here
from views.view import address_of


def tables_of(asked: Asked[Any], *charts: Chart) -> Download:
    """What a file of some tables is made of, for the present request."""
    return Download(
        charts=charts,
        context=asked.context,
        view=address_of(f"{start_here(asked.site)}{asked.path}", asked.query()),
        asked=as_asked(request.query_string),
        day=today(),
    )
