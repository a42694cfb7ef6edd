"""What is sent of many places, in columns: texts that are shared or alike, numbers as steps.

A column of texts is [kind, text] where all places have the same, [kind, texts] for one text each,
[kind, texts, indexes] where few texts are shared by many places, or [kind, [start, end], middles]
where texts begin and end alike; one that does not is in a list of its own. Steps are the
differences from one number to the next, the first from 0. `assets/packed.js` makes of `sent` what
was given.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, pairwise, takewhile
from typing import Any

from geodata.format import WITHOUT
from layers.arcs import UNIT
from layers.sheet import Line

APART = frozenset({"", *WITHOUT.values()})  # texts of areas without a figure
SHARED = 16  # texts, at most, that are sent once with an index for each area
WORDS = ("before", "after")  # the columns of texts of a level


def packed(line: Line) -> list[Any]:
    """A line as a column: its texts, or the few that there are and which of them each area has."""
    texts = list(line.texts)
    found = list(dict.fromkeys(texts))
    if len(found) == 1:
        return [line.kind, found[0]]
    if len(found) <= SHARED and len(texts) > len(found):
        number = {text: f"{at:X}" for at, text in enumerate(found)}
        return [line.kind, found, "".join(number[text] for text in texts)]
    start, end = _alike([text for text in found if text not in APART])
    if not start and not end:
        return [line.kind, texts]
    middle = slice(len(start), -len(end) or None)
    return [
        line.kind,
        [start, end],
        [[text] if text in APART else text[middle] for text in texts],
    ]


def _alike(texts: Sequence[str]) -> tuple[str, str]:
    """What all of some texts begin and end with."""
    start = _beginning(texts)
    return start, _beginning([text[len(start) :][::-1] for text in texts])[::-1]


def _beginning(texts: Sequence[str]) -> str:
    """What all begin with: the first and the last in the order of letters do, and those between."""
    first, last = min(texts, default=""), max(texts, default="")
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(first, last, strict=False))
    return first[: sum(1 for _ in alike)]


def steps(numbers: Iterable[int]) -> list[int]:
    """The differences from one number to the next, the first from 0."""
    return [after - before for before, after in pairwise((0, *numbers))]


def sent(known: Mapping[str, Any]) -> dict[str, Any]:
    """What `layers/geography.py` knows of all areas, in columns.

    A level but the newest has `of`: for each area of the newest the index of its own area, as
    steps. Those in `own` have texts, codes and points of their own; every other one is one area of
    the newest, and the same in all of them. Where the arrow keys lead is said as the difference
    from the index of the area itself, or, where that is one area of the newest, from the area that
    holds where the keys lead there. Of `wards` there are codes and parts, these as steps that go
    on from ward to ward.
    """
    levels = known["levels"]
    newest, wards = levels[known["newest"]], known["wards"]
    return {
        **known,
        "levels": {key: _level(level, newest) for key, level in levels.items()},
        "wards": [_codes(tuple(wards)), _lists(wards.values())],
    }


def _level(level: Mapping[str, Any], newest: Mapping[str, Any]) -> dict[str, Any]:
    every = range(len(level["codes"]))
    apart = every if level is newest else [at for at in every if _differs(level, at, newest)]
    points = [[round(part * UNIT) for part in point] for point in _at(level["points"], apart)]
    return {
        "codes": _codes(_at(level["codes"], apart)),
        "noun": level["noun"],
        **{key: [_texts(kind, _at(texts, apart)) for kind, texts in level[key]] for key in WORDS},
        "outlined": steps(level["outlined"]),
        "points": [steps(column) for column in zip(*points, strict=True)] or [[], []],
        "moves": _moves(level, newest),
        **({} if level is newest else {"of": steps(_of(level)), "own": steps(apart)}),
    }


def _at(every: Sequence[Any], places: Iterable[int]) -> list[Any]:
    return [every[at] for at in places]


def _differs(level: Mapping[str, Any], at: int, newest: Mapping[str, Any]) -> bool:
    """Whether an area is more than one area of the newest level, or said to be another."""
    parts = level["parts"][at]
    return len(parts) != 1 or _said(level, at) != _said(newest, parts[0])


def _said(level: Mapping[str, Any], at: int) -> list[Any]:
    columns = (texts for key in WORDS for _, texts in level[key])
    return [level["codes"][at], *level["points"][at], *(texts[at] for texts in columns)]


def _of(level: Mapping[str, Any]) -> list[int]:
    """For each area of the newest level the index of the one that holds it."""
    held = {part: at for at, parts in enumerate(level["parts"]) for part in parts}
    return [held[part] for part in range(len(held))]


def _moves(level: Mapping[str, Any], newest: Mapping[str, Any]) -> list[int]:
    """The differences of `sent`, four an area, as one list."""
    of = None if level is newest else _of(level)
    found = []
    for at, (parts, moves) in enumerate(zip(level["parts"], level["moves"], strict=True)):
        likely = [at] * len(moves)
        if of and len(parts) == 1:
            likely = [of[to] if to >= 0 else to for to in newest["moves"][parts[0]]]
        found += [to - one for to, one in zip(moves, likely, strict=True)]
    return found


def _texts(kind: str, texts: Sequence[str]) -> list[Any]:
    """A column as `packed` makes it, or each text once with steps from one's index to the next."""
    found = {text: at for at, text in enumerate(dict.fromkeys(texts))}
    if not SHARED < len(found) <= len(texts) // 2:
        return packed(Line(kind, tuple(texts))) if found else [kind, []]
    return [kind, list(found), steps(found[text] for text in texts)]


def _codes(codes: Sequence[str]) -> list[Any]:
    """Codes as the letters that they begin with, the digits that follow and the numbers, as steps.

    Those of which not all are such are a list.
    """
    start, width = codes[0].rstrip("0123456789") if codes else "", len(codes[0]) if codes else 0
    digits = [one.removeprefix(start) for one in codes]
    if not all(one.isdecimal() and len(start + one) == width for one in digits):
        return [list(codes)]
    return [start, width - len(start), steps(map(int, digits))]


def _lists(every: Iterable[Sequence[int]]) -> list[list[int]]:
    """Lists of numbers as steps that go on from one list to the next."""
    lists = list(every)
    flat = iter(steps(chain.from_iterable(lists)))
    return [[next(flat) for _ in one] for one in lists]
