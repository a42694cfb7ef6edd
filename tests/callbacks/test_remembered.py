"""What a worker remembers stays small, whatever is asked of it."""

from __future__ import annotations

import pytest

import callbacks.answer as answers
from callbacks.answer import Explorer
from serving.compression import SUITES, SuiteCache
from tests.served import client_of


def test_a_view_is_remembered_unless_it_is_one_readers_own_or_long(explorer: Explorer) -> None:
    def again(query: str) -> bool:
        first = explorer.fragments(explorer.answer(query))
        return explorer.fragments(explorer.answer(query)) is first

    assert again("ward=E05015018")
    assert not again("area=E01005744")
    assert not again("rows=all")


def test_a_document_that_is_not_remembered_works_its_view_out_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    client, asked = client_of(), []
    real = answers.select
    monkeypatch.setattr(answers, "select", lambda *given: asked.append(given) or real(*given))
    for query, times in (("area=E01005744", 1), ("rows=all", 1), ("q=3", 2), ("q=3", 0)):
        asked.clear()
        assert client.get(f"/map?{query}").status_code == 200
        assert len(asked) == times, query


def test_remembered_views_are_as_small_as_they_are_said_to_be(explorer: Explorer) -> None:
    for query in ("", "ind=uptake_first_16_plus", "over=practices,circles,clusters", "q=1,2,3,4,5"):
        parts = explorer.fragments(explorer.answer(query))
        assert sum(len(str(one).encode()) for one in parts.values()) < 180_000, query


def test_scripts_are_kept_compressed_only_so_many_times() -> None:
    cache = SuiteCache()
    for version in range(1_000):
        cache.set(f"br;{SUITES}plotly.v{version}.js", b"script")
    cache.set("br;/find", b"an answer")
    assert cache.get("br;/find") is None
    kept = [version for version in range(1_000) if cache.get(f"br;{SUITES}plotly.v{version}.js")]
    assert kept == list(range(SuiteCache.MOST))
