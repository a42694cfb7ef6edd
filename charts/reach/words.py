"""Words that all parts of the page that plans outreach use."""

from __future__ import annotations

from charts.groups import authority_names, quintile_words, ward_names
from charts.reach.ranking import Ranking
from charts.words import capital, joined, with_noun
from geodata.format import number, ordinal
from geodata.geography import MSOA
from geodata.reach.counts import HIDDEN
from layers.words import full_label
from views.reach import ReachView

UNKNOWN = "Who declined, moved away or is registered elsewhere is not known."
PEOPLE = {
    "msoa": "neighbourhoods (MSOAs) of about 7,000",
    "lsoa": "small areas (LSOAs) of about 1,500",
}


def asked(ranking: Ranking) -> str:
    """Whom the list is about: "people aged 50 and over without a first dose by 11 July 2021"."""
    subject = ranking.subject
    if ranking.local:
        to = "to " if subject.edition.startswith("to ") else ""
        return f"people not reached: {subject.short_label}, {to}{ranking.day}"
    return f"people aged {subject.category} without a {subject.role} by {ranking.day}"


def what_areas(ranking: Ranking) -> str:
    """What the figures are of, and what they say nothing about."""
    return (
        f"These are figures of {PEOPLE[ranking.level.name]} people. They say nothing about a "
        "street or a person."
    )


def how_near(ranking: Ranking) -> tuple[str, ...]:
    """What rounding does to what is worked out; nothing where counts are as they are."""
    if not ranking.local:
        return ()
    return (
        "Local figures, rounded: everything here is worked out from the counts that are shown. "
        f"A count can be up to {number(ranking.counts.near)} from the one shown.",
    )


def left_out(ranking: Ranking) -> tuple[str, ...]:
    """How many areas are left out, in a sentence for each reason; nothing where none is."""
    hidden, without = hidden_and_without(ranking)
    said = []
    if hidden:
        whose = "its figure is" if len(hidden) == 1 else "their figures are"
        said.append(f"{_are_left_out(ranking, len(hidden))}: {whose} not shown.")
    if without:
        whose = "it has" if len(without) == 1 else "they have"
        said.append(f"{_are_left_out(ranking, len(without))}: {whose} no figure.")
    return tuple(said)


def hidden_and_without(ranking: Ranking) -> tuple[list[int], list[int]]:
    """Positions of the areas left out whose figure is hidden, and of those without one."""
    status = ranking.counts.status
    hidden = [at for at in ranking.left_out if status[at] == HIDDEN]
    return hidden, [at for at in ranking.left_out if at not in hidden]


def _are_left_out(ranking: Ranking, count: int) -> str:
    verb = "is" if count == 1 else "are"
    return f"{with_noun(count, ranking.noun)} {verb} left out"


def of_areas(noun: str) -> str:
    """Whose the communities of an area are."""
    return f"of the {noun}, not of the people not reached"


def where_in(ranking: Ranking, at: int) -> str:
    """The neighbourhood that a small area lies in; "" of areas that are one."""
    if ranking.level.name == MSOA[0]:
        return ""
    larger = ranking.store.level(*MSOA)
    return larger.names[int(larger.of_area[ranking.level.parts[at][0]])]


def named(ranking: Ranking, at: int) -> str:
    """An area by its name, of a small area with the neighbourhood that it lies in."""
    return ", ".join(filter(None, (ranking.level.names[at], where_in(ranking, at))))


def place_words(ranking: Ranking, at: int) -> str:
    """Where one stands: "2nd, between 1st and 5th of 42"."""
    count = len(ranking.listed)
    first, last = int(ranking.first[at]), int(ranking.last[at])
    if first == last:
        return f"{ordinal(first)} of {count}"
    return f"{ordinal(first)} to {ordinal(last)} of {count}"


def order_words(view: ReachView) -> str:
    """What the list is ordered by, with the part of each criterion in per cent."""
    if not view.is_weighted:
        return "In order of people not reached."
    names = ("people", "deprivation", "the gap to the floor")
    whole = sum(view.weights)
    parts = [
        f"{number(100 * weight / whole)}% {name}"
        for name, weight in zip(names, view.weights, strict=True)
        if weight
    ]
    return f"In order of need: {joined(parts)}."


def filters_words(ranking: Ranking) -> tuple[str, ...]:
    """Each filter in force, in words; none when all areas are listed."""
    store, view = ranking.store, ranking.view
    found = []
    if view.lad:
        noun = "Local authority" if len(view.lad) == 1 else "Local authorities"
        found.append(f"{noun}: {joined(authority_names(store, view.lad))}")
    if view.ward:
        noun = "Ward" if len(view.ward) == 1 else "Wards"
        found.append(f"{noun}: {joined(ward_names(store, view.ward))}")
    if view.q:
        words = quintile_words(store, view.filter(ranking.index.key))
        holds = " that hold a small area" if ranking.level.name == MSOA[0] else ""
        found.append(f"{capital(ranking.nouns)}{holds} in {words}")
    if view.group:
        label = full_label(store.catalogue.indicator(view.group))
        found.append(f"{label}: at least {view.share}%")
    if view.only != "all":
        sure = "for certain" if view.only == "certainly" else "at least possibly"
        found.append(f"Below the floor of {view.floor}% {sure}")
    return tuple(found)


def listed_words(ranking: Ranking) -> str:
    """How many areas are listed: "all 42 neighbourhoods"."""
    count, every = len(ranking.listed), len(ranking.level.codes)
    if count == every:
        return f"all {with_noun(every, ranking.noun)}"
    return f"{number(count)} of {with_noun(every, ranking.noun)}"
