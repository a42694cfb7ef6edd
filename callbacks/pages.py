"""The pages of tables that a view asks for: the nearest that there are, and their names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from charts.model import Chart
from charts.paging import last_page, page_of
from charts.registry import CHARTS
from charts.words import with_noun
from views.view import View


def with_nearest_pages(view: View, chart: Callable[[str], Chart]) -> tuple[View, tuple[str, ...]]:
    """The view with the last page of each table that ends before the one asked for.

    And a phrase for each of them; `chart` gives the chart of the view by its key.
    """
    found, beyond = {}, []
    for key, asked in view.pages.items():
        one = chart(key)
        every = len((one.listing or one.table).rows)
        found[key] = page_of(every, asked).number
        if found[key] < asked:
            pages = with_noun(last_page(every), "page")
            beyond.append(f"page={key}-{asked} (that table has {pages})")
    kept = tuple(f"{key}-{number}" for key, number in found.items() if number > 1)
    return (replace(view, page=kept) if beyond else view), tuple(beyond)


def page_names(view: View) -> dict[str, str]:
    """What the page of each table is called, by how a view says it."""
    parts = ((one, *one.rpartition("-")) for one in view.page)
    return {f"page={one}": f"{CHARTS[key].name}, page {page}" for one, key, _, page in parts}
