"""Circles, clusters and second maps on pictures: the figures, words and order of the full view."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import numpy as np
import pytest
from flask.testing import FlaskClient

from app import create_app
from callbacks.answer import Explorer
from callbacks.map_file import map_picture, picture_file
from geodata.store import Store
from layers.circles import circles
from layers.clusters import clusters, kinds, labels
from layers.sheet import spoken
from settings import Settings
from tests.pictures.test_pictures import pixels

SVG = "{http://www.w3.org/2000/svg}"
SHAPE = (600.0, 500.0)
BESIDE = "with=uptake_first_16_plus&as=beside"


def groups(explorer: Explorer, query: str) -> list[ElementTree.Element]:
    """The groups of the map of a view, the lowest first."""
    root = ElementTree.fromstring(picture_file("map", explorer.answer(query), explorer))
    return [one for one in next(root.iter(f"{SVG}svg")).iter(f"{SVG}g") if one.get("class")]


@pytest.mark.parametrize("key", ["unvaccinated_16_plus", "population_2022"])
def test_circles_have_the_surface_of_their_count(store: Store, key: str) -> None:
    values = store.values(key).value
    found = circles(store, store.catalogue.indicator(key))
    assert len(found.order) == int((values > 0).sum())
    surface = np.array(found.radii) ** 2
    assert surface / surface.max() == pytest.approx(values / values.max(), abs=2e-3)
    for radius, words in found.sizes:
        number = int(words.replace(",", ""))
        assert radius**2 / surface.max() == pytest.approx(number / values.max(), abs=2e-3)


def test_lines_are_drawn_around_the_clusters_that_are_counted(explorer: Explorer) -> None:
    found = map_picture(explorer.answer("over=clusters"), SHAPE).model
    indicator = found.contexts[0].indicator
    classes = kinds(explorer.store, indicator).tolist()
    said = {row.label: int(row.count) for row in found.keys[0].rows}
    assert said == {
        name: classes.count(at) for at, name in enumerate(labels(indicator), 1) if at in classes
    }
    drawn_lines = [
        one
        for group in groups(explorer, "over=clusters")
        if group.get("class") == "clusters"
        for one in group.iter(f"{SVG}path")
    ]
    assert len(drawn_lines) == 2 * len(said)


def test_an_indicator_without_clusters_says_so(store: Store) -> None:
    found = clusters(store, store.catalogue.indicator("population_2022"))
    assert found.kinds == ()
    assert "not worked out for" in found.notes[0]


def test_overlays_lie_as_the_view_orders_them_and_are_as_faint(explorer: Explorer) -> None:
    found = groups(explorer, "over=wards,practices,circles,names,clusters&faint=circles")
    order = [one.get("class") for one in found]
    lying = [one for one in order if one not in ("areas", "practice")]
    assert lying == ["clusters", "names", "circles", "practices", "wards"]
    faint = {one.get("class") for one in found if one.get("opacity")}
    assert faint == {"circles"}


def test_each_area_says_what_else_the_table_says_of_it(explorer: Explorer) -> None:
    answer = explorer.answer(f"{BESIDE}&over=circles,clusters&rows=all")
    table = explorer.chart("areas", answer).table
    keys = [column.key for column in table.columns]
    panel = map_picture(answer, SHAPE).panels[0]
    extra = [at for at, key in enumerate(keys) if key in ("figure_2", "figure_3", "cluster")]
    assert len(extra) == 3
    for row in table.rows:
        words = spoken(panel.lines, panel.sheet.level.codes.index(str(row[0])))
        for at in extra:
            assert str(row[at]).lower() in words.lower()


def test_two_maps_stand_side_by_side_each_with_its_figures(explorer: Explorer) -> None:
    found = map_picture(explorer.answer(BESIDE), SHAPE)
    first, second = found.model.sheets
    assert (first.level.name, second.level.name) == ("lsoa", "msoa")
    assert found.model.title == f"{first.title}, beside {second.title}"
    assert {*first.sources, *second.sources} == set(found.sources)
    root = ElementTree.fromstring(picture_file("map", explorer.answer(BESIDE), explorer))
    maps = root.findall(f"{SVG}svg")
    drawn_areas = [
        sum(bool(path.get("data-area")) for path in one.iter(f"{SVG}path")) for one in maps
    ]
    assert drawn_areas == [191, 42]
    text = " ".join(one.text or "" for one in root.iter(f"{SVG}text"))
    assert "Left: Index of Multiple Deprivation 2025" in text
    assert "Right: First dose uptake" in text


def test_previews_are_told_the_size_of_two_maps() -> None:
    client: FlaskClient = create_app(
        Settings(address="https://explorer.example")
    ).server.test_client()
    page = client.get(f"/map?{BESIDE}").get_data(as_text=True)
    told = [re.search(rf'og:image:{one}" content="(\d+)"', page) for one in ("width", "height")]
    assert pixels(client.get(f"/picture/map.png?{BESIDE}").data) == tuple(
        int(one[1]) for one in told if one
    )
