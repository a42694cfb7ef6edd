"""Data: every figure with its definition, date, source and download, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from urllib.parse import urlencode

import htpy as h

from charts.about import about
from charts.download import download_links
from charts.words import level_words
from geodata.catalogue import Indicator, Source
from geodata.format import month
from layers.words import full_label
from page.absent_figures import absent_figures
from page.fields import theme_name
from page.shell import Page, Site, wide_table


def data(site: Site) -> Page:
    """The catalogue of figures."""
    store = site.explorer.store
    catalogue = store.catalogue
    themes = [(key, tuple(group)) for key, group in groupby(catalogue.indicators, _theme)]
    return Page(
        "Data",
        [
            h.h1["Which figures are there?"],
            h.p(".lead")[
                f"{len(catalogue.indicators)} figures from {len(store.sources)} publications. "
                "Each opens with what it means, what it is a share of and what to keep in mind."
            ],
            _ways([key for key, _ in themes]),
            [_section(site, key, group) for key, group in themes],
            _absent(site),
            _sources(site),
        ],
    )


def _theme(one: Indicator) -> str:
    return one.theme


def _ways(themes: Iterable[str]) -> h.Renderable:
    """Links to each theme, to what is missing and to the publications."""
    names = {key: theme_name(key) for key in themes}
    names |= {"missing": "What is missing", "sources": "Publications"}
    return h.nav(aria_label="On this page")[
        h.p(".ways")[(h.a(href=f"#{key}")[name] for key, name in names.items())]
    ]


def _section(site: Site, key: str, group: tuple[Indicator, ...]) -> h.Renderable:
    return h.section(aria_labelledby=key)[
        h.h2(id=key)[theme_name(key)],
        h.ul(".figures")[(_figure(site, one) for one in group)],
    ]


def _figure(site: Site, one: Indicator) -> h.Renderable:
    practices = one.level == "practice"
    key, query = ("practices", {"practice": one.key}) if practices else ("areas", {"ind": one.key})
    view = urlencode({**query, "over": "practices"} if practices else query)
    return h.li[
        h.details[
            h.summary[full_label(one), h.span(".quiet")[f" {level_words(one)}"]],
            about((one,), ()),
            h.p(".ways")[
                h.a(href=site.link("map", view))["On the map"],
                download_links(
                    key, urlencode(query), title=full_label(one), every=True, root=site.root
                ),
            ],
        ]
    ]


def _absent(site: Site) -> h.Node:
    return h.section(aria_labelledby="missing")[
        h.h2("#missing")["What is missing"],
        absent_figures(site),
        h.ul[
            (h.li[h.a(href=site.link(one.path))[one.label]] for one in site.ways if not one.where)
        ],
    ]


def _sources(site: Site) -> h.Renderable:
    order = sorted(site.explorer.store.sources, key=lambda one: one.published, reverse=True)
    heads = ("Publication", "Publisher", "Published", "Licence")
    return h.section(aria_labelledby="sources")[
        h.h2("#sources")["Publications, newest first"],
        wide_table(heads, (_source(one) for one in order), named="sources"),
    ]


def _source(one: Source) -> h.Renderable:
    return h.tr[
        h.th(scope="row")[one.title],
        h.td[one.publisher],
        h.td[month(one.published)],
        h.td[one.licence],
    ]
