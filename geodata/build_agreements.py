"""Tables of one publication that must say the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from geodata import build_marks
from geodata.catalogue import Agreement, Authority
from geodata.errors import TableError


def check_agreements(
    authority: Authority, agreements: Iterable[Agreement], frames: Mapping[str, pd.DataFrame]
) -> None:
    """Refuse two tables that disagree about an area; frames are by the tables' keys.

    Where one of the figures is a mark the two cannot be compared.
    """
    for agreement in agreements:
        _check(agreement, authority, frames)


def _check(agreement: Agreement, authority: Authority, frames: Mapping[str, pd.DataFrame]) -> None:
    file = authority.table(agreement.table).file
    other = authority.table(agreement.other).file
    pairs = ((agreement.table, (agreement.column,)), (agreement.other, agreement.columns))
    for key, columns in pairs:
        for column in columns:
            if column not in frames[key].columns:
                where = authority.table(key).file
                raise _refusal(where, column, "no such column", "a column, tables must agree on it")
    one, two = (frames[key].set_index("code") for key in (agreement.table, agreement.other))
    odd = sorted(set(one.index) ^ set(two.index))
    if odd:
        raise _refusal(file, "code", f"only one row for {odd[0]}", f"the same areas as {other}")
    two = two.loc[one.index]
    there = build_marks.known(one, [agreement.column]) & build_marks.known(two, agreement.columns)
    ours, theirs = one[agreement.column], two[list(agreement.columns)].sum(axis=1)
    for code in ours.index[(ours != theirs) & there]:
        found, wanted = f"{ours[code]} for {code}", f"{theirs[code]}, as {other} has"
        raise _refusal(file, agreement.column, found, wanted)


def _refusal(file: str, column: str, found: str, expected: str) -> TableError:
    return TableError(file=file, row=0, column=column, found=found, expected=expected)
