"""Columns of figures: headings from the words of the indicator, cells that are not rounded."""

from __future__ import annotations

from charts.estimates import Estimate
from charts.model import Cell, Column, Shown
from geodata.authorities import authority_of, authority_of_wards
from geodata.catalogue import Indicator
from geodata.geography import LAD_CODE, LAD_NAME, WARD, WARD_CODE, WARD_NAME
from geodata.store import Store

END = {"low": "Lower", "high": "Upper"}


def ward_column(*, shown: Shown = "always") -> Column:
    """The names of wards, headed with the year of their boundaries."""
    return Column(WARD_NAME, f"Ward ({WARD[1]})", shown=shown)


def ward_code_column() -> Column:
    """The codes of wards, in downloads alone."""
    return Column(WARD_CODE, "Ward code", shown="download")


def ward_columns(store: Store) -> tuple[Column, ...]:
    """The code and the name of a ward, and of its authority where there are several."""
    own = (ward_code_column(), ward_column())
    return (*own, *authority_columns()) if store.authorities else own


def ward_cells(store: Store, code: str, name: str) -> tuple[Cell, ...]:
    """Cells of `ward_columns`."""
    if not store.authorities:
        return code, name
    return code, name, *authority_of_wards(store).get(code, ("", ""))


def authority_columns(*, shown: Shown = "always") -> tuple[Column, ...]:
    """The code, in downloads alone, and the name of local authorities."""
    code = Column(LAD_CODE, "Local authority code", shown="download")
    return code, Column(LAD_NAME, "Local authority", shown=shown)


def beside_ward(store: Store) -> tuple[Column, ...]:
    """The name of its authority, to follow a place's ward; nothing in a bundle of one."""
    return authority_columns()[1:] if store.authorities else ()


def beside_ward_cell(store: Store, part: int) -> tuple[Cell, ...]:
    """The cell of `beside_ward` for the small area of a place, -1 where it is in none."""
    return (authority_of(store, part),) if store.authorities else ()


def share_columns(
    key: str, label: str, *, count: str = "number", total: str = "out of"
) -> tuple[Column, ...]:
    """Columns of a share of counts: count, total, share in per cent, its interval."""
    return (
        Column(f"{key}_count", f"{label}, {count}", numeric=True, meaning="The numerator."),
        Column(
            f"{key}_total",
            f"{label}, {total}",
            numeric=True,
            shown="download",
            meaning="The denominator.",
        ),
        Column(
            f"{key}_percent", f"{label}, %", numeric=True, meaning="Numerator over denominator."
        ),
        *interval_columns(key, label),
    )


def interval_columns(
    key: str, label: str, *, shown: Shown = "always", indicator: Indicator | None = None
) -> tuple[Column, ...]:
    """The two ends of the 95% interval of a figure."""
    return tuple(
        Column(
            f"{key}_{end}",
            f"95% {end}",
            numeric=True,
            shown=shown,
            indicator=indicator,
            title=f"{label}, 95% {end}",
            meaning=f"{END[end]} end of the 95% interval.",
        )
        for end in ("low", "high")
    )


def share_cells(one: Estimate) -> tuple[Cell, ...]:
    """Cells of `share_columns`; no value where there is nothing to divide by."""
    if not one.known:
        return (None,) * 5
    return (one.count, one.total, *(number_or_none(x) for x in (one.value, one.low, one.high)))


def value_columns(indicator: Indicator, key: str, label: str) -> tuple[Column, ...]:
    """Columns of an indicator's figure, with its parts and its interval where it has them."""
    if indicator.kind.is_share and indicator.has_parts:
        count, total = indicator.numerator_head.lower(), indicator.denominator_head.lower()
        return share_columns(key, label, count=count, total=total)
    value = Column(f"{key}_value", f"{label}, {indicator.unit}", numeric=True, indicator=indicator)
    if not indicator.has_parts:
        return (value,)
    parts = (
        Column(f"{key}_count", f"{label}, {indicator.numerator_head.lower()}", numeric=True),
        Column(f"{key}_total", f"{label}, {indicator.denominator_head.lower()}", numeric=True),
    )
    if indicator.interval == "none":
        return (*parts, value)
    return (
        *parts,
        value,
        *interval_columns(key, label, indicator=indicator),
    )


def value_cells(indicator: Indicator, one: Estimate) -> tuple[Cell, ...]:
    """Cells of `value_columns`."""
    if indicator.kind.is_share and indicator.has_parts:
        return share_cells(one)
    parts: tuple[Cell, ...] = (one.count, one.total) if indicator.has_parts else ()
    if not one.known:
        parts = (None,) * len(parts)
    with_interval = indicator.has_parts and indicator.interval != "none"
    bounds = (one.low, one.high) if with_interval else ()
    return (*parts, *(number_or_none(x) for x in (one.value, *bounds)))


def number_or_none(value: float) -> float | None:
    """A number for a cell; None for nan."""
    return None if value != value else float(value)
