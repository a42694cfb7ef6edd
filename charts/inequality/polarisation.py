"""How polarised the place is: both tails at a cut, and its place among all authorities."""

from __future__ import annotations

from dataclasses import replace

from charts.absent import absent
from charts.findings import Finding
from charts.inequality.tails_picture import TailsView, tail_words, tails_chart
from charts.model import Chart, Column, Context, Table
from charts.words import joined, with_noun
from charts.writer import Writer
from geodata.catalogue import Indicator
from geodata.format import number, ordinal, share_words, source_words
from geodata.polarisation import CUTS, TABLE, Place, Tails, authorities, ladder, places, tails_of
from geodata.store import Store
from views.gaps import GapsView

KEY, PLACES = "gaps_tails", "gaps_authorities"


def tails(context: Context, view: GapsView) -> Chart:
    """Areas and people in both tails, for a ladder of cuts with the chosen one among them."""
    store, index = context.store, context.store.catalogue.indicator(view.by)
    above = view.above
    chosen = tails_of(store, index.key, above=above, cut=view.cut)
    steps = [one for one in ladder(store, index.key, CUTS) if above or one.cut != view.cut]
    steps = sorted([*steps, chosen], key=lambda one: (one.cut, one.above))
    made = tails_chart(
        TailsView(
            indicator=index,
            place=context.place,
            steps=tuple(steps),
            chosen=steps.index(chosen),
            hrefs=tuple(context.href(cut=one.cut, above=one.above) for one in steps),
            key=KEY,
        )
    )
    if view.count == "people":
        return replace(made, finding=_of_people(context, index, chosen))
    return made


def _of_people(context: Context, index: Indicator, one: Tails) -> Finding:
    """The tails in people."""
    say, part = Writer(context.href(), source_words(index)), tail_words(one)
    said = []
    for end, people in ((index.more, one.most_people), (index.less, one.least_people)):
        share = 100 * people / one.people if one.people else 0.0
        held = say.count(f"people in the {end} {part}", "place", people)
        said.append(f"{held} ({share_words(share)}) live in the {end} {part} of areas")
    expected = say.value(
        f"people expected in a tail of {part}",
        "place",
        one.expected_people,
        number(one.expected_people),
    )
    return say.finding(
        f"Of {with_noun(one.people, 'person', 'people')} in {context.place}, {said[0]} of "
        f"{index.ranked_in}. Of them {said[1]}.",
        also=f"A place of this size would on average have {expected} people at each end.",
    )


def edition_of(index: Indicator) -> str:
    """The edition of an index as the table of authorities has it: its year."""
    words = "".join(one if one.isdecimal() else " " for one in index.edition).split()
    return next((one for one in words if len(one) == 4), "")


def standings(store: Store, view: GapsView) -> tuple[Place, ...]:
    """The place among all authorities by each definition; nothing where it is not tabled."""
    index, above = store.catalogue.indicator(view.by), view.above
    main = any(one.key == index.key and not one.domain for one in store.catalogue.ranked)
    facts = store.facts(TABLE)
    if not (main and facts and view.cut in CUTS and (above == 0 or above in CUTS)):
        return ()
    every = authorities(facts, edition_of(index), above=above, cut=view.cut)
    return places(every, store.authority.code, above=above, cut=view.cut)


def among_authorities(context: Context, view: GapsView) -> Chart:
    """Where the place stands among all authorities, by several named definitions."""
    store, index = context.store, context.store.catalogue.indicator(view.by)
    found = standings(store, view)
    if not found:
        why = _why_none(context)
        return replace(absent(context, why), key=PLACES, title=_title(context))
    return Chart(
        key=PLACES,
        title=_title(context),
        finding=_finding(context, index, found),
        picture=None,
        table=_table(found, f"{context.place} among all authorities, {index.edition}"),
        indicators=(index,),
        notes=("The authorities are those of the edition's year; areas count, not people.",),
        lists=tuple(one.source for one in (store.facts(TABLE),) if one),
    )


def _why_none(context: Context) -> str:
    """Why there is no place among authorities: none is tabled, not this one, or not this cut."""
    facts = context.store.facts(TABLE)
    if facts is None or not facts.where(authority_code=context.store.authority.code):
        return f"{context.place} is not among the authorities whose areas are counted."
    cuts = joined([f"{one}%" for one in CUTS]).replace(" and ", " or ")
    return f"Other authorities are known for the whole index alone, cut at {cuts}."


def _finding(context: Context, index: Indicator, found: tuple[Place, ...]) -> Finding:
    """The place by the first definition, and how far the others lead from it."""
    say, first = Writer(context.href(), source_words(index)), found[0]
    place = say.value("place among authorities", "place", first.place, ordinal(first.place))
    best, last = (pick(one.place for one in found) for pick in (min, max))
    return say.finding(
        f"By the smaller of its two tails {context.place} is {place} of {number(first.of)} "
        "authorities.",
        also=f"By the {number(len(found))} definitions here it is from {ordinal(best)} to "
        f"{ordinal(last)}: no one of them is agreed.",
    )


def _table(found: tuple[Place, ...], caption: str) -> Table:
    columns = (
        Column("definition", "Definition of polarised"),
        Column("formula", "How it is worked out"),
        Column("value", "Value", numeric=True, decimals=3),
        Column("place", "Place", numeric=True, decimals=0),
        Column("tied", "Others with that value", numeric=True, decimals=0),
        Column("of", "Authorities", numeric=True, decimals=0),
    )
    rows = (
        (one.definition.name, one.definition.formula, one.value, one.place, one.tied, one.of)
        for one in found
    )
    return Table(columns, tuple(rows), caption)


def _title(context: Context) -> str:
    return f"Where does {context.place} stand among all authorities?"
