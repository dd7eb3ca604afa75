"""The browser for the tests: one that is on the machine, else one that Playwright fetches."""

import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Error, sync_playwright

_NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
)
_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
)
# Without these a browser talks to its maker's hosts, and does not start as root or without a GPU.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
REMEDY = (
    "No Chrome or Chromium was found and Playwright could not fetch one: install one "
    "(on Debian: apt-get install chromium), then run `make test` again."
)


def find_browser() -> Path | None:
    """The executable of a Chrome or Chromium, or of the one that Playwright keeps.

    If there is none, Playwright is asked to fetch its own; nothing comes back if that fails too.
    """
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    found = found or next((place for place in _PLACES if Path(place).is_file()), None)
    if found:
        return Path(found)
    return _playwrights_own() or (_fetch() and _playwrights_own()) or None


def _playwrights_own() -> Path | None:
    try:
        with sync_playwright() as playwright:
            path = Path(playwright.chromium.executable_path)
    except Error:
        return None
    return path if path.is_file() else None


def _fetch() -> bool:
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    try:
        return subprocess.run(command, timeout=600, capture_output=True).returncode == 0
    except subprocess.TimeoutExpired:
        return False


if __name__ == "__main__":
    if find_browser() is None:
        sys.exit(REMEDY)
