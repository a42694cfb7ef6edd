"""Areas like an area: its five nearest neighbours on the standardised figures of the profile."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import cast

import numpy as np

from charts.absent import absent
from charts.columns import number_or_none
from charts.findings import Finding
from charts.groups import compares, people_in
from charts.model import Cell, Chart, Column, Context, Link, Table
from charts.peers_picture import picture
from charts.profile import LEVELS, area_name, figures, levels, own_level, rows
from charts.words import fits, joined
from charts.writer import Writer
from geodata.catalogue import Indicator
from geodata.contents import Array
from geodata.geography import column
from geodata.levels import Level
from geodata.peers import Peer, Standard, comparable, level_like, nearest, standard
from layers.words import full_label

KEY = "peers"
COUNT = 5
DECIDED = 2  # figures named as most and as least alike
EXACT = "The method is nearest neighbours on standardised figures, as CIPFA and ONS use it."


@dataclass(frozen=True, eq=False)
class Found:
    """The areas of a level most like an area, and its own figures, as such and standardised.

    `own` is the number of the area in its level; -1 where it is none of that level.
    """

    level: Level
    scale: Standard
    values: Array
    z: Array
    own: int
    peers: list[Peer]

    def named(self, peer: Peer) -> str:
        """The name of an area."""
        return self.level.names[peer.at]

    def alike(self, peer: Peer) -> tuple[list[Indicator], list[Indicator]]:
        """The figures that two areas are most and least alike in, the most telling first."""
        order = [at for at in np.argsort(peer.parts, kind="stable") if not np.isnan(peer.parts[at])]
        every = [self.scale.figures[at] for at in order]
        some = min(DECIDED, len(every) // 2)
        return every[:some], every[::-1][:some]


def peers(context: Context) -> Chart:
    """Which areas are most like this one."""
    if not compares(context):
        if context.selection.is_empty:
            return _none(context, "No area is selected, so none can be like it.")
        return _none(context, f"{context.place} as a whole has none like it among its own areas.")
    found, name = like(context), area_name(context)
    if not found.peers:
        return _none(context, f"{name} has too few figures for areas like it to be found.")
    return Chart(
        key=KEY,
        title=f"Which areas are most like {name}?",
        finding=_finding(context, found),
        picture=picture(context, found.scale.figures, [one.at for one in found.peers], found),
        table=_table(context, found),
        indicators=found.scale.figures,
        notes=_notes(found),
    )


def _none(context: Context, why: str) -> Chart:
    """The chart in words, where there is nothing to draw."""
    title = f"Which areas are most like {context.place}?"
    return replace(absent(context, why), key=KEY, title=title)


def like(context: Context) -> Found:
    """The nearest areas of the area's own level; of a selection those of the level of its size."""
    store, mask = context.store, context.selection.mask
    own = own_level(context)
    level = own or level_like(store, people_in(store, mask), levels(store))
    sure = [one for one in figures(store) if not one.indicative]
    keys = tuple(one.key for one in comparable(sure, level))
    scale = standard(store, keys, level)
    known = {row.indicator.key: row.here.value for row in rows(context)}
    values = np.array([known[one.key] for one in scale.figures])
    z = scale.of(values)
    inside = np.unique(level.of_area[mask]).tolist()
    return Found(
        level=level,
        scale=scale,
        values=values,
        z=z,
        own=inside[0] if own else -1,
        peers=nearest(scale, z, leaving_out=inside, count=COUNT),
    )


def _finding(context: Context, found: Found) -> Finding:
    """The area most like it, in what, and the other four."""
    say, first = Writer(context.href()), found.peers[0]
    most, least = (joined([one.short_label for one in each]) for each in found.alike(first))
    top, rest = found.named(first), [found.named(one) for one in found.peers[1:]]
    name = area_name(context)
    lead = f"{top} is most like {name}"
    why = f"They are nearest on {most}, furthest apart on {least}." if most else ""
    lead = f"{lead}." if fits(lead) else f"{top} is most like it."
    while rest and not fits(f"Then come {joined(rest)}."):
        rest.pop()
    return say.finding(
        " ".join(filter(None, (lead, why, f"Then come {joined(rest)}." * bool(rest))))
    )


def _notes(found: Found) -> tuple[str, ...]:
    nouns = LEVELS[found.level.name, found.level.vintage]
    return (
        f"{EXACT} Each figure counts in standard deviations of {nouns}; all weigh the same.",
        "Areas are alike when the distance over all figures (Euclidean) is short. That is no "
        "judgement, and no cause.",
        "Only figures that are known for these areas count; areas that lack one are left out. "
        "A selection is set beside areas with about as many people.",
    )


def _table(context: Context, found: Found) -> Table:
    """The area first, then those like it, with all figures; each row leads to the area."""
    level = (found.level.name, found.level.vintage)
    noun = LEVELS[level][:1].upper() + LEVELS[level][1:]
    columns = (
        Column(column(level, "code"), "Code", shown="download"),
        Column("name", noun),
        Column("distance", "Distance", numeric=True, decimals=2, meaning="In standard deviations."),
        Column("most_alike", "Most alike in"),
        Column("least_alike", "Least alike in"),
        *(
            Column(one.key, full_label(one), numeric=True, indicator=one)
            for one in found.scale.figures
        ),
    )
    own = found.level.codes[found.own] if found.own >= 0 else ""
    first: tuple[Cell, ...] = (own, area_name(context), 0.0, "", "", *_cells(found.values))
    others = tuple(_row(found, one) for one in found.peers)

    def link(row: int) -> Link:
        return _link(context, found, found.peers[row - 1].at) if row else Link("", current=True)

    return Table(columns, (first, *others), f"Areas most like {area_name(context)}", link=link)


def _row(found: Found, peer: Peer) -> tuple[Cell, ...]:
    most, least = (joined([one.short_label for one in each]) for each in found.alike(peer))
    name, code = found.named(peer), found.level.codes[peer.at]
    return (code, name, peer.distance, most, least, *_cells(found.scale.value[peer.at]))


def _cells(values: Array) -> list[Cell]:
    return [number_or_none(one) for one in cast("list[float]", values.tolist())]


def _link(context: Context, found: Found, at: int) -> Link:
    """The view of that area alone."""
    code, codes = found.level.codes[at], context.store.areas.code
    keys: dict[str, tuple[str, ...]] = {"lad": (), "ward": (), "area": (), "q": ()}
    name = found.level.name if found.level.name in keys else "area"
    chosen = tuple(codes[one] for one in found.level.parts[at]) if name == "area" else (code,)
    return Link(context.href(**{**keys, name: chosen}), current=False)
