"""`mkdocs serve`, as an editor uses it: pages, search, error pages, and live reload."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, expect

from tests.conftest import copy_project


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """A copy of the project that is being served, and its address."""
    project = copy_project(tmp_path_factory.mktemp("served") / "project")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {name: text for name, text in os.environ.items() if name != "SITE_URL"}
    environment["NO_MKDOCS_2_WARNING"] = "1"
    command = [sys.executable, "-m", "mkdocs", "serve", "-a", f"127.0.0.1:{port}"]
    log = (project / "serve.log").open("w")
    server = subprocess.Popen(command, cwd=project, env=environment, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}/"
    try:
        wait_for(lambda: bool(fetch(address)[1]), project)
        yield project, address
    finally:
        server.terminate()
        server.wait(10)
        log.close()


def fetch(address: str) -> tuple[int, str]:
    try:
        with urlopen(address, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as error:
        return error.code, error.read().decode()
    except OSError:
        return 0, ""


def wait_for(condition: object, project: Path, seconds: float = 30) -> None:
    assert callable(condition)
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, (project / "serve.log").read_text("utf-8")
        time.sleep(0.1)


def test_the_log_is_clean(served: tuple[Path, str]) -> None:
    log = (served[0] / "serve.log").read_text("utf-8")
    assert "WARNING" not in log
    assert "ERROR" not in log


@pytest.mark.parametrize(("path", "tag"), [("", "da"), ("id/", "id"), ("no/", "nb")])
def test_error_pages_in_each_language(served: tuple[Path, str], path: str, tag: str) -> None:
    status, html = fetch(f"{served[1]}{path}library/no-such-page/")
    assert status == 404
    assert f'<html lang="{tag}">' in html


def test_a_changed_interface_word_is_shown(served: tuple[Path, str]) -> None:
    project, address = served
    words = project / "tools/languages/da.toml"
    text = words.read_text("utf-8")
    words.write_text(text.replace("Gå til indholdet", "Hop til indholdet"), "utf-8")
    wait_for(lambda: "Hop til indholdet" in fetch(address)[1], project)


def test_a_saved_page_is_shown_and_found(served: tuple[Path, str], browser: Browser) -> None:
    project, address = served
    page = browser.new_page()
    page.goto(address)
    expect(page.locator("h1")).to_have_text("Loyalitetshåndbogen")
    source = project / "docs/da/index.md"
    text = source.read_text("utf-8")
    source.write_text(text.replace("Du driver", "Kvalitetsprøvning. Du driver", 1), "utf-8")
    # The open page reloads by itself once the site is built again.
    expect(page.locator("article")).to_contain_text("Kvalitetsprøvning", timeout=30_000)
    page.keyboard.press("/")
    page.keyboard.type("kvalitetsprøvning")
    expect(page.locator("#search-results a").first).to_be_visible(timeout=30_000)
    page.close()
