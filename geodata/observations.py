"""Observations in memory: a row for each figure of a place becomes the values of each indicator.

Nothing is a list of Python on the way: a country has millions of rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

import numpy as np
import pyarrow as pa

from geodata import bundle
from geodata.catalogue import Catalogue, Indicator
from geodata.contents import PARTS, Array, Values
from geodata.levels import Level
from geodata.stats import rank_competition


def read_values(
    table: pa.Table,
    catalogue: Catalogue,
    levels: Mapping[tuple[str, int], Level],
    *,
    practices: tuple[str, ...],
) -> dict[str, Values]:
    """Every indicator of the catalogue, by key; KeyError when one has no observations."""
    rows_of = _rows_of(table)
    codes, code_of = _coded(table, "code")
    words, word_of = _coded(table, "status")
    said = np.array(words, dtype="<U14")
    numbers = {name: _numbers(table, name) for name in ("value", *PARTS)}
    answers, kept, places_of = {}, dict[bytes, Array](), dict[tuple[str, int] | None, Array]()
    for indicator in catalogue.indicators:
        if indicator.key not in rows_of:
            raise KeyError(f"{indicator.key} in {bundle.OBSERVATIONS}")
        rows, kind = rows_of[indicator.key], (indicator.level, indicator.vintage)
        own = kind if kind in levels else None
        places = levels[kind].codes if own else practices
        if own not in places_of:
            places_of[own] = _places_of(codes, places)
        at = places_of[own][code_of[rows]]
        if (at < 0).any():
            raise KeyError(codes[code_of[rows][at < 0][0]])
        columns = {name: np.full(len(places), np.nan) for name in numbers}
        for name, there in columns.items():
            there[at] = numbers[name][rows]
        status = np.full(len(places), "missing", dtype=said.dtype)
        status[at] = said[word_of[rows]]
        answers[indicator.key] = _values(indicator, places, status, columns, kept)
    return answers


def _rows_of(table: pa.Table) -> dict[str, Array]:
    """The rows of each indicator, by key."""
    keys, key_of = _coded(table, "indicator")
    order = np.argsort(key_of, kind="stable")
    ends = np.searchsorted(key_of[order], np.arange(len(keys) + 1))
    return {key: order[ends[at] : ends[at + 1]] for at, key in enumerate(keys)}


def _places_of(codes: list[str], places: tuple[str, ...]) -> Array:
    """The index that each code has among some places, -1 where it is none of them."""
    index = {code: at for at, code in enumerate(places)}
    return np.array([index.get(code, -1) for code in codes])


def _coded(table: pa.Table, name: str) -> tuple[list[str], Array]:
    """The different texts of a column, and which of them each row has."""
    found = table.column(name).combine_chunks().dictionary_encode()
    return found.dictionary.to_pylist(), _buffer(found.indices, np.int32)


def _numbers(table: pa.Table, name: str) -> Array:
    """A column of numbers, null as nan. (Arrow's own to_numpy would import pandas.)"""
    column = table.column(name).cast(pa.float64()).combine_chunks()
    found, there = _buffer(column, np.float64), column.buffers()[0]
    if there is None:
        return found
    bits = np.unpackbits(np.frombuffer(there, dtype=np.uint8), bitorder="little")
    return np.where(bits[column.offset : column.offset + len(column)], found, np.nan)


def _buffer(array: pa.Array, kind: type[np.generic]) -> Array:
    skipped = array.offset * np.dtype(kind).itemsize
    return np.frombuffer(array.buffers()[1], dtype=kind, count=len(array), offset=skipped)


def _once(kept: dict[bytes, Array], array: Array) -> Array:
    """The array, or the one like it that is kept: few figures have gaps, groups share a whole."""
    array.flags.writeable = False
    return kept.setdefault(sha256(array.tobytes()).digest(), array)


def _values(
    indicator: Indicator,
    codes: tuple[str, ...],
    status: Array,
    columns: dict[str, Array],
    kept: dict[bytes, Array],
) -> Values:
    value = np.where(status == "ok", columns["value"], np.nan)
    if indicator.kind.categorical:
        rank, total = np.zeros(len(codes), dtype=np.int64), 0
    elif indicator.total is None:
        rank = rank_competition(value, largest_first=indicator.largest_first)
        total = int((rank > 0).sum())
    else:
        rank = np.nan_to_num(value, nan=0.0).astype(np.int64)
        total = indicator.total
    status, value, rank = (_once(kept, one) for one in (status, value, rank))
    columns = {name: _once(kept, one) for name, one in columns.items()}
    return Values(
        indicator=indicator,
        codes=codes,
        value=value,
        status=status,
        rank=rank,
        total=total,
        numerator=columns["numerator"],
        denominator=columns["denominator"],
        before_numerator=columns["before_numerator"],
        before_denominator=columns["before_denominator"],
    )
