"""The view: everything a colleague should see when you send them the link. Pure.

The query string is the state. `parse` turns any query string into a valid `View` and says what it
had to ignore; `View.query` prints a view in its shortest form, defaults left out.

| key     | holds                                             | default        |
|---------|---------------------------------------------------|----------------|
| ind     | indicator shown on the map                        | imd_2025 (the catalogue's first) |
| measure | decile, national-quintile, local-quintile, rank   | national-quintile |
| ward    | ward codes, comma separated                       | none (all)     |
| q       | quintiles 1 to 5, comma separated                 | none (all)     |
| basis   | national or local quintiles in the filter         | national       |
| by      | the ranked indicator whose quintiles filter       | imd_2025       |
| area    | picked LSOA 2021 codes, comma separated           | none           |
| x, y    | the two indicators of the scatter                 | the catalogue's |
| with    | second indicator of a map of two, or none         | none           |
| as      | the second one as a pair of shades, or beside on a map of its own | pair |
| date    | day of a series that the map shows                | none (the latest figures) |
| practice | outcome of general practices                     | diabetes, 2020-21 |
| rankby  | wards ranked by share or rank                     | share          |
| rows    | tables show first or all rows                     | first          |
| over    | overlays from the top down (see OVERLAYS), or none | names,wards   |
| faint   | overlays drawn faintly                            | none           |
| circle  | count that the circles are as large as            | people without a first dose |
| fade    | how strongly areas are shaded, 30 to 100 per cent | 92             |
| at      | map position: latitude, longitude, zoom           | whole borough  |
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import parse_qsl, urlencode

from callbacks.view_readers import (
    Position,
    Reader,
    in_order,
    many_of,
    one_of,
    one_or_none,
    read_fade,
    read_position,
    shortened,
)
from geodata.classify import MEASURES
from geodata.selection import Filter
from geodata.store import Store
from layers.areas import shaded
from layers.circles import counted

LONGEST_QUERY = 8_000
OVERLAYS = ("names", "practices", "wards", "circles", "clusters", "streets")
PRACTICE = "qof_diabetes_2020_21"
CIRCLE = "unvaccinated_16_plus"
USUAL = 92


@dataclass(frozen=True)
class View:
    """One valid state. Field names are the keys of the query string, in printing order.

    (`with` and `as` are words of Python's own: their fields end in an underscore, see `key_of`.)
    """

    ind: str
    measure: str
    ward: tuple[str, ...]
    q: tuple[str, ...]
    basis: str
    by: str
    area: tuple[str, ...]
    x: str
    y: str
    with_: str
    as_: str
    date: str
    practice: str
    circle: str
    rankby: str
    rows: str
    over: tuple[str, ...]
    faint: tuple[str, ...]
    fade: int
    at: Position | None

    @property
    def second(self) -> str:
        """The second indicator of a map of two; empty when there is none, or only itself."""
        return "" if self.with_ == self.ind else self.with_

    @property
    def companions(self) -> tuple[str, ...]:
        """The other indicators of areas on the map: the second one, and what circles count."""
        both = (self.second, self.circle if "circles" in self.over else "")
        return tuple(dict.fromkeys(one for one in both if one and one != self.ind))

    @property
    def paired(self) -> str:
        """The second indicator where both shade one map; empty otherwise."""
        return self.second if self.as_ == "pair" else ""

    @property
    def beside(self) -> str:
        """The second indicator where it has a map of its own; empty otherwise."""
        return "" if self.paired else self.second

    def filter(self) -> Filter:
        """The part of the view that selects areas."""
        return Filter(
            wards=self.ward,
            quintiles=tuple(int(number) for number in self.q),
            basis="local" if self.basis == "local" else "national",
            by=self.by,
            picked=self.area,
        )


@dataclass(frozen=True)
class Vocabulary:
    """What the present bundle lets a view say, and the view shown when nothing is said."""

    indicators: frozenset[str]
    practices: frozenset[str]
    circles: frozenset[str]
    dates: tuple[str, ...]
    ranked: frozenset[str]
    wards: frozenset[str]
    areas: frozenset[str]
    default: View

    @classmethod
    def of(cls, store: Store, *, streets: bool = False) -> Vocabulary:
        """Vocabulary of a bundle; `streets` starts the street map on."""
        every = shaded(store)
        domains = [one.key for one in every if one.domain]
        practices = [one.key for one in store.catalogue.at("practice")]
        circles = [one.key for one in counted(store)]
        first = every[0].key
        default = View(
            ind=first,
            measure="national-quintile",
            ward=(),
            q=(),
            basis="national",
            by=first,
            area=(),
            x=domains[0],
            y=domains[-1],
            with_="",
            as_="pair",
            date="",
            practice=PRACTICE if PRACTICE in practices else practices[0],
            circle=CIRCLE if CIRCLE in circles else circles[0],
            rankby="share",
            rows="first",
            over=("names", "wards", "streets") if streets else ("names", "wards"),
            faint=(),
            fade=USUAL,
            at=None,
        )
        return cls(
            indicators=frozenset(one.key for one in every),
            practices=frozenset(practices),
            circles=frozenset(circles),
            dates=store.dates,
            ranked=frozenset(one.key for one in every if one.kind.is_rank),
            wards=frozenset(code for code, _ in store.wards),
            areas=frozenset(store.areas.code),
            default=default,
        )


def parse(query: str, words: Vocabulary) -> tuple[View, tuple[str, ...]]:
    """View held by a query string, and a short phrase for each part that was ignored."""
    if len(query) > LONGEST_QUERY:
        return words.default, (f"the whole link, longer than {LONGEST_QUERY:,} characters",)
    try:
        pairs = parse_qsl(query.removeprefix("?"), keep_blank_values=True, max_num_fields=100)
    except ValueError:
        return words.default, ("the whole link, which has more than 100 parts",)
    given: dict[str, list[str]] = {}
    for key, value in pairs:
        given.setdefault(key, []).extend(part for part in value.split(",") if part)
    changes: dict[str, Any] = {}
    ignored = []
    readers = _readers(words)
    for key, values in given.items():
        if key not in readers:
            ignored.append(f"{shortened(key)} (not part of a view)")
            continue
        kept, refused = readers[key](values)
        ignored += [f"{key}={shortened(value)}" for value in refused]
        if kept is not None:
            changes[_field(key)] = kept
    return replace(words.default, **changes), tuple(ignored)


def query_of(view: View, words: Vocabulary) -> str:
    """Shortest query string that `parse` turns back into the view; "" for the default view."""
    pairs = []
    for field in fields(View):
        value = getattr(view, field.name)
        if value != getattr(words.default, field.name):
            pairs.append((key_of(field.name), print_value(value)))
    return urlencode(pairs, safe=",")


def href(view: View, words: Vocabulary, **changes: Any) -> str:
    """Link to the view with some keys replaced, for `<a href>`."""
    return "?" + query_of(replace(view, **changes), words)


def key_of(field: str) -> str:
    """The key in a query string that a field of a view is printed under."""
    return field.rstrip("_")


def _field(key: str) -> str:
    return f"{key}_" if key in ("with", "as") else key


def print_value(value: object) -> str:
    """One value as the query string and the form's controls hold it."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return ",".join(map(_print_part, value)) or "none"
    return str(value)


def _print_part(part: object) -> str:
    return f"{part:.5f}".rstrip("0").rstrip(".") if isinstance(part, float) else str(part)


def _readers(words: Vocabulary) -> dict[str, Reader]:
    return {
        "ind": one_of(words.indicators),
        "measure": one_of(MEASURES),
        "ward": many_of(words.wards),
        "q": many_of(("1", "2", "3", "4", "5")),
        "basis": one_of(("national", "local")),
        "by": one_of(words.ranked),
        "area": many_of(words.areas),
        "x": one_of(words.indicators),
        "y": one_of(words.indicators),
        "with": one_or_none(words.indicators),
        "as": one_of(("pair", "beside")),
        "date": one_or_none(words.dates),
        "practice": one_of(words.practices),
        "circle": one_of(words.circles),
        "rankby": one_of(("share", "rank")),
        "rows": one_of(("first", "all")),
        "over": in_order(OVERLAYS),
        "faint": many_of(OVERLAYS),
        "fade": read_fade,
        "at": read_position,
    }
