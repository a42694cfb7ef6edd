"""What a plan would change: uptake, and the gap between quintiles of deprivation."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from charts.findings import Finding
from charts.model import Context
from charts.msoas import msoa_quintiles
from charts.reach.plan import Question
from charts.reach.ranking import Ranking
from charts.writer import Writer
from geodata.contents import Array
from geodata.format import difference, share_words
from geodata.reach.impact import reached
from geodata.reach.progress import Outcome


@dataclass(frozen=True)
class Impact:
    """Uptake of all neighbourhoods and the gap between the outermost quintiles, in per cent and
    percentage points, before and after; nan where no quintile has a neighbourhood.
    """

    people: int
    before: float
    after: float
    ends_before: tuple[float, float]
    ends_after: tuple[float, float]


def impact(asked: Question, outcome: Outcome) -> Impact:
    """Everything recomputed from counts, with whole people in each neighbourhood."""
    ranking = asked.ranking
    covered = np.zeros(len(ranking.level.codes), dtype=np.bool_)
    covered[list(ranking.listed)] = outcome.plan.covered
    above = np.minimum(ranking.numerator, ranking.denominator)
    after = reached(above, ranking.denominator, covered, asked.view.success / 100)
    return Impact(
        people=int(np.nansum(after - above)),
        before=_uptake(ranking, ranking.numerator),
        after=_uptake(ranking, ranking.numerator + after - above),
        ends_before=_ends(ranking, ranking.numerator),
        ends_after=_ends(ranking, ranking.numerator + after - above),
    )


def _uptake(ranking: Ranking, above: Array) -> float:
    known = ~np.isnan(above + ranking.denominator)
    return float(100 * above[known].sum() / ranking.denominator[known].sum())


def _ends(ranking: Ranking, above: Array) -> tuple[float, float]:
    """Uptake of the most and of the least deprived national quintile that has neighbourhoods."""
    quintile = msoa_quintiles(ranking.store, ranking.index.key, "national")
    known = ~np.isnan(above + ranking.denominator) & (quintile > 0)
    if not known.any():
        return np.nan, np.nan
    most, least = (
        100 * above[inside].sum() / ranking.denominator[inside].sum()
        for inside in (
            known & (quintile == end) for end in (quintile[known].min(), quintile[known].max())
        )
    )
    return float(most), float(least)


def impact_finding(context: Context, asked: Question, outcome: Outcome) -> Finding:
    """What it would change, in sentences."""
    found, say, place = impact(asked, outcome), Writer(context.href()), asked.ranking.store
    people = say.count("reached", "place", found.people)
    before = say.value("uptake", "place", found.before, share_words(found.before))
    after = say.value("uptake after", "place", found.after, share_words(found.after))
    sentence = (
        f"If {asked.view.success}% of the people within the walk took the dose, about {people} "
        "more people would have it, counted whole in each neighbourhood."
    )
    whole = f"Uptake in {place.authority.name} would go from {before} to {after}."
    if np.isnan([*found.ends_before, *found.ends_after]).any():
        return say.finding(sentence, also=whole)
    gaps = [difference(least, most).words for most, least in (found.ends_before, found.ends_after)]
    return say.finding(
        sentence,
        also=f"{whole} The gap between the most and the least deprived national quintile would go "
        f"from {gaps[0]} to {gaps[1]} percentage points.",
    )
