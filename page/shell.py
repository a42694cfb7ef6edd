"""What every page wears: one head, one header with the doors, one footer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import htpy as h

from callbacks.answer import Explorer
from callbacks.titles import name_of
from geodata.format import month
from geodata.reach.planner import Planner
from page.head import bare_head
from views.view import address_of

MAP_PATH = "map"
GAPS_PATH = "gaps"


@dataclass(frozen=True)
class Way:
    """An entry of the header, the footer or neither: where it leads and what it is called."""

    path: str
    label: str
    where: str = "header"


@dataclass(frozen=True, eq=False)
class Site:
    """What pages need beside the figures.

    `root` is the path that the site is served under, with a slash at its end; `address` is where
    the administrator says the site is, or empty; `contact` is where readers turn to, a mail address
    or a web address, empty where none is set. `planner` works out where sessions could be held,
    `scripts` are the addresses of the scripts of pages that have one, by the path of the page;
    `others` is where the places that are served beside this one are listed, empty without any.
    """

    explorer: Explorer
    root: str
    style: str
    address: str
    contact: str
    ways: tuple[Way, ...]
    planner: Planner
    scripts: Mapping[str, str]
    others: str = ""

    @property
    def place(self) -> str:
        """The name of the authority."""
        return self.explorer.store.authority.name

    def link(self, path: str, query: str = "") -> str:
        """The address of a page of this site."""
        return address_of(f"{self.root}{path}", query)


@dataclass(frozen=True)
class Page:
    """One page: its title, what stands in it, and the status of the answer.

    `script` is the address of its script, empty for a page without one. `elsewhere` is the address
    of the page to go to instead, mostly empty.
    """

    title: str
    body: h.Node
    script: str = ""
    status: int = 200
    elsewhere: str = ""


def shell(site: Site, page: Page, *, current: str, indexed: bool) -> str:
    """The whole document of a page. `current` is the path of the door it belongs to."""
    name = name_of(site.explorer.store)
    title = page.title if page.title == name else f"{page.title} – {name}"
    document = h.html(lang="en-GB")[
        bare_head(
            title,
            site.link(site.style),
            script=site.link(page.script) if page.script else "",
            indexed=indexed,
        ),
        h.body(".door")[
            skip_link(),
            header(site, current=current),
            h.main("#content", tabindex="-1")[page.body],
            footer(site, current=current),
        ],
    ]
    return str(document)


def skip_link() -> h.Renderable:
    """The first stop of a keyboard: past what all pages have."""
    return h.a(".skip", href="#content")["Skip to the content"]


def header(site: Site, *, current: str) -> h.Renderable:
    """The banner with the name of the site and its doors."""
    return h.header(".top")[
        h.a(".site", href=site.link(""), aria_current="page" if current == "" else None)[
            f"{site.place} Inequalities"
        ],
        h.nav(aria_label="Pages")[h.ul[_entries(site, "header", current)]],
    ]


def footer(site: Site, *, current: str) -> h.Renderable:
    """Licences, the version of the figures, and the pages about the site."""
    store = site.explorer.store
    lines = [one.attribution for one in store.sources]
    return h.footer(".foot")[
        h.nav(aria_label="About this site")[
            h.ul[
                _entries(site, "footer", current),
                bool(site.others) and h.li[h.a(href=site.others)["Other places"]],
            ]
        ],
        h.details[
            h.summary["Sources and licences"],
            h.ul(tabindex="0")[(h.li[line] for line in dict.fromkeys(lines))],
        ],
        h.p(".quiet")[
            f"Version of the figures: published up to {newest(site)} ({store.edition[:12]}). "
            "Areas are deprived, not people."
        ],
    ]


def wide_table(heads: Iterable[str], rows: Iterable[h.Renderable], *, named: str) -> h.Renderable:
    """A table that scrolls by itself where it is too wide; `named` is the id of its heading."""
    return h.div(".wide", tabindex="0", role="region", aria_labelledby=named)[
        h.table[h.thead[h.tr[(h.th(scope="col")[one] for one in heads)]], h.tbody[rows]]
    ]


def heard() -> list[h.Renderable]:
    """Where `assets/exchange.js` says what is new, and what is late or lost."""
    return [h.p("#said.unseen", role="status"), h.p("#trouble.notice", role="alert", hidden=True)]


def gaps_link(site: Site) -> h.Node:
    """The way back to the door that some pages belong to, where there is one."""
    door = next((one for one in site.ways if one.path == GAPS_PATH), None)
    if door is None:
        return None
    return h.p(".ways")[h.a(href=site.link(door.path))[f"Back to {door.label}"]]


def newest(site: Site) -> str:
    """The month of the newest publication that the figures are from."""
    store = site.explorer.store
    return month(max(one.source.published[:7] for one in store.catalogue.indicators))


def _entries(site: Site, where: str, current: str) -> Iterable[h.Renderable]:
    """The doors of a place; on the map its own is words, and no stop on the way to the map."""
    for one in site.ways:
        if one.where == where:
            here = "page" if one.path == current else None
            if one.path == current == MAP_PATH:
                yield h.li[h.span(".here", aria_current=here)[one.label]]
            else:
                yield h.li[h.a(href=site.link(one.path), aria_current=here)[one.label]]
