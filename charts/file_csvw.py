"""The data dictionary of a CSV file: W3C's "Metadata Vocabulary for Tabular Data" (CSVW)."""

from __future__ import annotations

import json
from typing import Any

from charts.file_about import MARKS, PRECISION, Download, entries
from charts.file_fields import Field, about_fields, fields
from views.view import address_of

ENDING = "csv-metadata.json"
MEDIA_TYPE = "application/csvm+json"


def csvw_file(download: Download) -> bytes:
    """Title, publisher, licence and dates of a table, and what each of its columns holds."""
    chart, context = download.chart, download.context
    own = fields(chart)
    about = entries(chart, context, download.view)
    sources = tuple(dict.fromkeys(one.source for one in chart.indicators))
    found: dict[str, Any] = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": address_of(f"{chart.key}.csv", download.asked),
        "dc:title": chart.title,
        "dc:description": chart.sentence,
        "dc:publisher": list(dict.fromkeys(one.publisher for one in sources)),
        "dc:source": list(dict.fromkeys(f"{one.publisher}: {one.title}" for one in sources)),
        "dc:issued": list(dict.fromkeys(one.published for one in sources)),
        "dc:license": list(dict.fromkeys(one.licence for one in sources)),
        "dc:rights": list(dict.fromkeys(one.attribution for one in sources)),
        "dc:temporal": list(dict.fromkeys(one.period for one in chart.indicators)),
        "dc:spatial": [one.text for one in about if one.name in ("place", "filter")],
        "dc:relation": download.view,
        "rdfs:comment": [PRECISION, *(f"{word}: {text}" for word, text in MARKS.items())],
        "dialect": {"encoding": "utf-8", "lineTerminators": ["\r\n"], "header": True},
        "tableSchema": {"columns": [_column(one) for one in (*own, *about_fields(about, own, 0))]},
    }
    return json.dumps(found, ensure_ascii=False, indent=1).encode()


def _column(one: Field) -> dict[str, Any]:
    """A column; its titles are the heading row of the file, and the heading for people."""
    return {
        "name": one.name,
        "titles": list(dict.fromkeys((one.name, one.title))),
        "datatype": one.datatype,
        "dc:description": one.meaning,
        "null": "",
        "required": False,
    }
