"""How the share of the group shown differs between deprivation quintiles.

Quintiles are those of the quintile filter: by its index and on its basis.
"""

from __future__ import annotations

import htpy as h

from charts.composition import share_cells, share_columns
from charts.estimates import Estimate
from charts.groups import compares, place_key, seam_note, selected_key
from charts.model import Chart, Column, Context, Table
from charts.msoas import NOTE
from charts.quintile_shares import ByQuintile, find_shares, slope_of
from charts.rows_picture import Look, Row, picture
from charts.scatter_points import colour_words
from charts.subjects import census_note, counted_as, instead, share_of
from charts.words import counted, noun
from geodata.catalogue import Indicator
from geodata.format import difference, number, percent, share_interval, signed
from geodata.stats import newcombe_difference
from layers.words import full_label

KEY = "by_quintile"
THEMES = ("ethnicity", "religion", "language", "households", "people", "vaccination")
ENDS = {1: "most deprived", 5: "least deprived"}


def by_quintile(context: Context) -> Chart:
    """The share of the group shown, by deprivation."""
    subject = share_of(context, *THEMES)
    found = find_shares(context, subject)
    return Chart(
        key=KEY,
        title=f"{full_label(subject)}, by deprivation",
        sentence=_sentence(context, found),
        picture=_picture(context, found),
        table=_table(context, found),
        indicators=(subject,),
        notes=(*_gap_notes(context, found), *_notes(context, subject)),
    )


def _notes(context: Context, subject: Indicator) -> tuple[str, ...]:
    slope = (
        "The slope index of inequality is the difference between the least and the most deprived "
        f"end of the line through all {noun(subject)}s, weighted by {counted_as(subject)}."
    )
    return (
        *instead(context, subject),
        f"Quintiles are {colour_words(context)}; 1 = most deprived, 5 = least deprived. They are "
        f"about {noun(subject)}s: not everybody in a deprived area is deprived.",
        *((NOTE,) if subject.level == "msoa" else ()),
        *((slope,) if subject.polarity != "neutral" else ()),
        *census_note(subject),
        *seam_note(context.store, context.store.catalogue.indicator(context.selection.filter.by)),
    )


def _sentence(context: Context, found: ByQuintile) -> str:
    if context.selection.is_empty:
        return f"No area is selected; the rings show {context.place} as a whole."
    partial = compares(context)
    each = found.chosen if partial else found.whole
    where = "the selection" if partial else context.place
    known = [(index, one) for index, one in enumerate(each, start=1) if one.known]
    if not known:
        return "No quintile of the selection has a value."
    if len(known) == 1:
        index, one = known[0]
        return (
            f"All of the selection is in quintile {_named(index)}: {percent(one.value)} of "
            f"{number(one.total)} {counted_as(found.subject)} "
            f"({share_interval(one.low, one.high)}); "
            f"{context.place} {percent(found.everyone.value)}."
        )
    return _gap(found.subject, known[0], known[-1], where)


def _named(index: int) -> str:
    return f"{index} ({ENDS[index]})" if index in ENDS else str(index)


def _gap(
    subject: Indicator, first: tuple[int, Estimate], last: tuple[int, Estimate], where: str
) -> str:
    """The shares at both ends, and how far they lie apart."""
    (low_at, a), (high_at, b) = first, last
    gap = 100 * (b.value - a.value)
    text = (
        f"{subject.label}, in {where}: {percent(a.value)} in quintile {_named(low_at)}, "
        f"{percent(b.value)} in quintile {_named(high_at)}."
    )
    apart = difference(100 * b.value, 100 * a.value)
    sign = "" if signed(gap) == apart.words else signed(gap)[:1]
    return f"{text} The gap is {sign}{apart.words} percentage points{apart.why}."


def points(gap: float) -> str:
    """A difference in percentage points, with its sign."""
    return f"{signed(gap)} percentage points"


def bounds(low: float, high: float) -> str:
    """Bounds of a difference, each with its sign."""
    return f"{signed(low)} to {signed(high)}"


def _gap_notes(context: Context, found: ByQuintile) -> tuple[str, ...]:
    """The interval of the gap in the sentence, and the gap by other definitions, each named."""
    subject, first, last = found.subject, found.whole[0], found.whole[-1]
    notes = []
    if first.known and last.known:
        gap = newcombe_difference(last.count, last.total, first.count, first.total)
        middle, low, high = (100 * float(one) for one in gap)
        notes.append(
            f"The gap is the share in the least deprived quintile less that in the most deprived, "
            f"from counts: in {context.place} {points(middle)} (95 % interval {bounds(low, high)}, "
            "Newcombe)."
        )
    if subject.polarity == "neutral":
        return tuple(notes)
    slope = slope_of(context.store, subject.key, context.selection.filter.by)
    return (
        *notes,
        f"Other definitions: over all {noun(subject)}s of {context.place} the slope index of "
        f"inequality is {points(slope.slope)} from the most to the least deprived end "
        f"(95 % interval {bounds(slope.slope_low, slope.slope_high)}).",
    )


def _picture(context: Context, found: ByQuintile) -> h.Renderable:
    split = compares(context)
    rows = [_row(context, found, index, split=split) for index in range(1, 6)]
    look = Look(
        panel=KEY,
        polarity="neutral",
        place=place_key(context, found.subject),
        selected=selected_key(context, found.subject) if split else "",
        line=found.everyone.value,
        line_name=context.place,
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
    words += percent(shown.value) if shown.known else "no area"
    words += f", {context.place} {percent(whole.value)}. " if split else ". "
    return Row(
        name=f"{index} {ENDS.get(index, '')}".strip(),
        below=counted(areas, noun(found.subject)),
        chosen=chosen if split else None,
        whole=whole,
        empty="no area" if not areas else "no value",
        href=context.href(q=tuple(str(one) for one in sorted(after)), area=()),
        words=words + ("Clear this quintile" if current else "Select this quintile"),
        current=current,
    )


def _table(context: Context, found: ByQuintile) -> Table:
    split = compares(context)
    compared = (
        Column("areas_selected", "Selected", numeric=True),
        *share_columns("selected", "Selected"),
    )
    columns = (
        Column("quintile", "Quintile"),
        *(compared if split else ()),
        Column("areas_all", f"{noun(found.subject)}s, {context.place}", numeric=True),
        *share_columns("all", context.place),
    )
    rows = [
        (
            _named(index + 1),
            *((found.chosen_areas[index], *share_cells(found.chosen[index])) if split else ()),
            found.whole_areas[index],
            *share_cells(found.whole[index]),
        )
        for index in range(5)
    ]
    everyone = (sum(found.whole_areas), *share_cells(found.everyone))
    rows.append((f"All of {context.place}", *((None,) * len(compared) if split else ()), *everyone))
    caption = f"{full_label(found.subject)} by {colour_words(context)}"
    return Table(columns, tuple(rows), caption)
