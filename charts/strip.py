"""What the strip above the map says, in two lines; all else that is found stands under Summary."""

from __future__ import annotations

from charts.answer_words import selection_name
from charts.findings import Finding
from charts.groups import compares
from charts.model import Context
from charts.words import short_label
from geodata.catalogue import Indicator
from layers.over_time import label_at

LETTERS = 175  # two lines beside a panel in a window 1280 px wide


def strip(context: Context, findings: tuple[Finding, ...]) -> tuple[str, tuple[str, ...]]:
    """The words of the strip and those of the summary. `findings` are those of `headline`.

    A longer answer, and one to two figures, is cut to its values: the summary has it in full.
    """
    first, *rest = findings
    others = tuple(one.words for one in rest)
    if context.selection.is_empty:
        return (
            (first.words, others)
            if len(first.words) <= LETTERS
            else (first.sentence, (first.also,))
        )
    if context.second is None and len(first.words) <= LETTERS:
        return first.words, others
    shown = (context.indicator, *((context.second,) if context.second else ()))
    return _values(context, shown, findings), (first.words, *others)


def _values(context: Context, shown: tuple[Indicator, ...], findings: tuple[Finding, ...]) -> str:
    """Place and values of each figure, with as much of their names as there is room for."""
    split = compares(context)
    place = selection_name(context) if split else context.place
    short = "The selection" if split else place
    full = tuple(label_at(context.store, one, context.date) for one in shown)
    brief = tuple(one.short_label for one in shown)
    dated = tuple(map(short_label, shown))
    last = dated if len({*brief}) < len(brief) else brief
    named = [(f"{place}.", last)] if context.second else []  # the summary has two in full
    forms = (
        (f"{place}.", full),
        *named,
        (f"{short}.", full),
        (f"{short}.", last),
        ("", last),
    )
    made = [" ".join((start, *map(_value, names, findings))).lstrip() for start, names in forms]
    if context.second is None:
        made = [f"{one} {findings[0].people}".rstrip() for one in made] + made
    return next((one for one in made if len(one) <= LETTERS), made[-1])


def _value(label: str, finding: Finding) -> str:
    return f"{label}: {finding.short}." if finding.short else finding.sentence
