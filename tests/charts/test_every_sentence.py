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
from layers.words import full_label
from tests.sample import without_siblings

from .conftest import view_of

ENDS = re.compile(r"(?<=[.?!])\s+")
PRIVATE = (
    "NIMS",
    "Spearman",
    "Wilson",
    "Newcombe",
    "least squares",
    "bundle",
    "mask",
    "headline",
    "indicator key",
    "nan",
    "None<",
    "E0500",
)
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
    """Every figure of everything and of two more selections, which take turns."""
    first, *others = selections(store).items()
    for at, one in enumerate(without_siblings(store.catalogue.indicators)):
        across = one.key if one.level != "practice" else "environment_2025"
        turns = [others[(at + step) % len(others)] for step in (0, 3)]
        for name, filter in (first, *turns):
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


NUMBER = re.compile(r"[+−]?\d+(?:,\d{3})*(?:\.\d+)?")
LABEL = re.compile(
    r"quintiles? \d(?:(?:, \d)* and \d)?|decile \d+(?: of 10)?"
    r"|(?:\d{1,2} )?[A-Z][a-z]+ \d{4}(?:-\d\d)?"
    r"|mid-\d{4}|(?:area|neighbourhood)s? of \d{4}|aged \d+ to \d+|\d+ and over|1 = [a-z ]+"
)


def names(store: Store) -> re.Pattern[str]:
    """What holds a number and is no figure, the longest first: names, editions, cut-points."""
    found = {*store.areas.name, *store.areas.msoa_name, *store.practices.name}
    found |= {name for _, name in store.wards}
    for level in (("lsoa", 2011), ("msoa", 2011)):
        found |= {*store.level(*level).names}
    for one in store.catalogue.indicators:
        found |= {full_label(one), one.label, one.category, one.numerator, one.edition, one.unit}
        found |= {one.denominator_label, one.denominator_heading.lower(), *one.categories}
        found |= {f"decile 1 ({one.class_ends[0]})", *one.predicate.split("{date}")}
        found |= {"the most deprived 10% of England"}
    numbered = sorted((one for one in found if re.search(r"\d", one)), key=len, reverse=True)
    return re.compile("|".join(f"(?<![\\d,]){re.escape(one.strip())}(?!,?\\d)" for one in numbered))


def test_every_number_of_a_sentence_is_a_typed_figure(
    said: dict[tuple[str, str], tuple[str, str, Finding]], store: Store
) -> None:
    named, untyped = names(store), []
    for (chart, words), (key, selection, finding) in said.items():
        printed = {number for one in finding.figures for number in NUMBER.findall(one.text)}
        left = LABEL.sub(" ", words)
        if set(NUMBER.findall(left)) <= printed:
            continue
        found = set(NUMBER.findall(named.sub(" ", left))) - printed
        untyped += [(chart, key, selection, sorted(found), words)] if found else []
    assert untyped == [], f"{len(untyped)} sentences, the first of each chart: " + str(
        {one[0]: one for one in untyped}
    )


def test_each_typed_figure_is_printed_by_its_sentence(
    said: dict[tuple[str, str], tuple[str, str, Finding]],
) -> None:
    missing = [
        (chart, one.concept, one.text, words)
        for (chart, words), (_, _, finding) in said.items()
        for one in finding.figures
        if one.text not in words
    ]
    assert missing == []


def test_each_typed_figure_says_what_it_rests_on(
    said: dict[tuple[str, str], tuple[str, str, Finding]],
) -> None:
    """A finding with figures has the view that gives them; no figure stands twice in it."""
    for (chart, words), (key, _, finding) in said.items():
        about = [one.about for one in finding.figures]
        assert len(about) == len(set(about)), (chart, key, words, about)
        assert not about or finding.view, (chart, key, words)
