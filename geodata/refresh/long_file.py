"""A publisher's CSV file of very many or very wide rows, a row at a time: little of it is kept."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from geodata.errors import refuse_table
from geodata.refresh.published import check_heading


def rows(path: Path, columns: Sequence[str], *, label: str) -> Iterator[tuple[int, list[str]]]:
    """The line of each row, and its cells in some columns, in the order of `columns`.

    Raises TableError for a heading without one of them (its likeness is named) or with it
    twice, a row that is wider or narrower than the heading, quotation marks that do not close, and
    text that is not UTF-8.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file, strict=True)
        try:
            heading = [name.strip() for name in next(reader, [])]
            check_heading(heading, columns, label=label)
            places = [heading.index(name) for name in columns]
            for row in reader:
                if len(row) != len(heading):
                    expected = f"{len(heading)} cells"
                    refuse_table(label, reader.line_num, "", f"{len(row)} cells", expected)
                yield reader.line_num, [row[at] for at in places]
        except UnicodeDecodeError as error:
            found = f"the byte 0x{error.object[error.start]:02X}, which is not UTF-8"
            refuse_table(label, 0, "", found, "a CSV file in UTF-8")
        except csv.Error as error:
            found = f"cells that cannot be read ({error})"
            refuse_table(label, reader.line_num, "", found, "quotation marks that close")
