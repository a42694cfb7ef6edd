"""What the map of a view shows, for everything that is drawn on the server. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from callbacks.answer import Answer, Explorer
from charts.companions import companion_columns
from charts.headline import lead
from charts.model import Context
from geodata.classify import usable_measure
from layers.circles import counts
from layers.clusters import clusters
from layers.over_time import moments
from layers.practice_circles import circles
from layers.shading import Shading, shade
from layers.shading_date import shade_at
from layers.shading_pair import shade_pair
from pictures.keys import Key, cluster_key, count_key, practice_key
from pictures.map_card import FRAMES, Sheet, Words, map_card
from pictures.map_picture import MapView, look_at
from pictures.still import chart_file

MAP = "map"
STREETS = "In the full view only: the street map."
BESIDE = ("names", "wards")  # what lies over the second of two maps too


@dataclass(frozen=True, eq=False)
class Drawn:
    """What the map of a view is made of: one sheet, or two side by side, and what lies over them.

    `contexts` are the views of the sheets, each about its own figure.
    """

    sheets: tuple[Sheet, ...]
    contexts: tuple[Context, ...]
    keys: tuple[Key, ...]
    periods: tuple[str, ...]

    @property
    def title(self) -> str:
        """What is shown, in one line."""
        return title_of([one.shading for one in self.sheets])

    @property
    def finding(self) -> str:
        """The first sentence about what is selected."""
        return lead(self.contexts[0], self.contexts[0].indicator)

    @property
    def notes(self) -> tuple[str, ...]:
        """What has to be known to read the maps, each note once."""
        every = [note for one in self.sheets for note in one.shading.notes]
        return tuple(dict.fromkeys([*every, *(note for key in self.keys for note in key.notes)]))

    @property
    def sources(self) -> tuple[str, ...]:
        """Where all figures come from, each source once."""
        every = [source for one in self.sheets for source in one.shading.sources]
        return tuple(dict.fromkeys([*every, *(key.source for key in self.keys if key.source)]))


def name_of(explorer: Explorer) -> str:
    """What the explorer calls itself."""
    return f"{explorer.store.authority.name} Inequalities Explorer"


def drawn(answer: Answer, explorer: Explorer, shape: tuple[float, float]) -> Drawn:
    """Everything on the map of a view, each sheet so many pixels wide and high."""
    view = answer.view
    contexts = _contexts(answer, explorer)
    first = _overlaid(answer, explorer, shape)
    plain = replace(
        first,
        over=tuple(one for one in view.over if one in BESIDE),
        practices=None,
        counts=None,
        clusters=None,
    )
    sheets = tuple(
        Sheet(_said_with_others(found, context, paired=bool(view.paired)), looked)
        for found, context, looked in zip(
            shadings(answer, explorer), contexts, (first, plain), strict=False
        )
    )
    return Drawn(sheets, contexts, _keys(first), _periods(answer, explorer))


def shadings(answer: Answer, explorer: Explorer) -> tuple[Shading, ...]:
    """How the areas of each sheet are shaded."""
    mask = answer.selection.mask
    return shading(answer, explorer), *(
        shade(explorer.store, one.indicator, one.measure, mask=mask)
        for one in _contexts(answer, explorer)[1:]
    )


def title_of(found: Sequence[Shading]) -> str:
    """What is shown, in one line."""
    return ", beside ".join(one.title for one in found)


def shading(answer: Answer, explorer: Explorer) -> Shading:
    """How the areas of a view are shaded: by one figure, at a date or not, or by two."""
    store, view, context = explorer.store, answer.view, answer.context
    mask = answer.selection.mask
    moment = moments(store, context.indicator).get(view.date)
    if view.paired:
        second = store.catalogue.indicator(view.paired)
        found = shade_pair(store, context.indicator, second, mask=mask)
    elif moment:
        found = shade_at(store, moment, mask=mask)
    else:
        found = shade(store, context.indicator, context.measure, mask=mask)
    return replace(found, notes=(*found.notes, STREETS)) if "streets" in view.over else found


def picture_file(key: str, answer: Answer, explorer: Explorer) -> str:
    """The map or a chart of a view as an SVG file.

    Raises KeyError for a chart that does not exist, NoPictureError for a table.
    """
    if key != MAP:
        chart = explorer.chart(key, answer)
        return chart_file(chart, answer.context, heading=name_of(explorer))
    found = drawn(answer, explorer, FRAMES[bool(answer.view.beside)].sheet)
    words = Words(
        heading=name_of(explorer),
        title=found.title,
        finding=found.finding,
        credit=explorer.store.catalogue.source("lsoa_2021_boundaries").attribution,
        notes=found.notes,
        sources=found.sources,
        periods=found.periods,
    )
    return map_card(explorer.store, found.sheets, found.keys, words)


def _contexts(answer: Answer, explorer: Explorer) -> tuple[Context, ...]:
    """The view of the first sheet, and of the second where there are two."""
    first = answer.context
    if not answer.view.beside:
        return (first,)
    second = explorer.store.catalogue.indicator(answer.view.beside)
    others = (first.indicator, *(one for one in first.companions if one is not second))
    return first, replace(
        first,
        indicator=second,
        measure=usable_measure(second, answer.view.measure),
        companions=others,
        clustered=False,
        date="",
    )


def _overlaid(answer: Answer, explorer: Explorer, shape: tuple[float, float]) -> MapView:
    """Where the map looks, and what lies over its areas."""
    store, view, mask = explorer.store, answer.view, answer.selection.mask
    on = frozenset(view.over)
    practice, count = map(store.catalogue.indicator, (view.practice, view.circle))
    return MapView(
        box=look_at(store, at=view.at, wards=view.ward, shape=shape),
        pixels=shape[0],
        over=view.over,
        faint=view.faint,
        wards=view.ward,
        picked=view.area,
        practices=circles(store, practice, mask=mask) if "practices" in on else None,
        counts=counts(store, count, mask=mask) if "circles" in on else None,
        clusters=clusters(store, answer.context.indicator) if "clusters" in on else None,
    )


def _periods(answer: Answer, explorer: Explorer) -> tuple[str, ...]:
    """The periods of all figures on the map."""
    practice = explorer.store.catalogue.indicator(answer.view.practice)
    every = [answer.context.indicator, *answer.context.companions]
    every += [practice] if "practices" in answer.view.over else []
    return tuple(dict.fromkeys(one.period for one in every))


def _keys(view: MapView) -> tuple[Key, ...]:
    """Keys of what lies over the areas, the topmost first."""
    found = {
        "practices": view.practices and practice_key(view.practices),
        "circles": view.counts and count_key(view.counts),
        "clusters": view.clusters and cluster_key(view.clusters),
    }
    return tuple(key for name in view.over if (key := found.get(name)))


def _said_with_others(found: Shading, context: Context, *, paired: bool) -> Shading:
    """The words of each area, and what else the map shows of it, as the table of areas has it."""
    if paired:
        context = replace(context, companions=context.companions[1:], clustered=False)
    columns = companion_columns(replace(context, date=""), found.level, found.level.parts)
    words = [
        " ".join([said, *(f"{column.label}: {read(index)}." for column, read in columns)])
        for index, said in enumerate(found.words)
    ]
    return replace(found, words=tuple(words))
