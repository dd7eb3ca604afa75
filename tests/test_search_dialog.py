"""What a reader meets in the search dialog, in a real browser."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, Route, expect

from tests.conftest import LANGUAGES
from tests.test_browser import ARTICLE, SECTION


@dataclass(frozen=True)
class Reader:
    """What a reader of one language types, and how the site says that it has none of `жжж`."""

    locale: str
    marked: str
    many: str
    nothing: str

    @property
    def path(self) -> str:
        return LANGUAGES[self.locale].path

    def word(self, name: str) -> str:
        return LANGUAGES[self.locale].interface[f"search_{name}"]


# What is the same in all languages is tried in one, now this and now that; a browser is slow.
DANISH = Reader("da", marked="loyalitet", many="kunder", nothing="Ingen resultater for »жжж«")
INDONESIAN = Reader(
    "id", marked="pelanggan", many="pelanggan", nothing="Tidak ada hasil untuk “жжж”"
)
NORWEGIAN = Reader("no", marked="lojalitet", many="kunder", nothing="Ingen treff på «жжж»")
READERS = [DANISH, INDONESIAN, NORWEGIAN]
every_reader = pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.locale)
ENGINE = re.compile(r"/search/engine\.js")


@pytest.fixture
def context(shared: BrowserContext) -> Iterator[BrowserContext]:
    """One for all, which a test finds online and without memory of what was read."""
    yield shared
    shared.set_offline(False)
    shared.pages[0].evaluate("localStorage.clear()")


@pytest.fixture
def failing(context: BrowserContext) -> Iterator[Page]:
    """A page to which faults may happen."""
    page = context.new_page()
    yield page
    page.close()


def search(page: Page, query: str) -> None:
    """Opens the search and has the query in it at once: typed, each of its letters is asked."""
    page.keyboard.press("/")
    page.keyboard.insert_text(query)


def paths(links: Locator) -> list[str]:
    found: list[str] = links.evaluate_all("links => links.map(link => link.pathname)")
    return found


def results(page: Page) -> Locator:
    return page.locator("#search-results a")


def titles(page: Page) -> Locator:
    return page.locator("#search-results > li > a")


def sections(page: Page) -> Locator:
    """The links to the handbook's sections."""
    return page.locator("#search nav").last.locator("a")


def status(page: Page) -> Locator:
    return page.locator("#search [role=status]")


def pretend(page: Page, find: str) -> None:
    """Puts an engine in the place of the real one, whose `find` is the body of a function of
    `locale`, `query` and `literal`; `page(n)` is a result, and `wait(ms)` a promise."""
    body = f"""
        const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
        const page = (n) => ({{ area: "basics", read: async () => ({{
            title: `${{n}}`, url: location.pathname, area: "", sections: [] }}) }});
        const answer = (...results) => ({{ results, correction: null, few: false, forms: [] }});
        export const open = async (locale) => ({{
            find: async (query, {{ literal }}) => {{ {find} }} }});"""
    page.route(ENGINE, lambda route: route.fulfill(body=body, content_type="text/javascript"))


# The dialog.


def test_search_by_keyboard_alone(page: Page, home: str) -> None:
    page.goto(f"{home}{NORWEGIAN.path}")
    page.keyboard.press("s")
    field = page.locator("#search-input")
    expect(field).to_be_focused()
    page.keyboard.type(NORWEGIAN.marked)
    links = results(page)
    expect(links.nth(1)).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(field).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#search")).not_to_be_visible()
    page.keyboard.press("/")
    expect(links.nth(1)).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    chosen = links.nth(1).evaluate("link => link.href")
    page.keyboard.press("Enter")
    page.wait_for_url(chosen)


