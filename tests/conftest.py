"""The built site, a server for it, and a browser: made once, shared by all tests."""

import contextlib
import io
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.chromium import FLAGS, REMEDY, find_browser
from tests.server import MOUNT, serve
from tools.__main__ import main
from tools.language import load_languages

ROOT = Path(__file__).parent.parent
SITE_URL = f"https://example.org{MOUNT}"
LANGUAGES = load_languages()


def run(
    *arguments: str, cwd: Path = ROOT, site_url: str = SITE_URL
) -> subprocess.CompletedProcess[str]:
    """What a Python module answers: `run("tools", "check")` is `python -m tools check`."""
    environment = os.environ | {"SITE_URL": site_url, "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", *arguments]
    return subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=120
    )


def run_here(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """As `run("tools", ...)`, in this process: for what does not change Python or language files.

    A second process is most of the time that such a command takes.
    """
    out, err = io.StringIO(), io.StringIO()
    with contextlib.chdir(cwd), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = main(arguments)
        except SystemExit as stop:
            code = int(stop.code or 0)
    return subprocess.CompletedProcess(arguments, code, out.getvalue(), err.getvalue())


def copy_project(target: Path, *without: str) -> Path:
    """A copy of the project without what is installed, built or tests, or has one of the names."""
    left_out = shutil.ignore_patterns(
        ".git", ".venv", ".*_cache", ".hypothesis", "screenshots", "site", "tests", *without
    )
    return Path(shutil.copytree(ROOT, target, ignore=left_out))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project that a test may spoil."""
    return copy_project(tmp_path / "project")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project with its site built, for a site below a path of its host."""
    root = copy_project(tmp_path_factory.mktemp("built") / "project")
    result = run("mkdocs", "build", "--strict", cwd=root)
    assert result.returncode == 0, result.stderr
    assert "WARNING" not in result.stderr
    return root


@pytest.fixture(scope="session")
def home(built: Path) -> Iterator[str]:
    """The address of the Danish home page of the built site, served on loopback."""
    with serve(built / "site") as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    executable = find_browser()
    if executable is None:
        pytest.fail(REMEDY, pytrace=False)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def shared(browser: Browser, home: str) -> Iterator[BrowserContext]:
    """A context for tests to which it is all the same what the browser has kept of others.

    A page of it stays open, and others open in that page's process: to start one, as a new context
    must, takes longer than most of what a test does there.
    """
    context = browser.new_context()
    context.set_default_timeout(10_000)
    context.new_page().goto(home)
    yield context
    context.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context()
    context.set_default_timeout(10_000)
    yield context
    context.close()


class Faults(list[str]):
    """What went wrong on a page: console errors, failed requests, requests to other hosts."""

    def watch(self, page: Page, host: str) -> None:
        page.on("console", lambda message: self._console(message.type, message.text))
        page.on("pageerror", lambda error: self.append(f"script error: {error}"))
        page.on("requestfailed", lambda request: self._failure(request.failure, request.url))
        page.on("response", lambda response: self._answer(response.status, response.url))
        page.on("request", lambda request: self._request(request.url, host))

    def _console(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.append(f"console {kind}: {text}")

    def _failure(self, reason: str | None, url: str) -> None:
        if reason != "net::ERR_ABORTED":  # what was under way when the reader went on
            self.append(f"{reason}: {url}")

    def _answer(self, status: int, url: str) -> None:
        if status >= 400:
            self.append(f"{status}: {url}")

    def _request(self, url: str, host: str) -> None:
        if not url.startswith((host, "data:", "blob:")):
            self.append(f"another host: {url}")


@contextlib.contextmanager
def visit(context: BrowserContext, home: str) -> Iterator[Page]:
    """A page whose faults, none of which a reader should meet, fail the test at its end."""
    page = context.new_page()
    faults = Faults()
    faults.watch(page, home)
    yield page
    page.close()
    assert faults == []


@pytest.fixture
def page(context: BrowserContext, home: str) -> Iterator[Page]:
    """A page of a browser that has been nowhere yet; `visit` says how its faults are met."""
    with visit(context, home) as page:
        yield page


@pytest.fixture(scope="module")
def window(shared: BrowserContext, home: str) -> Iterator[tuple[Page, Faults]]:
    """One page for the tests of a module, with its faults: opening it costs more than a visit."""
    page = shared.new_page()
    faults = Faults()
    faults.watch(page, home)
    yield page, faults
    page.close()
    assert faults == []


@pytest.fixture
def shared_page(window: tuple[Page, Faults]) -> Iterator[Page]:
    """As `page`, but the module's tests go on with it: each says what window and media it needs."""
    page, faults = window
    yield page
    page.evaluate("localStorage.clear()")
    found = list(faults)
    faults.clear()
    assert found == []
