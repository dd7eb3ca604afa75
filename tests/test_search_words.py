"""The words of the search: folded, cut and divided alike where it is built and where it is used."""

import csv
import unicodedata

import pytest
from _pytest.mark import ParameterSet
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page

from tests.conftest import LANGUAGES, ROOT
from tests.shelves import analyser, index
from tools.search.stems import candidates, parts
from tools.search.words import fold, words_of

DATA = ROOT / "tests" / "data"
Row = dict[str, str]

# What words.js answers to the rows of the table, and to forms of an index of a language.
ASK = """async ([home, searches, rows]) => {
    const { fold, Lexicon, WORD } = await import(`${home}assets/js/search/words.js`);
    const lexicon = (locale, forms) =>
        new Lexicon({ ...searches[locale], forms, stems: [], pages: [] });
    const answers = {
        fold: ({ given }) => fold(given),
        words: ({ given }) =>
            [...given.normalize("NFC").matchAll(WORD)].map(([word]) => fold(word)).join(" "),
        candidates: ({ given, locale }) => lexicon(locale, "").candidates(given).join(" "),
        parts: ({ given, locale, known }) => lexicon(locale, known).parts(given).join(" "),
    };
    return rows.map((row) => answers[row.what](row));
}"""


def table(name: str) -> list[Row]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE, strict=True))


def parameters(rows: list[Row], *identity: str) -> list[ParameterSet]:
    """A parameter for each row; one with a fault is expected to fail."""
    return [
        pytest.param(
            row,
            id=", ".join(filter(None, map(row.get, identity))),
            marks=[pytest.mark.xfail(reason=row["fault"])] if row["fault"] else [],
        )
        for row in rows
    ]


ROWS = table("words.tsv")
INFLECTIONS = [
    {"locale": locale, **row} for locale in LANGUAGES for row in table(f"inflections/{locale}.tsv")
]
every_language = pytest.mark.parametrize("locale", LANGUAGES)


def answer(row: Row) -> str:
    """What the tools have for a row of the table."""
    if row["what"] == "fold":
        return fold(row["given"])
    if row["what"] == "words":
        return " ".join(words_of(row["given"]))
    search = LANGUAGES[row["locale"]].search
    if row["what"] == "candidates":
        return " ".join(candidates(row["given"], search))
    known = set(row["known"].split()) - {fold(word) for word in search.stop_words}
    return " ".join(parts(row["given"], search, known))


def asked(page: Page, home: str, rows: list[Row]) -> list[str]:
    """What the browser has for rows of the table."""
    searches = {
        locale: {
            "stopWords": sorted(language.search.stop_words),
            "endings": sorted(language.search.endings),
            "beginnings": language.search.beginnings,
            "links": language.search.links,
        }
        for locale, language in LANGUAGES.items()
    }
    page.goto(f"{home}about/")
    answers: list[str] = page.evaluate(ASK, [home, searches, rows])
    return answers


@pytest.mark.parametrize("row", parameters(ROWS, "what", "locale", "given", "known"))
def test_the_tools_have_what_the_table_has(row: Row) -> None:
    assert answer(row) == row["expected"]


def test_the_browser_has_what_the_table_has(page: Page, home: str) -> None:
    answers = asked(page, home, ROWS)
    wrong = [
        (row["what"], row["given"], found)
        for row, found in zip(ROWS, answers, strict=True)
        if (found == row["expected"]) == bool(row["fault"])
    ]
    assert wrong == []


def test_the_browser_has_what_the_tools_have_for_words_of_the_site(page: Page, home: str) -> None:
    rows = [
        {"what": what, "locale": locale, "given": given, "known": ""}
        for locale in LANGUAGES
        for form in sorted(index(locale).forms)[::60]
        for what, given in (("fold", form), ("words", form), ("candidates", fold(form)))
    ]
    answers = asked(page, home, rows)
    assert len(rows) > 600
    assert [(r, a) for r, a in zip(rows, answers, strict=True) if a != answer(r)] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [("m² plads", ["m", "plads"]), ("10½ kr", ["10", "kr"])],
)
def test_letters_and_digits_are_apart_as_in_the_browser(text: str, expected: list[str]) -> None:
    assert words_of(text) == expected


