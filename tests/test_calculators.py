"""The calculators: the worked examples in every language, in a real browser, as their countries
type them; what a reader may get wrong; the link, the copy and the keyboard."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import cycle
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Locator, Page, expect

from tests.conftest import LANGUAGES, ROOT
from tools.calculators import COMMON, Calculator, calculator, load_calculators
from tools.language import Language
from tools.project import load_project

EXAMPLES = tomllib.loads((ROOT / "tests/data/calculators.toml").read_text("utf-8"))["example"]
CALCULATORS = load_calculators()
PAGES = {
    "measure/retention-calculator/": [
        "retention",
        "churn-period",
        "repeat-purchase",
        "revenue-retention",
    ],
    "measure/clv-calculator/": ["clv"],
    "measure/nps-calculator/": ["nps", "csat", "ces"],
    "measure/program-breakeven-calculator/": ["breakeven"],
}
every_language = pytest.mark.parametrize("language", LANGUAGES.values(), ids=LANGUAGES)
# Milliseconds after which a reader who types has stopped.
PATIENCE = 1000
every_page = pytest.mark.parametrize("path", PAGES)


@dataclass(frozen=True)
class Form:
    """A calculator on its page, in a language."""

    page: Page
    name: str
    words: Mapping[str, str]
    common: Mapping[str, str]

    @property
    def root(self) -> Locator:
        return self.page.locator(f"form#{self.name}")

    @property
    def status(self) -> Locator:
        return self.root.locator(".status")

    def field(self, name: str) -> Locator:
        return self.root.locator(f"input[name='{name}']")

    def answers(self) -> dict[str, str]:
        return self._values("output")

    def answer(self, name: str) -> str:
        return self.answers()[name]

    def typed(self) -> dict[str, str]:
        return self._values("input")

    def _values(self, kind: str) -> dict[str, str]:
        pairs = self.root.locator(kind).evaluate_all("all => all.map((e) => [e.name, e.value])")
        return dict(pairs)

    def working(self, name: str) -> str:
        return self.root.locator(f"dd:has([name='{name}']) span").inner_text()

    def note(self, name: str) -> Locator:
        return self.page.locator(f"#{self.field(name).get_attribute('aria-describedby')}")

    def fill(self, texts: Mapping[str, str]) -> None:
        """Types what does not stand in the fields yet."""
        typed = self.typed()
        for name, text in texts.items():
            if typed[name] != text:
                self.field(name).fill(text)

    def press(self, button: str) -> None:
        self.root.get_by_role("button", name=self.common[button]).click()


def address(page: Page) -> str:
    """The page's address at this moment; Playwright's own comes a little later."""
    return str(page.evaluate("location.href"))


def page_of(name: str) -> str:
    return next(path for path, names in PAGES.items() if name in names)


def loaded(page: Page, language: Language, name: str) -> Form:
    """A form of the page that is open."""
    words = language.calculators
    form = Form(page, name, words[name], words[COMMON])
    form.root.scroll_into_view_if_needed()
    expect(form.root).to_have_attribute("data-loaded", "")
    return form


def visit(page: Page, home: str, language: Language, name: str, query: str = "") -> Form:
    """The form on its page, which is opened if it is not open as the address says."""
    url = f"{home}{language.path}{page_of(name)}{query}"
    if address(page) != url:
        page.goto(url)
    return loaded(page, language, name)


def examples(name: str, locale: str) -> list[tuple[dict[str, str], dict[str, str]]]:
    """The worked examples of a calculator: what is typed, and what comes out."""
    of_it = [each for each in EXAMPLES if each["calculator"] == name]
    return [(e["typed"][locale], e["answers"][locale]) for e in of_it if locale in e["typed"]]


WORKINGS = {
    "da": {
        ("retention", "rate"): "(1.140 − 300) / 1.200 = 70,0 %",
        ("churn-period", "yearly"): "1 − (1 − 3 %)¹² = 30,6 %",
        ("clv", "existing"): "900 · 80 % / (1 + 10 % − 80 %) = 2.400 kr.",
        ("nps", "nps"): "(90 − 40) / 200 · 100 = +25",
    },
    "no": {
        ("revenue-retention", "gross"): "(500 000 − 20 000 − 10 000) / 500 000 = 94,0 %",
        ("breakeven", "c"): "3 % · 80 % · 1 = 2,40 %",
    },
    "id": {
        ("csat", "csat"): "(84 + 72) / 200 = 78%",
        ("breakeven", "extra"): "2.400.000 × 8,2474% = Rp197.938",
    },
}
# Whether all of a drawing is within it.
_IS_WITHIN = """svg => [...svg.children].every((each) => {
    const [box, own] = [svg.getBoundingClientRect(), each.getBoundingClientRect()];
    return own.left >= box.left - 16 && own.right <= box.right + 16
        && own.top >= box.top - 1 && own.bottom <= box.bottom + 1;
})"""


@every_language
@every_page
def test_the_worked_examples_their_formulas_and_charts(
    shared_page: Page, home: str, language: Language, path: str
) -> None:
    shared_page.goto(f"{home}{language.path}{path}")
    forms = [loaded(shared_page, language, name) for name in PAGES[path]]
    assert not urlsplit(address(shared_page)).query
    for form in forms:
        cases = examples(form.name, language.locale)
        # A page opens with its own example, and that is the first.
        assert cases[0][1].items() <= form.answers().items(), form.name
        for (name, result), expected in WORKINGS[language.locale].items():
            if name == form.name:
                assert form.working(result).replace("\u00a0", " ") == expected
        if chart := CALCULATORS[form.name].chart:
            expect_dot_where_the_reader_is(form, form.answer(chart.y))
        for typed, answers in cases:
            form.fill(typed)
            assert answers.items() <= form.answers().items(), (form.name, typed)
        expect(form.status).to_be_empty()


def expect_dot_where_the_reader_is(form: Form, answer: str) -> None:
    chart = form.root.get_by_role("img")
    expect(chart.locator("circle")).to_have_count(1)
    caption = form.root.locator("figcaption").inner_text()
    assert answer in caption
    expect(chart).to_have_accessible_name(caption)
    assert chart.evaluate(_IS_WITHIN), form.name


NUMBERS: list[tuple[str, float | None]] = [
    ("1200", 1200),
    ("1.200", 1200),
    ("1.500.000", 1_500_000),
    ("1.500.000,5", 1_500_000.5),
    ("1 200", 1200),
    ("1\u00a0500\u00a0000", 1_500_000),
    ("60\u2009000", 60_000),
    ("60\u202f000,25", 60_000.25),
    ("0,60", 0.6),
    ("0.6", 0.6),
    ("0.600", 0.6),
    ("12.5", 12.5),
    ("12.3456", 12.3456),
    ("9,", 9),
    ("9.", 9),
    (",5", 0.5),
    (" 70 % ", 70),
    ("70%", 70),
    ("−15", -15),
    ("-15", -15),
    ("–15", -15),
    ("$ 5", 5),
    ("", None),
    ("abc", None),
    ("12a", None),
    ("1,2,3", None),
    ("1.2.3", None),
    ("1200.500", None),
    ("12.00.000", None),
    ("1.200.50", None),
    ("--5", None),
    ("5-", None),
    ("1e3", None),
    (".", None),
    ("%", None),
]
MONEY: dict[str, list[tuple[str, float | None]]] = {
    "da": [("1.200 kr.", 1200), ("kr. 1.200,50", 1200.5), ("DKK 5", 5), ("1.200,-", 1200)],
    "no": [("1 200 kr", 1200), ("kr −500", -500), ("−kr 500", -500), ("5 NOK", 5)],
    "id": [("Rp1.500.000", 1_500_000), ("Rp. 1.000", 1000), ("−Rp500", -500), ("5 rupiah", 5)],
}


def test_numbers_are_read_as_the_country_writes_them(shared_page: Page, home: str) -> None:
    shared_page.goto(home)
    for locale, language in LANGUAGES.items():
        cases = dict(NUMBERS + MONEY[locale])
        found = shared_page.evaluate(
            """async ([module, texts, currency]) => {
                const { parse } = await import(module);
                const numbers = texts.map((text) => parse(text, currency));
                return numbers.map((number) => (isNaN(number) ? null : number));
            }""",
            [
                f"{home}assets/js/calculators/numbers.js",
                list(cases),
                language.calculators[COMMON]["currency"],
            ],
        )
        assert dict(zip(cases, found, strict=True)) == cases, locale


# A calculator, what is typed, and the message: of the words that all share, with what stands in
# it, or the calculator's own.
IMPOSSIBLE = [
    ("retention", {"S": "abc"}, "not_number", "example"),
    ("retention", {"S": "12,5"}, "not_whole", ""),
    ("retention", {"S": "0"}, "least", "1"),
    ("retention", {"N": "-1"}, "least", "0"),
    ("retention", {"N": "2000"}, "N_else", ""),
    ("retention", {"E": "1501"}, "E_else", ""),
    ("churn-period", {"month": "101"}, "most", "100"),
    ("repeat-purchase", {"twice": "1051"}, "twice_else", ""),
    ("revenue-retention", {"start": "0"}, "above", "0"),
    ("revenue-retention", {"gone": "500000001", "start": "500000000"}, "gone_else", ""),
    ("clv", {"m": "−1"}, "least", "0"),
    ("clv", {"r": "100"}, "below", "100"),
    ("clv", {"d": "-0,1"}, "least", "0"),
    ("nps", {"a3": "x"}, "not_number", "example"),
    ("csat", {"s1": "1,5"}, "not_whole", ""),
    ("breakeven", {"k": "60"}, "most", "1"),
    ("breakeven", {"L": "-101"}, "least", "−100"),
    ("breakeven", {"g": "2,1", "p": "5", "u": "70", "k": "0,6"}, "g_else", "2,10"),
]


def test_impossible_input_says_what_is_wrong_and_loses_nothing(page: Page, home: str) -> None:
    page.clock.install()
    # Each page in another language: their own are only the words, which the next test compares.
    languages = dict(zip(PAGES, cycle(LANGUAGES.values()), strict=False))
    for name, typed, key, number in IMPOSSIBLE:
        language = languages[page_of(name)]
        form = visit(page, home, language, name)
        field = next(iter(typed))
        before = form.typed()
        form.fill(typed)
        # What was right before is at once no answer any more.
        assert set(form.answers().values()) == {""}
        expect(form.root.locator("dl span").first).not_to_be_visible()
        page.clock.fast_forward(PATIENCE)
        message = {**form.common, **form.words}[key].replace(
            "{n}", before[field] if number == "example" else number
        )
        if "{c}" in message:
            message = message.replace("{c}", language.percent.replace("{n}", number))
        expect(form.note(field)).to_have_text(message)
        expect(form.field(field)).to_have_attribute("aria-invalid", "true")
        expect(form.field(field)).to_have_accessible_description(message)
        expect(form.root.locator("[aria-invalid]")).to_have_count(1)
        expect(form.status).to_have_text(form.common["wrong"])
        assert form.typed() == before | typed
        form.fill(before)
        page.clock.fast_forward(PATIENCE)
        expect(form.root.locator("[aria-invalid]")).to_have_count(0)
        expect(form.note(field)).to_have_text(hint(form, field))


def test_every_language_puts_the_same_numbers_into_its_words() -> None:
    def numbers(language: Language) -> dict[tuple[str, str], list[str]]:
        return {
            (name, key): sorted(re.findall(r"\{\w+\}", word))
            for name, words in language.calculators.items()
            for key, word in words.items()
        }

    da, id_, no = map(numbers, LANGUAGES.values())
    assert da == id_ == no


def fields(name: str) -> list[str]:
    """The names of a form's fields, in their order."""
    each = CALCULATORS[name]
    if each.answers is None:
        return [field.name for field in each.fields]
    scale = range(each.answers.first, each.answers.first + len(each.answers.examples))
    return [f"{each.answers.name}{answer}" for answer in scale]


