"""What several charts count: areas and people by class, means over people, and named selections."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from charts.model import Context
from charts.picks import picks
from charts.words import areas_of, joined, noun, with_noun
from geodata.catalogue import Indicator
from geodata.classify import Classes, classify, usable_measure
from geodata.drawn import Circle, Drawn
from geodata.format import number
from geodata.geography import LSOA
from geodata.selection import Filter, drawn, select
from geodata.store import Level, Store, Values
from layers.words import full_label
from views.view import LONGEST_QUERY

Array = npt.NDArray[Any]
WARDS_NAMED = 3
SPLIT_NAMED = 4


@dataclass(frozen=True, eq=False)
class Tally:
    """Areas and people in each class, 0 (no value) first."""

    areas: tuple[int, ...]
    people: tuple[int, ...]

    @property
    def all_areas(self) -> int:
        """Areas in all classes together."""
        return sum(self.areas)

    @property
    def all_people(self) -> int:
        """People in all classes together."""
        return sum(self.people)


def main_index(store: Store) -> Indicator:
    """The first indicator with a national rank: what is shown where another has none."""
    return next(one for one in store.catalogue.indicators if _national(one))


def national(context: Context) -> Indicator:
    """The indicator shown, or the main index where it has no national rank."""
    shown = context.indicator
    return shown if _national(shown) else main_index(context.store)


def _national(one: Indicator) -> bool:
    return one.total is not None and one.level != "practice"


def level_of(store: Store, indicator: Indicator) -> Level:
    """The areas an indicator is published for."""
    return store.level(indicator.level, indicator.vintage)


def ranks_or_nan(values: Values) -> Array:
    """Ranks as numbers; nan where there is none."""
    return np.where(values.rank > 0, values.rank.astype(np.float64), np.nan)


def share_ranked_above(rank: float, total: int) -> float:
    """Share of all ranked areas that come before a rank: 0 at rank 1, almost 1 at the last."""
    return (rank - 1) / total


def classed(context: Context, indicator: Indicator, measure: str) -> Classes:
    """Classes of an indicator, by its own groups where the measure needs a national rank."""
    return _classes(context.store, indicator.key, usable_measure(indicator, measure))


@lru_cache(maxsize=64)
def _classes(store: Store, key: str, measure: str) -> Classes:
    return classify(store.values(key), measure, place=store.authority.name)


def tally(store: Store, indicator: Indicator, classes: Classes, mask: Array) -> Tally:
    """Selected areas and the people in them, by class.

    An area of an earlier year counts once if any part of it is selected; people are counted in the
    selected parts only.
    """
    level = level_of(store, indicator)
    size = classes.measure.classes + 1
    areas = np.bincount(classes.number[store.members(mask, level)], minlength=size)
    chosen = np.flatnonzero(mask)
    number, people = classes.number[level.of_area[chosen]], store.areas.population[chosen]
    people = np.bincount(number, weights=people, minlength=size)
    return Tally(tuple(areas.tolist()), tuple(people.astype(np.int64).tolist()))


@lru_cache(maxsize=64)
def tally_everywhere(store: Store, indicator: Indicator, measure: str) -> Tally:
    """All areas and the people in them, by class."""
    classes = _classes(store, indicator.key, usable_measure(indicator, measure))
    return tally(store, indicator, classes, everywhere(store))


def everywhere(store: Store) -> Array:
    """The mask of every area."""
    return np.ones(len(store.areas.code), dtype=np.bool_)


def compares(context: Context) -> bool:
    """Whether there is a selection to set beside the whole place."""
    return not (context.selection.is_everything or context.selection.is_empty)


def without_picks(context: Context) -> Array:
    """The areas that the ward and quintile filters leave, whatever is picked."""
    if not context.selection.filter.picked:
        return context.selection.mask
    return select(context.store, replace(context.selection.filter, picked=())).mask


def choosable(context: Context) -> Array:
    """What a list offers to choose from: the areas that the filters leave, and the picked ones."""
    mask: Array = without_picks(context) | context.selection.mask
    return mask


def people_in(store: Store, mask: Array) -> int:
    """People in the masked areas."""
    return int(store.areas.population @ mask)


def codes_in(store: Store, mask: Array) -> tuple[str, ...]:
    """Codes of the masked areas, in order."""
    return tuple(map(store.areas.code.__getitem__, np.flatnonzero(mask).tolist()))


def choosable_codes(store: Store, mask: Array) -> tuple[str, ...]:
    """The same where an address has room for so many; otherwise none: no link can choose them."""
    room = LONGEST_QUERY // len(store.areas.code[0])
    return codes_in(store, mask) if np.count_nonzero(mask) <= room else ()


def ward_names(store: Store, codes: tuple[str, ...]) -> list[str]:
    """Names of wards, by name; a code that is not known stands for itself."""
    level = store.level("ward")
    return sorted(level.names[level.index[one]] if one in level.index else one for one in codes)


def authority_names(store: Store, codes: tuple[str, ...]) -> list[str]:
    """Names of local authorities, by name."""
    return [name for code, name in store.authorities if code in codes]


def division_words(store: Store, chosen: Filter) -> list[str]:
    """The authorities and the wards of a filter, each list in words; the first few by name."""
    every = (
        (authority_names(store, chosen.authorities), "local authority", "local authorities"),
        (ward_names(store, chosen.wards), "ward", "wards"),
    )
    return [
        joined(names, most=WARDS_NAMED, noun=one if len(names) == WARDS_NAMED + 1 else many)
        for names, one, many in every
        if names
    ]


def selected_in(context: Context, name: str = "ward") -> Callable[[str], str]:
    """Says of an area of a larger level, by its code, whether its small areas are selected.

    "yes", "in part", or "". Nothing is said while all are selected, or none.
    """
    if not compares(context):
        return lambda _: ""
    larger, mask = context.store.level(name), context.selection.mask

    def words(code: str) -> str:
        selected = mask[list(larger.parts[larger.index[code]])]
        return "" if not selected.any() else "yes" if selected.all() else "in part"

    return words


def quintile_words(store: Store, chosen: Filter) -> str:
    """The quintile filter: "national quintiles 1 and 2 (Index of Multiple Deprivation 2025)"."""
    numbers = [str(one) for one in sorted(chosen.quintiles)]
    noun = "quintile" if len(numbers) == 1 else "quintiles"
    index = full_label(store.catalogue.indicator(chosen.by))
    return f"{chosen.basis} {noun} {joined(numbers)} ({index})"


def selection_words(store: Store, chosen: Filter, *, count: int) -> str:
    """The selection by name: its authorities, wards and quintiles, or "the 3 areas you chose"."""
    if chosen.picked:
        return picks(store, chosen.picked if count else ()).words
    parts = [drawn_words(one) for one in drawn(store, chosen)] + division_words(store, chosen)
    if chosen.quintiles:
        parts.append(("in " if parts else "") + quintile_words(store, chosen))
    return ", ".join(parts)


def drawn_words(one: Drawn) -> str:
    """What was drawn, by name."""
    if isinstance(one, Circle):
        return f"the circle of {number(one.radius)} m around {one.name}"
    return "the area you drew"


def selected_key(context: Context, indicator: Indicator) -> str:
    """How many the dark marks stand for; `place_key` beside it says of what."""
    level = level_of(context.store, indicator)
    count = int(context.store.members(context.selection.mask, level).sum())
    return f"Selected: {number(count)}"


def place_key(context: Context, indicator: Indicator) -> str:
    """What the pale marks stand for."""
    count = len(level_of(context.store, indicator).codes)
    return f"{context.place}: {areas_of(indicator, count)}"


@lru_cache(maxsize=64)
def seam_note(store: Store, indicator: Indicator) -> tuple[str, ...]:
    """The note owed wherever areas of an earlier year are shown."""
    if indicator.vintage == LSOA[1]:
        return ()
    published = (
        f"{full_label(indicator)} is published for {noun(indicator)}s of {indicator.vintage}."
    )
    if indicator.level != LSOA[0]:
        return (published,)
    level = level_of(store, indicator)
    parts = np.bincount(level.of_area, minlength=len(level.codes))
    split = [level.names[index] for index in np.flatnonzero(parts > 1)]
    names = joined(split, most=SPLIT_NAMED, noun="areas")
    changed = int(store.areas.changed.sum())
    return (
        f"{published} "
        + (f"{names} became {with_noun(changed, 'area')} in {LSOA[1]}. " if names else "")
        + "People are added up across the change; ranks and deciles are not recalculated.",
    )
