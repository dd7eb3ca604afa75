"""How the search answers: what is typed, and what a reader is then shown, in a real browser."""

import gzip
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urlsplit

import pytest
from playwright.sync_api import BrowserContext, Error, Page, Route

from tests.conftest import LANGUAGES, visit
from tests.relevance import slug, slugs
from tools.search.words import WORD, fold

# The engine's whole answer, with what is shown of its first pages.
ASK = """async ([home, locale, query, literal, depth]) => {
    const { open } = await import(`${home}assets/js/search/engine.js`);
    const searches = (window.searches ??= {});
    const search = (searches[locale] ??= await open(locale));
    const { results, ...answer } = await search.find(query, { literal });
    const pages = await Promise.all(results.slice(0, depth).map((result) => result.read()));
    return { ...answer, pages, areas: results.map(({ area }) => area) };
}"""
DEPTH = 8  # as many as the dialog shows at first
MOST = 50
# Characters of an excerpt: its window, a sentence's beginning before it, and the marks of omission.
EXCERPT = 260

every_language = pytest.mark.parametrize("locale", LANGUAGES)


@dataclass(frozen=True)
class Answer:
    """What the engine has for a query; `pages` are the first ones, as they are shown."""

    locale: str
    home: str
    pages: list[dict[str, Any]]
    areas: list[str]
    correction: dict[str, Any] | None
    few: bool
    forms: list[str]

    @property
    def slugs(self) -> list[str]:
        """The slugs of the first pages."""
        return [slug(page["url"], self.home, LANGUAGES[self.locale]) for page in self.pages]

    @property
    def excerpts(self) -> list[list[dict[str, Any]]]:
        """The excerpts of all sections of the first pages."""
        return [section["excerpt"] for page in self.pages for section in page["sections"]]


Ask = Callable[..., Answer]


def asking(page: Page, home: str) -> Ask:
    """Asks the engine of a page."""

    def ask(locale: str, query: str, *, literal: bool = False) -> Answer:
        found = page.evaluate(ASK, [home, locale, query, literal, DEPTH])
        return Answer(locale, home, **found)

    return ask


@pytest.fixture(scope="module")
def ask(shared: BrowserContext, home: str) -> Iterator[Ask]:
    """Asks the engine, loaded once for all; no answer may have a fault."""
    with visit(shared, home) as page:
        page.goto(f"{home}about/")
        yield asking(page, home)


def text(excerpt: list[dict[str, Any]]) -> str:
    return "".join(part["text"] for part in excerpt)


def marked(excerpt: list[dict[str, Any]]) -> list[str]:
    return [part["text"] for part in excerpt if part["marked"]]


# Which page comes first.

CALCULATOR = pytest.mark.xfail(reason="the calculator comes before the guide on the subject itself")


@pytest.mark.parametrize(
    ("locale", "query", "expected"),
    [
        ("da", "kundefrafald", "advocacy/churn"),
        ("da", "KUNDEFRAFALD", "advocacy/churn"),
        ("da", "kundefrafaldets", "advocacy/churn"),
        ("da", "kundefrafald!!!", "advocacy/churn"),
        ("da", "hvad er kundeloyalitet", "basics/customer-loyalty"),
        ("da", "mærkeloyalitet", "basics/brand-loyalty"),
        ("da", "klage", "service/complaint-handling"),
        ("da", "NPS", "measure/nps-calculator"),
        ("da", "point", "programs/points-and-rewards"),
        ("no", "kundebevaring", "basics/customer-retention"),
        ("no", "hva er kundelojalitet", "basics/customer-loyalty"),
        ("no", "kundetilfredshet", "basics/satisfaction-vs-loyalty"),
        ("no", "poengene", "programs/points-and-rewards"),
        ("id", "retensi pelanggan", "basics/customer-retention"),
        ("id", "apa itu loyalitas pelanggan", "basics/customer-loyalty"),
        ("id", "program loyalitas", "programs/loyalty-programs"),
        ("id", "kuponnya", "programs/coupons-and-offers"),
        pytest.param("da", "loyalitetsprogram", "programs/loyalty-programs", marks=CALCULATOR),
        pytest.param("no", "lojalitetsprogram", "programs/loyalty-programs", marks=CALCULATOR),
    ],
)
def test_the_page_on_what_is_named_comes_first(
    ask: Ask, locale: str, query: str, expected: str
) -> None:
    answer = ask(locale, query)
    assert answer.slugs[0] == expected
    assert not answer.few
    assert answer.correction is None


