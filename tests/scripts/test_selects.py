"""A filter has its rule twice: in `geodata/selection.py`, and at once in `assets/areas.js`."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Page

from callbacks.answer import mask
from geodata.authorities import Pairs
from geodata.selection import select
from geodata.store import Store
from layers.geography import geography
from tests.scripts.test_scripts import page, sources
from tests.town import OF_TWO, build_town, figures_of_two
from views.view import View, default_view, print_value
from views.vocabulary import Vocabulary

__all__ = ["page"]  # a fixture
KEYS = ("lad", "ward", "q", "basis", "by", "area", "near", "shape")
MASKS = """([sources, sent, first, views]) => {
  let listen, take;
  const nothing = { subscribe: () => {}, onLook: () => {}, words: () => "", want: () => {} };
  const level = sent.levels[sent.newest];
  level.index = new Map(level.codes.map((code, at) => [code, at]));
  const explorer = {
    state: { boot: { mask: "" }, values: () => first, subscribe: (told) => { listen = told; } },
    needs: { need: (_, use) => { take = use; return nothing; } },
    files: nothing, renderer: nothing, reply: nothing, look: nothing, words: () => "",
  };
  const { areas } = globalThis.harness(sources).script(["areas.js"], { explorer });
  take([sent, { key: "one" }, null]);
  return views.map((view) => {
    listen({ ...first, basis: "" });
    listen(view);
    return level.codes.map((code) => (areas.holds(code) ? "1" : "0")).join("");
  });
}"""


def some(pairs: Pairs) -> list[tuple[str, ...]]:
    """None, the first, all."""
    codes = tuple(sorted(code for code, _ in pairs))
    return [(), codes[:1], codes]


@pytest.mark.browser
@pytest.mark.parametrize("several", [False, True], ids=["one", "several"])
def test_the_browser_selects_what_the_server_does(
    page: Page, town: Store, tmp_path: Path, several: bool
) -> None:
    store = town
    if several:
        figures = figures_of_two(tmp_path / "figures")
        store = build_town(tmp_path, code=OF_TWO, figures=figures)
    usual = default_view(Vocabulary.of(store))
    tried = [
        replace(usual, lad=lad, ward=ward, q=q, basis=basis, area=area)
        for lad, ward, q, basis, area in product(
            some(store.authorities) if several else [()],
            some(store.wards),
            ((), ("1",), ("2", "5")),
            ("national", "local"),
            ((), store.areas.code[2:5]),
        )
    ]
    found = page.evaluate(
        MASKS,
        [sources(), json.loads(json.dumps(geography(store, {}))), *told(usual, tried)],
    )
    assert found == [mask(select(store, one.filter())) for one in tried]
    assert len(set(found)) > 8


def told(usual: View, tried: list[View]) -> list[object]:
    """The usual view and others as the browser holds them."""

    def held(view: View) -> dict[str, str]:
        return {key: print_value(getattr(view, key)) for key in KEYS}

    return [held(usual), [held(one) for one in tried]]