def hint(form: Form, field: str) -> str:
    return form.words.get("answers_note") or form.words.get(f"{field}_note", "")


@every_language
def test_what_is_missing_is_said_quietly(shared_page: Page, home: str, language: Language) -> None:
    form = visit(shared_page, home, language, "clv")
    form.field("r").fill("")
    form.field("A").fill("")
    label = form.words["r"].replace("\u00ad", "")
    status = form.status
    expect(status).to_have_text(form.common["missing"].replace("{n}", label))
    expect(form.root.locator("[aria-invalid]")).to_have_count(0)
    assert form.answer("existing") == ""
    form.field("r").fill("50")
    expect(status).to_be_empty()
    assert form.answer("existing")
    assert form.answer("net") == ""
    expect(form.root.locator("dd:has([name='net']) span")).not_to_be_visible()


def test_a_scale_nobody_answered_is_asked_for(shared_page: Page, home: str) -> None:
    answers = {**dict.fromkeys(fields("ces"), ""), "e7": "1"}
    form = visit(shared_page, home, LANGUAGES["da"], "ces", f"?{urlencode(answers)}")
    assert form.answer("ces") == "7,0"
    form.field("e7").fill("")
    question = form.words["answers"]
    expect(form.status).to_have_text(form.common["missing"].replace("{n}", question))
    assert form.answer("ces") == ""


