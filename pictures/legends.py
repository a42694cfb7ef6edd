"""Legends and notes of the map as ready markup: for the page, for its scripts' files, for embeds.

Each fragment of the page is a whole element with the id it takes the place of.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import htpy as h
from markupsafe import Markup

from charts import svg
from geodata.contents import Array
from geodata.store import Store
from layers.circles import Circles
from layers.clusters import Clusters
from layers.levels import NOUNS
from layers.palette import INK
from layers.practice_circles import PracticeCircles
from layers.sheet import Entry, Grid, Sheet, marked
from layers.venues import VenueMarks, lit
from pictures.hatching import hatched
from pictures.keys import Key, Row, Sample, cluster_key, count_key, practice_key

Fragments = dict[str, Markup]
_BOX = (28, 16)


def sheet_fragments(sheet: Sheet, selected: Array) -> Fragments:
    """The legend, the note under the map and the note on classes; `selected` as in `counts`."""
    legend = h.div("#legend", role="group", aria_label="Key")[_legend(sheet, selected)]
    notes = (*sheet.counting(selected), *sheet.notes, f"{'. '.join(sheet.sources)}.")
    return _printed(legend=legend, map_note=_quiet("map-note", *notes)) | _printed(
        measure_note=_quiet("measure-note", sheet.why)
    )


def second_fragment(sheet: Sheet | None, selected: Array | None) -> Fragments:
    """The legend over the second map with its sources; an empty one without a second map."""
    if sheet is None or selected is None:
        return _printed(second_legend=h.div("#second-legend"))
    source = h.p(".quiet")[f"{'. '.join(sheet.sources)}."]
    return _printed(second_legend=h.div("#second-legend")[_legend(sheet, selected), source])


def circle_fragment(circles: Circles | None) -> Fragments:
    """What the sizes of circles mean; hidden where there are none."""
    key = count_key(circles) if circles else None
    return _printed(circle_legend=_overlay("circle-legend", "Key of the circles", key))


def cluster_fragment(clusters: Clusters | None) -> Fragments:
    """What the lines around clusters mean; hidden where clusters are not shown."""
    key = cluster_key(clusters) if clusters else None
    return _printed(cluster_legend=_overlay("cluster-legend", "Key of the clusters", key))


def venue_fragments(
    store: Store, found: VenueMarks | None, key: Key | None, selected: Array
) -> Fragments:
    """Legend, note and list of the venues on the map; the list is by kind, then by name.

    The legend has "1" for each that is `selected`, in the order of their file.
    """
    if found is None or key is None:
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
            h.p(".quiet")["Patients on the list:"],
            h.ul(".sizes")[(_size(row) for row in key.sizes)],
        ],
        practice_note=_quiet("practice-note", *key.notes, f"{key.source}."),
        practice_list=_listed("practice-list", "GP practices on the map, as a list", items),
    )


def swatch(entry: Entry) -> Markup:
    """A box of a class's colour, or hatched as the places without a value are."""
    if entry.number:
        inside = svg.tag("path", d="M0 0h{}v{}H0z".format(*_BOX), fill=entry.colour)
    else:
        inside = hatched(marked(entry.status), 0, 0, *_BOX)
    edge = svg.tag(
        "path",
        d="M.5.5h27v15H.5z",
        fill="none",
        stroke=INK,
        stroke_opacity=".35",
        vector_effect="non-scaling-stroke",
    )
    return Markup(
        svg.tag(
            "svg",
            inside,
            edge,
            class_="swatch",
            viewBox="0 0 {} {}".format(*_BOX),
            preserveAspectRatio="none" if entry.number else "xMidYMid slice",
            aria_hidden="true",
        )
    )


def sample(found: Sample) -> Markup:
    """The marks of a key in a picture of their own."""
    return Markup(
        svg.tag(
            "svg",
            found.marks,
            class_="sample",
            width=found.width,
            height=found.height,
            viewBox=f"0 0 {found.width:.1f} {found.height:.1f}",
            aria_hidden="true",
        )
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
                        h.td[swatch(one), " ", h.span(".count")[count]]
                        for one, count in cells[3 * row : 3 * row + 3]
                    ),
                ]
                for row in range(3)
            )
        ],
    ]


def _legend(sheet: Sheet, selected: Array) -> h.Node:
    counts, noun = sheet.counts(selected), NOUNS[sheet.level.name][1]
    entries = list(zip(sheet.entries, counts, strict=True))
    if sheet.grid is None:
        return [h.h2[sheet.title], _classes(entries, noun)]
    rest = entries[9:]
    return [
        h.h2[sheet.title],
        grid_table(sheet, sheet.grid, counts),
        _classes(rest, noun) if rest else None,
        h.p[sheet.notes[0]],
    ]


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
        h.span(".name")[short],
        h.span(".meaning")[f" ({meaning}" if meaning else ""],
        h.span(".range")[span],
        h.span(".count")[count],
        h.span(".unseen")[f" {noun}"],
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
    count = (": ", h.span(".count")[row.count]) if row.count else None
    return h.li[sample(row.sample), h.span[row.label, count]]


def _quiet(name: str, *sentences: str) -> h.Renderable:
    return h.p(id=name, class_="quiet")[" ".join(filter(None, sentences))]


def _printed(**elements: h.Renderable) -> Fragments:
    return {name.replace("_", "-"): Markup(str(one)) for name, one in elements.items()}
