"""Plans of venues for readers, worked out by a process beside the server."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Generator
from dataclasses import replace
from hashlib import sha256
from tempfile import TemporaryDirectory
from threading import Lock, Semaphore
from time import monotonic
from typing import Any

from geodata.errors import ExplorerError
from geodata.reach.child import Child, ChildGoneError
from geodata.reach.problem import Plan, Problem
from geodata.reach.progress import Outcome, Progress

__all__ = ["Outcome", "Planner", "PlannerError", "Progress"]

WORKER = "geodata.reach.worker"
IDLE = 300.0  # seconds after which the process ends by itself
BEAT = 0.5  # seconds between two words of progress at most
START, GRACE = 60.0, 30.0  # seconds to start, and beyond what a plan may take
SECONDS = 20.0  # that a search may take
PATIENCE = 30.0  # seconds to wait for a turn
LONGEST = 600  # seconds that a plan may take
KEPT = 64  # outcomes
QUEUE = 2  # plans at once, the one worked on included: each holds a thread of the server
BUSY = "The planner is busy with other plans. Please ask again in a minute."

Plans = Generator[Progress | Outcome, None, None]


class PlannerError(ExplorerError):
    """There is no plan; the message says why in a sentence that can be shown."""


class Planner:
    """Plans one problem at a time in a process that is started when first wanted.

    It has one worker process at most, which ends after `idle` seconds without a question and when
    this process ends. Safe to share between threads. Outcomes are kept, the last 64.
    """

    def __init__(self, *, idle: float = IDLE) -> None:
        self._idle = idle
        self._turn, self._shelf, self._queue = Lock(), Lock(), Semaphore(QUEUE)
        self._kept: OrderedDict[str, Outcome] = OrderedDict()
        self._child: Child | None = None
        self._folder: TemporaryDirectory[str] | None = None

    @property
    def pid(self) -> int | None:
        """The number of the worker process, None when there is none."""
        child = self._child
        return child.pid if child and child.alive else None

    def plan(self, problem: Problem, *, seconds: float = SECONDS) -> Plans:
        """Progress at least every half second, and at the end the Outcome.

        `seconds` are for the search, and what is left of them for costs. Closing the iterator
        before its end cancels: the process is ended and the next plan starts another. Raises
        PlannerError when the process fails, takes too long or is busy, and at once ValueError for
        seconds that are none.
        """
        if not 0 < seconds <= LONGEST:
            raise ValueError(f"seconds: found {seconds}, expected over 0 and up to {LONGEST}.")
        return self._plan(_question(problem, seconds), START + seconds + GRACE)

    def _plan(self, question: str, until: float) -> Plans:
        key, begun = _key(question), monotonic()
        if kept := self._known(key):
            yield kept
            return
        if not self._queue.acquire(blocking=False):
            raise PlannerError(BUSY)
        try:
            while not self._turn.acquire(timeout=BEAT):
                if monotonic() - begun > PATIENCE:
                    raise PlannerError(BUSY)
                yield Progress("waiting", monotonic() - begun)
            try:
                yield from self._answers(question, key, begun, until=until)
            finally:
                self._turn.release()
        finally:
            self._queue.release()

    def known(self, problem: Problem, *, seconds: float = SECONDS) -> Outcome | None:
        """The Outcome of a problem that was worked out before, None for another."""
        return self._known(_key(_question(problem, seconds)))

    def close(self) -> None:
        """End the worker process, and let go of what it kept; a later plan starts anew."""
        self._stop()
        if self._folder:
            self._folder.cleanup()
        self._folder = None

    def _stop(self) -> None:
        if self._child:
            self._child.stop()
        self._child = None

    def _known(self, key: str) -> Outcome | None:
        with self._shelf:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def _keep(self, key: str, outcome: Outcome) -> None:
        with self._shelf:
            self._kept[key] = outcome
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)

    def _answers(self, question: str, key: str, begun: float, *, until: float) -> Plans:
        outcome = self._known(key)  # somebody else may have asked the same meanwhile
        last, asked = Progress("starting", monotonic() - begun), monotonic()
        try:
            if outcome is None:
                yield last
                child = self._begin(question)
            while outcome is None:
                message = self._heard(child)
                last = Progress(**message["progress"]) if "progress" in message else last
                outcome = _outcome(message)
                if outcome is None and monotonic() - asked > until:
                    raise PlannerError("The planner took longer than it may. Please ask again.")
                if outcome is None:
                    yield replace(last, seconds=monotonic() - begun)
        finally:
            if outcome is None:
                self._stop()
        self._keep(key, outcome)
        yield outcome

    def _heard(self, child: Child) -> dict[str, Any]:
        try:
            message = child.hear(BEAT) or {}
        except ChildGoneError as error:
            raise PlannerError(
                "The planner stopped before it had a plan. Please ask again; it starts anew."
            ) from error
        if "failed" in message:
            raise PlannerError(f"The planner could not work this out ({message['failed']}).")
        return message

    def _begin(self, question: str) -> Child:
        """A process that has the question: the one there is, or another if that is about to end."""
        for _ in range(2):
            try:
                if self._child is None or not self._child.alive:
                    self._stop()
                    self._child = Child(WORKER, str(self._idle), folder=self._fonts())
                self._child.ask(question)
                if self._child.hear(START):
                    return self._child
            except (ChildGoneError, OSError):
                pass  # it was about to end when it was asked, or there is no room for it
            self._stop()
        raise PlannerError("The planner does not start. Please tell whoever runs this site.")

    def _fonts(self) -> str:
        """A folder for this planner's processes, which goes when this process ends."""
        if self._folder is None:
            self._folder = TemporaryDirectory(prefix="explorer-", ignore_cleanup_errors=True)
        return self._folder.name


def _question(problem: Problem, seconds: float) -> str:
    return f"{float(seconds)} {problem.to_json()}\n"


def _key(question: str) -> str:
    return sha256(question.encode()).hexdigest()


def _outcome(message: dict[str, Any]) -> Outcome | None:
    if "outcome" not in message:
        return None
    plan, costs = message["outcome"]["plan"], message["outcome"]["costs"]
    venues, covered = (tuple(plan.pop(name)) for name in ("venues", "covered"))
    return Outcome(Plan(venues=venues, covered=covered, **plan), dict(costs))
