"""A chart's picture without what a page adds to it: its links taken out, or a file of its own."""

from __future__ import annotations

import re

from charts import svg
from charts.headline import lead
from charts.model import Chart, Context
from charts.svg import Marks
from layers.palette import INK, PAPER
from layers.sheet import source_words
from pictures.lettering import block

MARGIN = 24
WIDTH = svg.WIDTH + 2 * MARGIN
_EMPTY_LINK = re.compile(r'<a href=""[^>]*>(.*?)</a>', re.DOTALL)
_ANY_LINK = re.compile(r"<a [^>]*>(.*?)</a>", re.DOTALL)
_HIT = re.compile(r'<path class="hit"[^>]*/>|<path class="hit"[^>]*></path>')
_FRAME = re.compile(r'<svg viewBox="0 0 (\d+) (\d+)"[^>]*>(.*)</svg>', re.DOTALL)
_HOOKS = re.compile(r' data-[a-z]+="[^"]*"')


class NoPictureError(ValueError):
    """A chart that is a table alone was asked for its picture."""


def without_empty_links(markup: str) -> str:
    """Markup whose links that lead nowhere are only what they held."""
    return _EMPTY_LINK.sub(lambda found: _held(found.group(1)), markup)


def _held(inside: str) -> str:
    """What a link held: marks of a picture stay together."""
    return f"<g>{inside}</g>" if inside.startswith("<") else inside


def still(chart: Chart) -> tuple[Marks, float]:
    """The marks of a chart's picture, and how tall it is. Raises NoPictureError without one."""
    found = _FRAME.search(str(chart.picture)) if chart.picture is not None else None
    if found is None:
        raise NoPictureError(f"The chart {chart.key} is a table and has no picture.")
    marks = _ANY_LINK.sub(r"<g>\1</g>", found.group(3))
    return Marks(_HOOKS.sub("", _HIT.sub("", marks))), float(found.group(2))


def chart_file(chart: Chart, context: Context, *, heading: str) -> str:
    """The chart as an SVG file: heading, title, finding, picture, source and date."""
    marks, tall = still(chart)
    said = (selected(chart, context), chart.sentence)
    above = [
        block(heading, svg.WIDTH, size=12, most=1, quiet=True),
        block(chart.title, svg.WIDTH, size=17, bold=True),
        *(block(one, svg.WIDTH, size=13) for one in said if one),
    ]
    source = sources(chart)
    below = [block(text, svg.WIDTH, size=11, quiet=True) for text in (*source, _owed(context))]
    drawn, top = [], float(MARGIN)
    for one in above:
        drawn.append(one.draw(MARGIN, top))
        top += one.height + 5
    drawn.append(svg.tag("g", marks, transform=f"translate({MARGIN} {top + 6:.0f})"))
    top += tall + 16
    for one in below:
        drawn.append(one.draw(MARGIN, top))
        top += one.height + 3
    height = round(top + MARGIN - 6)
    return svg.tag(
        "svg",
        svg.tag("title", text=chart.title),
        svg.tag("desc", text=" ".join(filter(None, (*said, *source)))),
        svg.tag("path", d=f"M0 0h{WIDTH}v{height}H0z", fill=PAPER),
        *drawn,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {WIDTH} {height}",
        width=WIDTH,
        height=height,
        role="img",
        font_family="system-ui, -apple-system, Segoe UI, Roboto, Arial, sans-serif",
        font_size=svg.SIZE,
        fill=INK,
    )


def selected(chart: Chart, context: Context) -> str:
    """What "the selection" is, where a chart stands alone; empty while everything is shown."""
    if context.selection.is_everything:
        return ""
    return lead(context, chart.indicators[0])


def sources(chart: Chart) -> tuple[str, ...]:
    """What the figures of a chart are taken from, with month of publication, and their period."""
    named = dict.fromkeys(source_words(one) for one in chart.indicators)
    periods = dict.fromkeys(one.period for one in chart.indicators)
    return (f"Source: {'; '.join(named)}.", f"Period: {'; '.join(periods)}.")


def _owed(context: Context) -> str:
    licences = dict.fromkeys(one.licence for one in context.store.catalogue.sources)
    return f"Licence: {'; '.join(licences)}."
