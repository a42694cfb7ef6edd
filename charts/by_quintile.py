"""How the share of the group shown differs between deprivation quintiles.

Quintiles are those of the quintile filter: by its index and on its basis.
"""

from __future__ import annotations

from math import nan

from charts import scene
from charts.columns import value_cells, value_columns
from charts.estimates import Estimate
from charts.findings import Figure, Finding, Where
from charts.findings import figure_of as figure_in
from charts.groups import compares, place_key, seam_note, selected_key
from charts.model import Chart, Column, Context, Table
from charts.msoas import quintile_note
from charts.quintile_shares import ByQuintile, find_shares, slope_of
from charts.rows_picture import Look, Row, picture
from charts.scatter_points import colour_words
from charts.subjects import absent_note, census_note, denominator_words, figure_of
from charts.words import noun, with_noun
from geodata.aggregate import method
from geodata.catalogue import Indicator
from geodata.format import Difference, decimals_of, difference, number, signed, with_sign
from geodata.stats import newcombe_difference
from layers.words import full_label

KEY = "by_quintile"
THEMES = ("ethnicity", "religion", "language", "households", "people", "vaccination")
ENDS = {1: "most deprived", 5: "least deprived"}


def by_quintile(context: Context) -> Chart:
    """The share of the group shown, by deprivation."""
    subject = figure_of(context, *THEMES)
    found = find_shares(context, subject)
    return Chart(
        key=KEY,
        title=f"{full_label(subject)}, by deprivation",
        finding=_finding(context, found),
        picture=_picture(context, found),
        table=_table(context, found),
        indicators=(subject,),
        notes=_notes(context, found),
    )


def _notes(context: Context, found: ByQuintile) -> tuple[str, ...]:
    subject = found.subject
    return (
        *absent_note(context, subject),
        f"Quintiles are {colour_words(context)}; 1 = most deprived, 5 = least deprived. They are "
        f"about {noun(subject)}s: not everybody in a deprived area is deprived.",
        f"A quintile's figure is {method(subject, f'its {noun(subject)}s')}.",
        *((quintile_note(context.store),) if subject.level == "msoa" else ()),
        *_other_definitions(context, subject),
        *census_note(subject),
        *seam_note(context.store, context.store.catalogue.indicator(context.selection.filter.by)),
    )


def _other_definitions(context: Context, subject: Indicator) -> tuple[str, ...]:
    """Other measures of the gap, each by its name, where more is good or bad."""
    if subject.polarity == "neutral" or subject.kind.is_rank:
        return ()
    slope = slope_of(context.store, subject.key, context.selection.filter.by)
    if slope is None:
        return ()
    low, high = bounds(slope.slope_low, slope.slope_high).split(" to ")
    return (
        "Other definitions. Slope index of inequality: "
        f"{signed(slope.slope)} {unit_of_difference(subject)} from the most to the least deprived "
        f"end (95 % interval {low} to {high}). It is the rise of the line through all "
        f"{noun(subject)}s of {context.place}, whatever is selected.",
    )


def _finding(context: Context, found: ByQuintile) -> Finding:
    """The gap between the ends, or the one quintile that the selection is in."""
    subject = found.subject
    where: Where = "selection" if compares(context) else "place"
    each = found.chosen if compares(context) else found.whole
    known = [one for one in each if one.known]
    figure = None
    if len(known) > 1:
        middle, low, high = gap(subject, known[0], known[-1])
        figure = Figure(
            concept=f"gap of {subject.key}",
            where=where,
            text=gap_words(subject, known[0], known[-1]).words,
            value=middle,
            low=low,
            high=high,
            bounds=f"95 % interval {bounds(low, high)}" if low == low else "",
            method="the least less the most deprived quintile, from counts added up",
        )
    return Finding(
        _sentence(context, found),
        figure=figure,
        reference=figure_in(subject, found.everyone, "place"),
        source=subject.source.title,
        view=context.href(),
    )


def _sentence(context: Context, found: ByQuintile) -> str:
    if context.selection.is_empty:
        return f"No area is selected; the rings show {context.place} as a whole."
    partial, subject = compares(context), found.subject
    each = found.chosen if partial else found.whole
    where = "the selection" if partial else context.place
    known = [(index, one) for index, one in enumerate(each, start=1) if one.known]
    if not known:
        return "No quintile of the selection has a value."
    if len(known) == 1:
        index, one = known[0]
        of = f" of {number(one.total)} {denominator_words(subject)}" if subject.has_parts else ""
        return (
            f"All of the selection is in quintile {_named(index)}: "
            f"{with_sign(subject, one.value)}{of}. "
            f"{context.place} has {with_sign(subject, found.everyone.value)}."
        )
    return _gap_words(subject, known[0], known[-1], where)