@every_language
def test_a_lifetime_without_an_end(shared_page: Page, home: str, language: Language) -> None:
    form = visit(shared_page, home, language, "retention")
    form.field("E").fill("1500")
    assert form.answer("rate") == language.percent.replace("{n}", "100,0")
    assert form.answer("lifetime") == form.words["lifetime_endless"]
    assert form.working("lifetime") == ""


def test_a_loss_has_its_sign_before_the_currency(shared_page: Page, home: str) -> None:
    form = visit(shared_page, home, LANGUAGES["id"], "clv")
    form.field("m").fill("0")
    assert form.answer("net") == "−Rp750.000"


def test_no_score_is_beyond_a_hundred(shared_page: Page, home: str) -> None:
    answers = {**dict.fromkeys(fields("nps"), 0), "a10": 9}
    form = visit(shared_page, home, LANGUAGES["da"], "nps", f"?{urlencode(answers)}")
    form.field("a0").fill("1")
    assert form.answer("nps") == "+80"
    assert form.answer("interval") == "+43 til +100"


def test_a_link_carries_what_was_typed(shared_page: Page, home: str) -> None:
    page, danish = shared_page, LANGUAGES["da"]
    form = visit(page, home, danish, "clv", "?utm=x#calculator")
    assert urlsplit(address(page)).query == "utm=x"
    form.fill({"m": "1.234,5", "A": "oops"})
    parts = urlsplit(address(page))
    example = {name: re.sub(r"[.\s]", "", form.words[f"{name}_example"]) for name in "rd"}
    typed = {"m": "1234.5", **example, "A": "oops", "utm": "x"}
    assert {key: values[0] for key, values in parse_qs(parts.query).items()} == typed
    assert parts.fragment == "calculator"
    form.field("A").fill("2000000")
    result = form.answer("net")
    assert result.startswith("−")
    numbers = {"m": ["1234.5"], "r": [example["r"]], "d": [example["d"]], "A": ["2000000"]}
    # Another reader opens it, and goes on to it in the other languages.
    visit(page, home, danish, "clv", f"?{urlsplit(address(page)).query}")
    for locale, language in LANGUAGES.items():
        if language is not danish:
            page.click(f".languages a[hreflang={language.tag}]")
            page.wait_for_url(f"{home}{language.path}measure/clv-calculator/?*")
            assert parse_qs(urlsplit(address(page)).query) == numbers
        form = loaded(page, language, "clv")
        separator = "\u00a0" if locale == "no" else "."
        assert form.field("m").input_value() == f"1{separator}234,5"
        assert form.field("A").input_value() == f"2{separator}000{separator}000"
        assert form.field("r").input_value() == example["r"]
        net = form.answer("net")
        assert net == result if language is danish else net.startswith("−")
        assert re.sub(r"\D", "", net) == re.sub(r"\D", "", result)


