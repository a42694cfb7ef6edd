"""Wards, or authorities, in order: by people in the most deprived fifth, or by mean rank.

A row leads to adding its ward to the filter or taking it out again.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from charts.absent import absent
from charts.divisions import Division
from charts.findings import Finding
from charts.groups import seam_note, selected_in
from charts.made_rows import MadeRows
from charts.model import WARD_SELECTED, Cell, Chart, Column, Context, Table
from charts.ward_places import places_words
from charts.ward_values import ward_values
from charts.wards_picture import picture
from charts.wards_ranking import Ranking, Ward, rank_words, ranking
from charts.words import capital, fits, some_of
from charts.writer import Writer
from geodata.format import percent, source_words
from layers.words import full_label


def ranked(context: Context, what: Division) -> Chart:
    """Which of them are most deprived, or have most of what has no national rank."""
    if context.indicator.indicative:
        why = f"is published without an interval, so {what.many} are not ranked by it."
        return absent(context, f"{full_label(context.indicator)} {why}")
    if context.indicator.total is None:
        return ward_values(context, what)
    found = ranking(context, what)
    by = "people in the most deprived fifth" if context.rank_by == "share" else "average rank"
    return Chart(
        key=what.chart,
        title=f"How deprived is each {what.one}{what.where(context)}, by {by}? "
        f"{full_label(found.indicator)}",
        finding=_finding(context, found, what),
        picture=picture(context, found, what),
        table=_table(context, found, what),
        indicators=(found.indicator,),
        notes=_notes(context, found, what),
    )


def _notes(context: Context, found: Ranking, what: Division) -> tuple[str, ...]:
    notes = [
        *what.noted(),
        f"Weighted by people of {context.store.people_period}. {capital(what.many)} are ranked "
        "whole, whatever else is filtered.",
        "The most deprived fifth is national quintile 1: deciles 1 and 2 of "
        f"{found.indicator.ranked_in}.",
    ]
    return (*notes, *seam_note(context.store, found.indicator))


def _finding(context: Context, found: Ranking, what: Division) -> Finding:
    """The most deprived ward beside the place, and where the selected wards stand."""
    say, top = Writer(context.href(), source_words(found.indicator)), found.wards[0]
    if context.rank_by == "share":
        lead = _share_sentence(context, found, say, what)
    else:
        first, whole = (_rank(found, one, say) for one in (top, found.whole))
        lead = (
            f"{top.name} has the most deprived average, {first}; "
            f"{context.place} as a whole averages {whole}."
        )
    chosen = found.indexes(what.chosen(context))
    places = [(found.wards[at].name, at + 1) for at in chosen]
    every = len(found.wards)
    order = places_words(places, every, say, f"{what.many}{what.where(context)}")
    return say.finding(what.told(context, f"{lead}{order}", every, say))


def _rank(found: Ranking, ward: Ward, say: Writer) -> str:
    """A ward's average rank."""
    words = rank_words(ward, found)
    return say.value(f"average {found.indicator.key} of {ward.name}", "place", ward.rank, words)


def _share_sentence(context: Context, found: Ranking, say: Writer, what: Division) -> str:
    top, where = found.wards[0], what.where(context)
    fifth = f"the most deprived fifth of {found.indicator.ranked_in}"
    if not top.people_first:
        return f"No {what.one}{where} has people living in areas in {fifth}."
    concept = f"people in the most deprived fifth, {found.indicator.key}"
    part = say.value(f"{concept}, {top.name}", "place", 100 * top.part, percent(top.part))
    whole = say.value(concept, "place", 100 * found.whole.part, percent(found.whole.part))
    first = f"In {top.name} {part} of people live in areas in {fifth}"
    beside = f"in {found.whole.name} as a whole {whole}."
    lead = f"{first}; {beside}" if fits(f"{first}; {beside}") else f"{first}. {capital(beside)}"
    none = found.without_first
    if not none:
        return lead
    one, many = f"{what.one}{where}", f"{what.many}{where}"
    say.count(f"{many} without {concept}", "place", none)
    say.count(many, "place", len(found.wards))
    some = some_of(none, len(found.wards), one, many)
    return f"{lead} {some} {'has' if none == 1 else 'have'} no such area."


def _table(context: Context, found: Ranking, what: Division) -> Table:
    store = context.store
    columns = (
        Column("position", "Place", numeric=True),
        *what.columns(store),
        WARD_SELECTED,
        Column("areas", "Areas", numeric=True),
        Column("people", f"People, {store.people_period}", numeric=True),
        Column("people_most_deprived_fifth", "People in most deprived fifth", numeric=True),
        Column(
            "percent_most_deprived_fifth",
            "% of people",
            numeric=True,
            title="People in most deprived fifth, % of people",
        ),
        Column("mean_rank", "Average rank", numeric=True),
    )
    selected, every = selected_in(context, what.level), found.wards

    def named(part: int) -> Callable[[int], Cell]:
        return lambda at: what.cells(store, every[at].code, every[at].name)[part]

    rows = MadeRows(
        (
            lambda at: at + 1,
            *map(named, range(len(what.columns(store)))),
            lambda at: selected(every[at].code),
            lambda at: every[at].areas,
            lambda at: every[at].people,
            lambda at: every[at].people_first,
            lambda at: 100 * every[at].part if every[at].people else None,
            lambda at: every[at].rank if every[at].rank == every[at].rank else None,
        ),
        np.arange(len(every)),
    )
    fifth = f"the most deprived fifth of {found.indicator.ranked_in}"
    return Table(
        columns,
        rows,
        f"{capital(what.many)}{what.where(context)}, with people in {fifth}: "
        f"{full_label(found.indicator)}",
    )
