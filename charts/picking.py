"""While areas are picked: which others could be, and where the picked ones lie."""

from __future__ import annotations

import numpy as np

from charts.model import Context, Link
from charts.words import joined, with_noun


def more_to_pick(context: Context) -> tuple[tuple[str, Link], ...]:
    """While areas are picked: the other areas of their wards, each with a link that adds it."""
    store, picked = context.store, set(context.selection.filter.picked)
    inside = {store.areas.ward_code[i] for i in np.flatnonzero(context.selection.mask)}
    if not picked:
        return ()
    return tuple(
        (name, Link(context.href(area=tuple(sorted({*picked, code}))), current=False))
        for code, name, ward in zip(
            store.areas.code, store.areas.name, store.areas.ward_code, strict=True
        )
        if ward in inside and code not in picked
    )


def picked_wards(context: Context) -> str:
    """The wards that the picked areas lie in, by name."""
    store = context.store
    names = {store.areas.ward_name[i] for i in np.flatnonzero(context.selection.mask)}
    noun = "ward" if len(names) == 4 else "wards"
    return joined(sorted(names), most=3, noun=noun) or with_noun(0, "ward")
