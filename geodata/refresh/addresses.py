"""What an address says of its file: its name, who can fetch it, and how it is given by hand."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from geodata.errors import without_query


def by_hand(address: str) -> bool:
    """Whether it is a page from which a person takes a file: its address is another each time."""
    return "#" in address


def origin(address: str) -> str:
    """The scheme and the host of an address."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def name_of(address: str) -> str:
    """The name of the file at an address, or of the one that is taken from a page by hand."""
    return unquote(without_query(address).rpartition("/")[2].rpartition("#")[2])


def or_given(address: str) -> str:
    """How a file at hand takes the place of the one at an address; "" where that is no file."""
    name = name_of(address)
    return f", or that file by --given {name}=FILE" if "." in name else ""
