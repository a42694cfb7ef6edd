"""Views to draw, a bundle to spoil, and the published tables read anew for comparison."""

from __future__ import annotations

import copy
import csv
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode

import numpy as np
import pytest

from charts.model import Context
from charts.registry import CHARTS
from geodata.selection import Filter, select
from geodata.store import Store

FIGURES = Path(__file__).parents[2] / "geodata" / "figures" / "E08000007"
TABLES_ALONE = ("areas", "small_areas", "nearby_practices", "nearby_venues", "change", "venues")
OF_SEVERAL = ("authorities",)  # what only a bundle of several authorities has
HERE = [key for key in CHARTS if key not in OF_SEVERAL]
DRAWN = [key for key in HERE if key not in TABLES_ALONE]  # the charts with a picture
View = Callable[..., Context]


def link(present: dict[str, Any], **changes: object) -> str:
    """A query string that says every key, so that a test can read the next state whole."""
    state = present | changes
    pairs = {key: ",".join(v) if isinstance(v, tuple) else v for key, v in state.items()}
    return "?" + urlencode({key: value for key, value in pairs.items() if value}, safe=",")


def state_of(href: str) -> dict[str, str]:
    return {key: values[0] for key, values in parse_qs(href.removeprefix("?")).items()}


def view_of(store: Store, filter: Filter | None = None, **asked: Any) -> Context:
    """A view, with every table open unless said otherwise: panels then hold all they can."""
    filter = filter or Filter()
    filter = replace(filter, by=filter.by or "imd_2025")
    asked = {
        "indicator": "imd_2025",
        "measure": "national-quintile",
        "x": "income_2025",
        "y": "environment_2025",
        "rank_by": "share",
        "rows": "first",
        "tables": tuple(CHARTS),
    } | asked
    present = {
        "ind": asked["indicator"],
        "ward": filter.wards,
        "q": tuple(str(number) for number in filter.quintiles),
        "area": filter.picked,
    }
    indicator = store.catalogue.indicator(asked.pop("indicator"))
    return Context(
        store=store,
        selection=select(store, filter),
        indicator=indicator,
        href=partial(link, present),
        **asked,
    )


@pytest.fixture
def view(store: Store) -> View:
    return partial(view_of, store)


@pytest.fixture(scope="session")
def wards(store: Store) -> dict[str, str]:
    return {name: code for code, name in store.wards}


def rows_of(name: str) -> list[dict[str, str]]:
    with (FIGURES / name).open(newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="session")
def published() -> dict[str, dict[str, Any]]:
    """Rank, people, ward and names of each LSOA 2021, straight from the published tables."""
    ranks = {row["lsoa21_code"]: row for row in rows_of("imd_2025_lsoa21.csv")}
    people = {row["lsoa21_code"]: row for row in rows_of("population_mid2022_lsoa21.csv")}
    return {
        row["lsoa21_code"]: {
            **ranks[row["lsoa21_code"]],
            "people": int(people[row["lsoa21_code"]]["population"]),
            "ward": row["ward23_name"],
            "place": row["msoa_hcl_name"],
            "lsoa11_code": row["lsoa11_code"],
        }
        for row in rows_of("lsoa21_lookup.csv")
    }


@pytest.fixture
def spoiled(store: Store) -> Store:
    """A store whose first area has a hostile name, and whose first income value is suppressed."""
    fake = copy.copy(store)
    name = '=cmd|"/C calc"!A1<script>alert(1)</script>'
    level = store.level("lsoa", 2021)
    fake.areas = replace(
        store.areas,
        name=(name, *store.areas.name[1:]),
        msoa_name=("<b>&", *store.areas.msoa_name[1:]),
        ward_name=("@ward", *store.areas.ward_name[1:]),
    )
    named = replace(level, names=(name, *level.names[1:]))
    fake._levels = {**store._levels, ("lsoa", 2021): named}
    fake._values = {**store._values, "income_2025": without_first(store, "income_2025")}
    return fake


def without_first(store: Store, key: str) -> Any:
    values = store.values(key)
    keep = np.arange(len(values.rank)) > 0
    return replace(
        values,
        value=np.where(keep, values.value, np.nan),
        rank=np.where(keep, values.rank, 0),
        status=np.where(keep, values.status, "suppressed"),
    )