def test_the_link_is_of_the_forms_that_differ(shared_page: Page, home: str) -> None:
    page = shared_page
    form = visit(page, home, LANGUAGES["da"], "churn-period")
    form.field("month").fill("4")
    assert urlsplit(address(page)).query == "month=4&year=30"
    expect(page.locator(".languages a").first).to_have_attribute("href", re.compile(r"month=4"))
    form.field("year").fill("")
    assert parse_qs(urlsplit(address(page)).query, keep_blank_values=True)["year"] == [""]
    form.press("reset")
    expect(form.field("month")).to_have_value("3")
    expect(form.field("year")).to_have_value("30")
    page.wait_for_url(f"{home}measure/retention-calculator/")
    assert form.answer("yearly") == "30,6\u00a0%"
    expect(page.locator(".languages a").first).not_to_have_attribute("href", re.compile("month"))


@every_language
def test_a_form_is_copied_as_a_link_and_as_text(
    shared_page: Page, home: str, language: Language
) -> None:
    page = shared_page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    form = visit(page, home, language, "retention")
    form.field("N").fill("400")
    form.press("copy_link")
    status = form.status
    expect(status).to_have_text(form.common["copied"])
    link = page.evaluate("navigator.clipboard.readText()")
    assert link == f"{address(page)}#retention"
    form.press("copy_text")
    expect(status).to_have_text(form.common["copied"])
    text = page.evaluate("navigator.clipboard.readText()")
    title, typed, answers, last = text.split("\n\n")
    assert title == form.words["title"]
    assert typed.splitlines()[1] == f"{form.words['N']}: 400"
    working = form.working("rate")
    assert answers.splitlines()[0] == f"{form.words['rate']}: {working}"
    assert last == link


