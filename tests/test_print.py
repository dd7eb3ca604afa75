"""A page on paper: the text whole, links as numbered notes, nothing to press."""

import re

from playwright.sync_api import Page, expect

GUIDE = "basics/customer-loyalty/"


def test_links_become_notes_that_go_on_from_the_references(shared_page: Page, home: str) -> None:
    page = shared_page
    page.goto(f"{home}no/{GUIDE}")
    links = page.locator(".text a[href]:not([href^='#'])")
    addresses = links.evaluate_all("links => links.map(link => link.href)")
    references = page.locator(".footnote li").count()
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    notes = list(dict.fromkeys(addresses))
    assert page.locator(".printed li").all_inner_texts() == notes
    assert page.locator(".printed ol").get_attribute("start") == str(references + 1)
    # Each link has the number of its note.
    numbers = page.locator(".text a[href]:not([href^='#']) + sup").all_inner_texts()
    assert numbers == [str(references + 1 + notes.index(address)) for address in addresses]
    expect(page.locator(".printed")).to_contain_text(page.url)
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator(".printed, .printed-number")).to_have_count(0)


def test_what_is_pressed_is_not_printed(shared_page: Page, home: str) -> None:
    page = shared_page
    page.goto(f"{home}id/{GUIDE}")
    page.emulate_media(media="print", color_scheme="dark")
    for part in ("header", "#menu", ".contents", "footer", ".steps", ".foot", ".headerlink"):
        expect(page.locator(part).first).to_be_hidden()
    for part in ("h1", ".summary", ".text table", "#references"):
        expect(page.locator(part).first).to_be_visible()
    # Ink on paper, whatever the screen is set to.
    assert page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    ink = page.evaluate("getComputedStyle(document.querySelector('h1')).color")
    assert sum(map(int, re.findall(r"\d+", ink))) < 150


def test_a_sheet_is_a4_and_nothing_is_cut(shared_page: Page, home: str) -> None:
    page = shared_page
    page.goto(f"{home}{GUIDE}")
    sheets = re.findall(rb"/MediaBox\s*\[([\d. ]+)\]", page.pdf(prefer_css_page_size=True))
    assert sheets
    for sheet in sheets:
        assert [round(float(side)) for side in sheet.split()[2:]] == [595, 842]
    # As wide as the text on the sheet: 170 mm at 96 to the inch.
    page.set_viewport_size({"width": 642, "height": 900})
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") <= 642
