"""Legends on pictures: every class is whole, whatever its measure."""

from __future__ import annotations

import re
from html import unescape

import numpy as np

from geodata.classify import MEASURES
from geodata.store import Store
from layers.areas import shaded
from layers.choropleth import choropleth
from pictures.card_legend import legend, legend_rows


def test_a_class_too_long_for_its_row_takes_two_and_none_is_cut(store: Store) -> None:
    taller = set()
    for one in shaded(store):
        for measure in MEASURES:
            sheet = choropleth(store, one, measure)
            counts = sheet.counts(np.ones(len(sheet.number), dtype=bool))
            marks = str(legend(sheet, counts, 0, 0, 17))
            texts = {unescape(text) for text in re.findall(r">([^<>]+)</text>", marks)}
            for entry in sheet.entries:
                name, *meaning = entry.label.split(" (")
                assert {entry.label} <= texts or {name, f"({meaning[0]}"} <= texts, entry.label
            taller.add(legend_rows(sheet) - len(sheet.entries))
    assert taller == {0, 1}