def test_everything_works_without_storage_and_clipboard(page: Page, home: str) -> None:
    page.add_init_script(
        """
        const refuse = { get() { throw new DOMException("blocked", "SecurityError"); } };
        for (const name of ["localStorage", "sessionStorage"]) {
            Object.defineProperty(window, name, refuse);
        }
        Object.defineProperty(navigator, "clipboard", { value: undefined });
        """
    )
    form = visit(page, home, LANGUAGES["da"], "clv")
    form.field("m").fill("1000")
    form.press("copy_text")
    expect(form.status).to_have_text(form.common["blocked"])
    box = form.root.get_by_role("textbox", name=form.common["copy_text"])
    expect(box).to_be_focused()
    assert page.evaluate("getSelection().toString()").startswith(form.words["title"])
    assert "m=1000" in box.input_value()
    form.field("m").fill("1100")
    expect(box).not_to_be_visible()


def test_a_form_is_filled_in_by_keyboard_alone(shared_page: Page, home: str) -> None:
    page = shared_page
    form = visit(page, home, LANGUAGES["da"], "retention")
    form.field("S").focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("2.400")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(form.field("E")).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type("1.500 s/")  # the keys of the search are letters here
    page.keyboard.press("Backspace")
    page.keyboard.press("Backspace")
    assert form.answer("rate") == "50,0\u00a0%"
    for button in ("copy_link", "copy_text", "print", "reset"):
        page.keyboard.press("Tab")
        expect(form.root.get_by_role("button", name=form.common[button])).to_be_focused()
    page.keyboard.press("Enter")
    expect(form.field("S")).to_have_value("1.200")


def test_a_form_is_printed_without_its_buttons(page: Page, home: str) -> None:
    form = visit(page, home, LANGUAGES["da"], "clv")
    page.evaluate("window.print = () => (window.printed = true)")
    form.press("print")
    assert page.evaluate("window.printed")
    page.emulate_media(media="print")
    expect(form.root.get_by_role("button")).to_have_count(0)
    expect(form.root.locator("output").first).to_be_visible()
    assert form.field("m").evaluate("input => getComputedStyle(input).borderStyle") == "none"


def test_nobody_is_corrected_in_the_middle_of_a_number(shared_page: Page, home: str) -> None:
    form = visit(shared_page, home, LANGUAGES["da"], "retention")
    for text in ("1", "1.2", "1.20", "1.200"):  # one by one as they come, faster than the patience
        form.field("S").fill(text)
        assert form.field("S").get_attribute("aria-invalid") is None
    assert form.answer("rate") == "70,0\u00a0%"


def test_nothing_moves_while_one_types(shared_page: Page, home: str) -> None:
    """Where the results stand stays where it is, with an answer or without."""
    for path, names in PAGES.items():
        shared_page.goto(f"{home}no/{path}")
        for name in names:
            form = loaded(shared_page, LANGUAGES["no"], name)
            field, example = next(iter(form.typed().items()))
            # Without an answer 0 is one of a scale, another number than before.
            empty = [] if CALCULATORS[name].answers else [""]
            heights = set()
            for text in (example, *empty, "x"):
                form.fill({field: text})
                results = form.root.locator(".results")
                heights.add(results.evaluate("results => results.offsetHeight"))
            assert max(heights) - min(heights) <= 1, name


def test_without_javascript_the_formula_and_the_example_are_there(
    browser: Browser, home: str
) -> None:
    plain = browser.new_context(java_script_enabled=False)
    page = plain.new_page()
    for (path, names), language in zip(PAGES.items(), cycle(LANGUAGES.values()), strict=False):
        page.goto(f"{home}{language.path}{path}")
        for name in names:
            expect(page.locator(f"form#{name}")).not_to_be_visible()
        expect(page.locator("#calculator")).not_to_be_visible()
        expect(page.locator("#worked-example")).to_be_visible()
        expect(page.locator(".formula").first).to_be_visible()
    plain.close()


