"""Legends and notes of the map as ready markup: for the page, for its scripts' files, for embeds.

Each fragment of the page is a whole element with the id it takes the place of.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import htpy as h
from markupsafe import Markup

from geodata.contents import Array
from geodata.store import Store
from layers.circles import Circles
from layers.clusters import Clusters
from layers.levels import NOUNS
from layers.practice_circles import PracticeCircles
from layers.sheet import Entry, Grid, Sheet
from layers.venues import VenueMarks, lit
from pictures.keys import Key, Row, cluster_key, count_key, practice_key
from pictures.samples import sample, swatch

Fragments = dict[str, Markup]
_NAME, _MEANING, _RANGE, _COUNT, _UNSEEN = (
    h.span(f".{name}") for name in ("name", "meaning", "range", "count", "unseen")
)


def sheet_fragments(sheet: Sheet, selected: Array) -> Fragments:
    """The legend, the note under the map and the note on classes; `selected` as in `counts`."""
    return _first(sheet, selected, _legend(sheet, selected))


def second_fragment(sheet: Sheet | None, selected: Array | None) -> Fragments:
    """The legend over the second map with its sources; an empty one without a second map."""
    if sheet is None or selected is None:
        return _printed(second_legend=h.div("#second-legend"))
    return _second(sheet, _legend(sheet, selected))


def either_fragments(sheet: Sheet, selected: Array) -> Fragments:
    """The fragments of a sheet that may be on the first map or on the second."""
    legend = _legend(sheet, selected)
    return _first(sheet, selected, legend) | _second(sheet, legend)


def circle_fragment(circles: Circles | None) -> Fragments:
    """What the sizes of circles mean; hidden where there are none."""
    key = count_key(circles) if circles else None
    return _printed(circle_legend=_overlay("circle-legend", "Key of the circles", key))


def cluster_fragment(clusters: Clusters | None) -> Fragments:
    """What the lines around clusters mean; hidden where clusters are not shown."""
    key = cluster_key(clusters) if clusters else None
    return _printed(cluster_legend=_overlay("cluster-legend", "Key of the clusters", key))


def venue_fragments(
    store: Store, found: VenueMarks | None, key: Key | None, selected: Array | None
) -> Fragments:
    """Legend, note and list of the venues on the map; the list is by kind, then by name.

    The legend has "1" for each that is `selected`, in the order of their file.
    """
    if found is None or key is None or selected is None:
        return _printed(
            venue_legend=h.div("#venue-legend", hidden=True),
            venue_note=h.p("#venue-note", hidden=True),
            venue_list=h.details("#venue-list", hidden=True)[h.summary["Venues"]],
        )
    venues = store.venues
    order = sorted(found.here, key=lambda at: (venues.kind[at], venues.name[at]))
    items = ((venues.code[at], f"{venues.name[at]}, {venues.postcode[at]}") for at in order)
    kinds = " ".join(one.key for one in found.kinds)
    return _printed(
        venue_legend=h.div(
            "#venue-legend",
            role="group",
            aria_label="Key of the venues",
            data_kinds=kinds,
            data_lit=lit(store, selected),
        )[
            h.h2[key.title],
            h.ul(".sizes")[(_counted(row) for row in key.rows)],
        ],
        venue_note=_quiet("venue-note", *key.notes, f"{key.source}."),
        venue_list=_listed("venue-list", "Venues on the map, as a list", items),
    )


def practice_fragments(
    names: Sequence[str], codes: Sequence[str], found: PracticeCircles | None, selected: Array
) -> Fragments:
    """Legend, note and list of practices; `selected` is yes or no for each of them."""
    if found is None:
        return _printed(
            practice_legend=h.div("#practice-legend", hidden=True),
            practice_note=h.p("#practice-note", hidden=True),
            practice_list=h.details("#practice-list", hidden=True)[h.summary["GP practices"]],
        )
    key = practice_key(found, selected)
    values = next(line.texts for line in found.lines if line.kind == "value")
    items = ((codes[at], f"{names[at]}: {values[at]}") for at in found.order)
    return _printed(
        practice_legend=h.div(
            "#practice-legend", role="group", aria_label="Key of the GP practices"
        )[
            h.h2[key.title],
            h.ul(".classes")[(_class(row, "practices") for row in key.rows)],
            [
                h.p(".quiet")["Patients on the list:"],
                h.ul(".sizes")[(_size(row) for row in key.sizes)],
            ]
            if key.sizes
            else None,
        ],
        practice_note=_quiet("practice-note", *key.notes, f"{key.source}."),
        practice_list=_listed("practice-list", "GP practices on the map, as a list", items),
    )


def grid_table(sheet: Sheet, grid: Grid, counts: Sequence[str]) -> h.Renderable:
    """A table of nine colours; the first figure goes down, the second across."""
    cells = list(zip(sheet.entries, counts, strict=True))[:9]
    return h.table(".legend")[
        h.thead[
            h.tr[
                h.th(scope="col", rowspan=2)[grid.first],
                h.th(scope="colgroup", colspan=3)[grid.second],
            ],
            h.tr[(h.th(scope="col")[one] for one in grid.across)],
        ],
        h.tbody[
            (
                h.tr[
                    h.th(scope="row")[grid.down[row]],
                    (
                        h.td[swatch(one), " ", _COUNT[count]]
                        for one, count in cells[3 * row : 3 * row + 3]
                    ),
                ]
                for row in range(3)
            )
        ],
    ]


def _first(sheet: Sheet, selected: Array, legend: Markup) -> Fragments:
    notes = (*sheet.counting(selected), *sheet.notes, f"{'. '.join(sheet.sources)}.")
    return _printed(
        legend=h.div("#legend", role="group", aria_label="Key")[legend],
        map_note=_quiet("map-note", *notes),
        measure_note=_quiet("measure-note", sheet.why),
    )


def _second(sheet: Sheet, legend: Markup) -> Fragments:
    source = h.p(".quiet")[f"{'. '.join(sheet.sources)}."]
    return _printed(second_legend=h.div("#second-legend")[legend, source])


def _legend(sheet: Sheet, selected: Array) -> Markup:
    counts, noun = sheet.counts(selected), NOUNS[sheet.level.name][1]
    entries = list(zip(sheet.entries, counts, strict=True))
    title = h.h2[sheet.title]
    if sheet.grid is None:
        return Markup(h.fragment[title, _classes(entries, noun)])
    table, rest = grid_table(sheet, sheet.grid, counts), entries[9:]
    return Markup(
        h.fragment[title, table, _classes(rest, noun) if rest else None, h.p[sheet.notes[0]]]
    )


def _classes(entries: Sequence[tuple[Entry, str]], noun: str) -> h.Renderable:
    rows = (_row(swatch(one), one.label, one.range, count, noun) for one, count in entries)
    return h.ul(class_=f"classes-{len(entries)}")[rows]


def _class(row: Row, noun: str) -> h.Renderable:
    return _row(sample(row.sample), row.label, row.range, row.count, noun)


def _row(mark: Markup, label: str, span: str, count: str, noun: str) -> h.Renderable:
    """One class, with what it means at an end of the scale."""
    short, _, meaning = label.partition(" (")
    return h.li[
        mark,
        _NAME[short],
        _MEANING[f" ({meaning}" if meaning else ""],
        _RANGE[span],
        _COUNT[count],
        _UNSEEN[f" {noun}"],
    ]


def _size(row: Row) -> h.Renderable:
    return h.li[sample(row.sample), h.span[row.label]]


def _listed(name: str, summary: str, items: Iterable[tuple[str, str]]) -> h.Renderable:
    """Places of the map by code and words, to be reached by keyboard."""
    buttons = (h.li[h.button(type="button", data_of=code)[words]] for code, words in items)
    return h.details(".points", id=name)[h.summary[summary], h.ol[buttons]]


def _overlay(name: str, label: str, key: Key | None) -> h.Renderable:
    if key is None:
        return h.div(id=name, hidden=True)
    rows = (_counted(row) for row in key.rows)
    return h.div(id=name, role="group", aria_label=label)[
        h.h2[key.title] if key.title else None,
        h.ul(".sizes" if name == "circle-legend" else ".lines")[rows] if key.rows else None,
        h.p(".quiet")[" ".join((*key.notes, f"{key.source}." if key.source else ""))],
    ]


def _counted(row: Row) -> h.Renderable:
    count = (": ", _COUNT[row.count]) if row.count else None
    return h.li[sample(row.sample), h.span[row.label, count]]


def _quiet(name: str, *sentences: str) -> h.Renderable:
    return h.p(id=name, class_="quiet")[" ".join(filter(None, sentences))]


def _printed(**elements: h.Renderable) -> Fragments:
    return {name.replace("_", "-"): Markup(str(one)) for name, one in elements.items()}
