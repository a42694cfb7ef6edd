"""How the share of the group shown differs between deprivation quintiles.

Quintiles are those of the quintile filter: by its index and on its basis.
"""

from __future__ import annotations

from charts import scene
from charts.columns import value_cells, value_columns
from charts.estimates import Estimate
from charts.findings import Finding, Where, figure_of
from charts.gaps import OTHER_BASIS, Gap, gap_of, other_definitions, quintile_of
from charts.groups import compares, place_key, seam_note, selected_key
from charts.model import Chart, Column, Context, Table
from charts.msoas import quintile_note
from charts.quintile_shares import ByQuintile, find_shares
from charts.rows_picture import Look, Row, picture
from charts.scatter_points import colour_words
from charts.subjects import absent_note, census_note, figure_subject
from charts.words import capital, joined, noun, with_noun
from charts.writer import Writer
from geodata.aggregate import method
from geodata.catalogue import Indicator
from geodata.format import source_words, whole_words, with_sign
from layers.sheet import LETTERS, class_letters
from layers.words import full_label

KEY = "by_quintile"
THEMES = (
    *("ethnicity", "religion", "language", "households", "people", "vaccination"),
    *("children", "health"),
)
ENDS = {1: "most deprived", 5: "least deprived"}


def by_quintile(context: Context) -> Chart:
    """The share of the group shown, by deprivation."""
    subject = figure_subject(context, *THEMES)
    found = find_shares(context, subject)
    return Chart(
        key=KEY,
        title=f"Does it go with deprivation? {full_label(subject)}",
        finding=_finding(context, found),
        picture=_picture(context, found),
        table=_table(context, found),
        indicators=(subject,),
        notes=_notes(context, found),
        classes=class_letters(found.areas),
    )


def _notes(context: Context, found: ByQuintile) -> tuple[str, ...]:
    subject = found.subject
    return (
        *absent_note(context, subject),
        f"Quintiles are {colour_words(context)}. They are about {noun(subject)}s: not "
        "everybody in a deprived area is deprived.",
        f"A quintile's figure is {method(subject, f'its {noun(subject)}s')}.",
        *((quintile_note(context.store),) if subject.level == "msoa" else ()),
        *_other_gaps(context, found),
        *census_note(subject),
        *seam_note(context.store, context.store.catalogue.indicator(context.selection.filter.by)),
    )


def _gap(context: Context, found: ByQuintile) -> Gap | None:
    """The gap between the ends of the selection, or of the place while everything is shown."""
    each = found.chosen if compares(context) else found.whole
    return gap_of(found.subject, found.basis, each)


def _other_gaps(context: Context, found: ByQuintile) -> tuple[str, ...]:
    subject, gap = found.subject, _gap(context, found)
    if context.selection.is_empty or subject.kind.is_count:
        return ()
    other = OTHER_BASIS[found.basis]
    beside = _gap(context, find_shares(context, subject, basis=other)) if gap else None
    return other_definitions(context, gap, beside)


def _finding(context: Context, found: ByQuintile) -> Finding:
    """The gap between the ends, or the one quintile that the selection is in."""
    subject = found.subject
    say = Writer(context.href(), source_words(subject))
    place = figure_of(subject, found.everyone, "place")
    if context.selection.is_empty:
        return say.finding(f"No area is selected; the rings show {context.place} as a whole.")
    split = compares(context)
    here: Where = "selection" if split else "place"
    where = "the selection" if split else context.place
    gap = _gap(context, found)
    if gap is not None and subject.kind.is_count:
        return _counts_finding(found, gap, where, here, say)
    if gap is not None:
        words = _gap_words(gap, where, here, say)
        also = (
            "It is indicative: how sure the figures are is not published."
            if subject.indicative
            else ""
        )
        return say.finding(words, also=also, asked=gap.figure(here))
    each = found.chosen if split else found.whole
    known = [at for at, one in enumerate(each, start=1) if one.known]
    if not known:
        return say.finding(f"No quintile of {where} has a value.")
    words = _one_quintile(context, found, known[0], each[known[0] - 1], say)
    say.put(place)
    return say.finding(words, reference=place)


def _one_quintile(
    context: Context, found: ByQuintile, index: int, one: Estimate, say: Writer
) -> str:
    subject, basis = found.subject, context.selection.filter.basis
    here: Where = "selection" if compares(context) else "place"
    all_of = "the selection" if compares(context) else context.place
    value = say.estimate(subject, here, one, of=quintile_of(basis, index))
    of = ""
    if subject.has_parts:
        total = say.count(f"denominator of {subject.key}", here, one.total)
        of = f" of {total}{whole_words(subject)}"
    return (
        f"All of {all_of} is in quintile {_named(index)}: {value}{of}. "
        f"{context.place} has {with_sign(subject, found.everyone.value)}."
    )


