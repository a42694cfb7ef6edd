"""The solver HiGHS, one thread and silent."""

from __future__ import annotations

import os

import highspy


def solver() -> highspy.Highs:
    """A new, empty model. What HiGHS says of itself, once a process, is told nobody."""
    kept = os.dup(1)
    try:
        with open(os.devnull, "w") as nowhere:
            os.dup2(nowhere.fileno(), 1)
        highs = highspy.Highs()  # type: ignore[no-untyped-call]
    finally:
        os.dup2(kept, 1)
        os.close(kept)
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("threads", 1)
    return highs
