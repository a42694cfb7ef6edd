"""The index document: everything a reader needs in words, with a place where Dash puts the map."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import htpy as h
from markupsafe import Markup

from callbacks.answer import Answer, Explorer, canonical, mask, page_title
from callbacks.map_file import MAP
from callbacks.own_area import rings
from layers.map import corners, ward_corners
from layers.registry import LAYERS
from page.controls import controls
from page.first_frame import first_frame
from page.map_section import map_figure, outline_words
from page.preview import page_address, picture_address, preview_tags
from page.shell import MAP_PATH, Site, footer, header
from page.side_panel import panel_toggle, side_panel
from page.view_files import Published
from pictures.names import name_zooms
from views.browser import browser_keys


@dataclass(frozen=True)
class DashParts:
    """What Dash contributes to the document, as ready markup."""

    entry: Markup
    config: Markup
    preloads: Sequence[str]


def document(
    answer: Answer,
    site: Site,
    published: Published,
    dash: DashParts,
    *,
    streets: Mapping[str, str] | None,
    start: str = "",
) -> str:
    """The whole page for one view. `start` is the absolute address of the site, if known."""
    explorer = site.explorer
    page = h.html(lang="en-GB")[
        head(
            page_title(answer, explorer),
            answer,
            published,
            dash,
            preview=preview_tags(answer, explorer, start),
            indexed=not (canonical(answer, explorer) or answer.ignored),
        ),
        h.body(".explorer")[
            h.a(".skip", href="#map-section")["Skip to the map"],
            header(site, current=MAP_PATH),
            main(answer, explorer, dash, streets=streets),
            h.p("#printed")[f"This view: {page_address(start, canonical(answer, explorer))}"],
            footer(site, current=MAP_PATH),
            h.p("#status.unseen", role="status"),
            boot(answer, explorer, published, streets),
            dash.config,
        ],
    ]
    return str(page)


def head(
    title: str,
    answer: Answer,
    published: Published,
    dash: DashParts,
    *,
    preview: h.Node = None,
    indexed: bool = False,
) -> h.Renderable:
    """Title, styles, and the fetches that should not wait for a script to ask."""
    place = answer.context.place
    fetched = [
        published.geography,
        *(published.figures[key] for key in shown_first(answer)),
        *(
            published.shapes[one.key]
            for one in LAYERS
            if not one.lazy or one.key in answer.view.layers
        ),
    ]
    return h.head[
        h.meta(charset="utf-8"),
        h.meta(name="viewport", content="width=device-width, initial-scale=1"),
        None if indexed else h.meta(name="robots", content="noindex"),
        h.title[title],
        h.meta(
            name="description",
            content=f"Deprivation in {place}, small area by small area: maps, charts and tables.",
        ),
        preview,
        h.link(rel="icon", href="data:,"),
        h.link(rel="stylesheet", href=published.style),
        h.noscript[h.link(rel="stylesheet", href=published.plain)],
        starter(published),
        (
            h.link(rel="preload", href=address, as_="script")
            for address in filter(None, (published.suite, published.script, published.finer))
        ),
        (
            h.link(rel="preload", href=address, as_="fetch", crossorigin="anonymous")
            for address in (*fetched, *dash.preloads)
        ),
        {"practices", "venues"} & {*answer.view.layers}
        and h.link(rel="preload", href=published.points, as_="script"),
    ]


def starter(published: Published) -> h.Renderable:
    """The only script that the page names; it runs the others once the first frame is drawn.

    Dash looks for its id and for the name of the first of them.
    """
    return h.script(
        id="_dash-renderer",
        src=published.start,
        defer=True,
        data_src=published.suite,
        data_own=published.script,
    )


def shown_first(answer: Answer) -> tuple[str, ...]:
    """Keys of the figures that the map of a view needs before it can be drawn."""
    view = answer.view
    keys = [view.ind, *view.companions]
    if "practices" in view.over:
        keys.append(view.practice)
    return tuple(keys)


def main(
    answer: Answer,
    explorer: Explorer,
    dash: DashParts,
    *,
    streets: Mapping[str, str] | None,
) -> h.Renderable:
    """Finding, map, form, panel: the map is near by keyboard, the style sheets lay them out."""
    parts = explorer.fragments(answer)
    query = canonical(answer, explorer)
    return h.main[
        parts["heading"],
        h.section(".strip", aria_label="Finding")[parts["headline"]],
        messages(answer),
        map_figure(
            dash.entry,
            parts,
            frame=first_frame(answer),
            picture=picture_address("", MAP, query, "svg"),
            outlines=outline_words(explorer.store),
        ),
        controls(
            answer.view,
            explorer,
            streets=streets is not None,
            query=query,
            chips=parts["chips"],
            done=parts["shown-count"],
        ),
        h.form("#finder", method="get", action="area", hidden=True),
        panel_toggle(),
        side_panel(explorer.store, parts),
    ]


def messages(answer: Answer) -> h.Renderable:
    """What a reader has to know about the page itself, over the map while there is something."""
    return h.div(".messages")[
        h.div("#trouble", role="alert", hidden=True),
        h.div("#outdated", role="alert", hidden=True)[
            "The figures have been updated since you opened this page. Your choices are kept. ",
            h.button(type="button")["Load this view again"],
        ],
        notice(answer),
    ]


def notice(answer: Answer) -> h.Renderable:
    """What in the link could not be understood; nothing at all when everything was."""
    if not answer.ignored:
        return h.div("#notice", hidden=True)
    return h.div("#notice", role="status")[
        h.strong["Part of the link was not understood and was left out: "],
        "; ".join(answer.ignored[:5]),
        len(answer.ignored) > 5 and f"; and {len(answer.ignored) - 5} more",
        ". The rest of the view is shown.",
    ]


def boot(
    answer: Answer,
    explorer: Explorer,
    published: Published,
    streets: Mapping[str, str] | None,
) -> h.Renderable:
    """Data the scripts start from; a JSON block, never code."""
    value: dict[str, Any] = {
        "keys": browser_keys(explorer.words),
        "query": canonical(answer, explorer),
        "edition": explorer.store.edition,
        "said": explorer.said(answer),
        "mask": mask(answer.selection),
        "drawn": rings(answer.view, explorer.store),
        "picked": answer.view.area,
        "bounds": corners(explorer.store),
        "wards": ward_corners(explorer.store),
        "geography": published.geography,
        "pen": published.pen,
        "script": published.points,
        "names": name_zooms(explorer.store, answer.view.ward),
        "figures": {key: published.figures[key] for key in shown_first(answer)},
        "shapes": {one.key: published.shapes[one.key] for one in LAYERS if not one.lazy},
        "points": {one.key: published.shapes[one.key] for one in LAYERS if one.lazy},
        **({"finer": published.finer} if published.finer else {}),
        "streets": dict(streets) if streets else None,
    }
    text = json.dumps(value, separators=(",", ":")).replace("<", "\\u003c")
    return h.script("#boot", type="application/json")[Markup(text)]
