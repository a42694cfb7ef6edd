"""Keys of classes: what they print is what cards print, and no two classes meet in it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.catalogue import Indicator, load_catalogue
from geodata.classify import MEASURES, classify, measures_for
from geodata.format import MINUS, amount
from geodata.ranges import class_ranges
from geodata.store import Store

Spans = list[tuple[float, float]]
SHARE = next(one for one in load_catalogue().indicators if one.kind.is_share)


def place(text: str) -> Decimal:
    """A printed end as a number; a bound such as "under 0.1" as one a little below."""
    word, _, rest = text.rpartition(" ")
    read = Decimal(rest.replace(",", "").replace(MINUS, "-"))
    return read + {"under": Decimal("-0.05"), "over": Decimal("0.05")}.get(word, Decimal(0))


def ends(text: str) -> list[str]:
    return text.removesuffix("%").split(" to ")


def apart(printed: list[list[str]]) -> bool:
    """Whether classes in order of their values, each with its ends, lie apart as printed."""
    inside = all(place(one[0]) <= place(one[-1]) for one in printed)
    return inside and all(place(one[-1]) < place(next[0]) for one, next in pairwise(printed))


def as_on_cards(indicator: Indicator, spans: Spans) -> list[list[str]]:
    return [list(dict.fromkeys(amount(indicator, end) for end in span)) for span in spans]


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
def test_no_two_classes_meet_and_none_needs_more_decimals_than_cards(found: list[int]) -> None:
    values = sorted(end / 1000 for end in found)
    spans = list(zip(values[::2], values[1::2], strict=False))
    printed = [ends(text) for text in class_ranges(SHARE, spans)]
    assert apart(printed)
    plain = as_on_cards(SHARE, spans)
    assert (printed == plain) == apart(plain)


def test_keys_of_every_figure_are_printed_as_its_cards_where_classes_then_lie_apart(
    store: Store,
) -> None:
    same = finer = 0
    for indicator, spans in keys(store):
        printed = [ends(text) for text in class_ranges(indicator, spans)]
        assert apart(printed), (indicator.key, printed)
        plain = as_on_cards(indicator, spans)
        assert (printed == plain) == apart(plain), (indicator.key, printed)
        same, finer = same + (printed == plain), finer + (printed != plain)
    assert same > 0
    assert finer > 0


@pytest.mark.parametrize(
    ("spans", "printed"),
    [
        ([(1.0, 2.01), (2.11, 3.0)], ["1.0 to 2.0%", "2.1 to 3.0%"]),
        ([(1.0, 2.03), (2.04, 3.0)], ["1.0 to 2.03%", "2.04 to 3.0%"]),
        ([(2.01, 2.04), (2.2, 3.0)], ["2.0%", "2.2 to 3.0%"]),
        ([(0.0, 0.04), (0.2, 3.0)], ["0.0 to under 0.1%", "0.2 to 3.0%"]),
        ([(0.0, 0.02), (0.03, 3.0)], ["0.0 to 0.02%", "0.03 to 3.0%"]),
        ([(16.46, 16.491), (16.502, 17.0)], ["16.46 to 16.49%", "16.50 to 17.0%"]),
        ([(90.0, 99.97), (100.0, 100.0)], ["90.0 to over 99.9%", "100.0%"]),
    ],
)
def test_ends_get_more_decimals_only_where_classes_meet(spans: Spans, printed: list[str]) -> None:
    assert list(class_ranges(SHARE, spans)) == printed
