"""Every sentence of every panel, over every figure and many selections: short, plain, typed."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from charts.findings import Finding
from charts.headline import headline
from charts.registry import CHARTS, charts_for
from charts.words import LONGEST
from geodata.selection import Filter
from geodata.store import Store

from .conftest import view_of

ENDS = re.compile(r"(?<=[.?!])\s+")
PRIVATE = ("NIMS", "bundle", "mask", "headline", "indicator key", "nan", "None<", "E0500")
AGE = re.compile(r"\b\d+ (?:to \d+|and over)\b")
MOST_AGES = 4


def selections(store: Store) -> dict[str, Filter]:
    wards = [code for code, _ in store.wards]
    areas = store.areas.code
    return {
        "everything": Filter(),
        "a ward": Filter(wards=(wards[3],)),
        "two wards": Filter(wards=(wards[0], wards[15])),
        "many wards": Filter(wards=tuple(wards[2:9])),
        "most deprived": Filter(quintiles=(1,)),
        "local quintiles": Filter(quintiles=(1, 2), basis="local"),
        "within wards": Filter(wards=tuple(wards[2:7]), quintiles=(1,)),
        "an area": Filter(picked=(areas[0],)),
        "areas": Filter(picked=areas[5:9]),
        "nothing": Filter(wards=("unknown",)),
    }


@pytest.fixture(scope="module")
def said(store: Store) -> dict[tuple[str, str], tuple[str, str, Finding]]:
    """Each finding once by chart and words, with a figure and a selection that give it."""
    return {
        (chart, finding.words): (key, name, finding) for key, name, chart, finding in corpus(store)
    }


def corpus(store: Store) -> Iterator[tuple[str, str, str, Finding]]:
    for one in store.catalogue.indicators:
        across = one.key if one.level != "practice" else "environment_2025"
        for name, filter in selections(store).items():
            context = view_of(store, filter, indicator=one.key, y=across)
            for finding in headline(context):
                yield one.key, name, "headline", finding
            for chart in charts_for(one.theme, practices=True, store=store):
                yield one.key, name, chart, CHARTS[chart](context).finding


def length(sentence: str) -> int:
    return len([word for word in sentence.split() if word.strip(".,;:()") not in ("", "%")])


def wrong(words: str) -> Iterator[str]:
    for sentence in ENDS.split(words):
        if length(sentence) > LONGEST:
            yield f"{length(sentence)} words: {sentence}"
        if len(AGE.findall(sentence)) > MOST_AGES:
            yield f"a list of ages: {sentence}"
    for part in ("  ", " .", " ,", "interval", *PRIVATE):
        if part in words:
            yield f"{part!r} in: {words}"


def test_every_sentence_is_short_plain_and_holds_no_interval(
    said: dict[tuple[str, str], tuple[str, str, Finding]],
) -> None:
    found = [
        (chart, key, name, what)
        for (chart, words), (key, name, _) in said.items()
        for what in wrong(words)
    ]
    assert found == [], f"{len(found)} sentences; the first: {found[:5]}"
