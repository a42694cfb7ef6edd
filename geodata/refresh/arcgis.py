"""Features of an ArcGIS server, page by page until it no longer says that there are more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from json import loads
from typing import Any
from urllib.parse import urlencode

from geodata.errors import refuse_table
from geodata.refresh import replies
from geodata.refresh.source import Fetch
from geodata.text_files import TextFileError, read_text

AT_ONCE = 100  # codes in one address, which servers take up to about 2,000 characters of
MOST_PAGES = 50  # for so many codes; a server that always says "more" is stopped there


def first_pages(service: str, codes: Sequence[str], **asked: str) -> dict[str, str]:
    """The addresses of the first pages of the features of some codes, and that they are JSON.

    `asked` as ArcGIS has it.
    """
    return {_page(service, part, asked, 0): "json" for part in _batches(codes)}


def features(
    fetch: Fetch, service: str, codes: Sequence[str], *, label: str, **asked: str
) -> Iterator[dict[str, Any]]:
    """Every feature, numbers as Decimal. FetchError where the server answers with an error."""
    for part in _batches(codes):
        offset = 0
        for _ in range(MOST_PAGES):
            address = _page(service, part, asked, offset)
            reply = _reply(fetch, address, label=label)
            yield from reply["features"]
            offset += len(reply["features"])
            more = reply.get("exceededTransferLimit") or (reply.get("properties") or {}).get(
                "exceededTransferLimit"
            )
            if not more:
                break
            if not reply["features"]:
                replies.refuse(address, "an empty page that says there are more", "features")
        else:
            replies.refuse(service, f"more than {MOST_PAGES} pages", f"{len(part)} features")


def _batches(codes: Sequence[str]) -> Iterator[tuple[str, ...]]:
    ordered = sorted(codes)
    return (tuple(ordered[at : at + AT_ONCE]) for at in range(0, len(ordered), AT_ONCE))


def _page(service: str, codes: Sequence[str], asked: dict[str, str], offset: int) -> str:
    field = asked["outFields"].split(",")[0]
    listed = ",".join(f"'{code}'" for code in codes)
    words = {"where": f"{field} IN ({listed})", "orderByFields": field, **asked}
    return f"{service}/query?{urlencode({**words, 'resultOffset': offset})}"


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
    return reply
