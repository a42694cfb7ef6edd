"""What the map of a view shows: worked out once, for the page, its pictures and its embeds."""

from __future__ import annotations

from dataclasses import dataclass, replace

from charts.model import Context
from geodata.catalogue import Indicator
from geodata.classify import usable_measure
from geodata.contents import Array
from geodata.selection import venues_in
from geodata.store import Store
from layers.choropleth import choropleth
from layers.choropleth_at import choropleth_at
from layers.choropleth_pair import choropleth_pair
from layers.circles import Circles, circles
from layers.clusters import Clusters, cluster_line, clusters
from layers.companions import companion_lines
from layers.geography import lines_after, lines_before
from layers.over_time import moments
from layers.practice_circles import PracticeCircles, practice_circles
from layers.sheet import Line, Sheet
from layers.venues import VenueMarks, venue_marks
from pictures.keys import Key, cluster_key, count_key, practice_key, venue_key
from pictures.legends import (
    Fragments,
    circle_fragment,
    cluster_fragment,
    practice_fragments,
    second_fragment,
    sheet_fragments,
    venue_fragments,
)
from views.view import View


@dataclass(frozen=True, eq=False)
class MapModel:
    """The map of a view: one sheet, or two side by side, and what lies over the areas.

    `contexts` are the views of the sheets, each about its own figure.
    """

    view: View
    contexts: tuple[Context, ...]
    sheets: tuple[Sheet, ...]
    circles: Circles | None
    clusters: Clusters | None
    practices: PracticeCircles | None
    venues: VenueMarks | None

    @property
    def store(self) -> Store:
        """The bundle that the figures are from."""
        return self.contexts[0].store

    @property
    def mask(self) -> Array:
        """Which LSOAs of 2021 are selected."""
        return self.contexts[0].selection.mask

    @property
    def title(self) -> str:
        """What is shown, in one line."""
        return ", beside ".join(one.title for one in self.sheets)

    @property
    def keys(self) -> tuple[Key, ...]:
        """Keys of what lies over the areas, the topmost first."""
        found = {
            "practices": self.practices
            and practice_key(self.practices, self.store.practice_mask(self.mask)),
            "circles": self.circles and count_key(self.circles),
            "clusters": self.clusters and cluster_key(self.clusters),
            "venues": self._venue_key,
        }
        return tuple(key for name in self.view.layers if (key := found.get(name)))

    @property
    def standing(self) -> Array:
        """Which venues are selected."""
        return venues_in(self.store, self.contexts[0].selection)

    @property
    def _venue_key(self) -> Key | None:
        return venue_key(self.venues, self.standing) if self.venues else None

    def lines(self, number: int) -> tuple[Line, ...]:
        """The lines of the cards of a sheet's areas, all but what is picked."""
        store, sheet, context = self.store, self.sheets[number], self.contexts[number]
        level, indicator = sheet.level, context.indicator
        lines = [*lines_before(store, level), *sheet.lines]
        for kind, key in _others(self.view, indicator.key).items():
            lines += companion_lines(store, store.catalogue.indicator(key), level, kind)
        if self.clusters and self.clusters.kinds and not number and not self.view.paired:
            lines.append(cluster_line(store, indicator))
        return (*lines, *lines_after(store, level))

    def fragments(self) -> Fragments:
        """Legends and notes as the page has them, by the id of their element."""
        store, practices = self.store, self.store.practices
        chosen = [store.members(self.mask, one.level) for one in self.sheets]
        second = (self.sheets[1], chosen[1]) if len(self.sheets) > 1 else (None, None)
        venues = (self.venues, self._venue_key, self.standing) if self.venues else (None,) * 3
        return {
            **sheet_fragments(self.sheets[0], chosen[0]),
            **second_fragment(*second),
            **circle_fragment(self.circles),
            **cluster_fragment(self.clusters),
            **practice_fragments(
                practices.name, practices.code, self.practices, store.practice_mask(self.mask)
            ),
            **venue_fragments(store, *venues),
        }


def map_model(view: View, context: Context) -> MapModel:
    """The map of a view; `context` is what the view means for charts."""
    store, on = context.store, frozenset(view.over)
    find = store.catalogue.indicator
    second = _second(view, context)
    contexts = (context, second) if second else (context,)
    return MapModel(
        view=view,
        contexts=contexts,
        sheets=(
            _sheet(view, context.store),
            *(choropleth(store, one.indicator, one.measure) for one in contexts[1:]),
        ),
        circles=circles(store, find(view.circle)) if "circles" in on else None,
        clusters=clusters(store, context.indicator) if "clusters" in on else None,
        practices=practice_circles(store, find(view.practice)) if "practices" in on else None,
        venues=venue_marks(store, view.venues) if view.venues else None,
    )


def class_name(view: View, store: Store) -> str:
    """What the classes are called that the map of a view has, whatever measure is asked for."""
    return _sheet(view, store).named


def _sheet(view: View, store: Store) -> Sheet:
    """By one figure, at a date or not, or by two."""
    indicator = store.catalogue.indicator(view.ind)
    if view.paired:
        return choropleth_pair(store, indicator, store.catalogue.indicator(view.paired))
    moment = moments(store, indicator).get(view.date)
    if moment:
        return choropleth_at(store, moment)
    return choropleth(store, indicator, view.measure)


def _second(view: View, first: Context) -> Context | None:
    """The view of the second of two maps."""
    if not view.beside:
        return None
    second: Indicator = first.store.catalogue.indicator(view.beside)
    others = (first.indicator, *(one for one in first.companions if one is not second))
    return replace(
        first,
        indicator=second,
        measure=usable_measure(second, view.measure),
        companions=others,
        clustered=False,
        date="",
    )


def _others(view: View, shown: str) -> dict[str, str]:
    """What else the card says of each area: the figure of the other map, and what circles count."""
    other = view.ind if shown == view.beside else view.beside
    circle = view.circle if "circles" in view.over else ""
    on_map = (view.ind, view.second)
    found = {"second": other, "circle": "" if circle in on_map else circle}
    return {kind: key for kind, key in found.items() if key}
