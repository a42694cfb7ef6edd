"""Whatever is asked, every panel answers, and the answer stays small."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from charts.file_csv import csv_text
from charts.headline import headline
from charts.panel import panel
from charts.registry import CHARTS, charts_for
from geodata.classify import MEASURES
from geodata.selection import Filter
from geodata.store import Store

from .conftest import DRAWN, View, view_of

LARGEST = 140_000  # before compression; the scatter has two menus with every figure
SHOWN = (
    "imd_2025",
    "imd_2019",
    "population_density_2022",
    "ethnic_asian_share_2021",
    "religion_muslim_count_2021",
    "main_language_not_english_share_2021",
    "one_person_households_share_2021",
    "uptake_first_16_plus",
    "unvaccinated_50_plus",
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_any_filter_and_any_indicator_gives_every_panel(store: Store, data: st.DataObject) -> None:
    keys = [one.key for one in store.catalogue.indicators]
    ranked = [one.key for one in store.catalogue.indicators if one.total]
    codes = [*(code for code, _ in store.wards), "unknown"]
    filter = Filter(
        wards=tuple(data.draw(st.sets(st.sampled_from(codes), max_size=5))),
        quintiles=tuple(data.draw(st.sets(st.integers(1, 5), max_size=3))),
        basis=data.draw(st.sampled_from(("national", "local"))),
        by=data.draw(st.sampled_from(ranked)),
        picked=tuple(data.draw(st.sets(st.sampled_from([*store.areas.code, "x"]), max_size=4))),
    )
    context = view_of(
        store,
        filter,
        indicator=data.draw(st.sampled_from(keys)),
        measure=data.draw(st.sampled_from(list(MEASURES))),
        x=data.draw(st.sampled_from(keys)),
        y=data.draw(st.sampled_from(keys)),
        rank_by=data.draw(st.sampled_from(("share", "rank"))),
        rows=data.draw(st.sampled_from(("first", "all"))),
    )
    sentences = headline(context)
    assert sentences
    assert all(sentences)
    for make in CHARTS.values():
        chart = make(context)
        html = str(panel(chart, context))
        assert not re.search(r"\bnan\b", html)
        assert "None<" not in html
        assert csv_text(chart, context)
        for row in chart.table.rows:
            assert len(row) == len(chart.table.columns)


@pytest.mark.parametrize("indicator", SHOWN)
def test_one_reply_with_all_panels_of_a_theme_stays_small(view: View, indicator: str) -> None:
    context = view(indicator=indicator, x="imd_2025", y=indicator)
    keys = charts_for(context.indicator.theme)
    size = sum(len(str(panel(CHARTS[key](context), context)).encode()) for key in keys)
    assert size < LARGEST


@pytest.mark.parametrize("key", DRAWN)
def test_a_picture_is_a_file_of_its_own(view: View, key: str) -> None:
    picture = str(CHARTS[key](view(Filter(quintiles=(1, 2)))).picture)
    root = ET.fromstring(picture)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    width, height = map(float, root.attrib["viewBox"].split()[2:])
    assert width == 420
    assert height > 200