SYLLABLES = st.sampled_from(["bæ", "gø", "lå", "ke", "NÅ", "sti", "né", " ", "5", "-"])


@given(st.lists(SYLLABLES).map("".join))
def test_a_fold_is_the_same_however_the_text_is_typed(text: str) -> None:
    assert fold(text.upper()) == fold(text)
    assert fold(unicodedata.normalize("NFD", text)) == fold(text)
    for letter, others in {"æ": "ae ä a", "ø": "oe ö o", "å": "aa a"}.items():
        for other in others.split():
            assert fold(text.lower().replace(letter, other)) == fold(text)


@every_language
def test_every_affix_stands_in_the_list_of_inflections(locale: str) -> None:
    search = LANGUAGES[locale].search
    words = [
        fold(row[column])
        for row in INFLECTIONS
        if row["locale"] == locale and row["stem"] == "one" and not row["fault"]
        for column in ("word", "other")
    ]
    assert [end for end in search.endings if not any(w.endswith(end) for w in words)] == []
    starts = [start for start, _ in search.beginnings]
    assert [start for start in starts if not any(w.startswith(start) for w in words)] == []


@pytest.mark.parametrize("row", parameters(INFLECTIONS, "locale", "word", "other"))
def test_inflections(row: Row) -> None:
    find = analyser(row["locale"]).stem
    stems = {find(row["word"]), find(row["other"])}
    assert len(stems) == {"one": 1, "two": 2}[row["stem"]], stems


@every_language
def test_the_lists_of_inflections_are_long_enough(locale: str) -> None:
    own = [row["stem"] for row in INFLECTIONS if row["locale"] == locale]
    assert own.count("one") >= 40
    assert own.count("two") >= 20


def stems(locale: str) -> dict[str, str]:
    """The stem of each folded word of a language's index."""
    return {fold(form): stem for form, stem in index(locale).forms.items()}


@every_language
def test_a_stem_is_one_of_the_candidates(locale: str) -> None:
    """So that a word that is not on the site leads to the stem of one that is."""
    search = LANGUAGES[locale].search
    found = {word: stem for word, stem in stems(locale).items() if len(stem) > 2 and word.isalpha()}
    assert len(found) > 4000
    assert [w for w, stem in found.items() if stem not in candidates(w, search)] == []


in_every_language = pytest.mark.parametrize(
    "locale",
    LANGUAGES,
)


@in_every_language
def test_a_number_is_its_own_stem(locale: str) -> None:
    numbers = {word: stem for word, stem in stems(locale).items() if word.isdecimal()}
    assert len(numbers) > 100
    assert {word: stem for word, stem in numbers.items() if word != stem} == {}


@in_every_language
def test_no_stem_is_short_but_of_a_short_word(locale: str) -> None:
    assert [w for w, stem in stems(locale).items() if len(stem) < 3 and stem != w] == []


@pytest.mark.parametrize(
    ("locale", "compound", "expected"),
    [
        ("da", "medlemsrabat", ["medlem", "rabat"]),
        ("da", "kundeklippekort", ["kunde", "klippekort"]),
        ("no", "kunderabatt", ["kunde", "rabatt"]),
        ("no", "medlemspoeng", ["medlem", "pong"]),
        ("no", "kundeklippekort", ["kunde", "klippekort"]),
        ("da", "kunder", []),
        ("da", "overkunde", []),
        ("id", "pelangganhadiah", []),
    ],
)
def test_the_parts_of_a_compound_that_is_not_on_the_site(
    locale: str, compound: str, expected: list[str]
) -> None:
    assert analyser(locale).parts(compound) == expected
