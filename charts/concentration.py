"""Where the people of a group live: how much of the group each ward holds, most first."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from charts.columns import share_cells, share_columns, ward_code_column, ward_column
from charts.concentration_picture import picture
from charts.estimates import Estimate, estimates, parts
from charts.findings import Finding
from charts.groups import compares, seam_note, selected_wards
from charts.model import WARD_SELECTED, Chart, Column, Context, Table
from charts.subjects import absent_note, census_note, denominator_words, share_of
from charts.words import best_fit, joined, with_noun
from geodata.aggregate import over
from geodata.catalogue import Indicator
from geodata.format import number, share_interval, share_words
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
        """How many wards, most first, hold half of the group."""
        return next(
            at for at, one in enumerate(self.wards, start=1) if one.group_so_far.value >= 50
        )


def concentration(context: Context) -> Chart:
    """What part of the group lives in which wards."""
    found = spread(context.store, share_of(context, *THEMES).key)
    subject = found.subject
    return Chart(
        key=KEY,
        title=f"Where most live: {full_label(subject)}",
        finding=Finding(_sentence(context, found)),
        picture=picture(context, found.wards, half=found.half, named=NAMED),
        table=_table(context, found),
        indicators=(subject,),
        notes=(
            *absent_note(context, subject),
            best_fit(),
            "A ward with more people holds more of every group: the dashed line shows what part "
            f"of all {denominator_words(subject)} lives in the same wards.",
            f"Index of dissimilarity over small areas: {number(found.unevenness, 2)}. That part of "
            "the group would have to move for it to be spread as the others are (0 is even).",
            *census_note(subject),
            *seam_note(context.store, subject),
        ),
    )


@lru_cache(maxsize=128)
def spread(store: Store, key: str) -> Concentration:
    """The group over the wards; it does not depend on what is selected."""
    values = store.values(key)
    above, below = parts(values)
    level = store.level("ward")
    held = over(store, key, level)
    group, everyone = (np.nan_to_num(one) for one in (held.numerator, held.denominator))
    order = np.lexsort((np.array(level.names), -group))
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


def _sentence(context: Context, found: Concentration) -> str:
    top = found.wards[:NAMED]
    last = top[-1].group_so_far
    half = found.wards[found.half - 1].group_so_far
    who = found.subject.numerator
    return (
        f"{share_words(last.value)} of {context.place}'s {number(last.total)} {who} "
        f"({number(last.count)} people, {share_interval(last.low, last.high)}) "
        f"live in the three wards "
        f"where most do: {joined([one.name for one in top])}, home to "
        f"{share_words(top[-1].everyone_so_far.value)} of all {denominator_words(found.subject)}. "
        f"Half of them live in {found.half} of {with_noun(len(found.wards), 'ward')} "
        f"({share_words(half.value)}).{_selected(context, found.subject)}"
    )


def _selected(context: Context, subject: Indicator) -> str:
    """What part of the group the selection holds."""
    if context.selection.is_empty:
        return " No area is selected."
    if not compares(context):
        return ""
    above, below = parts(context.store.values(subject.key))
    members = context.store.members(
        context.selection.mask, context.store.level(subject.level, subject.vintage)
    )
    group, everyone = estimates(
        [above[members].sum(), below[members].sum()], [above.sum(), below.sum()]
    )
    return (
        f" The selection holds {share_words(group.value)} of them ({number(group.count)}, "
        f"{share_interval(group.low, group.high)}) and {share_words(everyone.value)} of all "
        f"{denominator_words(subject)}."
    )


def _table(context: Context, found: Concentration) -> Table:
    group = f"Of {context.place}'s group"
    everyone = f"Of all {denominator_words(found.subject)}"
    selected = selected_wards(context)
    columns = (
        Column("position", "Place", numeric=True),
        ward_code_column(),
        ward_column(),
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
            one.code,
            one.name,
            selected[one.code],
            *share_cells(one.group),
            one.group_so_far.value,
            one.everyone.value,
            one.everyone_so_far.value,
        )
        for at, one in enumerate(found.wards, start=1)
    )
    caption = f"Wards by how many {found.subject.numerator} they hold, {found.subject.edition}"
    return Table(columns, rows, caption)
