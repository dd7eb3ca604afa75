"""What the search knows of a language, and the files that a browser fetches of it."""

import base64
import filecmp
import gzip
import json
import re
from collections.abc import Iterator
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import shelves
from tests.conftest import LANGUAGES
from tests.shelves import PROJECT, analyser, index, shelf
from tools.search import files
from tools.search.embeddings import DIMENSIONS
from tools.search.files import write_search
from tools.search.index import Index, names_of, shards, spelled
from tools.search.sections import all_texts, questions

every_language = pytest.mark.parametrize("locale", LANGUAGES)
OWN, RELATED, FOREIGN = 3, 2, 1
# Words of a name that overrides/assets/js/search/query.js looks for, at the most.
LONGEST_NAME = 6
# What a reader waits for before a first answer, and with the meaning, in bytes.
INDEX = 100_000
VECTORS = 45_000
SHARD = 6_000
# Places that a shard of postings may have in the tests of how it is divided.
FEW = 50


def titles(of: Index) -> Iterator[tuple[str, int]]:
    """The slug of each page, and its first place."""
    place = 0
    for entry in of.entries:
        yield entry.page.slug, place
        place += 1 + len(entry.sections)


def size(of: Index) -> int:
    """How many places an index has."""
    return sum(1 + len(entry.sections) for entry in of.entries)


def at(locale: str, slug: str, text: str) -> int:
    """What the words of a text weigh in the title of a page, together."""
    place = dict(titles(index(locale)))[slug]
    stems = [analyser(locale).stem(form) for form in spelled(text)]
    return sum(index(locale).postings.get(stem, {}).get(place, 0) for stem in stems)


# The index.


@every_language
def test_every_page_is_in_the_index_once(locale: str) -> None:
    found = [entry.page.path for entry in index(locale).entries]
    assert sorted(found) == [page.path for page in PROJECT.pages if page.locale == locale]


@every_language
def test_every_section_is_in_the_index_once(locale: str) -> None:
    for entry in index(locale).entries:
        anchors = [section.anchor for section in entry.sections]
        assert anchors[0] == "" and len(set(anchors)) == len(anchors), entry.page.path
        headings = [p.text for p in entry.page.passages if p.kind == "heading"]
        if entry.page.slug != "glossary":
            # A page's own heading is its title.
            assert [section.heading for section in entry.sections[1:]] == headings[1:]
    (glossary,) = (each for each in index(locale).entries if each.page.slug == "glossary")
    assert {*PROJECT.termbase.concepts} <= {section.anchor for section in glossary.sections}


@every_language
def test_all_that_a_page_says_is_in_one_of_its_sections(locale: str) -> None:
    for entry in index(locale).entries:
        lines = [line for section in entry.sections for line in section.text.splitlines()]
        for passage in entry.page.passages:
            if passage.kind != "heading":
                assert passage.text in lines, entry.page.path


def test_every_text_of_the_site_is_in_one_index() -> None:
    found = [text.name for each in LANGUAGES for e in index(each).entries for text in e.texts]
    assert sorted(found) == sorted(all_texts(PROJECT))


@every_language
def test_postings_are_places_with_weights(locale: str) -> None:
    end = size(index(locale))
    for term, places in index(locale).postings.items():
        assert places and min(places) >= 0 and max(places) < end, term
        assert all(weight >= 0 for weight in places.values()), term
    reached = {place for places in index(locale).postings.values() for place in places}
    assert reached == {*range(end)}  # each has a title, a heading or a text


@every_language
def test_every_word_of_a_text_leads_to_its_place(locale: str) -> None:
    of = index(locale)
    for (_, first), entry in zip(titles(of), of.entries, strict=True):
        for place, section in enumerate(entry.sections, first + 1):
            for form in spelled(f"{section.heading} {section.text}"):
                assert of.postings[of.forms[form]][place] > 0, (form, section.as_text.name)


@every_language
def test_a_word_in_a_heading_weighs_more_than_in_the_text(locale: str) -> None:
    of = index(locale)
    tried = 0
    for (_, first), entry in zip(titles(of), of.entries, strict=True):
        for place, section in enumerate(entry.sections, first + 1):
            for form in spelled(section.heading):
                weight = of.postings[of.forms[form]][place]
                same = [f for f in spelled(section.text) if of.forms[f] == of.forms[form]]
                assert weight >= 6 + 2 * len(same), (form, section.heading)
                tried += 1
    assert tried > 500


