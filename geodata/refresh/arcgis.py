"""Features of an ArcGIS server, page by page until it no longer says that there are more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from json import loads
from typing import Any
from urllib.parse import urlencode

import pandas as pd

from geodata.errors import refuse_table
from geodata.refresh import replies
from geodata.refresh.source import Fetch
from geodata.text_files import TextFileError, read_text

AT_ONCE = 100  # codes in one address, which servers take up to about 2,000 characters of
PAGED, MORE = "resultOffset", "exceededTransferLimit"
MOST_PAGES = 50  # a server that always says "more" is stopped there


def first_pages(service: str, codes: Sequence[str], **asked: str) -> dict[str, str]:
    """The addresses of the first pages of the features of some codes, and that they are JSON.

    `asked` as ArcGIS has it.
    """
    wheres = among(asked["outFields"].split(",")[0], codes)
    return {first_page(service, where, **asked): "json" for where in wheres}


def first_page(service: str, where: str, **asked: str) -> str:
    """The address of the first page of the features that fulfil a condition."""
    return _page(service, where, asked, 0)


def features(
    fetch: Fetch, service: str, codes: Sequence[str], *, label: str, **asked: str
) -> Iterator[dict[str, Any]]:
    """Every feature of some codes. FetchError where the server answers with an error."""
    for where in among(asked["outFields"].split(",")[0], codes):
        yield from everything(fetch, service, where, label=label, **asked)


def everything(
    fetch: Fetch, service: str, where: str, *, label: str, **asked: str
) -> Iterator[dict[str, Any]]:
    """Every feature that fulfils a condition, numbers as Decimal. FetchError as `features`."""
    offset = 0
    for _ in range(MOST_PAGES):
        address = _page(service, where, asked, offset)
        reply = _reply(fetch, address, label=label)
        yield from reply["features"]
        offset += len(reply["features"])
        if not any(one.get(MORE) for one in (reply, reply.get("properties") or {})):
            return
        if not reply["features"]:
            replies.refuse(address, "an empty page that says there are more", "features")
    replies.refuse(service, f"more than {MOST_PAGES} pages", "fewer, as before")


def rows(found: Iterable[Any], *, label: str, **asked: str) -> pd.DataFrame:
    """The attributes that were asked for of each feature, as text. TableError where one has not."""
    names = asked["outFields"].split(",")
    cells = []
    for row, one in enumerate(found, start=1):
        held = one.get("attributes") if isinstance(one, dict) else None
        if not isinstance(held, dict):
            refuse_table(label, row, "", "a feature without attributes", asked["outFields"])
        for name in names:
            if not isinstance(held.get(name), str | int):
                refuse_table(label, row, name, repr(held.get(name)), "a code or a name")
        cells.append([str(held[name]) for name in names])
    return pd.DataFrame(cells, columns=names, dtype=str)


def among(column: str, codes: Sequence[str]) -> Iterator[str]:
    """Conditions that a column has one of some codes, so many of them in each."""
    ordered = sorted(codes)
    for at in range(0, len(ordered), AT_ONCE):
        yield f"{column} IN ({','.join(map(quoted, ordered[at : at + AT_ONCE]))})"


def quoted(text: str) -> str:
    """A text as a condition has it."""
    doubled = text.replace("'", "''")
    return f"'{doubled}'"


def _page(service: str, where: str, asked: Mapping[str, str], offset: int) -> str:
    words = {"where": where, "orderByFields": asked["outFields"].split(",")[0], **asked}
    return f"{service}/query?{urlencode({**words, PAGED: offset})}"


def _reply(fetch: Fetch, address: str, *, label: str) -> dict[str, Any]:
    path = fetch.cache.content(fetch(address, kind="json"))
    try:
        reply = loads(read_text(path, "JSON"), parse_float=Decimal)
    except TextFileError as error:
        refuse_table(label, error.row, "", error.found, error.expected)
    except (ValueError, RecursionError):
        refuse_table(label, 0, "", "what is no JSON", "JSON with features")
    if isinstance(reply, dict) and isinstance(reply.get("error"), dict):
        words = f"the error {reply['error'].get('code')} ({reply['error'].get('message')})"
        replies.refuse(address, words, "features; the service may have another name now")
    if not isinstance(reply, dict) or not isinstance(reply.get("features"), list):
        refuse_table(label, 0, "features", "none", "a list of features")
    if not isinstance(reply.get("properties") or {}, dict):
        refuse_table(label, 0, "properties", repr(reply["properties"]), "names with their values")
    return reply
