"""What changed between two bundles, for a person to read."""

from __future__ import annotations

import pyarrow as pa

from geodata.geography import LSOA_CODE

Observation = tuple[object, ...]
IDENTITY = ("level", "vintage", "code", "period")
CONTENT = ("value", "numerator", "denominator", "status", "unit", "source")


def describe(old: pa.Table | None, new: pa.Table) -> str:
    """One line for each indicator whose observations were added, removed or changed."""
    if old is None:
        return f"No previous bundle to compare with: {new.num_rows:,} observations, all new."
    before, after = _by_indicator(old), _by_indicator(new)
    lines = [
        line
        for key in sorted(before | after)
        if (line := _line(key, before.get(key, {}), after.get(key, {})))
    ]
    if not lines:
        return f"No observation differs from the previous bundle ({new.num_rows:,} observations)."
    return "\n".join(["Observations against the previous bundle:", *lines])


def people(old: pa.Table | None, new: pa.Table) -> str:
    """A line that says in how many areas others weigh and divide than before; "" for none."""
    if old is None:
        return ""
    before, after = (
        dict(zip(one[LSOA_CODE].to_pylist(), one["population"].to_pylist(), strict=True))
        for one in (old, new)
    )
    changed = sum(before.get(code, count) != count for code, count in after.items())
    return f"\nAreas whose people, who weigh and divide, changed: {changed:,}." if changed else ""


def _line(
    key: str, before: dict[Observation, Observation], after: dict[Observation, Observation]
) -> str:
    added = len(after.keys() - before.keys())
    removed = len(before.keys() - after.keys())
    changed = sum(before[place] != after[place] for place in before.keys() & after.keys())
    if not added and not removed and not changed:
        return ""
    return f"  {key}: {added:,} added, {removed:,} removed, {changed:,} changed"


def _by_indicator(table: pa.Table) -> dict[str, dict[Observation, Observation]]:
    answer: dict[str, dict[Observation, Observation]] = {}
    for row in table.to_pylist():
        place = tuple(row[name] for name in IDENTITY)
        answer.setdefault(row["indicator"], {})[place] = tuple(row[name] for name in CONTENT)
    return answer
