"""Two readers at the same time never meet."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Open, settled
from tests.browser.screen import bright, filters, findings, lead, ward_box

pytestmark = pytest.mark.browser

ONE = ["Bramhall North", "Heald Green"]
OTHER = ["Edgeley", "Marple North"]


def test_two_readers_choosing_at_the_same_time_each_get_their_own(
    come_to: Open, open_page: Open
) -> None:
    first, second = come_to(), open_page(apart=True)
    for mine, theirs in zip(ONE, OTHER, strict=True):
        ward_box(first, mine).check()
        ward_box(second, theirs).check()
        settled(first)
        settled(second)
        assert mine in lead(first)
        assert theirs in lead(second)
        assert not bright(first) & bright(second)
        ward_box(first, mine).uncheck()
        ward_box(second, theirs).uncheck()
        settled(second)
        settled(first)
        assert findings(first) == findings(second)
        assert filters(first) == filters(second) == {}


def test_a_reader_arriving_sees_nothing_of_those_before(come_to: Open, open_page: Open) -> None:
    first = come_to("?ward=E05015018&q=1&ind=crime_2025&area=E01005744")
    fresh = open_page(apart=True)
    assert lead(fresh).startswith("Stockport: ")
    assert len(bright(fresh)) == 191
    assert first.context.cookies() == []
    assert fresh.evaluate("localStorage.length + sessionStorage.length") == 0
