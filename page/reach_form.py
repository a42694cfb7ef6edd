"""The form of the page that plans outreach: whom, where, in what order, a floor, venues."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import htpy as h

from charts.words import capital
from geodata.candidates import candidates, kind_name
from geodata.catalogue import Indicator
from geodata.format import day, number
from layers.words import full_label
from page.fields import QUINTILE_LABELS, checkbox, field, option, radio, theme_name, ward_boxes
from page.reach_asked import Asked
from views.reach import FAR, GOALS, MOST_DAYS, MOST_VENUES, NEAR, ONLY, OPEN


def reach_form(asked: Asked) -> h.Renderable:
    """Every key of the view as a control; it works without scripts."""
    view = asked.view
    return h.form("#reach-form.reach-form", method="get", action=asked.link().partition("?")[0])[
        _whom(asked),
        _where(asked),
        _order(asked),
        _floor(asked),
        _venues(asked),
        _success(asked),
        [
            h.input(type="hidden", name=name, value=",".join(codes))
            for name, codes in (("pin", view.pin), ("leave", view.leave))
            if codes
        ],
        h.p(".send")[
            h.button(type="submit")["Show"],
            " ",
            h.a(href=asked.site.link("reach"))["Start again"],
        ],
    ]


def _whom(asked: Asked) -> h.Renderable:
    view, catalogue = asked.view, asked.site.explorer.store.catalogue
    words = asked.site.explorer.words
    every = [catalogue.indicator(key) for key in words.uptakes]
    doses = [
        h.optgroup(label=name)[[option(one.key, _not_reached(one), view.ind) for one in group]]
        for name, group in groupby(every, key=_group)
    ]
    dates = _dates(asked, every)
    return h.fieldset[
        h.legend["Whom"],
        field("Dose and age", h.select("#dose", name="ind")[doses], of="dose"),
        dates
        and field(
            "Up to",
            h.select("#date", name="date")[
                option("none", "the latest figures", view.date or "none"),
                [h.optgroup(label=name)[found] for name, found in dates.items()]
                if len(dates) > 1
                else list(dates.values()),
            ],
            of="date",
        ),
    ]


def _group(one: Indicator) -> str:
    """What the menu heads a figure with: the dose, or what its file calls it."""
    return one.menu if one.near else one.role.capitalize()


def _not_reached(one: Indicator) -> str:
    """Whom a figure does not reach."""
    if one.near:
        return f"{capital(one.category)}: {one.menu}"
    return f"No {one.role}, aged {one.category}"


def _dates(asked: Asked, every: Sequence[Indicator]) -> dict[str, list[h.Renderable]]:
    """The earlier dates of the figures, of all doses together and of each local file."""
    store, found = asked.site.explorer.store, dict[str, set[str]]()
    for one in every:
        series = store.series_of(one.key)
        if series:
            name = one.menu if one.near else "First and second doses"
            found.setdefault(name, set()).update(series.dates[:-1])
    return {
        name: [option(one, day(one), asked.view.date) for one in sorted(dates)]
        for name, dates in found.items()
        if dates
    }


def _where(asked: Asked) -> h.Renderable:
    view, store = asked.view, asked.site.explorer.store
    words = asked.site.explorer.words
    return h.fieldset[
        h.legend["Where"],
        store.authorities
        and h.details(open=bool(view.lad))[
            h.summary["Local authorities", _chosen(len(view.lad))],
            h.div(".boxes")[
                (checkbox("lad", code, name, view.lad) for code, name in store.authorities)
            ],
        ],
        h.details(open=bool(view.ward))[
            h.summary["Wards", _chosen(len(view.ward))],
            h.div(".boxes")[ward_boxes(store, view.ward)],
        ],
        words.ranked
        and h.details(open=bool(view.q))[
            h.summary["Deprivation quintiles", _chosen(len(view.q))],
            h.div(".boxes")[
                [checkbox("q", one, label, view.q) for one, label in QUINTILE_LABELS.items()]
            ],
        ],
        words.communities and _community(asked),
        h.details(open=view.only != "all")[
            h.summary["Below the floor", " (chosen)" if view.only != "all" else ""],
            h.div(".boxes")[
                [radio("only", key, label.capitalize(), view.only) for key, label in ONLY.items()]
            ],
        ],
    ]


def _chosen(count: int) -> str:
    return f" ({number(count)} chosen)" if count else ""


def _community(asked: Asked) -> h.Renderable:
    """A community, and the share of it that a neighbourhood must have at least."""
    view, catalogue = asked.view, asked.site.explorer.store.catalogue
    every = [catalogue.indicator(key) for key in asked.site.explorer.words.communities]
    return h.details(open=bool(view.group))[
        h.summary["Ethnic or religious community", " (chosen)" if view.group else ""],
        field(
            "Community",
            h.select("#group", name="group")[
                option("none", "any", view.group or "none"),
                [
                    h.optgroup(label=theme_name(theme))[
                        [option(one.key, full_label(one), view.group) for one in group]
                    ]
                    for theme, group in groupby(every, key=lambda one: one.theme)
                ],
            ],
            of="group",
        ),
        _slider("share", "At least, per cent of its people", view.share, 0, 100),
    ]


def _order(asked: Asked) -> h.Renderable:
    view = asked.view
    return h.fieldset[
        h.legend["Order by need"],
        _slider("people", "People not reached", view.people, 0, 100),
        _slider("deprived", "Deprivation", view.deprived, 0, 100),
        _slider("gap", "Gap to the floor", view.gap, 0, 100),
    ]


def _floor(asked: Asked) -> h.Renderable:
    return h.fieldset[
        h.legend["Floor"],
        _slider("floor", f"No {asked.ranking.noun} below, per cent", asked.view.floor, 1, 100),
    ]


def _venues(asked: Asked) -> h.Renderable:
    view, words = asked.view, asked.site.explorer.words
    return h.fieldset[
        h.legend["Venues"],
        h.details[
            h.summary["Kinds of venues", _chosen(len(view.venues))],
            h.div(".boxes")[
                h.input(type="hidden", name="venues", value="none"),
                [
                    checkbox("venues", one, capital(kind_name(one)), view.venues)
                    for one in words.candidate_kinds
                ],
            ],
        ],
        any(one.saturday or one.sunday for one in candidates(asked.site.explorer.store))
        and field(
            "Known to be open on",
            h.select("#on", name="on")[[option(key, day, view.on) for key, day in OPEN.items()]],
            of="on",
        ),
        _slider("walk", "Walk of at most, metres", view.walk, NEAR, 5_000, step=100, most=FAR),
        _number("detour", "Longer than the straight line, times", view.detour, 1, 3, "0.05"),
        _number("k", "Venues for a day or team", view.k, 1, MOST_VENUES),
        _number("days", "Days or teams", view.days, 1, MOST_DAYS),
        h.div(".boxes")[
            [radio("goal", key, label.capitalize(), view.goal) for key, label in GOALS.items()]
        ],
    ]


def _success(asked: Asked) -> h.Renderable:
    return h.fieldset[
        h.legend["What if"],
        _slider("success", "Per cent who would take the dose", asked.view.success, 0, 100),
    ]


def _slider(
    name: str, label: str, value: int, low: int, high: int, *, step: int = 1, most: int = 0
) -> h.Renderable:
    """A slider with its value beside it; one whose value lies beyond its end is longer."""
    high = most if most and value > high else high
    step = step if (value - low) % step == 0 else 1
    return h.div(".slider")[
        h.label(for_=name)[label],
        h.input(f"#{name}", type="range", name=name, min=low, max=high, step=step, value=value),
        h.output(for_=name)[number(value)],
    ]


def _number(
    name: str, label: str, value: float, low: int, high: int, step: str = "1"
) -> h.Renderable:
    return h.div(".count")[
        h.label(for_=name)[label],
        h.input(
            f"#{name}", type="number", name=name, min=low, max=high, step=step, value=f"{value:g}"
        ),
    ]