def test_the_scripts_are_loaded_when_a_form_is_near(page: Page, home: str) -> None:
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    page.set_viewport_size({"width": 320, "height": 200})
    page.goto(f"{home}measure/nps-calculator/")
    # The page looks for the form no later than this does, and would ask for the scripts before.
    page.evaluate(
        """async () => {
            const form = document.querySelector("form#nps");
            await new Promise((seen) => new IntersectionObserver(seen).observe(form));
            await fetch("?asked");
        }"""
    )
    assert fetched[-1].endswith("?asked")
    assert not any("connect.js" in url for url in fetched)
    page.locator("form#nps").scroll_into_view_if_needed()
    expect(page.locator("form#nps")).to_have_attribute("data-loaded", "")


# The forms as they are built.


def forms(path: str, language: Language) -> BeautifulSoup:
    html = "".join(calculator(name, language) for name in PAGES[path])
    return BeautifulSoup(html, "html.parser")


def test_every_calculator_has_its_place_on_the_pages() -> None:
    project = load_project(ROOT)
    for locale in LANGUAGES:
        for path, names in PAGES.items():
            body = project.by_place[path.rstrip("/"), locale].body
            assert sorted(re.findall(r'<form data-calculator="([\w-]+)">', body)) == sorted(names)
            # These are what there is without JavaScript.
            assert "{ .formula }" in body
            assert "{ #worked-example }" in body
    assert sorted(name for names in PAGES.values() for name in names) == sorted(CALCULATORS)


@every_language
@every_page
def test_every_field_has_a_label_and_every_id_is_its_own(path: str, language: Language) -> None:
    soup = forms(path, language)
    ids = [str(tag["id"]) for tag in soup.select("[id]")]
    assert len(set(ids)) == len(ids)
    names = [str(tag["name"]) for tag in soup.select("input")]
    assert len(set(names)) == len(names)
    # These are the search's own.
    assert {"q", "h", "in"}.isdisjoint(names)
    labels = {str(tag["for"]): tag.get_text() for tag in soup.select("label")}
    for tag in soup.select("input"):
        assert labels[str(tag["id"])].strip()
        assert str(tag["aria-describedby"]) in ids
        assert tag["inputmode"] == "decimal"
        assert tag["value"]
    for form in soup.select("form"):
        assert str(form["aria-labelledby"]) in ids
        within = [str(tag["name"]) for tag in form.select("input, output")]
        assert len(set(within)) == len(within)


@pytest.mark.parametrize("name", CALCULATORS)
def test_the_fields_are_the_same_in_every_language(name: str) -> None:
    def shape(language: Language) -> list[Mapping[str, object]]:
        soup = BeautifulSoup(calculator(name, language), "html.parser")
        left_out = ("value", "data-else", "data-pattern", "data-endless", "data-formula")
        return [
            {key: value for key, value in tag.attrs.items() if key not in left_out}
            for tag in soup.select("input, output")
        ]

    da, id_, no = map(shape, LANGUAGES.values())
    assert da == id_ == no


@every_language
def test_every_word_is_used(language: Language) -> None:
    everywhere = "".join(calculator(name, language) for name in CALCULATORS)
    assert set(language.calculators) == {COMMON, *CALCULATORS}
    for name, words in language.calculators.items():
        html = everywhere if name == COMMON else calculator(name, language)
        soup = BeautifulSoup(html, "html.parser")
        used = {text.strip() for text in soup.strings} | {
            str(value) for tag in soup.find_all(True) for value in tag.attrs.values()
        }
        texts = " ".join(used)
        for key, word in words.items():
            assert word in texts, f"{name}.{key}"


def test_formulas_name_what_there_is() -> None:
    for name, each in CALCULATORS.items():
        known = {*fields(name), *(result.name for result in each.results)}
        assert set(re.findall(r"\{(\w+)\}", formulas(each))) <= known, name


def formulas(each: Calculator) -> str:
    parts = [field.needs for field in each.fields] + [result.formula for result in each.results]
    return " ".join(parts + ([each.chart.low, each.chart.high] if each.chart else []))


def test_an_unknown_calculator_is_refused() -> None:
    with pytest.raises(KeyError):
        calculator("none", LANGUAGES["da"])
