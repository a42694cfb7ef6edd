"""In short: what is most unusual about an area, at most five findings, one of a theme.

They are not a fixed list. Every figure of the profile has an effect (`charts/profile.py`): how far
the area differs from the whole place for certain. The largest effects are said first; what does not
differ is not said.
"""

from __future__ import annotations

from dataclasses import replace

from charts.findings import Finding, figure_of
from charts.groups import compares
from charts.model import Context
from charts.profile import Row, area_name, basis_words, rows
from charts.words import fits, noun, with_noun
from charts.writer import Writer
from geodata.format import number, percent, source_words, with_sign, with_unit
from layers.words import full_label

MOST = 5


def in_short(context: Context) -> tuple[Finding, ...]:
    """The findings, the most unusual first; one sentence where there is nothing unusual."""
    if context.selection.is_empty:
        return (Finding("No area is selected.", view=context.href()),)
    if not compares(context):
        words = f"This is the whole of {context.place}, so there is nothing to compare it with."
        return (Finding(words, view=context.href()),)
    chosen = unusual(rows(context))
    if chosen:
        return tuple(_finding(context, row) for row in chosen)
    words = f"{area_name(context)} does not clearly differ from {context.place} in any figure here."
    if not fits(words):
        words = f"Nothing here clearly differs from {context.place}."
    return (Finding(words, view=context.href()),)


def unusual(found: tuple[Row, ...]) -> tuple[Row, ...]:
    """The rows with the largest effects, largest first, one of each theme; at most five."""
    differ = [row for row in found if row.effect == row.effect and row.effect != 0]
    by_theme: dict[str, Row] = {}
    for row in sorted(differ, key=lambda one: -abs(one.effect)):
        by_theme.setdefault(row.indicator.theme, row)
    return tuple(by_theme.values())[:MOST]


def _finding(context: Context, row: Row) -> Finding:
    """A figure and which side of the whole place's it lies, in one sentence."""
    one = row.indicator
    say = Writer(context.href(ind=one.key), source_words(one))
    ways = (_ranked, _ranked_shortly) if one.kind.is_rank else (_said, _named)
    sentences = [way(context, row) for way in ways]
    sentence = next((words for words in sentences if fits(words)), sentences[-1])
    return say.finding(
        sentence,
        also=_made_of(row, say),
        asked=replace(figure_of(one, row.here, "selection"), text=_text(row)),
        reference=replace(figure_of(one, row.whole, "place"), text=_of_place(row)),
        comparison=row.word,
    )


def _text(row: Row) -> str:
    """The figure as it stands in the sentence: "24.5%", "1,612 of 33,755"."""
    one, value = row.indicator, row.here.value
    return (
        with_unit(one, value).removeprefix("rank ") if one.kind.is_rank else with_sign(one, value)
    )


def _of_place(row: Row) -> str:
    one, value = row.indicator, row.whole.value
    return number(value) if one.kind.is_rank else with_sign(one, value)


def _said(context: Context, row: Row) -> str:
    """With the figure's own predicate: "24.5% of usual residents were Asian in 2021, ..."."""
    one = row.indicator
    if not one.predicate:
        return _named(context, row)
    predicate = one.predicate.format(date=one.edition.removeprefix("to "))
    return f"{with_unit(one, row.here.value)} {predicate}, {_beside(context, row)}."


def _named(context: Context, row: Row) -> str:
    """With the figure's short name: "36.6% of households: living alone, higher ..."."""
    one = row.indicator
    name = one.short_label[:1].lower() + one.short_label[1:]
    return f"{with_unit(one, row.here.value)}: {name}, {_beside(context, row)}."


def _beside(context: Context, row: Row) -> str:
    """A tested word, or plain above and below where nothing could be tested."""
    way = row.word or ("above" if row.effect > 0 else "below")
    than = f"{way} than" if row.word else way
    return f"{than} {context.place}'s {_of_place(row)}"


def _ranked(context: Context, row: Row) -> str:
    """The average rank of the area's people, or the rank of one area."""
    return _rank_words(context, row, full_label(row.indicator))


def _ranked_shortly(context: Context, row: Row) -> str:
    return _rank_words(context, row, row.indicator.short_label)


def _rank_words(context: Context, row: Row, label: str) -> str:
    one = row.indicator
    start = "Rank" if row.basis.count == 1 else "Average rank"
    end = one.rank_ends[0 if row.effect < 0 else 1]
    end = f"nearer the {end} end than {context.place}'s average {_of_place(row)}"
    return f"{start} {_text(row)} on {label}, {end}."


def _made_of(row: Row, say: Writer) -> str:
    """What a figure of neighbourhoods is made of, as a sentence."""
    found, nouns = row.basis, noun(row.indicator)
    if found.how == "lies in":
        return f"That is the figure {basis_words(row)}."
    share = found.coverage.share
    if found.how != "covered" or share != share:
        return ""
    say.value("people in what is covered", "selection", 100 * share, percent(share))
    say.count("areas covered", "selection", found.count)
    return f"That is of {with_noun(found.count, nouns)} with {percent(share)} of its people."
