"""python -m geodata add FILE: local figures, protected against disclosure, into the bundle.

python -m geodata attack FILE, once it was added: tries to work its small counts out of the bundle.

Ends with 0 when the bundle was replaced, 1 when something was refused and all that is shown is as
it was, 2 when there is nothing new, 3 when some files of a folder were taken and others refused,
64 when the command was not understood, 75 during another build.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from geodata.catalogue import CATALOGUE_DIR, FIGURES_DIR
from geodata.catalogue.authorities import AUTHORITY_FILE
from geodata.catalogue.own import read_entries
from geodata.errors import BusyError, ExplorerError, refuse_table
from geodata.own.add import OUT, Places, Report, add
from geodata.own.attack import attack
from geodata.own.cells import cells_of
from geodata.own.drops import take_all
from geodata.own.entry import key_of
from geodata.own.kept import kept_register
from geodata.own.layout import TEMPLATE, read_delivery
from geodata.own.places import placed
from geodata.store import Store

DONE, REFUSED, NOTHING_NEW, PARTLY, MISUSED, BUSY = 0, 1, 2, 3, 64, 75


class _Parser(argparse.ArgumentParser):
    """argparse ends with 2 when it does not understand; 2 has a meaning of its own here."""

    def error(self, message: str) -> NoReturn:
        """Say what was not understood, and end with 64."""
        self.print_usage(sys.stderr)
        self.exit(MISUSED, f"refused: {message}\n")


def main(arguments: Sequence[str]) -> int:
    """Run "add" or "attack"; returns the exit code. Progress to stderr, the outcome to stdout."""
    command, *arguments = arguments
    made = parser(command)
    options = made.parse_args(arguments)
    start = time.monotonic()

    def report(line: str) -> None:
        print(f"{time.monotonic() - start:6.2f} s  {line}", file=sys.stderr, flush=True)

    if options.template:
        print(TEMPLATE, end="")
        return DONE
    if bool(options.file) == bool(options.drops):
        made.error("expected a file, or --drops and a folder")
    try:
        return _attack(options) if command == "attack" else _run(options, report)
    except ExplorerError as error:
        print(f"refused: {error}", file=sys.stderr)
        return BUSY if isinstance(error, BusyError) else REFUSED
    except OSError as error:
        used = f"{options.out}, {options.figures} or {tempfile.gettempdir()}"
        print(f"refused: {error.filename or used}: {error.strerror or error}.", file=sys.stderr)
        return REFUSED


def _run(options: argparse.Namespace, report: Report) -> int:
    places = Places(options.out, options.figures, options.catalogue)
    area = options.area or _only_area(options.figures)
    if not options.drops:
        taken = add(options.file, area, places, report=report)
        print(taken.words)
        return _code(taken.new, options)
    outcome = take_all(options.drops, area, places, report=report)
    print(outcome.words)
    if outcome.refused:
        return PARTLY if outcome.new else REFUSED
    return _code(outcome.new > 0, options)


def _attack(options: argparse.Namespace) -> int:
    """Attack the bundle; 1 where a small count was given away."""
    area = options.area or _only_area(options.figures)
    store = Store.open(options.out / area, catalogue_dir=options.catalogue)
    delivery = read_delivery(options.file)
    key = key_of(delivery.heading.title)
    if key not in read_entries(options.figures / area):
        expected = "the title of figures that were added before"
        refuse_table(delivery.file, 0, "title", repr(delivery.heading.title), expected)
    cells = cells_of(delivery.file, placed(delivery, store))
    register = kept_register(options.figures / area, key, options.out / area)
    outcome = attack(store, key, cells, register, added_up=delivery.heading.added_up)
    print(outcome.words)
    return REFUSED if outcome.broken else DONE


def _code(new: bool, options: argparse.Namespace) -> int:
    return DONE if new or options.same_is_fine else NOTHING_NEW


def _only_area(figures: Path) -> str:
    """The one authority that has figures; ExplorerError where several or none have."""
    known = sorted(path.parent.name for path in figures.glob(f"*/{AUTHORITY_FILE}"))
    if len(known) != 1:
        held = ", ".join(known) or f"those with {AUTHORITY_FILE} in {figures}, which has none"
        raise ExplorerError(f"--area: found no code of an authority, expected one of {held}.")
    return known[0]


def parser(command: str) -> argparse.ArgumentParser:
    """The arguments of "add", or of "attack"."""
    made = _Parser(
        prog=f"python -m geodata {command}",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    option = made.add_argument
    option("file", type=Path, nargs="?", help="a CSV file in the layout of the template")
    if command == "add":
        option("--template", action="store_true", help="print the layout, and nothing else")
        option("--drops", type=Path, metavar="FOLDER", help="take every file of a folder")
    else:
        made.set_defaults(template=False, drops=None)
    option("--area", help="the authority's code; without, the one that has figures")
    option("--same-is-fine", action="store_true", help="end with 0, not 2, when nothing is new")
    option("--out", type=Path, default=OUT, help="where bundles are; without, own")
    option("--figures", type=Path, default=FIGURES_DIR, help="where tables are")
    option("--catalogue", type=Path, default=CATALOGUE_DIR, help=argparse.SUPPRESS)
    return made
