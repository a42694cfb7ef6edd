"""Statuses of figures in a frame, and how they spread to what is made of the figures.

A column beside a column of figures, named by `status_column`, holds the statuses of its cells; it
is there only when one of them is a mark (marks.py). The figure itself is nan then, a word "".
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from geodata.marks import OK, ORDER


def status_column(name: str) -> str:
    """The name of the column that holds the statuses of a column of figures."""
    return f"{name}, status"


def status_of(frame: pd.DataFrame, names: Iterable[str]) -> pd.Series[str]:
    """What the figures of several columns are together, by the index of the frame.

    "ok" where each of them is; of several marks the first of `marks.ORDER`.
    """
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
    """Which rows have a figure in each of the columns: one truth a row, in their order."""
    return np.asarray(status_of(frame, names) == OK)
