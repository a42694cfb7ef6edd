"""A chart's picture as a file of its own, with what has to be said around it."""

from __future__ import annotations

from charts import svg
from charts.headline import lead
from charts.model import Chart, Context
from geodata.format import source_words
from layers.palette import INK, PAPER
from pictures.lettering import block

MARGIN = 24
WIDTH = svg.WIDTH + 2 * MARGIN


class NoPictureError(ValueError):
    """A chart that is a table alone was asked for its picture."""


def chart_file(chart: Chart, context: Context, *, heading: str) -> str:
    """The chart as an SVG file: heading, title, finding, picture, source and date.

    Raises NoPictureError for a table.
    """
    if chart.picture is None:
        raise NoPictureError(f"The chart {chart.key} is a table and has no picture.")
    said = (selected(chart, context), chart.sentence)
    above = [
        block(heading, svg.WIDTH, size=12, most=1, quiet=True),
        block(chart.title, svg.WIDTH, size=17, bold=True),
        *(block(one, svg.WIDTH, size=13) for one in said if one),
    ]
    source = sources(chart)
    below = [block(text, svg.WIDTH, size=11, quiet=True) for text in source]
    drawn, top = [], float(MARGIN)
    for one in above:
        drawn.append(one.draw(MARGIN, top))
        top += one.height + 5
    drawn.append(
        svg.tag("g", chart.picture.inside("file"), transform=f"translate({MARGIN} {top + 6:.0f})")
    )
    top += chart.picture.height + 16
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
    return lead(context, *chart.indicators[:1])


def sources(chart: Chart) -> tuple[str, ...]:
    """What the figures of a chart are taken from, with month of publication, period and licence."""
    named = dict.fromkeys(source_words(one) for one in chart.indicators)
    lists = [f"{one.publisher}. {one.title}" for one in chart.lists]
    periods = dict.fromkeys(one.period for one in chart.indicators)
    licences = dict.fromkeys(one.licence for one in chart.sources)
    return (
        f"Source: {'. '.join([*named, *lists])}.",
        *([f"Period: {'; '.join(periods)}."] if periods else []),
        f"Licence: {'; '.join(licences)}.",
    )
