"""python -m geodata build | check | refresh CODE, or add | attack FILE.

Progress to stderr, the outcome to stdout.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

try:
    from geodata.build import build, check
    from geodata.bundle import BUNDLE_DIR
    from geodata.catalogue import FIGURES_DIR
    from geodata.errors import ExplorerError
except ModuleNotFoundError as missing:
    sys.exit(
        f"refused: found no package {missing.name}, expected those of requirements-build.txt: "
        '"make build" installs them, ". .venv/bin/activate" makes this python that one.'
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when it did what was asked, 1 when it was refused.

    `refresh` and `add` have exit codes of their own (geodata/refresh/cli.py, geodata/own/cli.py).
    """
    arguments = sys.argv[1:] if arguments is None else arguments
    if arguments[:1] in (["add"], ["attack"]):
        from geodata.own import cli as own

        return own.main(arguments)
    if arguments[:1] == ["refresh"]:
        from geodata.refresh import cli

        return cli.main(arguments[1:])
    parser = argparse.ArgumentParser(prog="python -m geodata", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, words in (
        ("build", "make the bundle of an authority from its figures"),
        ("check", "refuse a bundle that is not what the figures build"),
    ):
        command = commands.add_parser(name, help=words)
        command.add_argument("code", help="the authority's code; it has a folder of figures")
        command.add_argument("--out", type=Path, default=BUNDLE_DIR, help="where bundles are")
        command.add_argument("--figures", type=Path, default=FIGURES_DIR, help="where tables are")
    options = parser.parse_args(arguments)
    run = build if options.command == "build" else check
    start = time.monotonic()

    def report(line: str) -> None:
        print(f"{time.monotonic() - start:6.2f} s  {line}", file=sys.stderr, flush=True)

    try:
        outcome = run(options.code, out=options.out, figures=options.figures, report=report)
    except ExplorerError as error:
        print(f"refused: {error}", file=sys.stderr)
        return 1
    report("done")
    print(outcome)
    return 0


if __name__ == "__main__":
    sys.exit(main())
