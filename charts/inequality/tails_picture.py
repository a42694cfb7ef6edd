"""Both tails of the ranking: areas and people in the most and the least deprived x per cent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from charts import scene, svg
from charts.findings import Finding
from charts.model import Chart, Column, Table
from charts.svg import Marks
from charts.words import areas_of, capital, joined, with_noun
from charts.writer import Writer
from geodata.catalogue import Indicator
from geodata.format import number, source_words
from geodata.polarisation import Tails
from layers.palette import INK
from layers.words import full_label

TOP, ROW, BARS = 62, 36, 76
LEFT, RIGHT = 180, svg.WIDTH - 180  # where bars start, to either side


@dataclass(frozen=True)
class TailsView:
    """A ladder of tails by an indicator of national ranks, and which of them is chosen.

    `hrefs`, where given, lead to the view that chooses each. `view` is the view's query string.
    """

    indicator: Indicator
    place: str
    steps: tuple[Tails, ...]
    chosen: int = 0
    hrefs: tuple[str, ...] = ()
    key: str = "tails"
    view: str = ""


def tails_chart(view: TailsView) -> Chart:
    """How many areas and people are in either tail, beside an average place of that size."""
    one, where = view.indicator, view.indicator.ranked_in
    return Chart(
        key=view.key,
        title=f"How many areas are among the {one.more}, and the {one.less}? {full_label(one)}",
        finding=_finding(view),
        picture=_picture(view),
        table=_table(view),
        indicators=(one,),
        notes=(
            f"The ends are those of all {number(one.total or 0)} areas of {where} in order of "
            "rank. An area is in the first 5% when its rank is no more than 5% of that number.",
            f"The line is what a place of this size would have if it were like {where}.",
            "The ranks are of areas: not everybody in a deprived area is deprived.",
        ),
    )


def tail_words(one: Tails) -> str:
    """Which part of the ranking a tail is: "5%", "1% to 5%"."""
    return f"{one.above}% to {one.cut}%" if one.above else f"{one.cut}%"


def _finding(view: TailsView) -> Finding:
    one, indicator = view.steps[view.chosen], view.indicator
    say, part = Writer(view.view, source_words(indicator)), tail_words(one)
    where = f"{part} by {indicator.key}"
    say.count(f"areas with a rank of {indicator.key}", "place", one.areas)
    areas, homes = [], []
    for end, (some, people) in zip((indicator.more, indicator.less), _ends(one), strict=True):
        areas.append(say.count(f"areas in the {end} {where}", "place", some) if some else "none")
        if some:
            held = say.count(f"people in the {end} {where}", "place", people)
            homes.append(f"{held} {'person' if people == 1 else 'people'} in the {end}")
    expected = number(one.expected_areas, 1)
    say.value(f"areas expected in a tail of {where}", "place", one.expected_areas, expected)
    home = f" They are home to {joined(homes)}." if homes else ""
    return say.finding(
        f"{capital(areas[0])} of {areas_of(indicator, one.areas)} "
        f"{'is' if one.most_areas < 2 else 'are'} among the {indicator.more} {part} of "
        f"{indicator.ranked_in}, {areas[1]} among the {indicator.less} {part}.{home} A place of "
        f"this size would on average have {expected} areas at each end."
    )


def _ends(one: Tails) -> tuple[tuple[int, int], tuple[int, int]]:
    """Areas and people in the most and in the least deprived tail."""
    return (one.most_areas, one.most_people), (one.least_areas, one.least_people)


def _picture(view: TailsView) -> scene.Picture:
    bottom = TOP + ROW * len(view.steps)
    scale = svg.Scale(0, _most(view.steps), 0, BARS)
    rows = (_row(view, at, scale) for at in range(len(view.steps)))
    return scene.picture(
        _key(view.indicator),
        svg.rule(LEFT, TOP, LEFT, bottom, strong=True),
        svg.rule(RIGHT, TOP, RIGHT, bottom, strong=True),
        *rows,
        height=bottom + 6,
        labelled_by=f"panel-{view.key}-title",
    )


def _most(steps: Sequence[Tails]) -> float:
    """The largest share of areas, of people or of the country in any tail; never 0."""
    return max(
        0.01, *(part for one in steps for part in (*_shares(one, 0), *_shares(one, 1), _part(one)))
    )


def _shares(one: Tails, end: int) -> tuple[float, float]:
    """Of the place's areas and people, the fractions in the most (0) or least (1) deprived tail."""
    areas, people = _ends(one)[end]
    return areas / max(one.areas, 1), people / max(one.people, 1)


