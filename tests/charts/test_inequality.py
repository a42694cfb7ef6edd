"""Charts of inequality, fed with plain values: what they find, draw and list."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from itertools import pairwise
from math import nan
from xml.etree import ElementTree

import numpy as np
import pytest

from charts import svg
from charts.estimates import UNKNOWN, Estimate, of_groups, parts
from charts.inequality.equiplot import EquiplotView, Line, equiplot
from charts.inequality.lorenz import LorenzView, lorenz
from charts.inequality.tails_picture import TailsView, tail_words, tails_chart
from charts.model import Chart
from charts.msoas import quintiles_of
from charts.registry import CHARTS
from geodata.aggregate import estimated
from geodata.polarisation import CUTS, Tails, ladder, tails_of
from geodata.store import Store
from tests.corpus import Piece
from tests.test_words import HEADING, wrong

from .conftest import FIGURES

ENDS = re.compile(r"(?<=[.?!])\s+")
AGES = ("16_plus", "25_29", "50_plus", "80_plus")


def tails_view(store: Store, key: str = "imd_2019", chosen: int = 3) -> TailsView:
    steps = ladder(store, key)
    hrefs = tuple(f"?cut={one.cut}" for one in steps)
    return TailsView(store.catalogue.indicator(key), "Stockport", steps, chosen, hrefs)


def line_of(store: Store, key: str, name: str) -> Line:
    one = store.catalogue.indicator(key)
    number = quintiles_of(store, store.level(one.level, one.vintage), "imd_2025", "national")
    return Line(name, one, tuple(of_groups(store, key, number.astype(int) - 1, 5)), one.age)


def lines_view(store: Store) -> EquiplotView:
    lines = tuple(line_of(store, f"uptake_first_{age}", f"First dose {age[:2]}") for age in AGES)
    return EquiplotView("How wide is the gap? First dose", "Stockport", "national", lines)


def lorenz_view(store: Store) -> LorenzView:
    values = store.values("uptake_first_16_plus")
    doses, register = parts(values)
    level = store.level(values.indicator.level, values.indicator.vintage)
    return LorenzView(
        store.catalogue.indicator("unvaccinated_16_plus"),
        "Stockport",
        "people without a dose",
        "people on the register",
        register - doses,
        register,
        estimated(store, "imd_2025", level).value,
    )


def each_chart(store: Store) -> Iterator[Chart]:
    for key in ("imd_2019", "imd_2025", "idaci_2025", "barriers_2025"):
        for chosen in range(len(CUTS)):
            yield tails_chart(tails_view(store, key, chosen))
    for above, cut in ((1, 5), (10, 20)):
        steps = (tails_of(store, "imd_2025", above=above, cut=cut),)
        yield tails_chart(TailsView(store.catalogue.indicator("imd_2025"), "Stockport", steps))
    yield equiplot(lines_view(store))
    yield lorenz(lorenz_view(store))


def test_every_text_is_short_plain_and_drawn_without_gaps(store: Store) -> None:
    for chart in each_chart(store):
        assert HEADING.match(chart.title), chart.title
        drawn = ElementTree.fromstring(str(chart.picture))
        said = [one.text or "" for one in drawn.iter() if one.text]
        said += [one.attrib["aria-label"] for one in drawn.iter() if "aria-label" in one.attrib]
        for text in (chart.title, chart.table.caption, *chart.notes, *said):
            for sentence in ENDS.split(text):
                assert list(wrong(Piece("", "p", sentence))) == [], sentence
        for sentence in ENDS.split(chart.sentence):
            assert list(wrong(Piece("", "p", sentence))) == [], sentence
        assert not re.search(r"\bnan\b|\bNone\b", str(chart.picture))
        assert {len(row) for row in chart.table.rows} == {len(chart.table.columns)}


def spans(chart: Chart) -> Iterator[tuple[float, float, float, str]]:
    """Where each text of a picture stands: its baseline, left and right end, and itself."""
    for one in ElementTree.fromstring(str(chart.picture)).iter():
        if not one.tag.endswith("text"):
            continue
        width = svg.text_width(one.text or "", size=int(one.get("font-size", svg.SIZE)))
        x, anchor = float(one.get("x", "0")), one.get("text-anchor")
        left = x - {"end": width, "middle": width / 2}.get(anchor or "", 0)
        yield float(one.get("y", "0")), left, left + width, one.text or ""


def test_no_text_lies_over_another_or_beyond_the_edge(store: Store) -> None:
    for chart in each_chart(store):
        every = sorted(spans(chart))
        assert [one for one in every if one[1] < -0.5 or one[2] > svg.WIDTH + 0.5] == []
        for above, below in pairwise(every):
            assert above[0] != below[0] or above[2] <= below[1], (above, below)


def test_names_of_these_panels_are_those_of_no_other_chart(store: Store) -> None:
    assert {chart.key for chart in each_chart(store)} & set(CHARTS) == set()


def test_the_finding_of_the_tails_is_that_of_the_published_ranks(store: Store) -> None:
    with (FIGURES / "imd_2019_lsoa11.csv").open(newline="") as file:
        ranks = [int(row["imd_rank"]) for row in csv.DictReader(file)]
    most = sum(100 * rank <= 5 * 32_844 for rank in ranks)
    least = sum(100 * rank > 95 * 32_844 for rank in ranks)
    found = tails_chart(tails_view(store)).sentence
    assert (most, least) == (10, 12)
    assert found.startswith(
        "10 of 190 areas of 2011 are among the most deprived 5% of England, 12 among the least "
        "deprived 5%."
    )
    assert found.endswith("A place of this size would on average have 9.5 areas at each end.")


def test_a_tail_without_an_area_is_said_in_words(store: Store) -> None:
    one = store.catalogue.indicator("imd_2025")
    view = TailsView(one, "A town", (Tails(0, 1, 40, 60_000, 0, 1, 0, 1_500),))
    assert tails_chart(view).sentence == (
        "None of 40 areas is among the most deprived 1% of England, 1 among the least deprived "
        "1%. They are home to 1,500 people in the least deprived. A place of this size would on "
        "average have 0.4 areas at each end."
    )
    nobody = TailsView(one, "A town", (Tails(0, 1, 40, 60_000, 0, 0, 0, 0),))
    assert "home" not in tails_chart(nobody).sentence


def test_each_cut_leads_to_its_view_and_the_chosen_one_is_marked(store: Store) -> None:
    drawn = ElementTree.fromstring(str(tails_chart(tails_view(store, chosen=4)).picture))
    links = [one for one in drawn.iter() if one.tag.endswith("}a")]
    assert [one.get("href") for one in links] == [f"?cut={cut}" for cut in CUTS]
    assert [one.get("aria-current") for one in links].index("true") == 4
    assert sum(one.get("aria-current") is not None for one in links) == 1


def test_bars_are_as_long_as_their_shares_and_the_line_is_what_is_expected(store: Store) -> None:
    one = store.catalogue.indicator("imd_2025")
    view = TailsView(one, "A town", (Tails(0, 20, 100, 1_000, 40, 10, 300, 200),))
    row = str(tails_chart(view).picture)
    assert "M104 69h76v" in row  # 40% of areas fill the room of 76, to the left of 180
    assert "M123 83h57v" in row  # 30% of people
    assert "M240 69h19v" in row  # 10% of areas, to the right of 240
    assert row.count('d="M142.0 66V94"') == 2  # 20% expected, in the middle of the room
    assert row.count('d="M278.0 66V94"') == 2


def test_the_table_of_the_tails_holds_what_is_drawn(store: Store) -> None:
    chart = tails_chart(tails_view(store))
    keys = [one.key for one in chart.table.columns]
    row = dict(zip(keys, chart.table.rows[3], strict=True))
    assert (row["part"], row["most_areas"], row["least_areas"]) == ("5%", 10, 12)
    assert row["most_areas_percent"] == pytest.approx(100 * 10 / 190)
    assert row["expected_areas"] == pytest.approx(9.5)


def test_a_band_says_both_its_ends() -> None:
    assert tail_words(Tails(1, 5, 9, 9, 0, 0, 0, 0)) == "1% to 5%"


def share(count: int, total: int) -> Estimate:
    return Estimate(count, total, 100 * count / total, nan, nan)


def test_the_widest_gap_is_named_with_both_its_ends(store: Store) -> None:
    one = store.catalogue.indicator("uptake_first_16_plus")
    narrow = Line("Narrow", one, tuple(share(n, 100) for n in (50, 52, 54, 56, 60)))
    wide = Line("Wide", one, (share(80, 100), share(70, 100), UNKNOWN, UNKNOWN, share(55, 100)))
    chart = equiplot(EquiplotView("How wide?", "A town", "local", (narrow, wide)))
    assert chart.sentence == (
        "The gap is widest for Wide: 80.0% in quintile 1 (most deprived), 55.0% in quintile 5 "
        "(least deprived). The gap is −25.0 percentage points."
    )
    assert chart.finding.figure is not None
    assert chart.finding.figure.value == pytest.approx(-25)
    alone = equiplot(EquiplotView("How wide?", "A town", "local", (narrow,)))
    assert alone.sentence.startswith("Narrow: 50.0% in quintile 1")


def test_a_line_has_a_mark_for_each_quintile_that_has_a_figure(store: Store) -> None:
    one = store.catalogue.indicator("uptake_first_16_plus")
    some = (share(1, 4), UNKNOWN, share(2, 4), UNKNOWN, UNKNOWN)
    lonely = (share(1, 4), *(UNKNOWN,) * 4)
    view = EquiplotView(
        "How wide?", "A town", "local", (Line("A", one, some), Line("B", one, lonely))
    )
    chart = equiplot(view)
    circles = re.findall(r"<circle", str(chart.picture))
    diamonds = re.findall(r"l6.5-6.5", str(chart.picture))
    assert (len(circles), len(diamonds)) == (2 + 1, 1 + 2)  # the key has two circles, a diamond
    assert "no gap known" in str(chart.picture)
    assert chart.table.rows[1][-3:] == (None, None, None)
    assert chart.table.rows[0][2:7] == (25.0, None, 50.0, None, None)


def test_a_view_without_any_gap_says_so(store: Store) -> None:
    one = store.catalogue.indicator("uptake_first_16_plus")
    view = EquiplotView("How wide?", "A town", "local", (Line("A", one, (UNKNOWN,) * 5),))
    assert equiplot(view).sentence == "No line of A town has figures in two quintiles."


def test_lines_of_several_units_and_counts_are_refused(store: Store) -> None:
    uptake = line_of(store, "uptake_first_16_plus", "Uptake")
    count = Line("Left", store.catalogue.indicator("unvaccinated_16_plus"), uptake.quintiles)
    index = Line("Mixed", store.catalogue.indicator("ethnic_diversity_2021"), uptake.quintiles)
    for lines in ((uptake, index), (count,), ()):
        with pytest.raises(ValueError, match="one unit"):
            equiplot(EquiplotView("How wide?", "A town", "local", lines))


def test_the_curve_says_what_the_most_deprived_fifth_holds(store: Store) -> None:
    one = store.catalogue.indicator("unvaccinated_16_plus")
    amounts, people = np.array([30.0, 40.0, 30.0]), np.array([100.0, 300.0, 600.0])
    chart = lorenz(
        LorenzView(one, "A town", "people ill", "all people", amounts, people, np.arange(3))
    )
    # A tenth of people hold 30%, the next three tenths 40%: a fifth holds 30% + 40% / 3.
    assert chart.sentence == (
        "In A town, 43.3% of people ill are in the most deprived fifth of all people. That is "
        "more than an even share, 20.0%."
    )
    assert chart.finding.value == pytest.approx(100 * (0.3 + 0.4 / 3))
    assert chart.table.rows[1] == (2, pytest.approx(40), pytest.approx(70))
    # One less twice the area under (0,0) (.1,.3) (.4,.7) (1,1): 1 - 2(.015 + .15 + .51) = -.35.
    assert "Concentration index: −0.35" in chart.notes[1]


@pytest.mark.parametrize(("amounts", "word"), [((1, 4), "just"), ((0, 4), "less than")])
def test_an_even_share_and_less_than_that_are_said(
    store: Store, amounts: tuple[int, int], word: str
) -> None:
    one = store.catalogue.indicator("unvaccinated_16_plus")
    people = np.array([20.0, 80.0])
    view = LorenzView(one, "A town", "cases", "people", np.array(amounts), people, np.arange(2))
    assert f"That is {word} an even share" in lorenz(view).sentence


def test_nothing_to_share_out_is_refused(store: Store) -> None:
    one = store.catalogue.indicator("unvaccinated_16_plus")
    nothing = np.zeros(2)
    with pytest.raises(ValueError, match="needs people"):
        lorenz(LorenzView(one, "A town", "cases", "people", nothing, np.ones(2), np.arange(2)))