def test_closing_returns_to_where_the_reader_was(page: Page, home: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 700})
    page.goto(home)
    button = page.locator(".search-button")
    dialog = page.locator("#search")
    field = page.locator("#search-input")

    def press_beside() -> None:
        # Text that is marked with the mouse, to beyond the dialog, is no click beside it.
        field.hover()
        page.mouse.down()
        page.mouse.move(5, 300)
        page.mouse.up()
        expect(dialog).to_be_visible()
        page.mouse.click(5, 300)

    ways = {
        "Escape": lambda: page.keyboard.press("Escape"),
        "button": lambda: page.click("#search .close-button"),
        "backdrop": press_beside,
    }
    button.focus()
    for way, close in ways.items():
        page.keyboard.press("Enter")
        page.keyboard.insert_text("kunde")
        expect(results(page).first).to_be_visible()
        close()
        expect(dialog, way).not_to_be_visible()
        expect(button, way).to_be_focused()
    page.keyboard.press("/")
    expect(field).to_be_focused()
    # There a slash is a letter.
    page.keyboard.type("s/s")
    expect(field).to_have_value("s/s")


def test_focus_stays_in_the_dialog_and_shows(page: Page, home: str) -> None:
    page.goto(home)
    search(page, "kunde")
    expect(results(page).first).to_be_visible()
    outlines = []
    for _ in range(12):
        page.keyboard.press("Tab")
        outlines.append(
            page.evaluate(
                """() => {
                    const { activeElement } = document;
                    if (activeElement === document.body) return "the browser's own";
                    if (!activeElement.closest("#search")) return "none";
                    return getComputedStyle(activeElement.closest("form:has(input:focus)")
                        ?? activeElement).outlineStyle;
                }"""
            )
        )
    assert "none" not in outlines


def test_enter_opens_the_first_result_of_what_was_typed(page: Page, home: str) -> None:
    page.goto(home)
    page.keyboard.press("/")
    expect(sections(page).first).to_be_visible()
    page.keyboard.insert_text("personalisering")
    page.keyboard.press("Enter")  # before any result is shown
    page.wait_for_url(f"{home}service/personalization/**")