@pytest.mark.parametrize(
    ("locale", "query", "guide"),
    [
        ("da", "kundeloyalitet", "basics/customer-loyalty"),
        ("da", "kundefastholdelse", "basics/customer-retention"),
        ("no", "kundelojalitet", "basics/customer-loyalty"),
        ("no", "kundebevaring", "basics/customer-retention"),
        ("id", "loyalitas pelanggan", "basics/customer-loyalty"),
        ("id", "retensi pelanggan", "basics/customer-retention"),
    ],
)
def test_the_library_comes_below_the_guide_on_the_same_subject(
    ask: Ask, locale: str, query: str, guide: str
) -> None:
    found = ask(locale, query).slugs
    library = [place for place, name in enumerate(found) if name.startswith("library/")]
    assert library and found.index(guide) < min(library)


# How words may be typed.


@pytest.mark.parametrize(
    ("locale", "query", "others"),
    [
        ("da", "mærkeloyalitet", "maerkeloyalitet markeloyalitet märkeloyalitet MÆRKELOYALITET"),
        ("da", "fødselsdagshilsen", "foedselsdagshilsen fodselsdagshilsen födselsdagshilsen"),
        ("da", "nulpunktsmåling", "nulpunktsmaaling nulpunktsmaling"),
        ("no", "gjenkjøpsrate", "gjenkjoepsrate gjenkjopsrate gjenkjöpsrate"),
        ("no", "måle", "maale male ma\u030ale MÅLE"),
        ("id", "café", "cafe CAFÉ cafe\u0301"),
    ],
)
def test_letters_may_be_typed_without_their_marks(
    ask: Ask, locale: str, query: str, others: str
) -> None:
    own = ask(locale, query)
    assert own.pages
    for other in others.split():
        answer = ask(locale, other)
        assert (answer.slugs, answer.forms) == (own.slugs, own.forms), other


@pytest.mark.parametrize(
    ("locale", "together", "apart", "expected"),
    [
        ("da", "kundeloyalitet", "kunde loyalitet", "basics/customer-loyalty"),
        ("da", "klagebehandling", "klage behandling", "service/complaint-handling"),
        ("da", "kundefrafald", "kunde frafald", "advocacy/churn"),
        ("da", "kundefrafald", "kunde-frafald", "advocacy/churn"),
        ("no", "kundelojalitet", "kunde lojalitet", "basics/customer-loyalty"),
        ("no", "klagebehandling", "klage behandling", "service/complaint-handling"),
        ("no", "merkelojalitet", "merke lojalitet", "basics/brand-loyalty"),
        ("id", "loyalitaspelanggan", "loyalitas pelanggan", "basics/customer-loyalty"),
        ("id", "programloyalitas", "program loyalitas", "programs/loyalty-programs"),
        ("id", "kartustempel", "kartu stempel", "programs/points-and-rewards"),
    ],
)
def test_a_compound_may_be_typed_apart_and_a_phrase_together(
    ask: Ask, locale: str, together: str, apart: str, expected: str
) -> None:
    for query in (together, apart):
        answer = ask(locale, query)
        assert expected in answer.slugs[:2], query
        assert answer.correction is None
    assert set(ask(locale, together).forms) <= set(ask(locale, apart).forms)


