from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata import format as words
from geodata.catalogue import Indicator, load_catalogue

INDICATORS = load_catalogue().indicators
numbers = st.floats(min_value=-1e9, max_value=1e9, allow_nan=False)


@given(st.integers(-(10**7), 10**7), st.integers(0, 3))
def test_a_half_is_rounded_away_from_nought(tenths: int, decimals: int) -> None:
    halves = (2 * tenths + 1) / (2 * 10**decimals)
    step = Decimal(1).scaleb(-decimals)
    exact = Decimal(repr(halves)).quantize(step, rounding=ROUND_HALF_UP)
    assert words.rounded(halves, decimals) == exact
    assert abs(words.rounded(halves, decimals)) >= abs(Decimal(repr(halves)))


@given(numbers, st.integers(0, 3))
def test_a_number_reads_back_as_the_rounded_number(value: float, decimals: int) -> None:
    text = words.number(value, decimals)
    read = Decimal(text.replace(",", "").replace(words.MINUS, "-"))
    assert read == words.rounded(value, decimals)
    assert not text.startswith(f"{words.MINUS}0") or read != 0


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_what_is_no_number_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="Expected a number"):
        words.number(value)


@given(st.floats(min_value=1e-9, max_value=1 - 1e-9))
def test_a_share_never_rounds_to_nothing_or_to_all(fraction: float) -> None:
    assert words.percent(fraction) not in ("0.0%", "100.0%")


def test_nothing_and_all_are_said_plainly() -> None:
    assert words.percent(0) == "0.0%"
    assert words.percent(1) == "100.0%"
    assert words.percent(float("nan")) == "no share"


@given(numbers, numbers)
def test_a_difference_is_that_of_the_printed_values_or_says_that_it_is_not(
    one: float, other: float
) -> None:
    found = words.difference(one, other)
    printed = abs(words.rounded(one, 1) - words.rounded(other, 1))
    said = Decimal(found.words.replace(",", ""))
    bound = any(words.share_amount(each)[:1] in "uo" for each in (one, other))
    assert found.agrees == (said == printed and not bound)
    assert str(found).endswith("before rounding") == (not found.agrees)


@given(st.sampled_from(INDICATORS), numbers, numbers)
def test_a_difference_and_a_ratio_of_a_figure_follow_from_what_is_printed_or_say_so(
    one: Indicator, least: float, most: float
) -> None:
    if one.kind.categorical:
        return
    first, second = (_number(words.amount(one, each)) for each in (least, most))
    step, ratio = words.difference_of(one, least, most), words.ratio_of(one, least, most)
    if first is None or second is None:
        assert not step.agrees
        assert ratio is None or not ratio.agrees
        return
    assert step.agrees == (_number(step.words) == first - second)
    if ratio is not None and ratio.agrees:
        assert _number(ratio.words) == words.rounded(float(first / second), 2)
    if min(least, most) <= 0:
        assert ratio is None


def _number(text: str) -> Decimal | None:
    """A printed number; None for a bound such as "under 0.1"."""
    plain = text.replace(",", "").replace(words.MINUS, "-").removeprefix("+")
    return None if plain[:1] in "uo" else Decimal(plain)


def test_a_difference_of_one_is_of_one_person() -> None:
    count = next(one for one in INDICATORS if one.unit == "people" and one.kind.signed)
    said = [words.difference_of(count, value, 0).in_unit("people") for value in (1, -1, 2, 11)]
    assert said == ["+1 person", f"{words.MINUS}1 person", "+2 people", "+11 people"]
