"""Uptake of a dose by age, the selection's MSOAs beside the whole place."""

from __future__ import annotations

from charts.columns import share_cells, share_columns
from charts.comparison import rule_note
from charts.composition import groups
from charts.estimates import Estimate
from charts.findings import Finding, Where, figure_of
from charts.groups import compares, place_key, selected_key
from charts.model import Chart, Column, Context, Table
from charts.msoas import MEMBERS, larger_areas, msoa_level
from charts.rows_picture import Look, Row, picture
from charts.words import joined, some_of
from charts.writer import Writer
from geodata.catalogue import Indicator
from geodata.format import number, share_words, source_words

KEY = "uptake_age"
MOST_NAMED = 3
Ages = tuple[tuple[Indicator, Estimate, Estimate, str], ...]


def uptake_age(context: Context) -> Chart:
    """Uptake in each age band, and how many have no dose."""
    dose = _dose(context.indicator)
    found = _found(context, dose)
    split = compares(context)
    rows = [_row(context, *one, split=split) for one in found]
    first = found[0][0]
    return Chart(
        key=KEY,
        title=f"At which ages is uptake low? {dose.capitalize()} dose, {first.edition}",
        finding=_finding(context, found, dose),
        picture=picture(
            rows,
            Look(
                panel=KEY,
                polarity=first.polarity,
                place=place_key(context, first),
                selected=selected_key(context, first) if split else "",
                names=142,
            ),
        ),
        table=_table(context, found),
        indicators=(first,),
        notes=(
            f"Out of {first.denominator}, and of every age likewise. The register keeps some who "
            "have moved away. More than 100% is shown as it is and flagged.",
            "Under 25 there is no percentage: doses include people under 18, who are not on the "
            "register beside them.",
            rule_note(first, context.place),
            MEMBERS,
        ),
    )


def _dose(shown: Indicator) -> str:
    """The dose of the indicator shown: the second where it is about that, else the first."""
    return "second" if shown.role == "second dose" else "first"


def _found(context: Context, dose: str) -> Ages:
    first = context.store.catalogue.role(f"{dose} dose")[0]
    return tuple((one.indicator, one.chosen, one.whole, one.word) for one in groups(context, first))


def _finding(context: Context, found: Ages, dose: str) -> Finding:
    """Uptake in the widest ages, where it is lowest and highest, and beside the place."""
    indicator, one, whole, word = found[0]
    say = Writer(context.href(), source_words(indicator))
    if context.selection.is_empty:
        return say.finding(f"No area is selected; the rings show all of {context.place}.")
    split = compares(context)
    place = figure_of(indicator, whole, "place")
    text = _ages_words(context, found, dose, say)
    if not split:
        return say.finding(text, asked=place)
    return say.finding(
        f"{text} {context.place} as a whole has {place.text}. {_beside(context, found, say)}",
        asked=figure_of(indicator, one, "selection"),
        reference=place,
        comparison=word,
    )


def _ages_words(context: Context, found: Ages, dose: str, say: Writer) -> str:
    split, place = compares(context), context.place
    here: Where = "selection" if split else "place"
    all_ages = found[0][0], found[0][1] if split else found[0][2]
    bands = [(one[0], one[1] if split else one[2]) for one in found[2:]]
    bands = [one for one in bands if one[1].known] or [all_ages]
    low, high = (pick(bands, key=lambda one: one[1].value) for pick in (min, max))
    where = f"In {place}"
    if split:
        level = msoa_level(context.store)
        count = int(context.store.members(context.selection.mask, level).sum())
        say.count("MSOAs", here, count)
        where = f"In {larger_areas(context, count)}"
    share, most, least = (say.estimate(one, here, value) for one, value in (all_ages, high, low))
    without, lacking = (_without(one, value, here, say) for one, value in (all_ages, low))
    return (
        f"{where}, {share} of people aged {all_ages[0].category} had a {dose} dose. "
        f"{without} people on the register had none. "
        f"Uptake is lowest at {low[0].category} ({least}, {lacking} without). "
        f"It is highest at {high[0].category} ({most})."
    )


def _without(one: Indicator, value: Estimate, here: Where, say: Writer) -> str:
    """How many on the register have no dose."""
    return say.count(f"without the dose of {one.key}", here, value.total - value.count)


def _beside(context: Context, found: Ages, say: Writer) -> str:
    """At which ages the selection is worse than the place."""
    place, bands = context.place, [one for one in found[2:] if one[3]]
    if not bands:
        return f"No age can be set beside {place}."
    worse = [one[0].category for one in bands if one[3] == "worse"]
    if len(worse) == len(bands):
        return f"It is worse than in {place} at every age."
    if len(worse) > MOST_NAMED:
        say.count("age bands worse than the place", "selection", len(worse))
        say.count("age bands", "place", len(bands))
        return f"Worse than in {place} in {some_of(len(worse), len(bands), 'age band')}."
    if not worse:
        return f"In no age band is it worse than in {place}."
    return f"Worse than in {place} at {joined(worse)}."


def _row(
    context: Context, one: Indicator, chosen: Estimate, whole: Estimate, word: str, *, split: bool
) -> Row:
    shown = chosen if split else whole
    current = one.key == context.indicator.key
    words = (
        f"{one.category}: {share_words(shown.value)}"
        if shown.known
        else f"{one.category}: no value"
    )
    if split:
        compared = f", {word}" if word else ""
        words += f"{compared}, {context.place} {share_words(whole.value)}"
    return Row(
        name=one.category,
        below="over the register" if shown.over else f"{number(shown.total - shown.count)} without",
        chosen=chosen if split else None,
        whole=whole,
        word=word if split else "",
        href=context.href(ind=one.key),
        words=f"{words}. Show this age",
        current=current,
    )


def _table(context: Context, found: Ages) -> Table:
    split = compares(context)
    compared = (
        *share_columns("selected", "Selected"),
        Column("selected_without", "Selected, without", numeric=True),
        Column("comparison", f"Beside {context.place}", shown="when filled"),
    )
    columns = (
        Column("age", "Age"),
        *(compared if split else ()),
        *share_columns("all", context.place),
        Column("all_without", f"{context.place}, without", numeric=True),
        Column("flag", "Note", shown="when filled"),
    )
    rows = tuple(
        (
            one.category,
            *((*share_cells(chosen), chosen.total - chosen.count, word) if split else ()),
            *share_cells(whole),
            whole.total - whole.count,
            "over 100%" if chosen.over or whole.over else "",
        )
        for one, chosen, whole, word in found
    )
    return Table(columns, rows, f"Uptake by age, {found[0][0].edition}")
