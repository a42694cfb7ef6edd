"""Kinds of files of tables. Another kind is a module that writes it and one line in FORMATS."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import htpy as h

from charts.file_about import Download
from charts.file_csv import csv_file
from charts.file_csvw import ENDING as DICTIONARY
from charts.file_csvw import MEDIA_TYPE, csvw_file
from charts.file_geojson import MEDIA_TYPE as GEOJSON
from charts.file_geojson import geojson_file
from charts.file_xlsx import xlsx_file
from geodata.format import number
from views.view import address_of

# Stand for all tables of a view, or of the page of an area, where a chart's key could stand.
WHOLE_VIEW, WHOLE_AREA = "view", "area"


@dataclass(frozen=True)
class Format:
    """A kind of file: what its link says, its media type, and how tables become bytes.

    `several` says that it can hold more than one table. One that is not `offered` has no link
    beside the others. `only` are the keys of the charts that it is of, all when empty.
    """

    label: str
    media_type: str
    write: Callable[[Download], bytes]
    several: bool = False
    offered: bool = True
    only: tuple[str, ...] = ()

    def holds(self, key: str) -> bool:
        """Whether it is a kind of file of a chart's table."""
        return key in (self.only or (key,))

    def label_of(self, rows: int) -> str:
        """The label of a file of so many chosen rows: "Download the 3 chosen (CSV)"."""
        if not rows:
            return self.label
        chosen = "the chosen one" if rows == 1 else f"the {number(rows)} chosen"
        return self.label.replace("(", f"{chosen} (")


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

# By the ending of the file's name, in the order in which links to them stand.
FORMATS: dict[str, Format] = {
    "csv": Format("Download (CSV)", "text/csv; charset=utf-8", csv_file),
    "xlsx": Format("Download (XLSX)", XLSX, xlsx_file, several=True),
    "geojson": Format(
        "Download (GeoJSON)",
        GEOJSON,
        geojson_file,
        only=("areas", "small_areas", "benchmark"),
    ),
    DICTIONARY: Format("What each column holds (CSVW)", MEDIA_TYPE, csvw_file, offered=False),
}


def download_links(
    key: str,
    query: str,
    *,
    title: str = "",
    every: bool = False,
    rows: int = 0,
    root: str = "",
) -> list[h.Element]:
    """Links to a chart's table as a file of each kind, for the view of a query string.

    `title` is read out after each label, where several charts stand on a page. `every` kind has
    a link on request, those too that are not offered beside a chart. `rows` is how many are chosen,
    where the label is to say so: then only tables are offered. `root` leads from the page to the
    start of the site.
    """
    return [
        _link(f"{root}download/{key}.{ending}", query, one.label_of(rows), title)
        for ending, one in FORMATS.items()
        if (one.offered or every) and one.holds(key) and not (rows and one.only)
    ]


def whole_area_link(query: str, *, root: str = "") -> h.Renderable:
    """The link to all tables of the page of an area in one workbook."""
    return _link(f"{root}download/{WHOLE_AREA}.xlsx", query, "All tables of this page (XLSX)")


def whole_view_link(query: str) -> h.Renderable:
    """The link to all tables of a view in one workbook."""
    return _link(f"download/{WHOLE_VIEW}.xlsx", query, "All tables of this view (XLSX)")


def _link(path: str, query: str, label: str, title: str = "") -> h.Element:
    return h.a(".download", href=address_of(path, query), download=True)[
        label, title and h.span(".unseen")[f": {title}"]
    ]
