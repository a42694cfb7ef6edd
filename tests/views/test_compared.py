"""Two figures compared: as one map, as two maps, as a scatter chart; all follow the choice."""

from __future__ import annotations

import pytest

from callbacks.answer import Explorer
from callbacks.map_model import map_model

SECOND = "uptake_first_50_plus"


@pytest.mark.parametrize("figure", ["imd_2025", "religion_muslim_share_2021"])
def test_each_way_of_comparing_shows_both_figures(explorer: Explorer, figure: str) -> None:
    titles = {}
    for how in ("pair", "beside", "scatter"):
        answer = explorer.answer(f"ind={figure}&with={SECOND}&as={how}")
        model = map_model(answer.view, answer.context)
        titles[how] = len(model.sheets), model.sheets[0].grid is not None
        first = explorer.panels(answer)[0]
        assert (first == "scatter") == (how == "scatter")
        assert [one.key for one in answer.context.companions] == [SECOND]
    assert titles == {"pair": (1, True), "beside": (2, False), "scatter": (1, False)}


def test_the_scatter_of_a_comparison_has_its_figures_and_no_menus_of_its_own(
    explorer: Explorer,
) -> None:
    answer = explorer.answer(f"ind=imd_2025&with={SECOND}&as=scatter&x=income_2025&y=crime_2025")
    chart = explorer.chart("scatter", answer)
    assert [one.key for one in chart.indicators] == ["imd_2025", SECOND]
    assert 'name="x"' not in explorer.fragments(answer)["panel-scatter"]
    alone = explorer.answer("ind=imd_2025&as=scatter&x=income_2025&y=crime_2025")
    assert 'name="x"' in explorer.fragments(alone)["panel-scatter"]
    chart = explorer.chart("scatter", alone)
    assert [one.key for one in chart.indicators] == ["income_2025", "crime_2025"]
