"""What a plan would change: uptake, and the gap between quintiles of deprivation."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from charts.findings import Finding
from charts.model import Context
from charts.msoas import quintiles_of
from charts.reach.plan import Question
from charts.reach.ranking import Ranking
from charts.writer import Writer
from geodata.contents import Array
from geodata.format import difference, share_words
from geodata.reach.impact import reached
from geodata.reach.progress import Outcome


@dataclass(frozen=True)
class Impact:
    """Uptake of all areas and the gap between the outermost quintiles, in per cent and
    percentage points, before and after; nan where no quintile has an area.
    """

    people: int
    before: float
    after: float
    ends_before: tuple[float, float]
    ends_after: tuple[float, float]


def impact(asked: Question, outcome: Outcome) -> Impact:
    """Everything recomputed from counts, with whole people in each area."""
    ranking, counts = asked.ranking, asked.ranking.counts
    covered = np.zeros(len(ranking.level.codes), dtype=np.bool_)
    covered[list(ranking.listed)] = outcome.plan.covered
    above = np.minimum(counts.numerator, counts.denominator)
    after = reached(above, counts.denominator, covered, asked.view.success / 100)
    return Impact(
        people=int(np.nansum(after - above)),
        before=_uptake(ranking, counts.numerator),
        after=_uptake(ranking, counts.numerator + after - above),
        ends_before=_ends(ranking, counts.numerator),
        ends_after=_ends(ranking, counts.numerator + after - above),
    )


def _uptake(ranking: Ranking, above: Array) -> float:
    below = ranking.counts.denominator
    known = ~np.isnan(above + below)
    return float(100 * above[known].sum() / below[known].sum())


def _ends(ranking: Ranking, above: Array) -> tuple[float, float]:
    """Uptake of the most and of the least deprived national quintile that has areas."""
    below = ranking.counts.denominator
    quintile = quintiles_of(ranking.store, ranking.level, ranking.index.key, "national")
    known = ~np.isnan(above + below) & (quintile > 0) & (below > 0)
    if not known.any():
        return np.nan, np.nan
    most, least = (
        100 * above[inside].sum() / below[inside].sum()
        for inside in (
            known & (quintile == end) for end in (quintile[known].min(), quintile[known].max())
        )
    )
    return float(most), float(least)


def impact_finding(context: Context, asked: Question, outcome: Outcome) -> Finding:
    """What it would change, in sentences."""
    found, say, ranking = impact(asked, outcome), Writer(context.href()), asked.ranking
    people = say.count("reached", "place", found.people)
    before = say.value("uptake", "place", found.before, share_words(found.before))
    after = say.value("uptake after", "place", found.after, share_words(found.after))
    sentence = (
        f"If {asked.view.success}% of the people within the walk {_took(ranking)}, about {people} "
        f"more people would have it, counted whole in each {ranking.noun}."
    )
    place = ranking.store.authority.name
    of = f" the {ranking.nouns} shown of" if ranking.local else ""
    whole = f"Uptake in{of} {place} would go from {before} to {after}."
    if np.isnan([*found.ends_before, *found.ends_after]).any():
        return say.finding(sentence, also=whole)
    gaps = [difference(least, most).words for most, least in (found.ends_before, found.ends_after)]
    return say.finding(
        sentence,
        also=f"{whole} The gap between the most and the least deprived national quintile would go "
        f"from {gaps[0]} to {gaps[1]} percentage points.",
    )


def _took(ranking: Ranking) -> str:
    return "took it up" if ranking.local else "took the dose"
