"""In short: what is most unusual about an area, at most five findings, one of a theme.

They are not a fixed list, but begin with the main index. Every figure of the profile has an effect
(`charts/profile.py`): how far the area differs from the whole place for certain. The largest
effects are said first; what does not differ is not said.
"""

from __future__ import annotations

from dataclasses import replace

from charts.answer_ranks import rank_finding
from charts.findings import Finding, figure_of
from charts.groups import compares, main_index
from charts.model import Context
from charts.profile import Row, area_name, basis_words, rows
from charts.words import fits, noun, with_noun
from charts.writer import Writer
from geodata.format import percent, source_words, with_sign, with_unit

MOST = 5
ALL = 0.9995  # of the people: as good as everybody


def in_short(context: Context) -> tuple[Finding, ...]:
    """The findings, the most unusual first; one sentence where there is nothing unusual."""
    if context.selection.is_empty:
        return (Finding("No area is selected.", view=context.href()),)
    one = main_index(context.store)
    found = rank_finding(replace(context, indicator=one, date=""))
    first = replace(found, view=context.href(ind=one.key))
    if not compares(context):
        words = f"This is the whole of {context.place}, so there is nothing to compare it with."
        return (first, Finding(words, view=context.href()))
    others = [row for row in unusual(rows(context)) if row.indicator.theme != one.theme]
    if others:
        return (first, *(_finding(context, row) for row in others))[:MOST]
    words = f"{area_name(context)} does not clearly differ from {context.place} in anything else."
    if not fits(words):
        words = f"Nothing else here clearly differs from {context.place}."
    return (first, Finding(words, view=context.href()))


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
    if one.kind.is_rank:
        found = rank_finding(replace(context, indicator=one, date=""))
        return replace(found, view=context.href(ind=one.key))
    say = Writer(context.href(ind=one.key), source_words(one))
    sentences = [way(context, row) for way in (_said, _named)]
    sentence = next((words for words in sentences if fits(words)), sentences[-1])
    return say.finding(
        sentence,
        also=_made_of(row, say),
        asked=figure_of(one, row.here, "selection"),
        reference=figure_of(one, row.whole, "place"),
        comparison=row.word,
    )


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
    return f"{than} {context.place}'s {with_sign(row.indicator, row.whole.value)}"


def _made_of(row: Row, say: Writer) -> str:
    """What a figure of neighbourhoods is made of, as a sentence."""
    found, nouns = row.basis, noun(row.indicator)
    if found.how == "lies in":
        return f"That is the figure {basis_words(row)}."
    share = found.coverage.share
    if found.how != "covered" or share != share or share > ALL:
        return ""
    say.value("people in what is covered", "selection", 100 * share, percent(share))
    say.count("areas covered", "selection", found.count)
    return f"That is of {with_noun(found.count, nouns)} with {percent(share)} of its people."
