"""Marks that publishers write in the place of a figure, and what each says about the figure.

A mark is never a nought. It makes the figure `suppressed` (known to the publisher, not told),
`missing` (not known) or `not_applicable` (there can be none). Who uses which:

[c] [low] [u] [x] [z]  the Government Statistical Service's symbols for spreadsheets (Government
                       Analysis Function, "Symbols in tables"): confidential; so low that it rounds
                       to nought and is none; of low reliability; not available; not applicable
c low u x z            the same without brackets (Department for Education, OHID)
*  [*]  **             NHS England and NHS Digital: suppressed, too few people
:                      ONS and Eurostat: not available
..  .                  ONS before 2020 (harmonised symbols): not available; not applicable
-  –  —                many publishers, each with its own sense: taken as not available. Where a
                       publisher says that it is "not applicable", the table's `marks` say so
n/a  na  #n/a  null    spreadsheets: no figure is there, for whatever reason
(an empty cell)        no figure is there

A column beside a column of figures, named by `status_column`, holds the statuses of its cells; it
is there only when one of them is a mark. The figure itself is nan then, a word "".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

MARKS: dict[str, str] = {
    **dict.fromkeys(("[c]", "c", "[low]", "low", "[u]", "u", "*", "**", "[*]"), "suppressed"),
    **dict.fromkeys(
        ("[x]", "x", ":", "..", "-", "–", "—", "n/a", "na", "#n/a", "null", ""), "missing"
    ),
    **dict.fromkeys(("[z]", "z", "."), "not_applicable"),
}
OK = "ok"
# Of several parts the first of these that one of them is decides what the whole is.
ORDER = ("suppressed", "missing", "not_applicable")


def meaning(cell: str, own: Mapping[str, str]) -> str:
    """What a cell says: a status other than "ok" when it is a mark, in whatever case, else "ok".

    `own` are the marks to which a table gives a meaning of its own.
    """
    mark = cell.strip().lower()
    return own.get(mark, MARKS.get(mark, OK))


def status_column(name: str) -> str:
    """The name of the column that holds the statuses of a column of figures."""
    return f"{name}, status"


def status_of(frame: pd.DataFrame, names: Iterable[str]) -> pd.Series[str]:
    """What the figures of several columns are together, row by row: "ok" when each of them is."""
    answer = pd.Series(OK, index=frame.index, dtype="str")
    columns = [status_column(name) for name in names if status_column(name) in frame.columns]
    for status in reversed(ORDER):
        for column in columns:
            answer = answer.mask(frame[column] == status, status)
    return answer


def with_status(frame: pd.DataFrame, name: str, status: pd.Series[str]) -> pd.DataFrame:
    """The frame with the statuses of a column, left as it is when all of them are "ok"."""
    if (status == OK).all():
        return frame
    return frame.assign(**{status_column(name): status})


def known(frame: pd.DataFrame, names: Iterable[str]) -> Any:
    """Which rows have a figure in each of the columns, as an array of yes and no."""
    return np.asarray(status_of(frame, names) == OK)
