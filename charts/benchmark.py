"""How an area compares: each figure of its profile among those of the areas of its level."""

from __future__ import annotations

from dataclasses import replace

from charts.absent import absent
from charts.benchmark_picture import picture
from charts.columns import number_or_none
from charts.comparison import RULE
from charts.findings import Finding
from charts.groups import compares
from charts.model import Cell, Chart, Column, Context, Table
from charts.profile import Row, area_name, basis_words, rows, spread_words
from charts.words import COUNTRY, best_fit, capital, fits, joined, noun
from charts.writer import Writer
from geodata.aggregate import method
from layers.words import full_label

KEY = "benchmark"


def benchmark(context: Context) -> Chart:
    """The figures of a profile, a row each, with the spread of the areas of the same level."""
    if context.selection.is_empty:
        nothing = absent(context, "No area is selected, so there is nothing to compare.")
        return replace(nothing, key=KEY)
    found, name = rows(context), area_name(context)
    title = f"How does {name} compare with {context.place}?"
    if not compares(context):
        title = f"How far apart are the parts of {context.place}?"
    return Chart(
        key=KEY,
        title=title,
        finding=_finding(context, found),
        picture=picture(context, found),
        table=table(context, found),
        indicators=tuple(row.indicator for row in found),
        notes=_notes(context, found),
    )


def _finding(context: Context, found: tuple[Row, ...]) -> Finding:
    """How many of the figures that can be tested differ, and which way."""
    say = Writer(context.href())
    if not compares(context):
        return say.finding(
            f"Each strip runs from the lowest to the highest part of {context.place}."
        )
    words = [row.word for row in found if row.word]
    if not words:
        return say.finding(f"No figure of {area_name(context)} can be tested against the whole.")
    ways = [
        f"{say.count(f'figures that are {word}', 'selection', words.count(word))} {word}"
        for word in ("worse", "better", "higher", "lower", "similar")
        if word in words
    ]
    every = say.count("figures tested", "selection", len(words))
    start = f"Of {every} tested figures of {area_name(context)}"
    ends = f", beside {context.place}: {joined(ways)}."
    return say.finding(f"{start if fits(start + ends) else f'Of {every} tested figures'}{ends}")


def _notes(context: Context, found: tuple[Row, ...]) -> tuple[str, ...]:
    """How to read the strips, what was tested, and what figures of neighbourhoods are made of."""
    ranks = next((row.indicator for row in found if row.indicator.kind.is_rank), None)
    unsure = [row.indicator.short_label for row in found if row.indicator.indicative]
    larger = next((row for row in found if row.basis.how != "its own"), None)
    notes = [
        "A strip runs from the lowest to the highest area of the level; its dark part holds the "
        "middle half of them. What is of concern lies at the left.",
        capital(RULE.format(first="better, worse, higher", last="lower", place=context.place)),
    ]
    if ranks is not None:
        notes.append(
            f"A rank is {method(ranks)}. It has no interval and is not tested. {COUNTRY}'s is the "
            "middle rank, by definition."
        )
    if unsure:
        said = "indicative. No interval is published, so no area is called different."
        notes.append(f"{joined(unsure)}: {said}")
    if larger is not None:
        nouns = f"{noun(larger.indicator)}s"
        notes.append(
            f"Figures of {nouns} are of those with more than half of their people in the area, "
            "whole. Nothing is divided. An area that covers none takes the one it lies in."
        )
    return (*notes, best_fit())


def table(context: Context, found: tuple[Row, ...]) -> Table:
    """All numbers of the rows: area, interval, word, parts, the whole place, areas of the level."""
    national = any(row.national == row.national for row in found)
    columns = (
        Column("figure_key", "Key of the figure", shown="download"),
        Column("figure", "Figure"),
        Column("unit", "Unit"),
        _number("here_value", "Here"),
        _number("here_low", "95% low", meaning="Lower end of the 95% interval."),
        _number("here_high", "95% high", meaning="Upper end of the 95% interval."),
        Column("comparison", "Compared", meaning="The tested word; empty where nothing is tested."),
        _number("place_value", context.place),
        *([_number("national_value", COUNTRY)] if national else []),
        Column("here_numerator", "Number here", numeric=True),
        Column("here_denominator", "Out of", numeric=True),
        Column("figure_share_of", "Share of", shown="download"),
        Column("made_of", "Made of", shown="when filled"),
        Column("left_out", "Areas without a figure", numeric=True, shown="download"),
        Column("among", "Set among"),
        Column("among_count", "Areas set among", numeric=True, shown="download"),
        _number("among_low", "Lowest of them"),
        _number("among_high", "Highest of them"),
        Column("figure_period", "Period"),
        Column("status", "Why there is no figure", shown="when filled"),
    )
    return Table(
        columns,
        tuple(_cells(row, national=national) for row in found),
        f"Figures of {area_name(context)} beside {context.place}",
        figures={row.indicator.key: row.indicator for row in found},
    )


def _number(key: str, label: str, *, meaning: str = "") -> Column:
    return Column(key, label, numeric=True, by_row=True, meaning=meaning)


def _cells(row: Row, *, national: bool) -> tuple[Cell, ...]:
    one, here, known = row.indicator, row.here, row.known
    parts: tuple[Cell, ...] = (
        (here.count, here.total) if here.known and here.total else (None, None)
    )
    return (
        one.key,
        full_label(one),
        one.unit,
        *(number_or_none(x) for x in (here.value, here.low, here.high)),
        row.word,
        number_or_none(row.whole.value),
        *([number_or_none(row.national)] if national else []),
        *parts,
        one.denominator_label if one.has_parts else "",
        basis_words(row),
        row.left_out,
        spread_words(row),
        len(known),
        *(float(end) if known.size else None for end in _ends(row)),
        one.period,
        row.why,
    )


def _ends(row: Row) -> tuple[float, float]:
    return (row.known.min(), row.known.max()) if row.known.size else (0.0, 0.0)
