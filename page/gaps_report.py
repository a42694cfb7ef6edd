"""The authority's own report, checked: every claim with what open figures say of it today."""

from __future__ import annotations

from dataclasses import replace

import htpy as h

from charts.about import about
from charts.download import download_links
from charts.model import Chart, Link
from charts.report import KEY, agreement, indicators, report
from charts.report_checks.checked import VERDICTS, Checked, checked
from charts.report_checks.model import Found
from charts.table import html_table
from charts.words import capital, with_noun
from geodata.format import number
from geodata.geography import LSOA
from page.shell import Page, Site, gaps_link

PATH = "gaps/report"


def gaps_report(site: Site) -> Page:
    """All claims by verdict, then each with every definition tried and a way to the map."""
    store = site.explorer.store
    if store.report is None:
        words = (
            f"No report on the inequalities of {site.place} is among the figures. "
            "Where there is one, each of its figures is checked here."
        )
        title = "A report, checked"
        return Page(title, [h.h1[title], gaps_link(site), h.p[words]])
    title = f"The report of {store.report.date}, checked"
    context = site.explorer.answer("").context
    chart, every = report(context), checked(store)
    return Page(
        title,
        [
            h.h1[title],
            h.p(".kicker")[f"{store.report.title}, {store.report.publisher}"],
            gaps_link(site),
            h.p(".lead")[chart.sentence],
            _by_verdict(every),
            h.h2["Each claim"],
            h.ul[(h.li[one] for one in chart.notes)],
            h.div(".claims")[(_claim(site, one) for one in every)],
            h.h2["Take it away"],
            h.p(".ways")[download_links(KEY, "", title=title, root=site.root)],
            h.details(".panel")[
                h.summary["All of this as a table"],
                html_table(_linked(site, chart), context, whole=True),
            ],
            h.details(".about")[
                h.summary["About the figures it is checked against"], about(indicators(every), ())
            ],
        ],
    )


def _by_verdict(every: tuple[Checked, ...]) -> h.Renderable:
    """A line for each claim that leads to its card, by verdict."""
    groups = {key: [one for one in every if one.verdict == key] for key in VERDICTS}
    return h.div(".by-verdict")[
        (
            [
                h.h2(class_=f"verdict {key}")[f"{VERDICTS[key]} ({number(len(some))})"],
                h.ul[(_line(one) for one in some)],
            ]
            for key, some in groups.items()
            if some
        )
    ]


def _line(one: Checked) -> h.Renderable:
    said = one.claim.brief or one.claim.says
    return h.li[
        h.span(".quiet")[one.claim.paragraph], " ", h.a(href=f"#claim-{one.claim.key}")[said]
    ]


def _claim(site: Site, one: Checked) -> h.Renderable:
    """A closed card. What is linked to lies inside, so that a browser opens the card for it."""
    return h.details(class_="claim checkable" if one.checkable else "claim")[
        h.summary[
            h.span(".kicker")[f"Paragraph {one.claim.paragraph}"],
            h.h3[one.claim.says],
            h.span(".quiet")[VERDICTS[one.verdict]],
        ],
        h.p(id=f"claim-{one.claim.key}", class_=f"verdict {one.verdict}")[h.strong[one.words[0]]],
        bool(one.words[1:]) and h.p[" ".join(one.words[1:])],
        bool(one.found) and h.dl[((_definition(each), _found(site, each)) for each in one.found)],
    ]


def _definition(one: Found) -> h.Renderable:
    """The definition, and among what, on which areas and when it was counted."""
    behind = "; ".join(dict.fromkeys(filter(None, (one.of, one.areas, one.period))))
    return h.dt[one.definition, bool(behind) and h.span(".quiet")[capital(behind)]]


def _found(site: Site, one: Found) -> h.Renderable:
    agrees = {"yes": "Agrees", "no": "Does not agree"}.get(agreement(one))
    map_of = f"Map of {with_noun(one.seen, 'area')} of {LSOA[1]}" if one.seen else "Map"
    return h.dd(class_="agrees" if one.decides and one.agrees else None)[
        h.span(".value")[capital(one.text)],
        h.span(".quiet")[f"{agrees or capital(agreement(one))}. "],
        bool(one.view)
        and h.a(href=site.link("map", one.view), aria_label=f"{map_of}: {one.definition}")[map_of],
    ]


def _linked(site: Site, chart: Chart) -> Chart:
    """The chart with rows that lead to the map that shows them."""

    def link(row: int) -> Link:
        view = str(chart.table.rows[row][-1])
        return Link(site.link("map", view) if view else "", False)

    return replace(chart, table=replace(chart.table, link=link))
