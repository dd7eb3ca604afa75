"""Whether all readers get at everything: axe on every page, by keyboard, enlarged, without motion.

Here each page is seen in one look and each kind of page in all (the glossary in three); `make
audit` sees all in all languages and looks.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
from lxml.html import HTMLParser, document_fromstring
from playwright.sync_api import Page, expect

from tests.axe import find_faults
from tests.conftest import LANGUAGES, Faults
from tests.keyboard import walk
from tests.kinds import EXAMPLES, LOOKS, MISSING, PATHS, Look, kind_of, look
from tests.test_browser import READERS, Reader
from tools.language import Language

every_language = pytest.mark.parametrize("language", LANGUAGES.values(), ids=LANGUAGES)
every_kind = pytest.mark.parametrize("kind", EXAMPLES)

# What zooming to 400 % leaves of the width of a window of 1280 pixels.
ENLARGED = Look("light", 320)

# Elements that cut off a part of their text; those of a pixel are for screen readers alone.
_CUT_OFF = """() => [...document.body.querySelectorAll("*")].filter((element) => {
    const { overflowX, overflowY } = getComputedStyle(element);
    const hides = (overflow) => overflow === "hidden" || overflow === "clip";
    return element.innerText?.trim() && element.clientWidth > 1 && element.checkVisibility()
        && ((hides(overflowX) && element.scrollWidth > element.clientWidth + 1)
            || (hides(overflowY) && element.scrollHeight > element.clientHeight + 1));
}).map((element) => element.outerHTML.slice(0, 120))"""
# Elements that take more than a hundredth of a second to change, whether open now or not.
_MOVING = """() => [...document.querySelectorAll("*")].flatMap((element) =>
    [null, "::before", "::after", "::backdrop"].filter((pseudo) => {
        const style = getComputedStyle(element, pseudo);
        const longest = (times) => Math.max(...times.split(",").map(parseFloat));
        return longest(style.transitionDuration) > 0.01 || style.scrollBehavior === "smooth"
            || (style.animationName !== "none" && longest(style.animationDuration) > 0.01);
    }).map((pseudo) => `${element.outerHTML.slice(0, 120)} ${pseudo ?? ""}`))"""
# Whether an element is what a finger in its middle would touch.
_IS_ON_TOP = """(element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return element.contains(document.elementFromPoint(left + width / 2, top + height / 2));
}"""


@pytest.fixture
def tab(window: tuple[Page, Faults]) -> Iterator[Page]:
    """A page that may be missing from the site, unlike those that `shared_page` watches."""
    page, faults = window
    yield page
    faults.clear()


def example(kind: str) -> str:
    """A page of a kind, each in another language, below the Danish home page."""
    languages = list(LANGUAGES.values())
    return languages[list(EXAMPLES).index(kind) % len(languages)].path + EXAMPLES[kind]


@every_kind
@every_language
def test_every_page_is_free_of_faults(tab: Page, home: str, language: Language, kind: str) -> None:
    # Where there are many pages of a kind each is seen in one language, in the looks in turn; a
    # kind of one page in all, in another look each, and in the last of them in the look left too.
    first = list(LANGUAGES).index(language.locale)
    paths = [path for path in PATHS if kind_of(path) == kind]
    mine = paths[first :: len(LANGUAGES)] if len(paths) > 1 else paths
    faults = []
    for turn, path in enumerate(mine, first):
        looks = [LOOKS[turn % len(LOOKS)]]
        # axe takes seconds for the glossary: three looks have each scheme and each width.
        if len(paths) == 1 and turn == len(LANGUAGES) - 1 and kind != "glossary":
            looks.append(LOOKS[-1])
        look(tab, looks[0])
        # With a query the calculators do not wait for the reader to come near.
        tab.goto(f"{home}{language.path}{path}?x")
        if kind == "calculator":
            expect(tab.locator("form.ready")).to_have_count(tab.locator(".calculator").count())
        for at in looks:
            look(tab, at)
            faults += [f"{path} {at}: {fault}" for fault in find_faults(tab).faults]
        look(tab, ENLARGED)
        faults += [f"{path} cut off: {element}" for element in tab.evaluate(_CUT_OFF)]
        # Whoever asks for that is shown nothing that moves.
        faults += [f"{path} moves: {element}" for element in tab.evaluate(_MOVING)]
    assert not faults, "\n".join(faults)


@dataclass(frozen=True)
class Opened:
    """What readers open on a page: its path, what they do there, and the selector of what shows."""

    path: str
    act: Callable[[Page, Reader], None]
    selector: str


def look_up(page: Page, reader: Reader) -> None:
    page.keyboard.press("/")
    page.fill("#search input", reader.word)


def prefer_another_language(page: Page, reader: Reader) -> None:
    other = "no" if reader is READERS["da"] else "da"
    page.evaluate("(locale) => (localStorage.language = locale)", other)
    page.reload()


OPENED = {
    "search": Opened("", look_up, "#search:has(a mark)"),
    "menu": Opened("basics/", lambda page, _: page.click(".menu-button"), "#menu"),
    "term": Opened(
        "advocacy/churn/", lambda page, _: page.click(".term >> nth=0"), ".term-note:popover-open"
    ),
    "reference": Opened(
        "basics/customer-loyalty/",
        lambda page, _: page.click(".footnote-ref >> nth=0"),
        ".term-note:popover-open",
    ),
    "offer": Opened("", prefer_another_language, ".offer"),
}


@pytest.mark.parametrize("name", OPENED)
def test_all_that_opens_is_in_reach_and_free_of_faults(
    shared_page: Page, home: str, name: str
) -> None:
    page, opened = shared_page, OPENED[name]
    look(page, ENLARGED, height=256)  # of 1024 pixels
    # Each is opened in another language.
    reader = list(READERS.values())[list(OPENED).index(name) % len(READERS)]
    page.goto(f"{home}{reader.path}{opened.path}")
    opened.act(page, reader)
    shown = page.locator(opened.selector)
    expect(shown).to_be_visible()
    for control in shown.locator("a, button, input").filter(visible=True).all():
        control.scroll_into_view_if_needed()
        expect(control).to_be_in_viewport(ratio=0.9)
        assert control.evaluate(_IS_ON_TOP), control.evaluate("element => element.outerHTML")
    moving = page.evaluate(_MOVING)
    assert not moving, "\n".join(moving)
    for at in (LOOKS[0], LOOKS[-1]):  # which differ in scheme and in width
        if name == "menu":  # where it is wide the menu stands beside the text
            at = at._replace(width=320)
        look(page, at)
        expect(shown).to_be_visible()
        faults = find_faults(page).faults
        assert not faults, "\n".join(map(str, [at, *faults]))


@every_language
def test_headings_leave_no_level_out(built: Path, language: Language) -> None:
    files = [f"{path}index.html" for path in PATHS if path != MISSING]
    for file in (*files, "404.html"):
        html = (built / "site" / language.path / file).read_bytes()
        # lxml takes a tenth of html.parser's time, which is most of this test's.
        page = document_fromstring(html, parser=HTMLParser(encoding="utf-8"))
        levels = [int(heading.tag[1]) for heading in page.iter("h1", "h2", "h3", "h4", "h5", "h6")]
        assert levels[0] == 1, file
        assert levels.count(1) == 1, file
        assert all(deeper <= level + 1 for level, deeper in pairwise(levels)), (file, levels)


@pytest.mark.parametrize(
    ("kind", "width"),
    [
        ("home", 1280),
        ("section", 360),
        ("guide", 1280),
        ("calculator", 360),
        ("article", 1280),
        ("missing", 360),
    ],
)
def test_a_page_is_gone_through_by_keyboard(tab: Page, home: str, kind: str, width: int) -> None:
    look(tab, Look("light", width), height=640)
    tab.goto(home + example(kind))
    faults = walk(tab)
    assert not faults, "\n".join(faults)


def test_focus_shows_in_the_colours_of_the_system(page: Page, home: str) -> None:
    page.emulate_media(forced_colors="active", reduced_motion="reduce")
    page.goto(home + example("calculator"))
    faults = walk(page)
    assert not faults, "\n".join(faults)
    # An icon has the colour of the words, or it is black on a black ground.
    for icon in page.locator("button svg").all():
        assert icon.evaluate("icon => getComputedStyle(icon).fill === getComputedStyle(icon).color")
