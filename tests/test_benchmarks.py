"""The benchmark measures what it says. One round of it; no test says how fast anything is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import shapely
from playwright.sync_api import Browser

from benchmarks import country, grid, subjects
from benchmarks.errors import BenchmarkError
from benchmarks.frames import CLOCK, Frame, frames, painted
from benchmarks.measures import Results
from benchmarks.report import AIMS, lines
from benchmarks.run import measure
from benchmarks.servers import serving
from benchmarks.sizes import _line, _served

PAGES = ("floor", "usual", "explorer")


def event(name: str, at: float, **more: Any) -> dict[str, Any]:
    return {"name": name, "ts": at, "pid": 1, "cat": "benchmark", **more}


def main_frame(number: int, *, begins: float, lasts: float) -> list[dict[str, Any]]:
    return [
        event("ProxyMain::BeginMainFrame", begins, dur=lasts),
        event(
            "BeginMainThreadFrame",
            begins + 1,
            args={"layerTreeId": 2, "data": {"frameId": number}},
        ),
    ]


def clock(*, at: float, says: float) -> dict[str, Any]:
    mark = event(CLOCK, at, args={"data": {"startTime": says}})
    return {**mark, "cat": "blink.user_timing"}


def test_a_frame_is_painted_when_its_own_layer_tree_is_drawn() -> None:
    trace = [
        *main_frame(7, begins=10_000, lasts=4_000),
        event("DrawFrame", 15_000, args={"layerTreeId": 2}),
        event("ActivateLayerTree", 16_000, args={"layerTreeId": 2, "frameId": 7}),
        event("DrawFrame", 17_000, args={"layerTreeId": 9}),
        event("DrawFrame", 18_000, args={"layerTreeId": 2}),
        clock(at=30_000, says=29.0),
    ]
    assert frames(trace) == (Frame(start=9.0, end=13.0, painted=17.0),)


def test_a_frame_that_reached_no_screen_paints_nothing() -> None:
    assert frames([*main_frame(7, begins=10, lasts=4), clock(at=30, says=0)]) == ()


def test_a_change_between_two_frames_is_painted_by_the_later() -> None:
    shown = (Frame(0, 4, 9), Frame(16, 20, 25))
    assert painted(shown, 3) == 9
    assert painted(shown, 4.1) == 25


def test_a_change_that_no_frame_follows_is_an_error() -> None:
    with pytest.raises(BenchmarkError, match="No frame follows"):
        painted((Frame(0, 4, 9),), 5)


def test_a_trace_without_the_clock_is_an_error() -> None:
    with pytest.raises(BenchmarkError, match=CLOCK):
        frames([event("DrawFrame", 1)])


@pytest.fixture(scope="module")
def addresses() -> Iterator[dict[str, str]]:
    with serving() as found:
        yield found


@pytest.fixture(scope="module")
def results(browser: Browser, addresses: dict[str, str]) -> Results:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(subjects, "RESTYLES", 1)
        return measure(browser, addresses, rounds=1)


@pytest.mark.browser
@pytest.mark.parametrize("page", PAGES)
def test_every_page_draws_every_area_at_once(results: Results, page: str) -> None:
    assert results.median(page, "areas in the first draw") == 191


@pytest.mark.browser
@pytest.mark.parametrize("page", PAGES)
def test_every_page_is_timed_from_the_readers_input_to_the_screen(
    results: Results, page: str
) -> None:
    assert 0 < results.median(page, "restyle") < results.median(page, "areas painted") * 10


@pytest.mark.browser
def test_one_filter_is_one_request(results: Results) -> None:
    assert results.median("explorer", "filter: requests") == 1


@pytest.mark.browser
@pytest.mark.parametrize("page", ["floor", "explorer"])
def test_hovering_asks_the_server_nothing(results: Results, page: str) -> None:
    assert results.median(page, "hover: requests") == 0


@pytest.mark.browser
def test_every_aim_is_reported_with_a_verdict(results: Results) -> None:
    text = "\n".join(lines(results))
    for aim in AIMS:
        assert aim.words in text
    assert text.count(": met") + text.count(": not met") == len(AIMS)


@pytest.mark.browser
def test_the_map_is_recoloured_while_the_server_is_silent(
    browser: Browser, addresses: dict[str, str]
) -> None:
    page = browser.new_page(bypass_csp=True)
    page.route("**/_dash-update-component", lambda _: None)
    page.goto(addresses["explorer"] + "/map")
    page.wait_for_selector("#legend li", state="attached")
    canvas = "document.querySelector('.leaflet-overlay-pane canvas').toDataURL()"
    before = page.evaluate(canvas)
    page.select_option("#figure", index=1)
    page.wait_for_function(f"{canvas} !== {before!r}")
    page.close()


def test_a_country_is_as_many_areas_with_as_many_corners_that_share_their_sides() -> None:
    made = grid.shapes(2 * grid.ACROSS)
    found = shapely.polygons([one["geometry"]["coordinates"][0] for one in made["features"]])
    assert (shapely.get_num_coordinates(found) == 4 * grid.CORNERS + 1).all()
    assert shapely.coverage_is_valid(found)
    assert grid.ENGLAND <= grid.ACROSS * grid.ACROSS


def test_a_ratio_of_sizes_says_whether_its_aim_is_met() -> None:
    results = Results()
    results._samples["floor"]["restyle"] = [50.0]
    results._samples["explorer"]["restyle"] = [70.0]
    line = _line("ten", results, ("explorer", "restyle"), 1.5)
    assert line.endswith("ratio 1.40   aim: at most 1.5: met")
    assert _line("ten", results, ("explorer", "restyle"), 1.3).endswith("not met")


def test_a_country_of_invented_areas_is_built_as_any_authority_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grid, "ENGLAND", 2 * grid.ACROSS)
    monkeypatch.setattr(country, "OLDER", 2 * grid.ACROSS - 9)
    store = country.open_country(tmp_path)
    assert len(store.areas.code) == 2 * grid.ACROSS
    assert len(store.level("lsoa", 2011).codes) == 2 * grid.ACROSS - 9
    assert len(store.level("ward").codes) == 2 * grid.ACROSS // country.IN_WARD
    assert sum(store.areas.changed) == 2 * 9
    monkeypatch.delattr(country, "build")  # a bundle that is there is not built again
    assert country.open_country(tmp_path).edition == store.edition
    lines = list(_served("a strip", store))
    assert [one.split(" ms")[0].rsplit(" ", 2)[1] for one in lines] == ["quintile", "ward"]
