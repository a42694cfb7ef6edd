"""python -m views BUNDLE: the keys of a view, with the defaults that this bundle gives them."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from geodata.errors import ExplorerError
from geodata.store import Store
from views.table import table
from views.vocabulary import Vocabulary


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; 0 when it could, 1 when the bundle was refused."""
    parser = argparse.ArgumentParser(prog="python -m views", description=__doc__)
    parser.add_argument("bundle", type=Path, help="the folder of a bundle")
    options = parser.parse_args(arguments)
    try:
        print(table(Vocabulary.of(Store.open(options.bundle))))
    except ExplorerError as error:
        print(f"refused: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
