"""Every authority that has figures: fetched here, converted and built by the workers of Dask.

Authorities are independent work. What they share is fetched first, one request at a time; each
worker then refreshes a whole authority with `run.refresh`, which leaves a whole bundle wherever it
is ended. So a lost worker's authority is simply given to another. Workers on other machines need
the folders of figures, bundles and downloads under the same paths.
"""

from __future__ import annotations

import logging
import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from dask import config
from distributed import Client, LocalCluster, as_completed
from distributed.scheduler import KilledWorker
from tqdm import tqdm

from geodata.catalogue import load_authority
from geodata.catalogue.authorities import AUTHORITY_FILE
from geodata.errors import ExplorerError, FetchError, fault, shortened
from geodata.geography import LSOA
from geodata.refresh import run
from geodata.refresh.choice import sources_of
from geodata.refresh.fetch import Fetcher
from geodata.refresh.journal import Done, Journal
from geodata.refresh.outcome import REFUSED
from geodata.refresh.source import area_of

PATIENCE = 30  # seconds for a scheduler to answer
LIVES = 3  # workers that may be lost over one authority


@dataclass(frozen=True)
class Task:
    """What a worker is told: an authority, how to fetch, and where everything is."""

    code: str
    places: run.Places
    asked: run.Asked
    fetcher: Fetcher


def held(figures: Path) -> list[str]:
    """The authorities that have a folder of figures, or ExplorerError."""
    there = sorted(path.parent.name for path in figures.glob(f"*/{AUTHORITY_FILE}"))
    if not there:
        raise ExplorerError(f"{figures} holds no folder with {AUTHORITY_FILE}.")
    return there


def fetch(tasks: Sequence[Task], fetcher: Fetcher) -> tuple[list[Task], list[Done]]:
    """Fetch every address that is known beforehand, once: the tasks left, and those refused.

    The tasks that are left ask no address of these again; one that gave nothing is refused there.
    """
    asked: set[str] = set()
    failed: dict[str, tuple[str, str]] = {}
    left, refused = [], []
    for task in tasks:
        try:
            addresses = _addresses(task)
        except (ExplorerError, OSError) as error:
            refused.append(Done(task.code, REFUSED, str(error)))
            continue
        left.append(task)
        for address in addresses.keys() - asked:
            try:
                fetcher(address, kind=addresses[address])
            except FetchError as error:
                failed[address] = error.found, error.expected
        asked |= addresses.keys()
    gone = {**fetcher.refused, **failed}
    known = replace(
        fetcher, asked=frozenset(asked), refused=gone, keys={}, quiet=True, report=_nothing
    )
    return [replace(task, fetcher=known) for task in left], refused


def _addresses(task: Task) -> dict[str, str]:
    authority = load_authority(task.code, task.places.catalogue, task.places.figures)
    area = area_of(authority, task.places.figures / task.code)
    chosen = sources_of(area, task.fetcher, only=task.asked.only, skip=task.asked.skip)
    return {key: kind for one in chosen for key, kind in one.addresses(area).items()}


def work(task: Task) -> Done:
    """Refresh one authority, in whatever process; a refusal is an answer too."""
    start, areas = time.monotonic(), 0
    try:
        authority = load_authority(task.code, task.places.catalogue, task.places.figures)
        areas = len(area_of(authority, task.places.figures / task.code).names[LSOA])
        outcome = run.refresh(task.code, task.fetcher, task.places, task.asked)
        state, words = outcome.state, " ".join(outcome.refused)
    except (ExplorerError, OSError) as error:
        state, words = REFUSED, str(error)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if _linux() else 1024**2)
    return Done(task.code, state, words, areas, time.monotonic() - start, most)


def run_all(
    tasks: Sequence[Task],
    fetcher: Fetcher,
    journal: Journal,
    *,
    scheduler: str,
    workers: int,
    report: Callable[[str], None],
) -> list[Done]:
    """Do every task that the journal does not have, in the order in which they end.

    On the cluster of the `scheduler`, or on `workers` of this machine. ExplorerError where there is
    no scheduler.
    """
    finished = journal.done()
    if finished:
        report(f"{len(finished)} of {len(tasks)} authorities were finished before")
    rest, refused = fetch([one for one in tasks if one.code not in finished], fetcher)
    finished |= {one.code: one for one in refused}
    if rest:
        with _client(scheduler, workers) as client:
            for done in _ended(client, rest, quiet=fetcher.quiet):
                report(f"{done.code}: {done.state}")
                finished[done.code] = done
                journal.add(done)
    journal.close()
    return [finished[one.code] for one in tasks]


def table(done: Sequence[Done]) -> str:
    """A line an authority, and what a thousand areas cost."""
    lines = [f"{'authority':<11}{'ended':<10}{'areas':>7}{'seconds':>9}{'MB':>7}"]
    lines += [
        f"{one.code:<11}{one.state:<10}{one.areas:>7,}{one.seconds:>9.1f}{one.megabytes:>7.0f}"
        for one in done
    ]
    areas, seconds = sum(one.areas for one in done), sum(one.seconds for one in done)
    if areas:
        each = 1000 * seconds / areas
        lines.append(f"{areas:,} areas, {each:.1f} seconds of a worker for each 1,000")
    return "\n".join([*lines, *(f"{one.code}: {one.words}" for one in done if one.words)])


def _ended(client: Client, tasks: Sequence[Task], *, quiet: bool) -> Iterator[Done]:
    names = [f"refresh {one.code}" for one in tasks]
    futures = client.map(work, tasks, key=names, pure=False)
    codes = dict(zip(names, (one.code for one in tasks), strict=True))
    with tqdm(total=len(tasks), unit="authority", disable=quiet) as bar:
        for future in as_completed(futures):
            error = future.exception()
            if isinstance(error, KilledWorker):
                yield Done(codes[future.key], REFUSED, f"{LIVES} workers were lost over it.")
            elif error:
                words = f"{fault(error)}: {shortened(str(error))}"
                yield Done(codes[future.key], REFUSED, words)
            else:
                yield future.result()
            bar.update()


@contextmanager
def _client(scheduler: str, workers: int) -> Iterator[Client]:
    """A client of the scheduler, or of one on this machine that ends with the block."""
    settings = {"distributed.scheduler.allowed-failures": LIVES - 1}
    with config.set(settings):
        if not scheduler:
            with (
                LocalCluster(
                    n_workers=workers,
                    threads_per_worker=1,
                    host="127.0.0.1",
                    dashboard_address=None,
                    silence_logs=logging.CRITICAL,
                ) as cluster,
                Client(cluster) as client,
            ):
                yield client
            return
        try:
            client = Client(scheduler, timeout=PATIENCE)
        except (OSError, ValueError) as error:
            raise ExplorerError(
                f"{scheduler}: found no answer, expected a Dask scheduler, as tcp://HOST:8786."
            ) from error
        with client:
            yield client


def _nothing(_: str) -> None:
    """Workers report in what they give back."""


def _linux() -> bool:
    """Whether the system counts memory in kilobytes; others count bytes."""
    return sys.platform == "linux"
