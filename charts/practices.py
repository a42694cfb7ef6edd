"""General practices in order of the outcome chosen, each with its interval."""

from __future__ import annotations

from typing import Literal

import numpy as np

from charts import scene
from charts.columns import ward_column
from charts.comparison import rule_note
from charts.estimates import Estimate
from charts.findings import Finding, beside
from charts.model import Cell, Chart, Column, Context, Link, Table
from charts.practice_figures import (
    CRUDE,
    PLACE_NOTE,
    Outcome,
    gone_words,
    line_words,
    outcome_of,
    shown,
    shown_words,
    size_words,
    unlisted_note,
)
from charts.rows_picture import Look, Row, picture
from charts.words import STATUS, joined, with_noun
from layers.words import full_label

KEY = "practices"


def practices(context: Context) -> Chart:
    """Practices ranked on the outcome chosen."""
    found = outcome_of(context)
    order = ranked(context, found)
    return Chart(
        key=KEY,
        title=f"GP practices: {full_label(found.indicator)}",
        finding=_finding(context, found),
        picture=_picture(context, found, order),
        table=_table(context, found, order),
        indicators=(found.indicator,),
        notes=(
            PLACE_NOTE,
            CRUDE,
            line_words(context, found),
            *((rule_note(found.indicator, context.place),) if any(found.words) else ()),
            *_named(context, found),
            *unlisted_note(context, found),
        ),
    )


def ranked(context: Context, found: Outcome) -> tuple[int, ...]:
    """The practices shown, the highest value first, those without one last."""
    codes = context.store.practices.code
    listed = context.store.practices.listed
    there = [
        at for at in np.flatnonzero(shown(context)).tolist() if listed[at] or found.each[at].known
    ]
    if found.indicator.kind.categorical:
        return tuple(sorted(there, key=lambda at: (found.category[at] or "~", codes[at])))
    return tuple(sorted(there, key=lambda at: (*_last(found.each[at]), codes[at])))


def _last(one: Estimate) -> tuple[bool, float]:
    return (not one.known, -one.value if one.known else 0.0)


def _finding(context: Context, found: Outcome) -> Finding:
    sentence = " ".join(filter(None, (shown_words(context), _sentence(context, found))))
    if found.indicator.kind.is_count or found.indicator.kind.categorical:
        return Finding(sentence, view=context.href())
    return beside(sentence, found.indicator, None, found.whole, view=context.href())


def _sentence(context: Context, found: Outcome) -> str:
    if found.indicator.kind.categorical:
        return _counted_categories(context, found)
    inside = shown(context)
    known = [at for at in np.flatnonzero(inside).tolist() if found.each[at].known]
    owner = "the average practice" if found.indicator.kind.is_count else context.place
    whole = f"{owner}'s {found.text(found.whole)}"
    if found.whole.low != found.whole.low:
        above = [at for at in known if found.each[at].value > found.whole.value]
        return f"{_above(found, above, known)} above {whole}."
    above = [at for at in known if found.each[at].value > found.whole.high]
    surely = sum(found.each[at].low > found.whole.value for at in above)
    are = "is" if surely == 1 else "are"
    own = f" Of them, {surely} {are} above by more than chance." if above else ""
    return f"{_above(found, above, known)} above {whole}.{own} Crude: not adjusted for age."


def _above(found: Outcome, above: list[int], known: list[int]) -> str:
    verb = "is" if len(above) == 1 else "are"
    return (
        f"{full_label(found.indicator)}: {len(above)} of {with_noun(len(known), 'practice')} {verb}"
    )


def _named(context: Context, found: Outcome) -> tuple[str, ...]:
    """The practices above the place's interval by name, gathered by the ward they stand in."""
    if found.whole.high != found.whole.high:
        return ()
    inside = np.flatnonzero(shown(context)).tolist()
    above = [at for at in inside if found.each[at].value > found.whole.high]
    store, gone = context.store.practices, gone_words(context.store)
    wards: dict[str, list[str]] = {}
    for at in above:
        wards.setdefault(store.ward_name[at] or gone, []).append(store.name[at])
    if not wards:
        return ()
    order = sorted(wards, key=lambda one: (one == gone, one))
    listed = "; ".join(f"{one}: {joined(wards[one])}" for one in order)
    return (f"Above {context.place}'s interval, by ward: {listed}.",)


def _counted_categories(context: Context, found: Outcome) -> str:
    words = [found.category[at] for at in np.flatnonzero(shown(context))]
    parts = [f"{words.count(one)} {one}" for one in found.indicator.categories if words.count(one)]
    none = sum(
        1
        for at in np.flatnonzero(shown(context))
        if not found.category[at] and context.store.practices.listed[at]
    )
    if none:
        parts.append(f"{none} without one")
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
    )


def practice_link(context: Context, at: int) -> Link:
    """The link that picks the small area a practice stands in; none for one without a place."""
    store, area = context.store, int(context.store.practices.lsoa21[at])
    if area < 0:
        return Link("", current=False)
    code, picked = store.areas.code[area], set(context.selection.filter.picked)
    after = picked - {code} if code in picked else picked | {code}
    return Link(context.href(area=tuple(sorted(after))), code in picked)


def _table(context: Context, found: Outcome, order: tuple[int, ...]) -> Table:
    store = context.store.practices
    category = found.indicator.kind.categorical
    asked = found.indicator
    value = Column("value", asked.unit, numeric=not category, indicator=None if category else asked)
    columns = (
        Column("practice_code", "Code", shown="download"),
        Column("practice_name", "Practice"),
        ward_column(),
        Column("postcode", "Postcode", shown="download"),
        Column("pcn", "Network", shown="download"),
        Column("patients", f"Patients, {context.store.list_period}", numeric=True),
        Column("numerator", found.indicator.numerator_head, numeric=True, shown="download"),
        Column("denominator", found.indicator.denominator_head, numeric=True, shown="download"),
        value,
        Column("low", "95 % low", numeric=True, shown=_when(found)),
        Column("high", "95 % high", numeric=True, shown=_when(found)),
        Column("comparison", f"Beside {context.place}", shown="when filled"),
        Column("status", "Status", shown="download"),
    )
    rows = tuple(
        (
            store.code[at],
            store.name[at],
            store.ward_name[at] or size_words(context, at),
            store.postcode[at],
            store.pcn[at],
            None if np.isnan(store.patients[at]) else int(store.patients[at]),
            *_parts(found, found.each[at]),
            *_values(found, at),
            found.words[at],
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
