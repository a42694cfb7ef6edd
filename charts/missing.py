"""The board of data gaps: what is needed and not here, who has it, and how to add it."""

from __future__ import annotations

from charts.findings import Finding
from charts.model import Cell, Chart, Column, Context, Table
from charts.words import joined, with_noun
from geodata.catalogue import Indicator
from geodata.catalogue.reports import DataGap
from geodata.format import number
from geodata.store import Store
from layers.words import full_label

KEY = "missing"
COLUMNS = (
    Column("need", "What is needed"),
    Column("needed_for", "For what"),
    Column("publisher", "Who has it"),
    Column("exists", "What exists"),
    Column("level", "At which level"),
    Column("add", "How to add it"),
    Column("nearest", "Nearest figures here", without="none"),
)


def missing(context: Context) -> Chart:
    """Every gap of the authority, with the figures here that come nearest to it."""
    store = context.store
    near = (one.source for gap in store.gaps for one in nearest(store, gap))
    return Chart(
        key=KEY,
        title="Which figures are needed and not here?",
        finding=Finding(sentence(store)),
        picture=None,
        table=Table(
            COLUMNS,
            tuple(_row(store, one) for one in store.gaps),
            "Needed figures that are not here",
        ),
        indicators=(),
        notes=(),
        lists=tuple(dict.fromkeys(near)),
    )


def sentence(store: Store) -> str:
    """How many figures are needed, and how many have something near."""
    if not store.gaps:
        return f"No list of needed figures has been written for {store.authority.name}."
    some = sum(bool(nearest(store, one)) for one in store.gaps)
    return (
        f"{with_noun(len(store.gaps), 'figure')} that the report and the equality objectives need "
        f"{'is' if len(store.gaps) == 1 else 'are'} not here. For {number(some)} of them something "
        "near is."
    )


def nearest(store: Store, gap: DataGap) -> tuple[Indicator, ...]:
    """The figures of the bundle that come closest to a gap."""
    known = {one.key: one for one in store.catalogue.indicators}
    return tuple(known[key] for key in gap.nearest if key in known)


def _row(store: Store, gap: DataGap) -> tuple[Cell, ...]:
    near = joined([full_label(one) for one in nearest(store, gap)])
    words = (gap.need, gap.needed_for, gap.publisher, gap.exists, gap.level, gap.add)
    return (*words, near or None)
