"""The pages seen as a whole: which belong together, and the glossary of each language."""

import pytest

from tests.conftest import LANGUAGES, ROOT
from tools.glossary import Entry, glossary
from tools.handbook import Handbook
from tools.pages import Page
from tools.project import load_project
from tools.search.embeddings import load_embeddings
from tools.search.likeness import Subjects

PROJECT = load_project(ROOT)
SUBJECTS = Subjects(PROJECT, load_embeddings(ROOT))
HANDBOOKS = {locale: Handbook(PROJECT, locale, SUBJECTS) for locale in LANGUAGES}
HANDBOOK = pytest.mark.parametrize("handbook", HANDBOOKS.values(), ids=HANDBOOKS)


def guides(handbook: Handbook) -> list[Page]:
    return [page for page in handbook.pages if page.is_guide]


def slugs(pages: list[Page]) -> list[str]:
    return [page.slug for page in pages]


@HANDBOOK
def test_pages_are_those_of_the_language(handbook: Handbook) -> None:
    assert {page.locale for page in handbook.pages} == {handbook.locale}
    assert len(guides(handbook)) == len(guides(HANDBOOKS["da"])) > 20


@HANDBOOK
def test_every_guide_is_related_to_four_others(handbook: Handbook) -> None:
    for page in guides(handbook):
        related = handbook.related(page)
        assert len(set(slugs(related))) == len(related) == 4, page.slug
        assert page not in related
        assert all(other.is_guide and other.locale == page.locale for other in related)


@HANDBOOK
@pytest.mark.parametrize(
    ("slug", "other"),
    [
        ("measure/nps-calculator", "measure/customer-surveys"),
        ("programs/points-and-rewards", "programs/loyalty-programs"),
        ("basics/customer-retention", "measure/retention-calculator"),
        ("advocacy/competition-and-switching", "basics/brand-loyalty"),
    ],
)
def test_pages_on_one_subject_are_related(handbook: Handbook, slug: str, other: str) -> None:
    assert other in slugs(handbook.related(PROJECT.by_place[slug, handbook.locale]))


@HANDBOOK
@pytest.mark.parametrize(
    ("article", "guide"),
    [
        ("what-is-customer-loyalty", "basics/customer-loyalty"),
        ("customer-loyalty-in-brief", "basics/customer-loyalty"),
        ("what-is-customer-retention", "basics/customer-retention"),
        ("satisfaction-and-loyalty", "basics/satisfaction-vs-loyalty"),
    ],
)
def test_the_guide_on_an_articles_subject_comes_first(
    handbook: Handbook, article: str, guide: str
) -> None:
    better = handbook.better(PROJECT.by_place[f"library/{article}", handbook.locale])
    assert better[0].slug == guide
    assert len(better) <= 3
    assert all(article in page.meta["builds_on"] for page in better)


@HANDBOOK
def test_a_concepts_uses_are_the_guides_that_speak_of_it_most(handbook: Handbook) -> None:
    for concept in PROJECT.termbase.concepts:
        counts = {page.slug: handbook.mentions[page.slug][concept] for page in guides(handbook)}
        shown = [counts[slug] for slug in slugs(handbook.uses(concept))]
        assert shown == sorted(filter(None, counts.values()), reverse=True)[:3], concept


@HANDBOOK
def test_the_score_is_used_in_its_calculator(handbook: Handbook) -> None:
    assert "measure/nps-calculator" in slugs(handbook.uses("nps"))


@HANDBOOK
def test_every_guide_is_found_by_each_of_its_tags(handbook: Handbook) -> None:
    for tag in LANGUAGES[handbook.locale].tags:
        expected = [page for page in guides(handbook) if tag in page.meta["tags"]]
        assert handbook.tagged(tag) == expected
        assert expected, tag


def entries(handbook: Handbook) -> list[Entry]:
    return [entry for _, group in glossary(handbook) for entry in group]


@HANDBOOK
def test_the_glossary_has_every_concept_once(handbook: Handbook) -> None:
    shown = [entry.id for entry in entries(handbook)]
    assert sorted(shown) == sorted(PROJECT.termbase.concepts)
    assert len(shown) == 107


@HANDBOOK
def test_the_glossary_is_alphabetical(handbook: Handbook) -> None:
    alphabet = LANGUAGES[handbook.locale].alphabet
    letters = [letter for letter, _ in glossary(handbook)]
    assert letters == sorted(set(letters), key=lambda letter: alphabet.index(letter.lower()))
    for letter, group in glossary(handbook):
        assert all(entry.term.upper().startswith(letter) for entry in group)
    plain = [entry.term.lower().replace("é", "e") for entry in entries(handbook)]
    places = [[alphabet.index(c) for c in term if c.isalpha()] for term in plain]
    assert places == sorted(places)


@HANDBOOK
def test_an_entry_shows_what_the_termbase_says(handbook: Handbook) -> None:
    others = [locale for locale in LANGUAGES if locale != handbook.locale]
    for entry in entries(handbook):
        words = PROJECT.termbase.concepts[entry.id].words
        own = words[handbook.locale]
        assert (entry.term, entry.definition) == (own.term, own.definition)
        assert [(language.locale, term) for language, term in entry.others] == [
            (locale, words[locale].term) for locale in others
        ]
        assert set(entry.synonyms) <= set(own.synonyms) - {entry.term}
        assert list(entry.uses) == handbook.uses(entry.id)


def test_one_entry_in_full() -> None:
    (entry,) = (each for each in entries(HANDBOOKS["no"]) if each.id == "customer-loyalty")
    assert entry.term == "kundelojalitet"
    assert [(language.name, term) for language, term in entry.others] == [
        ("Dansk", "kundeloyalitet"),
        ("Bahasa Indonesia", "loyalitas pelanggan"),
    ]
    assert "kundetroskap" in entry.synonyms
    assert "basics/customer-loyalty" in slugs(list(entry.uses))
