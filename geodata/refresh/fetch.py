"""One address to one whole file in the cache, or a FetchError that says what came instead.

Tried again, with the server's Retry-After or growing pauses: no connection, no answer in time, a
body that breaks off (it is resumed), 429 and 500 to 504. Refused at once: other answers, another
host, a file too large, a web page. The caller is told of every try by `report`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import stamina

from geodata.errors import FetchError
from geodata.refresh import body, posts, replies
from geodata.refresh.addresses import by_hand, name_of, or_given, origin
from geodata.refresh.cache import Cache, Held, Part
from geodata.refresh.deadline import Deadline
from geodata.refresh.replies import TryAgainError
from geodata.text_files import LARGEST, TextFileError, check_plain

AGENT = "inequalities-explorer (figures of small areas)"
AGAIN = (429, 500, 502, 503, 504)
UNKNOWN, UNREACHED = "size unknown", "no connection"
LOCAL = ("127.0.0.1", "localhost")


@dataclass(frozen=True)
class Limits:
    """How long to wait, in seconds, how often to try, and the largest file, in bytes.

    `silence` is between two pieces of an answer, `whole` for all of a try.
    """

    tries: int = 5
    connect: float = 10
    silence: float = 30
    whole: float = 900
    first_pause: float = 1
    longest_pause: float = 60
    redirects: int = 5
    largest: int = LARGEST


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
        try:
            check_plain(path, replies.KINDS[kind])
        except FileNotFoundError:
            replies.refuse(address, f"no file {path}", replies.KINDS[kind])
        except TextFileError as error:
            replies.refuse(address, f"{error.found}, {path}", error.expected)
        replies.check_kind(f"{address.partition('#')[0]} ({path})", path, kind)
        return self.cache.give(address, path, fetched=datetime.now(UTC).date().isoformat())

    def size(self, address: str) -> str:
        """How many bytes the server says there are, in words, or that it was not reached."""
        try:
            with Deadline(self.limits.silence) as deadline, self._client() as client:
                traced = {"trace": deadline.trace}
                answer = client.head(self._place(address), extensions=traced)
        except httpx.HTTPError:
            return "not reached"
        told = answer.headers.get("content-length", "") if answer.is_success else ""
        return f"{int(told):,} bytes" if told.isdecimal() else UNKNOWN

    def _tried(self, address: str, held: Held | None, kind: str) -> Held:
        limits, expected = self.limits, f"the whole file{or_given(address)}"
        if origin(address) in self.refused:
            replies.refuse(address, self.refused[origin(address)][0], expected)

        def pause(error: Exception) -> bool | float:
            if not isinstance(error, TryAgainError):
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
            with self.cache.part(address) as part:
                for attempt in attempts:
                    with attempt:
                        held = self._once(address, held, part, kind)
        except TryAgainError as error:
            found = f"{error.found}, {limits.tries} times"
            if error.found == UNREACHED:
                self.refused[origin(address)] = found, expected
            replies.refuse(address, found, expected)
        assert held is not None
        return held

    def _once(self, address: str, held: Held | None, part: Part, kind: str) -> Held:
        headers = {"User-Agent": AGENT, "Accept-Encoding": "identity"}
        if part.version and part.size:
            headers |= {"Range": f"bytes={part.size}-", "If-Range": part.version}
        elif held and held.validator:
            name = "If-None-Match" if held.validator.startswith('"') else "If-Modified-Since"
            headers[name] = held.validator
        with Deadline(self.limits.whole) as deadline:
            try:
                with _told_apart(), self._answer(address, headers, deadline) as answer:
                    if answer.status_code == HTTPStatus.NOT_MODIFIED and held:
                        return held
                    return self._take(address, answer, part, kind, deadline)
            except TryAgainError as error:
                if not deadline.passed:
                    raise
                found = f"{part.size:,} bytes in {deadline.seconds:g} seconds"
                raise TryAgainError(found) from error

    @contextmanager
    def _answer(
        self, address: str, headers: Mapping[str, str], deadline: Deadline
    ) -> Iterator[httpx.Response]:
        """The answer to a request, redirections within the host followed."""
        place = self._place(address)
        key = self.keys.get(origin(address))
        traced = {"trace": deadline.trace}
        with self._client() as client:
            for _ in range(self.limits.redirects):
                method, url, told, content = posts.request(address, place, key, headers)
                with client.stream(
                    method, url, headers=told, content=content, extensions=traced
                ) as answer:
                    if not answer.has_redirect_location:
                        yield answer
                        return
                    target = str(answer.next_request.url) if answer.next_request else ""
                    if origin(target) != origin(place):
                        found = f"a redirection to {_other(target, place)}"
                        replies.refuse(address, found, "a file on the same host")
                    place = target
        replies.refuse(address, f"more than {self.limits.redirects} redirections", "a file")

    def _take(
        self, address: str, answer: httpx.Response, part: Part, kind: str, deadline: Deadline
    ) -> Held:
        """Write the body behind what there is of it, and keep it when it is whole."""
        status = answer.status_code
        if status in AGAIN:
            pause = replies.asked_pause(address, answer, longest=self.limits.longest_pause)
            raise TryAgainError(f"the answer {status}", pause)
        if status == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE and part.size:
            part.forget()
            raise TryAgainError("a file that became shorter")
        if status not in (HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT):
            replies.refuse(address, f"the answer {status}", f"200 and a file{posts.told(address)}")
        largest = self.limits.largest
        body.take(address, answer, part, largest=largest, deadline=deadline, quiet=self.quiet)
        try:
            replies.check_kind(address, part.path, kind)
        except FetchError:
            part.forget()
            raise
        today = datetime.now(UTC).date().isoformat()
        version = replies.validator(answer)
        return self.cache.keep(address, part, validator=version, fetched=today)

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


@contextmanager
def _told_apart() -> Iterator[None]:
    """What went wrong on the way to an answer or in it, as a reason to try again."""
    try:
        yield
    except (httpx.ReadTimeout, httpx.WriteTimeout) as error:
        raise TryAgainError("no answer in time") from error
    except httpx.RemoteProtocolError as error:
        raise TryAgainError(f"what is no whole answer of HTTP ({error})") from error
    except httpx.TransportError as error:
        raise TryAgainError(UNREACHED) from error


def _other(target: str, place: str) -> str:
    """Where a redirection goes that is not followed: the host, or the scheme on the same one."""
    there, here = urlsplit(target), urlsplit(place)
    if there.netloc == here.netloc:
        return f"the scheme {there.scheme}"
    return there.netloc or "another scheme"
