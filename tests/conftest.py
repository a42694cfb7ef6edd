"""The bundle, the explorer and the browser, opened once for all tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from benchmarks.run import browser as started
from callbacks.answer import Explorer
from geodata.store import Store
from settings import Settings
from tests.town import build_town


@pytest.fixture(scope="session")
def store() -> Store:
    return Store.open(Settings().bundle)


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A town that does not exist, with every kind of figure, level and status (tests/town.py)."""
    return build_town(tmp_path_factory.mktemp("town"))


@pytest.fixture(scope="session")
def explorer(store: Store) -> Explorer:
    return Explorer(store)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with started() as browser:
        yield browser
