"""A table as HTML: the first rows unless all are asked for, numbers aligned, rows that lead on."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import htpy as h
from markupsafe import Markup

from charts.cells import cell_words
from charts.made_rows import is_filled
from charts.model import Chart, Column, Context, Link, Table
from charts.paging import Page, page_links, page_of
from charts.places import row_places
from geodata.format import number

FIRST = 20
FIRST_BEHIND = 10


def html_table(
    chart: Chart,
    context: Context,
    table: Table | None = None,
    *,
    whole: bool = False,
    shortens: bool = True,
) -> h.Renderable:
    """A chart's table, or another of its tables, with the links that show the rest of it.

    The `whole` table has every row and needs no link; all rows of any other come by pages. One
    that never `shortens` has no way back to its first rows.
    """
    table = table or chart.table
    page = page_of(len(table.rows), context.pages.get(chart.key, 1))
    start = f"rows-{chart.key}-{context.indicator.key}"
    paged = not whole and context.rows == "all"
    ways = page_links(chart, context, page, to=start) if paged else []
    shown = [index for index, one in enumerate(table.columns) if _shown(table, index, one)]
    heads = "".join(_heading(table, index) for index in shown)
    place = row_places(table, classes=bool(chart.classes))
    numbers = range(len(table.rows)) if whole else _numbers(table, context, first_rows(chart), page)
    body = "".join(_row(table, one, shown, place(one)) for one in numbers)
    return h.div(".table")[
        ways
        and h.nav(".switch", id=start, aria_label=f"Pages of the table: {chart.title}")[
            h.span[page.sentence], ways
        ],
        h.div(".scroll", tabindex="0", role="region", aria_label=f"Table: {chart.title}")[
            h.table[
                h.caption[table.caption],
                Markup(f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody>"),
            ]
        ],
        None if whole else _rest(table, context, first_rows(chart), page, shortens=shortens),
        ways and h.p(".switch")[ways],
    ]


def _numbers(table: Table, context: Context, first: int, page: Page) -> Sequence[int]:
    """The rows of a page where all are asked for; else the first ones and those that are chosen."""
    if context.rows == "all":
        return page.rows
    return sorted({*range(min(first, len(table.rows))), *table.chosen})


def _shown(table: Table, index: int, column: Column) -> bool:
    if column.shown == "when filled":
        return is_filled(table.rows, index)
    return column.shown == "always"


def _heading(table: Table, index: int) -> str:
    column, order = table.columns[index], table.order(index) if table.order else None
    css = ' class="n"' if column.numeric else ""
    text = escape(column.label)
    if order is None:
        return f'<th scope="col"{css}>{text}</th>'
    now = f' aria-sort="{order.now}"' if order.now else ""
    link = f'<a href="{escape(order.href)}" rel="nofollow">{text}</a>' if order.href else text
    return f'<th scope="col"{css}{now}>{link}</th>'


def _row(table: Table, number: int, shown: list[int], place: str) -> str:
    row, cells = table.rows[number], []
    name = next((index for index in shown if not table.columns[index].numeric), shown[0])
    for index in shown:
        text = escape(cell_words(table, row, index))
        if index == name:
            link = table.link(number) if table.link else None
            cells.append(f'<th scope="row">{_linked(text, link)}</th>')
        elif table.columns[index].numeric:
            cells.append(f'<td class="n">{text}</td>')
        else:
            cells.append(f"<td>{text}</td>")
    of = f' data-of="{escape(place)}"' if place else ""
    return f"<tr{of}>{''.join(cells)}</tr>"


def _linked(text: str, link: Link | None) -> str:
    if link is None or not link.href:
        return text
    current = ' aria-current="true"' if link.current else ""
    return f'<a href="{escape(link.href)}" rel="nofollow"{current}>{text}</a>'


def first_rows(chart: Chart) -> int:
    """How many rows are shown at first: fewer where a picture already shows them all."""
    return FIRST if chart.picture is None else FIRST_BEHIND


def _rest(table: Table, context: Context, first: int, page: Page, *, shortens: bool) -> h.Node:
    """Which rows of how many are shown, on paper too, and the way to others."""
    if len(table.rows) <= first:
        return None
    count = number(len(table.rows))
    if context.rows == "all" and not shortens:
        return page.sentence and h.p(".more")[page.sentence]
    if context.rows == "all":
        words, href = f"Show the first {first} rows", context.href(rows="first")
        fewer = h.a(href=href, rel="nofollow")[words] if href else words
        return h.p(".more")[page.sentence and f"{page.sentence} ", fewer]
    words, href = f"Show all {count} rows{page.share}", context.href(rows="all")
    more = " and those chosen" if any(row >= first for row in table.chosen) else ""
    return h.p(".more")[
        f"First {first} of {count} rows{more}. ",
        h.a(href=href, rel="nofollow")[words] if href else words,
    ]
