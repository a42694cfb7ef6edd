"""`make load`: two hundred readers at once, on this machine only, and what it costs the server.

Bounded in requests, never in time. Readers and server share the machine, so the server has less
than all of it: compare the two columns, and read the absolute figures as lower bounds.
"""

from __future__ import annotations

import argparse
import os
import signal
from dataclasses import dataclass
from pathlib import Path

from benchmarks.readers import Crowd, Outcome, Visit
from benchmarks.servers import running
from benchmarks.visits import explorer, usual

VISITS: dict[str, Visit] = {"explorer": explorer, "usual": usual}
STARTS = {"explorer": "map", "usual": ""}
KINDS = ("page", "file", "indicator", "filter", "find", "download")
PAUSE = 10.0


@dataclass(frozen=True)
class Memory:
    """Bytes of the processes of a server: resident, and with shared pages divided among them."""

    workers: tuple[tuple[int, int], ...]
    main: int

    @classmethod
    def of(cls, pid: int) -> Memory:
        """Memory of a main process and its workers."""
        return cls(
            workers=tuple((_rolled(one, "Rss"), _rolled(one, "Pss")) for one in children(pid)),
            main=_rolled(pid, "Rss"),
        )

    def __str__(self) -> str:
        each = ", ".join(f"{rss / 1e6:.0f} ({pss / 1e6:.0f})" for rss, pss in self.workers)
        return f"workers {each}; main {self.main / 1e6:.0f}"


def children(pid: int) -> list[int]:
    """The workers of a main process."""
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _rolled(pid: int, name: str) -> int:
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return int(text.split(f"\n{name}:")[1].split()[0]) * 1024


@dataclass(frozen=True)
class Run:
    """One crowd at one server, with the server's memory before, midway and after."""

    outcome: Outcome
    memory: tuple[Memory, Memory, Memory]


def flat_out(name: str, *, readers: int, requests: int, kill: bool = False) -> Run:
    """Readers who never pause: what the server can do. `kill` ends one worker midway."""
    with running(name) as (address, pid):
        crowd = Crowd(VISITS[name], start=STARTS[name], readers=readers, requests=requests)
        Crowd(VISITS[name], start=STARTS[name], readers=4, requests=min(400, requests)).at(
            address
        )  # warm
        before, middle = Memory.of(pid), []

        def midway() -> None:
            middle.append(Memory.of(pid))
            if kill:
                os.kill(children(pid)[0], signal.SIGKILL)

        outcome = crowd.at(address, midway=midway)
        return Run(outcome, (before, middle[0], Memory.of(pid)))


def paced(name: str, *, readers: int, requests: int) -> Outcome:
    """Readers who pause between what they do, as people do when they are quick."""
    with running(name) as (address, _):
        Crowd(VISITS[name], start=STARTS[name], readers=4, requests=min(400, requests)).at(address)
        return Crowd(
            VISITS[name], start=STARTS[name], readers=readers, requests=requests, pause=PAUSE
        ).at(address)


def table(title: str, outcomes: dict[str, Outcome]) -> list[str]:
    """Outcomes side by side."""
    lines = [title, f"{'':24}" + "".join(f"{name:>12}" for name in outcomes)]

    def row(words: str, values: list[str]) -> None:
        lines.append(f"{words:24}" + "".join(f"{value:>12}" for value in values))

    found = list(outcomes.values())
    row("requests", [f"{one.requests:,}" for one in found])
    row("failures", [str(sum(one.failures.values())) for one in found])
    row("a second", [f"{one.rate:.0f}" for one in found])
    row("median, ms", [f"{one.percentile(0.5):.0f}" for one in found])
    row("p95, ms", [f"{one.percentile(0.95):.0f}" for one in found])
    for kind in KINDS:
        if any(kind in one.seconds for one in found):
            values = [
                f"{one.percentile(0.95, kind):.0f}" if kind in one.seconds else "-" for one in found
            ]
            row(f"  {kind}, p95", values)
    return [*lines, ""]


def main() -> None:
    """Run every part and print it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load")
    parser.add_argument("--readers", type=int, default=200)
    parser.add_argument("--requests", type=int, default=20_000)
    asked = parser.parse_args()
    readers, requests = asked.readers, asked.requests
    own = flat_out("explorer", readers=readers, requests=requests)
    peer = flat_out("usual", readers=readers, requests=max(1, requests // 5))
    title = f"{readers} readers who never pause"
    print("\n".join(table(title, {"explorer": own.outcome, "usual": peer.outcome})))
    for when, memory in zip(("start", "middle", "end"), own.memory, strict=True):
        print(f"memory of the explorer, MB resident (shared divided), {when}: {memory}")
    print()
    slow = {name: paced(name, readers=readers, requests=max(1, requests // 4)) for name in VISITS}
    print("\n".join(table(f"{readers} readers who pause for {PAUSE:.0f} s on average", slow)))
    killed = flat_out("explorer", readers=readers, requests=max(1, requests // 4), kill=True)
    outcome = killed.outcome
    print(f"one worker killed midway: {outcome.requests:,} answered, {outcome.again} asked again,")
    print(
        f"{sum(outcome.failures.values())} failed, {outcome.changed} answers not the same as before"
    )
    for one in (own.outcome, peer.outcome, *slow.values(), outcome):
        if one.failures:
            print(f"failures: {dict(one.failures)}")


if __name__ == "__main__":
    main()
