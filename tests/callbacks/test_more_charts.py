"""A page holds three charts and no closed table; what it does not hold is not made either."""

from __future__ import annotations

import json
from typing import Any

import pytest

from callbacks.answer import Explorer, column
from callbacks.more_charts import ID, more_charts
from charts import panel
from charts.registry import CHARTS, FIRST, LIST, ChartSpec, first_of
from tests.sample import without_siblings
from tests.served import client_of

SMALL = 10_000  # bytes, as they are sent
WARD = "ward=E05015018"


@pytest.fixture(scope="module")
def sent() -> Any:
    """How many bytes a reply to a question has on its way, compressed as it is."""
    client = client_of()

    def ask(query: str) -> int:
        answer = client.post(
            "/_dash-update-component",
            json={
                "output": "reply.value",
                "outputs": {"id": "reply", "property": "value"},
                "inputs": [{"id": "view", "property": "value", "value": query}],
                "changedPropIds": ["view.value"],
            },
            headers={"Accept-Encoding": "br"},
        )
        assert answer.status_code == 200
        assert answer.headers["Content-Encoding"] == "br"
        return len(answer.data)

    return ask


def test_the_reply_to_a_filter_is_small_whatever_the_map_shows(
    sent: Any, explorer: Explorer
) -> None:
    figures = explorer.store.catalogue.of_areas
    queries = [WARD, *(f"ind={one.key}&{WARD}" for one in without_siblings(figures))]
    firsts = {one.theme: one.key for one in reversed(figures)}
    queries += [f"ind={key}&{WARD}&over=names,practices,wards" for key in firsts.values()]
    large = {query: size for query in queries if (size := sent(query)) >= SMALL}
    assert large == {}
    assert sent(f"{WARD}&charts=all&tables={','.join(CHARTS)}") > SMALL


def test_what_waits_is_not_made(explorer: Explorer, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    tables: list[str] = []
    draw, write = ChartSpec.__call__, panel.html_table

    def drawing(spec: ChartSpec, context: Any) -> Any:
        chart = draw(spec, context)
        made.append(chart.key)
        return chart

    def writing(chart: Any, *more: Any) -> Any:
        tables.append(chart.key)
        return write(chart, *more)

    monkeypatch.setattr(ChartSpec, "__call__", drawing)
    monkeypatch.setattr(panel, "html_table", writing)
    fresh = Explorer(explorer.store)
    fresh.fragments(fresh.answer(WARD))
    assert (made, tables) == (["deciles", "wards", "domains", LIST], [LIST])
    made.clear()
    tables.clear()
    fresh.fragments(fresh.answer(f"{WARD}&charts=all&tables=scatter"))
    assert (made[-2:], tables) == (["scatter", LIST], ["scatter", LIST])


@pytest.mark.parametrize("practices", [False, True])
def test_each_chart_of_a_view_stands_on_the_page_or_waits(
    explorer: Explorer, *, practices: bool
) -> None:
    over = "&over=practices" if practices else ""
    for one in without_siblings(explorer.store.catalogue.of_areas):
        answer = explorer.answer(f"ind={one.key}{over}")
        every, first = explorer.panels(answer), explorer.shown(answer)
        parts = explorer.fragments(answer)
        assert first == first_of(every)
        assert len(first) >= 2
        assert column(parts) == [*(f"panel-{key}" for key in first), ID]
        waiting = [key for key in every if f'#panel-{key}"' in parts[ID]]
        assert (*first, *waiting) == every


def test_a_link_to_a_chart_that_waits_leads_to_a_view_that_shows_it(explorer: Explorer) -> None:
    answer = explorer.answer(WARD)
    more = explorer.fragments(answer)[ID]
    assert f'href="?{WARD}&amp;charts=all#panel-scatter"' in more
    assert explorer.showing("scatter", answer) == f"{WARD}&charts=all"
    assert explorer.showing("wards", answer) == explorer.showing("map", answer) == WARD
    everything = explorer.answer(f"{WARD}&charts=all")
    assert "panel-scatter" in explorer.fragments(everything)
    assert explorer.showing("scatter", everything) == f"{WARD}&charts=all"


def test_fewer_charts_closes_the_tables_of_those_that_go(explorer: Explorer) -> None:
    parts = explorer.fragments(explorer.answer(f"{WARD}&charts=all&tables=scatter,wards"))
    assert f'href="?{WARD}&amp;tables=wards#{ID}"' in parts[ID]
    assert "<li>" not in parts[ID]


def test_a_chart_whose_controls_are_set_is_what_the_view_is_about(explorer: Explorer) -> None:
    answer = explorer.answer("x=imd_2025")
    assert explorer.shown(answer) == ("deciles", "wards", "domains", "scatter")
    assert explorer.shown(explorer.answer("rankby=rank")) == ("deciles", "wards", "domains")


def test_where_there_are_no_more_charts_nothing_says_so(explorer: Explorer) -> None:
    context = explorer.answer("").context
    every = explorer.panels(explorer.answer(""))
    assert more_charts(context, every[:FIRST], every[:FIRST], practices=False) is None
    assert more_charts(context, every, every[:FIRST], practices=False) is not None


def test_a_table_of_a_chart_that_is_not_shown_does_no_harm(explorer: Explorer) -> None:
    reply = json.loads(explorer.reply("tables=waiting,areas,scatter"))
    assert reply["panels"] == ["panel-deciles", "panel-wards", "panel-domains", ID]
    assert "<table>" not in "".join(reply["fragments"][key] for key in reply["panels"])
    assert reply["fragments"][f"panel-{LIST}"].count("<table>") == 1
    assert explorer.answer("tables=nonsense").ignored == ("tables=nonsense",)
