"""The offer of a page in the reader's own language, with what is remembered and what is blocked."""

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import LANGUAGES

ARTICLE = "basics/customer-loyalty/"
BLOCKED = """
for (const name of ["localStorage", "sessionStorage"]) {
  Object.defineProperty(window, name, {
    get() { throw new DOMException("blocked", "SecurityError") },
  });
}
"""


def prefer(page: Page, language: str) -> None:
    """Sets the language that the browser asks pages for."""
    session = page.context.new_cdp_session(page)
    asked = {"userAgent": "", "acceptLanguage": language}
    session.send("Emulation.setUserAgentOverride", asked)


@pytest.fixture
def newcomer(shared_page: Page) -> Page:
    """A page of a visitor who prefers Indonesian, and of whom nothing is remembered."""
    prefer(shared_page, "id-ID")
    return shared_page


def expect_no_offer(page: Page, home: str) -> None:
    """Waits until an offer would stand there."""
    page.evaluate("(module) => import(module).then(() => {})", f"{home}assets/js/offer.js")
    expect(page.locator(".offer")).to_have_count(0)


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
    newcomer: Page, home: str, browser_language: str, path: str, offered: str | None
) -> None:
    page = newcomer
    prefer(page, browser_language)
    page.goto(f"{home}{path}{ARTICLE}")
    if offered is None:
        expect_no_offer(page, home)
        return
    offer, language = page.locator(".offer"), LANGUAGES[offered]
    expect(offer).to_be_in_viewport(ratio=1)
    expect(offer).to_have_attribute("lang", language.tag)
    expect(offer).to_contain_text(language.interface["offer"])
    assert page.url == f"{home}{path}{ARTICLE}"  # nobody is sent anywhere


def test_an_offer_leads_to_the_same_section_and_is_remembered(newcomer: Page, home: str) -> None:
    page = newcomer
    page.goto(f"{home}{ARTICLE}#references")
    page.locator(".offer").get_by_role("link").click()
    page.wait_for_url(f"{home}id/{ARTICLE}#references")
    # The browser asks for none of them now: the choice alone is what leads to the next offer.
    prefer(page, "en-GB")
    page.goto(f"{home}no/{ARTICLE}")
    expect(page.locator(".offer")).to_have_attribute("lang", "id")


def test_the_choice_of_the_switcher_outweighs_the_browser(newcomer: Page, home: str) -> None:
    page = newcomer
    page.goto(f"{home}{ARTICLE}")
    page.click(".languages a[hreflang=nb]")
    page.wait_for_url(f"{home}no/{ARTICLE}")
    page.goto(f"{home}{ARTICLE}")
    expect(page.locator(".offer")).to_have_attribute("lang", "nb")


def test_an_offer_that_is_declined_is_not_made_again(newcomer: Page, home: str) -> None:
    page = newcomer
    page.goto(f"{home}{ARTICLE}")
    page.keyboard.press("Tab")
    page.locator(".offer").get_by_role("button").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".offer")).to_have_count(0)
    page.goto(f"{home}{ARTICLE}")
    expect_no_offer(page, home)


def test_who_is_already_reading_is_left_alone(newcomer: Page, home: str) -> None:
    page = newcomer
    page.goto(f"{home}{ARTICLE}")
    expect(page.locator(".offer")).to_have_count(1)
    page.click("[rel=next]")
    page.wait_for_url(f"{home}basics/satisfaction-vs-loyalty/")
    expect_no_offer(page, home)


def test_with_all_storage_blocked_everything_works(page: Page, home: str) -> None:
    page.add_init_script(BLOCKED)
    prefer(page, "id-ID")
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
