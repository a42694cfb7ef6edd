"""python -m geodata attack FILE: tries to work small counts out of all that the product prints.

The attacker asks the bundle for the figures of every small area, and for those of wards,
neighbourhoods, the whole authority, quintiles and many selections; and Reach for people not
reached, people needed for floors and people within walks. A printed sum that is that of the printed
parts tells nothing more; one that is not is taken for a true one. What is then
known is a system of linear relations, in which the range of each small count, and of each small
change between two dates, is found by linear programming. The attack succeeds where a range has the
truth in it and is narrower than 1 to 7 (of a change, than seven values). True counts are needed to
say what a success is, and whom figures are out of together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from geodata.aggregate import aggregate, members, over, parents, selected
from geodata.geography import MSOA, WARD
from geodata.own.attack_reach import told_by_reach
from geodata.own.cells import Cells
from geodata.own.entry import name_of
from geodata.own.register import Key, Register, State
from geodata.own.rule import LEAST, MOST, NEAR, Seen
from geodata.own.secondary import system_of
from geodata.own.sensitive import Cell, Wanted, sensitive
from geodata.own.sums import Sum, masks
from geodata.own.system import CLOSE, UNKNOWN, Known, Range, System
from geodata.store import Store

Array = npt.NDArray[Any]
PARTS = {"numerator": (1, 0), "denominator": (0, 1)}  # times count, and what it is out of


@dataclass(frozen=True)
class Attack:
    """What became of it: how many small counts and changes were tried, and what was given away."""

    tried: int
    sums: int
    broken: tuple[str, ...]

    @property
    def words(self) -> str:
        """The outcome in a sentence for each line."""
        said = f"{self.tried:,} small counts and changes were tried."
        return "\n".join((said, *self.broken) if self.broken else (said, "None was given away."))


def attack(
    store: Store, key: str, cells: Cells, register: Register, *, added_up: bool, seed: int = 0
) -> Attack:
    """Attack the figures of one file, `cells` being its true counts; UnknownKeyError for a key.

    The register is what somebody knows who kept all that was ever printed, and read the rule.
    """
    printed = register.latest()
    known = [
        seen(cells, at, area, _prints(store, key, cells, at, area), printed)
        for at, area in cells.each()
    ]
    here = {(one.known.area, one.known.figure) for one in known}
    for (area, figure), state in printed.items():
        if (area, figure) not in here:
            ranges = list(map(_told, state)) if state else [UNKNOWN, UNKNOWN]
            earlier = Known(area, figure, ranges[0], ranges[1], (figure.date,))
            known.append(Cell(earlier, free=False, cost=0, true=None))
    sums = [*told(store, key, cells, seed=seed), *told_by_reach(store, key, cells, seed=seed)]
    return given_away(known, sums, added_up=added_up)


def given_away(known: Sequence[Cell], sums: Sequence[Sum], *, added_up: bool) -> Attack:
    """Find the range of every small count and change; area by area where no sum tells more."""
    by_area: dict[str, list[Cell]] = defaultdict(list)
    for one in known:
        by_area[one.known.area].append(one)
    tried, broken = 0, []
    for group in [list(known)] if sums else by_area.values():
        system = system_of(group, added_up=added_up)
        for each in sums:
            _add(system, each)
        for wanted, true in _wanted(group, system, added_up=added_up):
            tried += 1
            low, high = system.range(wanted.terms)
            if not _open(wanted, low, high) and low - CLOSE <= true <= high + CLOSE:
                cell = system.cell_of(min(wanted.terms))
                where = ", ".join(filter(None, (cell.area, *cell.figure)))
                broken.append(f"{where}: a count of {LEAST} to {MOST} is from {low:g} to {high:g}.")
    return Attack(tried, len(sums), tuple(broken))


def _prints(
    store: Store, key: str, cells: Cells, figure: int, area: int
) -> tuple[float, float] | None:
    """What the product prints of a cell, None where it says that it is hidden."""
    values = store.values(f"{key}_{name_of(cells.figures[figure])}")
    place = values.codes.index(cells.areas[area])
    if values.status[place] != "ok":
        return None
    return float(values.numerator[place]), float(values.denominator[place])


def seen(
    cells: Cells,
    figure: int,
    area: int,
    prints: tuple[float, float] | None,
    register: Mapping[Key, State],
) -> Cell:
    """A cell as an attacker sees it: what the rule tells of a printed figure, or only rounded.

    Where nobody came or went from one date to another, the attacker is thought to know that.
    """
    key = (cells.areas[area], cells.figures[figure])
    state = register.get(key)
    ranges: list[Range] = [UNKNOWN, UNKNOWN]
    if prints and state and (state.counted.value, state.out_of.value) == prints:
        ranges = list(map(_told, state))
    elif prints:
        ranges = [_range(one) for one in prints]
    true = cells.true(figure, area)
    whole = true[1] if cells.steady(area) else (key[1].date, true[1])
    return Cell(Known(*key, ranges[0], ranges[1], whole), free=False, cost=0, true=true)


def _told(one: Seen) -> Range:
    return one.low, one.high


def _range(value: float) -> Range:
    return (0, 0) if value == 0 else (max(value - NEAR, MOST + 1), value + NEAR)


def _wanted(
    group: Sequence[Cell], system: System, *, added_up: bool
) -> Iterator[tuple[Wanted, float]]:
    """Each small count or change with its true value."""
    truth = {}
    for at, one in enumerate(group):
        if one.true:
            truth[int(system.count[at])], truth[int(system.out_of[at])] = one.true
    for wanted in sensitive(group, system, added_up=added_up):
        if wanted.sure:
            yield wanted, sum(factor * truth[at] for at, factor in wanted.terms.items())


def told(store: Store, key: str, cells: Cells, *, seed: int) -> Iterator[Sum]:
    """The printed sums that tell more than their parts, over all levels and many selections."""
    for figure in cells.figures:
        name = f"{key}_{name_of(figure)}"
        values = store.values(name)
        for inside, answer in _answers(store, name, seed=seed):
            known = inside & (values.status == "ok")
            for part in PARTS:
                printed = float(getattr(answer, part))
                parts = float(getattr(values, part)[known].sum())
                if not np.isnan(printed) and abs(printed - parts) > CLOSE:
                    where = frozenset(np.array(values.codes)[inside])
                    among = (printed - NEAR - 0.5, printed + NEAR + 0.5)
                    yield Sum(figure, where, *PARTS[part], among)


@dataclass(frozen=True)
class _Printed:
    numerator: float
    denominator: float


def _answers(store: Store, name: str, *, seed: int) -> Iterator[tuple[Array, _Printed]]:
    """Which areas each answer of the product is about, and what it prints."""
    indicator = store.values(name).indicator
    if indicator.level != "practice":
        own = store.level(indicator.level, indicator.vintage)
        for level in (store.level(*WARD), store.level(*MSOA), store.level("borough")):
            groups, found = parents(store, own, level), over(store, name, level)
            for at in range(len(level.codes)):
                yield groups == at, _Printed(found.numerator[at], found.denominator[at])
        for classes in _classes(store, name):
            found = aggregate(store, name, classes, int(classes.max()) + 1)
            for at in range(int(classes.max()) + 1):
                yield classes == at, _Printed(found.numerator[at], found.denominator[at])
    for mask in masks(store, seed=seed):
        found = selected(store, name, mask)
        inside = members(store, indicator, mask)
        yield inside, _Printed(float(found.numerator[0]), float(found.denominator[0]))


def _classes(store: Store, name: str) -> Iterator[Array]:
    """Fifths of the areas by each other figure of the same areas."""
    own = store.values(name)
    for one in store.catalogue.at(own.indicator.level):
        rank = store.values(one.key).rank
        if one.vintage == own.indicator.vintage and one.source != own.indicator.source:
            yield np.where(rank > 0, 5 * (rank - 1) // max(int(rank.max()), 1), -1)


def _open(wanted: Wanted, low: float, high: float) -> bool:
    """Whether a range leaves a small count or change as open as it has to be."""
    if wanted.change:
        return high - low >= MOST - LEAST - CLOSE
    return low <= LEAST + CLOSE and high >= MOST - CLOSE


def _add(system: System, one: Sum) -> None:
    places = [
        at
        for at, cell in enumerate(system.cells)
        if cell.area in one.areas and cell.figure == one.figure
    ]
    system.add_sum(places, one.count, one.out_of, one.among)
