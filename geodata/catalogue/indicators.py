"""Indicators and trends from TOML, their choices checked against each other."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields
from string import Formatter
from typing import Any

from geodata.catalogue.entries import arguments, one_of, refuse
from geodata.catalogue.model import (
    CONCERNS,
    DOSES,
    FORMULAS,
    POLARITIES,
    ROLES,
    THEMES,
    Indicator,
    Source,
    Trend,
)
from geodata.geography import FIGURE_LEVELS
from geodata.kinds import KINDS

AUDIENCES = ("public", "restricted")
PUBLISHED = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
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
    one_of(file, f"{key}.kind", given["kind"], KINDS)
    looked_up = {"source": sources[given["source"]], "kind": KINDS[given["kind"]]}
    indicator = Indicator(key=key, **given | looked_up)
    one_of(file, f"{key}.theme", indicator.theme, THEMES)
    one_of(file, f"{key}.polarity", indicator.polarity, POLARITIES)
    if (indicator.level, indicator.vintage) not in FIGURE_LEVELS:
        refuse(file, f"{key}.vintage", f"{indicator.level} {indicator.vintage}", levels())
    one_of(file, f"{key}.role", indicator.role, ("", *ROLES))
    _check_ranks(file, indicator)
    _check_columns(file, indicator)
    _check_interval(file, indicator)
    _check_concern(file, indicator)
    _check_whole(file, indicator)
    _check_profile(file, indicator)
    _check_sentence(file, indicator)
    return indicator


def read_trend(
    file: str, key: str, entry: Mapping[str, Any], *, sources: Mapping[str, Source]
) -> Trend:
    """One entry of trends.toml."""
    given = arguments(file, key, Trend, entry)
    one_of(file, f"{key}.source", given["source"], sources)
    trend = Trend(key=key, **given | {"source": sources[given["source"]]})
    if not trend.dates:
        one_of(file, f"{key}.dose", trend.dose, DOSES)
    if len(trend.dates) != len(trend.at):
        refuse(file, f"{key}.at", f"{len(trend.at)} figures", f"one for {len(trend.dates)} dates")
    return trend


def levels() -> str:
    """The levels that figures can be on, in words."""
    return "one of " + ", ".join(f"{name} {vintage}" for name, vintage in FIGURE_LEVELS)


def _check_ranks(file: str, one: Indicator) -> None:
    if one.kind.is_rank != (one.total is not None):
        refuse(file, f"{one.key}.total", str(one.total), "a total for ranks, and only for them")
    if (one.total is None) != (one.ranked_in == ""):
        refuse(file, f"{one.key}.ranked_in", repr(one.ranked_in), "the place of the total")
    if one.domain != (one.weight is not None):
        refuse(file, f"{one.key}.weight", str(one.weight), "a weight for domains, only for them")
    if one.clusters and one.level == "practice":
        refuse(file, f"{one.key}.clusters", "true", "false, points have no neighbours")
    if one.kind.key == "density" and one.level == "practice":
        refuse(file, f"{one.key}.kind", "density", "another kind, points have no size")


def _check_columns(file: str, one: Indicator) -> None:
    """Each kind needs its own columns and no others."""
    if one.formula:
        one_of(file, f"{one.key}.formula", one.formula, FORMULAS)
    kind, change = one.kind, one.kind.signed
    formulas = {"index": ("", "diversity"), "count": ("", "remainder")}.get(kind.key, ("",))
    mixed = one.formula == "diversity"
    must = kind.parts == "must" or one.formula == "remainder"
    may = kind.is_share or kind.key == "change_in_share"
    needed = {
        "formula": one.formula in formulas,
        "column": bool(one.column) != mixed,
        "columns": bool(one.columns) == mixed,
        "denominator_column": bool(one.denominator_column) == must or may,
        "denominator_table": bool(one.denominator_column) or not one.denominator_table,
        "before_column": change or not one.before_column,
        "before_denominator_column": bool(one.before_denominator_column)
        == bool(one.before_column and one.denominator_column),
        "per": (one.per is not None) == (kind.parts == "must"),
        "categories": bool(one.categories) == kind.categorical,
        "reference": (one.reference is not None) == (kind.key == "ratio"),
    }
    for name, fits in needed.items():
        if not fits:
            found = repr(getattr(one, name))
            expected = f"what an indicator of kind {kind.key} needs"
            refuse(file, f"{one.key}.{name}", found, expected)


def _check_interval(file: str, one: Indicator) -> None:
    allowed = ("none", one.kind.interval) if one.has_parts else ("none",)
    one_of(file, f"{one.key}.interval", one.interval, allowed)


def _check_concern(file: str, one: Indicator) -> None:
    if one.concern:
        one_of(file, f"{one.key}.concern", one.concern, CONCERNS)
    if one.concern and one.polarity != "neutral":
        refuse(file, f"{one.key}.concern", one.concern, f"none, {one.polarity} says it already")
    if one.kind.is_rank and one.of_concern != "more":
        refuse(file, f"{one.key}.polarity", one.polarity, "more_is_worse: rank 1 is of concern")


def _check_whole(file: str, one: Indicator) -> None:
    """A figure that is published for the whole belongs to what does not add up to it."""
    if bool(one.whole_table) != bool(one.whole_row):
        refuse(file, f"{one.key}.whole_row", repr(one.whole_row), "a row, of the table of facts")
    if one.whole_table and (one.kind.adding not in ("mean", "parts") or one.has_parts):
        refuse(file, f"{one.key}.whole_table", one.whole_table, "none, it is found from its parts")
    held = {bool(x) for x in (one.national_table, one.national_row, one.national_column)}
    if len(held) > 1 or (one.national is not None and True in held):
        found = repr(one.national_table)
        refuse(file, f"{one.key}.national_table", found, "with a row and a column, or a figure")
    if one.indicative and one.interval != "none":
        refuse(file, f"{one.key}.indicative", "true", "false where there is an interval")


def _check_profile(file: str, one: Indicator) -> None:
    """A profile compares an area with the whole place: what is a sum, or of practices, cannot."""
    if one.profile and (one.kind.adding in ("sum", "none") or one.level == "practice"):
        refuse(file, f"{one.key}.profile", "true", "false for sums, categories and practices")


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