def test_what_is_typed_before_the_search_is_loaded_waits_for_it(page: Page, home: str) -> None:
    def late(route: Route) -> None:
        page.wait_for_timeout(300)
        route.continue_()

    page.route("**/search/dialog.js", late)
    page.goto(home)
    search(page, "personalisering")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{home}service/personalization/**")


def test_nothing_of_the_search_is_loaded_before_it_opens(page: Page, home: str) -> None:
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    page.goto(f"{home}{ARTICLE}", wait_until="networkidle")
    assert not [url for url in fetched if "/search/" in url or "results.css" in url]
    with page.expect_request(ENGINE):
        search(page, "kunde")
    expect(results(page).first).to_be_visible()
    # And of the other languages nothing before they are asked for.
    assert not [url for url in fetched if "/search/id/" in url or "/search/no/" in url]


# Results.


def test_results_are_grouped_by_page_a_guide_before_its_source(page: Page, home: str) -> None:
    page.goto(f"{home}{INDONESIAN.path}about/")
    search(page, "pelanggannya")
    expect(results(page).first).to_be_visible()
    marks = page.locator("#search-results mark").all_inner_texts()
    assert any(mark.lower().startswith(INDONESIAN.marked) for mark in marks)
    assert page.locator("#search-results .where").count()
    for first, *sections in page.locator("#search-results > li").evaluate_all(
        """items => items.map((item) => [...item.querySelectorAll("a")].map((link) => {
            const words = (part) => link.querySelector(part)?.textContent.trim();
            return { path: link.pathname, hash: link.hash, title: words(".title"),
                     excerpt: words(".excerpt"), heading: words(".heading") };
        }))"""
    ):
        assert first["title"] and first["excerpt"]
        assert len(sections) <= 3
        for section in sections:
            assert section["heading"] and section["hash"]
            assert section["path"] == first["path"]
    page.locator("#search-input").fill("retensi pelanggan")
    guide, source = "basics/customer-retention/", "library/what-is-customer-retention/"
    for name in (guide, source):
        expect(results(page).and_(page.locator(f"[href*='{name}']")).first).to_be_visible()
    addresses = " ".join(paths(results(page)))
    assert addresses.index(guide) < addresses.index(source)


def test_more_pages_are_shown_when_asked_for(page: Page, home: str) -> None:
    page.goto(home)
    search(page, "kunder")
    expect(titles(page)).to_have_count(8)
    before = titles(page).all_inner_texts()
    page.click("#search-more")
    expect(titles(page).nth(8)).to_be_focused()
    assert titles(page).all_inner_texts()[:8] == before
    page.keyboard.press("ArrowUp")
    assert results(page).last.evaluate("link => link !== document.activeElement")
    page.locator("#search-input").fill("kunderne")
    expect(titles(page)).to_have_count(8)


def test_results_are_narrowed_to_a_section(page: Page, home: str) -> None:
    page.goto(home)
    search(page, DANISH.many)
    buttons = page.locator("#search .areas button")
    expect(buttons.nth(1)).to_be_visible()
    name = page.locator(".site-nav a[href$='service/']").inner_text()
    button = buttons.filter(has_text=name)
    size = int(button.locator("span").inner_text())
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(titles(page)).to_have_count(min(size, 8))
    assert all("/service/" in path for path in paths(titles(page)))
    assert page.url.endswith("&in=service")
    # It stays while typing goes on, and a reload keeps it.
    page.locator("#search-input").press_sequentially(" ")
    expect(button).to_have_attribute("aria-pressed", "true")
    page.reload()
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(titles(page)).to_have_count(min(size, 8))
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false")
    expect(titles(page)).to_have_count(8)
    assert "&in=" not in page.url


def test_results_of_one_section_need_no_narrowing(page: Page, home: str) -> None:
    pretend(page, "return answer(page(1), page(2))")
    page.goto(home)
    search(page, "kunde")
    expect(results(page)).to_have_count(2)
    expect(page.locator("#search .areas")).not_to_be_visible()


# Before anything is typed.


def test_the_pages_read_last_are_offered(page: Page, home: str) -> None:
    recent = page.locator("#search nav").first.locator("a")
    page.goto(home)
    page.keyboard.press("/")
    expect(sections(page).first).to_be_visible()
    expect(recent).to_have_count(0)
    read = [
        "basics/customer-loyalty/",
        "basics/brand-loyalty/",
        "no/advocacy/churn/",
        "service/personalization/",
        "programs/free-trial/",
        "basics/customer-retention/",
    ]
    for address in [*read, "basics/brand-loyalty/", "tags/"]:
        page.goto(f"{home}{address}", wait_until="domcontentloaded")
    page.keyboard.press("/")
    expect(recent).to_have_count(5)
    found = recent.evaluate_all("links => links.map(link => [link.pathname, link.lang])")
    last = [read[1], read[5], read[4], read[3], read[2]]
    assert found == [
        [urlsplit(home + address).path, "nb" if address.startswith("no/") else "da"]
        for address in last
    ]
    recent.nth(1).click()
    page.wait_for_url(f"{home}{read[5]}")
    page.keyboard.press("/")
    expect(recent).to_have_count(5)
    assert urlsplit(page.url).path not in paths(recent)


def test_a_reader_who_blocks_storage_searches_as_others_do(page: Page, home: str) -> None:
    page.add_init_script(
        "for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window,"
        " name, { get() { throw new DOMException('blocked', 'SecurityError') } })"
    )
    page.goto(f"{home}{ARTICLE}")
    page.keyboard.press("/")
    expect(sections(page).first).to_be_visible()
    page.keyboard.insert_text("personalisering")
    expect(results(page).first).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{home}service/personalization/**")
    expect(page.locator("article mark")).to_have_count(0)


# The address.


def test_a_search_stands_in_the_address(page: Page, home: str) -> None:
    start = f"{home}{ARTICLE}?kept=1{SECTION}"
    page.goto(start)
    search(page, "stempelkort & point")
    expect(results(page).first).to_be_visible()
    page.wait_for_url("**/?kept=1&q=stempelkort+%26+point#*")
    page.reload()
    expect(page.locator("#search-input")).to_have_value("stempelkort & point")
    expect(results(page).first).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/programs/"))
    page.go_back()
    expect(page.locator("#search-input")).to_have_value("stempelkort & point")
    expect(results(page).first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page).to_have_url(start)
    page.keyboard.press("/")
    page.wait_for_url("**/?kept=1&q=stempelkort+%26+point#*")
    page.locator("#search-input").fill("")
    expect(page).to_have_url(start)


