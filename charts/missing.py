"""The board of data gaps: what is needed and not here, who has it, and how to add it."""

from __future__ import annotations

from fnmatch import fnmatchcase

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
    Column("held", "What they give of it", without="nothing"),
    Column("here", "Here, as", without="not here"),
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
    absent = [one for one in store.gaps if not met(store, one)]
    some, here = sum(bool(nearest(store, one)) for one in absent), len(store.gaps) - len(absent)
    return (
        f"{with_noun(len(absent), 'figure')} that the report and the equality objectives need "
        f"{'is' if len(absent) == 1 else 'are'} not here. For {number(some)} of them something "
        "near is."
    ) + (f" {number(here)} {'is' if here == 1 else 'are'} here by now." if here else "")


def nearest(store: Store, gap: DataGap) -> tuple[Indicator, ...]:
    """The figures of the bundle that come closest to a gap."""
    known = {one.key: one for one in store.catalogue.indicators}
    return tuple(known[key] for key in gap.nearest if key in known)


def met(store: Store, gap: DataGap) -> tuple[str, ...]:
    """What meets a need by now: titles of indicators and of tables; none while it is not here."""
    figures = {one.key: full_label(one) for one in store.catalogue.indicators}
    tables = {
        one.key: store.catalogue.source(one.source).title
        for one in store.authority.tables
        if one not in store.absent.tables
    }
    named = {**tables, **figures}
    keys = (key for key in named if any(fnmatchcase(key, one) for one in gap.here))
    return tuple(dict.fromkeys(named[key] for key in keys))


def _row(store: Store, gap: DataGap) -> tuple[Cell, ...]:
    near = joined([full_label(one) for one in nearest(store, gap)])
    words = (gap.need, gap.needed_for, gap.publisher, gap.exists, gap.level, gap.add)
    return (*words, near or None, (near and gap.held) or None, joined(met(store, gap)) or None)