def _part(one: Tails) -> float:
    return (one.cut - one.above) / 100


def _key(indicator: Indicator) -> Marks:
    small = svg.SMALL
    return svg.join(
        svg.bar(0, 5, 16, 9),
        svg.label(22, 14.5, "share of areas", size=small),
        svg.pale_bar(120, 5, 16, 9),
        svg.label(142, 14.5, "of people", size=small),
        svg.dashed(214, 2, 18),
        svg.label(221, 14.5, "in an average place of this size", size=small),
        svg.label(LEFT, 50, capital(indicator.more), anchor="end", bold=True),
        svg.label(RIGHT, 50, capital(indicator.less), bold=True),
    )


def _row(view: TailsView, at: int, scale: svg.Scale) -> scene.Link:
    one, y, current = view.steps[at], TOP + ROW * at, at == view.chosen
    marks = [
        svg.label(
            svg.WIDTH / 2, y + 22, tail_words(one), anchor="middle", bold=current, size=svg.SMALL
        )
    ]
    if current:
        frame = svg.box(LEFT + 3, y + 6, RIGHT - LEFT - 6, ROW - 12)
        marks.append(svg.tag("path", d=frame, fill="none", stroke=INK, stroke_width=1.5))
    for end, (areas, people) in enumerate(_ends(one)):
        edge, anchor = ((0, ""), (svg.WIDTH, "end"))[end]
        held = with_noun(people, "person", "people")
        marks += [
            *_bars(one, end, y=y, scale=scale),
            svg.label(edge, y + 16, with_noun(areas, "area"), anchor=anchor, bold=current),
            svg.label(edge, y + 30, held, anchor=anchor, quiet=True, size=svg.SMALL),
        ]
    href = view.hrefs[at] if view.hrefs else ""
    hit = (0, y, svg.WIDTH, ROW)
    return scene.link(href, *marks, words=_words(view.indicator, one), current=current, hit=hit)


def _bars(one: Tails, end: int, *, y: float, scale: svg.Scale) -> list[Marks]:
    """The bars of one tail, away from the middle, and the line of what is expected."""
    marks = []
    for top, height, draw, part in zip(
        (y + 7, y + 21), (11, 8), (svg.bar, svg.pale_bar), _shares(one, end), strict=True
    ):
        width = scale(part)
        marks.append(draw(RIGHT if end else LEFT - width, top, width, height))
    x = (RIGHT + scale(_part(one))) if end else (LEFT - scale(_part(one)))
    marks.append(svg.dashed(x, y + 4, y + ROW - 4))
    return marks


def _words(indicator: Indicator, one: Tails) -> str:
    ends = (
        f"{capital(end)} {tail_words(one)}: {with_noun(areas, 'area')}, "
        f"{with_noun(people, 'person', 'people')}."
        for end, (areas, people) in zip((indicator.more, indicator.less), _ends(one), strict=True)
    )
    return f"{' '.join(ends)} Expected: {number(one.expected_areas, 1)} areas. Choose this cut"


def _table(view: TailsView) -> Table:
    more, less = (capital(end) for end in (view.indicator.more, view.indicator.less))
    columns = [
        Column("part", "Part of the ranking"),
        Column("over_percent", "Over, %", numeric=True, shown="download", decimals=0),
        Column("to_percent", "Up to, %", numeric=True, shown="download", decimals=0),
    ]
    for key, end in (("most", more), ("least", less)):
        columns += [
            Column(f"{key}_areas", f"{end}, areas", numeric=True, decimals=0),
            Column(f"{key}_areas_percent", f"{end}, areas, %", numeric=True),
            Column(f"{key}_people", f"{end}, people", numeric=True, decimals=0),
            Column(f"{key}_people_percent", f"{end}, people, %", numeric=True),
        ]
    columns += [
        Column("expected_areas", "Expected, areas", numeric=True),
        Column("expected_people", "Expected, people", numeric=True, decimals=0),
    ]
    rows = tuple(
        (
            tail_words(one),
            one.above,
            one.cut,
            *_cells(one, 0),
            *_cells(one, 1),
            one.expected_areas,
            one.expected_people,
        )
        for one in view.steps
    )
    caption = f"Areas of {view.place} at both ends of the ranking, {full_label(view.indicator)}"
    return Table(tuple(columns), rows, caption)


def _cells(one: Tails, end: int) -> tuple[int, float, int, float]:
    (areas, people), (of_areas, of_people) = _ends(one)[end], _shares(one, end)
    return areas, 100 * of_areas, people, 100 * of_people
