"""The query string is the state: whatever it holds, there is a valid view."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callbacks.answer import Explorer
from charts.registry import CHARTS
from geodata.classify import MEASURES
from geodata.drawn import DrawnError, outline_of
from geodata.store import Store
from settings import Settings
from views.key import keys_of
from views.question import QUINTILES
from views.readers import NORTHMOST
from views.view import LONGEST_QUERY, ROOM, View, default_view, href, parse, query_of
from views.vocabulary import OVERLAYS, STREETS, Vocabulary

STORE = Store.open(Settings().bundle)
TWO = ("E08000001", "E08000003")
PAGED = {"longest": 1_000}  # rows: its tables have pages
WORDS = replace(Vocabulary.of(STORE, charts=tuple(CHARTS)), authorities=TWO, **PAGED)
DEFAULT = default_view(WORDS)


def some(values: Sequence[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), unique=True, max_size=5).map(
        lambda chosen: tuple(sorted(chosen))
    )


positions = st.none() | st.tuples(
    st.floats(-NORTHMOST, NORTHMOST).map(lambda number: round(number, 5)),
    st.floats(-180, 180).map(lambda number: round(number, 5)),
    st.floats(0, 19).map(lambda number: round(number, 2)),
)
indicators = st.sampled_from(WORDS.indicators)


def an_outline(corners: list[tuple[int, int]]) -> str:
    """Corners in hundred-thousandths of a degree as an outline; "" where they make none."""
    try:
        return outline_of([(lat / 1e5, lon / 1e5) for lat, lon in corners]).text
    except DrawnError:
        return ""


degrees = st.tuples(st.integers(5330000, 5350000), st.integers(-230000, -200000))
outlines = st.lists(degrees, min_size=3, max_size=12, unique=True).map(an_outline)
circles = st.tuples(st.sampled_from(sorted(WORDS.landmarks)), st.integers(50, 20_000).map(str))
drawn = {
    "ind": indicators,
    "measure": st.sampled_from(list(MEASURES)),
    "lad": some(WORDS.authorities),
    "ward": some(WORDS.wards),
    "q": some(QUINTILES),
    "basis": st.sampled_from(["national", "local"]),
    "by": st.sampled_from(WORDS.ranked),
    "area": some(WORDS.areas),
    "near": st.just(()) | circles,
    "shape": st.just("") | outlines,
    "x": indicators,
    "y": indicators,
    "with_": st.just("") | indicators,
    "as_": st.sampled_from(["pair", "beside"]),
    "date": st.sampled_from(["", *WORDS.dates]),
    "practice": st.sampled_from(WORDS.practices),
    "circle": st.sampled_from(WORDS.counts),
    "rankby": st.sampled_from(["share", "rank"]),
    "rows": st.sampled_from(["first", "all"]),
    "page": st.dictionaries(st.sampled_from(WORDS.charts), st.integers(2, 99_999), max_size=3).map(
        lambda pages: tuple(sorted(f"{table}-{page}" for table, page in pages.items()))
    ),
    "sort": st.sampled_from(["figure", "-figure", "name", "-people"]),
    "charts": st.sampled_from(["first", "all"]),
    "tables": some(WORDS.charts),
    "over": st.lists(st.sampled_from(OVERLAYS), unique=True).map(
        lambda chosen: tuple(sorted(chosen, key=lambda one: one == STREETS))
    ),
    "venues": some(WORDS.venues),
    "faint": some(WORDS.layers),
    "fade": st.integers(30, 100),
    "at": positions,
}
views = st.builds(partial(replace, DEFAULT), **drawn)
pieces = st.sampled_from(
    [
        *keys_of(View),
        "colour",
        "none",
        *WORDS.indicators[:3],
        *WORDS.areas[:3],
        *OVERLAYS,
        "1",
        "nan",
    ]
)
queries = st.text(max_size=300) | st.lists(
    pieces | st.sampled_from(["=", "&", ",", "?", "%2C", "%00", "+", ";"]), max_size=40
).map("".join)


@given(views)
def test_every_view_survives_being_printed_and_read_again(view: View) -> None:
    assert parse(query_of(view, WORDS), WORDS) == (view, ())


@given(views)
def test_nothing_can_be_left_out_of_a_printed_view(view: View) -> None:
    parts = query_of(view, WORDS).split("&")
    for at in range(len(parts) if parts != [""] else 0):
        assert parse("&".join([*parts[:at], *parts[at + 1 :]]), WORDS)[0] != view


@given(queries)
def test_any_text_gives_a_valid_view(text: str) -> None:
    view, ignored = parse(text, WORDS)
    assert parse(query_of(view, WORDS), WORDS) == (view, ())
    assert all(len(phrase) < 120 and phrase.isprintable() for phrase in ignored)


def test_the_default_view_has_an_empty_query() -> None:
    assert query_of(DEFAULT, WORDS) == ""
    assert href(DEFAULT, WORDS) == "?"


def test_a_link_replaces_only_what_it_names() -> None:
    view = replace(DEFAULT, ward=("E05015018",), q=("1",))
    assert href(view, WORDS, q=()) == "?ward=E05015018"


@given(views, views, st.sets(st.sampled_from([one.name for one in fields(View)]), max_size=3))
def test_a_link_is_that_of_the_view_with_what_it_changes(
    view: View, other: View, names: set[str]
) -> None:
    """But for the pages of tables, which begin anew where a link leads to other rows."""
    changed = {name: getattr(other, name) for name in names}
    new = {name.rstrip("_") for name in names if changed[name] != getattr(view, name)}
    first = {"page": ()} if new & set(keys_of(View)["page"].reset_by) else {}
    there = replace(view, **{**first, **changed})
    assert href(view, WORDS, **changed) == f"?{query_of(there, WORDS)}"


def test_a_link_changes_nothing_that_is_no_field_of_the_view() -> None:
    with pytest.raises(AttributeError, match="colour"):
        href(DEFAULT, WORDS, colour="red")


def test_repeated_keys_and_comma_lists_mean_the_same() -> None:
    repeated, _ = parse("ward=E05015018&ward=E05015016", WORDS)
    joined, _ = parse("ward=E05015016,E05015018", WORDS)
    assert repeated == joined


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("colour=red", "colour (not part of a view)"),
        ("ind=imd_1066", "ind=imd_1066"),
        ("ward=E99999999", "ward=E99999999"),
        ("q=1,9", "q=9"),
        ("with=qof_diabetes_2020_21", "with=qof_diabetes_2020_21"),
        ("ind=cqc_rating", "ind=cqc_rating"),
        ("practice=imd_2025", "practice=imd_2025"),
        ("fade=29", "fade=29 (expected is a number from 30 to 100)"),
        ("date=2021-02-30", "date=2021-02-30"),
        ("circle=crime_2025", "circle=crime_2025"),
        ("faint=everything", "faint=everything"),
        ("as=three", "as=three"),
        ("fade=9²", "fade=9² (expected is a number from 30 to 100)"),
        ("at=here", "at=here"),
        ("at=nan,0,3", "at=nan,0,3"),
        ("at=53,-2,99", "at=53,-2,99"),
    ],
)
def test_junk_falls_back_and_is_named(query: str, said: str) -> None:
    view, ignored = parse(query, WORDS)
    assert ignored == (said,)
    assert replace(view, q=()) == DEFAULT


def test_a_good_part_of_a_list_is_kept_when_another_is_junk() -> None:
    view, ignored = parse("q=1,9", WORDS)
    assert view.q == ("1",)
    assert ignored == ("q=9",)


def test_a_long_or_many_part_query_is_refused_as_a_whole() -> None:
    assert parse("ind=" + "x" * LONGEST_QUERY, WORDS)[0] == DEFAULT
    assert parse("&".join(["q=1"] * 200), WORDS) == (
        DEFAULT,
        ("the whole link, which has more than 100 parts",),
    )


def test_a_link_that_would_choose_more_than_an_address_holds_is_none() -> None:
    most = (LONGEST_QUERY - ROOM - len("area=") + 1) // len("E01000001,")
    codes = tuple(f"E01{number:06d}" for number in range(LONGEST_QUERY))
    assert href(DEFAULT, WORDS, area=codes[:most]) == f"?area={','.join(codes[:most])}"
    assert [href(DEFAULT, WORDS, area=codes[:many]) for many in (most + 1, len(codes))] == ["", ""]
    crowded = replace(DEFAULT, area=codes[: most + 5])
    assert href(crowded, WORDS, area=codes[: most + 4]) == f"?area={','.join(codes[: most + 4])}"
    assert len(href(crowded, WORDS, charts="all")) < LONGEST_QUERY


def test_control_characters_in_junk_are_not_repeated() -> None:
    _, ignored = parse("ind=%00%0d%0aSet-Cookie", WORDS)
    assert ignored == ("ind=���Set-Cookie",)


def test_two_explorers_share_nothing_that_changes(explorer: Explorer) -> None:
    one = explorer.answer("ward=E05015018")
    other = explorer.answer("")
    assert one.view.ward == ("E05015018",)
    assert other.view.ward == ()
    assert other.selection.is_everything


def test_a_figure_is_never_paired_with_itself() -> None:
    view, _ = parse("ind=crime_2025&with=crime_2025", WORDS)
    assert view.second == ""
    assert parse("with=crime_2025", WORDS)[0].second == "crime_2025"
    assert parse("with=none", WORDS) == (DEFAULT, ())


def test_the_street_map_alone_starts_on_where_it_was_asked_for() -> None:
    assert default_view(Vocabulary.of(STORE, streets=True)).over == ("names", "wards", "streets")


def test_overlays_keep_the_order_they_are_given_in() -> None:
    view, _ = parse("over=wards,practices,names", WORDS)
    assert view.over == ("wards", "practices", "names")
    assert query_of(view, WORDS) == "over=wards,practices,names"
    assert parse("over=names,wards", WORDS) == (DEFAULT, ())


def test_companions_are_what_else_the_map_shows_each_once() -> None:
    view, _ = parse("with=crime_2025&over=circles&circle=unvaccinated_16_plus", WORDS)
    assert view.companions == ("crime_2025", "unvaccinated_16_plus")
    assert parse("with=population_2022&over=circles&circle=population_2022", WORDS)[
        0
    ].companions == ("population_2022",)
    assert parse("circle=population_2022", WORDS)[0].companions == ()
