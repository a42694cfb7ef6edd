"""What pages are called, and the words for what a view holds."""

from __future__ import annotations

from charts.groups import selection_words
from charts.model import Context
from charts.registry import CHARTS
from charts.words import capital
from geodata.classify import MEASURES
from geodata.format import day
from geodata.store import Store
from layers.venues import venue_kinds
from layers.words import full_label
from views.vocabulary import COMPARED, RANK_BY, SORTS, overlay_labels


def name_of(store: Store) -> str:
    """What the explorer calls itself."""
    return f"{store.authority.name} Inequalities Explorer"


def place_of(context: Context) -> str:
    """The place a view is about: what is selected by name, or the whole authority."""
    chosen = context.selection
    if chosen.is_everything:
        return context.place
    words = selection_words(context.store, chosen.filter, count=chosen.count)
    return f"{capital(words)}, {context.place}"


def figure_and_place(figure: str, context: Context) -> str:
    """The title of a page about a figure: what is shown, and of which place."""
    return f"{figure} – {place_of(context)}"


def spoken_names(store: Store) -> dict[str, str]:
    """The words for what a view holds: wards, indicators, measures, dates, overlays, charts."""
    catalogue = store.catalogue
    return {
        **{one.key: full_label(one) for one in catalogue.indicators},
        **{key: one.label for key, one in MEASURES.items()},
        **{one: day(one) for one in store.dates},
        **dict(store.wards),
        **dict(store.authorities),
        **dict(zip(store.areas.code, store.areas.name, strict=True)),
        **overlay_labels(store),
        **{one.key: one.label for one in venue_kinds(store)},
        **{f"sort={key}": words for key, words in SORTS.items()},
        **{f"sort=-{key}": f"{words}, from the other end" for key, words in SORTS.items()},
        **{f"tables={key}": one.name for key, one in CHARTS.items()},
        **{f"rankby={key}": words for key, words in RANK_BY.items()},
        **{f"as={key}": words for key, words in COMPARED.items()},
        "first": "the first few",
    }
