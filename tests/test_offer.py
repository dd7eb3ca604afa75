"""The offer of a page in the reader's own language, with what is remembered and what is blocked."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import LANGUAGES, Faults

ARTICLE = "basics/customer-loyalty/"
BLOCKED = """
for (const name of ["localStorage", "sessionStorage"]) {
  Object.defineProperty(window, name, {
    get() { throw new DOMException("blocked", "SecurityError") },
  });
}
"""
Visitor = Callable[..., Page]


@pytest.fixture
def visitor(browser: Browser, home: str) -> Iterator[Visitor]:
    """A page of a visitor whose browser prefers a language; faults fail the test at its end."""
    contexts = []
    faults = Faults()

    def visit(locale: str, *, blocked: bool = False) -> Page:
        context = browser.new_context(locale=locale)
        context.set_default_timeout(10_000)
        if blocked:
            context.add_init_script(BLOCKED)
        contexts.append(context)
        page = context.new_page()
        faults.watch(page, home)
        return page

    yield visit
    for context in contexts:
        context.close()
    assert faults == []


@pytest.mark.parametrize(
    ("browser_language", "path", "offered"),
    [
        ("id-ID", "", "id"),
        ("nb-NO", "", "no"),
        ("no", "id/", "no"),
        ("da-DK", "no/", "da"),
        ("da-DK", "", None),
        ("id", "id/", None),
        ("nb", "no/", None),
        ("en-GB", "no/", None),
    ],
)
def test_who_prefers_another_of_the_languages_is_offered_it(
    visitor: Visitor, home: str, browser_language: str, path: str, offered: str | None
) -> None:
    page = visitor(browser_language)
    page.goto(f"{home}{path}{ARTICLE}")
    page.wait_for_load_state("networkidle")
    offer = page.locator(".offer")
    if offered is None:
        expect(offer).to_have_count(0)
        return
    language = LANGUAGES[offered]
    expect(offer).to_be_in_viewport(ratio=1)
    expect(offer).to_have_attribute("lang", language.tag)
    expect(offer).to_contain_text(language.interface["offer"])
    assert page.url == f"{home}{path}{ARTICLE}"  # nobody is sent anywhere


def test_an_offer_leads_to_the_same_section_and_is_remembered(visitor: Visitor, home: str) -> None:
    page = visitor("id-ID")
    page.goto(f"{home}{ARTICLE}#references")
    page.locator(".offer").get_by_role("link").click()
    page.wait_for_url(f"{home}id/{ARTICLE}#references")
    # The browser asks for nothing now: the choice alone is what leads to the next offer.
    page.goto("about:blank")
    page.goto(f"{home}no/{ARTICLE}")
    expect(page.locator(".offer")).to_have_attribute("lang", "id")


def test_the_choice_of_the_switcher_outweighs_the_browser(visitor: Visitor, home: str) -> None:
    page = visitor("id-ID")
    page.goto(f"{home}{ARTICLE}")
    page.click(".languages a[hreflang=nb]")
    page.wait_for_url(f"{home}no/{ARTICLE}")
    page.goto("about:blank")
    page.goto(f"{home}{ARTICLE}")
    expect(page.locator(".offer")).to_have_attribute("lang", "nb")


def test_an_offer_that_is_declined_is_not_made_again(visitor: Visitor, home: str) -> None:
    page = visitor("id-ID")
    page.goto(f"{home}{ARTICLE}")
    page.keyboard.press("Tab")
    page.locator(".offer").get_by_role("button").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".offer")).to_have_count(0)
    page.goto("about:blank")
    page.goto(f"{home}{ARTICLE}")
    page.wait_for_load_state("networkidle")
    expect(page.locator(".offer")).to_have_count(0)


def test_who_is_already_reading_is_left_alone(visitor: Visitor, home: str) -> None:
    page = visitor("id-ID")
    page.goto(f"{home}{ARTICLE}")
    expect(page.locator(".offer")).to_have_count(1)
    page.click("[rel=next]")
    page.wait_for_url(f"{home}basics/satisfaction-vs-loyalty/")
    page.wait_for_load_state("networkidle")
    expect(page.locator(".offer")).to_have_count(0)


def test_with_all_storage_blocked_everything_works(visitor: Visitor, home: str) -> None:
    page = visitor("id-ID", blocked=True)
    page.goto(f"{home}{ARTICLE}")
    page.locator(".offer").get_by_role("button").click()
    expect(page.locator(".offer")).to_have_count(0)
    page.locator(".footnote-ref").first.click()
    expect(page.locator(".term-note:popover-open")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.type("loyalitet")
    page.locator("#search-results a").first.click()
    expect(page.locator("h1")).to_be_visible()
    page.click(".languages a[hreflang=nb]")
    expect(page.locator("html")).to_have_attribute("lang", "nb")
