from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.bundle import BUNDLE_DIR
from geodata.search import BEST, KINDS, find
from geodata.store import Store

STORE = Store.open(BUNDLE_DIR / "E08000007")


def labels(store, text):
    return [(match.kind, match.label) for match in find(store, text).matches]


@pytest.mark.parametrize("text", ["SK1 1UA", "sk11ua", " sk1  1ua ", "S K 1 1 U A", "sk1-1ua"])
def test_a_postcode_is_found_however_it_is_spaced(store, text):
    found = find(store, text)
    assert [(match.kind, match.label) for match in found.matches] == [("postcode", "SK1 1UA")]
    assert len(found.matches[0].areas) == 1
    assert found.message == "1 match."


def test_part_of_a_postcode_finds_the_first_of_its_sector(store):
    found = find(store, "SK1 1")
    assert len(found.matches) == BEST
    assert all(match.label.startswith("SK1 1") for match in found.matches)
    assert found.message.startswith(f"The first {BEST} of ")


def test_an_outward_code_finds_its_own_postcodes_before_longer_ones(store):
    found = labels(store, "sk1")
    assert len(found) == BEST
    assert all(label.startswith("SK1 ") for _, label in found)


def test_a_ward_is_found_with_its_code_and_its_areas(store):
    match = find(store, "bramhall north").matches[0]
    assert (match.kind, match.label, match.ward) == ("ward", "Bramhall North", "E05015014")
    assert set(match.areas) == {
        code
        for code, ward in zip(store.areas.code, store.areas.ward_code, strict=True)
        if ward == "E05015014"
    }
    assert "2023" in match.detail


def test_only_wards_carry_a_ward_code(store):
    for text in ("edgeley", "E01005758", "sk1", "stockport"):
        matches = find(store, text).matches
        assert matches
        for match in matches:
            assert (match.ward is not None) == (match.kind == "ward")


def test_and_is_the_same_as_ampersand(store):
    assert labels(store, "bramhall south and wood") == labels(store, "Bramhall South & Wood")
    assert labels(store, "bramhall south and wood")


def test_accents_and_case_make_no_difference(store):
    assert labels(store, "ÉDGELÉY") == labels(store, "edgeley") != []


def test_the_code_of_2011_finds_both_areas_it_became(store):
    match_2011 = [match.areas for match in find(store, "e01005758").matches]
    assert match_2011 == [("E01033947",), ("E01033948",)]
    assert [label for _, label in labels(store, "Stockport 014B")] == [
        "Stockport 014E",
        "Stockport 014F",
    ]


def test_a_code_and_a_name_find_the_same_area(store):
    assert find(store, "E01005743").matches == find(store, "Stockport 009A").matches


def test_an_exact_name_comes_before_a_longer_one(store):
    assert labels(store, "Brinnington") == [
        ("msoa", "Brinnington"),
        ("ward", "Brinnington & Stockport Central"),
    ]


def test_the_start_of_a_word_comes_before_the_middle_of_one(store):
    found = labels(store, "mar")
    starts = [any(w.startswith("mar") for w in label.lower().split()) for _, label in found]
    assert True in starts
    assert starts == sorted(starts, reverse=True)


def test_wards_come_before_msoas_and_msoas_before_lsoas_of_the_same_fit(store):
    kinds = [kind for kind, _ in labels(store, "stockport")]
    assert kinds == sorted(kinds, key=KINDS.index)
    assert len(kinds) == BEST


@pytest.mark.parametrize(
    ("text", "written"), [("m11ae", "M1 1AE"), ("SW1A 1AA", "SW1A 1AA"), ("sk9", "SK9")]
)
def test_a_postcode_elsewhere_is_said_not_to_be_in_the_list(store, text, written):
    found = find(store, text)
    assert found.matches == ()
    assert found.message == (
        f"{written} is not in the list of Stockport postcodes (Code-Point Open, May 2025)."
    )


def test_other_text_is_answered_with_what_can_be_searched(store):
    message = find(store, "zzyzx").message
    assert message.startswith("Nothing found for “zzyzx”. Search for a ward")
    assert store.wards[0][1] in message
    assert store.postcodes.code[0] in message


@pytest.mark.parametrize("text", ["", "   ", "\x00\x1b\n", "🙂🙂", "!?"])
def test_nothing_to_search_for_is_answered_with_what_can_be_searched(store, text):
    found = find(store, text)
    assert found.matches == ()
    assert found.message.startswith("Search for a ward")


def test_only_sixty_characters_are_read(store):
    assert find(store, "q" * 10_000) == find(store, "q" * 60)
    assert len(find(store, "q" * 10_000).message) < 300


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=80))
def test_any_text_gets_a_sentence_without_control_characters(text):
    found = find(STORE, text)
    assert len(found.matches) <= BEST
    assert found.message.endswith(".")
    assert found.message.isprintable()
    known = set(STORE.areas.code)
    assert all(set(match.areas) <= known and match.areas for match in found.matches)


def test_every_listed_postcode_finds_itself_first(store):
    for code in store.postcodes.code[::400]:
        assert find(store, code.lower().replace(" ", "")).matches[0].label == code


def test_a_search_takes_less_than_a_tenth_of_a_second(store):
    find(store, "a")
    start = time.perf_counter()
    find(store, "stockport")
    assert time.perf_counter() - start < 0.1