# What is said.


@every_reader
def test_search_says_when_there_is_nothing_and_where_to_go(
    page: Page, home: str, reader: Reader
) -> None:
    page.goto(f"{home}{reader.path}")
    # What only another language has a word for is found there.
    foreign, tag = (
        ("kundefastholdelse", "da") if reader.locale == "id" else ("pelanggan setia", "id")
    )
    search(page, foreign)
    expect(page.locator(f"#search-elsewhere a[lang={tag}]").first).to_be_visible()
    page.locator("#search-input").fill("жжж")
    expect(status(page)).to_contain_text(reader.nothing)
    expect(results(page)).to_have_count(0)
    link = page.locator("#search nav a[href$='programs/']")
    expect(link).to_be_visible()
    link.click()
    page.wait_for_url(f"{home}{reader.path}programs/")


def test_what_is_found_is_spoken_once_the_typing_rests(page: Page, home: str) -> None:
    page.goto(home)
    page.keyboard.press("/")
    page.evaluate(
        "window.spoken = []; new MutationObserver(() =>"
        " spoken.push(document.querySelector('#search [role=status]').textContent))"
        ".observe(document.querySelector('#search [role=status]'), { childList: true })"
    )
    # Typed from within, where a busy machine delays the keys as it delays all else.
    page.evaluate(
        """async () => {
            const input = document.querySelector("#search-input");
            for (const letter of "stempelkort") {
                input.value += letter;
                input.dispatchEvent(new Event("input"));
                await new Promise((resolve) => setTimeout(resolve, 150));
            }
        }"""
    )
    expect(status(page)).to_have_text(re.compile(r"\d side"))
    assert len([text for text in page.evaluate("spoken") if text]) == 1


@every_reader
def test_a_correction_is_told_or_offered(page: Page, home: str, reader: Reader) -> None:
    pretend(
        page,
        "const correction = { query: 'Y', applied: query === 'X' };"
        " return literal || query === 'Y' ? answer(page(`just ${query}`))"
        " : { ...answer(page('corrected')), correction }",
    )
    page.goto(f"{home}{reader.path}")
    search(page, "X")
    suggestion = page.locator("#search-suggestion")
    told = reader.word("corrected").replace("{q}", "Y").replace("{typed}", "X")
    expect(suggestion).to_have_text(told)
    expect(status(page)).to_have_text(f"{reader.word('one')} {told}")
    suggestion.get_by_role("button", name="X").click()
    expect(results(page)).to_have_text(["just X"])
    expect(suggestion).not_to_be_visible()
    # The spelling is insisted on for this query only.
    page.locator("#search-input").fill("Z")
    expect(suggestion).to_have_text(reader.word("suggested").replace("{q}", "Y"))
    suggestion.get_by_role("button", name="Y").click()
    expect(page.locator("#search-input")).to_have_value("Y")
    expect(results(page)).to_have_text(["just Y"])
    expect(suggestion).not_to_be_visible()


# Faults.