@pytest.mark.parametrize(
    ("locale", "query", "expected"),
    [
        ("da", "kundetab", {"basics/customer-retention", "advocacy/churn"}),
        ("da", "medlemsrabat", {"programs/coupons-and-offers", "programs/loyalty-programs"}),
        ("no", "medlemsrabatt", {"programs/coupons-and-offers", "programs/loyalty-programs"}),
        ("no", "klagekort", {"service/complaint-handling"}),
    ],
)
def test_a_compound_that_is_on_no_page_answers_by_its_parts(
    ask: Ask, locale: str, query: str, expected: set[str]
) -> None:
    answer = ask(locale, query)
    assert expected & {*answer.slugs[:3]}, answer.slugs
    assert answer.correction is None


@pytest.mark.parametrize(
    ("query", "spelled_out"),
    [
        ("diskon utk plgn", "diskon untuk pelanggan"),
        ("PLGN yg setia", "pelanggan yang setia"),
        ("gmn bales komplen", "bagaimana bales komplain"),
        ("promo di medsos", "promo di media sosial"),
    ],
)
def test_chat_spelling_is_read_as_what_it_stands_for(
    ask: Ask, query: str, spelled_out: str
) -> None:
    chat, plain = ask("id", query), ask("id", spelled_out)
    assert chat.slugs == plain.slugs != []
    assert chat.forms == plain.forms


def test_chat_spelling_is_that_of_its_language(ask: Ask) -> None:
    assert ask("da", "plgn").slugs != ask("id", "plgn").slugs


@pytest.mark.parametrize(
    ("locale", "query", "expected"),
    [
        ("da", "kundefr", "advocacy/churn"),
        ("da", "loyalitetspr", "programs/loyalty-programs"),
        ("no", "lojalitetspr", "programs/loyalty-programs"),
        ("no", "hva er kundebev", "basics/customer-retention"),
        ("id", "kupo", "programs/coupons-and-offers"),
        ("id", "retens", "basics/customer-retention"),
    ],
)
def test_a_word_half_typed_is_taken_for_what_it_may_become(
    ask: Ask, locale: str, query: str, expected: str
) -> None:
    answer = ask(locale, query)
    assert expected in answer.slugs[:2]
    assert any(form.startswith(query.split()[-1]) for form in answer.forms)
    assert answer.correction is None
    assert query.split()[-1] not in answer.forms


def test_a_word_that_is_followed_by_another_is_not_half_typed(ask: Ask) -> None:
    assert "kundefrafald" in ask("da", "kundefr").forms
    assert "kundefrafald" not in ask("da", "kundefr og", literal=True).forms


# Slips.


@pytest.mark.parametrize(
    ("locale", "query", "meant"),
    [
        pytest.param("da", "kundefrafadl", "kundefrafald", id="swapped"),
        pytest.param("da", "stempelkrot", "stempelkort", id="swapped, in a compound"),
        pytest.param("da", "kundefrrafald", "kundefrafald", id="put in"),
        pytest.param("no", "kundebevarign", "kundebevaring", id="Norwegian"),
        pytest.param("no", "xundefrafall", "kundefrafall", id="the first letter"),
        pytest.param("no", "lojalitte", "lojalitet", id="changed"),
        pytest.param("id", "loyalitsa", "loyalitas", id="Indonesian"),
        pytest.param("id", "retnesi pelanggan", "retensi pelanggan", id="one of two words"),
        pytest.param("da", "Kundefrafadl, tak", "kundefrafald, tak", id="the rest stays"),
    ],
)
def test_a_slip_is_corrected_unless_the_query_is_meant_literally(
    ask: Ask, locale: str, query: str, meant: str
) -> None:
    corrected, right, literal = (
        ask(locale, query),
        ask(locale, meant),
        ask(locale, query, literal=True),
    )
    assert corrected.correction == {"query": meant, "applied": True}
    assert (corrected.slugs, corrected.forms) == (right.slugs, right.forms)
    assert right.correction is None
    assert literal.correction is None
    assert literal.forms != corrected.forms


