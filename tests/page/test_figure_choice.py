"""The menu of classes offers what a figure has, and says what the map shows."""

from __future__ import annotations

import re

import pytest

from callbacks.answer import Explorer
from geodata.classify import MEASURES, measures_for
from layers.areas import shaded
from page.figure_choice import figure_choice

OPTION = re.compile(r'<option value="([a-z-]+)"( selected)?( hidden)?>([^<]+)</option>')
LOCAL = ["Decile", "Local quintile", "Rank bands"]


def menu(explorer: Explorer, query: str) -> list[tuple[str, ...]]:
    """Value, whether selected, whether hidden, and words of each choice."""
    text = str(figure_choice(explorer.answer(query).view, explorer))
    return OPTION.findall(text.partition('id="measure"')[2].partition("</select>")[0])


def offered(found: list[tuple[str, ...]]) -> list[str]:
    return [words for _, _, hidden, words in found if not hidden]


@pytest.mark.parametrize(
    ("query", "words", "chosen"),
    [
        ("ind=imd_2025", [one.label for one in MEASURES.values()], "National quintile"),
        ("ind=population_2022", LOCAL, "Local quintile"),
        ("ind=population_2022&measure=local-quintile", LOCAL, "Local quintile"),
        ("ind=population_2022&measure=decile", LOCAL, "Decile"),
        ("ind=imd_2025&with=health_2025", ["Thirds of each"], "Thirds of each"),
    ],
)
def test_what_a_figure_has_not_is_not_offered(
    explorer: Explorer, query: str, words: list[str], chosen: str
) -> None:
    found = menu(explorer, query)
    assert offered(found) == words
    assert [one[3] for one in found if one[1]] == [chosen]


def test_what_is_selected_is_what_is_shown_and_every_measure_stays_a_choice_of_the_form(
    explorer: Explorer,
) -> None:
    kinds = {measures_for(one): one for one in shaded(explorer.store)}
    assert len(kinds) > 2
    for one in kinds.values():
        for measure in MEASURES:
            query = f"ind={one.key}&measure={measure}"
            found = menu(explorer, query)
            assert [value for value, *_ in found] == list(MEASURES)
            ((value, _, hidden, words),) = (choice for choice in found if choice[1])
            shown = explorer.answer(query).model.sheets[0].named
            assert (value, hidden, words) == (measure, "", shown)
            assert len(set(offered(found))) == len(offered(found)), query
