"""One address to one whole file in the cache, or a FetchError that says what came instead.

Tried again, with the server's Retry-After or growing pauses: no connection, no answer in time, a
body that breaks off (it is resumed), 429 and 500 to 504. Refused at once: other answers, another
host, a file too large, a web page. The caller is told of every try by `report`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import stamina
from tqdm import tqdm

from geodata.errors import FetchError
from geodata.refresh import posts, replies
from geodata.refresh.addresses import by_hand, name_of, or_given, origin
from geodata.refresh.cache import Cache, Held
from geodata.text_files import LARGEST

AGENT = "inequalities-explorer (figures of small areas)"
AGAIN = (429, 500, 502, 503, 504)
UNKNOWN, UNREACHED = "size unknown", "no connection"
LOCAL = ("127.0.0.1", "localhost")


@dataclass(frozen=True)
class Limits:
    """How long to wait, in seconds, how often to try, and the largest file, in bytes."""

    tries: int = 5
    connect: float = 10
    silence: float = 30
    whole: float = 900
    first_pause: float = 1
    longest_pause: float = 60
    redirects: int = 5
    largest: int = LARGEST


class _TryAgainError(Exception):
    """What may go well another time. `after` is how long the server asked to wait, if it did."""

    def __init__(self, found: str, after: float | None = None) -> None:
        self.found, self.after = found, after
        super().__init__(found)


@dataclass(frozen=True)
class Fetcher:
    """Fetches into a cache. `offline` takes all from it; `mirrors` is another base for an origin.

    `given` are files at hand by the name that they have at their address (`name_of`).
    `asked` are addresses that this run has asked before: the cache has their newest; `refused` what
    was found and expected of those that gave nothing, and of servers that were not reached. `keys`
    are by origin. `quiet` draws no progress. Addresses are https, but for a mirror on this machine.
    """

    cache: Cache
    limits: Limits = field(default_factory=Limits)
    mirrors: Mapping[str, str] = field(default_factory=dict)
    offline: bool = False
    given: Mapping[str, Path] = field(default_factory=dict)
    asked: frozenset[str] = frozenset()
    refused: dict[str, tuple[str, str]] = field(default_factory=dict)
    keys: Mapping[str, str] = field(default_factory=dict, repr=False)
    quiet: bool = True
    report: Callable[[str], None] = lambda _: None

    def __call__(self, address: str, *, kind: str) -> Held:
        """The whole content of an address. `kind` is one of `replies.KINDS`."""
        given = self.given.get(name_of(address))
        if given:
            return self._given(address, given, kind)
        if address in self.refused:
            replies.refuse(address, *self.refused[address])
        held = self.cache.find(address)
        if by_hand(address) and not held:
            expected = f"that file, by --given {name_of(address)}=FILE"
            replies.refuse(address, f"no address of {name_of(address)} that is known", expected)
        if self.offline and not held:
            expected = f"a file that was fetched before{or_given(address)}"
            replies.refuse(address, "nothing in the cache", expected)
        if held and (self.offline or self.closed(address) or address in self.asked):
            return held
        return self._tried(address, held, kind)

    def closed(self, address: str) -> bool:
        """Whether only a person has its file, or its server wants a key that is not set."""
        return by_hand(address) or posts.wants_key(address, self.keys)

    def at_hand(self, address: str) -> bool:
        """Whether the address can be asked, or its file is there: given, now or before."""
        there = name_of(address) in self.given or self.cache.find(address)
        return not self.closed(address) or bool(there)

    def _given(self, address: str, path: Path, kind: str) -> Held:
        """A file at hand, kept like one that was fetched. FetchError for another kind."""
        if not path.is_file():
            replies.refuse(address, f"no file {path}", replies.KINDS[kind])
        replies.check_kind(f"{address.partition('#')[0]} ({path})", path, kind)
        return self.cache.give(address, path, fetched=datetime.now(UTC).date().isoformat())

    def size(self, address: str) -> str:
        """How many bytes the server says there are, in words, or that it was not reached."""
        try:
            with self._client() as client:
                answer = client.head(self._place(address))
        except httpx.HTTPError:
            return "not reached"
        told = answer.headers.get("content-length", "") if answer.is_success else ""
        return f"{int(told):,} bytes" if told.isdecimal() else UNKNOWN

    def _tried(self, address: str, held: Held | None, kind: str) -> Held:
        limits, expected = self.limits, f"the whole file{or_given(address)}"
        if origin(address) in self.refused:
            replies.refuse(address, self.refused[origin(address)][0], expected)

        def pause(error: Exception) -> bool | float:
            if not isinstance(error, _TryAgainError):
                return False
            self.report(f"{address.partition('?')[0]}: found {error.found}; trying again")
            return True if error.after is None else max(error.after, 0.001)

        attempts = stamina.retry_context(
            on=pause,
            attempts=limits.tries,
            timeout=None,
            wait_initial=limits.first_pause,
            wait_max=limits.longest_pause,
            wait_jitter=limits.first_pause,
        )
        try:
            for attempt in attempts:
                with attempt:
                    held = self._once(address, held, kind)
        except _TryAgainError as error:
            found = f"{error.found}, {limits.tries} times"
            if error.found == UNREACHED:
                self.refused[origin(address)] = found, expected
            replies.refuse(address, found, expected)
        assert held is not None
        return held

    def _once(self, address: str, held: Held | None, kind: str) -> Held:
        begun, version = self.cache.begun(address)
        headers = {"User-Agent": AGENT, "Accept-Encoding": "identity"}
        if begun:
            headers |= {"Range": f"bytes={begun}-", "If-Range": version}
        elif held and held.validator:
            name = "If-None-Match" if held.validator.startswith('"') else "If-Modified-Since"
            headers[name] = held.validator
        try:
            with self._client() as client, self._answer(client, address, headers) as answer:
                if answer.status_code == HTTPStatus.NOT_MODIFIED and held:
                    return held
                return self._take(address, answer, begun=begun, kind=kind)
        except (httpx.ReadTimeout, httpx.WriteTimeout) as error:
            raise _TryAgainError("no answer in time") from error
        except httpx.RemoteProtocolError as error:
            so_far = self.cache.partial(address)
            size = so_far.stat().st_size if so_far.exists() else 0
            raise _TryAgainError(f"a body that breaks off after {size:,} bytes") from error
        except httpx.DecodingError as error:
            raise _TryAgainError("a body that cannot be unpacked") from error
        except httpx.TransportError as error:
            raise _TryAgainError(UNREACHED) from error

    @contextmanager
    def _answer(
        self, client: httpx.Client, address: str, headers: Mapping[str, str]
    ) -> Iterator[httpx.Response]:
        """The answer to a request, redirections within the host followed."""
        place = self._place(address)
        key = self.keys.get(origin(address))
        for _ in range(self.limits.redirects):
            method, url, told, body = posts.request(address, place, key, headers)
            with client.stream(method, url, headers=told, content=body) as answer:
                if not answer.has_redirect_location:
                    yield answer
                    return
                target = str(answer.next_request.url) if answer.next_request else ""
                if origin(target) != origin(place):
                    host = urlsplit(target).netloc or "another scheme"
                    replies.refuse(address, f"a redirection to {host}", "a file on the same host")
                place = target
        replies.refuse(address, f"more than {self.limits.redirects} redirections", "a file")

    def _take(self, address: str, answer: httpx.Response, *, begun: int, kind: str) -> Held:
        """Write the body behind what there is of it, and keep it when it is whole."""
        status = answer.status_code
        if status in AGAIN:
            pause = replies.asked_pause(address, answer, longest=self.limits.longest_pause)
            raise _TryAgainError(f"the answer {status}", pause)
        if status == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE and begun:
            self.cache.forget(address)
            raise _TryAgainError("a file that became shorter")
        if status not in (HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT):
            replies.refuse(address, f"the answer {status}", f"200 and a file{posts.told(address)}")
        validator = replies.validator(answer)
        if status == HTTPStatus.OK:
            begun = 0
            self.cache.begin(address, "" if replies.packed(address, answer) else validator)
        elif not answer.headers.get("content-range", "").startswith(f"bytes {begun}-"):
            self.cache.forget(address)
            raise _TryAgainError("another part than was asked for")
        self._write(address, answer, begun=begun)
        try:
            replies.check_kind(address, self.cache.partial(address), kind)
        except FetchError:
            self.cache.forget(address)
            raise
        today = datetime.now(UTC).date().isoformat()
        return self.cache.keep(address, validator=validator, fetched=today)

    def _write(self, address: str, answer: httpx.Response, *, begun: int) -> None:
        limits, size, start = self.limits, begun, time.monotonic()
        packed = replies.packed(address, answer)
        told = "" if packed else answer.headers.get("content-length", "")
        total = begun + int(told) if told.isdecimal() else None
        most = f"at most {limits.largest:,} bytes"
        if total is not None and total > limits.largest:
            replies.refuse(address, f"{total:,} bytes", most)
        with (
            self.cache.partial(address).open("ab") as file,
            tqdm(total=total, initial=begun, unit="B", unit_scale=True, disable=self.quiet) as bar,
        ):
            for part in answer.iter_bytes() if packed else answer.iter_raw():
                size += len(part)
                if size > limits.largest:
                    self.cache.forget(address)
                    replies.refuse(address, f"more than {limits.largest:,} bytes", most)
                file.write(part)
                bar.update(len(part))
                if time.monotonic() - start > limits.whole:
                    raise _TryAgainError(f"{size:,} bytes in {limits.whole:g} seconds")

    def _client(self) -> httpx.Client:
        limits = self.limits
        patience = httpx.Timeout(limits.silence, connect=limits.connect)
        return httpx.Client(timeout=patience, follow_redirects=False)

    def _place(self, address: str) -> str:
        """The address itself, or where a mirror has it."""
        base = origin(address)
        place = address.replace(base, self.mirrors.get(base, base).rstrip("/"), 1)
        parts = urlsplit(place)
        if parts.scheme != "https" and parts.hostname not in LOCAL:
            replies.refuse(address, f"the scheme {parts.scheme or 'none'}", "https")
        return place