@pytest.mark.parametrize(
    ("reader", "missing"),
    [
        (DANISH, "da/"),
        (INDONESIAN, "dialog.js"),
        (NORWEGIAN, "places.js"),
        (DANISH, "engine.js"),
        (INDONESIAN, "words.js"),
        (NORWEGIAN, "no/"),
    ],
)
def test_a_search_that_fails_says_so_and_tries_again(
    failing: Page, home: str, reader: Reader, missing: str
) -> None:
    page = failing
    pattern = re.compile(re.escape(f"/search/{missing}"))
    page.route(pattern, lambda route: route.abort())
    page.goto(f"{home}{reader.path}")
    search(page, reader.marked)
    expect(status(page)).to_have_text(reader.word("failed"))
    expect(page.locator("#search a[href$='programs/']")).to_be_visible()
    page.unroute(pattern)
    page.keyboard.press("Backspace")
    expect(results(page).first).to_be_visible()
    expect(status(page)).not_to_have_text(reader.word("failed"))


def test_a_reader_without_network_is_told_so(failing: Page, home: str) -> None:
    page = failing
    page.goto(home)
    page.keyboard.press("/")
    expect(sections(page).first).to_be_visible()
    page.context.set_offline(True)
    page.keyboard.insert_text(DANISH.marked)
    expect(status(page)).to_have_text(DANISH.word("offline"))
    expect(page.locator("#search a[href$='programs/']")).to_be_visible()
    page.context.set_offline(False)
    page.keyboard.press("Backspace")
    expect(results(page).first).to_be_visible()


def test_a_reader_who_waits_is_told_so(page: Page, home: str) -> None:
    pretend(page, "await wait(query === 'X' ? 900 : 0); return answer(page(query))")
    page.goto(home)
    dialog = page.locator("#search")
    search(page, "X")
    expect(dialog).to_contain_text(DANISH.word("loading"))
    expect(sections(page).first).to_be_visible()
    expect(results(page)).to_have_text(["X"])
    expect(dialog).not_to_contain_text(DANISH.word("loading"))
    # An older answer never overwrites a newer.
    field = page.locator("#search-input")
    field.fill("Z")
    expect(results(page)).to_have_text(["Z"])
    field.fill("X")
    page.wait_for_timeout(200)  # until it has been asked
    page.keyboard.type("Y")
    expect(results(page)).to_have_text(["XY"])
    page.wait_for_timeout(900)
    expect(results(page)).to_have_text(["XY"])


def test_a_hostile_query_is_text(page: Page, home: str) -> None:
    page.goto(home)
    search(page, "<жж жж=ж жжж=жж(ж)> $& .*(")
    expect(status(page)).to_contain_text("<жж жж=ж жжж=жж(ж)> $&")
    field = page.locator("#search-input")
    field.fill("<img src=x onerror=alert(1)>")
    expect(status(page)).not_to_contain_text("жж")
    assert page.locator("#search img").count() == 0
    field.fill("<кунде>" * 1500)
    expect(status(page)).to_contain_text("<кунде><кунде>")
    expect(status(page)).to_contain_text("…")
    assert "q=" not in page.url
    field.fill("kunde")
    expect(results(page).first).to_be_visible()


# The other languages.


def test_the_other_languages_are_searched_when_asked(page: Page, home: str) -> None:
    page.goto(f"{home}{INDONESIAN.path}{ARTICLE}")
    # A word that pages of all three languages have.
    search(page, "program")
    expect(results(page).first).to_be_visible()
    own = f"{urlsplit(home).path}{INDONESIAN.path}"
    assert all(path.startswith(own) for path in paths(results(page)))
    elsewhere = page.locator("#search-elsewhere")
    expect(elsewhere.locator("a")).to_have_count(0)
    elsewhere.get_by_role("button", name=INDONESIAN.word("others")).click()
    expect(elsewhere.locator("a").first).to_be_focused()
    expect(elsewhere.get_by_role("heading", name=INDONESIAN.word("elsewhere"))).to_be_visible()
    groups = elsewhere.locator("h3")
    others = [language for language in LANGUAGES.values() if language.locale != "id"]
    expect(groups).to_have_text([language.name for language in others])
    for language in others:
        group = elsewhere.locator(f"h3[lang={language.tag}] + ul")
        assert 1 <= group.locator("> li").count() <= 3
        links = group.locator("a").evaluate_all(
            "links => links.map(({ lang, hreflang, pathname }) => [lang, hreflang, pathname])"
        )
        for lang, hreflang, path in links:
            assert lang == hreflang == language.tag
            assert path.startswith(f"{urlsplit(home).path}{language.path}")
    # The choice is kept while the dialog is open.
    page.locator("#search-input").fill("programmer")
    expect(elsewhere.locator("a").first).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.locator("#search-input").fill("program")
    expect(elsewhere.get_by_role("button")).to_be_visible()


