"""Areas and people by decile, counted for the selection and for the whole place."""

from __future__ import annotations

from dataclasses import dataclass

from charts.groups import Array, Tally, classed, level_of, tally, tally_everywhere
from charts.model import Context
from geodata.classify import Classes


@dataclass(frozen=True, eq=False)
class Deciles:
    """Everything the sentence, the picture and the table count."""

    classes: Classes
    chosen: Tally
    whole: Tally
    areas: Array


def hundredths(part: int, whole: int) -> float | None:
    """Percentage, not rounded; None when there is nothing to divide by."""
    """Percentage, not rounded; None when there is nothing to divide by."""
    return 100 * part / whole if whole else None


def count_deciles(context: Context) -> Deciles:
    """Count the indicator shown by its deciles: national ones where it has a national rank."""
    store, indicator = context.store, context.indicator
    classes = classed(context, indicator, "decile")
    return Deciles(
        classes=classes,
        chosen=tally(store, indicator, classes, context.selection.mask),
        whole=tally_everywhere(store, indicator, "decile"),
        areas=classes.number[level_of(store, indicator).of_area],
    )


def shares(found: Deciles) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    """For each decile (areas, people), each as (selection, whole); 0 for an empty selection."""

    def pair(chosen: int, whole: int, *, of: tuple[int, int]) -> tuple[float, float]:
        return (chosen / of[0] if of[0] else 0.0, whole / of[1] if of[1] else 0.0)

    one, all_ = found.chosen, found.whole
    return [
        (
            pair(one.areas[d], all_.areas[d], of=(one.all_areas, all_.all_areas)),
            pair(one.people[d], all_.people[d], of=(one.all_people, all_.all_people)),
        )
        for d in range(1, 11)
    ]
