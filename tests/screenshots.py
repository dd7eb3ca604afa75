"""Pictures of the site, to be looked at one by one: `python -m tests.screenshots [FOLDER]`.

Kinds of pages in each language, colour scheme and width; a sheet with all looks of each page; and
an `index.html` of the sheets side by side.
"""

import argparse
from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.conftest import LANGUAGES, ROOT
from tests.kinds import CALCULATORS, EXAMPLES, Look, go, look
from tests.test_browser import READERS, search
from tests.visit import visit

LOOKS = [
    *(Look("light", width) for width in (360, 768, 1280)),
    *(Look("dark", width) for width in (360, 768, 1280)),
]
HEIGHT = 6000  # what is below that is more of the same
SCALE = 0.4  # of the pictures on a sheet, so that it is no wider than 2,000 pixels

SEARCH = "search"
# The pages by the names of their files; of the search, the page where its dialog opens.
PICTURED = {
    **{kind: EXAMPLES[kind] for kind in ("home", "section", "guide", "glossary", "missing")},
    **{path.split("/")[-2]: path for path in CALCULATORS},
    SEARCH: EXAMPLES["home"],
}

_INDEX = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Screenshots</title>
<style>
  body {{ margin: 0; font-family: system-ui, sans-serif; }}
  section {{ box-sizing: border-box; width: max-content; padding: 8px; }}
  section a {{ display: inline-block; margin-right: 4px; vertical-align: top; }}
  img {{ border: 1px solid gray; }}
  body:has(:target) section:not(:target) {{ display: none; }}
</style>
{sections}
"""
_DECODED = """() => Promise.all(
    [...document.querySelectorAll(":target img")].map((image) => image.decode()))"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "screenshots")
    folder: Path = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    with visit() as (browser, home):
        for name in PICTURED:
            for locale in LANGUAGES:
                picture(browser, home, name, locale, folder)
        sections = [_section(name, locale) for name in PICTURED for locale in LANGUAGES]
        index = folder / "index.html"
        index.write_text(_INDEX.format(sections="\n".join(sections)), "utf-8")
        make_sheets(browser, index.resolve())
    print(index)


def picture(browser: Browser, home: str, name: str, locale: str, folder: Path) -> None:
    """Writes the pictures of a page in a language, in all looks."""
    with browser.new_context() as context:
        page = context.new_page()
        for at in LOOKS:
            look(page, at)
            go(page, f"{home}{LANGUAGES[locale].path}{PICTURED[name]}")
            file = folder / _file(name, locale, at)
            if name == SEARCH:
                search(page, READERS[locale].word)
                expect(page.locator("#search-results a").first).to_be_visible()
                page.screenshot(path=file)
            else:
                height = min(HEIGHT, page.evaluate("document.documentElement.scrollHeight"))
                page.screenshot(
                    path=file,
                    full_page=True,
                    clip={"x": 0, "y": 0, "width": at.width, "height": height},
                )


def make_sheets(browser: Browser, index: Path) -> None:
    """Writes each section of the index as a picture too."""
    with browser.new_context(viewport={"width": 2000, "height": 2400}) as context:
        page = context.new_page()
        for name in PICTURED:
            for locale in LANGUAGES:
                page.goto(f"{index.as_uri()}#{name}-{locale}")
                page.evaluate(_DECODED)
                sheet = index.parent / f"sheet-{name}-{locale}.png"
                page.locator(":target").screenshot(path=sheet)


def _file(name: str, locale: str, at: Look) -> str:
    return f"{name}-{locale}-{at.scheme}-{at.width}.png"


def _section(name: str, locale: str) -> str:
    pictures = "".join(
        f'<a href="{file}"><img src="{file}" alt="{at}" loading="lazy" width="{width}"></a>'
        for at in LOOKS
        for file, width in [(_file(name, locale, at), round(at.width * SCALE))]
    )
    return f'<section id="{name}-{locale}"><h2>{name}, {locale}</h2>{pictures}</section>'


if __name__ == "__main__":
    main()
