"""What stands behind a figure: definition, count, denominator, period, source, method, caveat."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import htpy as h
from markupsafe import Markup

from charts.words import level_words
from geodata.catalogue import Indicator, Source
from geodata.format import month
from layers.words import full_label

Entries = dict[str, str]


def about(
    indicators: tuple[Indicator, ...], notes: tuple[str, ...], lists: tuple[Source, ...] = ()
) -> h.Renderable:
    """Notes, then definition, source and method of each indicator; what all share is said once.

    `lists` are publications of places.
    """
    return h.div(".about")[[h.p[note] for note in notes], _published(indicators, lists)]


@lru_cache(maxsize=256)
def _published(indicators: tuple[Indicator, ...], lists: tuple[Source, ...]) -> Markup:
    """What no view changes of it, remembered."""
    entries = [_entries(one) for one in indicators]
    shared = {
        name: text
        for name, text in (entries[0].items() if entries else ())
        if all(other.get(name) == text for other in entries)
    }
    alone = len(entries) == 1
    block = h.fragment[
        (
            [
                h.h3[full_label(one)],
                _list((name, text) for name, text in own.items() if alone or name not in shared),
            ]
            for one, own in zip(indicators, entries, strict=True)
        ),
        len(entries) > 1 and [h.h3["All of these"], _list(shared.items())],
        (_list(_source(one).items()) for one in lists),
    ]
    return Markup(str(block))


def _entries(one: Indicator) -> Entries:
    return {
        "Definition": one.definition,
        "Numerator": one.numerator,
        "Denominator": one.denominator,
        "Age": one.age,
        "Period": one.period,
        "Areas": level_words(one),
        **_source(one.source),
        "Method": one.method,
        "Mind that": one.caveat,
    }


def _source(one: Source) -> Entries:
    return {
        "Source": f"{one.publisher}, {one.title}",
        "Published": month(one.published),
        "Licence": one.licence,
    }


def _list(entries: Iterable[tuple[str, str]]) -> h.Renderable:
    return h.dl[([h.dt[name], h.dd[text]] for name, text in entries)]
