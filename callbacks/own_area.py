"""An area of a reader's own: how it is written, drawn again and linked, and why one is refused."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from geodata.drawn import shortest
from geodata.selection import drawn
from geodata.store import Store
from views.readers import Refused
from views.view import View, default_view, print_value, query_of
from views.vocabulary import Vocabulary

KEYS = ("near", "shape", "area")
SELECTING = ("lad", "ward", "q", "basis", "by", *KEYS)


def shortest_view(view: View, store: Store) -> View:
    """The view with a drawn outline as the codes of its areas, where those are shorter to write."""
    codes = shortest(store, view.shape) if view.shape and not view.area else ()
    return replace(view, area=codes, shape="") if codes else view


def written(view: View) -> dict[str, str]:
    """The keys of an area of a reader's own, as the server writes them."""
    return {key: print_value(getattr(view, key)) for key in KEYS}


def rings(view: View, store: Store) -> list[list[list[float]]]:
    """The lines that were drawn, each as corners: latitude and longitude."""
    filter = view.filter()
    shapes = [one.polygon for one in drawn(store, filter)] if filter.is_drawn else []
    return [np.round(shape.exterior.coords, 5)[:, ::-1].tolist() for shape in shapes]


def refusal(ignored: Iterable[str]) -> str:
    """Why what was drawn or typed is not shown, in a sentence; empty when it is."""
    reasons = [one.why for one in ignored if isinstance(one, Refused)]
    return f"The area was not drawn: {'; '.join(reasons)}." if reasons else ""


def area_query(view: View, words: Vocabulary) -> str:
    """The query of a page about the areas that a view selects."""
    kept = {key: getattr(view, key) for key in SELECTING}
    return query_of(replace(default_view(words), **kept), words)
