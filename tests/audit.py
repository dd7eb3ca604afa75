"""Every page held to accessibility, and each kind of page to Lighthouse: `python -m tests.audit`.

axe on every page in each language, colour scheme and width; Lighthouse, as on a phone, on a page of
each kind in each language. Ends with status 1 if axe finds a fault, or if accessibility, best
practices or SEO are below 100; performance is only shown, for it depends on the machine.
"""

import json
import os
import shutil
import subprocess
import sys
from collections import defaultdict
from typing import Any

from playwright.sync_api import Browser

from tests.axe import find_faults
from tests.chromium import FLAGS, find_browser
from tests.conftest import LANGUAGES
from tests.kinds import EXAMPLES, LOOKS, MISSING, PATHS, go, look
from tests.visit import stop, visit

_LIGHTHOUSE = "lighthouse@12.8.2"  # the last that runs on Node 20
_CATEGORIES = ("performance", "accessibility", "best-practices", "seo")


def main() -> None:
    if shutil.which("npx") is None:
        stop(
            "There is no Node on this machine, which Lighthouse needs: install version 20 or newer."
        )
    with visit() as (browser, home):
        is_free_of_faults = ask_axe(browser, home)
        is_at_100 = ask_lighthouse(home)
    sys.exit(not (is_free_of_faults and is_at_100))


def ask_axe(browser: Browser, home: str) -> bool:
    """Prints what axe finds and where it does, and what it leaves to a person.

    True if there is no fault.
    """
    faults: defaultdict[str, list[str]] = defaultdict(list)
    doubts: defaultdict[str, list[str]] = defaultdict(list)
    page = browser.new_page()
    for language in LANGUAGES.values():
        for path in PATHS:
            go(page, f"{home}{language.path}{path}")
            for at in LOOKS:
                look(page, at)
                for found, places in zip(find_faults(page), (faults, doubts), strict=True):
                    for what, selector in found:
                        places[what].append(f"/{language.path}{path} {at}: {selector}")
    page.close()
    for title, places in (("Faults", faults), ("Left to a person", doubts)):
        print(f"{title} by axe: {len(places)}\n")
        for what, where in sorted(places.items()):
            print(f"- {what}: {len(where)} times", *where[:3], sep="\n  ")
        print()
    return not faults


def ask_lighthouse(home: str) -> bool:
    """Prints the table of Lighthouse's scores, and what keeps any of them from 100.

    True if all are 100 that must be.
    """
    print("| page |", " | ".join(_CATEGORIES), "|")
    print("| --- |", " | ".join("--:" for _ in _CATEGORIES), "|")
    losses: list[str] = []
    is_at_100 = True
    for kind, path in EXAMPLES.items():
        for language in LANGUAGES.values():
            # Lighthouse goes no further where the answer is 404; no search engine shall find it.
            is_missing = path == MISSING
            report = _run(f"{home}{language.path}{'404.html' if is_missing else path}")
            asked = _CATEGORIES[:-1] if is_missing else _CATEGORIES
            scores = {
                name: round((report["categories"][name]["score"] or 0) * 100) for name in asked
            }
            name = f"{kind}, {language.locale}"
            cells = [str(scores.get(category, "–")) for category in _CATEGORIES]
            print(f"| {name} |", " | ".join(cells), "|", flush=True)
            losses += [f"- {name}: {loss}" for each in asked for loss in _losses(report, each)]
            is_at_100 &= all(scores[category] == 100 for category in asked[1:])
    print("", *losses, sep="\n")
    return is_at_100


def _run(address: str) -> dict[str, Any]:
    """Lighthouse's report on a page."""
    command = [
        *("npx", "--yes", _LIGHTHOUSE, address, "--quiet", "--output=json"),
        f"--only-categories={','.join(_CATEGORIES)}",
        f"--chrome-flags={' '.join(('--headless=new', *FLAGS))}",
    ]
    environment = os.environ | {"CHROME_PATH": str(find_browser())}
    result = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300)
    if result.returncode:
        stop(result.stderr)
    report: dict[str, Any] = json.loads(result.stdout)
    return report


def _losses(report: dict[str, Any], category: str) -> list[str]:
    """What lowers a category's score: the audits that have weight there and are not passed."""
    weights = {each["id"]: each["weight"] for each in report["categories"][category]["auditRefs"]}
    audits = [report["audits"][name] for name, weight in weights.items() if weight]
    return [
        f"{category}: {audit['id']} {audit['score']:.2f}, {audit['title']}"
        for audit in audits
        if audit["score"] is not None and audit["score"] < 1
    ]


if __name__ == "__main__":
    main()