@every_language
def test_a_question_counts_less_than_a_title(locale: str) -> None:
    of = index(locale)
    asked_alone = 0
    for (slug, place), entry in zip(titles(of), of.entries, strict=True):
        titled = {of.forms[form] for form in spelled(entry.page.title)}
        asked = {of.forms[f] for text in questions(entry.page) for f in spelled(text.whole)}
        assert all(of.postings[stem][place] >= 4 for stem in titled), slug
        parts = {
            part for form in spelled(entry.page.title) for part in analyser(locale).parts(form)
        }
        only_asked = asked - titled - {analyser(locale).stem(part) for part in parts}
        assert all(of.postings[stem][place] == 1 for stem in only_asked), slug
        assert all(of.postings[stem][place] >= 5 for stem in asked & titled), slug
        asked_alone += len(only_asked)
    assert asked_alone > 200


@pytest.mark.parametrize(
    ("locale", "slug", "word", "other"),
    [
        ("da", "advocacy/churn", "kundefrafald", "overlevelse"),
        ("no", "basics/customer-retention", "kundebevaring", "gaffel"),
        ("id", "programs/coupons-and-offers", "kupon", "kucing"),
    ],
)
def test_a_word_of_the_title_weighs_at_its_place(
    locale: str, slug: str, word: str, other: str
) -> None:
    assert at(locale, slug, word) >= 2
    assert at(locale, slug, other) == 0


@pytest.mark.parametrize(("locale", "part"), [("da", "kort"), ("no", "kort"), ("da", "program")])
def test_a_compound_is_found_by_its_parts(locale: str, part: str) -> None:
    of = index(locale)
    compounds = [form for form in of.forms if form.endswith(part) and len(form) > len(part) + 4]
    with_compound = {place for each in compounds for place in of.postings.get(of.forms[each], ())}
    assert with_compound
    # A compound whose other part nobody knows is not taken apart.
    found = with_compound & of.postings[of.forms[part]].keys()
    assert len(found) > 0.9 * len(with_compound)


@every_language
def test_pages_are_counted_once(locale: str) -> None:
    of = index(locale)
    assert of.pages_with("no such term") == 0
    stop_word = {"da": "og", "id": "dan", "no": "og"}[locale]
    assert 30 < of.pages_with(of.forms[stop_word]) <= len(of.entries) < size(of)


# The names of concepts.


def named(locale: str, phrase: str) -> dict[str, int]:
    """The concepts that a phrase names, each with how sure it is."""
    stems = tuple(analyser(locale).stem(form) for form in spelled(phrase))
    return dict(index(locale).names.get(stems, {}))


@every_language
def test_every_name_leads_to_its_concept_or_to_one_it_names_more_surely(locale: str) -> None:
    for phrase, concept, sure in names_of(PROJECT, locale):
        found = named(locale, phrase)
        assert len(set(found.values())) == 1, phrase
        assert found.get(f"#{concept}", 0) >= sure or max(found.values()) > sure, phrase


@every_language
def test_own_names_win(locale: str) -> None:
    for concept in PROJECT.termbase.concepts.values():
        words = concept.words[locale]
        for phrase in (words.term, *words.forms, *words.synonyms, *words.forbidden):
            assert named(locale, phrase)[f"#{concept.id}"] == OWN, phrase


@every_language
def test_a_headword_of_any_language_and_english_names_a_concept(locale: str) -> None:
    for concept in PROJECT.termbase.concepts.values():
        theirs = [words.term for words in concept.words.values()]
        for phrase in (*theirs, *concept.english):
            assert named(locale, phrase), phrase


@pytest.mark.parametrize(
    ("locale", "phrase", "expected"),
    [
        pytest.param("da", "kundefrafald", {"#churn": OWN}, id="headword"),
        pytest.param("da", "KUNDEFRAFALDETS", {"#churn": OWN}, id="inflected, in capitals"),
        pytest.param("da", "kundeflugt", {"#churn": OWN}, id="synonym"),
        pytest.param("da", "kundedefektion", {"#churn": OWN}, id="forbidden"),
        pytest.param("id", "pembelotan pelanggan", {"#churn": OWN}, id="forbidden phrase"),
        pytest.param("no", "kundefrafald", {"#churn": OWN}, id="forbidden, and a neighbour's"),
        pytest.param("da", "kunder der forsvinder", {"#churn": RELATED}, id="brought to mind"),
        pytest.param("da", "customer churn", {"#churn": FOREIGN}, id="English"),
        pytest.param("id", "attrition", {"#churn": FOREIGN}, id="English in Indonesian"),
        pytest.param("da", "lojalitetsprogram", {"#loyalty-program": FOREIGN}, id="Norwegian"),
        pytest.param("no", "kundefastholdelse", {"#customer-retention": FOREIGN}, id="Danish"),
        pytest.param("da", "retensi pelanggan", {"#customer-retention": FOREIGN}, id="Indonesian"),
        pytest.param("da", "stempel", {"#stamp-card": RELATED}, id="one word"),
        pytest.param("da", "paraply", {}, id="no name"),
    ],
)
def test_names(locale: str, phrase: str, expected: dict[str, int]) -> None:
    assert named(locale, phrase) == expected


