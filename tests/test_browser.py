"""What a reader does, in a real browser. The `page` fixture fails a test for any console error,
failed request or request to another host."""

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.conftest import LANGUAGES, Faults
from tests.test_site import SLUGS, folder
from tools.language import Language

ARTICLE = "library/customer-loyalty-in-brief/"
SECTION = "#why-it-matters"


@dataclass(frozen=True)
class Reader:
    """A reader of one language, and a word that many of its pages have."""

    path: str
    tag: str
    word: str


READERS = {
    "da": Reader("", "da", "loyalitet"),
    "id": Reader("id/", "id", "pelanggan"),
    "no": Reader("no/", "nb", "lojalitet"),
}
every_reader = pytest.mark.parametrize("reader", READERS.values(), ids=READERS)


def search(page: Page, query: str) -> None:
    page.keyboard.press("/")
    page.keyboard.type(query)


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=LANGUAGES)
def test_every_page_loads_without_a_fault_and_fits_the_window(
    page: Page, home: str, language: Language
) -> None:
    # What fits the narrowest phone fits any window.
    page.set_viewport_size({"width": 320, "height": 700})
    for slug in SLUGS:
        page.goto(f"{home}{language.path}{folder(slug)}")
        expect(page.locator("h1")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, slug


@every_reader
def test_switching_languages_keeps_page_and_section(page: Page, home: str, reader: Reader) -> None:
    page.goto(f"{home}{reader.path}{ARTICLE}")
    for section in ("", SECTION):
        if section:
            page.goto(f"{home}{reader.path}{ARTICLE}{section}")
        for other in READERS.values():
            if other == reader:
                continue
            page.click(f".languages a[hreflang={other.tag}]")
            page.wait_for_url(f"{home}{other.path}{ARTICLE}{section}")
            expect(page.locator("html")).to_have_attribute("lang", other.tag)
            page.click(f".languages a[hreflang={reader.tag}]")
            page.wait_for_url(f"{home}{reader.path}{ARTICLE}{section}")


def test_a_section_chosen_on_the_page_is_kept_too(page: Page, home: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 700})
    page.goto(f"{home}{ARTICLE}")
    page.click(f".contents a[href='{SECTION}']")
    page.click(".languages a[hreflang=nb]")
    page.wait_for_url(f"{home}no/{ARTICLE}{SECTION}")


@every_reader
def test_a_missing_page_answers_in_its_language(
    context: BrowserContext, home: str, reader: Reader
) -> None:
    page = context.new_page()
    answer = page.goto(f"{home}{reader.path}library/no/such/page/")
    assert answer is not None
    assert answer.status == 404
    # The page itself is missing; what it needs is there, however deep the address.
    faults = Faults()
    faults.watch(page, home)
    page.reload()
    page.wait_for_load_state("networkidle")
    missing = [fault for fault in faults if "404" in fault]
    assert faults == missing
    assert all("/no/such/page/" in fault or "console" in fault for fault in missing)
    expect(page.locator("html")).to_have_attribute("lang", reader.tag)
    search(page, reader.word)
    expect(page.locator("#search-results a").first).to_be_visible()
    page.keyboard.press("Escape")
    page.click("article p:not([lang]) a")
    page.wait_for_url(f"{home}{reader.path}")


def test_a_site_is_read_by_keyboard_alone(page: Page, home: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 700})
    page.goto(home)
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")  # past the menu, into the text
    expect(page.locator("article .search-field")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")  # past the link of the first heading
    page.keyboard.press("Enter")
    page.wait_for_url(f"{home}basics/customer-loyalty/")
    reached = set()
    for _ in range(14):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate("document.activeElement.className || document.activeElement.hreflang")
        )
        visible = page.evaluate(
            "document.activeElement === document.body ||"
            " getComputedStyle(document.activeElement).outlineStyle !== 'none'"
        )
        assert visible, page.evaluate("document.activeElement.outerHTML")
    assert {"brand", "search-button", "da", "id", "nb"} <= reached


