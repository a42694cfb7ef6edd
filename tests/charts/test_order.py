"""Which charts answer first: an order for each theme, written in one place."""

from __future__ import annotations

import pytest

from charts.by_quintile import THEMES as BY_QUINTILE
from charts.composition import THEMES as COMPOSITION
from charts.concentration import THEMES as CONCENTRATION
from charts.registry import (
    CHARTS,
    FIRST,
    LIST,
    ORDER,
    PRACTICES,
    VENUES,
    asked,
    charts_for,
)
from geodata.catalogue import THEMES
from geodata.store import Store
from views.question import AREA_CHARTS


def test_every_theme_has_an_order_and_every_chart_a_place_in_it() -> None:
    assert set(ORDER) == set(THEMES)
    placed = {key for order in ORDER.values() for key in order}
    assert placed == set(CHARTS) - {LIST, *VENUES, *AREA_CHARTS}
    for theme in THEMES:
        assert len(ORDER[theme]) >= FIRST
        assert charts_for(theme)[-1] == LIST


@pytest.mark.parametrize(
    ("key", "themes"),
    [("composition", COMPOSITION), ("by_quintile", BY_QUINTILE), ("concentration", CONCENTRATION)],
)
def test_a_chart_stands_with_the_themes_that_it_can_be_made_of(
    key: str, themes: tuple[str, ...]
) -> None:
    assert {theme for theme, order in ORDER.items() if key in order} == set(themes)


def test_the_first_charts_follow_the_question(store: Store) -> None:
    first = {theme: charts_for(theme, store=store)[:FIRST] for theme in THEMES}
    assert first["deprivation"] == ("deciles", "wards", "domains")
    assert first["vaccination"] == ("by_quintile", "unvaccinated", "uptake_time")
    for theme in COMPOSITION:
        assert first[theme][0] == "composition"
        assert "wards" in first[theme] or "by_quintile" in first[theme]


@pytest.mark.parametrize("theme", THEMES)
def test_practices_that_are_on_the_map_come_second_and_their_other_charts_last(theme: str) -> None:
    joined = tuple(asked(theme, practices=True))
    if theme == "practices":
        assert joined[:FIRST] == tuple(PRACTICES)
        return
    leading, *others = PRACTICES
    assert joined[1] == leading
    assert joined[-len(others) :] == tuple(others)
    assert [key for key in joined if key not in PRACTICES] == list(ORDER[theme])


@pytest.mark.parametrize("theme", THEMES)
def test_venues_that_are_on_the_map_come_second(theme: str) -> None:
    joined = tuple(asked(theme, venues=True))
    assert joined[1] == "venues"
    assert [key for key in joined if key not in VENUES] == list(ORDER[theme])


def test_each_name_is_another_and_each_question_short() -> None:
    names = [one.name for one in CHARTS.values()]
    assert len(set(names)) == len(names)
    for theme in THEMES:
        for question in asked(theme, practices=True).values():
            assert question.endswith("?")
            assert len(question.split()) <= 10