@pytest.mark.parametrize(
    ("locale", "query", "meant"),
    [
        ("da", "kinder", "kunder"),
        ("da", "maven", "maden"),
        ("no", "bunden", "bundet"),
        ("id", "pelangi", "pelanggan"),
        ("id", "kapur", "kabur"),
    ],
)
def test_a_frequent_word_is_asked_for_and_another_only_offered(
    ask: Ask, locale: str, query: str, meant: str
) -> None:
    answer = ask(locale, query)
    assert answer.correction == {"query": meant, "applied": False}
    assert answer.forms == ask(locale, query, literal=True).forms
    assert not {meant} & {*answer.forms}
    assert ask(locale, query, literal=True).correction is None


@pytest.mark.parametrize(
    ("locale", "query"),
    [
        ("da", "kunder"),
        ("da", "lojalitetsprogram"),
        ("da", "12345"),
        ("da", "q4x9"),
        ("da", "жжж"),
        ("no", "kundefastholdelse"),
        ("id", "churn rate"),
    ],
)
def test_what_is_no_slip_is_not_corrected(ask: Ask, locale: str, query: str) -> None:
    assert ask(locale, query).correction is None


# Queries that say little, or too much.


@pytest.mark.parametrize(
    ("locale", "query"),
    [("da", "og"), ("da", "hvad er det"), ("no", "hva er det"), ("id", "yang untuk dari")],
)
def test_stop_words_alone_are_answered(ask: Ask, locale: str, query: str) -> None:
    answer = ask(locale, query)
    assert answer.pages
    assert {fold(word) for word in query.split()} <= {*answer.forms}


@pytest.mark.parametrize(
    ("locale", "query", "number", "other"),
    [
        ("da", "NPS 25", "25", "250"),
        ("id", "10%", "10", "100"),
        ("no", "1990", "1990", "199"),
        pytest.param("da", "50", "50", "500"),
        pytest.param("no", "100 kroner", "100", "10"),
    ],
)
def test_a_number_is_found_as_it_stands(
    ask: Ask, locale: str, query: str, number: str, other: str
) -> None:
    answer = ask(locale, query)
    assert answer.pages
    assert number in answer.forms
    assert other not in answer.forms


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("", id="nothing"),
        pytest.param("   ", id="spaces"),
        pytest.param(".*+?^${}()|[]\\/", id="an expression"),
        pytest.param("🎂🎁", id="pictures"),
        pytest.param("\u0301\u200d\ud83c", id="marks and half a letter"),
        pytest.param("жжж", id="other letters"),
    ],
)
def test_what_has_no_word_of_the_language_finds_nothing(ask: Ask, query: str) -> None:
    answer = ask("da", query)
    assert answer.pages == [] and answer.forms == []
    assert answer.few


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("(kunde.*frafald) [a-z]+ kundefrafald", id="an expression"),
        pytest.param("<img src=x onerror=alert(1)> kundefrafald", id="markup"),
        pytest.param("&lt;b&gt; kundefrafald </mark>", id="entities"),
        pytest.param("__proto__ constructor toString kundefrafald", id="names of objects"),
        pytest.param("\"kundefrafald' -kunde AND {{ x }} %s", id="operators"),
    ],
)
def test_signs_are_no_more_than_signs(ask: Ask, query: str) -> None:
    answer = ask("da", query)
    assert "advocacy/churn" in answer.slugs[:3]
    for excerpt in answer.excerpts:
        assert all("<" not in word for word in marked(excerpt))


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("kundefrafald " * 770, id="words"),
        pytest.param("kundefrafald " + "x" * 9_990, id="a word"),
        pytest.param("kundefrafald" + " " * 9_990, id="spaces"),
        pytest.param("kundefrafald " + "💥" * 9_000, id="pictures"),
        pytest.param("kundefrafald " + "(" * 10_000, id="brackets"),
        pytest.param("kundefrafald " + "medlemskort" * 900, id="parts"),
        pytest.param("kundefrafald " + " ".join("abcdefghijklmnopqrstuvwxyz" * 200), id="letters"),
    ],
)
def test_ten_thousand_characters_are_answered(ask: Ask, query: str) -> None:
    assert len(query) > 9_000
    answer = ask("da", query, literal=True)
    assert "advocacy/churn" in answer.slugs[:3]
    assert ask("da", query).pages


