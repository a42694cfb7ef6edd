"""Which sources a refresh asks, and why a table that is not there does not come."""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches

from geodata.catalogue import Table
from geodata.errors import ExplorerError
from geodata.refresh import posts
from geodata.refresh.addresses import by_hand, name_of
from geodata.refresh.fetch import Fetcher
from geodata.refresh.source import Area, Source
from geodata.refresh.sources import SOURCES

BY_HAND = "put together by hand; it has no adapter"


def sources_of(
    area: Area,
    fetcher: Fetcher,
    *,
    only: Collection[str] = (),
    skip: Collection[str] = (),
    done: Collection[str] | None = None,
) -> tuple[Source, ...]:
    """The adapters whose tables the authority has, or those asked for, which may be its first.

    Of a new authority, of which the sources in `done` were asked already, all that can begin a
    table with what is there by now. One that needs a file by hand, or a key, is left out as long as
    nobody has given it, unless it is asked for. ExplorerError where none is left, or a file was
    given that none needs.
    """
    authority = area.authority
    _check_given([one for one in SOURCES if not only or one.key in only], area, fetcher)
    fitting = [one for one in SOURCES if one.fits(authority) and one.key not in skip]
    if done is not None:
        fitting = [one for one in fitting if area.has(one.needs) and one.key not in done]
    if only:
        chosen = [one for one in fitting if one.key in only]
    else:
        held = [
            one for one in fitting if done is not None or (area.has(one.tables) and not one.once)
        ]
        chosen = [one for one in held if one.named_by(authority) and _at_hand(one, area, fetcher)]
    if not chosen and done is None:
        raise ExplorerError(f"No table of {authority.name} that was asked for has an adapter.")
    for one in chosen:
        if one.once and area.has(one.tables):
            found = ", ".join(authority.table(key).file for key in one.tables)
            raise ExplorerError(f"{one.key}: found {found}, expected none: it stays as it is.")
        needed = [authority.table(key).file for key in one.needs if not area.has([key])]
        if needed:
            expected = "that file, put together by hand: this source fills only what it lists"
            raise ExplorerError(f"{one.key}: found no {needed[0]}, expected {expected}.")
        if not one.named_by(authority):
            named = ", ".join(f'[tables.{key}] source = "{one.said}"' for key in one.tables)
            raise ExplorerError(f"{one.key}: expected {named} in authority.toml.")
    return tuple(chosen)


def why_absent(table: Table, area: Area) -> str:
    """What to do for a table that an authority has no file of, in a sentence's words."""
    sources = [one for one in SOURCES if table.key in one.tables and one.fits(area.authority)]
    if not sources:
        return BY_HAND
    free = [one for one in sources if area.has(one.needs)]
    if free:
        return ", or ".join(_how(one, area) for one in free)
    needed = [one for one in sources[0].needs if not area.has([one])]
    if table.key in needed:
        return f"put together by hand; {sources[0].key} fills it anew"
    return f"--only {sources[0].key}, once there is {area.authority.table(needed[0]).file}"


def _how(source: Source, area: Area) -> str:
    addresses = list(source.addresses(area))
    given = [f"--given {name_of(one)}=FILE" for one in addresses if by_hand(one)]
    servers = dict.fromkeys(posts.server_of(one) for one in addresses)
    keys = [f"with {one.setting}, {one.words}" for one in servers if one]
    return " ".join([f"--only {source.key}", *given, *keys])


def _check_given(sources: Collection[Source], area: Area, fetcher: Fetcher) -> None:
    """Refuse a file that was given under a name that none of the sources asks for."""
    names = sorted({name_of(one) for source in sources for one in source.addresses(area)})
    for name in fetcher.given:
        if name not in names:
            near = get_close_matches(name, names, cutoff=0.3) or names[:3]
            expected = f"the name of a file to fetch; nearest are {', '.join(near)}"
            raise ExplorerError(f"--given: found {name}, expected {expected}.")


def _at_hand(source: Source, area: Area, fetcher: Fetcher) -> bool:
    """Whether each file that needs a person, or a key, can be had or was had before."""
    return all(fetcher.at_hand(one) for one in source.addresses(area))
