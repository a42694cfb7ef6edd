"""What a run over many authorities has finished, so that a run that was ended is taken up again.

A file of lines of JSON: first what was asked for, and on which day; then an authority a line.
Another day or question begins anew. A line that breaks off is as if it were not there.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Done:
    """How an authority ended: a state of `run`, or REFUSED with the sentence in `words`.

    `areas` are its LSOAs, `seconds` those of the work, `megabytes` the most that its process held.
    """

    code: str
    state: str
    words: str
    areas: int = 0
    seconds: float = 0
    megabytes: float = 0


@dataclass(frozen=True)
class Journal:
    """The file, and the question that it is about, with the day."""

    path: Path
    asked: Mapping[str, str]

    def done(self) -> dict[str, Done]:
        """What was finished before, by code; the file is begun anew where it is of another run."""
        try:
            first, *rest = self.path.read_text(encoding="utf-8").splitlines()
            if json.loads(first) != dict(self.asked):
                rest = []
                self._begin()
        except (OSError, ValueError):
            rest = []
            self._begin()
        finished = {}
        for line in rest:
            try:
                one = Done(**json.loads(line))
            except (ValueError, TypeError):
                continue
            finished[one.code] = one
        return finished

    def add(self, one: Done) -> None:
        """Write an authority down, to disk."""
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(one)) + "\n")
            file.flush()
            os.fsync(file.fileno())

    def close(self) -> None:
        """Forget a run that is over."""
        self.path.unlink(missing_ok=True)

    def _begin(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(json.dumps(dict(self.asked)) + "\n", encoding="utf-8")