@pytest.mark.parametrize("width", [360, 1280])
def test_every_button_and_link_has_a_name(page: Page, home: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    page.goto(f"{home}{ARTICLE}")
    page.keyboard.press("/")
    # Open, and with all that it shows before anything is typed.
    expect(page.locator("#search nav a").first).to_be_visible()
    for role in ("button", "link"):
        for control in page.get_by_role(role).all():
            expect(control).to_have_accessible_name(re.compile(r"\w"))


def test_the_menu_of_a_phone(page: Page, home: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(home)
    expect(page.locator("#menu")).not_to_be_visible()
    page.click(".menu-button")
    expect(page.locator("#menu")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#menu")).not_to_be_visible()
    page.click(".menu-button")
    page.click("#menu a[href$='basics/']")
    page.wait_for_url(f"{home}basics/")
    page.click("article a[href$='customer-retention/']")
    page.wait_for_url(f"{home}basics/customer-retention/")
    page.click(".menu-button")
    expect(page.locator("#menu [aria-current=page]")).to_have_text(re.compile("Kundefastholdelse"))


def test_without_javascript_everything_but_the_search_is_there(
    context: BrowserContext, home: str
) -> None:
    browser = context.browser
    assert browser is not None
    plain = browser.new_context(java_script_enabled=False)
    page = plain.new_page()
    page.goto(f"{home}{ARTICLE}")
    expect(page.locator(".search-button")).not_to_be_visible()
    expect(page.locator("header a[href$='tags/']")).to_be_visible()
    page.locator(".term").first.click()
    expect(page.locator(".term-note:popover-open")).to_be_visible()
    page.keyboard.press("Escape")
    page.click(".languages a[hreflang=id]")
    page.wait_for_url(f"{home}id/{ARTICLE}")
    page.goto(f"{home}basics/customer-loyalty/")
    page.locator(".footnote-ref").first.click()
    page.wait_for_url("**/#fn:oliver-1999")
    entry = page.locator("[id='fn:oliver-1999']")
    expect(entry).to_be_in_viewport()
    entry.get_by_role("link", name=LANGUAGES["da"].interface["reference_back"]).first.click()
    page.wait_for_url("**/#fnref:oliver-1999")
    plain.close()


@every_reader
def test_a_term_is_explained_by_keyboard(page: Page, home: str, reader: Reader) -> None:
    page.goto(f"{home}{reader.path}advocacy/churn/")
    term = page.locator(".term[popovertarget=term-churn]")
    note = page.locator("#term-churn")
    expect(note).not_to_be_visible()
    term.focus()
    page.keyboard.press("Enter")
    expect(note).to_be_visible()
    expect(note).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(note).not_to_be_visible()
    expect(term).to_be_focused()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    expect(note.get_by_role("link")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{home}{reader.path}glossary/#churn")
    expect(page.locator("#churn")).to_be_in_viewport()


def test_a_term_is_explained_by_touch(context: BrowserContext, home: str) -> None:
    browser = context.browser
    assert browser is not None
    phone = browser.new_context(has_touch=True, viewport={"width": 360, "height": 740})
    page = phone.new_page()
    page.goto(f"{home}advocacy/churn/")
    term = page.locator(".term").first
    term.tap()
    note = page.locator(".term-note:popover-open")
    expect(note).to_be_in_viewport(ratio=1)
    note.get_by_role("button").tap()
    expect(note).not_to_be_visible()
    term.tap()
    page.locator("h1").tap()  # beside it
    expect(note).not_to_be_visible()
    phone.close()


def test_a_term_is_a_button_once_a_page(page: Page, home: str) -> None:
    page.goto(f"{home}programs/points-and-rewards/")
    targets = page.locator(".term").evaluate_all(
        "terms => terms.map(t => t.popoverTargetElement.id)"
    )
    assert len(targets) == len(set(targets)) > 3
    # It stands in its line as the words around it do.
    sizes = page.locator("p:has(.term)").first.evaluate(
        "p => [p, p.querySelector('.term')].map(element => {"
        " const style = getComputedStyle(element); return style.fontSize + style.lineHeight })"
    )
    assert sizes[0] == sizes[1]


@every_reader
def test_a_tag_leads_to_pages_of_its_kind(page: Page, home: str, reader: Reader) -> None:
    guide = f"{reader.path}measure/clv-calculator/"
    page.goto(f"{home}{guide}")
    page.click(".tag[href$='#calculation']")
    page.wait_for_url(f"{home}{reader.path}tags/#calculation")
    page.click(f"#calculation + ul a[href$='{guide.removeprefix(reader.path)}']")
    page.wait_for_url(f"{home}{guide}")


@every_reader
def test_a_reference_opens_where_it_is_cited(page: Page, home: str, reader: Reader) -> None:
    page.goto(f"{home}{reader.path}basics/customer-loyalty/")
    reference = page.locator(".footnote-ref").first
    reference.focus()
    page.keyboard.press("Enter")
    note = page.locator(".term-note:popover-open")
    expect(note).to_contain_text("Whence consumer loyalty?")
    expect(note).to_be_in_viewport(ratio=1)
    expect(note.locator("cite")).to_have_attribute("lang", "en")
    expect(note.get_by_role("button")).to_be_focused()
    page.keyboard.press("Escape")
    expect(note).to_have_count(0)
    expect(reference).to_be_focused()
    assert "#" not in page.url


def test_next_goes_through_a_section_and_on_to_the_one_after_it(page: Page, home: str) -> None:
    page.goto(f"{home}basics/")
    page.click("article .pages a >> nth=0")
    seen = []
    while page.locator(".section").count():
        assert page.locator(".section").inner_text() == "Grundbegreber"
        seen.append(page.locator("h1").inner_text())
        page.click("[rel=next]")
    assert len(seen) == len(set(seen)) == 5
    assert page.url == f"{home}programs/"
