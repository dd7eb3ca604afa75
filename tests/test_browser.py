"""What a reader does, in a real browser. The `page` fixture fails a test for any console error,
failed request or request to another host."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.conftest import LANGUAGES, Faults
from tests.test_site import SLUGS, folder
from tools.language import Language

ARTICLE = "library/customer-loyalty-in-brief/"
SECTION = "#why-it-matters"


@dataclass(frozen=True)
class Reader:
    """What a reader of one language types, and the words that the site answers with."""

    path: str
    tag: str
    inflected: str
    marked: str
    only_here: str
    retention: str
    nothing: str


READERS = {
    "da": Reader(
        "",
        "da",
        "loyalitetens",
        "loyalitet",
        "personalisering",
        "kundefastholdelse",
        "Ingen resultater for »жжж«",
    ),
    "id": Reader(
        "id/",
        "id",
        "pelanggannya",
        "pelanggan",
        "personalisasi",
        "retensi pelanggan",
        "Tidak ada hasil untuk “жжж”",
    ),
    "no": Reader(
        "no/",
        "nb",
        "lojaliteten",
        "lojalitet",
        "personalisering",
        "kundebevaring",
        "Ingen treff på «жжж»",
    ),
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
def test_search_finds_an_inflected_form(page: Page, home: str, reader: Reader) -> None:
    page.goto(f"{home}{reader.path}")
    search(page, reader.inflected)
    results = page.locator("#search-results a")
    expect(results.first).to_be_visible()
    marks = page.locator("#search-results mark").all_inner_texts()
    assert any(mark.lower().startswith(reader.marked) for mark in marks)
    expect(results.first.locator(".title")).not_to_be_empty()
    expect(results.first.locator(".excerpt")).not_to_be_empty()
    expect(page.locator("#search-results .where").first).not_to_be_empty()


@every_reader
def test_search_finds_no_page_of_another_language(page: Page, home: str, reader: Reader) -> None:
    page.goto(f"{home}{reader.path}{ARTICLE}")
    # A word that pages of all three languages have.
    search(page, "program")
    results = page.locator("#search-results a")
    expect(results.first).to_be_visible()
    others = tuple(
        f"{urlsplit(home).path}{language.path}"
        for language in LANGUAGES.values()
        if language.path and language.path != reader.path
    )
    own = f"{urlsplit(home).path}{reader.path}"
    for address in results.evaluate_all("links => links.map(link => link.pathname)"):
        assert address.startswith(own)
        assert not address.startswith(others)


@every_reader
def test_search_says_when_there_is_nothing(page: Page, home: str, reader: Reader) -> None:
    page.goto(f"{home}{reader.path}")
    search(page, "жжж")
    expect(page.locator("#search [role=status]")).to_contain_text(reader.nothing)
    expect(page.locator("#search-results a")).to_have_count(0)


@every_reader
def test_search_by_keyboard_alone(page: Page, home: str, reader: Reader) -> None:
    page.goto(f"{home}{reader.path}")
    page.keyboard.press("s")
    expect(page.locator("#search-input")).to_be_focused()
    page.keyboard.type(reader.marked)
    results = page.locator("#search-results a")
    expect(results.nth(1)).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(results.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(results.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator("#search-input")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#search")).not_to_be_visible()
    page.keyboard.press("/")
    expect(results.nth(1)).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    chosen = results.nth(1).evaluate("link => link.href")
    page.keyboard.press("Enter")
    page.wait_for_url(chosen)


@every_reader
def test_enter_opens_the_first_result_of_what_was_typed(
    page: Page, home: str, reader: Reader
) -> None:
    page.goto(f"{home}{reader.path}")
    search(page, reader.only_here)
    page.keyboard.press("Enter")  # before any result is shown
    page.wait_for_url(f"{home}{reader.path}service/personalization/**")


def test_enter_before_the_search_is_loaded_waits_for_it(page: Page, home: str) -> None:
    def late(route: Route) -> None:
        page.wait_for_timeout(300)
        route.continue_()

    page.route("**/search.js", late)
    page.goto(home)
    search(page, "personalisering")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{home}service/personalization/**")


@every_reader
def test_a_guide_comes_before_the_source_it_builds_on(
    page: Page, home: str, reader: Reader
) -> None:
    page.goto(f"{home}{reader.path}about/")
    search(page, reader.retention)
    results = page.locator("#search-results a")
    expect(results.first).to_be_visible()
    pages = results.evaluate_all("links => links.map(link => link.pathname)")
    guide, source = (
        next(place for place, address in enumerate(pages) if name in address)
        for name in ("basics/customer-retention/", "library/what-is-customer-retention/")
    )
    assert guide < source


def test_typing_a_slash_into_the_search_is_typing(page: Page, home: str) -> None:
    page.goto(home)
    search(page, "s/s")
    expect(page.locator("#search-input")).to_have_value("s/s")


def test_a_hostile_query_is_text(page: Page, home: str) -> None:
    page.goto(home)
    search(page, "<жж жж=ж жжж=жж(ж)> $& .*(")
    expect(page.locator("#search [role=status]")).to_contain_text("<жж жж=ж жжж=жж(ж)> $&")
    page.locator("#search-input").fill("<img src=x onerror=alert(1)>")
    expect(page.locator("#search-results a").first).to_be_visible()
    assert page.locator("#search img").count() == 0


def test_a_result_on_the_same_page_closes_the_dialog(page: Page, home: str) -> None:
    page.goto(f"{home}{ARTICLE}")
    search(page, "ambassadører")
    page.locator(f"#search-results a[href$='{ARTICLE}{SECTION}']").first.click()
    expect(page.locator("#search")).not_to_be_visible()
    assert page.url == f"{home}{ARTICLE}{SECTION}"


def test_nothing_of_the_search_is_loaded_before_it_opens(page: Page, home: str) -> None:
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    page.goto(home, wait_until="networkidle")
    assert not [url for url in fetched if "pagefind" in url or "search.js" in url]
    with page.expect_request("**/pagefind/pagefind.js"):
        page.locator(".search-button").click()
    expect(page.locator("#search-input")).to_be_focused()


def test_a_missing_index_is_told_to_the_reader(context: BrowserContext, home: str) -> None:
    page = context.new_page()
    page.route("**/pagefind/**", lambda route: route.abort())
    page.goto(home)
    search(page, "loyalitet")
    status = page.locator("#search [role=status]")
    expect(status).to_have_text(LANGUAGES["da"].interface["search_failed"])
    page.unroute("**/pagefind/**")
    page.keyboard.type("e")
    expect(page.locator("#search-results a").first).to_be_visible()


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
    search(page, reader.marked)
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
    expect(page.locator("article a:focus")).to_have_count(1)
    page.keyboard.press("Tab")
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
    page.locator(".term").first.click()
    expect(page.locator(".term-note:popover-open")).to_be_visible()
    page.keyboard.press("Escape")
    page.click(".languages a[hreflang=id]")
    page.wait_for_url(f"{home}id/{ARTICLE}")
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


def test_a_reference_is_found_and_left_again(page: Page, home: str) -> None:
    page.goto(f"{home}basics/customer-loyalty/")
    page.locator(".footnote-ref").first.click()
    page.wait_for_url("**/#fn:oliver-1999")
    entry = page.locator("[id='fn:oliver-1999']")
    expect(entry).to_be_in_viewport()
    expect(entry).to_contain_text("Whence consumer loyalty?")
    entry.get_by_role("link", name=LANGUAGES["da"].interface["reference_back"]).first.click()
    page.wait_for_url("**/#fnref:oliver-1999")


def test_next_goes_through_a_section_and_stays_in_it(page: Page, home: str) -> None:
    page.goto(f"{home}basics/")
    page.click("article .pages a >> nth=0")
    seen = [page.locator("h1").inner_text()]
    while page.locator("[rel=next]").count():
        page.click("[rel=next]")
        seen.append(page.locator("h1").inner_text())
        assert page.locator(".section").inner_text() == "Grundbegreber"
    assert len(seen) == len(set(seen)) == 5
