"""Where a page is and when it was made, as it stands on paper and in files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import htpy as h
from flask import request

from geodata.catalogue import Source
from geodata.format import day, month
from page.downloads import today
from page.preview import start_of
from page.shell import Site


@dataclass(frozen=True)
class Taken:
    """Where the page is, as absolute as is known, and the day on which it was made."""

    start: str
    day: str


def taken(site: Site) -> Taken:
    """That of the present request."""
    return Taken(start_here(site), today().isoformat())


def start_here(site: Site) -> str:
    """The start of the site for the present request, as absolute as is known."""
    return start_of(site.address, host=request.host_url, prefix=site.root)


def made(address: str, when: Taken, sources: Iterable[Source]) -> h.Renderable:
    """Where a page is, when it was made and from whose figures."""
    publishers = dict.fromkeys(f"{one.publisher}, {month(one.published)}" for one in sources)
    return h.p(".taken")[
        f"This page: {address}. Made on {day(when.day)}. Sources: {'; '.join(publishers)}."
    ]
