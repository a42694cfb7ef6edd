"""python -m geodata refresh CODE: what the publishers have now, checked, built and put in place.

An authority that has no figures yet is begun, from its code alone. With --all instead of CODE every
one that has figures is refreshed. Ends with 0 when the bundle was replaced (or addresses listed), 1
when something was refused and nothing replaced, 2 when there is nothing new, 3 when a person is to
look at CHANGES.md first (--review), 4 when some sources were refused and the rest was replaced, 64
when the command was not understood, 75 during another build.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NoReturn

import stamina

from geodata.bundle import BUNDLE_DIR
from geodata.catalogue import CATALOGUE_DIR, FIGURES_DIR, load_authority
from geodata.errors import BusyError, ExplorerError, fault, without_query
from geodata.refresh import arcgis, begin, posts, run
from geodata.refresh import outcome as states
from geodata.refresh.addresses import by_hand
from geodata.refresh.cache import Cache
from geodata.refresh.choice import sources_of
from geodata.refresh.fetch import UNKNOWN, Fetcher, Limits
from geodata.refresh.journal import Journal
from geodata.refresh.source import area_of
from geodata.refresh.sources import SOURCES

WORK = Path(__file__).parents[2] / ".refresh"
DONE, REFUSED, NOTHING_NEW, REVIEW, PARTLY, MISUSED, BUSY = 0, 1, 2, 3, 4, 64, 75
CODES = {
    states.REPLACED: DONE,
    states.PARTLY: PARTLY,
    states.SAME: NOTHING_NEW,
    states.WAITING: REVIEW,
    states.REFUSED: REFUSED,
}
WORST = (REFUSED, PARTLY, DONE, REVIEW, NOTHING_NEW)
WORKERS = max(1, (os.cpu_count() or 1) - 1)
IN_PASSING = ("scheduler", "workers", "quiet", "same_is_fine", "mirror")  # other ways, same result
ENDED = {
    states.REPLACED: "Replaced. Restart the server, or send it SIGUSR2, to serve it.",
    states.PARTLY: "Replaced, but for what was refused. Restart the server, or send it SIGUSR2.",
    states.REFUSED: "Nothing replaced: the bundle stays.",
    states.SAME: "Nothing new: the bundle stays.",
    states.WAITING: "Not replaced: look at the changes, then run it again with --offline.",
}


class _Parser(argparse.ArgumentParser):
    """argparse ends with 2 when it does not understand; 2 has a meaning of its own here."""

    def error(self, message: str) -> NoReturn:
        """Say what was not understood, and end with 64."""
        self.print_usage(sys.stderr)
        self.exit(MISUSED, f"refused: {message}\n")


def main(arguments: Sequence[str], *, limits: Limits | None = None) -> int:
    """Run the command; returns the exit code. Progress goes to stderr, the outcome to stdout."""
    made = parser()
    options = made.parse_args(arguments)
    if options.all == bool(options.code):
        made.error("name one authority, or --all of them")
    if options.all and (options.dry_run or options.changes):
        made.error("--all goes without --dry-run and --changes")
    start = time.monotonic()

    def report(line: str) -> None:
        print(f"{time.monotonic() - start:6.2f} s  {line}", file=sys.stderr, flush=True)

    stamina.instrumentation.set_on_retry_hooks([])  # every try is in the report already
    try:
        fetcher = Fetcher(
            Cache(options.cache),
            limits=limits or Limits(),
            mirrors=dict(options.mirror),
            offline=options.offline,
            given=dict(options.given),
            keys=posts.keys(os.environ),
            quiet=options.quiet or not sys.stderr.isatty(),
            report=report,
        )
        if options.dry_run:
            return _dry_run(options, fetcher)
        return (_run_all if options.all else _run)(options, fetcher, report)
    except (ExplorerError, OSError) as error:
        print(f"refused: {error}", file=sys.stderr)
        return BUSY if isinstance(error, BusyError) else REFUSED
    except Exception as error:
        print(f"refused: {fault(error)}. The bundle stays as it was.", file=sys.stderr)
        return REFUSED


def _run(options: argparse.Namespace, fetcher: Fetcher, report: Callable[[str], None]) -> int:
    places, new = _places(options, options.code), begin.is_new(options.figures, options.code)
    outcome = run.refresh(options.code, fetcher, places, _asked(options), report=report)
    print(f"{outcome.words}\nWhat changes: {outcome.changes}\n{ENDED[outcome.state]}")
    if new and not begin.is_new(options.figures, options.code):
        print(f"It is new; to see it: EXPLORER_AUTHORITY={options.code} make run")
    for sentence in outcome.refused:
        print(f"refused: {sentence}", file=sys.stderr)
    same = outcome.state == states.SAME
    return DONE if same and options.same_is_fine else CODES[outcome.state]


def _run_all(options: argparse.Namespace, fetcher: Fetcher, report: Callable[[str], None]) -> int:
    """The worst that happened to any authority, or whether any bundle was replaced."""
    from geodata.refresh import national

    tasks = [
        national.Task(
            code=code,
            places=_places(options, code),
            asked=_asked(options),
            fetcher=fetcher,
        )
        for code in national.held(options.figures)
    ]
    asked = {name: str(value) for name, value in vars(options).items() if name not in IN_PASSING}
    journal = Journal(options.cache / "all.jsonl", {**asked, "day": f"{date.today()}"})
    done = national.run_all(
        tasks,
        fetcher,
        journal,
        scheduler=options.scheduler,
        workers=options.workers,
        report=report,
    )
    print(national.table(done))
    ended = {CODES[one.state] for one in done}
    worst = next(code for code in WORST if code in ended)
    return DONE if worst == NOTHING_NEW and options.same_is_fine else worst


def _asked(options: argparse.Namespace) -> run.Asked:
    return run.Asked(
        only=tuple(options.only),
        skip=tuple(options.skip),
        strict=options.strict,
        swap=not options.review,
        whole=not options.partial_files,
    )


def _places(options: argparse.Namespace, code: str) -> run.Places:
    changes = options.changes or WORK / code / "CHANGES.md"
    return run.Places(changes, options.out, options.figures, options.catalogue)


def _dry_run(options: argparse.Namespace, fetcher: Fetcher) -> int:
    """List what would be fetched, with sizes: of the cache, or as the server says."""
    which = {"only": options.only, "skip": options.skip}
    with TemporaryDirectory(prefix="refresh-") as place:
        if begin.is_new(options.figures, options.code):
            folder = Path(place) / options.code
            area = begin.unknown(options.code, fetcher, folder, options.catalogue)
            chosen = begin.FIRST + sources_of(area, fetcher, **which, done=begin.DONE)
        else:
            authority = load_authority(options.code, options.catalogue, options.figures)
            area = area_of(authority, options.figures / options.code)
            chosen = sources_of(area, fetcher, **which)
    for source in chosen:
        print(f"{source.key}: {', '.join(area.authority.table(one).file for one in source.tables)}")
        addresses = source.addresses(area)
        if not addresses:
            print("  addresses that name the areas, which come first")
        for address in addresses:
            held = fetcher.cache.find(address)
            silent = fetcher.offline or by_hand(address) or posts.server_of(address)
            words = UNKNOWN if silent else fetcher.size(address) if not held else ""
            words = f"{held.size:,} bytes, in the cache" if held else words
            first = ", the first page of some areas" if arcgis.PAGED in address else ""
            print(f"  {without_query(address)}  {words}{first}")
    return DONE


def parser() -> argparse.ArgumentParser:
    """The command's arguments."""
    made = _Parser(
        prog="python -m geodata refresh",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    keys = ", ".join(one.key for one in SOURCES)
    add = made.add_argument
    add("code", nargs="?", help="the authority's code, as E08000007; one without figures is begun")
    add("--all", action="store_true", help="every authority that has figures, on Dask")
    add("--scheduler", default="", metavar="ADDRESS", help="a Dask scheduler, for --all")
    add("--workers", type=int, default=WORKERS, help="workers on this machine, for --all")
    add("--dry-run", action="store_true", help="list addresses and sizes, fetch nothing")
    add("--offline", action="store_true", help="take everything from the cache")
    add("--review", action="store_true", help="write CHANGES.md, replace nothing")
    for name, words in (("--only", f"these sources alone: {keys}"), ("--skip", "all but these")):
        add(name, nargs="+", type=_key, default=[], metavar="KEY", help=words)
    add("--strict", action="store_true", help="one source that is refused refuses everything")
    add("--same-is-fine", action="store_true", help="end with 0, not 2, when nothing is new")
    add("--partial-files", action="store_true", help="of a mirror; leaves national totals alone")
    add("--quiet", action="store_true", help="draw no progress")
    add("--cache", type=Path, default=WORK / "cache", help="where downloads are kept")
    add("--changes", type=Path, help="where CHANGES.md goes; without, .refresh/CODE/CHANGES.md")
    add("--out", type=Path, default=BUNDLE_DIR, help="where bundles are")
    add("--figures", type=Path, default=FIGURES_DIR, help="where tables are")
    add("--catalogue", type=Path, default=CATALOGUE_DIR, help=argparse.SUPPRESS)
    add(
        "--mirror",
        action="append",
        type=_mirror,
        default=[],
        metavar="ORIGIN=BASE",
        help="fetch what is at https://HOST from another base",
    )
    add(
        "--given",
        action="append",
        type=_given,
        default=[],
        metavar="NAME=FILE",
        help="take the file of that name from here, as from a page without a fixed address",
    )
    return made


def _key(text: str) -> str:
    keys = [one.key for one in SOURCES]
    if text not in keys:
        near = ", ".join(get_close_matches(text, keys)) or "see --help"
        raise argparse.ArgumentTypeError(f"{text!r} is no source; nearest are {near}")
    return text


def _given(text: str) -> tuple[str, Path]:
    name, sign, path = text.partition("=")
    if not (name and sign and path):
        raise argparse.ArgumentTypeError(f"{text!r} is not NAME=FILE")
    return name, Path(path)


def _mirror(text: str) -> tuple[str, str]:
    origin, sign, base = text.partition("=")
    if (
        not sign
        or not origin.startswith("https://")
        or not base.startswith(("https://", "http://"))
    ):
        raise argparse.ArgumentTypeError(f"{text!r} is not https://HOST=BASE")
    return origin, base