def _named(index: int) -> str:
    return f"{index} ({ENDS[index]})" if index in ENDS else str(index)


def _gap_words(gap: Gap, where: str, here: Where, say: Writer) -> str:
    """The figures at both ends, and the gap between them."""
    subject = gap.subject
    most, least = (say.put(gap.end(which, here)) for which in (0, 1))
    say.put(gap.figure(here))
    return (
        f"{subject.label}, in {where}: {most} in quintile {_named(gap.ends[0])}, "
        f"{least} in quintile {_named(gap.ends[1])}. The gap is {gap.words}."
    )


def _counts_finding(found: ByQuintile, gap: Gap, where: str, here: Where, say: Writer) -> Finding:
    """The numbers at both ends, and of how many areas: no gap, larger quintiles hold more."""
    subject, areas = found.subject, found.whole_areas if here == "place" else found.chosen_areas
    values, held = [], []
    for which, quintile in enumerate(gap.ends):
        concept = f"{noun(subject)}s of {quintile_of(gap.basis, quintile)}"
        say.count(concept, here, areas[quintile - 1])
        values.append(f"{say.put(gap.end(which, here))} in quintile {_named(quintile)}")
        held.append(f"{with_noun(areas[quintile - 1], noun(subject))} in quintile {quintile}")
    return say.finding(
        f"{subject.label}, in {where}: {', '.join(values)}. Counted are {joined(held)}.",
        asked=gap.end(0, here),
    )


def _picture(context: Context, found: ByQuintile) -> scene.Picture:
    split = compares(context)
    rows = [_row(context, found, index, split=split) for index in range(1, 6)]
    look = Look(
        panel=KEY,
        polarity="neutral",
        place=place_key(context, found.subject),
        selected=selected_key(context, found.subject) if split else "",
        line=found.everyone.value,
        line_name=context.place,
        indicator=found.subject,
    )
    return picture(rows, look)


def _row(context: Context, found: ByQuintile, index: int, *, split: bool) -> Row:
    chosen, whole = found.chosen[index - 1], found.whole[index - 1]
    areas = (found.chosen_areas if split else found.whole_areas)[index - 1]
    asked = context.selection.filter
    current = not asked.picked and index in asked.quintiles
    after = (
        {one for one in asked.quintiles if one != index} if current else {*asked.quintiles, index}
    )
    shown = chosen if split else whole
    words = f"Quintile {_named(index)}: "
    words += with_sign(found.subject, shown.value) if shown.known else "no area"
    words += f", {context.place} {_value_words(found.subject, whole)}. " if split else ". "
    return Row(
        name=f"{index} {ENDS.get(index, '')}".strip(),
        below=with_noun(areas, noun(found.subject)),
        chosen=chosen if split else None,
        whole=whole,
        empty="no area" if not areas else "no value",
        href=context.href(q=tuple(str(one) for one in sorted(after)), area=()),
        words=words + ("Clear this quintile" if current else "Select this quintile"),
        current=current,
        of=LETTERS[index],
    )


def _value_words(subject: Indicator, one: Estimate) -> str:
    return with_sign(subject, one.value) if one.known else "no figure"


def _table(context: Context, found: ByQuintile) -> Table:
    split = compares(context)
    compared = (
        Column("areas_selected", "Selected", numeric=True),
        *value_columns(found.subject, "selected", "Selected"),
    )
    columns = (
        Column("quintile", "Quintile"),
        Column("quintile_number", "Quintile, number", numeric=True, shown="download"),
        *(compared if split else ()),
        Column("areas_all", capital(f"{noun(found.subject)}s, {context.place}"), numeric=True),
        *value_columns(found.subject, "all", context.place),
    )

    rows = [
        (
            _named(index + 1),
            index + 1,
            *(
                (found.chosen_areas[index], *value_cells(found.subject, found.chosen[index]))
                if split
                else ()
            ),
            found.whole_areas[index],
            *value_cells(found.subject, found.whole[index]),
        )
        for index in range(5)
    ]
    everyone = (sum(found.whole_areas), *value_cells(found.subject, found.everyone))
    apart = (None,) * len(compared) if split else ()
    rows.append((f"All of {context.place}", None, *apart, *everyone))
    caption = f"{full_label(found.subject)} by {colour_words(context)}"
    return Table(columns, tuple(rows), caption)
