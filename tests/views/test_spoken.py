"""What is said aloud of a view tells any two views apart, key by key."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest

from callbacks.answer import Explorer, heading, page_title
from callbacks.titles import name_of, spoken_names
from page.controls import controls
from tests.views.test_keys import PARTS, STORE, WiderView
from tests.views.test_view import DEFAULT, TWO, WORDS, drawn
from views.key import keys_in, keys_of
from views.spoken import spoken
from views.view import View, parse_as
from views.vocabulary import COMPARED, RANK_BY

NAMES = {**spoken_names(STORE), **dict(zip(TWO, ("Over", "Under"), strict=True))}
ANSWERED = {name: one for name, one in keys_in(View, WORDS).items() if one.replies}
EVERYTHING_ON = replace(DEFAULT, over=("practices", "circles", "clusters"))
LISTS = re.compile(r'<select[^>]* name="(\w+)"[^>]*>(.*?)</select>', re.DOTALL)
OTHERS = {
    "ind": WORDS.indicators,
    "measure": ("decile", "national-quintile", "local-quintile", "rank"),
    "lad": ((), TWO[:1], TWO),
    "ward": ((), *((code,) for code in WORDS.wards), WORDS.wards[:2], WORDS.wards[:6]),
    "q": ((), ("1",), ("1", "2"), ("1", "2", "3", "4", "5")),
    "basis": ("national", "local"),
    "by": WORDS.ranked,
    "area": ((), WORDS.areas[:1], WORDS.areas[:2], WORDS.areas[:9]),
    "near": ((), ("SK13XE", "800"), ("SK13XE", "900"), ("53.4", "-2.1", "800")),
    "shape": ("", "au|dI~cyKm}@~oRo}@_pR", "au|dI~cyKm}@~oRo}@_pS"),
    "x": WORDS.indicators,
    "y": WORDS.indicators,
    "with": ("", *WORDS.indicators),
    "as": tuple(COMPARED),
    "date": ("", *WORDS.dates),
    "practice": WORDS.practices,
    "circle": WORDS.counts,
    "rankby": tuple(RANK_BY),
    "rows": ("first", "all"),
    "page": ((), ("areas-2",), ("areas-3",), ("areas-3", "wards-2")),
    "sort": ("-figure", "name", "-people"),
    "charts": ("first", "all"),
    "tables": ((), *((key,) for key in WORDS.charts), WORDS.charts[:2], WORDS.charts[:6]),
    "venues": ((), ("library",), ("library", "pharmacy"), WORDS.venues),
    "over": (("circles",), ("practices",), ("practices", "circles"), ("circles", "clusters")),
}


def test_every_key_that_the_reply_depends_on_is_tried() -> None:
    assert set(OTHERS) == set(ANSWERED)
    assert {one.field for one in keys_of(View).values()} == set(drawn)


@pytest.mark.parametrize("name", ANSWERED)
def test_a_change_of_a_key_changes_its_sentence_and_no_other(name: str) -> None:
    field = ANSWERED[name].field
    heard = []
    for value in OTHERS[name]:
        said = spoken(replace(EVERYTHING_ON, **{field: value}), NAMES, WORDS)
        heard.append(said.pop(name))
        usual = spoken(EVERYTHING_ON, NAMES, WORDS)
        assert {key: usual[key] for key in said} == said
    assert len(set(heard)) == len(OTHERS[name])
    assert all(not code.startswith("E0") for one in heard for code in one.split())


def test_a_table_is_said_by_the_name_of_its_chart_and_not_of_an_overlay() -> None:
    said = spoken(
        replace(DEFAULT, tables=("practices", "wards"), over=("practices",)), NAMES, WORDS
    )
    assert said["tables"] == "Tables shown: GP practices, Wards."
    assert said["over"] == "Layers with figures: GP practices."
    assert spoken(DEFAULT, NAMES, WORDS)["tables"] == "Tables shown: none."


def test_a_value_is_said_by_the_words_of_its_control(explorer: Explorer) -> None:
    """Of every list to choose from but that of circles, which has short names for full ones."""
    view, tried = replace(EVERYTHING_ON, with_=WORDS.indicators[1]), set()
    form = str(controls(view, explorer, streets=True, **PARTS))
    for name, options in LISTS.findall(form):
        if name == "circle":
            continue
        tried.add(name)
        for value, label in re.findall(r'<option value="([^"]+)"[^>]*>([^<]+)<', options):
            other = replace(view, **{keys_of(View)[name].field: value})
            own = name == "measure"  # named by what the figures then show
            heard = explorer.said(explorer.answer_of(other)) if own else spoken(other, NAMES, WORDS)
            said = heard[name]
            assert said.endswith(f" {unescape(label)}."), name
    assert tried == {"ind", "measure", "with", "as", "by", "practice"}


def test_the_order_of_wards_is_said_by_the_words_of_its_links(explorer: Explorer) -> None:
    links = explorer.fragments(explorer.answer("charts=all"))["panel-wards"]
    for value in RANK_BY:
        words = spoken(replace(DEFAULT, rankby=value), NAMES, WORDS)["rankby"].split(" by ")[1]
        assert f">{words.rstrip('.').capitalize()}</a>" in links


def test_what_the_reply_does_not_depend_on_is_not_said() -> None:
    said = spoken(replace(DEFAULT, fade=50, faint=("names",), over=("names",)), NAMES, WORDS)
    assert not {"fade", "faint", "at", "circle"} & set(said)
    assert said["over"] == spoken(DEFAULT, NAMES, WORDS)["over"] == "Layers with figures: none."


def test_a_key_more_is_said_by_its_entry_alone() -> None:
    silent, _ = parse_as(WiderView, "hue=grey", WORDS)
    assert "hue" not in spoken(silent, NAMES, WORDS)
    assert all(one.said for one in keys_of(WiderView).values())


def test_title_and_first_heading_name_figure_and_place(explorer: Explorer) -> None:
    for key in WORDS.indicators[:3]:
        for place, words in (("", "Stockport"), (f"ward={WORDS.wards[0]}", NAMES[WORDS.wards[0]])):
            answer = explorer.answer(f"ind={key}&{place}")
            label = answer.context.indicator.label
            assert label in heading(answer)
            assert words in heading(answer)
            assert page_title(answer, explorer) == f"{heading(answer)} – {name_of(STORE)}"
            assert heading(answer) in explorer.fragments(answer)["heading"].replace("&amp;", "&")
