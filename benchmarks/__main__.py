"""`python -m benchmarks`: measure and print."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from benchmarks.errors import BenchmarkError
from benchmarks.report import lines
from benchmarks.run import run
from benchmarks.sizes import of_sizes
from geodata.errors import ExplorerError


def main() -> int:
    """Run the rounds asked for and print the report."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--rounds", type=int, default=7, help="rounds that count (7)")
    parser.add_argument("--warm", type=int, default=2, help="rounds before those (2)")
    parser.add_argument("--sizes", action="store_true", help="ten authorities and a country")
    parser.add_argument(
        "--bundles",
        type=Path,
        help="folder in which the bundle of the country stays, so that it is built once",
    )
    chosen = parser.parse_args()
    print(f"load of this machine before: {os.getloadavg()[0]:.2f} on {os.cpu_count()} processors")
    try:
        options = {
            "rounds": chosen.rounds,
            "warm": chosen.warm,
            "progress": lambda text: print(text, file=sys.stderr, flush=True),
        }
        sizes = chosen.sizes and of_sizes(bundles=chosen.bundles, **options)
        for line in sizes or lines(run(**options)):
            print(line, flush=True)
    except (BenchmarkError, ExplorerError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
