"""The page that hands out a view: its link, its picture, and the lines that embed it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

import htpy as h

from callbacks.answer import Answer, Explorer
from callbacks.map_file import MAP
from callbacks.titles import name_of
from charts.download import download_links, whole_view_link
from charts.groups import selection_words
from charts.model import Chart
from charts.registry import CHARTS, LIST
from charts.words import capital
from page.embed_request import SHOWN, EmbedRequest, changeable
from page.fields import field
from page.head import bare_head
from page.preview import page_address, picture_address
from page.snippet import HIGHEST, LOWEST, allowed, frame, picture, unknown_start
from views.key import keys_in
from views.view import View


@dataclass(frozen=True)
class Sharing:
    """What the page hands out, where the site starts, and who may embed.

    `height` is how tall the frame is, `usual` what would usually fit, both in pixels.
    """

    embed: EmbedRequest
    height: int
    usual: int
    start: str
    origins: Sequence[str]
    style: str
    script: str


def share_document(sharing: Sharing, answer: Answer, explorer: Explorer) -> str:
    """The whole document."""
    embed, store = sharing.embed, explorer.store
    charts = {key: explorer.chart(key, answer) for key in SHOWN if key != MAP}
    titles = {MAP: f"Map. {answer.model.title}"}
    titles |= {key: chart.title for key, chart in charts.items() if chart.shows_something}
    there = embed.show in titles
    title = (titles[embed.show] if there else CHARTS[embed.show].name) + _selected(answer, explorer)
    drawn = embed.show == MAP or charts[embed.show].picture is not None
    page = h.html(lang="en-GB")[
        bare_head(f"Share or embed: {title} – {name_of(store)}", sharing.style),
        h.body(".share")[
            h.header(".top")[
                h.h1[f"Share or embed: {title}"],
                h.div(".tools")[h.a(href=page_address("", embed.query))["Back to the explorer"]],
            ],
            h.main[
                None if there else _nothing(charts[embed.show]),
                _choice(sharing, titles, explorer, near=(MAP, *explorer.panels(answer), LIST)),
                _link(sharing),
                there
                and [
                    _picture(sharing, title, drawn=drawn),
                    _numbers(embed),
                    _embed(sharing, title, full=explorer.showing(embed.show, answer)),
                ],
            ],
            h.p("#status.unseen", role="status"),
            h.script(src=sharing.script, defer=True),
        ],
    ]
    return str(page)


def _nothing(chart: Chart) -> h.Renderable:
    """Why a chart that the address asks for cannot be handed out."""
    return h.section(".panel", aria_labelledby="nothing")[
        h.h2("#nothing")["Nothing to share"],
        h.p(".finding", role="status")[f"{chart.sentence} Choose the map or another chart."],
    ]


def _selected(answer: Answer, explorer: Explorer) -> str:
    """The selection by name, to follow a title; nothing while everything is shown."""
    chosen = answer.selection
    if chosen.is_everything:
        return ""
    words = selection_words(explorer.store, chosen.filter, count=chosen.count)
    return f". {capital(words)}"


def _choice(
    sharing: Sharing, titles: Mapping[str, str], explorer: Explorer, *, near: Sequence[str]
) -> h.Renderable:
    """What to show, what readers may change, and how tall: a form that works without scripts.

    `titles` names the map and the charts that have something to show, which alone are offered;
    `near` are those of the view itself.
    """
    embed = sharing.embed
    far = [key for key in titles if key not in near]
    return h.section(".panel", aria_labelledby="what")[
        h.h2("#what")["What to share"],
        h.form(".change", method="get", action="share")[
            (
                h.input(type="hidden", name=name, value=value)
                for name, value in parse_qsl(embed.query, keep_blank_values=True)
            ),
            h.input(type="hidden", name="was", value=sharing.usual),
            field(
                "Map or chart",
                h.select("#show", name="show")[
                    _named(
                        "Of this view", [one for one in near if one in titles], titles, embed.show
                    ),
                    _named("Others", far, titles, embed.show),
                ],
                of="show",
                kind="wide",
            ),
            _changeable(embed, explorer),
            field(
                "Height in pixels",
                h.input(
                    "#height",
                    type="number",
                    name="height",
                    min=LOWEST,
                    max=HIGHEST,
                    value=sharing.height,
                ),
                of="height",
            ),
            h.button(type="submit")["Show"],
        ],
    ]


def _changeable(embed: EmbedRequest, explorer: Explorer) -> h.Renderable:
    there = keys_in(View, explorer.words)
    return h.fieldset[
        h.legend["In an embed, readers may change"],
        (
            h.label(".check")[
                h.input(type="checkbox", name="change", value=key, checked=key in embed.change),
                h.span[words],
            ]
            for key, words in changeable(embed.show).items()
            if key in there
        ),
    ]


def _named(label: str, keys: Sequence[str], titles: Mapping[str, str], chosen: str) -> h.Renderable:
    return h.optgroup(label=label)[
        (h.option(value=key, selected=key == chosen)[titles[key]] for key in keys)
    ]


def _link(sharing: Sharing) -> h.Renderable:
    address = page_address(sharing.start, sharing.embed.query)
    return h.section(".panel", aria_labelledby="link")[
        h.h2("#link")["Link to the full view"],
        h.p(".finding")["Opens exactly this view, with every choice that was made in it."],
        _lines("link-text", "Link", address, rows=2) if sharing.start else unknown_start(),
    ]


def _picture(sharing: Sharing, title: str, *, drawn: bool) -> h.Renderable:
    embed = sharing.embed
    if not drawn:
        return h.section(".panel", aria_labelledby="picture")[
            h.h2("#picture")["Picture"],
            h.p["This is a table and has no picture. It can be embedded, or taken as a file."],
        ]
    png, vector = (picture_address("", embed.show, embed.query, kind) for kind in ("png", "svg"))
    return h.section(".panel", aria_labelledby="picture")[
        h.h2("#picture")["Picture"],
        h.p(".finding")["With title, key, source and date. For slides, reports and messages."],
        h.p(".files")[
            h.a(href=png, download=True)["Download as PNG"],
            h.a(href=vector, download=True)["Download as SVG"],
        ],
        h.img(".preview", src=png, alt=title, loading="lazy"),
    ]


def _numbers(embed: EmbedRequest) -> h.Renderable:
    """The table behind the map or chart as files, and all tables of the view as one."""
    table = "areas" if embed.show == MAP else embed.show
    return h.section(".panel", aria_labelledby="numbers")[
        h.h2("#numbers")["Numbers"],
        h.p(".finding")["Not rounded, with figure, filter, date, source and licence in the file."],
        h.p(".files")[download_links(table, embed.query, every=True)],
        h.p(".files")[whole_view_link(embed.query)],
    ]


def _embed(sharing: Sharing, title: str, *, full: str) -> h.Renderable:
    embed = sharing.embed
    return h.section(".panel", aria_labelledby="embed")[
        h.h2("#embed")["Embed in a page"],
        allowed(sharing.origins),
        _to_copy(sharing, title, full=full) if sharing.start else unknown_start(),
        h.h3["How readers will see it"],
        h.iframe(
            src=embed.address(), title=f"Preview. {title}", height=sharing.height, loading="lazy"
        ),
    ]


def _to_copy(sharing: Sharing, title: str, *, full: str) -> list[h.Renderable]:
    """The lines themselves, with whole addresses."""
    embed, start = sharing.embed, sharing.start
    lines = frame(embed, start, title=title, height=sharing.height)
    image = picture(embed, start, title=title, full=full)
    return [
        h.p["Copy these lines into the page, where the map or chart should stand."],
        _lines("frame-text", "Lines for the page", lines, rows=7),
        h.details[
            h.summary["For a page that allows no frames"],
            h.p["A picture of this view that leads to the full view."],
            _lines("image-text", "Lines for a picture", image, rows=5),
        ],
    ]


def _lines(key: str, label: str, text: str, *, rows: int) -> h.Renderable:
    return h.div(".lines")[
        h.label(for_=key)[label],
        h.textarea(id=key, readonly=True, rows=rows, spellcheck="false")[text],
        h.button(type="button", hidden=True, data_copy=key)["Copy"],
    ]