# Other languages.


@pytest.mark.parametrize(
    ("locale", "query", "expected", "form"),
    [
        ("da", "kundebevaring", "basics/customer-retention", "kundefastholdelse"),
        ("no", "kundefastholdelse", "basics/customer-retention", "kundebevaring"),
        ("id", "kundeloyalitet", "basics/customer-loyalty", "loyalitas"),
        ("da", "lojalitetsprogram", "programs/loyalty-programs", "loyalitetsprogram"),
        ("no", "stempelkortene", "programs/loyalty-programs", "stempelkort"),
        ("da", "retensi pelanggan", "basics/customer-retention", "kundefastholdelse"),
        ("id", "attrition", "advocacy/churn", "churn"),
        ("no", "attrition", "advocacy/churn", "kundefrafall"),
    ],
)
def test_a_word_of_another_language_leads_to_its_concept_here(
    ask: Ask, locale: str, query: str, expected: str, form: str
) -> None:
    answer = ask(locale, query)
    assert expected in answer.slugs[:3]
    assert form in answer.forms
    assert {*answer.slugs} <= slugs(locale)


@pytest.mark.parametrize(
    ("locale", "query", "few"),
    [
        ("da", "pelanggan setia ", True),
        ("da", "kundebevaring ", True),
        ("no", "kundefastholdelse?", True),
        ("id", "kundeloyalitet ", True),
        pytest.param("da", "pelanggan setia", True),
        pytest.param("da", "kundebevaring", True),
        pytest.param("no", "kundefastholdelse", True),
        pytest.param("id", "kundeloyalitet", True),
        ("da", "kundefr", False),
        ("da", "жжж", True),
        ("da", "loyale kunder", False),
        ("no", "loyale kunder", False),
        ("no", "lojale kunder", False),
        ("id", "pelanggan setia", False),
        ("id", "loyalitas kunder", False),
    ],
)
def test_it_is_known_when_another_language_may_have_more(
    ask: Ask, locale: str, query: str, few: bool
) -> None:
    assert ask(locale, query).few is few


# What is marked, and what is shown.


@pytest.mark.parametrize(
    ("locale", "query", "expected", "others"),
    [
        ("da", "hvordan får jeg loyale kunder", "loyal loyale kunde kundernes", "hvordan far jeg"),
        ("no", "hvordan får jeg lojale kunder", "lojal lojale kunde kundenes", "hvordan far jeg"),
        ("id", "bagaimana pelanggan bisa setia", "pelanggan setia", "bagaimana bisa"),
        ("da", "kundefrafald", "kundefrafald kundefrafaldet", "kunde frafald churn"),
        ("da", "stempel kort", "stempelkort stempel kort", "kunde"),
    ],
)
def test_what_is_marked_is_what_was_searched_for(
    ask: Ask, locale: str, query: str, expected: str, others: str
) -> None:
    forms = ask(locale, query).forms
    assert {*expected.split()} <= {*forms}
    assert not {*others.split()} & {*forms}
    assert len({*forms}) == len(forms)
    assert all(form == fold(form) for form in forms)


SHOWN = [
    ("da", "kundefrafald"),
    ("da", "hvordan får jeg loyale kunder"),
    ("da", "kunde loyalitet"),
    ("da", "point til medlemmer"),
    ("da", "svar på klager"),
    ("no", "kundebevaring"),
    ("no", "hva koster et lojalitetsprogram"),
    ("no", "gjester som ikke kommer igjen"),
    ("id", "retensi pelanggan"),
    ("id", "kupon diskon untuk pelanggan lama"),
    ("id", "plgn komplen"),
]
shown = pytest.mark.parametrize(("locale", "query"), SHOWN)


