"""The map of a view as it is drawn on the server, and pictures of a view as files. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace

from callbacks.answer import Answer, Explorer
from callbacks.map_model import MapModel
from callbacks.titles import name_of
from charts.headline import lead
from geodata.catalogue import Indicator
from pictures.chart_file import chart_file
from pictures.map_card import FRAMES, Words, map_card
from pictures.map_picture import MapPanel, MapView, look_at

MAP = "map"
STREETS = "In the full view only: the street map."
BESIDE = ("names", "wards")  # what lies over the second of two maps too


@dataclass(frozen=True, eq=False)
class MapPicture:
    """The map of a view, each sheet as a panel, with what is said around it."""

    model: MapModel
    panels: tuple[MapPanel, ...]
    finding: str
    periods: tuple[str, ...]

    @property
    def notes(self) -> tuple[str, ...]:
        """What has to be known to read the maps, each note once."""
        model = self.model
        every = [
            note
            for sheet in model.sheets
            for note in (
                *sheet.counting(model.store.members(model.mask, sheet.level)),
                *sheet.notes,
            )
        ]
        every += [STREETS] if "streets" in model.view.over else []
        return tuple(dict.fromkeys([*every, *(note for key in model.keys for note in key.notes)]))

    @property
    def sources(self) -> tuple[str, ...]:
        """Where all figures come from, each source once."""
        every = [source for one in self.model.sheets for source in one.sources]
        return tuple(
            dict.fromkeys([*every, *(key.source for key in self.model.keys if key.source)])
        )


def map_picture(answer: Answer, shape: tuple[float, float]) -> MapPicture:
    """The map of a view, each panel so many pixels wide and high."""
    view, context = answer.view, answer.context
    model = answer.model
    first = MapView(
        box=look_at(context.store, at=view.at, divisions=view.ward or view.lad, shape=shape),
        pixels=shape[0],
        mask=model.mask,
        over=view.layers,
        faint=view.faint,
        wards=view.ward,
        picked=view.area,
        practices=model.practices,
        circles=model.circles,
        clusters=model.clusters,
        venues=model.venues,
        standing=model.standing,
    )
    second = replace(first, over=tuple(one for one in view.over if one in BESIDE))
    return MapPicture(
        model=model,
        panels=tuple(
            MapPanel(sheet, model.lines(number), looked)
            for number, (sheet, looked) in enumerate(
                zip(model.sheets, (first, second), strict=False)
            )
        ),
        finding=lead(context, *_figures(answer)),
        periods=_periods(answer),
    )


def picture_file(key: str, answer: Answer, explorer: Explorer) -> str:
    """The map or a chart of a view as an SVG file.

    Raises KeyError for a chart that does not exist, NoPictureError for a table.
    """
    if key != MAP:
        chart = explorer.chart(key, answer)
        return chart_file(chart, answer.context, heading=name_of(explorer.store))
    found = map_picture(answer, FRAMES[bool(answer.view.beside)].sheet)
    words = Words(
        heading=name_of(explorer.store),
        title=found.model.title,
        finding=found.finding,
        credit=explorer.store.boundary_credit,
        notes=found.notes,
        sources=found.sources,
        periods=found.periods,
    )
    return map_card(explorer.store, found.panels, found.model.keys, words)


def _figures(answer: Answer) -> tuple[Indicator, ...]:
    """The figures that the areas of the map or maps are shaded by."""
    find, view = answer.context.store.catalogue.indicator, answer.view
    keys = dict.fromkeys((view.ind, view.second or view.ind))
    return tuple(find(key) for key in keys)


def _periods(answer: Answer) -> tuple[str, ...]:
    """The periods of all figures on the map."""
    context = answer.context
    every = [context.indicator, *context.companions]
    if context.practice and "practices" in answer.view.over:
        every.append(context.practice)
    return tuple(dict.fromkeys(one.period for one in every))
