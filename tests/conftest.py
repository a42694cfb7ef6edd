"""The bundle, the explorer and the browser, opened once for all tests.

Many tests make an application of their own. What every application would work out anew from the
bundle of the project (its files, compressed) is worked out once in a process.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import brotli
import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser

from benchmarks.run import browser as started
from callbacks.answer import Explorer
from geodata.catalogue import CATALOGUE_DIR
from geodata.store import Store
from page import files, view_files
from settings import Settings
from tests.town import CATALOGUE, CODE, build_town

# A deadline would measure the machine, and how busy it is: no property has one.
settings.register_profile(
    "unhurried", max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("brief", settings.get_profile("unhurried"), max_examples=10)
settings.load_profile("unhurried")

# Modules with long tests, and those that wait for processes and for their servers: begun first, so
# that no worker is left alone with one of them at the end.
LONG = (
    *("test_docs.py", "test_processes.py", "test_load.py", "test_benchmarks.py", "test_one_map.py"),
    *("test_accessibility.py", "test_words.py", "test_fuzz.py"),
)

# Most of what tests make is kept for the next: looking for what is garbage took a fifteenth.
gc.set_threshold(100_000, 50, 1_000)

# No spare process, and no second compiler: pages of tests do not live long enough to repay them.
SPARING = ("--renderer-process-limit=1", "--js-flags=--no-opt")

COMMITTED = Settings().bundle
open_bundle = Store.open


def pytest_xdist_auto_num_workers() -> int:
    """One worker more than there are processors: tests of servers and browsers often wait."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda one: one.path.name not in LONG)


@lru_cache(maxsize=1)
def committed() -> Store:
    return open_bundle(COMMITTED)


@pytest.fixture(autouse=True, scope="session")
def worked_out_once() -> Iterator[None]:
    def opened(path: Path, *, catalogue_dir: Path = CATALOGUE_DIR) -> Store:
        if (Path(path), catalogue_dir) == (COMMITTED, CATALOGUE_DIR):
            return committed()
        return open_bundle(path, catalogue_dir=catalogue_dir)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("app.Store.open", opened)
        patch.setattr(files.brotli, "compress", lru_cache(maxsize=1024)(brotli.compress))
        for name in ("indicator_data", "practice_data", "cluster_data"):
            patch.setattr(view_files, name, lru_cache(maxsize=512)(getattr(view_files, name)))
        yield


@pytest.fixture(scope="session")
def store() -> Store:
    return committed()


@pytest.fixture(scope="session")
def town_bundles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the bundle of a town that does not exist (tests/town.py)."""
    folder = tmp_path_factory.mktemp("town")
    build_town(folder)
    return folder


@pytest.fixture(scope="session")
def town(town_bundles: Path) -> Store:
    """That town: it has every kind of figure, level and status."""
    return Store.open(town_bundles / CODE, catalogue_dir=CATALOGUE)


@pytest.fixture(scope="session")
def explorer(store: Store) -> Explorer:
    return Explorer(store)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Pages of one reader share a process: it keeps the scripts that it has read."""
    with started("--process-per-site", *SPARING) as browser:
        yield browser
