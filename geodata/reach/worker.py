"""The planner's own process: `python -m geodata.reach.worker IDLE`, questions in, answers out.

A question is a line, the seconds that a plan may take and a Problem as JSON. An answer is lines of
JSON: {"begun": true}, {"progress": {…}} any number of times, then {"outcome": {…}} or
{"failed": "MemoryError"}. The process ends after IDLE seconds without a question, and at once when
what asks has gone. It is the only one that loads spopt and pandas, with the first question.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic
from typing import Any, TextIO

from geodata.reach.problem import Problem
from geodata.reach.progress import Outcome, Progress, Tell

NICENESS = 10  # whoever reads pages comes first


def main() -> None:
    """Answer questions until there are none."""
    os.nice(NICENESS)
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what libraries print is no answer
    questions: SimpleQueue[str] = SimpleQueue()
    Thread(target=_listen, args=(questions,), daemon=True).start()
    while True:
        try:
            question = questions.get(timeout=float(sys.argv[1]))
        except Empty:
            os._exit(0)
        _answer(question, answers)


def _listen(questions: SimpleQueue[str]) -> None:
    """Take questions, also while one is worked on, so that an end of them is seen at once."""
    for line in sys.stdin:
        questions.put(line)
    os._exit(0)


def _answer(question: str, answers: TextIO) -> None:
    def say(what: str, content: Any) -> None:
        answers.write(json.dumps({what: content}) + "\n")
        answers.flush()

    say("begun", True)
    seconds, problem = question.split(" ", 1)
    try:
        outcome = _outcome(
            Problem.from_json(problem),
            float(seconds),
            lambda progress: say("progress", asdict(progress)),
        )
        say("outcome", {"plan": asdict(outcome.plan), "costs": list(outcome.costs.items())})
    except Exception as error:
        say("failed", type(error).__name__)


def _outcome(problem: Problem, seconds: float, tell: Tell) -> Outcome:
    tell(Progress("starting", 0.0))
    from geodata.reach import solver

    until = monotonic() + seconds
    plan = solver.solve(problem, seconds=seconds, tell=tell)
    left = max(0.0, until - monotonic())
    return Outcome(plan, solver.costs(problem, plan, seconds=left, tell=tell))


if __name__ == "__main__":
    main()
