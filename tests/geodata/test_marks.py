"""Marks of publishers are read as what they mean, never as nought, and spread to what is made."""

from __future__ import annotations

import io
import shutil
from itertools import cycle, product
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata import build_marks, bundle, marks
from geodata.build import make
from geodata.catalogue import CATALOGUE_DIR, FIGURES_DIR, load_authority
from geodata.errors import CatalogueError, TableError
from geodata.schemas import Schema, add_sums, check, check_at_most, check_sums, count, figure
from geodata.sources import read
from tests import town as place
from tests.geodata.conftest import CODE

AUTHORITY = load_authority(CODE)
SUPPRESSED = ("c", "C", "*", "**", "[c]", "[*]", "[low]", "low", "k", "[u]", " c ")
MISSING = (":", "..", "-", "–", "—", "[x]", "x", "w", "n/a", "N/A", "#N/A", "", " ")
NOT_APPLICABLE = ("[z]", "z", ".")


@pytest.fixture
def town_figures(tmp_path):
    return Path(shutil.copytree(place.FIGURES, tmp_path / "town"))


def observed(figures):
    """The observations of the invented town, by indicator and code."""
    made = make(place.CODE, figures=figures, catalogue_dir=place.CATALOGUE, report=lambda _: None)
    return table(made[bundle.OBSERVATIONS]).set_index(["indicator", "code"])


@pytest.fixture(scope="module")
def unmarked():
    return observed(place.FIGURES)


def table(content):
    return pq.ParquetFile(io.BytesIO(content)).read().to_pandas()


def edit_cell(path, row, column, to):
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    frame.loc[row, column] = to
    frame.to_csv(path, index=False)
    return frame.iloc[row, 0]


@pytest.mark.parametrize(
    ("cells", "status"),
    [(SUPPRESSED, "suppressed"), (MISSING, "missing"), (NOT_APPLICABLE, "not_applicable")],
    ids=["suppressed", "missing", "not applicable"],
)
def test_each_mark_is_read_as_what_it_means(cells, status):
    assert {cell: marks.meaning(cell, {}) for cell in cells} == dict.fromkeys(cells, status)


def test_every_mark_is_documented_and_has_a_status_of_a_bundle():
    words = (marks.__doc__ or "").split()
    assert [mark for mark in marks.MARKS if mark and mark not in words] == []
    assert {*marks.MARKS.values(), marks.OK} == set(bundle.STATUSES)


def test_a_table_can_give_a_mark_a_meaning_of_its_own():
    assert marks.meaning("-", {"-": "not_applicable"}) == "not_applicable"
    assert marks.meaning("0", {}) == "ok"


@pytest.mark.parametrize("cell", ["S", "s", " s "])
@pytest.mark.parametrize("written", ["S", "s"])
def test_a_mark_of_a_table_is_read_in_whatever_case_it_is_written(cell, written):
    cells = pd.DataFrame({"people": ["4", cell]})
    schema = Schema((figure(count("people")),))
    frame = check(cells, schema, file="a.csv", own={written: "suppressed"})
    assert build_marks.status_of(frame, ["people"]).tolist() == ["ok", "suppressed"]


ADAPTERS = (
    ("ethnic_group_2021", "asian"),
    ("iod_2025", "imd_score"),
    ("practices", "patients_2025_05"),
    ("practice_deprivation", "imd_2019_score"),
    ("practice_ratings", "cqc_overall_rating"),
    ("vaccination_series", "people"),
)
# Each adapter with a mark of each status, and every mark, which take turns at the adapters.
MARKED = {
    *product(ADAPTERS, (SUPPRESSED[0], MISSING[0], NOT_APPLICABLE[0])),
    *zip(cycle(ADAPTERS), (*SUPPRESSED, *MISSING, *NOT_APPLICABLE), strict=False),
}


@pytest.mark.parametrize(("adapter", "mark"), sorted(MARKED))
def test_every_adapter_of_figures_reads_marks(tmp_path, adapter, mark):
    key, column = adapter
    entry = AUTHORITY.table(key)
    edit_cell(shutil.copy(FIGURES_DIR / CODE / entry.file, tmp_path), 2, column, mark)
    frame = read(tmp_path, entry)
    assert build_marks.status_of(frame, [column])[2] == marks.meaning(mark, {}) != "ok"
    assert build_marks.known(frame, [column]).sum() == len(frame) - 1
    cell = frame[column][2]
    assert cell == "" if isinstance(cell, str) else np.isnan(cell)


def test_a_mark_in_a_long_table_stays_in_its_cell(figures_copy):
    entry = AUTHORITY.table("qof_2020_21")
    code = edit_cell(figures_copy / CODE / entry.file, 0, "register", "*")
    frame = read(figures_copy / CODE, entry).set_index("code")
    assert frame["register_AF, status"].value_counts().to_dict() == {"ok": 34, "suppressed": 1}
    assert np.isnan(frame.at[code, "register_AF"])
    assert "register_AST, status" not in frame.columns