@shown
def test_an_excerpt_is_short_and_has_a_word_that_is_marked(
    ask: Ask, locale: str, query: str
) -> None:
    answer = ask(locale, query)
    for excerpt in answer.excerpts:
        assert 0 < len(text(excerpt)) < EXCERPT, text(excerpt)
        assert {fold(word) for word in marked(excerpt)} <= {*answer.forms}
        plain = [part["text"] for part in excerpt if not part["marked"]]
        left = {fold(word) for part in plain for word in WORD.findall(part)}
        assert not left & {*answer.forms}
    first = answer.pages[0]["sections"]
    assert first and marked(first[0]["excerpt"])
    # A section may be found by its meaning, or by its heading alone.
    with_marks = [excerpt for excerpt in answer.excerpts if marked(excerpt)]
    assert len(with_marks) >= 0.5 * len(answer.excerpts)


@shown
def test_at_most_three_sections_are_shown_and_each_is_there(
    ask: Ask, built: Path, locale: str, query: str
) -> None:
    answer = ask(locale, query)
    assert answer.pages
    for page in answer.pages:
        assert len(page["sections"]) <= 3
        own = page["url"]
        assert page["title"]
        urls = [section["url"] for section in page["sections"]]
        assert len({*urls}) == len(urls)
        for section in page["sections"]:
            address, anchor = urldefrag(section["url"])
            assert address == own
            assert bool(anchor) == bool(section["heading"])
            path = urlsplit(address).path.removeprefix(urlsplit(answer.home).path)
            html = (built / "site" / path / "index.html").read_text("utf-8")
            assert not anchor or f' id="{anchor}"' in html


@shown
def test_an_excerpt_is_of_its_section(ask: Ask, built: Path, locale: str, query: str) -> None:
    """It begins and ends where a word does."""
    texts = {
        (page["url"], anchor): flat.replace("\n", " · ")
        for path in (built / "site" / "search" / locale).glob("page-*.pack")
        if (page := json.loads(gzip.decompress(path.read_bytes())))
        for anchor, _, flat in page["sections"]
    }
    answer = ask(locale, query)
    for page in answer.pages:
        for section in page["sections"]:
            address, anchor = urldefrag(section["url"])
            inside = text(section["excerpt"]).removeprefix("… ").removesuffix(" …")
            before, found, after = texts[address.removeprefix(answer.home), anchor].partition(
                inside
            )
            assert found
            assert not before or before.endswith(" ")
            assert not after or after.startswith(" ")


@every_language
def test_pages_are_answered_once_and_not_without_end(ask: Ask, locale: str) -> None:
    query = {"da": "kunder", "id": "pelanggan", "no": "kunder"}[locale]
    answer = ask(locale, query)
    assert len(answer.slugs) == DEPTH == len({*answer.slugs})
    assert DEPTH < len(answer.areas) <= MOST
    sections = {name.partition("/")[0] for name in slugs(locale) if "/" in name}
    assert {*answer.areas} <= sections | {""}
    assert answer.areas[:DEPTH] == [
        name.partition("/")[0] if "/" in name else "" for name in answer.slugs
    ]


@every_language
def test_the_same_query_has_the_same_answer(ask: Ask, locale: str) -> None:
    assert ask(locale, "kunde 50 loyal") == ask(locale, "kunde 50 loyal")


# What cannot be fetched.


def refuse(route: Route) -> None:
    route.abort()


@pytest.fixture
def fresh(shared: BrowserContext, home: str) -> Iterator[Page]:
    """A page on which nothing has been fetched for a search; its requests may fail."""
    page = shared.new_page()
    page.goto(f"{home}assets/js/search/engine.js")  # any file of the site will do
    yield page
    page.close()


