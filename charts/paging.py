"""The pages of a long table: which rows stand on one, and the links from it to the others."""

from __future__ import annotations

from dataclasses import dataclass

import htpy as h

from charts.model import Chart, Context
from geodata.format import number
from views.vocabulary import ROWS_A_PAGE


@dataclass(frozen=True)
class Page:
    """One page of a table of so many rows, by its number from 1; of none there is one page."""

    number: int
    every: int

    @property
    def rows(self) -> range:
        """The rows on it, by their index."""
        start = (self.number - 1) * ROWS_A_PAGE
        return range(start, min(start + ROWS_A_PAGE, self.every))

    @property
    def words(self) -> str:
        """Its rows as they are counted: "rows 501 to 1,000"."""
        return f"rows {number(self.rows.start + 1)} to {number(self.rows.stop)}"

    @property
    def sentence(self) -> str:
        """The same of how many; "" of a table that has one page."""
        return f"{self.words.capitalize()} of {number(self.every)}." if self.share else ""

    @property
    def share(self) -> str:
        """How many rows come at once, to follow the number of all; "" of a table of one page."""
        return f", {number(ROWS_A_PAGE)} a page" if last_page(self.every) > 1 else ""


def last_page(every: int) -> int:
    """The number of the last page of a table of so many rows."""
    return max(-(-every // ROWS_A_PAGE), 1)


def page_of(every: int, chosen: int) -> Page:
    """The page of that number, or the nearest that there is."""
    return Page(min(max(chosen, 1), last_page(every)), every)


def page_links(chart: Chart, context: Context, page: Page, *, to: str) -> list[h.Renderable]:
    """The ways from a page to others; none of a table that has one.

    `to` is the id of the place where a reader goes on. What leads nowhere keeps its place, and the
    focus of whoever came by it.
    """
    last, now = last_page(page.every), page.number
    others = {"First": 1, "Previous": max(now - 1, 1), "Next": min(now + 1, last), "Last": last}
    if last == 1:
        return []
    return [
        _way(word, Page(at, page.every), (at != now and _address(context, chart, at)) or "", to)
        for word, at in others.items()
    ]


def _way(word: str, page: Page, href: str, to: str) -> h.Renderable:
    if not href:
        return h.a(role="link", aria_disabled="true", tabindex="-1")[word]
    unseen = h.span(".unseen")[f": {page.words}"]
    return h.a(href=f"{href}#{to}", rel="nofollow")[word, unseen]


def _address(context: Context, chart: Chart, number: int) -> str:
    """The view in which a chart's table is at a page, and all others where they are."""
    pages = {**context.pages, chart.key: number}
    return context.href(page=tuple(sorted(f"{key}-{at}" for key, at in pages.items() if at > 1)))
