"""Ages as people write them: "under 5", "5 to 17", "65 and over", "not known"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise

from geodata.errors import refuse_table
from geodata.own.rows import kind

OLDEST = 200
NOT_KNOWN = "not known"
PATTERNS = (
    (re.compile(r"under ([0-9]{1,3})"), lambda to: (0, to - 1)),
    (re.compile(r"([0-9]{1,3}) to ([0-9]{1,3})"), lambda since, to: (since, to)),
    (re.compile(r"([0-9]{1,3}) and over"), lambda since: (since, OLDEST)),
)


def in_order(file: str, ages: Mapping[str, int]) -> tuple[str, ...]:
    """The ages from the youngest on, "not known" last; `ages` has the row in which each is.

    TableError for words that are no ages, and for ages that overlap: who is 50 to 64 would
    follow from 50 and over and 65 and over, however few they are.
    """
    spans = sorted((_span(file, row, word), word) for word, row in ages.items() if word)
    for ((_, to), first), ((since, _), second) in pairwise(spans):
        if since <= to:
            expected = "ages that do not overlap; totals are added up here"
            refuse_table(file, ages[second], "age", f"{second} beside {first}", expected)
    return tuple(word for _, word in spans) or ("",)


def _span(file: str, row: int, word: str) -> tuple[int, int]:
    if word == NOT_KNOWN:
        return OLDEST + 1, OLDEST + 1
    for pattern, span in PATTERNS:
        found = pattern.fullmatch(word)
        if found:
            since, to = span(*map(int, found.groups()))
            if since <= to:
                return since, to
    expected = '"under 5", "5 to 17", "65 and over" or "not known"; totals are added up here'
    return refuse_table(file, row, "age", kind(word), expected)
