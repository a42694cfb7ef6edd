"""The invented town with a file of local figures, added once by the command line."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Response

from app import create_app
from geodata.__main__ import main
from geodata.own.cells import Cells, cells_of
from geodata.own.layout import read_delivery
from geodata.own.places import placed
from geodata.store import Store
from settings import Settings
from tests import town as place
from tests.geodata.conftest import worked_out_once as builds_once  # noqa: F401
from tests.town import build_town

HEADING = """\
title,Flu vaccination
counts,people vaccinated against flu
out of,people offered a vaccine
publisher,Inventon <b>&Partners
published,2026-02
"""
SECRET = "a secret of thirty-two characters"
NAMED = {"X-Explorer-Proxy": SECRET, "X-Forwarded-User": "a.reader"}
TABLE = "area,dose,age,sex,date,count,out_of\n"


@dataclass(frozen=True)
class Town:
    """Where the town is, and how to add a file to it."""

    base: Path

    @property
    def own(self) -> Path:
        return self.base / "figures" / place.CODE / "own"

    def add(self, path: Path, *options: str) -> int:
        """The exit code of the command."""
        where = ["--out", str(self.base / "out"), "--figures", str(self.base / "figures")]
        named = ["--area", place.CODE, "--catalogue", str(place.CATALOGUE)]
        return main(["add", str(path), *where, *named, *options])

    def open(self) -> Store:
        return Store.open(self.base / "out" / place.CODE, catalogue_dir=place.CATALOGUE)

    def cells(self, path: Path) -> Cells:
        """The true counts of a file."""
        delivery = read_delivery(path)
        return cells_of(delivery.file, placed(delivery, self.open()))


def rows(seed: int) -> str:
    """True counts of the town's twelve areas, by age, sex and date, many of them small."""
    rng, lines = random.Random(seed), []
    for area in range(1, 13):
        for age in ("under 65", "65 and over"):
            for sex in ("female", "male"):
                out_of = rng.choice([9, 23, 61, 118])
                count = rng.randint(0, out_of // 2)
                for date in ("2025-12-31", "2026-01-31"):
                    lines.append(f"E019990{area:02d},flu,{age},{sex},{date},{count},{out_of}\n")
                    count += rng.randint(0, min(9, out_of - count))
    return TABLE + "".join(lines)


@pytest.fixture(scope="session")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """The town's figures and bundle, without local figures."""
    base = tmp_path_factory.mktemp("bare")
    shutil.copytree(place.FIGURES, base / "figures")
    build_town(base / "out", figures=base / "figures")
    return Town(base)


@pytest.fixture(scope="session")
def flu(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("given") / "flu.csv"
    path.write_text(f"{HEADING}\n{rows(3)}")
    return path


@pytest.fixture(scope="session")
def added(bare: Town, flu: Path, tmp_path_factory: pytest.TempPathFactory) -> Town:
    """The town with the file in its bundle."""
    town = copy_of(bare, tmp_path_factory.mktemp("added"))
    assert town.add(flu) == 0
    return town


@pytest.fixture(scope="session")
def truth(added: Town, flu: Path) -> Cells:
    """The true counts of the file."""
    return added.cells(flu)


@pytest.fixture(scope="session")
def read(added: Town) -> Callable[[str], Response]:
    """Asks the town's application for a page, as a reader whom the proxy names."""
    settings = Settings(
        authority=place.CODE,
        bundles=added.base / "out",
        audience="restricted",
        proxy_secret=SECRET,
    )
    client = create_app(settings, catalogue=place.CATALOGUE).server.test_client()

    def ask(path: str) -> Response:
        reply = client.get(path, headers=NAMED)
        assert reply.status_code == 200, path
        return reply

    return ask


def copy_of(town: Town, folder: Path) -> Town:
    """The same town in a folder of its own."""
    return Town(Path(shutil.copytree(town.base, folder, dirs_exist_ok=True)))
