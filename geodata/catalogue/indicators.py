"""Indicators and trends from TOML, their choices checked against each other."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields
from string import Formatter
from typing import Any

from geodata.catalogue.entries import arguments, one_of, refuse
from geodata.catalogue.model import (
    DOSES,
    FORMULAS,
    INTERVALS,
    KINDS,
    POLARITIES,
    THEMES,
    Indicator,
    Source,
    Trend,
)
from geodata.geography import FIGURE_LEVELS

AUDIENCES = ("public", "restricted")
PUBLISHED = re.compile(r"\d{4}(-\d{2}){0,2}")
INDICATOR_FIELDS = tuple(field.name for field in fields(Indicator) if field.name != "key")
TREND_FIELDS = tuple(field.name for field in fields(Trend) if field.name != "key")


def read_source(file: str, key: str, entry: Mapping[str, Any]) -> Source:
    """One entry of sources.toml."""
    source = Source(key=key, **arguments(file, key, Source, entry))
    one_of(file, f"{key}.audience", source.audience, AUDIENCES)
    if not PUBLISHED.fullmatch(source.published):
        refuse(file, f"{key}.published", source.published, "YYYY, YYYY-MM or YYYY-MM-DD")
    return source


def read_indicator(
    file: str, key: str, entry: Mapping[str, Any], *, sources: Mapping[str, Source]
) -> Indicator:
    """One entry of indicators/*.toml, its source looked up and its choices checked."""
    given = arguments(file, key, Indicator, entry)
    one_of(file, f"{key}.source", given["source"], sources)
    indicator = Indicator(key=key, **given | {"source": sources[given["source"]]})
    one_of(file, f"{key}.theme", indicator.theme, THEMES)
    one_of(file, f"{key}.kind", indicator.kind, KINDS)
    one_of(file, f"{key}.polarity", indicator.polarity, POLARITIES)
    one_of(file, f"{key}.interval", indicator.interval, INTERVALS)
    if (indicator.level, indicator.vintage) not in FIGURE_LEVELS:
        refuse(file, f"{key}.vintage", f"{indicator.level} {indicator.vintage}", levels())
    _check_ranks(file, indicator)
    _check_columns(file, indicator)
    _check_interval(file, indicator)
    _check_sentence(file, indicator)
    return indicator


def read_trend(
    file: str, key: str, entry: Mapping[str, Any], *, sources: Mapping[str, Source]
) -> Trend:
    """One entry of trends.toml."""
    given = arguments(file, key, Trend, entry)
    one_of(file, f"{key}.source", given["source"], sources)
    trend = Trend(key=key, **given | {"source": sources[given["source"]]})
    one_of(file, f"{key}.dose", trend.dose, DOSES)
    return trend


def levels() -> str:
    """The levels that figures can be on, in words."""
    return "one of " + ", ".join(f"{name} {vintage}" for name, vintage in FIGURE_LEVELS)


def _check_ranks(file: str, one: Indicator) -> None:
    if (one.kind == "rank") != (one.total is not None):
        refuse(file, f"{one.key}.total", str(one.total), "a total for ranks, and only for them")
    if (one.total is None) != (one.ranked_in == ""):
        refuse(file, f"{one.key}.ranked_in", repr(one.ranked_in), "the place of the total")
    if one.domain != (one.weight is not None):
        refuse(file, f"{one.key}.weight", str(one.weight), "a weight for domains, only for them")
    if one.clusters and one.level == "practice":
        refuse(file, f"{one.key}.clusters", "true", "false, points have no neighbours")


def _check_columns(file: str, one: Indicator) -> None:
    """Each kind needs its own columns and no others."""
    if one.formula:
        one_of(file, f"{one.key}.formula", one.formula, FORMULAS)
    formula = {"index": "diversity", "count": "remainder"}.get(one.kind, "")
    parts = one.kind == "rate" or one.formula == "remainder"
    needed = {
        "formula": one.formula in ("", formula) and (one.formula != "" or one.kind != "index"),
        "column": bool(one.column) != (one.kind == "index"),
        "columns": bool(one.columns) == (one.kind == "index"),
        "denominator_column": bool(one.denominator_column) == parts or one.kind == "share",
        "denominator_table": bool(one.denominator_column) or not one.denominator_table,
        "per": (one.per is not None) == (one.kind == "rate"),
        "categories": bool(one.categories) == (one.kind == "category"),
    }
    for name, fits in needed.items():
        if not fits:
            found = repr(getattr(one, name))
            refuse(file, f"{one.key}.{name}", found, f"what an indicator of kind {one.kind} needs")


def _check_interval(file: str, one: Indicator) -> None:
    expected = {"wilson": "share", "byar": "rate"}.get(one.interval, one.kind)
    if one.kind != expected or (one.interval != "none" and not one.has_parts):
        refuse(file, f"{one.key}.interval", one.interval, f"none for this kind, {one.kind}")


def _check_sentence(file: str, one: Indicator) -> None:
    where = f"{one.key}.sentence"
    try:
        used = {name for _, name, _, _ in Formatter().parse(one.sentence) if name is not None}
    except ValueError as error:
        refuse(file, where, str(error), "a text with names in braces")
    allowed = {"place", "value"} | ({"numerator", "denominator"} if one.has_parts else set())
    if not {"place", "value"} <= used <= allowed:
        found = ", ".join(sorted(used)) or "no names in braces"
        refuse(file, where, found, f"place and value, of {', '.join(sorted(allowed))}")
