"""Areas that a reader types: how circles and outlines are read from the fields of a form."""

from __future__ import annotations

from urllib.parse import urlencode

import polyline
import pytest

from callbacks.answer import Explorer
from callbacks.own_area import area_query, refusal, rings, written
from geodata.drawn import read_outline
from views.view import View, parse, query_of


def read(explorer: Explorer, *pairs: tuple[str, str]) -> tuple[View, str]:
    """The view of a form's fields, and why something in them was refused."""
    view, ignored = parse(urlencode(pairs), explorer.words)
    assert all(query_of(view, explorer.words).count(f"{key}=") <= 1 for key, _ in pairs)
    return view, refusal(ignored)


@pytest.mark.parametrize(
    ("place", "token"),
    [("sk1 3xe", "SK13XE"), ("SK13XE", "SK13XE"), ("53.40, -2.10", "53.4,-2.1")],
)
def test_two_fields_make_a_circle(explorer: Explorer, place: str, token: str) -> None:
    view, why = read(explorer, ("near", place), ("near", "800"))
    assert (",".join(view.near), why) == (f"{token},800", "")
    assert written(view) == {"near": f"{token},800", "shape": "", "area": ""}


@pytest.mark.parametrize(
    "pairs",
    [
        (("near", ""), ("near", "800")),
        (("near", ""), ("near", "")),
        (("shape", ""),),
        (("shape", " \r\n \r\n"),),
    ],
)
def test_fields_that_are_empty_say_nothing(
    explorer: Explorer, pairs: tuple[tuple[str, str], ...]
) -> None:
    view, ignored = parse(urlencode(pairs), explorer.words)
    assert (view.near, view.shape, ignored) == ((), "", ())


def test_an_outline_is_read_from_lines_values_postcodes_and_numbers_alike(
    explorer: Explorer,
) -> None:
    lat, lon = explorer.words.landmarks["SK13XE"]
    corners = [(lat, lon), (53.43, -2.13), (53.38, -2.11)]
    encoded = polyline.encode(corners)
    for text in (
        "SK1 3XE\r\n53.43, -2.13\r\n53.38, -2.11\r\n",
        "sk13xe,53.43,-2.13,53.38,-2.11",
        "SK1 3XE\n53.43 -2.13\n\n53.38\t-2.11",
        encoded,
    ):
        assert read(explorer, ("shape", text)) == (read(explorer, ("shape", encoded))[0], "")
    assert read(explorer, ("shape", encoded))[0].shape == encoded


def test_two_corners_are_a_rectangle(explorer: Explorer) -> None:
    view, _ = read(explorer, ("shape", "53.38,-2.2,53.42,-2.12"))
    south, west, north, east = (
        read_outline(view.shape).polygon.bounds[1::-1]
        + read_outline(view.shape).polygon.bounds[:1:-1]
    )
    assert (south, west, north, east) == (53.38, -2.2, 53.42, -2.12)
    assert read_outline(view.shape).polygon.area == pytest.approx(0.04 * 0.08)


@pytest.mark.parametrize(
    ("pair", "why"),
    [
        (("near", "ZZ1 1ZZ,800"), "is called “ZZ1 1ZZ”"),
        (("near", "SK1 3XE,30"), "a radius of 50 to 20,000 metres"),
        (("near", "SK1 3XE"), "a radius of 50 to 20,000 metres"),
        (("shape", "SK1 3XE\nnowhere\nSK4 1AA"), "is called “nowhere”"),
        (("shape", "53.4,-2.1,53.5"), "a latitude and no longitude"),
        (("shape", "53.4,-2.1,53.41,-2.2,53.4,-2.2,53.41,-2.1"), "crosses or touches itself"),
        (("shape", polyline.encode([(53 + at % 7, at) for at in range(-100, 401)])), "501 corners"),
    ],
)
def test_what_cannot_be_used_is_refused_in_a_sentence(
    explorer: Explorer, pair: tuple[str, str], why: str
) -> None:
    view, said = read(explorer, pair)
    assert (view.near, view.shape) == ((), "")
    assert said.startswith("The area was not drawn: ")
    assert why in said


def test_other_parts_that_are_ignored_are_no_refusal_of_an_area(explorer: Explorer) -> None:
    assert read(explorer, ("ind", "nonsense"), ("colour", "red"))[1] == ""


def test_the_line_of_what_is_drawn_is_sent_while_it_selects(explorer: Explorer) -> None:
    view, _ = read(explorer, ("shape", "53.38,-2.2,53.42,-2.12"))
    (ring,) = rings(view, explorer.store)
    assert ring[0] == ring[-1] == [53.38, -2.2]
    circle, _ = read(explorer, ("near", "SK1 3XE,800"))
    lat, lon = explorer.words.landmarks["SK13XE"]
    (around,) = rings(circle, explorer.store)
    assert min(x for x, _ in around) < lat < max(x for x, _ in around)
    assert min(y for _, y in around) < lon < max(y for _, y in around)
    picked, _ = read(explorer, ("near", "SK1 3XE,800"), ("area", "E01005744"))
    assert rings(picked, explorer.store) == []


def test_the_page_of_an_area_keeps_what_selects_and_nothing_else(explorer: Explorer) -> None:
    query = "ind=crime_2025&near=SK13XE,800&q=1&measure=decile&at=53.4,-2.1,12"
    assert area_query(parse(query, explorer.words)[0], explorer.words) == "q=1&near=SK13XE,800"
