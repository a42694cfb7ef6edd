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
    """How an authority ended: a state of `run`; `words` say what was refused.

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
            text = self.path.read_text(encoding="utf-8", errors="replace")
            first, *rest = text.splitlines()
            if json.loads(first) != dict(self.asked):
                rest = []
                self._begin()
            elif not text.endswith("\n"):
                self._write("\n")  # what comes next does not belong to the line that breaks off
        except (OSError, ValueError, RecursionError):
            rest = []
            self._begin()
        return {one.code: one for line in rest if (one := _read(line)) is not None}

    def add(self, one: Done) -> None:
        """Write an authority down, to disk."""
        self._write(json.dumps(asdict(one)) + "\n")

    def close(self) -> None:
        """Forget a run that is over."""
        self.path.unlink(missing_ok=True)

    def _write(self, text: str) -> None:
        with self.path.open("a", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())

    def _begin(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(json.dumps(dict(self.asked)) + "\n", encoding="utf-8")


def _read(line: str) -> Done | None:
    """What a line says; None for one that is torn or not as `add` writes it."""
    try:
        one = Done(**json.loads(line))
    except (ValueError, TypeError, RecursionError):
        return None
    texts = (one.code, one.state, one.words)
    numbers = (one.areas, one.seconds, one.megabytes)
    whole = all(isinstance(text, str) for text in texts)
    return one if whole and all(type(number) in (int, float) for number in numbers) else None
