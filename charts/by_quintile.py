"""How the share of the group shown differs between deprivation quintiles.

Quintiles are those of the quintile filter: by its index and on its basis.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import htpy as h
import numpy as np

from charts.composition import share_cells, share_columns
from charts.estimates import Estimate, parts, together
from charts.groups import Array, compares, place_key, seam_note, selected_key
from charts.model import Chart, Column, Context, Table
from charts.msoas import NOTE, msoa_level, msoa_quintiles
from charts.rows_picture import Look, Row, picture
from charts.scatter_points import colour_words
from charts.subjects import census_note, counted_as, instead, share_of
from charts.words import counted, interval, noun, number, percent, signed
from geodata.catalogue import Indicator
from geodata.selection import quintiles
from geodata.stats import Slope, newcombe_difference, slope_index
from geodata.store import Store
from layers.words import full_label

KEY = "by_quintile"
THEMES = ("ethnicity", "religion", "language", "households", "people", "vaccination")
ENDS = {1: "most deprived", 5: "least deprived"}


@dataclass(frozen=True, eq=False)
class ByQuintile:
    """The share in each quintile, 1 to 5, of the selection and of the whole place."""

    subject: Indicator
    chosen: tuple[Estimate, ...]
    chosen_areas: tuple[int, ...]
    whole: tuple[Estimate, ...]
    whole_areas: tuple[int, ...]
    everyone: Estimate


def by_quintile(context: Context) -> Chart:
    """The share of the group shown, by deprivation."""
    subject = share_of(context, *THEMES)
    found = _found(context, subject)
    return Chart(
        key=KEY,
        title=f"{full_label(subject)}, by deprivation",
        sentence=_sentence(context, found),
        picture=_picture(context, found),
        table=_table(context, found),
        indicators=(subject,),
        notes=_notes(context, subject),
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


def _found(context: Context, subject: Indicator) -> ByQuintile:
    store, chosen = context.store, context.selection.filter
    whole, everyone = _whole(store, subject.key, chosen.by, chosen.basis)
    number_of = _classes(store, subject, by=chosen.by, basis=chosen.basis)
    level = store.level(subject.level, subject.vintage)
    members = store.members(context.selection.mask, level)
    masks = [members & (number_of == one) for one in range(1, 6)]
    return ByQuintile(
        subject=subject,
        chosen=tuple(together(store.values(subject.key), masks)),
        chosen_areas=tuple(int(mask.sum()) for mask in masks),
        whole=whole,
        whole_areas=tuple(int((number_of == one).sum()) for one in range(1, 6)),
        everyone=everyone,
    )


def _classes(store: Store, subject: Indicator, *, by: str, basis: str) -> Array:
    if subject.level == "msoa":
        return msoa_quintiles(store, by, basis)
    return _area_classes(store, by, basis)


@lru_cache(maxsize=32)
def _area_classes(store: Store, by: str, basis: str) -> Array:
    return quintiles(store, by=by, basis=basis)


@lru_cache(maxsize=256)
def _whole(store: Store, key: str, by: str, basis: str) -> tuple[tuple[Estimate, ...], Estimate]:
    """Each quintile of the whole place, and all of it; remembered."""
    values = store.values(key)
    number_of = _classes(store, values.indicator, by=by, basis=basis)
    masks = [number_of == one for one in range(1, 6)]
    *each, everyone = together(values, [*masks, np.ones(len(number_of), dtype=np.bool_)])
    return tuple(each), everyone


@lru_cache(maxsize=256)
def slope_of(store: Store, key: str, by: str) -> Slope:
    """The slope index of inequality of a share, in percentage points, over all its areas."""
    values = store.values(key)
    above, below = parts(values)
    rank = store.values(by)
    if values.indicator.level == "msoa":
        position = store.mean_rank(msoa_level(store), by)
    else:
        of_area = store.level(rank.indicator.level, rank.indicator.vintage).of_area
        position = np.where(rank.rank > 0, rank.rank, np.nan)[of_area]
    share = 100 * above / np.where(below > 0, below, np.nan)
    return slope_index(share, np.where(below > 0, below, np.nan), position)


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
            f"({interval(one.low, one.high)}); {context.place} {percent(found.everyone.value)}."
        )
    return f"{_gap(found.subject, known[0], known[-1], where)}{_slope_words(context, found)}"


def _named(index: int) -> str:
    return f"{index} ({ENDS[index]})" if index in ENDS else str(index)


def _gap(
    subject: Indicator, first: tuple[int, Estimate], last: tuple[int, Estimate], where: str
) -> str:
    """The shares at both ends, and their difference with Newcombe's interval."""
    (low_at, a), (high_at, b) = first, last
    gap, low, high = (
        100 * float(one) for one in newcombe_difference(b.count, b.total, a.count, a.total)
    )
    text = (
        f"{subject.label}, in {where}: {percent(a.value)} in quintile {_named(low_at)}, "
        f"{percent(b.value)} in quintile {_named(high_at)}"
    )
    if gap != gap or low != low:
        return f"{text}."
    return f"{text}; the difference is {points(gap)} (95 % interval {bounds(low, high)})."


def points(gap: float) -> str:
    """A difference in percentage points, with its sign."""
    return f"{signed(gap)} percentage points"


def bounds(low: float, high: float) -> str:
    """Bounds of a difference, each with its sign."""
    return f"{signed(low)} to {signed(high)}"


def _slope_words(context: Context, found: ByQuintile) -> str:
    """One sentence on the slope index, where more is good or bad."""
    subject = found.subject
    if subject.polarity == "neutral":
        return ""
    slope = slope_of(context.store, subject.key, context.selection.filter.by)
    return (
        f" Over all {noun(subject)}s of {context.place} the slope index of inequality is "
        f"{points(slope.slope)} from the most to the least deprived end "
        f"(95 % interval {bounds(slope.slope_low, slope.slope_high)})."
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
    columns = [
        Column("quintile", "Quintile"),
        Column("areas_selected", "Selected", numeric=True),
        *share_columns("selected", "Selected"),
        Column("areas_all", f"{noun(found.subject)}s, {context.place}", numeric=True),
        *share_columns("all", context.place),
    ]
    rows = [
        (
            _named(index + 1),
            found.chosen_areas[index],
            *share_cells(found.chosen[index]),
            found.whole_areas[index],
            *share_cells(found.whole[index]),
        )
        for index in range(5)
    ]
    everyone = (sum(found.whole_areas), *share_cells(found.everyone))
    rows.append((f"All of {context.place}", *((None,) * 6), *everyone))
    if not split:
        columns = [columns[0], *columns[7:]]
        rows = [(row[0], *row[7:]) for row in rows]
    caption = f"{full_label(found.subject)} by {colour_words(context)}"
    return Table(tuple(columns), tuple(rows), caption)
