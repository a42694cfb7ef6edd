"""Where two figures coincide: the areas in the first third of both, by name."""

from __future__ import annotations

from charts.findings import Finding, Where
from charts.groups import compares
from charts.model import Context
from charts.words import fits, joined, some_of
from charts.writer import Writer
from layers.choropleth_pair import choropleth_pair
from layers.levels import NOUNS


def both_finding(context: Context) -> tuple[Finding, ...]:
    """How many areas of the selection are in the first third of both figures, and which.

    Thirds are those of the map that shades both. Nothing without a second figure.
    """
    one, other = context.indicator, context.second
    if other is None or one.kind.categorical or other.kind.categorical:
        return ()
    sheet = choropleth_pair(context.store, one, other)
    members = context.store.members(context.selection.mask, sheet.level)
    inside = [at for at in sheet.order if members[at] and sheet.number[at] == 1]
    where: Where = "selection" if compares(context) else "place"
    say = Writer(context.href())
    say.count(f"areas in the first third of {one.key} and {other.key}", where, len(inside))
    say.count("areas in the thirds of both", where, int(members.sum()))
    ends = f"in the first third of both: {one.rank_ends[0]}, {other.rank_ends[0]}."
    if int(members.sum()) == 1:
        return (say.finding(f"It is {'' if inside else 'not '}{ends}"),)
    some = some_of(len(inside), int(members.sum()), *NOUNS[sheet.level.name])
    verb = "is" if len(inside) == 1 else "are"
    names = [sheet.level.names[at] for at in inside]
    return (say.finding(f"{some} {verb} {ends}", also=_named(names)),)


def _named(names: list[str]) -> str:
    """As many of the names as a sentence has room for."""
    start = "It is" if len(names) == 1 else "They are"
    for most in range(len(names), 0, -1):
        words = f"{start} {joined(names, most=most)}."
        if fits(words):
            return words
    return ""