@pytest.mark.parametrize(
    ("locale", "query", "expected"),
    [
        ("da", "hvordan får jeg loyale kunder", "basics/customer-loyalty"),
        ("no", "kundebevarign i butikken", "basics/customer-retention"),
        ("id", "loyalitaspelanggan", "basics/customer-loyalty"),
    ],
)
@pytest.mark.parametrize(
    "lost",
    [
        pytest.param(["**/search/words/*"], id="of words"),
        pytest.param(["**/vectors.pack*"], id="of texts"),
        pytest.param(["**/search/words/*", "**/vectors.pack*"], id="of both"),
    ],
)
def test_without_the_vectors_there_is_an_answer(
    fresh: Page, home: str, locale: str, query: str, expected: str, lost: list[str]
) -> None:
    for pattern in lost:
        fresh.route(pattern, refuse)
    answer = asking(fresh, home)(locale, query)
    assert expected in answer.slugs[:3]
    assert answer.pages[0]["sections"]


@pytest.mark.parametrize(
    "name", ["da/index", "da/postings-0", "da/page-0"], ids=["index", "postings", "page"]
)
def test_what_could_not_be_fetched_is_fetched_with_the_next_query(
    fresh: Page, home: str, name: str
) -> None:
    ask = asking(fresh, home)
    pattern = f"**/search/{name.rstrip('0')}*.pack*"
    fresh.route(pattern, refuse)
    with pytest.raises(Error, match="Failed to fetch"):
        ask("da", "kundefrafald")
    fresh.unroute(pattern)
    assert ask("da", "kundefrafald").slugs[0] == "advocacy/churn"


def test_after_a_failure_the_index_is_fetched_anew(fresh: Page, home: str) -> None:
    """A new site may have been published since it was."""
    fetched: list[str] = []
    fresh.on("request", lambda request: fetched.append(request.url))
    pages = """async (home) => {
        const { find } = await import(`${home}assets/js/search/asking.js`);
        return (await find("da", "kundefrafald")).results.length;
    }"""
    fresh.route("**/search/da/postings-*", refuse)
    with pytest.raises(Error, match="Failed to fetch"):
        fresh.evaluate(pages, home)
    fresh.unroute("**/search/da/postings-*")
    assert fresh.evaluate(pages, home)
    assert len([url for url in fetched if "da/index" in url]) == 2


def test_the_vectors_are_fetched_with_the_next_query(fresh: Page, home: str) -> None:
    ask = asking(fresh, home)
    query = "hun hentede altid kaffe om torsdagen"
    fresh.route("**/vectors.pack*", refuse)
    without = ask("da", query)
    fresh.unroute("**/vectors.pack*")
    assert ask("da", query).slugs != without.slugs


def test_a_missing_file_is_no_answer(fresh: Page, home: str) -> None:
    fresh.route("**/search/da/index.pack", lambda route: route.fulfill(status=404, body="<html>"))
    with pytest.raises(Error, match="404"):
        asking(fresh, home)("da", "kundefrafald")


def test_a_server_may_have_the_browser_unpack_the_files(fresh: Page, home: str) -> None:
    """Then a script is given what was packed."""

    def unpack(route: Route) -> None:
        route.fulfill(body=gzip.decompress(route.fetch().body()))

    fresh.route("**/search/**/*.pack*", unpack)
    assert asking(fresh, home)("da", "kundefrafald").slugs[0] == "advocacy/churn"


def test_only_what_a_query_needs_is_fetched(fresh: Page, home: str) -> None:
    fetched: list[str] = []
    fresh.on("request", lambda request: fetched.append(urlsplit(request.url).path))
    asking(fresh, home)("da", "kundefrafald")
    packs = [path.partition("/search/")[2] for path in fetched if path.endswith(".pack")]
    assert len({*packs}) == len(packs)
    assert not [name for name in packs if not name.startswith(("da/", "words/"))]
    # A concept's own name says it all.
    assert not [name for name in packs if name.startswith("words/") or "vectors" in name]
    assert sum("page-" in name for name in packs) <= DEPTH
    asking(fresh, home)("da", "kundefrafald")
    assert len(fetched) == len({*fetched})
