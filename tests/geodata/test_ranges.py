"""Keys of classes: one precision in each, and no two classes meet in print."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.catalogue import Indicator, load_catalogue
from geodata.classify import MEASURES, classify, measures_for
from geodata.format import MINUS, decimals_of, share_amount
from geodata.ranges import class_ranges
from geodata.store import Store

Spans = list[tuple[float, float]]
SHARE = next(one for one in load_catalogue().indicators if one.kind.is_share)


def place(text: str, finest: int) -> Decimal:
    """A printed end as a number; "under 0.1" as a little below it, but over what prints below."""
    word, _, rest = text.rpartition(" ")
    read = Decimal(rest.replace(",", "").replace(MINUS, "-"))
    half = Decimal(5).scaleb(-finest - 1)
    return read + {"under": -half, "over": half}.get(word, Decimal(0))


def ends(text: str) -> list[str]:
    return text.removesuffix("%").split(" to ")


def decimals(printed: Sequence[str]) -> set[int]:
    """How many decimals the ends of a key have: one number, if it has one precision."""
    return {len(end.partition(".")[2]) for text in printed for end in ends(text)}


def apart(printed: Sequence[str]) -> bool:
    """Whether classes in order of their values lie apart as printed, none inside out."""
    (finest,) = decimals(printed)
    read = [[place(end, finest) for end in ends(text)] for text in printed]
    inside = all(one[0] <= one[-1] for one in read)
    return inside and all(one[-1] < after[0] for one, after in pairwise(read))


def rounded_alone(spans: Spans, digits: int) -> list[str]:
    """A key of a percentage with so many decimals and nothing else done."""
    return [
        " to ".join(dict.fromkeys(share_amount(end, digits - 1) for end in one)) for one in spans
    ]


def keys(store: Store) -> Iterator[tuple[Indicator, Spans]]:
    """The values of every figure's classes, by every measure, in order."""
    for indicator in store.catalogue.indicators:
        values = store.values(indicator.key)
        for measure in (one for one in MEASURES if one in measures_for(indicator)):
            number = classify(values, measure, place="here").number
            inside = [values.value[number == at] for at in range(1, int(number.max()) + 1)]
            yield (
                indicator,
                sorted((float(one.min()), float(one.max())) for one in inside if one.size),
            )


@given(st.lists(st.integers(0, 10**5), min_size=2, max_size=12, unique=True))
def test_no_two_classes_meet_and_a_key_has_the_least_precision_for_that(found: list[int]) -> None:
    values = sorted(end / 1000 for end in found)
    spans = list(zip(values[::2], values[1::2], strict=False))
    printed = class_ranges(SHARE, spans)
    assert apart(printed)
    assert (decimals(printed) == {1}) == apart(rounded_alone(spans, 1))
    if apart(rounded_alone(spans, 2)):
        assert not any(" to under " in text for text in printed[1:])
        assert decimals(printed) <= {1, 2}


def test_keys_of_every_figure_have_one_precision_which_is_that_of_cards_or_one_more(
    store: Store,
) -> None:
    seen = set()
    for indicator, spans in keys(store):
        printed = class_ranges(indicator, spans)
        assert apart(printed), (indicator.key, printed)
        (digits,) = decimals(printed)
        cards = max(decimals_of(indicator, end) for span in spans for end in span)
        numbers = [share_amount(end, 1) for span in spans for end in span]
        one_number = any(numbers.count(each) > 2 for each in numbers)
        assert digits - cards in ((0, 1, 2) if one_number else (0, 1)), (indicator.key, printed)
        seen.add(digits - cards)
    assert {0, 1} <= seen


@pytest.mark.parametrize(
    ("spans", "printed"),
    [
        ([(1.0, 2.01), (2.11, 3.0)], ["1.0 to 2.0%", "2.1 to 3.0%"]),
        ([(1.0, 2.03), (2.04, 3.0)], ["1.00 to 2.03%", "2.04 to 3.00%"]),
        ([(2.6, 4.0003), (4.0021, 5.05)], ["2.60 to under 4.00%", "4.00 to 5.05%"]),
        ([(2.01, 2.04), (2.2, 3.0)], ["2.0%", "2.2 to 3.0%"]),
        ([(0.0, 0.04), (0.2, 3.0)], ["0.0 to under 0.1%", "0.2 to 3.0%"]),
        ([(0.0, 0.02), (0.03, 3.0)], ["0.00 to 0.02%", "0.03 to 3.00%"]),
        ([(0.0, 0.001), (0.002, 3.0)], ["0.000 to 0.001%", "0.002 to 3.000%"]),
        ([(0.851, 0.854), (0.8542, 0.95)], ["0.851 to under 0.854%", "0.854 to 0.950%"]),
        ([(90.0, 99.97), (100.0, 100.0)], ["90.0 to over 99.9%", "100.0%"]),
        ([(2.0, 2.0), (2.0 + 1e-12, 3.0)], ["2.0%", "2.0 to 3.0%"]),
        ([None, (1.0, 2.0)], ["none", "1.0 to 2.0%"]),
        ([None], ["none"]),
    ],
)
def test_a_key_is_as_fine_as_its_classes_need_and_no_finer(
    spans: Spans, printed: list[str]
) -> None:
    assert list(class_ranges(SHARE, spans)) == printed
