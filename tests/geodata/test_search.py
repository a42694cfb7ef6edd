from __future__ import annotations

import time

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from geodata.bundle import BUNDLE_DIR
from geodata.search import BEST, KINDS, find
from geodata.search_index import USUAL_FORMS, index, plain
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


def covered(outward, inward=""):
    """Postcodes and areas that part of a postcode covers, counted here."""
    split = [one.split(" ") for one in STORE.postcodes.code]
    inside = [
        at for at, (out, rest) in enumerate(split) if out == outward and rest.startswith(inward)
    ]
    return len(inside), {STORE.areas.code[STORE.postcodes.lsoa21[at]] for at in inside}


PARTS = sorted(
    {code[: len(code) - cut] for code in STORE.postcodes.code[::37] for cut in (1, 2, 4)}
)


@pytest.mark.parametrize("part", PARTS[::3])
@pytest.mark.parametrize("written", [str, str.lower, lambda part: part.replace(" ", "")])
def test_part_of_a_postcode_says_what_it_covers_and_is_not_a_place(store, part, written):
    outward, _, inward = part.partition(" ")
    count, areas = covered(outward, inward)
    found = find(store, written(part))
    whole = found.matches[0]
    assert found.partial
    assert whole.kind == "postcodes"
    if whole.label == part:  # SK11 without its space can be the outward code SK11
        assert set(whole.areas) == areas
        noun = "postcode" if count == 1 else "postcodes"
        assert whole.detail.startswith(f"{count:,} {noun} in {len(areas)} small area")
        assert f"{part} covers {count:,} of {store.authority.name}'s postcodes" in found.message
    assert whole.at is None


def test_an_area_of_postcodes_lists_its_districts(store):
    found = find(store, "sk")
    assert found.partial
    assert all(match.kind == "postcodes" for match in found.matches)
    assert set(found.matches[0].areas) == {
        STORE.areas.code[area]
        for code, area in zip(STORE.postcodes.code, STORE.postcodes.lsoa21.tolist(), strict=True)
        if code.startswith("SK")
    }


@st.composite
def mistyped(draw):
    """A postcode as people write it: any case, spacing, letters for digits, in an address."""
    code = draw(st.sampled_from(STORE.postcodes.code))
    looks = {"0": "O", "1": "I", "5": "S", "O": "0", "I": "1", "S": "5"}
    letters = [looks[one] if one in looks and draw(st.integers(0, 3)) == 0 else one for one in code]
    written = "".join(letters).replace(
        " ", draw(st.sampled_from(["", " ", "  ", "-", "\n", " . "]))
    )
    written = draw(st.sampled_from([written, written.lower(), written.title()]))
    before = draw(
        st.sampled_from(["", "Flat 3, ", "12 Any Street,\nA Town, ", "c/o Anybody, " * 60])
    )
    return code, before + written + draw(st.sampled_from(["", ".", ", England", "\n"]))


@settings(max_examples=150, deadline=None)
@given(mistyped())
def test_a_whole_postcode_is_found_however_it_is_written(case):
    code, written = case
    found = find(STORE, written)
    assert code in [match.label for match in found.matches]
    assert all(match.kind == "postcode" for match in found.matches)
    assert not found.partial


def named(label):
    """The place of a name."""
    return next(one.match for one in index(STORE) if one.match.label == label)


@st.composite
def slipped(draw):
    """A name with one slip: a letter left out, doubled, another, or two exchanged.

    What belongs to a digit is no slip, nor is what makes another form of a usual word.
    """
    names = [one.match for one in index(STORE) if one.match.kind != "lsoa"]
    match = draw(st.sampled_from([one for one in names if len(one.label) > 5]))
    words = [any(map(str.isdigit, word)) for word in match.label.split(" ")]
    places = [
        at
        for at, one in enumerate(match.label)
        if at and one.isalpha() and not words[match.label[: at - 1].count(" ")]
        if not words[match.label[:at].count(" ")]
    ]
    at = draw(st.sampled_from(places))
    left, letter, right = match.label[:at], match.label[at], match.label[at + 1 :]
    other = draw(st.sampled_from("abcdefghijklmnopqrstuvwxyz"))
    slips = [left + right, left + letter + letter + right, left + other + right]
    slips.append(left[:-1] + letter + left[-1] + right)
    written = draw(st.sampled_from(slips))
    assume(USUAL_FORMS.keys().isdisjoint(written.casefold().split()))
    return match, written


def slips(match, written):
    """How many slips lie between what is written and the words of a place, or starts of them."""
    typed = plain(written)
    entry = next(one for one in index(STORE) if one.match == match)
    starts = (all(f" {word}" in f" {key}" for word in typed.split()) for key in entry.keys)
    return 0 if any(starts) else min(OSA.distance(typed, run) for run in entry.windows)


@settings(max_examples=200)
@given(slipped())
@example((named("Heald Green"), "Healt Green"))
@example((named("Offerton Pharmacy"), "Offerto Pharmacy"))
@example((named("Ipharmacy"), "Iharmacy"))
def test_a_name_with_a_slip_finds_its_place_among_the_first(case):
    """Unless the slip makes it the name of others just as well: "Healt Green" of health centres."""
    match, written = case
    first = find(STORE, written).matches[:3]
    others = [slips(one, written) for one in first]
    as_well = set(others) == {0} or (len(others) == 3 and max(others) == 1)
    assert as_well or match.label in [one.label for one in first]


def test_a_place_that_is_called_so_comes_before_those_that_lie_there(store):
    assert labels(store, "offerto pharmacy")[0] == ("venue", "Offerton Pharmacy")


@pytest.mark.parametrize("kind", ["practice", "venue"])
def test_practices_and_venues_are_found_by_name_where_they_stand(store, kind):
    every = [one.match for one in index(store) if one.match.kind == kind]
    assert len(every) > 20
    for match in every[::9]:
        found = [one for one in find(store, match.label).matches if one == match]
        same = [one for one in every if one.label == match.label]
        assert found or len(same) > 2
        (south, west), (north, east) = match.bounds
        assert south < match.at[0] < north
        assert west < match.at[1] < east


def test_words_in_any_order_find_a_place(store):
    assert labels(store, "woodford bramhall")[0] == ("ward", "Bramhall South & Woodford")


def test_a_place_lies_in_its_view_which_is_of_its_neighbourhood(store):
    for entry in index(store)[::7]:
        (south, west), (north, east) = entry.match.bounds
        assert 0.005 < north - south < 0.2
        assert 0.005 < east - west < 0.2


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
    assert labels(store, "Brinnington")[:2] == [
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
    assert found.message.endswith((".", "?"))
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


def test_a_ward_is_found_by_the_name_it_had_before_unless_a_ward_has_it_now(store):
    today = {plain(name) for name in store.level("ward").names}
    names = set(store.areas.former_ward) - {""}
    gone = {name for name in names if plain(name) not in today}
    assert gone
    for name in names:
        found = find(store, name.upper()).matches
        best = next(one for one in found if one.kind == "former_ward") if name in gone else found[0]
        assert best is found[0]
        if name in gone:
            assert best.label == name
            assert best.detail.startswith("ward until May 2023, ")
            held = zip(store.areas.code, store.areas.former_ward, strict=True)
            assert best.areas == tuple(code for code, former in held if former == name)
            assert best.ward is None
        else:
            assert best.kind == "ward"


def test_without_names_of_before_nothing_is_found_by_them(town):
    assert set(town.areas.former_ward) == {""}
    assert "former_ward" not in {entry.match.kind for entry in index(town)}
