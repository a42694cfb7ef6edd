"""Two areas side by side: each figure of the profile in both, and whether they differ.

Two intervals that overlap are no test of a difference. Shares are tested by the interval of their
difference (Newcombe's method 10); ranks, and areas that share people, are not tested.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import nan

from charts.columns import number_or_none
from charts.comparison import between
from charts.model import Cell, Column, Context, Table
from charts.profile import Row, area_name, basis_words, rows
from geodata.format import difference_of
from geodata.stats import newcombe_difference
from layers.words import full_label

SHARED = "not tested: both hold the same people"
NO_TEST = "not tested: the figure has no interval"
UNKNOWN = "no figure"


@dataclass(frozen=True)
class Tested:
    """The first less the second: value and 95% interval, the tested word, or why there is none."""

    value: float
    low: float = nan
    high: float = nan
    word: str = ""
    why: str = ""


def side_by_side(first: Context, second: Context) -> Table:
    """The figures of two areas of one authority, a row each."""
    names = area_name(first), area_name(second)
    pairs = tuple(zip(rows(first), rows(second), strict=True))
    columns = (
        Column("figure_key", "Key of the figure", shown="download"),
        Column("figure", "Figure"),
        Column("unit", "Unit"),
        *_columns("first", names[0], first.place),
        *_columns("second", names[1], first.place),
        _number("difference", "Difference", f"{names[0]} less {names[1]}"),
        _number("difference_low", "95% low", "Difference, 95% low"),
        _number("difference_high", "95% high", "Difference, 95% high"),
        Column("flag", "Note", shown="when filled"),
        Column("tested", f"{names[0]} than {names[1]}"),
        Column("place_value", first.place, numeric=True, by_row=True),
        Column("figure_period", "Period"),
    )
    return Table(
        columns,
        tuple(_cells(one, other) for one, other in pairs),
        f"{names[0]} and {names[1]} side by side",
        figures={one.indicator.key: one.indicator for one, _ in pairs},
    )


def tested(one: Row, other: Row) -> Tested:
    """How one area's figure differs from another's."""
    here, there, indicator = one.here, other.here, one.indicator
    value = here.value - there.value
    if not (here.known and there.known):
        return Tested(nan, why=UNKNOWN)
    if bool((one.basis.members & other.basis.members).any()):
        return Tested(value, why=SHARED)
    if not indicator.kind.is_share or indicator.interval == "none":
        return Tested(value, why=NO_TEST)
    counts = here.count, here.total, there.count, there.total
    _, low, high = (indicator.kind.scale * float(x) for x in newcombe_difference(*counts))
    word = between(low, high, 0.0, indicator.polarity)
    return Tested(value, low, high, word, "" if word else NO_TEST)


def _columns(key: str, name: str, place: str) -> tuple[Column, ...]:
    return (
        _number(f"{key}_value", name, name),
        _number(f"{key}_low", "95% low", f"{name}, 95% low"),
        _number(f"{key}_high", "95% high", f"{name}, 95% high"),
        Column(f"{key}_comparison", f"Beside {place}", title=f"{name} beside {place}"),
        Column(f"{key}_made_of", "Made of", shown="when filled", title=f"{name}, made of"),
        Column(f"{key}_why", "Why no figure", shown="when filled", title=f"{name}, no figure"),
    )


def _number(key: str, label: str, title: str) -> Column:
    return Column(key, label, numeric=True, by_row=True, title=title)


def _cells(one: Row, other: Row) -> tuple[Cell, ...]:
    found, indicator = tested(one, other), one.indicator
    agrees = found.value != found.value or (
        difference_of(indicator, one.here.value, other.here.value).agrees
    )
    return (
        indicator.key,
        full_label(indicator),
        indicator.unit,
        *_side(one),
        *_side(other),
        *(number_or_none(x) for x in (found.value, found.low, found.high)),
        "" if agrees else "before rounding",
        found.word or found.why,
        number_or_none(one.whole.value),
        indicator.period,
    )


def _side(row: Row) -> tuple[Cell, ...]:
    numbers = (row.here.value, row.here.low, row.here.high)
    return (*map(number_or_none, numbers), row.word, basis_words(row), row.why)
