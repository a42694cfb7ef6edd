"""Many readers at once, in one thread: who asks, how long it took, and what came back."""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from random import Random

import aiohttp

from benchmarks.visits import Ask, Page

BROWSER = {"Accept-Encoding": "br, gzip", "Accept": "text/html,application/json,*/*"}
TRIES = 5
ARRIVAL = 6  # readers who pause arrive over so many pauses


@dataclass
class Outcome:
    """What happened: seconds by kind, failures, connections lost and tried again, answers."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    failures: Counter[str] = field(default_factory=Counter)
    again: int = 0
    changed: int = 0
    elapsed: float = 0
    answers: dict[Ask, str] = field(default_factory=dict)

    @property
    def requests(self) -> int:
        """How many were answered."""
        return sum(map(len, self.seconds.values()))

    @property
    def rate(self) -> float:
        """Requests answered in a second."""
        return self.requests / self.elapsed

    def percentile(self, share: float, kind: str = "") -> float:
        """Milliseconds within which a share of the requests (of a kind) were answered."""
        kinds = [kind] if kind else list(self.seconds)
        found = sorted(one for name in kinds for one in self.seconds.get(name, []))
        return 1000 * found[min(len(found) - 1, int(share * len(found)))] if found else 0.0


Visit = Callable[[Page, Random], Iterator[Ask]]


@dataclass(frozen=True)
class Crowd:
    """How many readers make which visit, how long they pause, and how many requests in all.

    `start` is the path of the page that the visit begins with.
    """

    visit: Visit
    readers: int
    requests: int
    pause: float = 0
    seed: int = 1
    start: str = ""

    def at(self, address: str, *, midway: Callable[[], object] = lambda: None) -> Outcome:
        """Send the readers to an address; `midway` is called when half of them are answered."""
        with ThreadPoolExecutor(1) as thread:  # a loop may be running in this one
            return thread.submit(asyncio.run, self._come(address, midway)).result()

    async def _come(self, address: str, midway: Callable[[], object]) -> Outcome:
        outcome = Outcome()
        left = iter(range(self.requests))
        limits = aiohttp.TCPConnector(limit=0, keepalive_timeout=3)
        async with aiohttp.ClientSession(
            connector=limits,
            headers=BROWSER,
            auto_decompress=False,
            timeout=aiohttp.ClientTimeout(total=60),
        ) as session:
            async with session.get(f"{address}/{self.start}") as first:
                page = Page.of(await _text(first))
            half = asyncio.create_task(self._midway(outcome, midway))
            began = time.perf_counter()
            crowd = (
                self._read(session, address, page, Random(self.seed * 1000 + number), left, outcome)
                for number in range(self.readers)
            )
            await asyncio.gather(*crowd)
            outcome.elapsed = time.perf_counter() - began
            await half
        return outcome

    async def _midway(self, outcome: Outcome, midway: Callable[[], object]) -> None:
        while outcome.requests + sum(outcome.failures.values()) < self.requests // 2:
            await asyncio.sleep(0.01)
        midway()

    async def _read(
        self,
        session: aiohttp.ClientSession,
        address: str,
        page: Page,
        chance: Random,
        left: Iterator[int],
        outcome: Outcome,
    ) -> None:
        await asyncio.sleep(chance.uniform(0, ARRIVAL * self.pause))
        while True:
            for ask in self.visit(page, chance):
                if next(left, None) is None:
                    return
                if self.pause and ask.kind != "file":
                    await asyncio.sleep(chance.uniform(0, 2 * self.pause))
                await _answered(session, address, ask, outcome)


async def _answered(
    session: aiohttp.ClientSession, address: str, ask: Ask, outcome: Outcome
) -> None:
    """Ask, and again when the connection is lost, as a browser does for what changes nothing."""
    began = time.perf_counter()
    for _ in range(TRIES):
        try:
            async with session.request(
                "POST" if ask.body else "GET",
                f"{address}/{ask.path}",
                data=ask.body or None,
                headers={"Content-Type": "application/json"} if ask.body else None,
            ) as reply:
                body = await reply.read()
        except (aiohttp.ClientConnectionError, aiohttp.ClientPayloadError):
            outcome.again += 1
            continue
        if reply.status != 200:
            outcome.failures[f"{reply.status} {ask.kind}"] += 1
            return
        outcome.seconds.setdefault(ask.kind, []).append(time.perf_counter() - began)
        digest = hashlib.sha256(body).hexdigest()
        if ask.kind != "page":  # Dash writes a random token into each page
            outcome.changed += outcome.answers.setdefault(ask, digest) != digest
        return
    outcome.failures[f"lost {ask.kind}"] += 1


async def _text(reply: aiohttp.ClientResponse) -> str:
    import brotli

    body = await reply.read()
    coded = reply.headers.get("Content-Encoding") == "br"
    text: bytes = brotli.decompress(body) if coded else body
    return text.decode()