@pytest.mark.parametrize(
    ("column", "mark", "made_of_it"),
    [
        ("carers", "[c]", {"carers", "not_carers"}),
        ("carers_of", "[c]", {"carers", "not_carers"}),
        ("carers", ":", {"carers", "not_carers"}),
        ("fallers_of", "[z]", {"falls"}),
        ("boats", "*", {"dwellings_diversity"}),
        ("renters_before_of", "..", {"renters_change"}),
    ],
)
def test_a_mark_in_one_part_is_the_status_of_the_whole(
    town_figures, unmarked, column, mark, made_of_it
):
    code = edit_cell(town_figures / place.CODE / "figures_lsoa21.csv", 1, column, mark)
    marked = observed(town_figures)
    differ = unmarked.compare(marked).index
    assert set(differ) == {(f"{one}_lsoa21", code) for one in made_of_it}
    assert set(unmarked.loc[differ, "status"]) == {"ok"}
    assert set(marked.loc[differ, "status"]) == {marks.meaning(mark, {})}
    assert marked.loc[differ, ["value", "numerator", "denominator"]].isna().all(axis=None)


def test_a_true_nought_stays_a_nought():
    found = table((bundle.BUNDLE_DIR / CODE / bundle.OBSERVATIONS).read_bytes())
    nothing = found[(found["value"] == 0) & (found["indicator"].str.startswith("religion"))]
    assert len(nothing) > 0
    assert set(nothing["status"]) == {"ok"}


def test_a_suppressed_rank_and_its_decile_are_let_through(town_figures, unmarked):
    code = edit_cell(town_figures / place.CODE / "ranks_lsoa21.csv", 1, "imd_rank", "[c]")
    assert unmarked.at[("hardship_2025", code), "status"] == "ok"
    assert observed(town_figures).at[("hardship_2025", code), "status"] == "suppressed"


def test_a_word_that_is_a_mark_is_no_category(town_figures, unmarked):
    code = edit_cell(town_figures / place.CODE / "figures_lsoa21.csv", 1, "grade", "-")
    assert unmarked.at[("grade_lsoa21", code), "status"] == "ok"
    assert observed(town_figures).at[("grade_lsoa21", code), "status"] == "missing"


def test_doses_that_are_suppressed_are_null_at_their_date(figures_copy):
    entry = AUTHORITY.table("vaccination_series")
    frame = pd.read_csv(figures_copy / CODE / entry.file, dtype=str)
    row = frame.index[(frame["age_band"] == "75_79") & (frame["dose"] == "first")][0]
    edit_cell(figures_copy / CODE / entry.file, row, "people", "*")
    made = make(CODE, figures=figures_copy, catalogue_dir=CATALOGUE_DIR, report=lambda _: None)
    found = table(made[bundle.SERIES])
    unknown = found[found["people"].isna()]
    assert set(unknown["code"]) == {frame.at[row, "msoa11_code"]}
    assert {"first_75_79", "first_16_plus"} <= set(unknown["series"])
    assert set(unknown["date"]) == {frame.at[row, "doses_to"]}


def test_people_must_be_known_everywhere(town_figures):
    file = "population_mid2022_lsoa21.csv"
    code = edit_cell(town_figures / place.CODE / file, 9, "population", "..")
    with pytest.raises(TableError, match=f"row 11, column population: found a mark, for {code}"):
        observed(town_figures)


def test_a_catalogue_that_gives_a_mark_no_status_is_refused(catalogue_copy):
    path = catalogue_copy / "tables" / "deprivation.toml"
    path.write_text(path.read_text().replace("[iod_2025]", '[iod_2025]\nmarks."-" = "nought"'))
    with pytest.raises(CatalogueError, match=r"marks\.-: found 'nought', expected one of suppres"):
        load_authority(CODE, catalogue_copy)


CELLS = st.lists(
    st.tuples(*(st.one_of(st.integers(0, 9), st.sampled_from(marks.ORDER)) for _ in range(3))),
    min_size=1,
)


def framed(rows):
    frame = pd.DataFrame({"code": [f"E{row}" for row in range(len(rows))]})
    for at, name in enumerate("abc"):
        cells = [row[at] for row in rows]
        numbers = [np.nan if isinstance(cell, str) else cell for cell in cells]
        words = pd.Series([cell if isinstance(cell, str) else "ok" for cell in cells], dtype="str")
        frame = build_marks.with_status(frame.assign(**{name: numbers}), name, words)
    return frame


@given(CELLS)
def test_a_sum_is_known_exactly_when_each_of_its_parts_is(rows):
    frame = add_sums(framed(rows), (("total", ("a", "b", "c")),), file="f.csv")
    for row, total, status in zip(
        rows, frame["total"], build_marks.status_of(frame, ["total"]), strict=True
    ):
        unknown = [cell for cell in row if isinstance(cell, str)]
        assert status == (min(unknown, key=marks.ORDER.index) if unknown else "ok")
        assert np.isnan(total) if unknown else total == sum(row)


@given(CELLS)
def test_rows_with_marks_cannot_be_checked_and_the_others_are(rows):
    frame = framed(rows)
    known = [row for row in rows if not any(isinstance(cell, str) for cell in row)]
    pairs = [row for row in rows if not any(isinstance(cell, str) for cell in row[:2])]
    sums, limits = (("a", ("b", "c")),), (("a", "b"),)
    if all(a == b + c for a, b, c in known):
        check_sums(frame, sums, file="f.csv")
    else:
        with pytest.raises(TableError, match="the sum of b, c"):
            check_sums(frame, sums, file="f.csv")
    if all(a <= b for a, b, _ in pairs):
        check_at_most(frame, limits, file="f.csv")
    else:
        with pytest.raises(TableError, match="at most"):
            check_at_most(frame, limits, file="f.csv")
