"""The load run in small: nobody is refused, workers are small, a lost worker changes no answer."""

from __future__ import annotations

from functools import cache
from random import Random

import pytest

from benchmarks.load import VISITS, Run, flat_out, table
from benchmarks.visits import Page

LARGEST_WORKER = 250_000_000


@cache
def undisturbed(name: str) -> Run:
    """A small crowd at one of the pages."""
    return flat_out(name, readers=10, requests=150)


@pytest.mark.parametrize("name", VISITS)
def test_every_reader_of_both_pages_is_answered(name: str) -> None:
    run = undisturbed(name)
    assert run.outcome.failures == {}
    assert run.outcome.changed == 0
    assert run.outcome.requests == 150
    assert [len(memory.workers) for memory in run.memory] == [2, 2, 2]
    assert "p95" in "\n".join(table("a title", {name: run.outcome}))


def test_a_worker_stays_small() -> None:
    """That it does not grow over thousands of requests is for `make load` to show."""
    start, _, end = undisturbed("explorer").memory
    assert len(start.workers) == 2
    for (before, _), (after, _) in zip(start.workers, end.workers, strict=True):
        assert after < before * 1.5
        assert after < LARGEST_WORKER


def test_a_worker_that_is_killed_changes_no_answer() -> None:
    run = flat_out("explorer", readers=10, requests=150, kill=True)
    assert run.outcome.failures == {}
    assert run.outcome.changed == 0
    assert run.outcome.requests == 150


def test_a_visit_holds_everything_a_reader_does() -> None:
    page = Page.of(
        '<link href="files/a.1.css"><script src="/_dash/x.js"></script>'
        '<input type="checkbox" name="ward" value="E05015018">'
    )
    asks = list(VISITS["explorer"](page, Random(1)))
    kinds = {ask.kind for ask in asks}
    assert any("E05015018" in ask.body for ask in asks)
    assert kinds == {"page", "file", "indicator", "filter", "find", "download"}
    assert {"files/a.1.css", "_dash/x.js", "_dash-layout"} <= set(page.loads)
