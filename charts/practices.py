"""General practices in order of the outcome chosen, each with its interval."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import numpy as np

from charts import scene
from charts.columns import beside_ward, beside_ward_cell, ward_column
from charts.comparison import rule_note
from charts.estimates import Estimate
from charts.findings import Finding, figure_of
from charts.groups import Array, compares
from charts.model import Cell, Chart, Column, Context, Link, Table
from charts.picks import pick_link
from charts.practice_figures import (
    CRUDE,
    PLACE_NOTE,
    Outcome,
    gone_words,
    line_words,
    listed,
    national_cells,
    national_columns,
    national_words,
    outcome_of,
    shown,
    shown_words,
    size_words,
    unlisted_note,
)
from charts.practices_change import change_cells, change_columns, change_notes, change_of
from charts.rows_picture import Look, Row, picture
from charts.words import STATUS, capital, joined
from charts.writer import Writer
from geodata.format import source_words
from layers.words import full_label

KEY = "practices"


def practices(context: Context) -> Chart:
    """Practices ranked on the outcome chosen."""
    found = outcome_of(context)
    order, offered = ranked(context, found, shown(context)), ranked(context, found, listed(context))
    return Chart(
        key=KEY,
        title=f"Which GP practices stand out? {full_label(found.indicator)}",
        finding=_finding(context, found),
        picture=_picture(context, found, offered),
        table=_table(context, found, order),
        listing=_table(context, found, offered),
        indicators=(found.indicator,),
        notes=(
            PLACE_NOTE,
            CRUDE,
            line_words(context, found),
            *((rule_note(found.indicator, context.place),) if any(found.words) else ()),
            *_named(context, found),
            *unlisted_note(context, found),
            *change_notes(context.store, change_of(context.store, found.indicator.key)),
        ),
    )


def ranked(context: Context, found: Outcome, mask: Array) -> tuple[int, ...]:
    """Practices of a mask, the highest value first, those without one last."""
    codes, known = context.store.practices.code, context.store.practices.listed
    there = [at for at in np.flatnonzero(mask).tolist() if known[at] or found.each[at].known]
    if found.indicator.kind.categorical:
        return tuple(sorted(there, key=lambda at: (found.category[at] or "~", codes[at])))
    return tuple(sorted(there, key=lambda at: (*_last(found.each[at]), codes[at])))


def _last(one: Estimate) -> tuple[bool, float]:
    return (not one.known, -one.value if one.known else 0.0)


def _finding(context: Context, found: Outcome) -> Finding:
    """How many practices are above the place, or how many are in each category."""
    say, key = Writer(context.href(), source_words(found.indicator)), found.indicator.key
    start = shown_words(context)
    if compares(context):
        say.count("practices", "selection", int(shown(context).sum()))
        say.count("practices", "place", sum(context.store.practices.listed))
    if found.indicator.kind.categorical:
        return say.finding(
            " ".join(filter(None, (start, _counted_categories(context, found, say))))
        )
    inside = shown(context)
    known = [at for at in np.flatnonzero(inside).tolist() if found.each[at].known]
    place = figure_of(found.indicator, found.whole, "place")
    if found.indicator.kind.is_count:
        place = replace(place, concept=f"{key} of the average practice")
    words = _above_words(context, found, known, say)
    return say.finding(" ".join(filter(None, (start, words))), asked=place)


def _above_words(context: Context, found: Outcome, known: list[int], say: Writer) -> str:
    """How many practices are above the place, and how many of them beyond chance."""
    owner = "the average practice" if found.indicator.kind.is_count else context.place
    whole = f"{owner}'s {found.text(found.whole)}"
    above = [at for at in known if found.each[at].value > found.whole.value]
    some = say.count(f"practices above, {found.indicator.key}", "selection", len(above))
    every = say.count(f"practices with {found.indicator.key}", "selection", len(known))
    if found.whole.value != found.whole.value:
        return f"{full_label(found.indicator)}: practices with a figure: {every}."
    if len(known) == 1:
        counted = f"the practice with a figure is {'not ' * (not above)}above"
    else:
        counted = f"{some} of {every} practices {'is' if len(above) == 1 else 'are'} above"
    lead = f"{full_label(found.indicator)}: {counted} {whole}."
    national = national_words(found, say)
    if found.whole.low != found.whole.low:
        return f"{lead}{national}"
    surely = sum(found.each[at].low > found.whole.value for at in above)
    own = ""
    if above:
        count = say.count(f"practices surely above, {found.indicator.key}", "selection", surely)
        sure = f"{count if surely else 'None'} of them {'are' if surely > 1 else 'is'}"
        if len(above) == 1:
            sure = f"It is{' not' * (not surely)}"
        own = f" {sure} so far "
        own += "above that chance alone would rarely explain it."
    return f"{lead}{own}{national} Not adjusted for age."


def _named(context: Context, found: Outcome) -> tuple[str, ...]:
    """The practices above the place by name, gathered by the ward they stand in."""
    if found.whole.low != found.whole.low:
        return ()
    inside = np.flatnonzero(shown(context)).tolist()
    above = [at for at in inside if found.each[at].value > found.whole.value]
    store, gone = context.store.practices, gone_words(context.store)
    wards: dict[str, list[str]] = {}
    for at in above:
        wards.setdefault(store.ward_name[at] or gone, []).append(store.name[at])
    if not wards:
        return ()
    order = sorted(wards, key=lambda one: (one == gone, one))
    listed = " ".join(f"{capital(one)}: {joined(wards[one])}." for one in order)
    return (f"Above {context.place}, by ward. {listed}",)


def _counted_categories(context: Context, found: Outcome, say: Writer) -> str:
    inside, listed = np.flatnonzero(shown(context)).tolist(), context.store.practices.listed
    words = [found.category[at] for at in inside]
    counts = {one: words.count(one) for one in found.indicator.categories if one in words}
    none = sum(1 for at in inside if not found.category[at] and listed[at])
    counts |= {"without one": none} if none else {}
    parts = [
        f"{say.count(f'practices {name}, {found.indicator.key}', 'selection', count)} {name}"
        for name, count in counts.items()
    ]
    return f"{full_label(found.indicator)}: {joined(parts)}."


def _picture(context: Context, found: Outcome, order: tuple[int, ...]) -> scene.Picture | None:
    if found.indicator.kind.categorical:
        return None
    look = Look(
        panel=KEY,
        polarity=found.indicator.polarity,
        rings=False,
        line=found.whole.value,
        line_name=context.place if not found.indicator.kind.is_count else "Average",
        names=196,
        height=19,
        indicator=found.indicator,
    )
    return picture([_row(context, found, at) for at in order], look)


def _row(context: Context, found: Outcome, at: int) -> Row:
    store, one = context.store.practices, found.each[at]
    link = practice_link(context, at)
    value = f"{found.text(one)}, {found.bounds(one)}" if one.known else "no value"
    action = "Clear this area" if link.current else "Select the area it stands in"
    return Row(
        name=store.name[at] if store.listed[at] else f"{store.code[at]}, no longer listed",
        chosen=one,
        word=found.words[at],
        empty=STATUS.get(found.status[at], found.status[at]),
        href=link.href,
        words=f"{store.name[at]}, {store.ward_name[at]}: {value}. {action}",
        current=link.current,
        of=store.code[at],
    )


def practice_link(context: Context, at: int) -> Link:
    """The link that picks the small area a practice stands in; none for one without a place."""
    store, area = context.store, int(context.store.practices.lsoa21[at])
    if area < 0:
        return Link("", current=False)
    return pick_link(context, (store.areas.code[area],))


def _table(context: Context, found: Outcome, order: tuple[int, ...]) -> Table:
    store = context.store.practices
    category = found.indicator.kind.categorical
    asked = found.indicator
    change = change_of(context.store, asked.key)
    value = Column("value", asked.unit, numeric=not category, indicator=None if category else asked)
    columns = (
        Column("practice_code", "Code", shown="download"),
        Column("practice_name", "Practice"),
        ward_column(),
        *beside_ward(context.store),
        Column("postcode", "Postcode", shown="download"),
        Column("pcn", "Network", shown="download"),
        Column("patients", f"Patients, {context.store.list_period}", numeric=True),
        Column("numerator", found.indicator.numerator_head, numeric=True, shown="download"),
        Column("denominator", found.indicator.denominator_head, numeric=True, shown="download"),
        value,
        Column("low", "95% low", numeric=True, shown=_when(found)),
        Column("high", "95% high", numeric=True, shown=_when(found)),
        Column("comparison", f"Beside {context.place}", shown="when filled"),
        *change_columns(change),
        *national_columns(context, found),
        Column("status", "Status", shown="download"),
    )
    rows = tuple(
        (
            store.code[at],
            store.name[at],
            store.ward_name[at] or size_words(context, at),
            *beside_ward_cell(context.store, int(store.lsoa21[at])),
            store.postcode[at],
            store.pcn[at],
            None if np.isnan(store.patients[at]) else int(store.patients[at]),
            *_parts(found, found.each[at]),
            *_values(found, at),
            found.words[at],
            *change_cells(change, at),
            *national_cells(found),
            STATUS.get(found.status[at], found.status[at]),
        )
        for at in order
    )
    return Table(columns, rows, f"GP practices: {full_label(found.indicator)}")


def _when(found: Outcome) -> Literal["always", "download"]:
    return "always" if found.indicator.interval != "none" else "download"


def _parts(found: Outcome, one: Estimate) -> tuple[Cell, ...]:
    if not (found.indicator.has_parts and one.known):
        return (None, None)
    return (one.count, one.total)


def _values(found: Outcome, at: int) -> tuple[Cell, ...]:
    if found.indicator.kind.categorical:
        return (found.category[at] or None, None, None)
    one = found.each[at]
    return tuple(None if value != value else value for value in (one.value, one.low, one.high))
