"""Find a Chromium, or install one. `python -m tests.browser.chromium` says what it did."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--disable-gpu",
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
    """Path of a Chromium on this machine: EXPLORER_CHROMIUM, the system's, or Playwright's own."""
    named = os.environ.get("EXPLORER_CHROMIUM")
    if named:
        return named
    for name in NAMES:
        path = shutil.which(name)
        if path:
            return path
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


def _install() -> None:
    """Try the system's packages, then Playwright's download."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "update", "-qq"], check=False, stdout=subprocess.DEVNULL)
        subprocess.run(
            ["apt-get", "install", "-y", "-qq", "chromium", "fonts-liberation"],
            check=False,
            stdout=subprocess.DEVNULL,
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        )
    if find() is None:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


def main() -> int:
    """Say which Chromium the browser tests will drive; 1 when there is none."""
    if find() is None:
        print("No Chromium found; installing one.", flush=True)
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
