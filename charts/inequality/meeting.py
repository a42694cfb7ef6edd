"""Where conditions meet: the areas and people in the worst ends of several figures at once."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from charts.absent import absent
from charts.columns import number_or_none
from charts.findings import Finding
from charts.model import Chart, Column, Context, Table
from charts.words import capital, joined, with_noun
from charts.writer import Writer
from geodata.catalogue import Indicator
from geodata.intersections import Basis, Condition, Intersections, intersect, met
from geodata.store import Store
from layers.words import full_label
from views.gaps import MOST_CONDITIONS, GapsView

KEY = "gaps_meeting"


def conditions(store: Store, view: GapsView) -> tuple[Condition, ...]:
    """The conditions of a view: national fifths where there are ranks, local ones otherwise."""
    found = []
    for token in view.both[:MOST_CONDITIONS]:
        name, _, end = token.rpartition(".")
        basis: Basis = "national" if store.catalogue.indicator(name).total else "local"
        found.append(Condition(name, "most" if end == "more" else "least", basis))
    return tuple(found)


def condition_words(store: Store, one: Condition) -> str:
    """A condition in words: "most deprived fifth of England, Income 2025"."""
    indicator = store.catalogue.indicator(one.key)
    end = indicator.more if one.end == "most" else indicator.less
    where = indicator.ranked_in if one.basis == "national" else store.authority.name
    return f"{end} fifth of {where}, {full_label(indicator)}"


def found(store: Store, view: GapsView) -> Intersections | None:
    """How the conditions of a view meet; None without any."""
    asked = conditions(store, view)
    return _met(store, asked) if asked else None


@lru_cache(maxsize=64)
def _met(store: Store, asked: tuple[Condition, ...]) -> Intersections:
    return intersect([met(store, one) for one in asked], store.areas.population)


def meeting(context: Context, view: GapsView) -> Chart:
    """How many areas and people meet all, any and each of the conditions."""
    store = context.store
    asked, answer = conditions(store, view), found(context.store, view)
    title = "Which areas meet them?"
    if answer is None:
        return replace(absent(context, "Choose one condition or more."), key=KEY, title=title)
    names = [condition_words(store, one) for one in asked]
    rows = [
        ("All of them", answer.all.areas, answer.all.people),
        ("Any of them", answer.any.areas, answer.any.people),
        *(
            (capital(name), one.areas, one.people)
            for name, one in zip(names, answer.each, strict=True)
        ),
        *(
            (f"Exactly {many}", one.areas, one.people)
            for many, one in enumerate(answer.by_number)
            if len(asked) > 1
        ),
    ]
    return Chart(
        key=KEY,
        title=title,
        finding=_finding(context, names, answer),
        picture=None,
        table=Table(
            (
                Column("conditions", "Conditions met"),
                Column("areas", "Small areas", numeric=True, decimals=0),
                Column("people", f"People, {store.people_period}", numeric=True, decimals=0),
            ),
            tuple((name, areas, number_or_none(float(people))) for name, areas, people in rows),
            f"Areas of {context.place} by the conditions that they meet",
        ),
        indicators=tuple(dict.fromkeys(_indicators(store, asked))),
        notes=(
            "A small area meets a condition of neighbourhoods when it lies in one that does.",
            "What is true of an area need not be true of a person in it.",
        ),
    )


def _indicators(store: Store, asked: tuple[Condition, ...]) -> list[Indicator]:
    return [store.catalogue.indicator(one.key) for one in asked]


def _finding(context: Context, names: list[str], answer: Intersections) -> Finding:
    say = Writer(context.href())
    say.count("areas that meet all", "place", answer.all.areas)
    people = say.count("people where all meet", "place", answer.all.people)
    every = with_noun(len(names), "condition")
    verb = "meets" if answer.all.areas == 1 else "meet"
    first = (
        f"{with_noun(answer.all.areas, 'small area')} {verb} all {every}, home to {people} people."
        if len(names) > 1
        else f"{with_noun(answer.all.areas, 'small area')} {verb} the condition, home to {people} "
        "people."
    )
    pair = answer.pair
    also = ""
    if pair and len(names) > 2:
        both = joined([f"number {pair.first + 1}", f"number {pair.second + 1}"])
        shared = say.count("areas of the pair", "place", pair.both.areas)
        also = f"The pair that overlaps most is {both}, with {shared} areas in both."
    return say.finding(first, also=also)
