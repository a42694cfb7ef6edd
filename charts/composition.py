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
from charts.findings import Finding, figure_of
from charts.groups import compares, place_key, seam_note, selected_key
from charts.model import Chart, Column, Context, Table
from charts.rows_picture import Look, Row, picture
from charts.subjects import absent_note, census_note, share_subject
from charts.words import LONGEST, capital, joined
from charts.writer import Writer
from geodata.catalogue import Indicator
from geodata.format import number, share_words, source_words

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

    @property
    def name(self) -> str:
        """The group's name; that of the figure where it is the only one of its kind."""
        return self.indicator.category or self.indicator.label


def composition(context: Context) -> Chart:
    """The share of every group in the selection and in the whole place."""
    subject = share_subject(context, *THEMES)
    found = groups(context, subject)
    return Chart(
        key=KEY,
        title=f"Who lives here? {NAMES[subject.theme]}, {subject.edition}",
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
    inside = store.members(context.selection.mask, level).astype(np.float64)
    every = [parts(store.values(member.key)) for member in members]
    chosen, whole = (
        estimates(*(np.array([one @ of for one in each]) for each in zip(*every, strict=True)))
        for of in (inside, np.ones(len(inside)))
    )
    return tuple(
        Group(member, part, all_, verdict(part, all_.value, member.polarity))
        for member, part, all_ in zip(members, chosen, whole, strict=True)
    )


def _finding(context: Context, subject: Indicator, found: tuple[Group, ...]) -> Finding:
    """The group shown, and the largest others or how they differ from the place."""
    shown = next((one for one in found if one.indicator.key == subject.key), found[0])
    say = Writer(context.href(), source_words(subject))
    whole = figure_of(shown.indicator, shown.whole, "place")
    rest = [one for one in found if one is not shown]
    if not compares(context):
        return say.finding(_of_place(context, shown, rest, say), asked=whole)
    chosen = figure_of(shown.indicator, shown.chosen, "selection")
    total = say.count(f"denominator of {shown.indicator.key}", "selection", shown.chosen.total)
    beside = {"similar": "similar to", "": "against"}.get(shown.word, f"{shown.word} than")
    first = (
        f"{capital(shown.name)}: {chosen.text} of the {total} "
        f"{subject.denominator_label} in the selection, {beside} {context.place}'s {whole.text}."
    )
    lists = [
        list_of_groups(word, [one.name for one in rest if one.word == word], say)
        for word in ("higher", "lower", "similar")
        if any(one.word == word for one in rest)
    ]
    words = " ".join([first, *lists])
    return say.finding(words, asked=chosen, reference=whole, comparison=shown.word)


def list_of_groups(word: str, names: list[str], say: Writer) -> str:
    """The groups of which a word is true; the first of them where all make a long sentence."""
    words = f"{capital(word)}: {joined(names)}."
    if len(words.split()) <= LONGEST:
        return words
    left = len(names) - SHOWN
    more = f"{say.count(f'more groups: {word}', 'selection', left)} more group{'s' * (left > 1)}"
    return f"{capital(word)}: {joined([*names[:SHOWN], more])}."


def _of_place(context: Context, shown: Group, rest: list[Group], say: Writer) -> str:
    """The groups of the whole place: the one shown, and then the largest."""
    most = [shown, *sorted(rest, key=lambda one: -one.whole.value)]
    left = len(most) - SHOWN if len(most) > SHOWN + 1 else 0
    total = say.count(f"denominator of {shown.indicator.key}", "place", shown.whole.total)
    words = [
        f"{one.name} {say.estimate(one.indicator, 'place', one.whole)}"
        for one in most[: len(most) - left]
    ]
    words += [f"{say.count('more groups', 'place', left)} more groups"] if left else []
    start = "No area is selected. " if context.selection.is_empty else ""
    of = shown.indicator.denominator_label
    return f"{start}Of {context.place}'s {total} {of}: {joined(words)}."


def _picture(context: Context, subject: Indicator, found: tuple[Group, ...]) -> scene.Picture:
    split = compares(context)
    rows = [
        Row(
            name=one.name,
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
    text = f"{one.name}: "
    if split:
        word = f"{one.word}, " if one.word else ""
        text += f"{share_words(one.chosen.value)} of the selection, {word}"
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
            one.name,
            *((*share_cells(one.chosen), one.word) if split else ()),
            *share_cells(one.whole),
        )
        for one in found
    )
    caption = f"{NAMES[subject.theme]}, share of {subject.denominator_label}, {subject.edition}"
    return Table(columns, rows, caption)
