"""The lines a person copies into another page: a frame, or a picture with a link; who may. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import htpy as h

from page.embed_request import EmbedRequest
from page.preview import page_address, picture_address

# What a frame needs: scripts for the map and heights, forms for what readers may change, windows
# for "open full view", downloads for tables. Embeds also stand with the first two alone.
SANDBOX = (
    "allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox "
    "allow-downloads"
)
LOWEST, HIGHEST = 200, 4000
HEIGHTS = {  # what fits at 700 pixels' width
    "map": 960,
    "areas": 1100,
    "composition": 640,
    "by_quintile": 660,
    "unvaccinated": 720,
    "concentration": 760,
    "deciles": 780,
    "uptake_age": 1000,
    "wards": 1160,
    "waiting": 1240,
    "practices": 1540,
}
USUAL = 900
TWO_MAPS = 1180
FORM = 130  # and where readers may change something


def frame(embed: EmbedRequest, start: str, *, title: str, height: int) -> str:
    """An `iframe`, and the script that gives it the height it asks for."""
    return frame_of(embed.address(), start, title=title, height=height)


def frame_of(address: str, start: str, *, title: str, height: int) -> str:
    """The same for the address of any embed."""
    return (
        f'<iframe src="{escape(start + address)}"\n'
        f'  title="{escape(title)}"\n'
        f'  width="100%" height="{height}" frameborder="0" loading="lazy"\n'
        f'  sandbox="{SANDBOX}"></iframe>\n'
        f'<script src="{escape(start)}embed.js" async></script>'
    )


def picture(embed: EmbedRequest, start: str, *, title: str, full: str) -> str:
    """A picture that leads to the full view, of that query, where no frame is allowed."""
    return (
        f'<a href="{escape(page_address(start, full))}">\n'
        f'  <img src="{escape(picture_address(start, embed.show, embed.query))}"\n'
        f'    alt="{escape(title)}" width="100%"></a>'
    )


def usual_height(show: str, *, two: bool, form: bool) -> int:
    """What usually fits the map, two maps, or a chart, in pixels; with or without a form."""
    tall = TWO_MAPS if two and show == "map" else HEIGHTS.get(show, USUAL)
    return tall + FORM if form else tall


def height_of(asked: str, usual: int) -> int:
    """A height in pixels: what was asked for if it is usable, or the usual one."""
    short = len(asked) <= len(str(HIGHEST)) and asked.isascii() and asked.isdecimal()
    return int(asked) if short and LOWEST <= int(asked) <= HIGHEST else usual


def unknown_start() -> h.Renderable:
    """What stands in the place of lines that would need an address that nobody configured."""
    return h.p(".unknown-start")[
        "Nothing can be copied yet, because this explorer does not know its own address. Its "
        "administrator gives it, such as ",
        h.code["https://explorer.example.gov.uk/"],
        ", to the setting ",
        h.code["EXPLORER_ADDRESS"],
        ".",
    ]


def allowed(origins: Sequence[str]) -> h.Renderable:
    """Who may embed now, and what has to be set for others: said before anything is copied."""
    now = (
        f"These sites may embed it now: {', '.join(origins)}."
        if origins
        else "No other site may embed it yet; this site itself always may."
    )
    return h.div("#notice")[
        h.p[h.strong[now]],
        h.p["Before you copy, for your page to hold it:"],
        h.ul[
            h.li[
                "This explorer must name your site. Its administrator adds it, such as ",
                h.code["https://intranet.example.gov.uk"],
                ", to the setting ",
                h.code["EXPLORER_FRAME_ANCESTORS"],
                ".",
            ],
            h.li[
                "Your page must allow this site, if it sends a content policy: in ",
                h.code["frame-src"],
                "; in ",
                h.code["script-src"],
                " for the height; in ",
                h.code["img-src"],
                " for pictures.",
            ],
            h.li[
                "Keep the sandbox of the lines below. Without ",
                h.code["allow-scripts allow-same-origin"],
                " the map stays a picture.",
            ],
        ],
        h.p["Only people who may read this explorer see what is embedded."],
    ]
