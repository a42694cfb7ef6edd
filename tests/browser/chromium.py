"""Find a Chromium, or install one. `python -m tests.browser.chromium` says what it did."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

SHELLS = ("chromium-headless-shell", "chrome-headless-shell")
WHOLE = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PACKAGES = ("chromium", "chromium-headless-shell", "fonts-liberation")
FLAGS = (
    "--disable-gpu",
    "--in-process-gpu",  # what is painted without one needs no process: a tenth less for a page
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # This takes the place of Playwright's own list, of which the first three matter here. The last
    # two are pages of the address bar: nobody sees them, and they cost what a page under test does.
    "--disable-features=ThirdPartyStoragePartitioning,HttpsUpgrades,PaintHolding,"
    "WebUIOmniboxPopup,WebUIOmniboxAimPopup",
)


def flags() -> list[str]:
    """Command line flags for a quiet Chromium; root needs one more."""
    return [*FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]


def find() -> str | None:
    """Path of a Chromium on this machine: EXPLORER_CHROMIUM, the system's, or Playwright's own.

    The headless shell is preferred: the same browser without its windows, in a fifth less time.
    """
    named = os.environ.get("EXPLORER_CHROMIUM")
    return named or _shell() or _of_the_system(*WHOLE) or _playwrights()


def find_whole() -> str | None:
    """The same for a Chromium whose profile has settings, which the headless shell has not."""
    named = os.environ.get("EXPLORER_CHROMIUM")
    if named and "shell" not in Path(named).name:
        return named
    return _of_the_system(*WHOLE) or _playwrights()


def _of_the_system(*names: str) -> str | None:
    return next(filter(None, map(shutil.which, names)), None)


def _shell() -> str | None:
    return _of_the_system(*SHELLS) or _shell_of_playwright()


def _playwrights() -> str | None:
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


def _shell_of_playwright() -> str | None:
    """It lies beside Playwright's Chromium, in a folder of the same revision."""
    with sync_playwright() as playwright:
        own = Path(playwright.chromium.executable_path)
    revision = own.parents[1].name.removeprefix("chromium-")
    found = own.parents[2].glob(f"chromium_headless_shell-{revision}/*/*headless?shell")
    return next(map(str, found), None)


def _install() -> None:
    """Try the system's packages, then Playwright's download."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        quick = ["-o", "Acquire::http::Timeout=20", "-o", "Acquire::Retries=1"]
        subprocess.run(["apt-get", *quick, "update", "-qq"], check=False, stdout=subprocess.DEVNULL)
        for package in PACKAGES:  # one by one: not every system has each
            subprocess.run(
                ["apt-get", "install", "-y", "-qq", package],
                check=False,
                stdout=subprocess.DEVNULL,
                env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
            )
    if find() is None:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


def main() -> int:
    """Say which Chromium the browser tests will drive; 1 when there is none."""
    if not (os.environ.get("EXPLORER_CHROMIUM") or _shell()):
        print("No Chromium without windows found; installing one.", flush=True)
        _install()
    found = find()
    if found is None:
        print(
            "There is no Chromium and none could be installed, so the browser tests cannot run.\n"
            "Install one (Debian: apt-get install chromium) or name one in EXPLORER_CHROMIUM."
        )
        return 1
    print(f"Chromium for the browser tests: {found}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
