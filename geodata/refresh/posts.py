"""Servers that are asked by a query in a request's body, and only with a key.

The address of such a question is the server's, with the query behind a question mark: cache,
CHANGES.md and the report know it like any other. The key is in none of them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote

from geodata.errors import ExplorerError
from geodata.refresh import replies


@dataclass(frozen=True)
class Keyed:
    """A server by its origin: the setting of the environment that holds the key, and its header."""

    origin: str
    setting: str
    header: str
    words: str  # where a key is had


STAT_XPLORE = Keyed(
    "https://stat-xplore.dwp.gov.uk",
    "STAT_XPLORE_KEY",
    "APIKey",
    "a key of Stat-Xplore (its account page, Open Data API Access)",
)
SERVERS = (STAT_XPLORE,)


def keys(environ: Mapping[str, str]) -> dict[str, str]:
    """The keys that are set, by origin. ExplorerError for one that no header can hold."""
    made = {}
    for one in SERVERS:
        key = environ.get(one.setting, "").strip()
        if not all("!" <= letter <= "~" for letter in key):
            found = "a space or a letter that no key has"
            raise ExplorerError(f"The setting {one.setting} holds {found}; expected {one.words}.")
        if key:
            made[one.origin] = key
    return made


def address_of(place: str, query: Mapping[str, Any]) -> str:
    """The address of a question: the same for the same query."""
    return f"{place}?{quote(json.dumps(query, sort_keys=True, separators=(',', ':')))}"


def server_of(address: str) -> Keyed | None:
    """The server that wants a key for this address; None where none is wanted."""
    found = (one for one in SERVERS if address.startswith(f"{one.origin}/") and "?" in address)
    return next(found, None)


def wants_key(address: str, held: Mapping[str, str]) -> bool:
    """Whether its server wants a key that is not among those held."""
    server = server_of(address)
    return server is not None and server.origin not in held


def request(
    address: str, place: str, key: str | None, headers: Mapping[str, str]
) -> tuple[str, str, dict[str, str], bytes | None]:
    """Method, URL, headers and body of a request; FetchError for a question without a key.

    `place` is where the address is to be found, on a mirror perhaps.
    """
    server = server_of(address)
    if server is None:
        return "GET", place, dict(headers), None
    if key is None:
        replies.refuse(address, f"no {server.setting}", server.words)
    told = {**headers, server.header: key, "Content-Type": "application/json"}
    query = unquote(address.partition("?")[2])
    return "POST", place.partition("?")[0], told, query.encode()


def told(address: str) -> str:
    """What a refusal adds for a server that was told a key; "" for others."""
    server = server_of(address)
    return f", to the key in {server.setting}" if server else ""
