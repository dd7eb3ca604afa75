"""A page on paper: the text whole, links as numbered notes, nothing to press."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import LANGUAGES
from tools.language import Language

GUIDE = "basics/customer-loyalty/"


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=LANGUAGES)
def test_links_become_notes_that_go_on_from_the_references(
    page: Page, home: str, language: Language
) -> None:
    page.goto(f"{home}{language.path}{GUIDE}")
    addresses = page.locator(".text a[href]:not([href^='#'])").evaluate_all(
        "links => links.map(link => link.href)"
    )
    references = page.locator(".footnote li").count()
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    notes = page.locator(".printed li")
    assert notes.all_inner_texts() == list(dict.fromkeys(addresses))
    assert page.locator(".printed ol").get_attribute("start") == str(references + 1)
    # Each link has the number of its note.
    for link in page.locator(".text a[href]:not([href^='#'])").all():
        number = int(link.locator("+ sup").inner_text())
        assert notes.nth(number - references - 1).inner_text() == link.evaluate("a => a.href")
    expect(page.locator(".printed")).to_contain_text(page.url)
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator(".printed, .printed-number")).to_have_count(0)


def test_what_is_pressed_is_not_printed(page: Page, home: str) -> None:
    page.goto(f"{home}{GUIDE}")
    page.emulate_media(media="print", color_scheme="dark")
    for part in ("header", "#menu", ".contents", "footer", ".steps", ".foot", ".headerlink"):
        expect(page.locator(part).first).to_be_hidden()
    for part in ("h1", ".summary", ".text table", "#references"):
        expect(page.locator(part).first).to_be_visible()
    # Ink on paper, whatever the screen is set to.
    assert page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    ink = page.evaluate("getComputedStyle(document.querySelector('h1')).color")
    assert sum(map(int, re.findall(r"\d+", ink))) < 150


def test_a_sheet_is_a4_and_nothing_is_cut(page: Page, home: str) -> None:
    page.goto(f"{home}{GUIDE}")
    sheets = re.findall(rb"/MediaBox\s*\[([\d. ]+)\]", page.pdf(prefer_css_page_size=True))
    assert sheets
    for sheet in sheets:
        assert [round(float(side)) for side in sheet.split()[2:]] == [595, 842]
    # As wide as the text on the sheet: 170 mm at 96 to the inch.
    page.set_viewport_size({"width": 642, "height": 900})
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") <= 642
