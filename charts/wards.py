"""Wards in order of deprivation: by share of people in the most deprived fifth, or by mean rank.

A ward's row leads to adding it to the ward filter or taking it out again.
"""

from __future__ import annotations

from charts.absent import absent
from charts.columns import ward_code_column, ward_column
from charts.findings import Finding
from charts.groups import seam_note, selected_wards
from charts.made_rows import MadeRows
from charts.model import WARD_SELECTED, Chart, Column, Context, Table
from charts.ward_places import places_words
from charts.ward_values import ward_values
from charts.wards_picture import KEY, picture
from charts.wards_ranking import Ranking, Ward, rank_words, ranking
from charts.words import best_fit, capital, fits, some_of
from charts.writer import Writer
from geodata.format import percent, source_words
from layers.words import full_label


def wards(context: Context) -> Chart:
    """Chart 2: which wards are most deprived, or have most of what has no national rank."""
    if context.indicator.indicative:
        why = "is published without an interval, so wards are not ranked by it."
        return absent(context, f"{full_label(context.indicator)} {why}")
    if context.indicator.total is None:
        return ward_values(context)
    found = ranking(context)
    by = "people in the most deprived fifth" if context.rank_by == "share" else "average rank"
    return Chart(
        key=KEY,
        title=f"How deprived is each ward, by {by}? {full_label(found.indicator)}",
        finding=_finding(context, found),
        picture=picture(context, found),
        table=_table(context, found),
        indicators=(found.indicator,),
        notes=_notes(context, found),
    )


def _notes(context: Context, found: Ranking) -> tuple[str, ...]:
    notes = [
        best_fit(),
        f"Weighted by people of {context.store.people_period}. Wards are ranked whole, whatever "
        "else is filtered.",
        "The most deprived fifth is national quintile 1: deciles 1 and 2 of "
        f"{found.indicator.ranked_in}.",
    ]
    return (*notes, *seam_note(context.store, found.indicator))


def _finding(context: Context, found: Ranking) -> Finding:
    """The most deprived ward beside the place, and where the selected wards stand."""
    say, top = Writer(context.href(), source_words(found.indicator)), found.wards[0]
    if context.rank_by == "share":
        lead = _share_sentence(found, top, say)
    else:
        first, whole = (_rank(found, one, say) for one in (top, found.whole))
        lead = (
            f"{top.name} has the most deprived average, {first}; "
            f"{context.place} as a whole averages {whole}."
        )
    chosen = context.selection.filter.wards
    places = [(one.name, at) for at, one in enumerate(found.wards, start=1) if one.code in chosen]
    return say.finding(f"{lead}{places_words(places, len(found.wards), say)}")


def _rank(found: Ranking, ward: Ward, say: Writer) -> str:
    """A ward's average rank."""
    words = rank_words(ward, found)
    return say.value(f"average {found.indicator.key} of {ward.name}", "place", ward.rank, words)


def _share_sentence(found: Ranking, top: Ward, say: Writer) -> str:
    fifth = f"the most deprived fifth of {found.indicator.ranked_in}"
    if not top.people_first:
        return f"No ward has people living in areas in {fifth}."
    concept = f"people in the most deprived fifth, {found.indicator.key}"
    part = say.value(f"{concept}, {top.name}", "place", 100 * top.part, percent(top.part))
    whole = say.value(concept, "place", 100 * found.whole.part, percent(found.whole.part))
    none = found.without_first
    say.count(f"wards without {concept}", "place", none)
    say.count("wards", "place", len(found.wards))
    first = f"In {top.name} {part} of people live in areas in {fifth}"
    beside = f"in {found.whole.name} as a whole {whole}."
    lead = f"{first}; {beside}" if fits(f"{first}; {beside}") else f"{first}. {capital(beside)}"
    return (
        f"{lead} {some_of(none, len(found.wards), 'ward')} {'has' if none == 1 else 'have'} "
        "no such area."
    )


def _table(context: Context, found: Ranking) -> Table:
    columns = (
        Column("position", "Place", numeric=True),
        ward_code_column(),
        ward_column(),
        WARD_SELECTED,
        Column("areas", "Areas", numeric=True),
        Column("people", f"People, {context.store.people_period}", numeric=True),
        Column("people_most_deprived_fifth", "People in most deprived fifth", numeric=True),
        Column(
            "percent_most_deprived_fifth",
            "% of people",
            numeric=True,
            title="People in most deprived fifth, % of people",
        ),
        Column("mean_rank", "Average rank", numeric=True),
    )
    selected, every = selected_wards(context), found.wards
    rows = MadeRows(
        (
            lambda at: at + 1,
            lambda at: every[at].code,
            lambda at: every[at].name,
            lambda at: selected[every[at].code],
            lambda at: every[at].areas,
            lambda at: every[at].people,
            lambda at: every[at].people_first,
            lambda at: 100 * every[at].part if every[at].people else None,
            lambda at: every[at].rank if every[at].rank == every[at].rank else None,
        ),
        tuple(range(len(every))),
    )
    fifth = f"the most deprived fifth of {found.indicator.ranked_in}"
    return Table(columns, rows, f"Wards, with people in {fifth}: {full_label(found.indicator)}")
