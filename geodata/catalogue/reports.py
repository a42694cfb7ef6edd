"""What an authority's own report claims, and what no open figure gives it, from TOML.

Both are an authority's own and may be absent: `reports/<code>.toml` and `reports/<code>_gaps.toml`.
Only claims are kept here; what they are checked against is worked out from the bundle.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geodata.catalogue.entries import arguments, check_keys, entries, mapping, one_of, refuse
from geodata.catalogue.holdings import Pairs

STANDINGS = ("said", "other", "today")
SAME = 1e-9  # of a number and half a step: what a float adds


@dataclass(frozen=True)
class Attempt:
    """One definition under which a claim is checked.

    `how` is the key of a check. `standing` says whether it is what the report `said`, another
    definition (`other`), or a figure of another year or place that decides nothing (`today`). The
    rest is what a check needs: a `figure` or several, a `cut` in per cent and where a band begins
    (`over`), what is `counted`, a `table` with `cells` and a `column`, `codes` of places, and the
    report's own `start` and `end`. `label` says in words what a cell is, `given` under
    which condition the claim holds if this definition agrees.
    """

    how: str
    standing: str = "said"
    figure: str = ""
    figures: tuple[str, ...] = ()
    cut: int | None = None
    over: int | None = None
    counted: str = ""
    table: str = ""
    cells: Pairs = ()
    column: str = ""
    codes: tuple[str, ...] = ()
    label: str = ""
    given: str = ""
    start: float | None = None
    end: float | None = None


@dataclass(frozen=True)
class Claim:
    """One figure of a report as it is quoted.

    `brief` is it in few words. `number` was rounded to a `step` (1 if none is said); or it lies
    `above` or `below` a bound.
    `why` says why it cannot be checked, `open` where open figures for it are published that are not
    here yet, `note` what is to be kept in mind.
    """

    key: str
    paragraph: str
    says: str
    brief: str = ""
    number: float | None = None
    step: float | None = None
    above: float | None = None
    below: float | None = None
    why: str = ""
    open: str = ""
    note: str = ""
    attempts: tuple[Attempt, ...] = ()

    def agrees(self, value: float) -> bool:
        """Whether a value is what the claim says, as far as its rounding shows."""
        if value != value:
            return False
        if self.number is not None:
            return abs(value - self.number) <= (self.step or 1) / 2 + SAME
        low = self.above is None or value > self.above
        return low and (self.below is None or value < self.below)


@dataclass(frozen=True)
class Report:
    """A report: its title, month and publisher, what is to be kept in mind, and its claims."""

    title: str
    date: str
    publisher: str
    mind: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True)
class DataGap:
    """A figure that is needed and not here: for what, who has it, at which level, how to add it.

    `nearest` are keys of indicators that come closest to it, and `held` says what they give of it.
    `here` are patterns of keys of indicators and tables that meet the need once they are held.
    """

    key: str
    need: str
    needed_for: str
    publisher: str
    exists: str
    level: str
    add: str
    nearest: tuple[str, ...] = ()
    held: str = ""
    here: tuple[str, ...] = ()


def load_report(code: str, directory: Path) -> Report | None:
    """The report of an authority; None where it has none. Raises CatalogueError for a bad entry."""
    path = directory / "reports" / f"{code}.toml"
    if not path.exists():
        return None
    found = dict(entries(path))
    about = found.pop("report", None)
    if about is None:
        refuse(path.name, "report", "nothing", "title, date, publisher and mind of the report")
    named = ("title", "date", "publisher", "mind")
    check_keys(path.name, "report", about, required=named, known=named)
    claims = tuple(_claim(path.name, key, entry) for key, entry in found.items())
    return Report(claims=claims, **{name: str(about[name]) for name in named})


def load_gaps(code: str, directory: Path) -> tuple[DataGap, ...]:
    """What an authority needs and no open figure gives it, in the order written."""
    path = directory / "reports" / f"{code}_gaps.toml"
    if not path.exists():
        return ()
    return tuple(
        DataGap(key=key, **arguments(path.name, key, DataGap, entry))
        for key, entry in entries(path)
    )


def _claim(file: str, key: str, entry: Mapping[str, Any]) -> Claim:
    own = {name: value for name, value in entry.items() if name != "attempts"}
    where = f"{key}.attempts"
    attempts = tuple(
        _attempt(file, where, mapping(file, where, one)) for one in entry.get("attempts", ())
    )
    return Claim(key=key, attempts=attempts, **arguments(file, key, Claim, own))


def _attempt(file: str, where: str, entry: Mapping[str, Any]) -> Attempt:
    attempt = Attempt(**arguments(file, where, Attempt, entry))
    one_of(file, f"{where}.standing", attempt.standing, STANDINGS)
    return attempt
