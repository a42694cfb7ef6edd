"""What a reader does, request by request, on the explorer and on the usual page.

Both do the same job: open the page with everything it loads, change the indicator, filter by
quintile. The explorer's readers also choose a ward, look places up and download tables.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any
from urllib.parse import urlencode

CALLBACK = "_dash-update-component"
ENSEMBLE = ("_dash-layout", "_dash-dependencies")
INDICATORS = ("imd_2025", "income_2025", "crime_2025", "education_2025", "health_2025")
TYPED = ("E", "Ea", "east", "SK1", "no", "nor", "north", "E0100")
TABLES = ("deciles", "wards", "areas", "scatter")
QUINTILES = ("1", "2", "3", "4", "5", "1,2", "4,5")


@dataclass(frozen=True)
class Ask:
    """One request, and what it is for. A body is sent as JSON."""

    kind: str
    path: str
    body: str = ""


@dataclass(frozen=True)
class Page:
    """A page as a browser knows it once loaded: the addresses it asks for, the wards it offers."""

    loads: tuple[str, ...]
    wards: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> Page:
        """Every script, style and preloaded file that a page names."""
        found = re.findall(r'(?:src|href)="/?([^"?#]+\.(?:js|css|json))"', text)
        found += re.findall(r'"(files/[\w.-]+\.json)"', text.replace("\\u002f", "/"))
        wards = re.findall(r'name="ward" value="(\w+)"', text)
        return cls(tuple(dict.fromkeys((*found, *ENSEMBLE))), tuple(wards))


def explorer(page: Page, chance: Random) -> Iterator[Ask]:
    """A visit to the explorer: about thirty requests. Each reader looks at a ward of their own, so
    that few ask for a view that was asked for before.
    """
    view = {"ind": chance.choice(INDICATORS)}
    yield Ask("page", "map?" + urlencode(view))
    for address in page.loads:
        yield Ask("file", address)
    view["ward"] = chance.choice(page.wards)
    for _ in range(4):
        view["ind"] = chance.choice(INDICATORS)
        yield Ask("indicator", CALLBACK, _view(view))
        view["q"] = chance.choice(QUINTILES)
        yield Ask("filter", CALLBACK, _view(view))
    for _ in range(3):
        yield Ask("find", "find?" + urlencode({"q": chance.choice(TYPED)}))
    yield Ask("download", f"download/{chance.choice(TABLES)}.csv?" + urlencode(view))


def usual(page: Page, chance: Random) -> Iterator[Ask]:
    """A visit to the usual page; a filter is two callbacks there, for the map and the charts."""
    yield Ask("page", "")
    for address in page.loads:
        yield Ask("file", address)
    indicator, quintiles = chance.choice(INDICATORS), [1]
    for _ in range(4):
        indicator = chance.choice(INDICATORS)
        yield Ask("indicator", CALLBACK, _map(indicator, quintiles))
        quintiles = [int(one) for one in chance.choice(QUINTILES).split(",")]
        yield Ask("filter", CALLBACK, _map(indicator, quintiles))
        yield Ask("filter", CALLBACK, _charts(quintiles))


def _view(view: dict[str, str]) -> str:
    given = {"id": "view", "property": "value", "value": urlencode(view, safe=",")}
    return _question("reply.value", {"id": "reply", "property": "value"}, [given])


def _map(indicator: str, quintiles: list[int]) -> str:
    values = [("indicator", indicator), ("quintile", quintiles)]
    given = [{"id": key, "property": "value", "value": value} for key, value in values]
    return _question("areas.data", {"id": "areas", "property": "data"}, given)


def _charts(quintiles: list[int]) -> str:
    names = ("deciles", "wards", "scatter")
    output = ".." + "...".join(f"{name}.figure" for name in names) + ".."
    given = [{"id": "quintile", "property": "value", "value": quintiles}]
    return _question(output, [{"id": name, "property": "figure"} for name in names], given)


def _question(output: str, outputs: Any, inputs: list[dict[str, Any]]) -> str:
    changed = [f"{inputs[-1]['id']}.value"]
    question = {"output": output, "outputs": outputs, "inputs": inputs, "changedPropIds": changed}
    return json.dumps(question)
