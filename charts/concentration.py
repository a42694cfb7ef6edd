"""Where the people of a group live: how much of the group each ward holds, most first."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from charts.columns import number_or_none, share_cells, share_columns, ward_cells, ward_columns
from charts.concentration_picture import picture
from charts.divisions import WARDS
from charts.estimates import Estimate, estimates, parts
from charts.findings import Finding
from charts.groups import Array, compares, seam_note, selected_in
from charts.model import WARD_SELECTED, Chart, Column, Context, Table
from charts.scene import Picture
from charts.subjects import absent_note, census_note, share_subject
from charts.words import best_fit, joined, with_noun
from charts.writer import Writer
from geodata.aggregate import over
from geodata.authorities import authority_of_wards
from geodata.catalogue import Indicator
from geodata.format import number, source_words
from geodata.selection import Filter, select
from geodata.stats import dissimilarity
from geodata.store import Store
from layers.words import full_label

KEY = "concentration"
THEMES = ("ethnicity", "religion", "language")
NAMED = 3


@dataclass(frozen=True)
class Held:
    """A ward: its part of the group, its part of everybody, and both parts up to and with it."""

    code: str
    name: str
    group: Estimate
    everyone: Estimate
    group_so_far: Estimate
    everyone_so_far: Estimate


@dataclass(frozen=True, eq=False)
class Concentration:
    """The wards, the one holding most of the group first."""

    subject: Indicator
    wards: tuple[Held, ...]
    unevenness: float

    @property
    def half(self) -> int:
        """How many wards, most first, hold half of the group; 0 where the group has nobody."""
        counted = enumerate(self.wards, start=1)
        return next((at for at, one in counted if one.group_so_far.value >= 50), 0)


def concentration(context: Context) -> Chart:
    """What part of the group lives in which wards."""
    key, where = share_subject(context, *THEMES).key, WARDS.where(context)
    found = spread(context.store, key, WARDS.within(context))
    subject = found.subject
    return Chart(
        key=KEY,
        title=f"Where do most live{where}? {full_label(subject)}",
        finding=_finding(context, found),
        picture=_picture(context, found),
        table=_table(context, found),
        indicators=(subject,),
        notes=(
            *absent_note(context, subject),
            best_fit(),
            "A ward with more people holds more of every group. The dashed line shows what part "
            f"of all {subject.denominator_label}{where} lives in the same wards.",
            *_evenness(found, where),
            *census_note(subject),
            *seam_note(context.store, subject),
        ),
    )


def _evenness(found: Concentration, where: str) -> tuple[str, ...]:
    """The index of dissimilarity (0 to 1) in words; nothing where the group has nobody."""
    if found.unevenness != found.unevenness:
        return ()
    return (
        f"Index of dissimilarity over small areas{where}: {number(found.unevenness, 2)}. That part "
        "of the group would have to move for it to be spread as the others are (0 is even).",
    )


def _picture(context: Context, found: Concentration) -> Picture | None:
    """The curve of the wards; none of a group that has nobody, whose table stands open."""
    if not found.half:
        return None
    return picture(context, found.wards, half=found.half, named=NAMED)


def _inside(store: Store, subject: Indicator, within: tuple[str, ...]) -> Array:
    """The areas of a figure that lie in some authorities; all where none is named."""
    mask = select(store, Filter(authorities=within)).mask
    return store.members(mask, store.level(subject.level, subject.vintage))


@lru_cache(maxsize=128)
def spread(store: Store, key: str, within: tuple[str, ...] = ()) -> Concentration:
    """The group over the wards, all or those of some authorities, whatever else is selected."""
    values = store.values(key)
    above, below = (one[_inside(store, values.indicator, within)] for one in parts(values))
    level = store.level("ward")
    held = over(store, key, level)
    group, everyone = (np.nan_to_num(one) for one in (held.numerator, held.denominator))
    order = np.lexsort((np.array(level.names), -group))
    if within:
        of_ward = authority_of_wards(store)
        lying = np.array([of_ward.get(code, ("", ""))[0] in within for code in level.codes])
        order = order[lying[order]]
    group, everyone = group[order], everyone[order]
    all_of = (np.full(order.size, group.sum()), np.full(order.size, everyone.sum()))
    columns = (
        estimates(group, all_of[0]),
        estimates(everyone, all_of[1]),
        estimates(np.cumsum(group), all_of[0]),
        estimates(np.cumsum(everyone), all_of[1]),
    )
    wards = (
        Held(level.codes[at], level.names[at], *each)
        for at, each in zip(order.tolist(), zip(*columns, strict=True), strict=True)
    )
    return Concentration(values.indicator, tuple(wards), dissimilarity(above, below - above))


def _finding(context: Context, found: Concentration) -> Finding:
    """Where most of the group live, and what part of it the selection holds."""
    say = Writer(context.href(), source_words(found.subject))
    top = found.wards[:NAMED]
    subject, who, of = found.subject, found.subject.numerator, found.subject.denominator_label
    where = WARDS.where(context)
    key = f"{subject.key}{where}"
    if not found.half:
        return say.finding(f"No {who} are known{where or f' in {context.place}'}.")
    last, half = top[-1], found.wards[found.half - 1].group_so_far
    part = say.share(f"{key} in its first wards", "place", last.group_so_far)
    total = say.count(f"everybody in {key}", "place", last.group_so_far.total)
    wards = with_noun(len(top), "ward")
    everyone = say.share(f"all in the first wards of {key}", "place", last.everyone_so_far)
    held = say.share(f"{key} in the wards that hold half", "place", half)
    say.count("first wards", "place", len(top))
    some = say.count(f"wards that hold half of {key}", "place", found.half)
    every = say.count(f"wards{where}", "place", len(found.wards))
    whose = f"{total} {who}{where}" if where else f"{context.place}'s {total} {who}"
    return say.finding(
        f"{part} of {whose} live in {wards}. "
        f"Those are {joined([one.name for one in top])}, home to {everyone} of all {of}. "
        f"Half of the group live in {some} of {every} wards{where} ({held})."
        f"{_selected(context, subject, say)}"
    )


def _selected(context: Context, subject: Indicator, say: Writer) -> str:
    """What part of the group the selection holds."""
    if context.selection.is_empty:
        return " No area is selected."
    if not compares(context):
        return ""
    above, below = parts(context.store.values(subject.key))
    inside, where = _inside(context.store, subject, WARDS.within(context)), WARDS.where(context)
    held = inside & context.store.members(
        context.selection.mask, context.store.level(subject.level, subject.vintage)
    )
    if where and (held == inside).all():
        return ""
    group, everyone = estimates(
        [above[held].sum(), below[held].sum()], [above[inside].sum(), below[inside].sum()]
    )
    part = say.share(f"part of {subject.key} held{where}", "selection", group)
    people = say.count(f"people of {subject.key} held", "selection", group.count)
    other = say.share(f"part of all held, {subject.key}{where}", "selection", everyone)
    return (
        f" The selection holds {part} of the group ({people} people) and {other} of all "
        f"{subject.denominator_label}."
    )


def _table(context: Context, found: Concentration) -> Table:
    where = WARDS.where(context)
    group = f"Of the group{where}" if where else f"Of {context.place}'s group"
    everyone = f"Of all {found.subject.denominator_label}{where}"
    selected = selected_in(context)
    columns = (
        Column("position", "Place", numeric=True),
        *ward_columns(context.store),
        WARD_SELECTED,
        *share_columns("group", group),
        Column("group_percent_so_far", "So far, %", numeric=True, title=f"{group} so far, %"),
        Column("everyone_percent", f"{everyone}, %", numeric=True),
        Column(
            "everyone_percent_so_far",
            "So far, %",
            numeric=True,
            shown="download",
            title=f"{everyone} so far, %",
        ),
    )
    rows = tuple(
        (
            at,
            *ward_cells(context.store, one.code, one.name),
            selected(one.code),
            *share_cells(one.group),
            number_or_none(one.group_so_far.value),
            number_or_none(one.everyone.value),
            number_or_none(one.everyone_so_far.value),
        )
        for at, one in enumerate(found.wards, start=1)
    )
    caption = (
        f"Wards{where} by how many {found.subject.numerator} they hold, {found.subject.edition}"
    )
    return Table(columns, rows, caption)
