"""Gaps: how polarised, how unequal, what a floor would mean, and where conditions meet."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import htpy as h

from charts.inequality.apart import apart
from charts.inequality.floors import floors
from charts.inequality.gap import gap
from charts.inequality.meeting import conditions, found, meeting
from charts.inequality.polarisation import among_authorities, tails
from charts.inequality.spread import spread
from charts.model import Chart
from charts.words import capital, the_noun
from geodata.catalogue import Source
from page.area_sheet import block
from page.asked import map_query
from page.gaps_asked import PATH, Asked, read
from page.gaps_form import cut_form, floor_form, gap_form, groups_form, meeting_form
from page.shell import Page, Site, heard
from page.taken import Taken, made
from views.view import leaves_room

# The parts of the page that have a table, by the name of its file.
TABLES: Mapping[str, Callable[[Asked], Chart]] = {
    "tails": lambda asked: tails(asked.context, asked.view),
    "authorities": lambda asked: among_authorities(asked.context, asked.view),
    "gap": lambda asked: gap(asked.context, asked.view),
    "floors": lambda asked: floors(asked.context, asked.view),
    "spread": lambda asked: spread(asked.context, asked.view),
    "apart": lambda asked: apart(asked.context, asked.view),
    "meeting": lambda asked: meeting(asked.context, asked.view),
}
JUDGED = ("gap", "floors", "spread")  # of a figure that has a good and a bad end


def gaps(site: Site, query: str, taken: Taken) -> Page:
    """The page of a view."""
    words = site.explorer.words
    if not words.ranked:
        said = f"No figure held for {site.place} ranks its areas within the country."
        return Page("Gaps", [h.h1["Gaps"], h.p(".lead")[said]])
    asked = read(site, query)
    return Page(
        "Gaps",
        [
            h.h1[f"How unequal is {site.place}?"],
            asked.ignored
            and h.p(".notice", role="status")[
                f"Part of the address is not understood: {'; '.join(asked.ignored[:5])}."
            ],
            heard(),
            _ways(site),
            _polarised(asked),
            _judged(asked),
            words.groupings and _part(asked, "apart", "Who lives apart?", groups_form(asked)),
            _meeting(asked),
            made(f"{taken.start}{PATH}?{asked.query()}", taken, _sources(asked)),
        ],
        script=site.scripts["gaps"],
    )


def _sources(asked: Asked) -> tuple[Source, ...]:
    """The publications that the figures of the page are from."""
    store = asked.context.store
    return (store.catalogue.indicator(asked.view.by).source, asked.context.indicator.source)


def _ways(site: Site) -> h.Renderable:
    return h.details(".fold", open=True)[
        h.summary["On this page"],
        h.p(".ways")[
            h.a(href="#tails")["Polarised?"],
            bool(site.explorer.words.concerning)
            and [h.a(href="#gap")["How unequal?"], h.a(href="#floors")["A floor"]],
            site.explorer.words.groupings and h.a(href="#apart")["Who lives apart?"],
            h.a(href="#meeting")["Where conditions meet"],
            site.explorer.store.report is not None
            and h.a(href=site.link("gaps/report"))["The council's report, checked"],
            h.a(href=site.link("gaps/missing"))["What is missing"],
        ],
    ]


def _part(asked: Asked, key: str, question: str, form: h.Renderable, *more: h.Node) -> h.Renderable:
    """A question, what can be chosen, the answer and its files."""
    chart = TABLES[key](asked)
    return h.section(f"#{key}.question", aria_labelledby=f"{key}-question")[
        h.h2(id=f"{key}-question")[question],
        form,
        block(chart, asked.context, whole=True),
        h.p(".ways")[_files(asked, key, chart)],
        more,
    ]


def _files(asked: Asked, key: str, chart: Chart) -> list[h.Renderable]:
    """Links to the files of a part, and to the lines that embed it."""
    endings = ("csv", "xlsx", "svg", "png") if chart.picture else ("csv", "xlsx")
    links = [
        h.a(".download", href=asked.link(f"gaps/{key}.{ending}"), download=True)[
            f"Download ({ending.upper()})", h.span(".unseen")[f": {chart.title}"]
        ]
        for ending in endings
    ]
    embed = h.a(href=asked.link(f"gaps/{key}/share"))[
        "Embed", h.span(".unseen")[f": {chart.title}"]
    ]
    return [*links, embed]


def _polarised(asked: Asked) -> h.Renderable:
    others = TABLES["authorities"](asked)
    return _part(
        asked,
        "tails",
        "How polarised is it?",
        cut_form(asked),
        block(others, asked.context, whole=True),
        h.p(".ways")[_files(asked, "authorities", others)],
    )


def _judged(asked: Asked) -> h.Node:
    """The questions about a figure that has a good and a bad end, or why they are not asked."""
    if not asked.site.explorer.words.concerning:
        return h.p[
            f"No figure held for {asked.site.place} has a good and a bad end beside the ranks. "
            "So neither a gap nor a floor can be shown."
        ]
    floor = _part(asked, "floors", "What would a floor mean?", floor_form(asked))
    return [_unequal(asked), floor]


def _unequal(asked: Asked) -> h.Renderable:
    question = "How unequal is it, and is it getting better?"
    curve = TABLES["spread"](asked)
    more = (
        [block(curve, asked.context, whole=True), h.p(".ways")[_files(asked, "spread", curve)]]
        if curve.picture
        else None
    )
    return _part(asked, "gap", question, gap_form(asked), more)


def _meeting(asked: Asked) -> h.Renderable:
    answer = found(asked.context.store, asked.view)
    link = None
    if answer is not None and answer.all.areas:
        codes = asked.context.store.areas.code
        chosen = [code for code, inside in zip(codes, answer.all_mask, strict=True) if inside]
        shown = [one.key for one in conditions(asked.context.store, asked.view)]
        both = dict(zip(("ind", "with"), dict.fromkeys(shown), strict=False))
        words = f"{capital(the_noun(len(chosen), 'area'))} on the map"
        query = map_query({**both, "area": ",".join(chosen)})
        if leaves_room(query):
            link = h.p(".ways")[h.a(href=asked.site.link("map", query))[words]]
    return _part(asked, "meeting", "Where do conditions meet?", meeting_form(asked), link)
