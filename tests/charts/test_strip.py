"""The strip above the map: two lines that answer, for two figures both; the summary has more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import pytest

from callbacks.answer import Explorer, headline_blocks
from charts.headline import headline
from charts.strip import strip
from geodata.selection import Filter
from geodata.store import Store
from layers.words import full_label

from .conftest import view_of
from .test_every_sentence import LABEL, NUMBER, names, selections, wrong

MOST = 180  # letters: what was measured to stand in two lines


def strips(store: Store) -> Iterator[tuple[str, str, tuple[str, ...], set[str]]]:
    """The strip of every figure, alone and beside another, in selections that take turns."""
    shown = store.catalogue.of_areas
    chosen = list(selections(store).items())
    for at, one in enumerate(shown):
        for step, second in enumerate((None, shown[(at * 7 + 11) % len(shown)])):
            for name, filter in (chosen[0], chosen[(at + step) % len(chosen)]):
                context = view_of(store, filter, indicator=one.key, second=second)
                found = headline(context)
                words, rest = strip(context, found)
                printed = {n for f in found for fig in f.figures for n in NUMBER.findall(fig.text)}
                yield f"{one.key} {second and second.key} {name}", words, rest, printed


def test_every_strip_is_short_and_says_no_other_numbers_than_the_summary(store: Store) -> None:
    named, found = names(store), {}
    labels = {name for one in store.catalogue.of_areas for name in (one.label, one.short_label)}
    brief = re.compile("|".join(map(re.escape, sorted(labels, key=len, reverse=True))))
    for view, words, _, printed in strips(store):
        left = set(NUMBER.findall(named.sub(" ", brief.sub(" ", LABEL.sub(" ", words))))) - printed
        wrongs = [*wrong(words), *(["long"] if len(words) > MOST else [])]
        if wrongs or left:
            found[view] = (words, wrongs, left)
    assert found == {}, f"{len(found)}: {list(found.items())[:4]}"


@pytest.mark.parametrize("way", ["pair", "beside", "scatter"])
@pytest.mark.parametrize("filter", ["", "&ward=E05015018", "&area=E01005744", "&q=1,2"])
def test_two_figures_both_have_their_values_in_the_strip(
    explorer: Explorer, way: str, filter: str
) -> None:
    shown = ("uptake_first_16_plus", "income_2025")
    answer = explorer.answer(f"ind={shown[0]}&with={shown[1]}&as={way}{filter}")
    blocks = {key: unescape(str(one)) for key, one in headline_blocks(answer).items()}
    for key in shown:
        alone = explorer.answer(f"ind={key}{filter}").findings[0]
        assert alone.figure
        assert alone.short.split(",")[0] in blocks["headline"]
        assert alone.figure.text in blocks["headline"]
        assert blocks["findings"].count(alone.sentence) == 1, key
    assert explorer.answer(f"ind={shown[0]}{filter}").context.second is None


def test_what_is_chosen_is_named_rather_than_the_figures_in_full(store: Store) -> None:
    code, name = min(store.wards, key=lambda one: len(one[1]))
    shown, brief = store.catalogue.of_areas, 0
    for one, other in zip(shown[::9], shown[4::9], strict=False):
        context = view_of(store, Filter(wards=(code,)), indicator=one.key, second=other)
        words, _ = strip(context, headline(context))
        assert not words.startswith("The selection. "), one.key
        brief += words.startswith(f"{name}. ") and full_label(one) not in words
    assert brief > 3


def test_what_the_strip_leaves_out_stands_first_in_the_summary(explorer: Explorer) -> None:
    left_out = 0
    for one in explorer.words.indicators:
        answer = explorer.answer(f"ind={one}&q=1,2")
        first, (words, rest) = answer.findings[0], strip(answer.context, answer.findings)
        left_out += words != first.words
        if words != first.words:
            assert rest[0] == first.words, one
            assert first.figure, one
            assert first.figure.text in words, one
            assert first.people in words, one
    assert left_out > 3


def test_nothing_selected_is_said_in_the_strip_however_long_the_filter(store: Store) -> None:
    wards = tuple(code for code, _ in store.wards)
    for filter in selections(store).values():
        context = view_of(store, filter)
        if context.selection.is_empty:
            assert strip(context, headline(context))[0].startswith("No area is in")
    for first in wards:
        answer = Explorer(store).answer(f"ward={first}&q=1,2,3,4&basis=local")
        words, _ = strip(answer.context, answer.findings)
        assert len(words) <= MOST
