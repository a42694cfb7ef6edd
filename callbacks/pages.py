"""The pages of tables that a view asks for: the nearest that there are, and their names."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Protocol, TypeVar

from charts.model import Chart, Context
from charts.paging import last_page, page_of
from charts.registry import CHARTS, LIST
from charts.words import with_noun
from views.view import View


class Paged(Protocol):
    """A view whose tables have pages: those beyond their first, by chart."""

    @property
    def pages(self) -> Mapping[str, int]: ...


V = TypeVar("V", bound=Paged)


def charts_of(context: Context, key: str) -> Sequence[Chart]:
    """A chart of a view; the list of areas for each of two figures that share an embed's page."""
    second = context.second if key == LIST else None
    contexts = [context, *([replace(context, indicator=second)] if second else [])]
    return [CHARTS[key](one) for one in contexts]


def with_nearest_pages(
    view: V, charts: Callable[[str], Sequence[Chart]]
) -> tuple[V, tuple[str, ...]]:
    """The view with the last page of each table that ends before the one asked for.

    And a phrase for each of them; `charts` gives by their key those of the view that are paged
    together: the longest decides.
    """
    found, beyond = {}, []
    for key, asked in view.pages.items():
        every = max(len((one.listing or one.table).rows) for one in charts(key))
        found[key] = page_of(every, asked).number
        if found[key] < asked:
            pages = with_noun(last_page(every), "page")
            beyond.append(f"page={key}-{asked} (that table has {pages})")
    if not beyond:
        return view, ()
    kept = tuple(f"{key}-{number}" for key, number in found.items() if number > 1)
    return replace(view, page=kept), tuple(beyond)  # type: ignore[type-var]


def page_names(view: View) -> dict[str, str]:
    """What the page of each table is called, by how a view says it."""
    return {
        f"page={key}-{number}": f"{CHARTS[key].name}, page {number}"
        for key, number in view.pages.items()
    }
