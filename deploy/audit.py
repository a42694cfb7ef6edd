"""Known weaknesses of the pinned packages: `python deploy/audit.py [--release]`.

Asks a public database of advisories through pip-audit. Without a network nothing is learnt: that
is said, and only a release (`--release`) is stopped by it, so that checks can run anywhere.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LISTS = ("requirements.txt", "requirements-build.txt")
PATIENCE = 120
UNREACHED = (
    "The advisory database could not be reached: the pinned packages were NOT checked for known "
    "weaknesses. Run this again where there is a network; a release needs it."
)


def command(lists: tuple[str, ...]) -> list[str]:
    """How pip-audit is asked about lists of pinned packages, without resolving them again."""
    named = [part for name in lists for part in ("--requirement", str(ROOT / name))]
    flags = ["--no-deps", "--disable-pip", "--format", "json", "--progress-spinner", "off"]
    return [sys.executable, "-m", "pip_audit", *named, *flags]


def verdict(printed: str, *, release: bool) -> tuple[str, int]:
    """Words and exit status for what pip-audit printed; no JSON means that it learnt nothing."""
    try:
        packages = json.loads(printed)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return UNREACHED, int(release)
    found = [
        f"{one['name']} {one['version']}: {weakness['id']}, mended in "
        f"{', '.join(weakness['fix_versions']) or 'no version yet'}"
        for one in packages
        for weakness in one.get("vulns", [])
    ]
    unknown = [one["name"] for one in packages if "vulns" not in one]
    if found:
        return "\n".join(["Known weaknesses:", *found]), 1
    if len(unknown) == len(packages):
        return UNREACHED, int(release)
    words = f"No known weakness in {len(packages) - len(unknown)} pinned packages."
    if unknown:
        return f"{words} NOT checked: {', '.join(unknown)}.", int(release)
    return words, 0


def main() -> None:
    """Ask, say what was found, and end with 1 when something was."""
    release = "--release" in sys.argv[1:]
    try:
        asked = subprocess.run(
            command(LISTS), capture_output=True, text=True, timeout=PATIENCE, check=False
        )
        printed = asked.stdout
    except subprocess.TimeoutExpired:
        printed = ""
    words, status = verdict(printed, release=release)
    print(words)
    sys.exit(status)


if __name__ == "__main__":
    main()
