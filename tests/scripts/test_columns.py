"""What is known of all areas is sent in columns, and is the whole again where it is unpacked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page

from geodata.format import WITHOUT
from geodata.store import Store
from layers.columns import APART, packed, sent
from layers.companions import within
from layers.geography import geography
from layers.levels import LEVELS, level_key
from layers.sheet import Line
from tests.scripts.test_scripts import page, sources
from tests.town import OF_TWO, build_town, figures_of_two

__all__ = ["page"]  # a fixture
WHOLE = """([sources, sent, holders]) => {
  const look = { colours: {}, strokes: () => [], pattern: () => "" };
  const { packed, renderer } = globalThis.harness(sources)
    .script(["renderer.js", "packed.js"], { explorer: { look } });
  const whole = packed.unpack(sent);
  for (const level of Object.values(whole.levels)) {
    for (const key of ["before", "after"]) {
      const texts = (column) => level.codes.map((_, at) => renderer.text(column, at));
      const value = level[key].map((column) => [column[0], texts(column)]);
      Object.defineProperty(level, key, { value, enumerable: true });
    }
  }
  return JSON.parse(JSON.stringify(whole));
}"""

words = st.sampled_from([*sorted(APART), "a", "ab", "1,024 people", "x 1 y", "x 22 y"])


def unpacked(page: Page, known: dict[str, Any]) -> dict[str, Any]:
    """What the script makes of what is sent, its columns as the texts that are looked up."""
    found: dict[str, Any] = page.evaluate(WHOLE, [sources(), json.loads(json.dumps(sent(known)))])
    return found


def same(found: dict[str, Any], known: dict[str, Any]) -> bool:
    """Whether it is the whole again: levels have `of` in addition."""
    levels = {key: {**level} for key, level in found["levels"].items()}
    assert all(level.pop("of") is not None for level in levels.values())
    return {**found, "levels": levels} == json.loads(json.dumps(known))


@st.composite
def some_level(draw: st.DrawFn, parts: list[list[int]], codes: list[str]) -> dict[str, Any]:
    """A level of so many areas, of texts that may be anything."""
    size = len(parts)
    degrees = st.integers(-9_000_000, 9_000_000).map(lambda one: one / 100_000)

    def each(one: st.SearchStrategy[Any]) -> list[Any]:
        return draw(st.lists(one, min_size=size, max_size=size))

    return {
        "codes": codes,
        "noun": "area",
        "before": [["name", each(words)], ["place", each(words)]],
        "after": [["people", each(words | st.text(max_size=3))]],
        "outlined": sorted(draw(st.sets(st.integers(0, size - 1)))) if size else [],
        "points": each(st.lists(degrees, min_size=2, max_size=2)),
        "moves": each(st.lists(st.integers(-1, size - 1), min_size=4, max_size=4)),
        "parts": parts,
    }


@st.composite
def places(draw: st.DrawFn) -> dict[str, Any]:
    """A newest level, one whose areas hold any of its, or none, and wards that leave some out."""
    size = draw(st.integers(1, 40))
    code = draw(st.sampled_from(["E{:08d}", "{}", "Z9-{}", "{:03d}"])).format
    newest = draw(some_level([[at] for at in range(size)], [code(7 * at) for at in range(size)]))
    many = draw(st.integers(1, size + 2))
    of = draw(st.lists(st.integers(0, many - 1), min_size=size, max_size=size))
    parts = [[part for part, area in enumerate(of) if area == at] for at in range(many)]
    older = draw(some_level(parts, [code(5 * at) for at in range(many)]))
    alike = draw(st.booleans())
    for at, held in enumerate(parts if alike else []):
        if len(held) == 1:
            older["codes"][at] = newest["codes"][held[0]]
            older["points"][at] = newest["points"][held[0]]
            for key in ("before", "after"):
                for mine, theirs in zip(older[key], newest[key], strict=True):
                    mine[1][at] = theirs[1][held[0]]
    wards = {f"w{at}": held for at, held in enumerate(parts) if at}
    return {"newest": "new", "levels": {"new": newest, "old": older}, "wards": wards, "look": {}}


@pytest.mark.browser
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(places())
def test_whatever_is_known_is_whole_again(page: Page, known: dict[str, Any]) -> None:
    assert same(unpacked(page, known), known)


@pytest.mark.browser
@pytest.mark.parametrize("several", [False, True], ids=["one", "several"])
def test_what_is_known_of_a_place_is_whole_again_and_says_which_holds_which(
    page: Page, store: Store, tmp_path: Path, several: bool
) -> None:
    if several:
        figures = figures_of_two(tmp_path / "figures")
        store = build_town(tmp_path, code=OF_TWO, figures=figures)
    known = geography(store, {"names": [["w", "W"]]})
    found = unpacked(page, known)
    assert same(found, known)
    for one in LEVELS:
        of = found["levels"][level_key(*one)]["of"]
        assert of == store.level(*one).of_area.tolist()
        held = [{of[part] for part in parts} for parts in store.level(*LEVELS[1]).parts]
        single = [next(iter(each)) if len(each) == 1 else -1 for each in held]
        assert single == within(store.level(*LEVELS[1]), store.level(*one))


def test_a_column_may_hold_nothing_but_reasons_why_there_is_no_figure() -> None:
    none = tuple(WITHOUT.values())[:2]
    assert packed(Line("value", none)) == ["value", list(none)]
