"""Words that all parts of the page that plans outreach use."""

from __future__ import annotations

from charts.groups import authority_names, quintile_words, ward_names
from charts.reach.ranking import Ranking
from charts.words import joined, with_noun
from geodata.format import number, ordinal
from layers.words import full_label
from views.reach import ReachView

UNKNOWN = "Who declined, moved away or is registered elsewhere is not known."
NEIGHBOURHOODS = (
    "These are figures of neighbourhoods (MSOAs) of about 7,000 people. They say nothing about a "
    "street or a person."
)
OF_NEIGHBOURHOOD = "of the neighbourhood, not of the people not reached"


def asked(ranking: Ranking) -> str:
    """Whom the list is about: "people aged 50 and over without a first dose by 11 July 2021"."""
    subject = ranking.subject
    return f"people aged {subject.category} without a {ranking.dose} by {ranking.day}"


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
    """Each filter in force, in words; none when all neighbourhoods are listed."""
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
        found.append(f"Neighbourhoods that hold a small area in {words}")
    if view.group:
        label = full_label(store.catalogue.indicator(view.group))
        found.append(f"{label}: at least {view.share}%")
    if view.only != "all":
        sure = "for certain" if view.only == "certainly" else "at least possibly"
        found.append(f"Below the floor of {view.floor}% {sure}")
    return tuple(found)


def listed_words(ranking: Ranking) -> str:
    """How many neighbourhoods are listed: "the 42 neighbourhoods"."""
    count, every = len(ranking.listed), len(ranking.level.codes)
    if count == every:
        return f"all {with_noun(every, 'neighbourhood')}"
    return f"{number(count)} of {with_noun(every, 'neighbourhood')}"
