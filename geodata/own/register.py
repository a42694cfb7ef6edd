"""What was printed before: every figure of every file that was taken, as it was printed.

A later file, or a later date, must not give away a change of 1 to 7 beside an earlier one, nor an
earlier hidden count. Only printed figures are kept, never true ones, and no hash of a file either:
the hash of small counts can be guessed.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from geodata.errors import TableError
from geodata.own.cells import Figure
from geodata.own.rule import Pair, Seen
from geodata.sources.cells import read_cells

MARK = "c"  # of a hidden figure
MISSING = "x"  # of a figure that was not given
RANGES = ("count", "count_low", "count_high", "out_of", "out_of_low", "out_of_high")
COLUMNS = ("file", "code", *Figure._fields, *RANGES)

Key = tuple[str, Figure]
State = Pair | None  # None where hidden
Printed = dict[Key, State]


@dataclass
class Register:
    """What was printed of each area and figure, file by file in the order they were taken."""

    files: int = 0
    rows: list[tuple[int, Key, State]] = field(default_factory=list)

    def of(self, key: Key) -> Iterator[State]:
        """What was printed of one figure of an area, from the first file on."""
        return (state for _, one, state in self.rows if one == key)

    def latest(self) -> Printed:
        """The newest of each."""
        return {key: state for _, key, state in self.rows}

    def with_file(self, printed: Mapping[Key, State]) -> Register:
        """The register after another file; what tells the same as before is not noted again."""
        latest = self.latest()
        number = self.files + 1
        fresh = [
            (number, key, state)
            for key, state in printed.items()
            if key not in latest or latest[key] != state
        ]
        return Register(number, [*self.rows, *fresh]) if fresh else self

    def seal(self, rows: int) -> dict[str, object]:
        """What tells later whether the first rows are still there, as they were.

        The hash is one of printed figures, which may be guessed: they are there to be read.
        """
        first = Register(rows=self.rows[:rows])
        return {"rows": len(first.rows), "sha256": sha256(first.text().encode()).hexdigest()}

    def text(self) -> str:
        """The register as CSV."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(COLUMNS)
        for number, (code, figure), state in self.rows:
            ranges = [MARK] * len(RANGES)
            if state:
                ranges = [str(one) for seen in state for one in seen[1:]]
            writer.writerow([number, code, *figure, *ranges])
        return out.getvalue()


def written(state: State) -> tuple[str, str]:
    """Count and what it is out of, as a table has them."""
    return (str(state.counted.value), str(state.out_of.value)) if state else (MARK, MARK)


def read_register(path: Path) -> Register:
    """A register from its file; an empty one where there is none. TableError for another file."""
    if not path.exists():
        return Register()
    frame = read_cells(path)
    if tuple(frame.columns) != COLUMNS:
        found, expected = ", ".join(frame.columns), ", ".join(COLUMNS)
        raise TableError(file=path.name, row=1, column="", found=found, expected=expected)
    rows: list[tuple[int, Key, State]] = []
    for at, (number, code, *rest) in enumerate(frame.itertuples(index=False, name=None), start=2):
        figure, ranges = Figure(*rest[:4]), rest[4:]
        try:
            state = None if ranges[0] == MARK else _pair(figure.date, list(map(int, ranges)))
            rows.append((int(number), (code, figure), state))
        except ValueError:
            raise TableError(
                file=path.name, row=at, column="", found="what is no number", expected="numbers"
            ) from None
    return Register(max((number for number, *_ in rows), default=0), rows)


def _pair(date: str, numbers: list[int]) -> Pair:
    return Pair(Seen(date, *numbers[:3]), Seen(date, *numbers[3:]))