@every_language
def test_no_name_is_longer_than_the_browser_looks_for(locale: str) -> None:
    assert {len(name) for name in index(locale).names} <= {*range(1, LONGEST_NAME + 1)}


# Shards and gaps.


@given(st.lists(st.integers(0, FEW + 10)))
def test_shards_divide_the_terms_without_loss(sizes: list[int]) -> None:
    postings = {f"{at:02}": dict.fromkeys(range(size), 1) for at, size in enumerate(sizes)}
    divided = shards([*postings], Index([], {}, postings, {}), FEW)
    assert [term for shard in divided for term in shard] == [*postings]
    assert all(divided)
    # The last term of a shard may go over its end.
    assert all(sum(len(postings[term]) for term in shard[:-1]) < FEW for shard in divided)


def places(gaps: list[int]) -> dict[int, int]:
    """The postings that the gaps of a file stand for."""
    found, place = {}, 0
    for gap, weight in zip(gaps[::2], gaps[1::2], strict=True):
        place += gap
        found[place] = weight
    return found


@given(st.dictionaries(st.integers(0, 10_000), st.integers(0, 40)))
def test_gaps_stand_for_the_same_postings(postings: dict[int, int]) -> None:
    gaps = files._gaps(postings)
    assert places(gaps) == postings
    assert all(gap > 0 for gap in gaps[2::2])


# The files.


def pack(built: Path, name: str) -> Any:  # noqa: ANN401  # what it holds is what is tested
    return json.loads(gzip.decompress((built / "site" / "search" / f"{name}.pack").read_bytes()))


def packs(built: Path, pattern: str) -> list[Path]:
    """The packs whose names match, those with numbers in the order of these."""
    found = (built / "site" / "search").glob(f"{pattern}.pack")
    return sorted(found, key=lambda path: int(re.sub(r"\D", "", path.stem) or 0))


def postings_of(built: Path, locale: str) -> list[list[int]]:
    """The gaps of every term, in the order of the terms."""
    shard_paths = packs(built, f"{locale}/postings-*")
    return [gaps for path in shard_paths for gaps in pack(built, f"{locale}/{path.stem}")]


def test_every_file_is_json_under_gzip_and_not_dated(built: Path) -> None:
    every = [path for path in (built / "site" / "search").rglob("*") if path.is_file()]
    assert len(every) > 500
    for path in every:
        content = path.read_bytes()
        assert path.suffix == ".pack"
        assert content[:2] == b"\x1f\x8b" and content[4:8] == bytes(4), path
        assert json.loads(gzip.decompress(content)), path


