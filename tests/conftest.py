"""The bundle and the explorer, opened once for all tests."""

from __future__ import annotations

import pytest

from callbacks.answer import Explorer
from geodata.store import Store
from settings import Settings


@pytest.fixture(scope="session")
def store() -> Store:
    return Store.open(Settings().bundle)


@pytest.fixture(scope="session")
def explorer(store: Store) -> Explorer:
    return Explorer(store)
