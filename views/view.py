"""The view: everything a colleague should see when you send them the link. Pure.

The query string is the state. `parse` turns any query string into a valid `View` and says what it
had to ignore; `query_of` prints a view in its shortest form, defaults left out. Which keys there
are, and everything that is known about each, stands in `views/keys.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType
from typing import Any, TypeVar, cast
from urllib.parse import parse_qsl, urlencode

from geodata.selection import Filter
from views.key import Key, keys_in, keys_of
from views.keys import Keys
from views.readers import Reader, Refused, shortened
from views.tracking import is_tracking
from views.vocabulary import NAMES, VENUES, Vocabulary

LONGEST_QUERY = 8_000  # servers and proxies commonly refuse an address of more than 8 kB
ROOM = 500  # of it are left by links that choose, for the path and what is added to such a view
MOST_PARTS = 100
V = TypeVar("V")


def address_of(path: str, query: str) -> str:
    """A path with a query string behind it, where there is one."""
    return f"{path}?{query}" if query else path


@dataclass(frozen=True)
class View(Keys):
    """One valid state, and what follows from it."""

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
        return self.second if self.as_ == "beside" else ""

    @property
    def scattered(self) -> str:
        """The second indicator where a chart sets it against the first; empty otherwise."""
        return self.second if self.as_ == "scatter" else ""

    @property
    def is_own(self) -> bool:
        """Whether it is a reader's own, or long, and so not remembered for others.

        Picked and drawn areas, and whole tables.
        """
        return bool(self.area or self.near or self.shape) or self.rows == "all"

    @property
    def pages(self) -> Mapping[str, int]:
        """The page of each table that is not at its first, where every row is shown."""
        parts = (one.rpartition("-") for one in self.page) if self.rows == "all" else ()
        return {table: int(number) for table, _, number in parts}

    @property
    def layers(self) -> tuple[str, ...]:
        """What lies over the areas, from the top down: of venues, only names lie above."""
        if not self.venues:
            return self.over
        return tuple(sorted((VENUES, *self.over), key=lambda one: (one != NAMES, one != VENUES)))

    def filter(self) -> Filter:
        """The part of the view that selects areas."""
        return Filter(
            authorities=self.lad,
            wards=self.ward,
            quintiles=tuple(int(number) for number in self.q),
            basis="local" if self.basis == "local" else "national",
            by=self.by,
            picked=self.area,
            near=self.near,
            shape=self.shape,
        )


@dataclass(frozen=True)
class _Grammar:
    default: Any
    readers: Mapping[str, Reader]
    fields: Mapping[str, Key]
    lists: frozenset[str]


def _grammar(words: Vocabulary, kind: type[Any]) -> _Grammar:
    """What views of a kind are in a vocabulary, worked out once for both."""
    return _worked_out(words, cast(Hashable, kind))


@lru_cache(maxsize=16)
def _worked_out(words: Vocabulary, kind: Any) -> _Grammar:
    keys = keys_of(kind)
    default = kind(**{one.field: one.default(words) for one in keys.values()})
    return _Grammar(
        default=default,
        readers={name: one.reads(words) for name, one in keys_in(kind, words).items()},
        fields={one.field: one for one in keys.values()},
        lists=frozenset(one.field for one in keys.values() if one.many == "sorted"),
    )


def default_view(words: Vocabulary) -> View:
    """The view shown when nothing is said."""
    return parse("", words)[0]


def parse(query: str, words: Vocabulary) -> tuple[View, tuple[str, ...]]:
    """View held by a query string, and a short phrase for each part that was ignored.

    Never raises: a part that means nothing keeps its default.
    """
    return parse_as(View, query, words)


def parse_as(kind: type[V], query: str, words: Vocabulary) -> tuple[V, tuple[str, ...]]:
    """The same for any table of keys."""
    grammar = _grammar(words, kind)
    if len(query) > LONGEST_QUERY:
        return grammar.default, (f"the whole link, longer than {LONGEST_QUERY:,} characters",)
    try:
        pairs = parse_qsl(
            query.removeprefix("?"), keep_blank_values=True, max_num_fields=MOST_PARTS
        )
    except ValueError:
        return grammar.default, (f"the whole link, which has more than {MOST_PARTS} parts",)
    given: dict[str, list[str]] = {}
    for name, value in pairs:
        given.setdefault(name, []).extend(part for part in value.split(",") if part)
    changes: dict[str, Any] = {}
    ignored = []
    for name, values in given.items():
        if name not in grammar.readers and is_tracking(name):
            continue
        if name not in grammar.readers:
            ignored.append(f"{shortened(name)} (not part of a view)")
            continue
        kept, refused = grammar.readers[name](values)
        ignored += [_said(name, value) for value in refused]
        if kept is not None:
            changes[keys_of(kind)[name].field] = kept
    return cast(V, replace(grammar.default, **changes)), tuple(ignored)


def _said(name: str, value: str) -> str:
    """A refused value as it is said again, itself refused where there is a reason."""
    said = f"{name}={shortened(value)}"
    return Refused(f"{said} ({value.why})", value.why) if isinstance(value, Refused) else said


def query_of(view: Any, words: Vocabulary) -> str:
    """Shortest query string that `parse` turns back into the view; "" for the default view."""
    return _joined(_printed(view, words))


def href(view: Any, words: Vocabulary, **changes: Any) -> str:
    """Link to the view with some fields replaced, for `<a href>`.

    It is "" where it would choose so many that its address is longer than one may be. Where it
    leads to other rows of tables, these begin at their first page.
    """
    return links_of(view, words)(**changes)


def links_of(view: Any, words: Vocabulary) -> Callable[..., str]:
    """`href` of a view: what it prints of itself is worked out once for all its links."""
    grammar, printed = _grammar(words, type(view)), _printed(view, words)
    own = len(_joined(printed))

    def link(**changes: Any) -> str:
        changes = {**_turned_back(grammar, view, changes), **changes}
        chosen = [value for field, value in changes.items() if field in grammar.lists]
        if any(len("".join(one)) > LONGEST_QUERY for one in chosen):
            return ""  # without printing it
        changed = {field: _pair(grammar, field, value) for field, value in changes.items()}
        query = _joined({**printed, **changed})
        longer = any(chosen) and len(query) > own
        return "" if longer and not leaves_room(query) else f"?{query}"

    return link


def _turned_back(grammar: _Grammar, view: Any, changes: Mapping[str, Any]) -> dict[str, Any]:
    """The first pages of tables that are turned in a view, where some changes give other rows."""
    turned = [one for one in grammar.fields.values() if one.turns and getattr(view, one.field)]
    if not turned:
        return {}
    changed = {
        grammar.fields[field].name
        for field, value in changes.items()
        if value != getattr(view, field)
    }
    back = [one.field for one in turned if changed & set(one.reset_by)]
    return {field: getattr(grammar.default, field) for field in back}


def leaves_room(query: str) -> bool:
    """Whether a link that chooses may have this query string."""
    return len(query) <= LONGEST_QUERY - ROOM


def _joined(pairs: Mapping[str, str]) -> str:
    return "&".join(filter(None, pairs.values()))


def _printed(view: Any, words: Vocabulary) -> Mapping[str, str]:
    """What a query string says of each field of a view, in the order of the table of keys."""
    grammar = _grammar(words, type(view))
    return MappingProxyType(
        {field: _pair(grammar, field, getattr(view, field)) for field in grammar.fields}
    )


def _pair(grammar: _Grammar, field: str, value: object) -> str:
    """A field as a pair of a query string; "" where it has its default."""
    if value == getattr(grammar.default, field):
        return ""
    return urlencode({grammar.fields[field].name: print_value(value) or "none"}, safe=",")


def print_value(value: object) -> str:
    """One value as a control of a form holds it: several joined by commas, "" for none."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return ",".join([one if isinstance(one, str) else _print_part(one) for one in value])
    return str(value)


def _print_part(part: object) -> str:
    return f"{part:.5f}".rstrip("0").rstrip(".") if isinstance(part, float) else str(part)
