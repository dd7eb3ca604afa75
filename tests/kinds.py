"""What kinds of pages there are, and how readers look at them: for all that looks at the site."""

import re
from typing import Literal, NamedTuple

from playwright.sync_api import Page, expect

from tests.test_site import SLUGS, folder


class Look(NamedTuple):
    """A colour scheme and the width of the window in CSS pixels."""

    scheme: Literal["light", "dark"]
    width: int

    def __str__(self) -> str:
        return f"{self.scheme} {self.width}"


# 320 pixels are the narrowest phone, and what zooming to 400 % leaves of 1280 (WCAG 1.4.10).
LOOKS = [Look("light", 320), Look("dark", 320), Look("light", 1280), Look("dark", 1280)]

MISSING = "nothing/here/"
# Paths below a language's home, of all its pages.
PATHS = [*map(folder, SLUGS), MISSING]
# What the path of a kind looks like; the first that fits counts.
_PATTERNS = {
    "home": "",
    "missing": MISSING,
    "glossary": "glossary/",
    "tags": "tags/",
    "about": "about/",
    "section": "[^/]+/",
    "article": "library/.+",
    "calculator": ".+-calculator/",
    "guide": ".+",
}
# One page of each kind: where there are many, one that has most of what its kind may have.
EXAMPLES = {
    "home": "",
    "section": "basics/",
    "guide": "basics/value-of-loyalty/",
    "calculator": "measure/clv-calculator/",
    "article": "library/customer-loyalty-in-brief/",
    "glossary": "glossary/",
    "tags": "tags/",
    "about": "about/",
    "missing": MISSING,
}

CALCULATORS = [path for path in PATHS if path.endswith("-calculator/")]


def kind_of(path: str) -> str:
    """The kind of the page at a path: a key of `EXAMPLES`."""
    return next(kind for kind, pattern in _PATTERNS.items() if re.fullmatch(pattern, path))


def go(page: Page, address: str) -> None:
    """Opens a page with all that else loads as the reader comes near: a query has it load."""
    page.goto(f"{address}?x")
    expect(page.locator(".calculator:not(.ready)")).to_have_count(0)


def look(page: Page, at: Look, *, height: int = 800) -> None:
    """Shows an open page in a colour scheme and a width, with nothing in motion."""
    page.set_viewport_size({"width": at.width, "height": height})
    page.emulate_media(color_scheme=at.scheme, reduced_motion="reduce")
