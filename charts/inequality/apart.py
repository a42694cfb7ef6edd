"""How evenly groups are spread over small areas, and in which fifths of deprivation they live."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from charts.columns import number_or_none
from charts.composition import NAMES
from charts.estimates import Estimate, estimates, parts
from charts.findings import Finding
from charts.inequality.equiplot import EquiplotView, Line, equiplot, quintile_words
from charts.inequality.split import split
from charts.model import Chart, Column, Context, Table
from charts.words import COUNTRY, capital, with_noun
from charts.writer import Writer
from geodata.catalogue import Indicator
from geodata.format import share_words, source_words
from geodata.stats import dissimilarity, isolation
from geodata.store import Store
from layers.words import full_label
from views.gaps import GapsView

KEY = "gaps_apart"
EVERYBODY = "Everybody"


@dataclass(frozen=True)
class Group:
    """A group: its share of all, where it lives by fifth (shares of the group), and two indices.

    `uneven` is the index of dissimilarity, `isolated` the index of isolation, both 0 to 1 over the
    small areas; nan where the group has nobody.
    """

    indicator: Indicator
    share: Estimate
    fifths: tuple[Estimate, ...]
    uneven: float
    isolated: float


def groups_of(store: Store, grouping: str, by: str) -> tuple[Group, ...]:
    """The groups of a grouping of the catalogue, the least evenly spread first."""
    found = [_group(store, one, by) for one in store.catalogue.group(grouping)]
    return tuple(sorted(found, key=lambda one: -np.nan_to_num(one.uneven)))


def _group(store: Store, indicator: Indicator, by: str) -> Group:
    above, below = parts(store.values(indicator.key))
    each = split(store, indicator, by, "national").values
    counts = [one.count if one.known else 0 for one in each]
    return Group(
        indicator=indicator,
        share=estimates([np.nansum(above)], [np.nansum(below)])[0],
        fifths=tuple(estimates(counts, [sum(counts)] * len(counts))),
        uneven=dissimilarity(above, below - above),
        isolated=isolation(above, below - above),
    )


def everybody(store: Store, grouping: str, by: str) -> tuple[Estimate, ...]:
    """In which fifths all those live whom the groups are of, in per cent of them."""
    first = store.catalogue.group(grouping)[0]
    each = split(store, first, by, "national").values
    totals = [one.total if one.known else 0 for one in each]
    return tuple(estimates(totals, [sum(totals)] * len(totals)))


def apart(context: Context, view: GapsView) -> Chart:
    """The groups of the view's grouping, the least evenly spread first."""
    store = context.store
    found = groups_of(store, view.groups, view.by)
    whole = everybody(store, view.groups, view.by)
    subject = found[0].indicator
    title = f"Which groups live apart? {grouping_words(store, view.groups)}"
    lines = [Line(one.indicator.category, one.indicator, one.fifths) for one in found]
    lines.append(Line(EVERYBODY, subject, whole, current=True))
    picture = equiplot(EquiplotView(title, context.place, "national", tuple(lines), KEY)).picture
    return Chart(
        key=KEY,
        title=title,
        finding=_finding(context, found, whole),
        picture=picture,
        table=_table(context, found, whole),
        indicators=(*(one.indicator for one in found), store.catalogue.indicator(view.by)),
        notes=(
            "A mark is the part of a group that lives in a national fifth of deprivation.",
            "Dissimilarity is the part of a group that would have to move to be spread as the "
            "others are, from 0 to 1.",
            "Isolation is the group's own share where its average member lives. A large group "
            "has more of it by its size alone.",
            "Both are of small areas. A few people in many areas look uneven by chance, so small "
            "groups score higher.",
        ),
    )


def grouping_words(store: Store, grouping: str) -> str:
    """What a grouping is called: "Religions, 2021 (9 groups)"."""
    members = store.catalogue.group(grouping)
    first = members[0]
    return f"{NAMES[first.theme]}, {first.edition} ({with_noun(len(members), 'group')})"


def _finding(context: Context, found: tuple[Group, ...], whole: tuple[Estimate, ...]) -> Finding:
    """The least even group, and how much of it lives in the most deprived fifth."""
    top = found[0]
    key = top.indicator.key
    say = Writer(context.href(), source_words(top.indicator))
    if top.uneven != top.uneven:
        return say.finding(f"No group has anybody in {context.place}.")
    move = share_words(100 * top.uneven)
    say.value(f"dissimilarity of {key}", "place", 100 * top.uneven, move)
    also = ""
    if top.fifths[0].known and whole[0].known:
        part = say.share(f"{key} in the most deprived fifth", "place", top.fifths[0])
        every = say.share(f"all in the most deprived fifth, {key}", "place", whole[0])
        also = f"{part} of them live in {COUNTRY}'s most deprived fifth, and {every} of everybody."
    who = capital(top.indicator.numerator)
    return say.finding(
        f"{who} are the least evenly spread: {move} would have to move to live as the others do.",
        also=also,
    )


def _table(context: Context, found: tuple[Group, ...], whole: tuple[Estimate, ...]) -> Table:
    columns = (
        Column("figure_key", "Key of the figure", shown="download"),
        Column("group", "Group"),
        Column("people", "People", numeric=True, decimals=0),
        Column("share_percent", "Of all, %", numeric=True),
        Column("dissimilarity", "Dissimilarity, 0 to 1", numeric=True, decimals=2),
        Column("isolation", "Isolation, 0 to 1", numeric=True, decimals=2),
        *(
            Column(f"quintile_{at}_percent", f"In quintile {quintile_words(at)}, %", numeric=True)
            for at in range(1, len(whole) + 1)
        ),
    )
    rows = [
        (
            one.indicator.key,
            one.indicator.category,
            one.share.count,
            number_or_none(one.share.value),
            number_or_none(one.uneven),
            number_or_none(one.isolated),
            *(number_or_none(each.value) for each in one.fifths),
        )
        for one in found
    ]
    total = found[0].share.total
    every = (number_or_none(each.value) for each in whole)
    rows.append(("", EVERYBODY, total, 100.0, None, None, *every))
    label = full_label(found[0].indicator)
    return Table(columns, tuple(rows), f"Groups of {context.place} by how evenly spread: {label}")
