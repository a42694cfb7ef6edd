"""The part of the page about one area of the list: its other ages, and the ways to it."""

from __future__ import annotations

import htpy as h

from charts.reach.words import named
from charts.registry import CHARTS
from charts.words import capital
from layers.texts import value_text
from page.reach_asked import Asked
from page.shell import wide_table


def opened(asked: Asked) -> h.Node:
    """The area that is open, with the way to its page; nothing where none is."""
    ranking, code = asked.ranking, asked.view.open
    if code not in ranking.level.codes:
        return None
    at = ranking.level.codes.index(code)
    parts = [ranking.store.areas.code[one] for one in ranking.level.parts[at]]
    query = f"ind={ranking.subject.key}&area={','.join(parts)}"
    title, found = _figures(asked, at) if ranking.local else _doses(asked, query)
    name, site = named(ranking, at), asked.site
    own = code if len(parts) > 1 else parts[0]
    return h.section("#ages.panel", tabindex="-1", aria_labelledby="ages-title")[
        h.h2("#ages-title")[f"{name}: {title}"],
        found,
        h.p(".ways")[
            h.a(href=site.link(f"area/{own}"))[f"The page of {name}"],
            h.a(href=site.link("map", query))["On the map"],
            h.a(href=asked.link(open="") + "#who")["Close"],
        ],
    ]


def _doses(asked: Asked, query: str) -> tuple[str, h.Node]:
    """Uptake at every age."""
    chart = CHARTS["uptake_age"](asked.site.explorer.answer(query).context)
    return chart.title, [h.p(".finding")[chart.finding.words], h.figure[chart.picture]]


def _figures(asked: Asked, at: int) -> tuple[str, h.Node]:
    """Every figure of the same file: whom it is of, when it was so, what is shown of it."""
    store, subject = asked.ranking.store, asked.ranking.subject
    values = [store.values(one.key) for one in store.catalogue.group(subject.group)]
    return subject.menu, wide_table(
        ("Whom and when", "Uptake"),
        (
            h.tr[
                h.th(scope="row")[f"{capital(one.indicator.category)}, {one.indicator.period}"],
                h.td[value_text(one, at, place=store.authority.name)],
            ]
            for one in values
        ),
        named="ages-title",
    )
