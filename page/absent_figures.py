"""What the catalogue has and the figures of this place do not hold, by publication."""

from __future__ import annotations

from itertools import groupby

import htpy as h

from charts.words import with_noun
from geodata.catalogue import Indicator, Source
from layers.words import full_label
from page.shell import Site

COMMAND = "geodata refresh"


def absent_figures(site: Site) -> h.Node:
    """Each publication with its figures folded away, and the command that fetches them."""
    absent = sorted(site.explorer.store.absent.indicators, key=lambda one: one.source.title)
    if not absent:
        return h.p[f"{site.place} has every figure of the catalogue."]
    return [
        h.p[
            "These are published and not held here. ",
            h.code[COMMAND],
            " adds those that it can fetch; the others wait for their file.",
        ],
        [_source(one, list(group)) for one, group in groupby(absent, lambda one: one.source)],
    ]


def _source(source: Source, figures: list[Indicator]) -> h.Renderable:
    return h.details[
        h.summary[f"{source.title}: {with_noun(len(figures), 'figure')}"],
        h.ul[(h.li[full_label(one)] for one in figures)],
    ]