def test_the_same_site_gives_the_same_files(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In another process, that is: the order of a set differs from one to the next."""
    monkeypatch.setattr(files, "build_index", lambda shelf: index(shelf.language.locale))
    write_search(tmp_path, [shelf(locale) for locale in LANGUAGES])
    here, there = tmp_path / "search", built / "site" / "search"
    names = sorted(path.relative_to(here).as_posix() for path in here.rglob("*.pack"))
    assert names == sorted(path.relative_to(there).as_posix() for path in there.rglob("*.pack"))
    assert filecmp.cmpfiles(here, there, names, shallow=False)[1:] == ([], [])


@every_language
def test_no_file_is_large(built: Path, locale: str) -> None:
    needed = [*packs(built, f"{locale}/index"), *packs(built, f"{locale}/postings-*")]
    assert 10_000 < sum(path.stat().st_size for path in needed) < INDEX


@every_language
def test_the_vectors_of_a_language_are_not_large(built: Path, locale: str) -> None:
    (vectors,) = packs(built, f"{locale}/vectors")
    assert 10_000 < vectors.stat().st_size < VECTORS


def test_no_shard_of_words_is_large(built: Path) -> None:
    assert max(path.stat().st_size for path in packs(built, "words/*")) < SHARD


@every_language
def test_the_index_agrees_with_itself(built: Path, locale: str) -> None:
    content = pack(built, f"{locale}/index")
    pages = len(packs(built, f"{locale}/page-*"))
    for column in ("areas", "sizes", "texts", "weights"):
        assert len(content[column]) == pages, column
    terms = len(content["pages"])
    assert len(content["stems"]) == len(content["forms"].split(" "))
    used = {*content["stems"]}
    for name, concepts in content["names"].items():
        used |= {int(number) for number in name.split(" ")} | {number for number, _ in concepts}
        assert {sure for _, sure in concepts} <= {OWN, RELATED, FOREIGN}
    assert used <= {*range(terms)}
    assert content["shards"][0] == 0
    assert all(first < second for first, second in pairwise(content["shards"]))
    every = packs(built, f"{locale}/postings-*")
    lengths = [len(pack(built, f"{locale}/{path.stem}")) for path in every]
    ends = [*content["shards"][1:], terms]
    assert lengths == [end - start for start, end in zip(content["shards"], ends, strict=True)]
    search = LANGUAGES[locale].search
    assert {*content["stopWords"]} == search.stop_words
    assert {*content["endings"]} == {*search.endings}
    assert [tuple(each) for each in content["beginnings"]] == [*search.beginnings]
    assert (content["links"], content["chat"]) == ([*search.links], search.chat)


@every_language
def test_the_files_have_the_postings_of_the_index(built: Path, locale: str) -> None:
    content, of = pack(built, f"{locale}/index"), index(locale)
    decoded = [places(gaps) for gaps in postings_of(built, locale)]
    firsts, reached = [], 0
    for length in content["sizes"]:
        firsts.append(reached)
        reached += 1 + length
    assert reached == size(of)
    for form, number in zip(content["forms"].split(" "), content["stems"], strict=True):
        postings = decoded[number]
        assert postings == of.postings.get(of.forms[form], {}), form
        assert content["pages"][number] == of.pages_with(of.forms[form]), form
    concepts = sum(term.startswith("#") for term in of.postings)
    assert sum(map(bool, decoded)) == len(of.postings) > concepts > 0
    assert firsts == [place for _, place in titles(of)]


@every_language
def test_no_file_names_a_page_or_section_that_is_not_there(built: Path, locale: str) -> None:
    content = pack(built, f"{locale}/index")
    addresses = set()
    for number in range(len(content["areas"])):
        page = pack(built, f"{locale}/page-{number}")
        assert not page["url"].startswith((".", "/")), page["url"]
        assert page["url"].startswith(LANGUAGES[locale].path)
        html = (built / "site" / page["url"] / "index.html").read_text("utf-8")
        assert f"<title>{escape(page['title'].partition(' – ')[0], quote=False)}" in html
        assert len(page["sections"]) == content["sizes"][number]
        for anchor, heading, _ in page["sections"]:
            assert bool(anchor) == bool(heading)
            assert not anchor or f' id="{anchor}"' in html, (page["url"], anchor)
        addresses.add(page["url"])
    assert len(addresses) == len(content["areas"]) == len(packs(built, f"{locale}/page-*"))


@every_language
def test_areas_are_the_sections_of_the_handbook(built: Path, locale: str) -> None:
    for number, area in enumerate(pack(built, f"{locale}/index")["areas"]):
        page = pack(built, f"{locale}/page-{number}")
        below = page["url"].removeprefix(LANGUAGES[locale].path)
        assert area == (below.partition("/")[0] if page["area"] else "")
        assert not area or (built / "site" / LANGUAGES[locale].path / area).is_dir()
        assert bool(area) == bool(page["area"])
    names = [name for name, items in shelf(locale).sections if items[0].page.section]
    areas = [pack(built, f"{locale}/page-{n}")["area"] for n in range(size_of(built, locale))]
    assert list(dict.fromkeys(filter(None, areas))) == names


def size_of(built: Path, locale: str) -> int:
    return len(packs(built, f"{locale}/page-*"))


@every_language
def test_there_is_a_vector_for_every_text(built: Path, locale: str) -> None:
    rows = pack(built, f"{locale}/vectors")["vectors"].split(" ")
    texts = [text for entry in index(locale).entries for text in entry.texts]
    assert len(rows) == sum(pack(built, f"{locale}/index")["texts"]) == len(texts)
    assert {len(base64.b64decode(row)) for row in rows} == {DIMENSIONS}


def test_every_word_stands_in_the_shard_that_its_place_in_the_alphabet_names(built: Path) -> None:
    first = pack(built, "words/index")["first"].split(" ")
    assert len(packs(built, "words/[0-9]*")) == len(first)
    found = []
    for number, word in enumerate(first):
        shard = pack(built, f"words/{number}")
        words = shard["words"].split(" ")
        assert words[0] == word
        assert len(shard["weights"]) == len(shard["vectors"].split(" ")) == len(words)
        assert all(0 < weight <= 8 for weight in shard["weights"])
        found += words
    # As JavaScript sorts: no word has letters for which UTF-16 has another order.
    assert found == sorted(found) == sorted(shelves.SUBJECTS.embeddings.words)
    assert all(ord(letter) < 0xD800 for word in found for letter in word)


@every_language
def test_the_glossarys_entries_say_what_the_termbase_says(built: Path, locale: str) -> None:
    (page,) = (
        page
        for number in range(size_of(built, locale))
        if (page := pack(built, f"{locale}/page-{number}"))["url"].endswith("glossary/")
    )
    sections = {anchor: (heading, text) for anchor, heading, text in page["sections"]}
    for concept in PROJECT.termbase.concepts.values():
        words = concept.words[locale]
        heading, text = sections[concept.id]
        assert heading == words.term
        assert text.startswith(words.definition)