def test_few_results_bring_those_of_the_other_languages(page: Page, home: str) -> None:
    pretend(
        page,
        "return locale === 'da' ? { ...answer(), few: true } : answer(page(locale))",
    )
    page.goto(home)
    search(page, "X")
    elsewhere = page.locator("#search-elsewhere a")
    expect(elsewhere).to_have_text(["id", "no"])
    expect(status(page)).to_contain_text(DANISH.word("elsewhere"))
    page.keyboard.press("ArrowDown")
    expect(elsewhere.first).to_be_focused()
    expect(sections(page).first).to_be_visible()


def test_a_language_that_fails_disturbs_no_other(failing: Page, home: str) -> None:
    page = failing
    pretend(
        page,
        "if (locale === 'id') throw new Error(); return answer(page(locale))",
    )
    page.goto(home)
    search(page, "X")
    page.click("#search-elsewhere button")
    expect(page.locator("#search-elsewhere a")).to_have_text(["no"])
    expect(results(page)).to_have_text(["da"])


# The words on the page.


def test_the_words_are_marked_on_the_page_that_a_result_opens(page: Page, home: str) -> None:
    page.goto(f"{home}{INDONESIAN.path}")
    search(page, "personalisasi")
    link = page.locator("#search-results a[href*='service/personalization/#']").first
    address = link.evaluate("link => link.href")
    assert "?" not in address
    link.click()
    page.wait_for_url(address)
    marks = page.locator("article .text mark")
    expect(marks.first).to_be_attached()
    assert "personalisasi" in {mark.lower() for mark in marks.all_inner_texts()}
    section = page.locator(f"[id='{urlsplit(address).fragment}']")
    expect(section).to_be_in_viewport()
    assert page.locator(".headerlink mark, script mark").count() == 0
    text = page.locator("article .text")
    before = text.inner_text()
    unmark = page.get_by_role("button", name=INDONESIAN.word("unmark"))
    unmark.click()
    expect(marks).to_have_count(0)
    assert text.inner_text() == before
    expect(unmark).to_have_count(0)


def test_marks_are_for_one_visit_and_leave_the_terms_alone(page: Page, home: str) -> None:
    page.goto(home)
    search(page, "kundefrafald")
    page.locator("#search-results > li > a[href$='advocacy/churn/']").click()
    page.wait_for_url(f"{home}advocacy/churn/")
    expect(page.locator("article .text mark").first).to_be_visible()
    page.locator(".term[popovertarget=term-churn]").click()
    expect(page.locator("#term-churn")).to_be_visible()
    page.reload(wait_until="networkidle")
    expect(page.locator("article mark")).to_have_count(0)


def test_a_result_on_the_same_page_closes_the_dialog_and_marks(page: Page, home: str) -> None:
    page.goto(f"{home}{ARTICLE}")
    page.evaluate("window.kept = true")
    search(page, "ambassadører")
    page.locator(f"#search-results a[href$='{ARTICLE}{SECTION}']").first.click()
    expect(page.locator("#search")).not_to_be_visible()
    expect(page).to_have_url(f"{home}{ARTICLE}{SECTION}")
    expect(page.locator(SECTION)).to_be_in_viewport()
    expect(page.locator("article .text mark").first).to_be_attached()
    page.keyboard.press("/")
    page.locator(f"#search-results > li > a[href$='{ARTICLE}']").click()
    expect(page.locator("#search")).not_to_be_visible()
    expect(page.locator("h1")).to_be_in_viewport()
    assert page.evaluate("window.kept")


