"""The site as it now builds, and a browser to look at it: for commands that are no tests."""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from playwright.sync_api import Browser, sync_playwright

from tests.chromium import FLAGS, REMEDY, find_browser
from tests.conftest import run
from tests.server import serve


@contextmanager
def visit() -> Iterator[tuple[Browser, str]]:
    """A browser, and the address of the Danish home page of the site, built for that address.

    Ends the program with status 2 if there is no browser or the site does not build.
    """
    executable = find_browser()
    if executable is None:
        stop(REMEDY)
    with tempfile.TemporaryDirectory() as folder, serve(Path(folder)) as home:
        result = run("mkdocs", "build", "--quiet", "--site-dir", folder, site_url=home)
        if result.returncode:
            stop(result.stderr)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=executable, args=FLAGS)
            yield browser, home
            browser.close()


def stop(reason: str) -> NoReturn:
    """Says why a program cannot run, and ends it with status 2."""
    print(reason, file=sys.stderr)
    sys.exit(2)
