"""The practices layer: one circle a general practice, as large as its list, coloured by an outcome.

The browser fetches it when a reader first turns practices on. Where circles would lie on each
other (several practices share a postcode) it moves them apart and draws a line to the place.
"""

from __future__ import annotations

from typing import Any

import dash_leaflet as dl
import numpy as np
from dash_extensions.javascript import Namespace

from geodata.catalogue import Indicator
from geodata.classify import classify
from geodata.format import interval, month
from geodata.stats import byar_rate, wilson
from geodata.store import Store, Values
from layers.figures import DIGITS, denominator_words, numbers, pattern, ranges
from layers.palette import practice_ramp
from layers.words import full_label, ranked_words

MEASURE = "local-quintile"
_browser = Namespace("explorer", "practices")


def component() -> dl.GeoJSON:
    """Circles above the areas, empty until a reader asks for them."""
    return dl.GeoJSON(
        id="practices", pointToLayer=_browser("point"), onEachFeature=_browser("register")
    )


def shapes(store: Store) -> dict[str, Any]:
    """GeoJSON of the practices that have a place; `index` is the practice's place in figures."""
    found = store.practices
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {
                    "index": index,
                    "code": found.code[index],
                    "name": found.name[index],
                    "place": f"{found.postcode[index]}, {found.ward_name[index]} ward",
                    "patients": int(found.patients[index]),
                    "area": store.areas.code[found.lsoa21[index]],
                },
                "geometry": {
                    "type": "Point",
                    "coordinates": [float(found.lon[index]), float(found.lat[index])],
                },
            }
            for index in np.flatnonzero(found.listed).tolist()
        ],
    }


def outcomes(store: Store, indicator: Indicator) -> dict[str, Any]:
    """One outcome of every practice: values, intervals, classes and words."""
    values = store.values(indicator.key)
    place = store.authority.name
    return {
        "key": indicator.key,
        "label": full_label(indicator),
        "kind": indicator.kind.key,
        "more": indicator.more,
        "less": indicator.less,
        "denominator": denominator_words(indicator),
        "period": indicator.period,
        "source": f"{indicator.source.publisher}, {month(indicator.source.published)}",
        "crude": "Crude: not adjusted for age." if is_crude(indicator) else "",
        "said": pattern(indicator),
        "ranked": ranked_words(indicator, place, values.total),
        "rank": values.rank.tolist(),
        **numbers(values),
        "intervals": intervals(values),
        "words": indicator.categories,
        "unlisted": {
            str(index): store.practices.code[index]
            for index, listed in enumerate(store.practices.listed)
            if not listed and values.status[index] == "ok"
        },
        **_classes(store, values),
    }


def is_crude(indicator: Indicator) -> bool:
    """Whether a figure counts illness without regard to how old the patients are."""
    return "not adjusted for age" in indicator.method.lower() or indicator.interval == "byar"


def intervals(values: Values) -> list[str]:
    """The 95 % interval of each value in words; nothing at all where it is not known."""
    indicator = values.indicator
    if indicator.interval == "wilson":
        low, high = (100 * bound for bound in wilson(values.numerator, values.denominator))
    elif indicator.interval == "byar":
        low, high = byar_rate(values.numerator, values.denominator, per=indicator.per or 1)
    else:
        return []
    return [
        interval(indicator, float(one), float(other)) for one, other in zip(low, high, strict=True)
    ]


def _classes(store: Store, values: Values) -> dict[str, Any]:
    indicator, place = values.indicator, store.authority.name
    if indicator.kind.categorical:
        count = len(indicator.categories)
        known = np.nan_to_num(values.value, nan=0.0).astype(int)
        return {
            "title": full_label(indicator),
            "labels": list(indicator.categories),
            "ranges": [],
            "colours": practice_ramp(indicator, count),
            "classes": "".join(map(str, known)),
        }
    classes = classify(values, MEASURE, place=place)
    return {
        "title": f"{full_label(indicator)}: quintiles of {place}'s practices",
        "labels": classes.labels,
        "ranges": ranges(values, classes),
        "colours": practice_ramp(indicator, len(classes.labels)),
        "classes": "".join(DIGITS[number] for number in classes.number),
    }