# Screens.

CONTRAST = """() => {
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const light = (color) => {
        canvas.fillStyle = color;
        canvas.fillRect(0, 0, 1, 1);
        return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3).map((part) => part / 255)
            .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
            .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
    };
    const behind = (element) => {
        const color = getComputedStyle(element).backgroundColor;
        return color === "rgba(0, 0, 0, 0)" ? behind(element.parentElement) : color;
    };
    const written = [...document.querySelectorAll("#search *")].filter((element) =>
        element.checkVisibility() &&
        [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()));
    return written.map((element) => {
        const [high, low] = [getComputedStyle(element).color, behind(element)].map(light)
            .sort((a, b) => b - a);
        return [(high + 0.05) / (low + 0.05), element.outerHTML];
    });
}"""


# The narrowest and lowest that it must do with is 1280 by 1024 at 400 %.
NARROW, WIDE = (320, 256), (1280, 800)


def test_the_dialog_fits_its_screen(page: Page, home: str) -> None:
    def check(*state: str) -> None:
        for width, height in [NARROW, WIDE] if "da" in state else [NARROW]:
            page.set_viewport_size({"width": width, "height": height})
            for part in ("html", "#search", ".search-body"):
                wide = page.locator(part).evaluate("part => part.scrollWidth - part.clientWidth")
                assert wide <= 0, (*state, width, part)
            low = page.locator("#search button:visible").evaluate_all(
                """(buttons, height) => buttons.filter((button) =>
                    button.getBoundingClientRect().height < height).map((b) => b.outerHTML)""",
                44 if width == 320 else 24,
            )
            assert low == [], (*state, width)

    # What has been read is offered too.
    page.goto(f"{home}basics/customer-loyalty/")
    for reader in READERS:
        page.goto(f"{home}{reader.path}advocacy/churn/")
        page.keyboard.press("/")
        expect(page.locator("#search nav:visible")).to_have_count(2)
        check(reader.locale, "at first")
        page.keyboard.insert_text(reader.many)
        expect(results(page).first).to_be_visible()
        page.click("#search-elsewhere button")
        expect(page.locator("#search-elsewhere a").first).to_be_visible()
        check(reader.locale, "with results")
        results(page).last.scroll_into_view_if_needed()
        expect(results(page).last).to_be_in_viewport()
        page.locator("#search-input").fill("ж" * 300)
        expect(sections(page).first).to_be_visible()
        check(reader.locale, "without results")


def test_everything_in_the_dialog_can_be_read(page: Page, home: str) -> None:
    page.goto(f"{home}{NORWEGIAN.path}")
    search(page, NORWEGIAN.many)
    buttons = page.locator("#search .areas button")
    buttons.first.click()
    page.click("#search-elsewhere button")
    expect(page.locator("#search-elsewhere a").first).to_be_visible()
    schemes: tuple[Literal["light", "dark"], ...] = ("light", "dark")
    for scheme in schemes:
        page.emulate_media(color_scheme=scheme)
        for part in ("a", ".areas button:last-child"):
            page.locator(f"#search {part}").first.hover()
            for ratio, element in page.evaluate(CONTRAST):
                assert ratio >= 4.5, (scheme, element)
    # What is pressed shows in forced colours too.
    page.emulate_media(forced_colors="active")
    expect(buttons.first).to_have_attribute("aria-pressed", "true")
    pressed, other = (
        button.evaluate("button => getComputedStyle(button).backgroundColor")
        for button in (buttons.first, buttons.nth(1))
    )
    assert pressed != other
