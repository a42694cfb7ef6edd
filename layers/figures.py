"""One indicator as the browser holds it: values, ranks, classes and the words that go with them.

Each indicator is a small file of its own, fetched when it is first shown and then kept.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from geodata.catalogue import Indicator
from geodata.classify import MEASURES, Classes, classify, usable_measure
from geodata.format import class_ranges, month, whole_words
from geodata.store import Store, Values
from layers.areas import level_key
from layers.clusters import kinds, labels
from layers.over_time import over_time
from layers.pairs import added_up, thirds
from layers.palette import class_colours
from layers.words import (
    decile_words,
    full_label,
    legend_title,
    ranked_words,
)

GROUPS = {
    "decile": "decile",
    "national-quintile": "quintile",
    "local-quintile": "quintile",
    "rank": "",
}
DIGITS = "0123456789A"


def figures(store: Store, indicator: Indicator) -> dict[str, Any]:
    """Everything needed to shade areas by an indicator and to say it in words."""
    values = store.values(indicator.key)
    place = indicator.ranked_in if indicator.total else store.authority.name
    return {
        "key": indicator.key,
        "label": full_label(indicator),
        "level": level_key(indicator.level, indicator.vintage),
        "kind": indicator.kind.key,
        "more": indicator.more,
        "less": indicator.less,
        "denominator": denominator_words(indicator),
        "source": f"{indicator.source.publisher}, {month(indicator.source.published)}",
        "said": pattern(indicator),
        "ranked": ranked_words(indicator, place, values.total),
        "rank": values.rank.tolist(),
        **numbers(values),
        "deciles": decile_words(indicator, place) if indicator.total else (),
        "measures": {key: _measure(store, indicator, key) for key in MEASURES},
        "thirds": thirds(values.rank),
        "larger": added_up(store, indicator),
        "clusters": kinds(store, indicator),
        "clustered": labels(indicator) if indicator.clusters else (),
        "series": over_time(store, indicator),
    }


def numbers(values: Values) -> dict[str, Any]:
    """The numbers themselves, in the fewest lists that give them back, and what is odd."""
    indicator = values.indicator
    found: dict[str, Any] = {
        "status": {
            str(index): str(status) for index, status in enumerate(values.status) if status != "ok"
        },
        "over": np.flatnonzero(values.over).tolist(),
    }
    if indicator.kind.is_fraction and indicator.has_parts:
        found["per"] = 100 if indicator.kind.is_share else indicator.per
        found["numerator"] = _list(values.numerator)
        found["denominators"] = _list(values.denominator)
    elif not indicator.kind.is_rank:
        found["value"] = _list(values.value)
    return found


def pattern(indicator: Indicator) -> str:
    """How the browser says a value: with {value}, {numerator} and {denominator} to fill in."""
    kind = indicator.kind
    words = kind.words_with_parts if indicator.has_parts and kind.words_with_parts else kind.words
    return words.replace("{unit}", indicator.unit).replace("{whole}", whole_words(indicator))


def denominator_words(indicator: Indicator) -> str:
    """What a share is a share of; nothing for figures that are not shares of anything."""
    return indicator.denominator if indicator.kind.is_fraction else ""


def _list(array: Any) -> list[float | int | None]:
    return [
        None if np.isnan(one) else int(one) if float(one).is_integer() else round(float(one), 4)
        for one in array
    ]


def _measure(store: Store, indicator: Indicator, asked: str) -> dict[str, Any]:
    shown = usable_measure(indicator, asked)
    values = store.values(indicator.key)
    classes = classify(values, shown, place=store.authority.name)
    return {
        "title": legend_title(indicator, classes),
        "note": ""
        if shown == asked
        else f"No national rank exists for this figure: {store.authority.name} alone is ranked.",
        "group": GROUPS[shown],
        "labels": classes.labels,
        "ranges": ranges(values, classes),
        "colours": class_colours(indicator, len(classes.labels)),
        "classes": "".join(DIGITS[number] for number in classes.number),
    }


def ranges(values: Values, classes: Classes) -> list[str]:
    """From which value to which each class goes; ranks need none, their classes say it."""
    if values.indicator.kind.is_rank:
        return []
    inside = [values.value[classes.number == at] for at in range(1, len(classes.labels) + 1)]
    spans = [(float(one.min()), float(one.max())) if one.size else None for one in inside]
    return list(class_ranges(values.indicator, spans))
