"""Who lives in the selection: the share of each group, beside the whole place.

Groups are categories: a share is higher, similar or lower, never better or worse.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from charts import scene
from charts.columns import share_cells, share_columns
from charts.comparison import rule_note, verdict
from charts.estimates import Estimate, estimates, parts
from charts.findings import Finding, beside
from charts.groups import compares, everywhere, place_key, seam_note, selected_key
from charts.model import Chart, Column, Context, Table
from charts.rows_picture import Look, Row, picture
from charts.subjects import absent_note, census_note, share_subject
from charts.words import capital, joined
from geodata.catalogue import Indicator
from geodata.format import number, share_words

KEY = "composition"
SHOWN = 4  # groups named with their share in a sentence
THEMES = ("ethnicity", "religion", "people")
NAMES = {"ethnicity": "Ethnic groups", "religion": "Religions", "people": "Ages"}


@dataclass(frozen=True)
class Group:
    """One group: its share of the selection and of the whole place, and the word between them."""

    indicator: Indicator
    chosen: Estimate
    whole: Estimate
    word: str


def composition(context: Context) -> Chart:
    """The share of every group in the selection and in the whole place."""
    subject = share_subject(context, *THEMES)
    found = groups(context, subject)
    return Chart(
        key=KEY,
        title=f"{NAMES[subject.theme]} beside {context.place}, {subject.edition}",
        finding=_finding(context, subject, found),
        picture=_picture(context, subject, found),
        table=_table(context, subject, found),
        indicators=tuple(one.indicator for one in found),
        notes=(
            *absent_note(context, subject),
            f"Shares of {subject.denominator_label}: counts of all areas added up, then divided.",
            rule_note(subject, context.place),
            *census_note(subject),
            *seam_note(context.store, subject),
        ),
    )


def groups(context: Context, subject: Indicator) -> tuple[Group, ...]:
    """The subject's siblings in the catalogue's order; itself where it has none."""
    store = context.store
    members = store.catalogue.group(subject.group) or (subject,)
    level = store.level(subject.level, subject.vintage)
    masks = [store.members(m, level) for m in (context.selection.mask, everywhere(store))]
    sums = np.array(
        [
            [one[mask].sum() for mask in masks for one in parts(store.values(member.key))]
            for member in members
        ]
    )
    chosen, whole = estimates(sums[:, 0], sums[:, 1]), estimates(sums[:, 2], sums[:, 3])
    return tuple(
        Group(member, part, all_, verdict(part, all_.value, member.polarity))
        for member, part, all_ in zip(members, chosen, whole, strict=True)
    )


def _finding(context: Context, subject: Indicator, found: tuple[Group, ...]) -> Finding:
    sentence = _sentence(context, subject, found)
    shown = next((one for one in found if one.indicator.key == subject.key), found[0])
    if context.selection.is_empty:
        return Finding(sentence, view=context.href())
    chosen = shown.chosen if compares(context) else None
    word = shown.word if compares(context) else ""
    return beside(sentence, shown.indicator, chosen, shown.whole, word=word, view=context.href())


def _sentence(context: Context, subject: Indicator, found: tuple[Group, ...]) -> str:
    place, of = context.place, subject.denominator_label
    if context.selection.is_everything or context.selection.is_empty:
        most = sorted(found, key=lambda one: -one.whole.value)
        words = [f"{one.indicator.category} {share_words(one.whole.value)}" for one in most]
        start = "" if context.selection.is_everything else "No area is selected. "
        listed = joined(words, most=SHOWN, noun="groups")
        return f"{start}Of {place}'s {number(most[0].whole.total)} {of}: {listed}."
    shown = next(one for one in found if one.indicator.key == subject.key)
    beside = {"similar": "similar to"}.get(shown.word, f"{shown.word} than")
    first = (
        f"{capital(shown.indicator.category)}: {share_words(shown.chosen.value)} of the "
        f"{number(shown.chosen.total)} {of} in the selection, "
        f"{beside} {place}'s "
        f"{share_words(shown.whole.value)}."
    )
    rest = [one for one in found if one is not shown]
    lists = [
        f"{capital(word)}: {joined([one.indicator.category for one in rest if one.word == word])}."
        for word in ("higher", "lower", "similar")
        if any(one.word == word for one in rest)
    ]
    return " ".join([first, *lists])


def _picture(context: Context, subject: Indicator, found: tuple[Group, ...]) -> scene.Picture:
    split = compares(context)
    rows = [
        Row(
            name=one.indicator.category,
            below=f"{number((one.chosen if split else one.whole).count)} counted",
            chosen=one.chosen if split else None,
            whole=one.whole,
            word=one.word if split else "",
            href=context.href(ind=one.indicator.key),
            words=_words(context, one, split=split),
            current=one.indicator.key == subject.key,
        )
        for one in found
    ]
    look = Look(
        panel=KEY,
        polarity="neutral",
        place=place_key(context, subject),
        selected=selected_key(context, subject) if split else "",
    )
    return picture(rows, look)


def _words(context: Context, one: Group, *, split: bool) -> str:
    text = f"{one.indicator.category}: "
    if split:
        text += f"{share_words(one.chosen.value)} of the selection, {one.word}, "
    return f"{text}{share_words(one.whole.value)} of {context.place}. Show this group"


def _table(context: Context, subject: Indicator, found: tuple[Group, ...]) -> Table:
    place, split = context.place, compares(context)
    compared = (
        *share_columns("selected", "Selected"),
        Column("comparison", f"Beside {place}", shown="when filled"),
    )
    columns = (
        Column("group", "Group"),
        *(compared if split else ()),
        *share_columns("all", place),
    )
    rows = tuple(
        (
            one.indicator.category,
            *((*share_cells(one.chosen), one.word) if split else ()),
            *share_cells(one.whole),
        )
        for one in found
    )
    caption = f"{NAMES[subject.theme]}, share of {subject.denominator_label}, {subject.edition}"
    return Table(columns, rows, caption)
