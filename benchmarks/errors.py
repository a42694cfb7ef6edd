"""What can go wrong while measuring."""

from __future__ import annotations


class BenchmarkError(Exception):
    """A page did not do what is measured; the message says what was found and expected."""


class NoMapError(BenchmarkError):
    """A page was loaded and its areas were never drawn."""
