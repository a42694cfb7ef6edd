"""What can be done with a chart, in one menu: its address, its files, its picture, sharing it."""

from __future__ import annotations

import htpy as h

from charts.download import download_links
from charts.model import Chart, Context
from views.view import address_of

PICTURES = {"svg": "Picture (SVG)", "png": "Picture (PNG)"}


def actions(chart: Chart, context: Context) -> h.Renderable:
    """A menu that opens without scripts; assets/actions.js closes it and copies the link."""
    pictures = PICTURES if chart.picture is not None else {}
    noun = "table" if chart.picture is None else "chart"
    return h.details(".actions")[
        h.summary["Actions", h.span(".unseen")[f": {chart.title}"]],
        h.ul(aria_labelledby=f"panel-{chart.key}-title")[
            h.li[
                h.a(
                    ".own-link",
                    href=f"{_address('map', context)}#panel-{chart.key}",
                    rel="nofollow",
                )[f"Link to this {noun}"]
            ],
            (h.li[one] for one in download_links(chart.key, _query(context))),
            (
                h.li[
                    h.a(href=_address(f"picture/{chart.key}.{kind}", context), download=True)[label]
                ]
                for kind, label in pictures.items()
            ),
            h.li[
                h.a(href=_address("share", context, show=chart.key), rel="nofollow")[
                    "Share or embed"
                ]
            ],
        ],
    ]


def _address(path: str, context: Context, *, show: str = "") -> str:
    """Address of something made from this view; `show` says which chart is meant."""
    query = "&".join(part for part in (f"show={show}" * bool(show), _query(context)) if part)
    return address_of(path, query)


def _query(context: Context) -> str:
    return context.href(rows="first").removeprefix("?")