def _named(index: int) -> str:
    return f"{index} ({ENDS[index]})" if index in ENDS else str(index)


def gap(subject: Indicator, most: Estimate, least: Estimate) -> tuple[float, float, float]:
    """Least less most deprived in the indicator's unit: difference, low, high.

    Shares of counts have Newcombe's interval, other kinds none (nan).
    """
    if not (subject.kind.is_share and subject.has_parts):
        return least.value - most.value, nan, nan
    found = newcombe_difference(least.count, least.total, most.count, most.total)
    middle, low, high = (100 * float(one) for one in found)
    return middle, low, high


def gap_words(subject: Indicator, most: Estimate, least: Estimate) -> Difference:
    """The gap as it is printed, in agreement with the values printed beside it."""
    digits = decimals_of(subject, least.value)
    return difference(least.value, most.value, digits, with_sign=True)


def unit_of_difference(subject: Indicator) -> str:
    """The unit of a difference between two values: points for shares."""
    return "percentage points" if subject.kind.is_share else subject.unit


def _gap_words(
    subject: Indicator, first: tuple[int, Estimate], last: tuple[int, Estimate], where: str
) -> str:
    """The figures at both ends, and the gap between them."""
    (low_at, a), (high_at, b) = first, last
    middle = gap(subject, a, b)[0]
    text = (
        f"{subject.label}, in {where}: {with_sign(subject, a.value)} in quintile "
        f"{_named(low_at)}, {with_sign(subject, b.value)} in quintile {_named(high_at)}"
    )
    if middle != middle:
        return f"{text}."
    step = gap_words(subject, a, b)
    return f"{text}. The gap is {step.in_unit(unit_of_difference(subject))}."


def bounds(low: float, high: float) -> str:
    """Bounds of a difference, each with its sign."""
    return f"{signed(low)} to {signed(high)}"


def _picture(context: Context, found: ByQuintile) -> scene.Picture:
    split = compares(context)
    rows = [_row(context, found, index, split=split) for index in range(1, 6)]
    look = Look(
        panel=KEY,
        polarity="neutral",
        place=place_key(context, found.subject),
        selected=selected_key(context, found.subject) if split else "",
        line=found.everyone.value,
        line_name=context.place,
        indicator=found.subject,
    )
    return picture(rows, look)


def _row(context: Context, found: ByQuintile, index: int, *, split: bool) -> Row:
    chosen, whole = found.chosen[index - 1], found.whole[index - 1]
    areas = (found.chosen_areas if split else found.whole_areas)[index - 1]
    asked = context.selection.filter
    current = not asked.picked and index in asked.quintiles
    after = (
        {one for one in asked.quintiles if one != index} if current else {*asked.quintiles, index}
    )
    shown = chosen if split else whole
    words = f"Quintile {_named(index)}: "
    words += with_sign(found.subject, shown.value) if shown.known else "no area"
    words += f", {context.place} {_value_words(found.subject, whole)}. " if split else ". "
    return Row(
        name=f"{index} {ENDS.get(index, '')}".strip(),
        below=with_noun(areas, noun(found.subject)),
        chosen=chosen if split else None,
        whole=whole,
        empty="no area" if not areas else "no value",
        href=context.href(q=tuple(str(one) for one in sorted(after)), area=()),
        words=words + ("Clear this quintile" if current else "Select this quintile"),
        current=current,
    )


def _value_words(subject: Indicator, one: Estimate) -> str:
    return with_sign(subject, one.value) if one.known else "no figure"


def _table(context: Context, found: ByQuintile) -> Table:
    split = compares(context)
    compared = (
        Column("areas_selected", "Selected", numeric=True),
        *value_columns(found.subject, "selected", "Selected"),
    )
    columns = (
        Column("quintile", "Quintile"),
        Column("quintile_number", "Quintile, number", numeric=True, shown="download"),
        *(compared if split else ()),
        Column("areas_all", f"{noun(found.subject)}s, {context.place}", numeric=True),
        *value_columns(found.subject, "all", context.place),
    )

    rows = [
        (
            _named(index + 1),
            index + 1,
            *(
                (found.chosen_areas[index], *value_cells(found.subject, found.chosen[index]))
                if split
                else ()
            ),
            found.whole_areas[index],
            *value_cells(found.subject, found.whole[index]),
        )
        for index in range(5)
    ]
    everyone = (sum(found.whole_areas), *value_cells(found.subject, found.everyone))
    apart = (None,) * len(compared) if split else ()
    rows.append((f"All of {context.place}", None, *apart, *everyone))
    caption = f"{full_label(found.subject)} by {colour_words(context)}"
    return Table(columns, tuple(rows), caption)
